#include "tools/calibration/fit_page.hpp"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/words.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

std::string figure(double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : "–"; }

std::string small_figure(double value) { return value < .001 ? "<0.001" : fmt::format("{:.2g}", value); }

/// "a, b and c"
std::string joined(const std::vector<std::string>& words, bool zh) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += zh ? "、" : i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

std::vector<std::string> names_of(const FitTask& task, const Untold& untold) {
  std::vector<std::string> names;
  for (const std::size_t j : untold.parameters) names.push_back(task.parameters[j].key);
  return names;
}

/// What can't be told, one sentence each.
std::vector<std::string> doubts(const FitTask& task, const FitResult& result, bool zh) {
  std::vector<std::string> sentences;
  for (std::size_t j = 0; j < task.parameters.size(); ++j) {
    const std::string& key = task.parameters[j].key;
    if (result.at_bound[j]) {
      sentences.push_back(zh ? key + " 已到取值边界：更好的值也许在边界之外。"
                             : key + " is at the end of its bounds: a better value may lie beyond.");
    }
    if (result.looked_around && result.without_influence[j]) {
      sentences.push_back(zh ? key + " 对这些目标没有影响。" : key + " has no influence on these targets.");
    }
  }
  for (const Untold& untold : result.untold) {
    const std::vector<std::string> names = names_of(task, untold);
    if (names.size() == 1) {
      if (result.without_influence[untold.parameters.front()]) continue;
      sentences.push_back(zh ? names.front() + " 难以由这些目标确定。"
                             : names.front() + " can't be told from these targets any better than from its bounds.");
    } else {
      const std::string list = joined(names, zh);
      sentences.push_back(
          zh ? list + " 只能合在一起确定：沿某一方向同时改变，各目标总共只移动 " + small_figure(untold.moves) +
                   " 个容差。"
             : list +
                   " can only be told together: changed along one direction across their bounds, they move all targets "
                   "by " +
                   small_figure(untold.moves) + " tolerances.");
    }
  }
  for (std::size_t i = 0; i < task.targets.size(); ++i) {
    const double gap = (result.best.reached[i] - task.targets[i].value) / task.targets[i].tolerance;
    if (!(std::abs(gap) <= 2)) {
      sentences.push_back(zh ? task.targets[i].name + " 在取值范围内未能达到：相差 " + figure(gap) + " 个容差。"
                             : task.targets[i].name + " isn't reached within the bounds: it stays " + figure(gap) +
                                   " tolerances away.");
    }
    if (result.best.luck.size() <= i || !(result.best.luck[i] > task.targets[i].tolerance)) continue;
    sentences.push_back(zh ? task.targets[i].name + " 的随机误差大于容差，请增加 replicates。"
                           : task.targets[i].name + ": luck is wider than the tolerance; take more replicates.");
  }
  return sentences;
}

std::size_t first_of(const std::vector<std::string>& lines, std::string_view begin) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t at = lines[i].find_first_not_of(" \t");
    if (at != std::string::npos && lines[i].compare(at, begin.size(), begin) == 0) return i;
  }
  return lines.size();
}

/// Whether a line assigns a key: the key, blanks, "=".
bool assigns(const std::string& line, const std::string& key) {
  const std::size_t at = line.find_first_not_of(" \t");
  if (at == std::string::npos || line.compare(at, key.size(), key) != 0) return false;
  const std::size_t after = line.find_first_not_of(" \t", at + key.size());
  return after != std::string::npos && line[after] == '=';
}

void put_line(std::vector<std::string>& lines, const std::string& section, const std::string& key,
              const std::string& written) {
  const std::string header = "[" + section + "]";
  const std::size_t at = first_of(lines, header);
  if (at == lines.size()) {
    const std::size_t before = first_of(lines, "[[");
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(before), {header, written, ""});
    return;
  }
  for (std::size_t i = at + 1; i < lines.size() && lines[i].find_first_not_of(" \t") != lines[i].find('['); ++i) {
    if (!assigns(lines[i], key)) continue;
    lines[i] = written;
    return;
  }
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, written);
}

}  // namespace

Page fit_page(const Scenario& scenario, const FitTask& task, const FitResult& result, Language language) {
  const bool zh = language == Language::chinese;
  const auto say = [&](std::string english, std::string chinese) { return zh ? chinese : english; };
  Page page;
  page.title = say("Fit of “" + scenario.title + "”", "“" + scenario.title + "”的拟合");
  page.sentences.push_back(
      say(fmt::format("{} evaluations of {} replicates; distance {} (sum of squared gaps over tolerances).",
                      result.trace.size(), task.replicates, figure(result.best.distance)),
          fmt::format("求值{}次，每次{}个重复；距离{}（各差距与容差之比的平方和）。", result.trace.size(),
                      task.replicates, figure(result.best.distance))));
  PageSection values{
      say("Parameters", "参数"),
      {say("parameter", "参数"), say("fitted", "拟合值"), say("error", "误差"), say("from", "下限"), say("to", "上限")},
      {},
      {}};
  for (std::size_t j = 0; j < task.parameters.size(); ++j) {
    const FitParameter& p = task.parameters[j];
    values.lines.push_back({p.key, figure(result.best.values[j]), result.looked_around ? figure(result.errors[j]) : "–",
                            figure(p.low), figure(p.high)});
  }
  values.sentences.push_back(
      say("The error is what the tolerances, and luck, leave open; at most what the bounds alone say.",
          "误差由容差与随机误差推算，至多为取值范围本身的不确定性。"));
  PageSection targets{say("Targets", "目标"),
                      {say("target", "目标"), say("wanted", "期望"), say("reached", "达到"),
                       say("gap in tolerances", "差距（容差数）"), say("luck", "随机误差")},
                      {},
                      {}};
  for (std::size_t i = 0; i < task.targets.size(); ++i) {
    const FitTarget& t = task.targets[i];
    targets.lines.push_back({t.name, fmt::format("{} ± {}", figure(t.value), figure(t.tolerance)),
                             figure(result.best.reached[i]), figure((result.best.reached[i] - t.value) / t.tolerance),
                             figure(result.best.luck[i])});
  }
  PageSection open{say("What can't be told", "不能确定的"), {}, {}, doubts(task, result, zh)};
  if (result.interrupted) {
    open.sentences.insert(open.sentences.begin(),
                          say("Interrupted: this is the best so far.", "已中断：以上是目前最好的结果。"));
  } else if (open.sentences.empty()) {
    open.sentences.push_back(say("Nothing: the targets narrow every parameter.", "无：各参数均能由目标确定。"));
  }
  page.sections = {values, targets, open};
  return page;
}

Json fit_json(const FitTask& task, const FitResult& result) {
  const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
  Json parameters = Json::array(), targets = Json::array(), untold = Json::array(), trace = Json::array();
  for (std::size_t j = 0; j < task.parameters.size(); ++j) {
    const FitParameter& p = task.parameters[j];
    parameters.push_back(
        {{"key", p.key},
         {"low", p.low},
         {"high", p.high},
         {"fitted", result.best.values[j]},
         {"error", result.looked_around ? number(result.errors[j]) : Json()},
         {"at_bound", static_cast<bool>(result.at_bound[j])},
         {"without_influence", result.looked_around ? Json(static_cast<bool>(result.without_influence[j])) : Json()}});
  }
  for (std::size_t i = 0; i < task.targets.size(); ++i) {
    const FitTarget& t = task.targets[i];
    targets.push_back({{"target", t.name},
                       {"wanted", t.value},
                       {"tolerance", t.tolerance},
                       {"reached", number(result.best.reached[i])},
                       {"gap", number((result.best.reached[i] - t.value) / t.tolerance)},
                       {"luck", number(result.best.luck[i])}});
  }
  for (const Untold& each : result.untold)
    untold.push_back({{"parameters", names_of(task, each)}, {"moves", each.moves}});
  for (const FitStep& step : result.trace) {
    trace.push_back({{"values", step.values}, {"distance", number(step.distance)}});
  }
  return {{"distance", number(result.best.distance)},
          {"evaluations", result.trace.size()},
          {"replicates", task.replicates},
          {"interrupted", result.interrupted},
          {"parameters", parameters},
          {"targets", targets},
          {"told_only_together_or_not_at_all", untold},
          {"sentences", doubts(task, result, false)},
          {"trace", trace}};
}

std::string trace_csv(const FitTask& task, const FitResult& result) {
  std::string text = "evaluation,distance";
  for (const FitParameter& p : task.parameters) text += "," + p.key;
  for (const FitTarget& t : task.targets) {
    text += ",\"";
    for (const char letter : t.name) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    text += "\"";
  }
  text += "\n";
  for (std::size_t n = 0; n < result.trace.size(); ++n) {
    const FitStep& step = result.trace[n];
    text += fmt::format("{},{}", n + 1, step.distance);
    for (const double value : step.values) text += fmt::format(",{}", value);
    for (const double value : step.reached) text += fmt::format(",{}", value);
    text += "\n";
  }
  return text;
}

std::string fitted_toml(std::string_view text, const FitTask& task, const FitResult& result,
                        const std::string& source) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string line(text.substr(0, end));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  for (std::size_t j = 0; j < task.parameters.size(); ++j) {
    const FitParameter& p = task.parameters[j];
    const std::size_t dot = p.key.rfind('.');
    const std::string key = p.key.substr(dot + 1);
    const double value = result.best.values[j];
    const std::string written = p.whole ? fmt::format("{:.0f}", value) : number_text(value);
    const std::string error = result.looked_around ? fmt::format(", error {}", figure(result.errors[j])) : "";
    put_line(lines, p.key.substr(0, dot), key, fmt::format("{} = {}  # fitted to {}{}", key, written, source, error));
  }
  std::string joined_lines;
  for (const std::string& line : lines) joined_lines += line + "\n";
  return joined_lines;
}

}  // namespace cogov
