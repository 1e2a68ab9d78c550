#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/compare_text.hpp"
#include "output/verdict.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

const char* better_name(Better better) {
  switch (better) {
    case Better::lower:
      return "lower";
    case Better::higher:
      return "higher";
    case Better::neither:
      return "neither";
  }
  return "";
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

Json range(const Interval& interval) { return Json::array({number(interval.low), number(interval.high)}); }

Json worlds_json(const WorldRange& worlds) {
  Json json;
  json["range90"] = range(worlds.range);
  json["worlds"] = worlds.worlds;
  json["better"] = worlds.better;
  json["missing"] = worlds.missing;
  json["missing_zh"] = worlds.missing_zh;
  return json;
}

Json difference_json(const ComparedMeasure& row, const Difference& difference) {
  const PairedStatistics& pairs = difference.statistics;
  Json json;
  json["measure"] = row.measure.name;
  json["group"] = row.group;
  json["group_zh"] = row.group_zh;
  json["unit"] = row.measure.unit;
  json["better"] = better_name(row.measure.better);
  json["baseline_mean"] = number(pairs.baseline_mean);
  json["policy_mean"] = number(pairs.policy_mean);
  json["difference"] = number(pairs.difference);
  json["interval95"] = pairs.interval ? range(*pairs.interval) : Json(nullptr);
  json["p"] = number(pairs.p);
  json["adjusted_p"] = pairs.p ? number(difference.adjusted_p) : Json(nullptr);
  json["effect"] = effect_name(difference.effect);
  json["exactly_zero"] = pairs.exactly_zero;
  json["constant"] = pairs.constant;
  json["pairs"] = pairs.pairs;
  json["pairs_failed"] = pairs.failed;
  json["pairs_never_reached"] = pairs.infinite;
  json["never_reached_baseline"] = pairs.never_baseline;
  json["never_reached_policy"] = pairs.never_policy;
  json["pairing_gain"] = number(pairs.pairing_gain);
  json["replicates_needed"] = difference.replicates_needed ? Json(*difference.replicates_needed) : Json(nullptr);
  json["worlds"] = difference.worlds ? worlds_json(*difference.worlds) : Json(nullptr);
  return json;
}

/// A quoted CSV field of somebody's text.
std::string field(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string quoted = formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

/// The shortest text that reads back as the same number; empty if there is none.
std::string field(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? fmt::format("{}", *value) : std::string();
}

std::string csv_line(const std::string& policy, const ComparedMeasure& row, const Difference& difference) {
  const PairedStatistics& pairs = difference.statistics;
  std::optional<double> low, high, adjusted;
  if (pairs.interval) low = pairs.interval->low;
  if (pairs.interval) high = pairs.interval->high;
  if (pairs.p) adjusted = difference.adjusted_p;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", field(policy),
                     field(row.measure.name), field(row.group), field(row.group_zh), field(row.measure.unit),
                     better_name(row.measure.better), field(pairs.baseline_mean), field(pairs.policy_mean),
                     field(pairs.difference), field(low), field(high), field(pairs.p), field(adjusted),
                     effect_name(difference.effect), pairs.exactly_zero ? "true" : "false", pairs.pairs, pairs.failed,
                     pairs.infinite, field(pairs.pairing_gain));
}

}  // namespace

const char* effect_name(Effect effect) {
  switch (effect) {
    case Effect::better:
      return "better";
    case Effect::worse:
      return "worse";
    case Effect::changed:
      return "changed";
    case Effect::none:
      return "none";
    case Effect::too_few:
      return "too_few";
  }
  return "";
}

Json comparison_json(const Comparison& comparison) {
  Json json;
  json["title"] = comparison.title;
  json["baseline"] = comparison.baseline;
  json["replicates"] = comparison.replicates;
  json["primary"] = comparison.measures.front().measure.name;
  json["smallest_difference"] = comparison.smallest_difference;
  json["note"] = closing_note(comparison, Language::english);
  json["note_zh"] = closing_note(comparison, Language::chinese);
  Json first = Json::array();
  for (const std::size_t row : comparison.first_screen) {
    const std::string& name = comparison.measures[row].measure.name;
    if (first.empty() || first.back() != name) first.push_back(name);
  }
  json["first_screen"] = first;
  json["policies"] = Json::array();
  for (std::size_t policy = 1; policy <= comparison.policies.size(); ++policy) {
    Json entry;
    entry["policy"] = comparison.of(policy).policy;
    entry["verdict"] = verdict(comparison, policy, Language::english);
    entry["verdict_zh"] = verdict(comparison, policy, Language::chinese);
    entry["differences"] = Json::array();
    for (std::size_t row = 0; row < comparison.measures.size(); ++row) {
      entry["differences"].push_back(difference_json(comparison.measures[row], comparison.of(policy).differences[row]));
    }
    json["policies"].push_back(entry);
  }
  return json;
}

std::string comparison_csv(const Comparison& comparison) {
  std::string text =
      "\xEF\xBB\xBFpolicy,measure,group,group_zh,unit,better,baseline_mean,policy_mean,difference,low95,high95,p,"
      "adjusted_p,effect,exactly_zero,pairs,pairs_failed,pairs_never_reached,pairing_gain\r\n";
  for (const PolicyComparison& policy : comparison.policies) {
    for (std::size_t row = 0; row < comparison.measures.size(); ++row) {
      text += csv_line(policy.policy, comparison.measures[row], policy.differences[row]);
    }
  }
  return text;
}

}  // namespace cogov
