/// Rows of the table of measures: what each is called, means, and how it is computed from a run's totals.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "models/totals.hpp"
#include "sim/quantiles.hpp"
#include "sim/results.hpp"
#include "sim/time.hpp"

namespace cogov::measure_rows {

using Reals = std::vector<double>;
using Wholes = std::vector<std::int64_t>;

template <std::size_t n>
[[nodiscard]] std::int64_t sum(const std::array<std::int64_t, n>& values) {
  std::int64_t total = 0;
  for (const std::int64_t value : values) total += value;
  return total;
}

/// Where the denominator is 0, there is nothing to speak of: NaN would read as a failed run, so 0.
[[nodiscard]] inline double ratio(double above, double below_line) { return below_line > 0 ? above / below_line : 0; }
[[nodiscard]] inline double ratio(std::int64_t above, std::int64_t below_line) {
  return ratio(static_cast<double>(above), static_cast<double>(below_line));
}

[[nodiscard]] inline double days(double seconds) { return seconds / day_seconds; }

/// The p-quantile of durations that may be censored, in days; 0 where there are none.
[[nodiscard]] inline double censored_days(const Durations& d, double p) {
  return d.seconds.empty() ? 0 : days(censored_quantile(d.seconds, d.ended, p));
}

/// A measure and how it is computed.
struct Row {
  Measure measure;
  std::function<Array(const Totals&)> compute;
  int mechanism = -1;  ///< position in the registry of the mechanism whose own it is
};

using Number = std::function<double(const Totals&)>;
using Whole = std::function<std::int64_t(const Totals&)>;

[[nodiscard]] inline Row real(const char* name, const char* unit, Better better, const char* en, const char* zh,
                              Number number) {
  return {{name, unit, en, zh, better, false, {}}, [number](const Totals& t) -> Array { return Reals{number(t)}; }};
}

[[nodiscard]] inline Row whole(const char* name, Better better, const char* en, const char* zh, Whole number) {
  return {{name, "1", en, zh, better, true, {}}, [number](const Totals& t) -> Array { return Wholes{number(t)}; }};
}

/// What has been booked under an item, in its own unit.
[[nodiscard]] inline std::int64_t quantity(const Totals& t, CostItem item) {
  const std::vector<std::int64_t>& quantities = t.sum.costs.quantity;
  return quantities.empty() ? 0 : quantities[static_cast<std::size_t>(item)];
}

/// What time and money everybody spends, in yuan; unpaid time and partners' hours at their shadow prices.
[[nodiscard]] inline double whole_cost(const Totals& t) {
  double yuan = 0;
  for (const Payer payer : {Payer::budget, Payer::partners, Payer::unpaid}) yuan += t.sum.costs.yuan(t.costs, payer);
  return yuan;
}

inline constexpr Better low = Better::lower;
inline constexpr Better high = Better::higher;
inline constexpr Better neither = Better::neither;

}  // namespace cogov::measure_rows

namespace cogov {

// Each file that counts something adds the rows of its own measures, in this order.
void add_social_rows(std::vector<measure_rows::Row>& rows);
void add_volunteer_rows(std::vector<measure_rows::Row>& rows);
void add_courier_rows(std::vector<measure_rows::Row>& rows);
void add_alliance_rows(std::vector<measure_rows::Row>& rows);
void add_cost_rows(std::vector<measure_rows::Row>& rows);
void add_institution_rows(std::vector<measure_rows::Row>& rows);
void add_ledger_rows(std::vector<measure_rows::Row>& rows);
void add_harm_rows(std::vector<measure_rows::Row>& rows);
void add_ladder_rows(std::vector<measure_rows::Row>& rows);
/// What mechanisms declare (Section::measures, Section::ledgers).
void add_own_rows(std::vector<measure_rows::Row>& rows);

}  // namespace cogov
