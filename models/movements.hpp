/// Who moved where on one day in one community: what --trace keeps, street by street.
#pragma once

#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "sim/network/streets.hpp"
#include "sim/results.hpp"
#include "sim/time.hpp"

namespace cogov {

struct Context;
class Society;
struct Population;

/// `partner`: people of an organisation that a mechanism brings.
enum class Mover : std::uint8_t { resident, grid_worker, volunteer, courier, partner };
enum class Purpose : std::uint8_t {
  request,
  visit,
  patrol,
  window,
  home,
  shop,
  customer,
  rest,
  own_work,
  activity,
  gathering,
  service_point
};

/// What is kept with --trace besides closed requests: the movements of one day in one community.
struct Tracing {
  bool on = false;
  std::uint32_t day = 0;        ///< since the clock began
  std::uint32_t community = 0;  ///< from 0
};

/// A way that somebody went without a break.
struct Trip {
  Mover mover = Mover::resident;
  Purpose purpose = Purpose::request;
  std::uint32_t who = 0;  ///< row of the resident or worker; a volunteer's resident; number of the courier
  Seconds depart = 0;
  StreetPoint from;
  StreetPoint to;
  bool at_night = false;     ///< by ways that lead through no gate that locks
  std::uint32_t outing = 0;  ///< both ways of one outing have its number; 0: not part of one
  Seconds until = 0;         ///< of an outing: when the person is home again
};

/// Keeps a walk that begins at `depart`, if this community is watched on that day. A building that doesn't exist
/// is the service centre.
void record_walk(Context& ctx, Mover mover, Purpose purpose, std::uint32_t who, BuildingId from, BuildingId to,
                 Seconds depart, bool at_night);

/// A resident's walks from home to some place and back, with a stay of so many seconds there that begins at
/// `arrive`. Outings, for which the model takes nobody away from anything else, are left out of the trace where
/// they would have somebody in two places: on another outing, or in a volunteer's session.
void record_outing(Context& ctx, Mover mover, Purpose purpose, ResidentId resident, BuildingId to, Seconds arrive,
                   Seconds stay);

/// The movements of the watched day, street by street.
[[nodiscard]] TraceTable movement_trace(const Society& society);

/// The streets and places that movements refer to: junctions, streets, and what stands where.
[[nodiscard]] std::vector<TraceTable> place_tables(const Population& population);

}  // namespace cogov
