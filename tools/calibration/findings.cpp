#include "tools/calibration/findings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "models/request_kinds.hpp"
#include "tools/calibration/log_words.hpp"

namespace cogov {

namespace {

constexpr std::int64_t hour = 3600, day = 86400;
constexpr double days_a_year = 365;

/// Of a moment: hours since a Monday's midnight, 0 to 167 (1970-01-01 was a Thursday).
std::size_t hour_of_week(std::int64_t wall) {
  const std::int64_t since_monday = wall + 3 * day;
  const std::int64_t week = 7 * day;
  return static_cast<std::size_t>(((since_monday % week) + week) % week / hour);
}

/// How many hours of each hour of the week the log covers.
std::array<double, 168> covered(std::int64_t first, std::int64_t last) {
  std::array<double, 168> hours{};
  for (std::int64_t t = first - first % hour; t <= last; t += hour) {
    const std::int64_t begin = std::max(t, first), end = std::min(t + hour, last);
    hours[hour_of_week(t)] += static_cast<double>(end - begin) / hour;
  }
  return hours;
}

struct Sums {
  double count = 0, hours = 0;
  [[nodiscard]] double rate() const { return hours > 0 ? count / hours : std::nan(""); }
};

bool by_day(std::size_t hour_of_day) { return hour_of_day >= 7 && hour_of_day < 21; }

class Counter {
 public:
  Counter(const RequestLog& log, const LogMap& map, std::optional<double> residents) : log_(log), map_(map) {
    found_.residents = residents;
    found_.days = log.days();
    least_ = log.has_hours ? 1.0 / 1440 : 1.0;
  }

  Findings count() {
    name_types();
    name_channels();
    count_cases();
    found_.dispersion = dispersion();
    count_kinds();
    shape();
    repeats();
    std::stable_sort(found_.types.begin(), found_.types.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    std::stable_sort(found_.channels.begin(), found_.channels.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool by_staff(const LogCase& one) const { return way_of_[one.channel] == LogWay::staff; }

  void name_types() {
    for (const LogWord& word : log_.types) {
      const auto at = map_.kinds.find(word.word);
      const bool mapped = at != map_.kinds.end();
      found_.types.push_back({word.word, 0, mapped ? at->second : guess_kind(word.word), mapped});
      kind_of_.push_back(found_.types.back().kind);
    }
  }

  void name_channels() {
    for (const LogWord& word : log_.channels) {
      const auto at = map_.channels.find(word.word);
      const bool mapped = at != map_.channels.end();
      found_.channels.push_back({word.word, 0, mapped ? at->second : guess_way(word.word), mapped, {}});
      way_of_.push_back(found_.channels.back().way);
    }
  }

  void count_cases() {
    found_.cases = log_.cases.size();
    std::vector<std::vector<Duration>> durations(found_.channels.size());
    std::vector<std::size_t> untold(found_.channels.size());
    for (const LogCase& one : log_.cases) {
      ++found_.types[one.type].count;
      ++found_.channels[one.channel].count;
      found_.open += one.open ? 1 : 0;
      found_.duplicates += one.duplicate ? 1 : 0;
      found_.found += by_staff(one) ? 1 : 0;
      add(durations[one.channel], untold[one.channel], one);
    }
    for (std::size_t i = 0; i < durations.size(); ++i) {
      found_.channels[i].durations = find_durations(durations[i], untold[i], least_);
    }
  }

  /// A duplicate is closed as such, and says nothing of how long the case took.
  static void add(std::vector<Duration>& to, std::size_t& untold, const LogCase& one) {
    if (one.seconds == LogCase::unknown || one.duplicate) {
      ++untold;
    } else {
      to.push_back({static_cast<double>(one.seconds) / day, one.open});
    }
  }

  /// Pearson's statistic of residents' reports by whole day against the mean of its weekday, over its degrees of
  /// freedom.
  [[nodiscard]] double dispersion() const {
    const std::int64_t first = log_.first / day + 1, last = log_.last / day;  // whole days only
    if (last - first < 14) return 1;
    std::vector<double> days(static_cast<std::size_t>(last - first), 0.0);
    for (const LogCase& one : log_.cases) {
      const std::int64_t at = one.opened / day - first;
      if (!by_staff(one) && at >= 0 && at < last - first) ++days[static_cast<std::size_t>(at)];
    }
    std::array<double, 7> sum{}, number{};
    for (std::size_t i = 0; i < days.size(); ++i) {
      sum[i % 7] += days[i];
      ++number[i % 7];
    }
    double chi = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      const double mean = sum[i % 7] / number[i % 7];
      if (mean > 0) chi += (days[i] - mean) * (days[i] - mean) / mean;
    }
    return std::max(1.0, chi / static_cast<double>(days.size() - 7));
  }

  void count_kinds() {
    struct Sorted {
      std::vector<Duration> reports, found;
      std::size_t untold_reports = 0, untold_found = 0;
      KindFinding finding;
    };
    std::array<Sorted, kind_count + 1> sorted;  // the last: kept aside
    for (const LogCase& one : log_.cases) {
      const int kind = kind_of_[one.type];
      Sorted& to = sorted[kind == no_kind ? kind_count : static_cast<std::size_t>(kind)];
      to.finding.kind = kind;
      if (one.duplicate) {
        ++to.finding.duplicates;
      } else {
        ++(by_staff(one) ? to.finding.found : to.finding.reports);
      }
      if (by_staff(one)) {
        add(to.found, to.untold_found, one);
      } else {
        add(to.reports, to.untold_reports, one);
      }
    }
    for (Sorted& each : sorted) {
      KindFinding& finding = each.finding;
      if (finding.reports + finding.found + finding.duplicates == 0) continue;
      finding.of_reports = find_durations(each.reports, each.untold_reports, least_);
      finding.of_found = find_durations(each.found, each.untold_found, least_);
      finding.rate = rate_of(finding.reports);
      found_.kinds.push_back(std::move(finding));
    }
  }

  /// Per 1,000 residents and year; the error is the count's, as if cases came in clusters as all of them do.
  [[nodiscard]] Estimate rate_of(std::uint64_t count) const {
    if (!found_.residents || !(found_.days > 0)) return {};
    const double scale = 1000 / *found_.residents * days_a_year / found_.days;
    return {static_cast<double>(count) * scale,
            std::sqrt(std::max<double>(1, static_cast<double>(count)) * found_.dispersion) * scale};
  }

  void shape() {
    const std::array<double, 168> hours = covered(log_.first, log_.last);
    std::array<Sums, 24> of_hour;
    std::array<Sums, 7> of_day;
    std::array<double, 168> counts{};
    for (const LogCase& one : log_.cases) counts[hour_of_week(one.opened)] += by_staff(one) ? 0 : 1;
    Sums light, dark, week, weekend, all;
    for (std::size_t h = 0; h < 168; ++h) {
      for (Sums* to : {&of_hour[h % 24], &of_day[h / 24], &(by_day(h % 24) ? light : dark),
                       &(h / 24 >= 5 ? weekend : week), &all}) {
        to->count += counts[h];
        to->hours += hours[h];
      }
    }
    ShapeFinding& shape = found_.shape;
    for (std::size_t h = 0; h < 24; ++h) shape.hours[h] = of_hour[h].rate() / all.rate();
    for (std::size_t d = 0; d < 7; ++d)
      shape.weekdays[d] = of_day[d].hours < 20 ? std::nan("") : of_day[d].rate() / all.rate();
    if (log_.has_hours && all.hours >= 47 && all.count > 0) {
      const double share = 14 * light.rate() / (14 * light.rate() + 10 * dark.rate());
      shape.day_share = {share, std::sqrt(found_.dispersion * share * (1 - share) / all.count)};
    }
    if (weekend.hours >= 23 && week.hours >= 47 && weekend.count > 0 && week.count > 0) {
      const double factor = weekend.rate() / week.rate();
      shape.weekend_factor = {factor, factor * std::sqrt(found_.dispersion * (1 / weekend.count + 1 / week.count))};
    }
  }

  void repeats() {
    found_.repeats.within_62_hours = repeats_within(62 * hour);
    found_.repeats.within_30_days = repeats_within(30 * day);
  }

  /// Cases that come so soon after the start that an earlier one may be missing don't count.
  [[nodiscard]] Estimate repeats_within(std::int64_t span) {
    std::unordered_map<std::uint64_t, std::int64_t> last;  // looked up only
    double repeats = 0, cases = 0;
    std::uint64_t with_place = 0;
    for (const LogCase& one : log_.cases) {
      if (one.place == 0) continue;
      ++with_place;
      const std::uint64_t key = one.place * 1099511628211ULL + one.type;
      const auto [at, is_new] = last.try_emplace(key, one.opened);
      if (one.opened - log_.first >= span) {
        ++cases;
        repeats += !is_new && one.opened - at->second <= span ? 1 : 0;
      }
      at->second = one.opened;
    }
    found_.repeats.with_place = with_place;
    if (cases < 20) return {};
    const double share = repeats / cases;
    return {share, std::sqrt(share * (1 - share) / cases)};
  }

  const RequestLog& log_;
  const LogMap& map_;
  Findings found_;
  double least_ = 1;
  std::vector<int> kind_of_;    ///< by type
  std::vector<LogWay> way_of_;  ///< by channel
};

}  // namespace

DurationFinding find_durations(const std::vector<Duration>& durations, std::size_t untold, double least) {
  DurationFinding finding;
  finding.cases = durations.size();
  finding.untold = untold;
  for (const Duration& each : durations) finding.open += each.censored ? 1 : 0;
  if (durations.empty()) return finding;
  const Survival survival(durations);
  finding.median = survival.quantile(.5);
  finding.p90 = survival.quantile(.9);
  finding.variation = squared_variation(durations);
  finding.mixture = fit_lognormals(durations, 2, least);
  return finding;
}

Findings findings_of(const RequestLog& log, const LogMap& map, std::optional<double> residents) {
  return Counter(log, map, residents).count();
}

}  // namespace cogov
