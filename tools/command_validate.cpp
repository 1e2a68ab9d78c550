/// `cogov validate [SCENARIO]`: the model against patterns that are known from elsewhere, and against a plausible year.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>

#include "models/request_kinds.hpp"
#include "output/columns.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/validation.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

struct ValidateOptions {
  std::string scenario = "places/yantai-dahaiyang";
  LoadOptions load;
  std::uint32_t replicates = 20;
  std::int64_t threads = 0;
  std::string lang = "en";
  bool json = false;
};

const char* verdict_word(const Pattern& pattern, bool chinese) {
  if (!pattern.seen()) return chinese ? "无" : "not there";
  if (pattern.inside()) return chinese ? "在内" : "inside";
  return chinese ? "不在" : "outside";
}

Json number_or_nothing(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json json_of(const std::vector<Pattern>& patterns) {
  Json list = Json::array();
  for (const Pattern& p : patterns) {
    list.push_back({{"name", p.name},
                    {"meaning", p.meaning},
                    {"meaning_zh", p.meaning_zh},
                    {"unit", p.unit},
                    {"low", p.low},
                    {"high", p.high},
                    {"source", p.source},
                    {"source_zh", p.source_zh},
                    {"sets", p.sets},
                    {"built_in", p.built_in},
                    {"counts", p.counts()},
                    {"value", number_or_nothing(p.value)},
                    {"value_low", number_or_nothing(p.value - p.reach)},
                    {"value_high", number_or_nothing(p.value + p.reach)},
                    {"near_the_edge", p.near_the_edge()},
                    {"verdict", verdict_word(p, false)}});
  }
  return list;
}

Json json_of(const std::vector<KindDurations>& durations) {
  Json list = Json::array();
  for (const KindDurations& d : durations) {
    list.push_back({{"kind", kind_keys()[d.kind]},
                    {"cases", d.cases},
                    {"median_days", d.median},
                    {"mean_days", d.mean},
                    {"p90_days", d.p90},
                    {"squared_variation", d.squared_variation},
                    {"verdict", d.inside() ? "inside" : "outside"}});
  }
  return list;
}

std::string number(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  return fmt::format("{:.3g}", value);
}

/// "0.31 ± 0.01".
std::string value_text(const Pattern& pattern) {
  if (!pattern.seen()) return "-";
  if (!(pattern.reach > 0)) return number(pattern.value);
  return number(pattern.value) + " ± " +
         fmt::format("{:.{}f}", pattern.reach,
                     pattern.reach >= 1 ? 0 : static_cast<int>(1 - std::log10(pattern.reach)));
}

/// Why a pattern doesn't count, if it doesn't.
std::string not_counted(const Pattern& p, bool chinese) {
  if (!p.sets.empty()) return (chinese ? "不计入：默认值由此而定，" : "doesn't count: it set the default of ") + p.sets;
  if (p.built_in) return chinese ? "不计入：由模型规则直接决定" : "doesn't count: a rule of the model makes it so";
  return "";
}

void print_table(const std::vector<Pattern>& patterns, bool chinese) {
  for (const Pattern& p : patterns) {
    const std::string unit = p.unit == "1" ? "" : " (" + p.unit + ")";
    fmt::print("  {}{}\n", chinese ? p.meaning_zh : p.meaning, unit);
    const char* edge = !p.near_the_edge() ? "" : (chinese ? "（在边缘）" : ", at the edge");
    const std::string target = number(p.low) + (chinese ? "至" : " to ") + number(p.high);
    fmt::print("      {}{}; {} {}, {} {} ({})\n", verdict_word(p, chinese), edge, chinese ? "模型" : "model",
               value_text(p), chinese ? "目标" : "target", target, chinese ? p.source_zh : p.source);
    const std::string reason = not_counted(p, chinese);
    if (!reason.empty()) fmt::print("      {}\n", reason);
  }
}

void print_durations(const std::vector<KindDurations>& durations, bool chinese) {
  std::size_t width = 0;
  const std::vector<std::string>& titles = chinese ? kind_titles_zh() : kind_titles();
  for (const KindDurations& d : durations) width = std::max(width, display_width(titles[d.kind]));
  const auto row = [&](const std::string& kind, const std::vector<std::string>& cells) {
    fmt::print("  {}", pad_right(kind, width));
    for (const std::string& cell : cells) fmt::print("  {}", pad_left(cell, 9));
    fmt::print("\n");
  };
  row("", chinese ? std::vector<std::string>{"件数", "中位数", "均值", "第90百分位", "变异系数²", ""}
                  : std::vector<std::string>{"cases", "median", "mean", "p90", "variation", ""});
  for (const KindDurations& d : durations) {
    row(titles[d.kind],
        {fmt::format("{}", d.cases), number(d.median), number(d.mean), number(d.p90), number(d.squared_variation),
         d.inside() ? (chinese ? "在内" : "inside") : (chinese ? "不在" : "outside")});
  }
}

/// What to make of it: those outside first.
void print_what_to_look_at(const std::vector<Pattern>& patterns, bool chinese) {
  std::string outside;
  for (const Pattern& p : patterns) {
    if (!p.counts() || p.inside()) continue;
    outside += fmt::format("  - {} ({} {} {}{})\n", chinese ? p.meaning_zh : p.meaning, value_text(p),
                           p.value < p.low ? (chinese ? "低于" : "below") : (chinese ? "高于" : "above"),
                           number(p.value < p.low ? p.low : p.high),
                           p.near_the_edge() ? (chinese ? "，在边缘" : ", at the edge") : "");
  }
  if (!outside.empty())
    fmt::print("{}\n{}", chinese ? "先看不在目标之内的：" : "Look first at those outside:", outside);
  fmt::print("{}\n",
             chinese
                 ? "±为仅含运气的95%区间。设定过默认值的规律不能证明什么；在外的规律说明模型在这一点上不像那些地方，"
                   "相关结论要打折扣。"
                 : "± is the 95 % interval of luck alone. A pattern that set a default proves nothing; one outside "
                   "says that the model isn't like those places in this, and to trust less what hangs on it.");
}

void print_text(const ValidateOptions& options, const Scenario& scenario, const Validation& validation,
                std::ptrdiff_t met, std::ptrdiff_t counted) {
  const bool chinese = options.lang == "zh";
  fmt::print("{}\n{}\n", printable(scenario.title),
             chinese ? fmt::format("第一个政策，{}次重复", options.replicates)
                     : fmt::format("its first policy, {} replicate{}", options.replicates,
                                   options.replicates == 1 ? "" : "s"));
  const std::int64_t days = scenario.baseline().integer("run.days");
  if (days < 365) {
    fmt::print("\n{}\n",
               chinese
                   ? fmt::format("注意：规律多以一年计，而这里只计了{}天（run.days），“在外”可能只因时间太短。", days)
                   : fmt::format("Most patterns are of a year, and {} days are counted here (run.days): "
                                 "\"outside\" may mean no more than that.",
                                 days));
  }
  fmt::print("\n{}\n", chinese ? "来自别处的规律" : "Patterns known from elsewhere");
  print_table(validation.patterns, chinese);
  fmt::print("\n{}\n", chinese ? "各类事项上报到办结的天数（目标：变异系数平方0.1—16，洛杉矶311）"
                               : "Days from report to closing, by kind (target: a squared coefficient of variation of "
                                 "0.1 to 16, Los Angeles 311)");
  print_durations(validation.durations, chinese);
  fmt::print("\n{}\n", chinese ? "合理的一年（均为推算或假设，不计入）"
                               : "A plausible year (calculated or assumed, so none of it counts)");
  print_table(validation.plausible_year, chinese);
  fmt::print("\n{}\n",
             chinese ? fmt::format("{}项未用于设定参数的规律中，{}项在目标之内。", counted, met)
                     : fmt::format("{} of {} patterns that set no parameter are inside their target.", met, counted));
  print_what_to_look_at(validation.patterns, chinese);
}

int print_validation(const ValidateOptions& options, const Scenario& scenario, const Validation& validation) {
  const auto counting = [&](bool inside) {
    return std::count_if(validation.patterns.begin(), validation.patterns.end(),
                         [&](const Pattern& p) { return p.counts() && (!inside || p.inside()); });
  };
  if (options.json) {
    fmt::print("{}", json_text({{"scenario", scenario.title},
                                {"replicates", options.replicates},
                                {"inside", counting(true)},
                                {"counted", counting(false)},
                                {"patterns", json_of(validation.patterns)},
                                {"durations", json_of(validation.durations)},
                                {"plausible_year", json_of(validation.plausible_year)}}));
    return 0;
  }
  print_text(options, scenario, validation, counting(true), counting(false));
  return 0;
}

int run_validation(ValidateOptions options) {
  options.load.library = scenario_folders();
  const Scenario scenario = load_scenario(find_scenario(options.scenario, options.load.library), options.load);
  return print_validation(options, scenario, validate(scenario, options.replicates, threads_to_use(options.threads)));
}

}  // namespace

void add_validate(CLI::App& app, Action& action) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* command = app.add_subcommand("validate", "Hold the model against patterns known from elsewhere");
  command->add_option("SCENARIO", options->scenario,
                      "a scenario or place; left out: places/yantai-dahaiyang. Its first policy is looked at");
  command->add_option("--set", options->load.set, "KEY=VALUE, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--replicates", options->replicates, "runs to take the mean of (default 20)")
      ->check(CLI::Range(1, 10000));
  command->add_option("--threads", options->threads, "how many runs at a time; left out: one for each core");
  command->add_option("--lang", options->lang, "en or zh")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--json", options->json, "print JSON");
  command->callback([options, &action] { action = [options] { return run_validation(*options); }; });
}

}  // namespace cogov
