#include "tools/classroom/sliders.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "scenarios/explain.hpp"
#include "sim/errors.hpp"

namespace cogov::classroom {

namespace {

using report::both;
using report::Json;

constexpr std::size_t most_sizes = 2;

bool is_number(const Param& param) { return param.type == Type::integer || param.type == Type::real; }

double number_of(const Value& value) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  return whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
}

/// Three significant digits: levels are read aloud.
double rounded_level(const Param& param, double value) {
  const double inside = std::clamp(value, param.low, param.high);
  if (param.type == Type::integer) return std::round(inside);
  if (inside == 0) return 0;
  const double power = std::pow(10.0, 2 - std::floor(std::log10(std::abs(inside))));
  return std::round(inside * power) / power;
}

/// Five levels that differ, in their order; none where there are none.
std::vector<Value> levels_from(const Param& param, std::array<double, level_count> wanted) {
  std::vector<Value> levels;
  double before = -INFINITY;
  for (const double value : wanted) {
    const double level = rounded_level(param, value);
    if (level <= before) return {};
    before = level;
    levels.push_back(param.type == Type::integer ? Value(static_cast<std::int64_t>(level)) : Value(level));
  }
  return levels;
}

/// Around a size that a policy sets: half of it to twice as much; whole numbers from two fewer on.
std::vector<Value> levels_of_size(const Param& param, double own) {
  if (own <= 0) return {};
  if (param.type != Type::integer) return levels_from(param, {own / 2, own * .75, own, own * 1.5, own * 2});
  const double first = std::max({1.0, param.low, own - 2});
  return levels_from(param, {first, first + 1, first + 2, first + 3, first + 4});
}

/// Over the plausible range, with the own value in the middle where it lies within.
std::vector<Value> levels_of_assumption(const Param& param, double own) {
  if (!param.swept()) return {};
  const double low = param.swept_low, high = param.swept_high;
  if (own > low && own < high) return levels_from(param, {low, (low + own) / 2, own, (own + high) / 2, high});
  const double step = (high - low) / (level_count - 1);
  return levels_from(param, {low, low + step, low + 2 * step, low + 3 * step, high});
}

/// The first size or assumption that a policy sets otherwise than the baseline, with levels around it.
std::optional<Varied> size_of_policy(const Scenario& scenario, std::size_t policy) {
  const Policy& chosen = scenario.policies[policy];
  if (chosen.budget_yuan > 0) return {};
  for (std::size_t section = 0; section < all_sections().size(); ++section) {
    if (!chosen.settings.on_at(section)) continue;
    const std::vector<Param>& params = all_sections()[section].params;
    for (std::size_t at = 0; at < params.size(); ++at) {
      const Param& param = params[at];
      if (!is_number(param) || !(param.size || param.swept())) continue;
      const Value& value = chosen.settings.at(section, at);
      const bool brought = !scenario.baseline().on_at(section);
      if (value == (brought ? param.fallback : scenario.baseline().at(section, at))) continue;
      Varied varied{.section = section, .param = at, .policy = policy};
      varied.values = levels_of_size(param, number_of(value));
      if (!varied.values.empty()) return varied;
    }
  }
  return {};
}

/// An assumption about the place that all policies share.
std::optional<Varied> assumption(const Scenario& scenario, std::string_view section_key, std::string_view key) {
  const int section = section_index(section_key);
  EXPECT(section >= 0);
  const auto at = static_cast<std::size_t>(section);
  const int param = param_index(all_sections()[at], key);
  EXPECT(param >= 0);
  Varied varied{.section = at, .param = static_cast<std::size_t>(param)};
  const Value& value = scenario.baseline().at(at, varied.param);
  for (const Policy& policy : scenario.policies) {
    if (!policy.settings.on_at(at) || policy.settings.at(at, varied.param) != value) return {};
  }
  if (section_key == "paperwork" && scenario.baseline().word("paperwork.rule") != "share") return {};
  varied.values = levels_of_assumption(varied.declared(), number_of(value));
  if (varied.values.empty()) return {};
  return varied;
}

/// By the rule; see choose_sliders().
Design chosen_design(const Scenario& scenario) {
  Design design;
  for (std::size_t policy = 1; policy < scenario.policies.size() && design.vary.size() < most_sizes; ++policy) {
    const std::optional<Varied> size = size_of_policy(scenario, policy);
    const auto same = [&](const Varied& other) { return other.section == size->section && other.param == size->param; };
    if (size && std::ranges::none_of(design.vary, same)) design.vary.push_back(*size);
  }
  constexpr std::pair<const char*, const char*> place[] = {{"requests", "reporting_odds"},
                                                           {"paperwork", "share"},
                                                           {"requests", "need_factor"},
                                                           {"patrol", "notice_chance"},
                                                           {"requests", "hazard_factor"}};
  for (const auto& [section, key] : place) {
    if (design.vary.size() == slider_count) break;
    const std::optional<Varied> varied = assumption(scenario, section, key);
    if (varied) design.vary.push_back(*varied);
  }
  if (design.vary.size() == slider_count) return design;
  throw UserError("no three sliders can be found in this scenario",
                  "its policies set no sizes, and it sets what is assumed of the place outside the plausible ranges",
                  "give it a [design] with method = \"grid\" and three parameters of five levels each");
}

bool fits(const std::optional<Design>& design) {
  if (!design || design->method != DesignMethod::grid || design->vary.size() != slider_count) return false;
  return std::ranges::all_of(design->vary, [](const Varied& varied) {
    return (varied.values.empty() ? varied.levels : varied.values.size()) == level_count;
  });
}

/// What the scenario itself says, of the first policy that has the section on.
const Value* own_value(const Scenario& scenario, const Varied& varied) {
  for (std::size_t policy = varied.policy; policy < scenario.policies.size(); ++policy) {
    const Settings& settings = scenario.policies[policy].settings;
    if (settings.on_at(varied.section)) return &settings.at(varied.section, varied.param);
    if (varied.policy != 0) break;
  }
  return nullptr;
}

/// The five levels of a slider, as the design takes them: numbers, or places in its list of words.
std::vector<double> levels_of(const DesignTable& table, std::size_t slider) {
  std::size_t faster = 1;
  for (std::size_t after = slider + 1; after < slider_count; ++after) faster *= level_count;
  std::vector<double> levels;
  for (std::size_t level = 0; level < level_count; ++level)
    levels.push_back(table.parameters[slider].values[level * faster]);
  return levels;
}

std::optional<std::size_t> own_level(const Scenario& scenario, const Varied& varied,
                                     const std::vector<double>& levels) {
  const Value* own = own_value(scenario, varied);
  if (own == nullptr) return {};
  if (!is_number(varied.declared())) {
    const auto at = std::ranges::find(varied.values, *own);
    if (at == varied.values.end()) return {};
    return static_cast<std::size_t>(at - varied.values.begin());
  }
  for (std::size_t level = 0; level < level_count; ++level) {
    if (std::abs(levels[level] - number_of(*own)) <= 1e-9 * std::abs(levels[level])) return level;
  }
  return {};
}

struct Words {
  std::string_view path;
  const char *english, *chinese;
};

/// Short words for what is often moved; everything else is called as its table calls it.
constexpr Words short_words[] = {
    {"roaming_couriers.enrolled_share", "Couriers who take part", "参加上报的骑手比例"},
    {"paperwork.share", "Paperwork in a grid worker's shift", "网格员工时中的材料台账"},
    {"requests.reporting_odds", "How readily people report (1 = as assumed)", "居民上报意愿（1为设定值）"},
    {"requests.need_factor", "How often people need something (1 = as assumed)", "居民需求多少（1为设定值）"},
    {"requests.hazard_factor", "How often hazards arise (1 = as assumed)", "隐患多少（1为设定值）"},
    {"patrol.notice_chance", "Chance that a patrol sees a problem", "巡查看见问题的机会"},
    {"grid_workers.extra_full_time", "Additional grid workers", "增加的网格员人数"}};

/// "riders who have agreed to report (swept 0-0.8)" → without what is in brackets, or after a semicolon.
std::string main_part(const std::string& text, const std::string& open, const std::string& semicolon) {
  const std::size_t end = std::min(text.find(open), text.find(semicolon));
  if (end == std::string::npos || end == 0) return text;
  return text.substr(0, text.find_last_not_of(' ', end - 1) + 1);
}

Json label_of(const Scenario& scenario, const Varied& varied) {
  const Section& section = all_sections()[varied.section];
  Json label = param_label(varied.section, varied.param);
  const bool is_short =
      std::ranges::any_of(short_words, [&](const Words& words) { return words.path == varied.path(); });
  if (!is_short) {
    label = both(section.title + ": " + label["en"].get<std::string>(),
                 section.title_zh + "：" + label["zh"].get<std::string>());
  }
  if (varied.policy == 0) return label;
  const Json name = in_both(scenario.policies[varied.policy].name);
  return both(label["en"].get<std::string>() + " (" + name["en"].get<std::string>() + ")",
              label["zh"].get<std::string>() + "（" + name["zh"].get<std::string>() + "）");
}

Json rule_text(bool written) {
  if (written) return both("The scenario names these three itself.", "这三项由情景文件指定。");
  return both(
      "Chosen by a rule: first the sizes that the first policies set, at most two; then what is assumed of the place "
      "and matters most.",
      "按规则选出：先取前面方案所设的规模（最多两项），再取对结果影响大的地方假设。");
}

}  // namespace

Json in_both(const std::string& name) {
  constexpr std::string_view between = " / ";
  const std::size_t at = name.find(between);
  if (at == std::string::npos) return both(name, name);
  const std::string english = name.substr(0, at), chinese = name.substr(at + between.size());
  const auto foreign = [](const std::string& text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });  // CJK in UTF-8
  };
  return foreign(english) || !foreign(chinese) ? both(name, name) : both(english, chinese);
}

Json param_label(std::size_t section, std::size_t param) {
  const Param& declared = all_sections()[section].params[param];
  const std::string path = all_sections()[section].key + "." + declared.key;
  for (const Words& words : short_words) {
    if (words.path == path) return both(words.english, words.chinese);
  }
  return both(main_part(declared.meaning, "(", ";"), main_part(declared.meaning_zh, "（", "；"));
}

std::uint32_t Sliders::point(const std::vector<std::size_t>& levels) {
  std::size_t at = 0;
  for (const std::size_t level : levels) at = at * level_count + level;
  return static_cast<std::uint32_t>(at);
}

Sliders choose_sliders(const Scenario& scenario) {
  Sliders sliders;
  sliders.written = fits(scenario.design);
  sliders.design = sliders.written ? *scenario.design : chosen_design(scenario);
  const DesignTable table = draw_points(sliders.design, 0);  // a grid draws nothing
  for (std::size_t slider = 0; slider < slider_count; ++slider) {
    const Varied& varied = sliders.design.vary[slider];
    const std::optional<std::size_t> own = own_level(scenario, varied, levels_of(table, slider));
    sliders.start.push_back(own.value_or(level_count / 2));
    sliders.own.push_back(own.has_value());
  }
  return sliders;
}

Json sliders_json(const Scenario& scenario, const Sliders& sliders) {
  const DesignTable table = draw_points(sliders.design, 0);
  Json list = Json::array();
  for (std::size_t slider = 0; slider < slider_count; ++slider) {
    const Varied& varied = sliders.design.vary[slider];
    const Param& param = varied.declared();
    const bool share = is_number(param) && param.unit == "1" && param.high <= 1 && param.type == Type::real;
    Json entry{{"key", varied.key()}, {"label", label_of(scenario, varied)}};
    entry["unit"] = share ? both("%", "%")
                    : param.unit.empty() || param.unit == "1"
                        ? both("", "")
                        : both(unit_in_words(param, false), unit_in_words(param, true));
    entry["scale"] = share ? 100 : 1;
    Json& levels = entry["levels"] = Json::array();
    for (const double level : levels_of(table, slider)) {
      const std::vector<std::string>& words = table.parameters[slider].words;
      levels.push_back(words.empty() ? report::short_number(level) : Json(words[static_cast<std::size_t>(level)]));
    }
    entry["own"] = static_cast<bool>(sliders.own[slider]);
    list.push_back(std::move(entry));
  }
  return {{"written", sliders.written},
          {"rule", rule_text(sliders.written)},
          {"start", sliders.start},
          {"list", std::move(list)}};
}

}  // namespace cogov::classroom
