/// Levers: quantities of the model that mechanisms multiply. A mechanism says which levers it pulls (Mechanism::levers)
/// and by how much where they apply (Mechanism::factor); the model asks where it uses the quantity. Factors multiply in
/// registry order; a lever that nobody pulls is exactly 1 and costs nothing.
///
/// Rates are pulled by thinning: candidates come at the rate times requests.rate_cap whatever is pulled, so that
/// nobody's luck changes. That is why a mechanism declares the largest factor it may give (Mechanism::largest_factor).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "models/ids.hpp"
#include "models/request_kinds.hpp"

namespace cogov {

struct Context;
class Mechanism;

/// What can be multiplied, and what is known where it is.
enum class Lever : std::uint8_t {
  hazard_rate,    ///< kind, building; bounded by requests.rate_cap
  need_rate,      ///< kind, resident, building; likewise
  report_chance,  ///< kind, building, reporter, request
  notice_chance,  ///< of patrols, visits, couriers at their stops, neighbours, leaders: kind, building, request
  service_time,   ///< kind, building, request; worker where a worker serves
  skill,          ///< kind, worker; what comes out is at most 1
  quitting,       ///< hazard: worker
  recruitment,    ///< days to fill a vacancy: worker, who is the post
  wrong_owner,    ///< share of first dispatches that go wrong: kind, building, request
  effort,         ///< claim of a kind on staff's discretionary time: kind (see posts.hpp); bounded by what is declared
  outside_time,   ///< days until an outside server is done: kind, building, request, server
  settling,       ///< chance that who has it settles it (at most 1): kind, building, request, server
  patience,       ///< hours after which a resident gives up: kind, building, reporter, request
  hand_off_time,  ///< days of a hand-off: kind, building, request
  joining,        ///< chance to become a volunteer, when asked or by oneself: resident
  turnout,        ///< chance to come to a meeting or to vote (at most 1): resident
};
inline constexpr std::size_t lever_count = 16;

/// A set of levers, a bit for each.
using LeverSet = std::uint32_t;
[[nodiscard]] constexpr LeverSet bit(Lever lever) { return LeverSet{1} << static_cast<unsigned>(lever); }

/// Where a lever applies; what a lever does not know stays none.
struct LeverAt {
  std::size_t kind = kind_count;
  BuildingId building{};
  ResidentId resident{};
  WorkerId worker{};
  RequestId request{};
  Server server = Server::none;
};

/// Who pulls what, among the mechanisms in force.
class Levers {
 public:
  Levers() = default;
  /// UserError where all that pull a rate could together raise it above `rate_cap`.
  Levers(std::span<const std::unique_ptr<const Mechanism>> mechanisms, double rate_cap);

  [[nodiscard]] bool pulled(Lever lever) const { return !pulled_by_[static_cast<std::size_t>(lever)].empty(); }

  /// The product of the factors there, in registry order; exactly 1 where nobody pulls.
  [[nodiscard]] double factor(const Context& ctx, Lever lever, const LeverAt& at) const {
    return pulled(lever) ? product(ctx, lever, at) : 1;
  }
  /// What it can be at most, by what mechanisms declare; for rates and effort.
  [[nodiscard]] double largest(Lever lever) const { return largest_[static_cast<std::size_t>(lever)]; }

 private:
  [[nodiscard]] double product(const Context& ctx, Lever lever, const LeverAt& at) const;

  std::array<std::vector<const Mechanism*>, lever_count> pulled_by_;
  std::array<double, lever_count> largest_{};
};

}  // namespace cogov
