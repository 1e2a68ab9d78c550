/// The comparison for the web page: rows, verdicts, and which rows stand where.
#include <algorithm>

#include "output/compare_text.hpp"
#include "output/finding.hpp"
#include "output/ledger_sentence.hpp"
#include "output/unknowns.hpp"
#include "output/verdict.hpp"
#include "output/wording.hpp"
#include "tools/report_parts.hpp"

namespace cogov::report {

namespace {

constexpr int same = 5;  ///< after the last Effect

int power(double precision) { return static_cast<int>(std::floor(std::log10(precision) + .5)); }

Json cell_json(const Measure& measure, const Difference& difference) {
  const PairedStatistics& pairs = difference.statistics;
  if (pairs.pairs == 0) return Json::array();
  const Precisions shown = precisions(measure, pairs);
  const bool is_same = pairs.exactly_zero && !(difference.worlds && !difference.worlds->exactly_zero);
  Json cell{short_number(pairs.policy_mean), short_number(pairs.difference),
            pairs.interval ? short_number(pairs.interval->low) : Json(),
            pairs.interval ? short_number(pairs.interval->high) : Json()};
  const auto& worlds = difference.worlds;
  cell.push_back(worlds ? short_number(worlds->range.low) : Json());
  cell.push_back(worlds ? short_number(worlds->range.high) : Json());
  cell.push_back(is_same ? same : static_cast<int>(difference.effect));
  cell.push_back(power(shown.means));
  cell.push_back(power(shown.difference));
  if (worlds && std::isfinite(worlds->range.low)) {
    cell.push_back(power(range_precision(measure, pairs, worlds->range)));
    cell.push_back(worlds->better);
    cell.push_back(worlds->worlds);
  }
  return cell;
}

/// Row of a measure without a group; -1 if there is none.
int row_of(const Comparison& comparison, std::string_view name) {
  for (std::size_t row = 0; row < comparison.measures.size(); ++row) {
    const ComparedMeasure& measure = comparison.measures[row];
    if (measure.group.empty() && measure.measure.name == name) return static_cast<int>(row);
  }
  return -1;
}

struct Item {
  const char *english, *chinese;
  std::vector<const char*> measures;
};

/// What stands on the first screen, in these words.
const std::vector<Item>& first_items() {
  static const std::vector<Item> items{
      {"Days people live with a problem: half of them, and the slowest tenth",
       "问题从发生到解决的天数（中位、最慢一成）",
       {"burden_days_median", "burden_days_p90"}},
      {"Problems never dealt with", "始终没人管的问题占比", {"never_dealt_share"}},
      {"Unmet days of vulnerable residents, and the gap to others",
       "困难群体未满足天数及差距",
       {"unmet_days_vulnerable", "unmet_days_gap"}},
      {"Truly fixed within 7 days of the report", "上报后7天内真正解决的比例", {"fixed_within_7_days_share"}},
      {"Found before anyone complained, of all true problems",
       "居民开口前就发现的比例（按真实问题计）",
       {"found_first_share"}},
      {"Grid workers: time with residents; burned out",
       "网格员服务居民时间占比；过劳比例",
       {"time_with_residents_share", "burnt_out_share"}},
      {"Unpaid hours: volunteers, building leaders, riders", "无偿工时（志愿者、楼长、骑手）", {"unpaid_hours"}},
      {"Whole cost per household and year", "每户每年总成本（财政＋各方时间折价）", {"cost_per_household"}}};
  return items;
}

/// A line of an item that has several: "half of them".
Json part_of_item(const char* name) {
  struct Part {
    std::string_view name;
    const char *english, *chinese;
  };
  static constexpr Part parts[] = {{"burden_days_median", "half of them", "中位"},
                                   {"burden_days_p90", "the slowest tenth", "最慢一成"},
                                   {"unmet_days_vulnerable", "vulnerable residents", "困难群体"},
                                   {"unmet_days_gap", "gap to others", "与他人的差距"},
                                   {"time_with_residents_share", "time with residents", "服务居民时间占比"},
                                   {"burnt_out_share", "burned out", "过劳比例"}};
  for (const Part& part : parts) {
    if (part.name == name) return both(part.english, part.chinese);
  }
  return nullptr;
}

/// A sentence as a page shows it: without the keys of parameters, which stand elsewhere on the page.
std::string without_keys(std::string text, const Comparison& comparison) {
  for (const WorldParameter& parameter : comparison.world_parameters) {
    for (const std::string& key : {" (" + parameter.key + ")", "（" + parameter.key + "）"}) {
      for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at))
        text.erase(at, key.size());
    }
  }
  return text;
}

Json rows_named(const Comparison& comparison, const std::vector<const char*>& names) {
  Json rows = Json::array();
  for (const char* name : names) {
    if (const int row = row_of(comparison, name); row >= 0) rows.push_back(row);
  }
  return rows;
}

}  // namespace

Json short_number(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == 0) return 0;
  const double power_of_ten = std::pow(10.0, 4 - std::floor(std::log10(std::abs(value))));
  if (!std::isfinite(power_of_ten)) return value;
  const double shown = std::round(value * power_of_ten) / power_of_ten;
  if (shown == std::floor(shown) && std::abs(shown) < 1e15) return static_cast<std::int64_t>(shown);
  return shown;
}

Json measure_json(const Measure& measure) {
  return {{"name", measure.name},
          {"label", both(short_label(measure, Language::english), short_label(measure, Language::chinese))},
          {"meaning", both(measure.long_name, measure.long_name_zh)},
          {"unit", both(unit_word(measure, Language::english), unit_word(measure, Language::chinese))},
          {"diffUnit",
           both(difference_unit_word(measure, Language::english), difference_unit_word(measure, Language::chinese))},
          {"scale", display_scale(measure)},
          {"better", measure.better == Better::lower    ? -1
                     : measure.better == Better::higher ? 1
                                                        : 0}};
}

Json rows_json(const Comparison& comparison) {
  Json rows = Json::array();
  for (std::size_t row = 0; row < comparison.measures.size(); ++row) {
    const ComparedMeasure& compared = comparison.measures[row];
    Json entry = measure_json(compared.measure);
    if (!compared.group.empty()) entry["group"] = both(compared.group, compared.group_zh);
    if (compared.baseline_mean) {
      entry["base"] = short_number(*compared.baseline_mean);
      entry["digits"] = power(mean_precision(compared.measure, *compared.baseline_mean));
    }
    Json& cells = entry["cells"] = Json::array();
    for (const PolicyComparison& policy : comparison.policies) {
      cells.push_back(cell_json(compared.measure, policy.differences[row]));
    }
    rows.push_back(std::move(entry));
  }
  return rows;
}

Json verdicts_json(const Comparison& comparison) {
  Json all = Json::array();
  for (std::size_t policy = 1; policy <= comparison.policies.size(); ++policy) {
    const Difference& primary = comparison.of(policy).differences.front();
    const bool nothing = primary.statistics.exactly_zero && !primary.worlds;
    const bool told = primary.effect == Effect::better || primary.effect == Effect::worse;
    const bool little = told && std::abs(primary.statistics.difference) < comparison.smallest_difference;
    Json entry{{"finding", primary.worlds ? finding_name(judged(comparison, policy).finding)
                                          : (nothing  ? "same"
                                             : little ? "little"
                                                      : effect_name(primary.effect))},
               {"sure", primary.worlds.has_value()},
               {"text", both(without_keys(verdict(comparison, policy, Language::english), comparison),
                             without_keys(verdict(comparison, policy, Language::chinese), comparison))},
               {"unknowns", Json::array()}};
    if (primary.worlds) {
      for (const Driver& driver : primary.worlds->drivers) {
        Json unknown = both(without_keys(driver_sentence(comparison, driver, Language::english), comparison),
                            without_keys(driver_sentence(comparison, driver, Language::chinese), comparison));
        unknown["key"] = comparison.world_parameters.at(driver.parameter).key;
        entry["unknowns"].push_back(std::move(unknown));
      }
    }
    all.push_back(std::move(entry));
  }
  return all;
}

Json first_screen_json(const Comparison& comparison) {
  Json all = Json::array();
  const auto listed = [&](const Item& item) {
    return std::ranges::any_of(item.measures, [&](const char* name) { return row_of(comparison, name) == 0; });
  };
  if (std::ranges::none_of(first_items(), listed)) {
    const Measure& primary = comparison.measures.front().measure;
    all.push_back({{"label", both(short_label(primary, Language::english), short_label(primary, Language::chinese))},
                   {"primary", true},
                   {"rows", {{{"row", 0}}}}});
  }
  for (const Item& item : first_items()) {
    Json rows = Json::array();
    for (const char* name : item.measures) {
      const int row = row_of(comparison, name);
      if (row < 0) continue;
      Json entry{{"row", row}};
      if (item.measures.size() > 1) entry["part"] = part_of_item(name);
      rows.push_back(std::move(entry));
    }
    if (!rows.empty()) all.push_back({{"label", both(item.english, item.chinese)}, {"rows", std::move(rows)}});
  }
  return all;
}

Json lists_json(const Comparison& comparison) {
  return {
      {"leastCertain", rows_named(comparison, {"satisfaction_mean", "satisfaction_lowest_tenth", "belonging_mean",
                                               "belonging_lowest_tenth"})},
      {"places", rows_named(comparison, {"grid_gini"})},
      {"watching", rows_named(comparison, {"intrusions_per_person", "visits"})},
      {"riders", rows_named(comparison, {"rider_minutes_lost", "rider_late_orders", "rider_extra_crashes",
                                         "courier_false_reports", "verification_hours"})},
      {"unpaid", rows_named(comparison, {"unpaid_hours", "leader_hours", "volunteer_hours"})},
      {"cost", rows_named(comparison, {"yearly_cost_yuan"})},
      {"payers", rows_named(comparison, {"budget_yuan_per_year", "off_budget_yuan_per_year", "unpaid_yuan_per_year"})}};
}

Json ledgers_json(const Comparison& comparison) {
  Json measures = Json::array();
  for (const LedgerValues& values : comparison.ledgers) {
    Json entry = measure_json(values.measure);
    Json& labels = entry["labels"] = Json::array();
    for (std::size_t i = 0; i < values.ledgers.size(); ++i) {
      labels.push_back(both(values.ledgers[i], values.ledgers_zh[i]));
    }
    Json& means = entry["means"] = Json::array();
    Json& ranks = entry["places"] = Json::array();
    for (const std::vector<double>& column : values.means) {
      Json& numbers = means.emplace_back(Json::array());
      for (const double mean : column) numbers.push_back(short_number(mean));
      ranks.push_back(places(values.measure, column));
    }
    measures.push_back(std::move(entry));
  }
  return {{"sentence", both(ledger_sentence(comparison.ledgers, Language::english),
                            ledger_sentence(comparison.ledgers, Language::chinese))},
          {"measures", std::move(measures)}};
}

}  // namespace cogov::report
