#include "models/walks.hpp"

namespace cogov {

namespace {

Seconds rounded_up(std::uint32_t milliseconds) { return (milliseconds + 999) / 1000; }

}  // namespace

bool LockedHours::touch(Seconds begin, Seconds end) const {
  if (from == to) return false;
  const Seconds begins = second_of_day(begin);
  const bool inside = from < to ? from <= begins && begins < to : begins >= from || begins < to;
  const Seconds until_locked = (from + day_seconds - begins) % day_seconds;
  return inside || end - begin >= until_locked;
}

Way Walks::way_by(BuildingId from, BuildingId to, bool night) const {
  const TravelTimes& times = night && gates_lock ? at_night : by_day;
  return {rounded_up(times.milliseconds(point(from), point(to))), night && gates_lock};
}

Way Walks::way(BuildingId from, BuildingId to, Seconds departing) const {
  const Way open = way_by(from, to, false);
  return meet_locked_gates(departing, departing + open.seconds) ? way_by(from, to, true) : open;
}

}  // namespace cogov
