/// Ways on foot within a community, by day and while gates are locked.
#pragma once

#include "models/ids.hpp"
#include "sim/network/travel.hpp"
#include "sim/time.hpp"

namespace cogov {

/// When gates that lock at night are locked, in seconds of the day; `from` above `to` means over midnight.
struct LockedHours {
  Seconds from = 0;
  Seconds to = 0;
  /// Whether any moment of [begin, end] lies in them.
  [[nodiscard]] bool touch(Seconds begin, Seconds end) const;
};

/// A way: how long it takes, and by which state of the gates.
struct Way {
  Seconds seconds = 0;
  bool at_night = false;
};

/// Walking times between the buildings of a community and its service centre.
struct Walks {
  TravelTimes by_day;    ///< points: the buildings, then the service centre
  TravelTimes at_night;  ///< with gates locked; empty where none ever is
  bool gates_lock = false;
  LockedHours locked;
  std::uint32_t centre = 0;  ///< the service centre's point

  [[nodiscard]] std::uint32_t point(BuildingId b) const { return b.exists() ? b.row : centre; }
  /// The way between two buildings, one that doesn't exist being the service centre. Who would meet a
  /// locked gate takes the way that has none. Rounded up to whole seconds, so that nobody arrives too early.
  [[nodiscard]] Way way(BuildingId from, BuildingId to, Seconds departing) const;
  /// The way in a given state of the gates.
  [[nodiscard]] Way way_by(BuildingId from, BuildingId to, bool night) const;
  /// Whether somebody who is under way from `begin` to `end` would meet locked gates.
  [[nodiscard]] bool meet_locked_gates(Seconds begin, Seconds end) const {
    return gates_lock && locked.touch(begin, end);
  }
};

}  // namespace cogov
