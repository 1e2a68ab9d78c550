/// The comparison for a terminal, for programs and for a spreadsheet.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "output/compare.hpp"
#include "output/language.hpp"

namespace cogov {

/// How a comparison is to be told.
struct TextOptions {
  Language language = Language::english;
  bool all = false;           ///< every measure, with its interval, policy by policy
  std::string file = "FILE";  ///< the result, as the line that says how to see everything names it
};

/// What a planner can read aloud: the verdict on every policy, then one table of the measures of the
/// first screen (Comparison::first_screen) with a column a policy; or, with `all`, a table a policy of all measures
/// (baseline, policy, difference with its 95 % interval, mark). No line is wider than 100 cells; ends
/// with a line break.
[[nodiscard]] std::string comparison_text(const Comparison& comparison, const TextOptions& options = {});

/// Everything in the comparison with full precision, and the verdicts in both languages. Shares stay
/// fractions; what isn't there (an interval, a p) or isn't finite is null. Dump it with
/// `error_handler_t::replace`: names are somebody's input.
[[nodiscard]] nlohmann::ordered_json comparison_json(const Comparison& comparison);

/// One line a policy and row, with full precision; UTF-8 with BOM and CRLF, as spreadsheets and
/// RFC 4180 like it. Text that a spreadsheet would take for a formula gets a leading apostrophe.
[[nodiscard]] std::string comparison_csv(const Comparison& comparison);

/// "better", "worse", "changed", "none" or "too_few": an effect's name in JSON and CSV.
[[nodiscard]] const char* effect_name(Effect effect);

}  // namespace cogov
