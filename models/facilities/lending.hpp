/// Lending people: grid workers of one community to another, or people of a pool outside to a community.
///
/// Who is lent leaves the lender's roster for the days agreed and stands in the borrower's roster as an extra server.
/// The lender goes on paying and may not fill the place. What crosses the border is mail of the mechanism that lends:
/// the terms and the skill on the way there, what was learned on the way back, at least a day under way each. A day on
/// loan is a whole shift, without leave, in both books: hours lent are hours borrowed (check_lending). Lending some
/// weekdays of each week lends hours. Nobody quits while on loan.
///
/// The mechanism calls lend() or welcome_from_pool(), passes its mail to read_loan() and its on_drop to
/// recall_loans(). No loans: nothing changes.
#pragma once

#include <cstdint>
#include <span>

#include "models/facilities/loan_state.hpp"
#include "sim/mail.hpp"

namespace cogov {

struct Community;
struct Context;
class Mechanism;

/// Lends a worker of this community to another.
/// @param to     another community of the place
/// @param terms  from_day so late that the mail arrives before it: two midnights from now, at midnight one and a day
/// @return false, and nothing is changed, when the post is vacant or closed, or its person is a guest or on loan
///         in these days, or kept away by a mechanism in the first of them
bool lend(Context& ctx, const Mechanism& mechanism, WorkerId worker, std::uint32_t to, const LoanTerms& terms);

/// The first day for which a loan can be agreed now.
[[nodiscard]] std::uint32_t first_loan_day(Seconds now);

/// Somebody from outside comes as a guest, with the same skill at every kind.
/// @param skill  0 to 1   @param terms  from_day from tomorrow on; what was learned goes back with them
void welcome_from_pool(Context& ctx, const Mechanism& mechanism, double skill, const LoanTerms& terms);

/// The kind of a mechanism's mail.
/// @param what  0 to 0xDF: the mechanism's own; the rest is about loans
[[nodiscard]] std::uint32_t mail_kind(const Mechanism& mechanism, std::uint32_t what);

/// Reads mail about loans; false if it is none of this mechanism's.
bool read_loan(Context& ctx, const Mechanism& mechanism, const Mail& mail);

/// A mechanism is in force no longer: all its people are back from this midnight on. Both sides do so at the same
/// midnight, since a policy holds everywhere; what is still under way is void.
void recall_loans(Context& ctx, const Mechanism& mechanism);

/// How many of a pool's `total` people a community gets in a turn. The sum over communities is `total` in every turn,
/// and over as many turns as there are communities everybody gets the same.
[[nodiscard]] std::uint32_t dealt_out(std::uint32_t total, std::uint32_t communities, std::uint32_t community,
                                      std::uint32_t turn);

/// Every midnight, before the roster: who goes, comes, and returns; the hours of today's loans.
void lending_day(Context& ctx, std::uint32_t day);

/// Whether a worker is lent to others on a day.
[[nodiscard]] bool on_loan(const Context& ctx, WorkerId worker, std::uint32_t day);
/// Whether a worker is lent to others, or will be, or has days at home between.
[[nodiscard]] bool promised(const Context& ctx, WorkerId worker);
/// The number of a guest's post in the community that lends them: for luck that is to be their own.
[[nodiscard]] std::uint32_t post_at_home(const Loan& loan);
/// The loan that brings a guest here; none for a worker of this community.
[[nodiscard]] const Loan* guest_loan(const Context& ctx, WorkerId worker);
/// Whether a worker can't be on this day's roster: lent to others, or a guest who isn't due.
[[nodiscard]] bool elsewhere(const Context& ctx, WorkerId worker, std::uint32_t day);
/// Whether a mechanism before this one in the registry keeps a worker away on a day: nobody is at two places.
[[nodiscard]] bool is_kept_by_earlier(const Context& ctx, const Mechanism& mechanism, WorkerId worker,
                                      std::uint32_t day);
/// Guests take only their kinds; everybody else all.
[[nodiscard]] bool takes_kind(const Context& ctx, WorkerId worker, std::size_t kind);
/// Whether a worker is here for nothing but requests of their kinds and one mechanism's tasks, and this is another.
[[nodiscard]] bool only_for_others(const Context& ctx, WorkerId worker, std::uint8_t mechanism);
/// The same for paperwork and meetings.
[[nodiscard]] bool specialist(const Context& ctx, WorkerId worker);

/// What is lent is borrowed: over all communities, to the second. InternalError where it isn't.
void check_lending(std::span<const Community> communities);

}  // namespace cogov
