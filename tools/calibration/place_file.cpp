#include "tools/calibration/place_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "models/request_kinds.hpp"
#include "models/settings.hpp"
#include "scenarios/print.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace {

/// Three significant digits, so that a place file can be read aloud.
double short_number(double value) {
  if (!(std::abs(value) > 0)) return value;
  const double scale = std::pow(10.0, 2 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

std::string figure(double value) { return value == value ? fmt::format("{:.3g}", value) : "unknown"; }

struct Within {
  double value;
  bool cut;
};

/// A value within a key's bounds.
Within bounded(const std::string& section, const std::string& key, double value) {
  const Section& declared = all_sections()[static_cast<std::size_t>(section_index(section))];
  const Param& param = declared.params[static_cast<std::size_t>(param_index(declared, key))];
  const double inside = std::clamp(value, param.low, param.high);
  return {inside, inside != value};
}

class KeyMaker {
 public:
  KeyMaker(const RequestLog& log, const Findings& findings) : log_(log), found_(findings) {}

  PlaceKeys make() {
    shape();
    for (const Server server : {Server::property, Server::department, Server::enforcement}) outside(server);
    for (const KindFinding& kind : found_.kinds) {
      if (kind.kind != no_kind && kind.reports > 0) rates(kind);
    }
    unsaid();
    return std::move(made_);
  }

 private:
  void put(const std::string& section, const std::string& key, double value, std::string note, std::string note_zh) {
    const Within within = bounded(section, key, short_number(value));
    if (within.cut) {
      note += fmt::format("; cut to what the key allows, from {}", figure(value));
      note_zh += fmt::format("；原值{}，按取值范围截断", figure(value));
    }
    made_.keys.push_back({section, key, within.value, std::move(note), std::move(note_zh)});
  }

  void shape() {
    if (!found_.shape.day_share.known()) return;
    const double share = found_.shape.day_share.value;
    const bool flat = std::abs(share - 14.0 / 24) < std::abs(share - .8);
    made_.keys.push_back({"requests", "daily_profile", std::string(flat ? "flat" : "day and night"),
                          fmt::format("{:.1f} % of reports come between 7 and 21 h (standard error {:.1f}); the nearer "
                                      "of the two profiles: 80 %, or 58 % when flat",
                                      100 * share, 100 * found_.shape.day_share.error),
                          fmt::format("7至21时上报占{:.1f}%（标准误{:.1f}）；取两种分布中较近者（80%或58%）",
                                      100 * share, 100 * found_.shape.day_share.error)});
  }

  /// Residents' reports of all kinds that this server is the first to serve.
  void outside(Server server) {
    const std::array<KindRules, kind_count> rules = read_kinds(Settings());
    std::vector<Duration> all;
    std::string kinds;
    std::vector<bool> counts(log_.types.size(), false);
    std::vector<bool> told(kind_count, false);
    for (const TypeFinding& type : found_.types) {
      if (type.kind == no_kind || rules[static_cast<std::size_t>(type.kind)].served_by.front() != server) continue;
      const auto at = std::find_if(log_.types.begin(), log_.types.end(),
                                   [&](const LogWord& word) { return word.word == type.type; });
      counts[static_cast<std::size_t>(at - log_.types.begin())] = true;
      if (told[static_cast<std::size_t>(type.kind)]) continue;
      told[static_cast<std::size_t>(type.kind)] = true;
      kinds += (kinds.empty() ? "" : ", ") + kind_keys()[static_cast<std::size_t>(type.kind)];
    }
    std::vector<bool> staff(log_.channels.size(), false);
    for (const ChannelFinding& channel : found_.channels) {
      const auto at = std::find_if(log_.channels.begin(), log_.channels.end(),
                                   [&](const LogWord& word) { return word.word == channel.channel; });
      staff[static_cast<std::size_t>(at - log_.channels.begin())] = channel.way == LogWay::staff;
    }
    for (const LogCase& one : log_.cases) {
      const bool usable = counts[one.type] && !staff[one.channel] && !one.duplicate && one.seconds != LogCase::unknown;
      if (usable) all.push_back({static_cast<double>(one.seconds) / 86400, one.open});
    }
    const DurationFinding found = find_durations(all, 0, log_.has_hours ? 1.0 / 1440 : 1.0);
    if (!found.mixture) return;
    write_times(server, found, kinds);
  }

  void write_times(Server server, const DurationFinding& found, const std::string& kinds) {
    const std::string whose = server == Server::property     ? "property"
                              : server == Server::department ? "department"
                                                             : "enforcement";
    const auto put_part = [&](const std::string& name, Estimate median, Estimate p90) {
      for (const auto& [end, estimate] : {std::pair{"_median", median}, std::pair{"_p90", p90}}) {
        put("outside_servers", name + end, estimate.value,
            fmt::format("d: {} closed and {} open reports of {}; standard error {}", found.cases - found.open,
                        found.open, kinds, figure(estimate.error)),
            fmt::format("天：{}，已结{}件、未结{}件；标准误{}", kinds, found.cases - found.open, found.open,
                        figure(estimate.error)));
      }
    };
    const std::vector<LognormalPart>& parts = found.mixture->parts;
    if (server == Server::department && parts.size() == 2) {
      put_part("department", parts[0].median, parts[0].p90);
      put("outside_servers", "slow_share", parts[1].share.value,
          fmt::format("the slower of two parts; standard error {}", figure(parts[1].share.error)),
          fmt::format("两类中较慢者；标准误{}", figure(parts[1].share.error)));
      put_part("slow", parts[1].median, parts[1].p90);
      return;
    }
    const bool told = found.median.known() && found.p90.known();
    const std::optional<Mixture>& fit = found.mixture;
    put_part(whose, told ? found.median : fit->parts.back().median, told ? found.p90 : fit->parts.back().p90);
    if (server == Server::department) {
      put("outside_servers", "slow_share", 0, "no second part is to be seen", "看不出第二类");
    }
  }

  void rates(const KindFinding& found) {
    if (!found.rate.known()) return;
    const auto index = static_cast<std::size_t>(found.kind);
    const std::string section = "request_kinds." + kind_keys()[index];
    const Settings defaults;
    const double reported = defaults.real(section + ".reported_share");
    const double wanted = found.rate.value / reported, error = found.rate.error / reported;
    const bool some_twice = found.duplicates > 0;
    const auto note = [&](const char* more) {
      return fmt::format(
          "{} reports{}: {} a year and 1,000 residents, taken to be {} of all (reported_share); standard error {}{}",
          found.reports, some_twice ? fmt::format(" ({} duplicates left out)", found.duplicates) : "",
          figure(found.rate.value), figure(reported), figure(error), more);
    };
    const auto note_zh = [&](const char* more) {
      return fmt::format("上报{}件{}，每千人每年{}，按上报率{}推算；标准误{}{}", found.reports,
                         some_twice ? fmt::format("（不计重复件{}件）", found.duplicates) : "",
                         figure(found.rate.value), figure(reported), figure(error), more);
    };
    const double of_places = defaults.real(section + ".rate_places");
    if (of_places > 0) return put(section, "rate_places", wanted, note(""), note_zh(""));
    const std::array<const char*, age_bands> bands{"0_16", "17_59", "60_79", "80_plus"};
    double mean = 0;
    for (const char* band : bands) mean += share_of(defaults, band) * defaults.real(section + ".rate_" + band);
    for (const char* band : bands) {
      const double rate = defaults.real(section + ".rate_" + band) * wanted / mean;
      put(section, std::string("rate_") + band, rate, note("; all ages, dealt out as the defaults are"),
          note_zh("；各年龄按默认比例分配"));
    }
  }

  static double share_of(const Settings& defaults, const std::string& band) {
    if (band != "17_59") return defaults.real("community.share_" + band);
    return 1 - defaults.real("community.share_0_16") - defaults.real("community.share_60_79") -
           defaults.real("community.share_80_plus");
  }

  void say(std::string text, std::string text_zh) { made_.unsaid.push_back({std::move(text), std::move(text_zh)}); }

  void unsaid() {
    if (!found_.residents) {
      say("Rates: without --residents nobody knows how many people the log is about.",
          "发生率：未给出 --residents，不知道日志覆盖多少居民。");
    }
    if (found_.days < 300) {
      say(fmt::format("Seasons: the log covers {:.0f} days; its rates are taken for those of the whole year.",
                      found_.days),
          fmt::format("季节：日志只有{:.0f}天，其发生率被当作全年水平。", found_.days));
    }
    say("True needs: a log holds what was reported. How many stay silent (reported_share of each kind) is taken from "
        "the "
        "defaults, and the true rates rest on it; who reports differs between areas by a factor of three.",
        "真实需求：日志只有上报的。沉默的比例（各类 "
        "reported_share）取默认值，真实发生率由此推算；各地上报率可差三倍。");
    say("Truth behind the records: a case that is closed may not be fixed (requests.first_fix_share), and one that "
        "comes "
        "again may be new (returns_share). The log can't tell.",
        "记录与事实：办结不等于解决（requests.first_fix_share），再次上报也可能是新问题（returns_"
        "share）。日志无法分辨。");
    say("Who told a worker or a neighbour directly isn't in the log: requests.hotline_share and neighbour_share stay.",
        "直接告诉网格员或邻居的不在日志里：requests.hotline_share、neighbour_share 保持默认。");
    say("Working time: a log has elapsed days, not minutes of work (service_median stays). For kinds that staff serve, "
        "the model makes the days itself; compare resolution_days_median, or fit to it (cogov calibrate --fit).",
        "工时：日志只有历时，没有办理用时（service_median 不变）。由社区人员办理的种类，历时由模型算出；可与 "
        "resolution_days_median 对照，或用 cogov calibrate --fit 拟合。");
    if (found_.shape.weekend_factor.known()) {
      say("The week: the model knows no weekends in how needs arise; what the log shows is said above.",
          "周内：模型中需求的发生不分周末，日志所见见上文。");
    }
  }

  const RequestLog& log_;
  const Findings& found_;
  PlaceKeys made_;
};

}  // namespace

PlaceKeys place_keys(const RequestLog& log, const Findings& findings) { return KeyMaker(log, findings).make(); }

std::string place_toml(const RequestLog& log, const Findings& findings, const PlaceKeys& keys) {
  const std::string source = shown(std::filesystem::path(log.file).filename().string());
  std::string text = fmt::format("# From the request log {}: {} requests from {} to {}, read by cogov calibrate.\n",
                                 source, findings.cases, day_text(log.first), day_text(log.last));
  if (findings.residents) text += fmt::format("# Rates are of {:.0f} residents.\n", *findings.residents);
  text += "# Standard errors are those of counting; what was taken for granted stands beside each key.\n";
  text += fmt::format("title = {}\n", toml_string("From the log " + source));
  for (const Section& section : all_sections()) {
    std::string lines;
    for (const PlaceKey& key : keys.keys) {
      if (key.section == section.key) lines += fmt::format("{} = {}  # {}\n", key.key, toml_text(key.value), key.note);
    }
    if (!lines.empty()) text += fmt::format("\n[{}]\n{}", section.key, lines);
  }
  return text;
}

}  // namespace cogov
