/// Service points: places where needs are met, fixed or moving, with hours, room for so many at once, and the way
/// there.
///
/// A fixed point has hours of the week. A moving one stands at one place of a tour on some days of its cycle: whoever
/// doesn't meet it has to wait for the next round. A point with no servers, no kinds or no hours serves nobody.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/facilities/service_point_state.hpp"
#include "models/movements.hpp"

namespace cogov {

struct Context;
struct CommunityPlan;
class Mechanism;

/// One stop of a tour.
struct TourStop {
  std::uint32_t community = 0;
  BuildingId at{};           ///< none: the service centre
  std::uint32_t day = 0;     ///< of the cycle, from 0
  Seconds from = 0, to = 0;  ///< of that day
};

/// A tour that comes round every `cycle_days`, from `first_day` of the clock on. 0 days: it never sets out.
struct Tour {
  std::uint32_t first_day = 0;
  std::uint32_t cycle_days = 0;
  std::vector<TourStop> stops{};
};

/// A tour past each of `communities` villages in turn, `per_day` of them a day side by side, each at its service
/// centre; the cycle is as long as it takes, at least `cycle_days`.
[[nodiscard]] Tour tour_of_villages(std::uint32_t communities, std::uint32_t per_day, std::uint32_t cycle_days,
                                    Seconds from, Seconds to);

/// A mechanism's points in this community from now on, in place of those it had; none to close them all.
void set_points(Context& ctx, const Mechanism& mechanism, std::vector<ServicePoint> points);

/// Adds the stops of a tour that lie in this community.
void add_stops(const CommunityPlan& plan, const Tour& tour, const ServicePoint& like,
               std::vector<ServicePoint>& points);

/// Whether a point serves somebody who comes now.
[[nodiscard]] bool is_open(const ServicePoint& point, Seconds t);
/// Seconds until it closes; 0 when closed.
[[nodiscard]] Seconds open_for(const ServicePoint& point, Seconds t);
/// When it is next open for so long, not before `t`; `never` if not within a round of its week or tour.
[[nodiscard]] Seconds next_opening(const ServicePoint& point, Seconds t, Seconds duration = 1);
/// Seconds of a week in which it is open, on average: with a wage and `servers` of them, the cost of its hours.
[[nodiscard]] double open_seconds_a_week(const ServicePoint& point);

/// Seconds on foot from a building to a point for who sets out at `t`; 0 where ways take no time.
[[nodiscard]] Seconds walk_to_point(const Context& ctx, BuildingId from, const ServicePoint& point, Seconds t);

/// The nearest point that serves a kind and is open on arrival, for who sets out at `t` and walks no longer than
/// `longest`; of several the first in the column. None if there is none.
[[nodiscard]] PointId nearest_open(const Context& ctx, BuildingId from, std::size_t kind, Seconds t, Seconds longest);

/// Chance of going to a point: base · exp(−decay · minutes).
/// @param base   at the door, 0 to 1   @param decay  per minute on foot, at least 0; 0: distance doesn't matter
[[nodiscard]] double use_chance(double base, double decay, Seconds walk);

/// Keeps the walks of a resident who comes to a point, if the day is watched.
void record_visit(Context& ctx, ResidentId resident, const ServicePoint& point, Purpose purpose, Seconds arrive,
                  Seconds stay);

/// Somebody who wants to be served in one opening of a point.
struct Visitor {
  Seconds arrives = 0;
  std::uint32_t priority = 0;  ///< among those who arrive in the same second
  std::uint64_t key = 0;       ///< a property of theirs that no other visitor has
  Seconds takes = 0;           ///< to serve them
  std::uint32_t subject = 0;   ///< whatever the mechanism wants back
  Seconds begins = never;      ///< answer: when they are served; `never`: turned away
};

/// Serves visitors in the order of (arrival, priority, key) with so many servers during one opening; who could not be
/// done by closing time is turned away, and the next may fit. Sorts the visitors.
/// @param free  scratch: by server, when they are free
void serve_visitors(std::span<Visitor> visitors, std::uint32_t servers, Epoch open, std::vector<Seconds>& free);

/// Residents who would walk no longer than `longest` to a point of this mechanism that is open when they arrive, if
/// they set out at `t`.
[[nodiscard]] std::uint32_t residents_in_reach(const Context& ctx, const Mechanism& mechanism, Seconds longest,
                                               Seconds t);

/// The share of residents within reach of an open point (of fifteen minutes: the 15-minute circle), as the mean over
/// the 168 hours of the week of `t`, each at half past. Between 0 and 1.
[[nodiscard]] double share_in_reach(const Context& ctx, const Mechanism& mechanism, Seconds longest, Seconds t);
/// The same at one moment.
[[nodiscard]] double share_in_reach_at(const Context& ctx, const Mechanism& mechanism, Seconds longest, Seconds t);

}  // namespace cogov
