/// Person and post: what a person in a post has become (grade, pay, seniority, last promotion), the reserve that fills
/// vacancies sooner, skill by kind that is taught, and which kinds staff turn to first. Whatever nobody sets is
/// neutral: no grade, the base wage, an empty reserve, no kind before another.
///
/// A mechanism sets pay and grades, and pulls Lever::quitting with quit_factor(), Lever::effort with its weights by
/// kind.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/ids.hpp"
#include "models/request_kinds.hpp"
#include "sim/time.hpp"

namespace cogov {

struct Context;

/// Grades go from 1 to this; 0 is none (three posts, eighteen grades: 三岗十八级).
inline constexpr std::uint8_t top_grade = 18;

/// The career of the person in each post, by worker; and who stands by.
struct CareerColumns {
  std::vector<std::uint8_t> grade;       ///< 0: none
  std::vector<std::uint16_t> pay;        ///< thousandths of the base wage
  std::vector<Seconds> since;            ///< when the person began in the post
  std::vector<Seconds> promoted;         ///< last; `never`
  std::uint32_t reserve = 0;             ///< people on the bench
  double days_with_reserve = 1;          ///< of the usual days to fill a vacancy, when one of them does
  std::int64_t filled_from_reserve = 0;  ///< vacancies, ever
};

/// A new person in a post: no grade, the base wage, no seniority.
void begin_career(Context& ctx, WorkerId worker);

/// Gives a person a grade and what it pays, in thousandths of the base wage. A higher grade than before is a promotion.
void set_grade(Context& ctx, WorkerId worker, std::uint8_t grade, std::uint16_t pay);

/// Those at post in a role whose grade is below `below`, the next to be promoted first: by merit (of the caller's,
/// one number a worker; empty: none), then seniority, then the number of the post.
[[nodiscard]] std::vector<WorkerId> in_line(const Context& ctx, std::size_t role, std::uint8_t below,
                                            std::span<const std::int64_t> merit = {});

/// Raises the first `places` in line by one grade, up to `top`. `pay` by grade, from 0 on.
/// @return who was promoted, in their order
std::vector<WorkerId> promote(Context& ctx, std::size_t role, std::size_t places, std::uint8_t top,
                              std::span<const std::uint16_t> pay, std::span<const std::int64_t> merit = {});

/// What pay and promotion do to quitting.
struct QuitEffects {
  double pay = 0;             ///< kappa: log hazard taken off by a wage twice the base
  double promotion = 0;       ///< eta: log hazard taken off just after a promotion
  double half_life_days = 0;  ///< in which a promotion's effect halves; 0: it stays
};

/// exp(-kappa·pay - eta·promotion): with the base hazard and burnout's effect of [staffing] it makes
/// nu0·exp(beta·burnout - kappa·pay - eta·promotion). `pay` is what is paid above the base wage, as a share of it;
/// `promotion` is 1 at a promotion and fades. Exactly 1 at the base wage without a promotion.
[[nodiscard]] double quit_factor(const Context& ctx, WorkerId worker, const QuitEffects& effects);

/// Puts people on the bench; a vacancy that one of them fills takes this share of the usual days. Each of them fills
/// one vacancy: in one midnight, that of the lowest role and post first.
void add_to_reserve(Context& ctx, std::uint32_t people, double days_share);
/// People leave the bench for good, as many as there are at most.
void leave_reserve(Context& ctx, std::uint32_t people);
/// By what the usual days to fill a vacancy are multiplied now; takes a person off the bench if there is one.
[[nodiscard]] double fill_from_reserve(Context& ctx);

/// Teaches a person: what is lacking shrinks, k += gamma·(1 - k), in the kinds taught, and by gamma·transfer in all
/// others.
void train(Context& ctx, WorkerId worker, std::span<const std::size_t> kinds, double gamma, double transfer);
/// A share of what a person knows is lost, at all kinds.
void forget(Context& ctx, WorkerId worker, double share);

/// Whether a request stands behind those that are not passed over. Under Lever::effort each kind has a weight w; a
/// request is passed over with chance 1 - w/w_max, by its own luck. What is not passed over therefore takes time in
/// proportion to backlog·w, and what is must wait until nothing else does; equal weights pass nobody over, and leave
/// the order as it is. Nothing urgent is passed over.
[[nodiscard]] bool passed_over(const Context& ctx, RequestId request);

}  // namespace cogov
