#include "output/ledgers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/columns.hpp"
#include "output/ledger_sentence.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

constexpr double tenth_of_a_point = 1000;  // to the share

/// "25.1 % (2)".
std::string cell(double value, std::size_t place) {
  if (!std::isfinite(value)) return "—";
  return fmt::format("{:.1f} % ({})", value * 100, place);
}

std::string table_of(const LedgerValues& values, const std::vector<std::string>& policies, Language language) {
  const bool chinese = language == Language::chinese;
  TextTable table{.columns = {{}}, .lines = {{short_label(values.measure, language)}}};
  for (std::size_t ledger = 0; ledger < values.ledgers.size(); ++ledger) {
    table.columns.push_back({.right = true});
    table.lines.front().push_back(chinese ? values.ledgers_zh[ledger] : values.ledgers[ledger]);
  }
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    std::vector<std::string>& line = table.lines.emplace_back();
    line.push_back(printable(policies[policy]));
    for (const std::vector<double>& means : values.means) line.push_back(cell(means[policy], places(means)[policy]));
  }
  return laid_out(table);
}

}  // namespace

std::vector<std::size_t> places(const std::vector<double>& means) {
  const auto rounded = [](double value) {
    return std::isfinite(value) ? std::floor(value * tenth_of_a_point + .5) : -1;
  };
  std::vector<std::size_t> all;
  for (const double value : means) {
    const auto higher =
        std::count_if(means.begin(), means.end(), [&](double other) { return rounded(other) > rounded(value); });
    all.push_back(static_cast<std::size_t>(higher) + 1);
  }
  return all;
}

bool order_differs(const LedgerValues& values) {
  return std::any_of(values.means.begin(), values.means.end(),
                     [&](const std::vector<double>& means) { return places(means) != places(values.means.front()); });
}

std::string ledger_sentence(const std::vector<LedgerValues>& ledgers, Language language) {
  const bool differs = std::any_of(ledgers.begin(), ledgers.end(), order_differs);
  if (language == Language::chinese)
    return differs ? "谁排第一，取决于看哪本账（括号内为名次）" : "三本账中各政策的名次相同（括号内为名次）";
  return differs ? "Who comes first depends on the ledger that is read (place in brackets)"
                 : "The policies stand in the same order in every ledger (place in brackets)";
}

std::string ledger_text(const std::vector<LedgerValues>& ledgers, const std::vector<std::string>& policies,
                        Language language) {
  if (policies.size() < 2 || ledgers.empty()) return "";
  std::string text = ledger_sentence(ledgers, language) + (language == Language::chinese ? "：" : ":") + "\n\n";
  for (const LedgerValues& values : ledgers) text += table_of(values, policies, language) + "\n";
  return text;
}

}  // namespace cogov
