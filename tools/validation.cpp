#include "tools/validation.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>

#include "models/experiment.hpp"
#include "models/request_kinds.hpp"
#include "models/state.hpp"
#include "sim/ensemble.hpp"
#include "sim/quantiles.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double seconds_a_day = 86400;

/// One run, as the patterns look at it.
class Year {
 public:
  Year(const Layout& layout, const RunResult& run, const Settings& settings)
      : layout_(layout), run_(run), settings_(settings) {}

  [[nodiscard]] std::vector<double> all(const std::string& measure) const {
    for (std::size_t i = 0; i < layout_.measures.size(); ++i) {
      if (layout_.measures[i].name != measure) continue;
      return std::visit([](const auto& array) { return std::vector<double>(array.begin(), array.end()); },
                        run_.arrays[i]);
    }
    return {nothing};
  }
  [[nodiscard]] double of(const std::string& measure, std::size_t at = 0) const { return all(measure).at(at); }
  [[nodiscard]] double sum(const std::string& measure) const {
    const std::vector<double> values = all(measure);
    return std::accumulate(values.begin(), values.end(), 0.);
  }
  [[nodiscard]] const std::vector<std::int64_t>& column(const std::string& name) const {
    const TraceTable& requests = run_.trace.front();
    const auto at = std::find_if(requests.columns.begin(), requests.columns.end(),
                                 [&](const TraceColumn& column) { return column.name == name; });
    return at->values;
  }
  /// The first five classes part the residents by age.
  [[nodiscard]] double residents() const {
    const std::vector<double> classes = all("residents_by_class");
    return std::accumulate(classes.begin(), classes.begin() + 5, 0.);
  }
  [[nodiscard]] double years() const { return static_cast<double>(settings_.integer("run.days")) / 365; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  /// Hours of grid workers, a year.
  [[nodiscard]] double hours(Activity activity) const {
    return of("grid_worker_hours", static_cast<std::size_t>(activity)) / years();
  }

 private:
  const Layout& layout_;
  const RunResult& run_;
  const Settings& settings_;
};

/// Days from the first report to the first closing in the records, of what residents reported, by kind.
std::map<std::int64_t, std::vector<double>> record_days(const Year& year) {
  std::map<std::int64_t, std::vector<double>> days;
  const auto& reported = year.column("reported");
  const auto& resolved = year.column("resolved");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    const bool both = reported[i] >= 0 && resolved[i] > reported[i];
    if (both) days[year.column("kind")[i]].push_back(static_cast<double>(resolved[i] - reported[i]) / seconds_a_day);
  }
  return days;
}

double mean_of(const std::vector<double>& values) {
  return values.empty() ? nothing
                        : std::accumulate(values.begin(), values.end(), 0.) / static_cast<double>(values.size());
}

/// Variance over squared mean.
double squared_variation(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size()) / (mean * mean);
}

/// Of the kinds with enough cases, the share whose squared coefficient of variation lies in the range seen elsewhere.
double kinds_as_varied(const Year& year) {
  constexpr std::size_t enough = 20;
  double kinds = 0;
  double as_varied = 0;
  for (const auto& [kind, days] : record_days(year)) {
    if (days.size() < enough) continue;
    const double variation = squared_variation(days);
    ++kinds;
    as_varied += variation >= .1 && variation <= 16 ? 1 : 0;
  }
  return kinds > 0 ? as_varied / kinds : nothing;
}

double mean_over_median(const Year& year) {
  std::vector<double> pooled;
  for (const auto& [kind, days] : record_days(year)) pooled.insert(pooled.end(), days.begin(), days.end());
  if (pooled.empty()) return nothing;
  const double mean = mean_of(pooled);
  return mean / exact_quantile(pooled, .5);
}

/// Of residents who reported at all, the share who did so once; over the days counted.
double report_once(const Year& year) {
  std::map<std::pair<std::int64_t, std::int64_t>, int> reports;
  const auto& reported = year.column("reported");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported[i] >= 0) ++reports[{year.column("community")[i], year.column("reporter")[i]}];
  }
  if (reports.empty()) return nothing;
  const auto once = std::count_if(reports.begin(), reports.end(), [](const auto& each) { return each.second == 1; });
  return static_cast<double>(once) / static_cast<double>(reports.size());
}

/// Reports by area of ten neighbouring buildings.
std::vector<double> reports_by_area(const Year& year) {
  constexpr std::int64_t buildings_an_area = 10;
  std::map<std::pair<std::int64_t, std::int64_t>, double> reports;
  const auto& reported = year.column("reported");
  for (std::size_t i = 0; i < reported.size(); ++i) {
    double& of_area = reports[{year.column("community")[i], year.column("building")[i] / buildings_an_area}];
    if (reported[i] >= 0) ++of_area;
  }
  std::vector<double> counts;
  for (const auto& [area, count] : reports) counts.push_back(count);
  return counts;
}

double between_areas(const Year& year) {
  std::vector<double> counts = reports_by_area(year);
  if (counts.size() < 10) return nothing;
  const double high = exact_quantile(counts, .9);
  const double low = exact_quantile(counts, .1);
  return low > 0 ? high / low : nothing;
}

double gini_of_areas(const Year& year) {
  const std::vector<double> counts = reports_by_area(year);
  return counts.size() < 10 ? nothing : gini(counts);
}

double if_on(const Year& year, const char* mechanism, double value) {
  return year.settings().on(mechanism) ? value : nothing;
}

struct Looked {
  Pattern pattern;
  std::function<double(const Year&)> look;
};

std::vector<Looked> known_patterns() {
  return {
      {{"kinds_as_varied",
        "Kinds of request whose durations vary as much as seen elsewhere; squared coefficient of "
        "variation from 0.1 to 16, of kinds with 20 cases",
        "各类办理时长的离散程度符合观察的种类占比", "1", .9, 1, "Los Angeles 311, by type of request"},
       kinds_as_varied},
      {{"mean_over_median", "Mean over median of the days from report to closing: a heavy tail",
        "上报到办结天数：均值与中位数之比", "1", 1.5, 3, "Los Angeles 311: 6.49 d over 3.00 d"},
       mean_over_median},
      {{"repeats", "Problems that come back; reported again or recurring", "重复诉求占比", "1", .08, .13,
        "9.6 % in Daying; 11.4 % in Los Angeles, same address and type"},
       [](const Year& y) { return y.of("repeats_share"); }},
      {{"report_once", "Of those who report within a year, who do so once", "一年内只上报一次者占比", "1", .66, .86,
        "76 % in Boston"},
       report_once},
      {{"between_areas", "Reports of the busiest tenth of areas over the quietest; areas of ten buildings",
        "片区上报量：最高一成与最低一成之比（每片区十栋）", "1", 2, 4.5,
        "factor 3 between areas in New York and Chicago"},
       between_areas},
      {{"gini_of_areas", "Inequality of reports between areas of ten buildings; Gini", "片区上报量的基尼系数", "1", .15,
        .3, "0.214 over areas of Los Angeles"},
       gini_of_areas},
      {{"found_first_records", "Found before a complaint, as the records tell", "台账中的主动发现占比", "1", .25, .45,
        "Hai'an 2024: 25-30 % weekly, 40 % over the year"},
       [](const Year& y) { return y.of("found_first_by_ledger", 1); }},
      {{"burnt_out", "Grid workers burnt out", "网格员过劳占比", "1", .35, .49, "41.9 % in Liaoning, n = 1,491",
        "staffing.burnt_out_above"},
       [](const Year& y) { return y.of("burnt_out_share"); }},
      {{"severely_burnt_out", "Grid workers severely burnt out", "网格员严重过劳占比", "1", .09, .18,
        "13.2 % in Liaoning, n = 1,491", "staffing.severely_above"},
       [](const Year& y) { return y.of("severely_burnt_out_share"); }},
      {{"turnover", "Staff who quit, a post and year", "人员年离职率", "1/year", .05, .35,
        "Chinese social workers: about 20 % a year", "staffing.quits_per_year"},
       [](const Year& y) {
         const double posts = y.sum("workers_at_post") / static_cast<double>(y.all("workers_at_post").size());
         return posts > 0 ? y.of("quits") / y.years() / posts : nothing;
       }},
      {{"volunteers_lost", "Volunteers lost in a year", "志愿者年流失率", "1", .25, .45, "a third quit in a year",
        "volunteer_teams.quits_per_month"},
       [](const Year& y) { return if_on(y, "volunteer_teams", 1 - y.of("volunteer_retention_share")); }},
      {{"courier_reports", "Reports an enrolled courier and month", "每名骑手每月上报数", "1", .6, 2.4,
        "Xuan'en: 65 couriers, over 400 reports in 5 months", "roaming_couriers.notice_chance"},
       [](const Year& y) {
         const double riders = y.of("riders_enrolled_end");
         return if_on(y, "roaming_couriers",
                      riders > 0 ? y.of("courier_reports") / riders / (12 * y.years()) : nothing);
       }},
      {{"degree", "Ties a resident, mean", "人均联系数", "1", 6.1, 12.8, "38 villages in Karnataka", "social_ties"},
       [](const Year& y) { return y.of("ties_mean_degree"); }},
      {{"clustering", "Friends of friends who are friends", "聚类系数", "1", .15, .36, "38 villages in Karnataka"},
       [](const Year& y) { return y.of("ties_clustering"); }},
      {{"giant_part", "Residents in the largest connected part", "最大连通部分占比", "1", .85, .99,
        "38 villages in Karnataka"},
       [](const Year& y) { return y.of("ties_giant_share"); }},
  };
}

/// Value and tolerance, as shares of the value.
Pattern about(const char* name, const char* meaning, const char* meaning_zh, const char* unit, double value,
              double tolerance, const char* source) {
  return {name, meaning, meaning_zh, unit, value * (1 - tolerance), value * (1 + tolerance), source};
}

/// The plausible year, per thousand residents and per grid worker, so that it holds for any size of place.
std::vector<Looked> yearly_quantities() {
  const auto per_1000 = [](double value, const Year& y) { return value * 1000 / y.residents() / y.years(); };
  const auto per_worker = [](double hours, const Year& y) {
    const auto posts = static_cast<double>(
        y.settings().integer("community.number") *
        (y.settings().integer("grid_workers.full_time") + y.settings().integer("grid_workers.extra_full_time")));
    return posts > 0 ? hours / posts : nothing;
  };
  return {
      {about("true_requests", "Problems that truly arise, without those that come from others; per 1,000 residents",
             "真实诉求（每千人每年，不含衍生）", "1/year", 480, .15, "calculated from rates by kind"),
       [=](const Year& y) { return per_1000(y.of("true_requests") - y.of("worsened_requests"), y); }},
      {about("reported", "Reported by residents; per 1,000 residents", "居民上报（每千人每年）", "1/year", 260, .15,
             "calculated from reported shares; dispatched to communities: 60-350 in Beijing and Xuzhou"),
       [=](const Year& y) { return per_1000(y.of("reported_requests"), y); }},
      {about("known", "Reported, or taken up by staff before; per 1,000 residents", "上报或主动发现（每千人每年）",
             "1/year", 350, .15, "calculated"),
       [=](const Year& y) { return per_1000(y.of("reported_requests") + y.sum("found_first_by_kind"), y); }},
      {about("hours", "Hours a grid worker, overtime included", "每名网格员年工时", "h", 1760, .05, "assumption"),
       [=](const Year& y) { return per_worker(y.sum("grid_worker_hours") / y.years(), y); }},
      {about("paperwork", "of these paperwork", "其中材料", "h", 792, .1, "45 % of hours; assumption"),
       [=](const Year& y) { return per_worker(y.hours(Activity::paperwork), y); }},
      {about("patrols", "of these patrols", "其中巡查", "h", 400, .2, "2 x 50 min on 240 days; assumption"),
       [=](const Year& y) { return if_on(y, "patrol", per_worker(y.hours(Activity::patrol), y)); }},
      {about("visits", "of these home visits", "其中走访", "h", 312.5, .25,
             "250 people, 24 visits of 25 min; assumption"),
       [=](const Year& y) { return if_on(y, "home_visits", per_worker(y.hours(Activity::visit), y)); }},
      {about("requests", "of these requests: service, travel, logging", "其中办理诉求", "h", 156.25, .4, "calculated"),
       [=](const Year& y) { return per_worker(y.hours(Activity::service) + y.hours(Activity::travel), y); }},
      {about("duties", "of these duties: diary, meetings, training", "其中会议等", "h", 120, .4, "assumption"),
       [=](const Year& y) { return per_worker(y.hours(Activity::duties), y); }},
  };
}

void look_at(std::vector<Looked>& looked, const Year& year, std::uint32_t replicates) {
  for (Looked& each : looked) each.pattern.value += each.look(year) / replicates;
}

std::vector<Pattern> patterns_of(std::vector<Looked>&& looked) {
  std::vector<Pattern> patterns;
  for (Looked& each : looked) patterns.push_back(std::move(each.pattern));
  return patterns;
}

}  // namespace

Validation validate(const Scenario& scenario, std::uint32_t replicates, std::uint32_t threads) {
  Settings settings = runnable_policies(scenario).front();
  settings.set("run.replicates", static_cast<std::int64_t>(replicates));
  settings.set("run.trace_day", std::int64_t{0});
  const PolicyExperiment experiment({settings}, true, scenario.imports);
  std::vector<RunResult> runs(replicates);
  std::vector<RunKey> keys;
  for (std::uint32_t r = 0; r < replicates; ++r) keys.push_back({0, r});
  std::mutex lock;
  std::string failure;
  const Sink sink{.done = [&](RunKey key, RunResult&& run) { runs[key.replicate] = std::move(run); },
                  .failed =
                      [&](RunKey, const std::string& reason) {
                        const std::lock_guard guard(lock);
                        failure = reason;
                      }};
  const std::atomic<bool> go_on{false};
  run_ensemble(experiment, keys, threads_to_use(threads), go_on, sink);
  if (!failure.empty()) throw UserError("a run failed", failure, "");
  std::vector<Looked> patterns = known_patterns();
  std::vector<Looked> quantities = yearly_quantities();
  for (std::uint32_t r = 0; r < replicates; ++r) {  // in their order: sums don't depend on threads
    const Year year(experiment.layout(), runs[r], settings);
    look_at(patterns, year, replicates);
    look_at(quantities, year, replicates);
  }
  return {patterns_of(std::move(patterns)), patterns_of(std::move(quantities))};
}

}  // namespace cogov
