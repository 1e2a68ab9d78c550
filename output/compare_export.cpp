#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/compare_text.hpp"
#include "output/finding.hpp"
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

Json driver_json(const Comparison& comparison, const Driver& driver) {
  const WorldParameter& parameter = comparison.world_parameters.at(driver.parameter);
  return {{"key", parameter.key},
          {"meaning", parameter.meaning},
          {"meaning_zh", parameter.meaning_zh},
          {"unit", parameter.unit},
          {"low", number(parameter.low)},
          {"high", number(parameter.high)},
          {"default", number(parameter.fallback)},
          {"correlation", number(driver.correlation)},
          {"share", number(driver.share)},
          {"adjusted_p", number(driver.adjusted_p)}};
}

Json worlds_json(const Comparison& comparison, const WorldRange& worlds) {
  Json json;
  json["range90"] = range(worlds.range);
  json["worlds"] = worlds.worlds;
  json["better"] = worlds.better;
  json["unnoticed"] = worlds.unnoticed;
  json["worlds_failed"] = worlds.failed;
  json["worlds_never_reached"] = worlds.infinite;
  json["luck_share"] = number(worlds.luck_share);
  const WorldParameter* first =
      worlds.drivers.empty() ? nullptr : &comparison.world_parameters.at(worlds.drivers.front().parameter);
  json["missing"] = first ? first->meaning : "";
  json["missing_zh"] = first ? first->meaning_zh : "";
  json["missing_key"] = first ? first->key : "";
  json["missing_share"] = first ? number(worlds.drivers.front().share) : Json(nullptr);
  json["drivers"] = Json::array();
  for (const Driver& driver : worlds.drivers) json["drivers"].push_back(driver_json(comparison, driver));
  return json;
}

Json difference_json(const Comparison& comparison, const ComparedMeasure& row, const Difference& difference) {
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
  json["worlds"] = difference.worlds ? worlds_json(comparison, *difference.worlds) : Json(nullptr);
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

/// The second bar: range, worlds, in how many the policy is better, the parameter that is missing and its share.
std::string csv_worlds(const Comparison& comparison, const Difference& difference) {
  if (!difference.worlds) return ",,,,,";
  const WorldRange& worlds = *difference.worlds;
  std::string missing = ",";
  if (!worlds.drivers.empty()) {
    const Driver& first = worlds.drivers.front();
    missing = field(comparison.world_parameters.at(first.parameter).key) + "," + field(first.share);
  }
  return fmt::format("{},{},{},{},{}", field(worlds.range.low), field(worlds.range.high), worlds.worlds, worlds.better,
                     missing);
}

std::string csv_line(const Comparison& comparison, const std::string& policy, const ComparedMeasure& row,
                     const Difference& difference) {
  const PairedStatistics& pairs = difference.statistics;
  std::optional<double> low, high, adjusted;
  if (pairs.interval) low = pairs.interval->low;
  if (pairs.interval) high = pairs.interval->high;
  if (pairs.p) adjusted = difference.adjusted_p;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", field(policy),
                     field(row.measure.name), field(row.group), field(row.group_zh), field(row.measure.unit),
                     better_name(row.measure.better), field(pairs.baseline_mean), field(pairs.policy_mean),
                     field(pairs.difference), field(low), field(high), field(pairs.p), field(adjusted),
                     effect_name(difference.effect), pairs.exactly_zero ? "true" : "false", pairs.pairs, pairs.failed,
                     pairs.infinite, field(pairs.pairing_gain), csv_worlds(comparison, difference));
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

namespace {

/// Means and places, by ledger; policies in their order, the baseline first.
Json ledger_json(const LedgerValues& values) {
  Json json = {{"measure", values.measure.name},
               {"unit", values.measure.unit},
               {"better", better_name(values.measure.better)},
               {"same_order", !order_differs(values)},
               {"same_first", !first_place_differs(values)},
               {"by_ledger", Json::object()}};
  for (std::size_t ledger = 0; ledger < values.ledgers.size(); ++ledger) {
    Json means = Json::array();
    for (const double mean : values.means[ledger]) means.push_back(number(mean));
    json["by_ledger"][values.ledgers[ledger]] = {{"means", means},
                                                 {"places", places(values.measure, values.means[ledger])}};
  }
  return json;
}

/// Means by group; policies in their order, the baseline first.
Json harm_json(const HarmValues& values) {
  Json json = {{"measure", values.measure.name},
               {"unit", values.measure.unit},
               {"better", better_name(values.measure.better)},
               {"groups", Json::array()}};
  for (std::size_t group = 0; group < values.groups.size(); ++group) {
    Json means = Json::array();
    for (const double mean : values.means[group]) means.push_back(number(mean));
    json["groups"].push_back(
        {{"group", values.groups[group]}, {"group_zh", values.groups_zh[group]}, {"means", means}});
  }
  return json;
}

}  // namespace

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
    const bool varied = comparison.of(policy).differences.front().worlds.has_value();
    entry["finding"] = varied ? Json(finding_name(judged(comparison, policy).finding)) : Json(nullptr);
    const auto& control = comparison.of(policy).control;
    entry["same_money_on_staff"] = control ? Json(comparison.of(*control).policy) : Json(nullptr);
    entry["differences"] = Json::array();
    for (std::size_t row = 0; row < comparison.measures.size(); ++row) {
      const Difference& difference = comparison.of(policy).differences[row];
      entry["differences"].push_back(difference_json(comparison, comparison.measures[row], difference));
    }
    json["policies"].push_back(entry);
  }
  json["ledgers"] = Json::array();
  for (const LedgerValues& values : comparison.ledgers) json["ledgers"].push_back(ledger_json(values));
  json["harms"] = Json::array();
  for (const HarmValues& values : comparison.harms) json["harms"].push_back(harm_json(values));
  return json;
}

std::string comparison_csv(const Comparison& comparison) {
  std::string text =
      "\xEF\xBB\xBFpolicy,measure,group,group_zh,unit,better,baseline_mean,policy_mean,difference,low95,high95,p,"
      "adjusted_p,effect,exactly_zero,pairs,pairs_failed,pairs_never_reached,pairing_gain,worlds_low90,worlds_high90,"
      "worlds,"
      "worlds_better,missing_parameter,missing_share\r\n";
  for (const PolicyComparison& policy : comparison.policies) {
    for (std::size_t row = 0; row < comparison.measures.size(); ++row) {
      text += csv_line(comparison, policy.policy, comparison.measures[row], policy.differences[row]);
    }
  }
  return text;
}

}  // namespace cogov
