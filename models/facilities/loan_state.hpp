/// What changes about people on loan in one community.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/facilities/week_hours.hpp"
#include "models/ids.hpp"
#include "models/request_kinds.hpp"
#include "sim/time.hpp"

namespace cogov {

inline constexpr std::uint32_t all_kinds = (1U << kind_count) - 1;
inline constexpr std::uint32_t pool_outside = 0xFFFF'FFFF;  ///< the lender who is no community

/// What a lender and a borrower agree on.
struct LoanTerms {
  std::uint32_t from_day = 0;         ///< since the clock began; lend() sends word a day ahead at least
  std::uint32_t days = 0;             ///< from then on, 1 to 65,535
  std::uint32_t weekdays = all_days;  ///< on which they are away, as bits from Monday; shifts decide whether they work
  std::uint32_t kinds = all_kinds;    ///< requests that they take up there, as bits
  bool general = true;     ///< does paperwork, meetings, patrols and visits like a colleague; else only requests of
                           ///< `kinds` and what the lending mechanism offers
  double local_share = 0;  ///< of skill that is local knowledge and counts for nothing elsewhere, 0 to 1

  [[nodiscard]] bool holds(std::uint32_t day) const {
    return day >= from_day && day - from_day < days && has_weekday(weekdays, day);
  }
  [[nodiscard]] bool over(std::uint32_t day) const { return day >= from_day && day - from_day >= days; }
};

/// One person on loan, as one side remembers it.
struct Loan {
  std::uint8_t mechanism = 0;
  std::uint32_t number = 0;  ///< counts the lender's loans
  std::uint32_t other = 0;   ///< the other side's community, or pool_outside
  std::uint32_t person = 0;  ///< lender: who held the post when the loan was agreed
  WorkerId worker{};         ///< lender: who is away; borrower: the guest, once there
  LoanTerms terms{};
  std::array<std::uint16_t, kind_count> skill{};  ///< borrower: with which they came, in 1/65535
};

/// Loans of a community.
struct LendingColumns {
  std::vector<Loan> away;         ///< lent to others, or promised
  std::vector<Loan> guests;       ///< lent to us, or promised
  std::vector<WorkerId> rows;     ///< of guests, past ones too: used again
  std::uint32_t loans = 0;        ///< agreed so far
  std::vector<Seconds> recalled;  ///< by mechanism: what was sent up to then is void; empty: nothing ever was
  // seconds of shifts since the clock began, and since day 0
  std::int64_t lent = 0, counted_lent = 0;            ///< to other communities
  std::int64_t borrowed = 0, counted_borrowed = 0;    ///< from other communities
  std::int64_t from_pool = 0, counted_from_pool = 0;  ///< from outside
};

}  // namespace cogov
