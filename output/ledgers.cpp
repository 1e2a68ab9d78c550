#include "output/ledgers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "output/columns.hpp"
#include "output/ledger_sentence.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

const char* pick(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

/// Below this, values don't differ: a tenth of a percentage point, or the third digit of the largest.
double grain_of(const Measure& measure, const std::vector<double>& means) {
  if (is_share(measure)) return .001;
  double largest = 0;
  for (const double value : means) largest = std::max(largest, std::isfinite(value) ? std::abs(value) : 0);
  return largest > 0 ? std::pow(10.0, std::floor(std::log10(largest)) - 2) : 1;
}

/// "25.1 % (2)".
std::string cell(const Measure& measure, double value, std::size_t place) {
  if (!std::isfinite(value)) return "—";
  const std::string text = is_share(measure) ? fmt::format("{:.1f} %", value * 100) : mean_text(measure, value);
  return measure.better == Better::neither ? text : fmt::format("{} ({})", text, place);
}

std::string label_of(const Measure& measure, Language language) {
  const std::string unit = unit_word(measure, language);
  const std::string label = short_label(measure, language);
  if (unit.empty() || is_share(measure)) return label;
  return language == Language::chinese ? label + "（" + unit + "）" : label + " (" + unit + ")";
}

/// "“A” and “B”": those in the first place, or that none is.
std::string first_of(const LedgerValues& values, std::size_t ledger, const std::vector<std::string>& policies,
                     Language language) {
  const std::vector<std::size_t> place = places(values.measure, values.means[ledger]);
  std::vector<std::string> names;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    if (place[policy] == 1) names.push_back(printable(policies[policy]));
  }
  if (names.size() == policies.size()) return pick(language, "all alike", "不分先后");
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += pick(language, i + 1 < names.size() ? ", " : " and ", "、");
    text += "“" + names[i] + "”";
  }
  return text;
}

/// "First by truth: “A”; by records: “B”; by claims: “B”."
std::string firsts(const LedgerValues& values, const std::vector<std::string>& policies, Language language) {
  std::string text;
  for (std::size_t ledger = 0; ledger < values.ledgers.size(); ++ledger) {
    const std::string& name = in_language(language, values.ledgers[ledger], values.ledgers_zh[ledger]);
    text += fmt::format(fmt::runtime(pick(language, ledger == 0 ? "First by {}: {}" : "; by {}: {}",
                                          ledger == 0 ? "按{}排第一：{}" : "；按{}：{}")),
                        name, first_of(values, ledger, policies, language));
  }
  return wrapped(text + pick(language, ".", "。"), page_width) + '\n';
}

std::string table_of(const LedgerValues& values, const std::vector<std::string>& policies, Language language) {
  TextTable table{.columns = {{}}, .lines = {{label_of(values.measure, language)}}};
  std::vector<std::vector<std::size_t>> place;
  for (std::size_t ledger = 0; ledger < values.ledgers.size(); ++ledger) {
    table.columns.push_back({.right = true});
    table.lines.front().push_back(in_language(language, values.ledgers[ledger], values.ledgers_zh[ledger]));
    place.push_back(places(values.measure, values.means[ledger]));
  }
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    std::vector<std::string>& line = table.lines.emplace_back();
    line.push_back(printable(policies[policy]));
    for (std::size_t ledger = 0; ledger < values.means.size(); ++ledger) {
      line.push_back(cell(values.measure, values.means[ledger][policy], place[ledger][policy]));
    }
  }
  std::string text = laid_out(table);
  if (first_place_differs(values)) return text + firsts(values, policies, language);
  if (!order_differs(values)) return text;
  return text +
         pick(language, "The first place is the same in every ledger, the order behind it isn't.",
              "三本账中第一名相同，其后名次不同。") +
         '\n';
}

bool is_zero(const LedgerValues& values) {
  return std::ranges::all_of(values.means, [](const std::vector<double>& means) {
    return std::ranges::all_of(means, [](double value) { return value == 0; });
  });
}

std::vector<bool> in_first_place(const LedgerValues& values, std::size_t ledger) {
  std::vector<bool> first;
  for (const std::size_t place : places(values.measure, values.means[ledger])) first.push_back(place == 1);
  return first;
}

}  // namespace

std::vector<std::size_t> places(const Measure& measure, const std::vector<double>& means) {
  const double grain = grain_of(measure, means);
  const double sign = measure.better == Better::lower ? -1 : 1;
  // What is missing is behind everything else, and never reaching a value is as far off.
  const auto rank = [&](double value) {
    return std::isfinite(value) ? sign * std::floor(value / grain + .5) : -std::numeric_limits<double>::infinity();
  };
  std::vector<std::size_t> all;
  for (const double value : means) {
    const auto ahead =
        std::count_if(means.begin(), means.end(), [&](double other) { return rank(other) > rank(value); });
    all.push_back(static_cast<std::size_t>(ahead) + 1);
  }
  return all;
}

bool order_differs(const LedgerValues& values) {
  if (values.measure.better == Better::neither) return false;
  const std::vector<std::size_t> truth = places(values.measure, values.means.front());
  return std::any_of(values.means.begin(), values.means.end(),
                     [&](const std::vector<double>& means) { return places(values.measure, means) != truth; });
}

bool first_place_differs(const LedgerValues& values) {
  if (values.measure.better == Better::neither) return false;
  for (std::size_t ledger = 1; ledger < values.means.size(); ++ledger) {
    if (in_first_place(values, ledger) != in_first_place(values, 0)) return true;
  }
  return false;
}

namespace {

/// Those with something in them.
std::vector<LedgerValues> filled(const std::vector<LedgerValues>& ledgers) {
  std::vector<LedgerValues> shown;
  std::ranges::copy_if(ledgers, std::back_inserter(shown), [](const LedgerValues& values) { return !is_zero(values); });
  return shown;
}

}  // namespace

std::string ledger_sentence(const std::vector<LedgerValues>& ledgers, Language language) {
  const std::vector<LedgerValues> shown = filled(ledgers);
  const auto first = std::ranges::count_if(shown, first_place_differs);
  const auto order = std::ranges::count_if(shown, order_differs);
  const auto ranked =
      std::ranges::count_if(shown, [](const LedgerValues& values) { return values.measure.better != Better::neither; });
  if (first > 0) {
    return fmt::format(
        fmt::runtime(pick(language, "Who comes first depends on the ledger that is read in {} of {} measures",
                          "{1}项指标中有{0}项，谁排第一取决于看哪本账")),
        first, ranked);
  }
  if (order > 0) {
    return pick(language, "The same policies come first in every ledger, but the order behind them differs",
                "三本账中第一名相同，但其后名次不同");
  }
  return pick(language, "The policies stand in the same order in every ledger", "三本账中各政策的名次相同");
}

std::string ledger_text(const std::vector<LedgerValues>& ledgers, const std::vector<std::string>& policies,
                        Language language) {
  const std::vector<LedgerValues> shown = filled(ledgers);
  if (policies.size() < 2 || shown.empty()) return "";
  std::string text = pick(language, "Truth, records, claims: each measure in three ledgers (place in brackets).\n",
                          "真实、记录、宣称：同一指标的三本账（括号内为名次）。\n");
  text += ledger_sentence(shown, language) + pick(language, ".\n", "。\n");
  for (const LedgerValues& values : shown) text += '\n' + table_of(values, policies, language);
  return text;
}

}  // namespace cogov
