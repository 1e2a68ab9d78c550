#include "models/facilities/week_hours.hpp"

#include <algorithm>

namespace cogov {

namespace {

/// The stretches of a day between which it is closed: before and after the break, or the whole and nothing.
std::array<Epoch, 2> stretches(const DayHours& hours) {
  if (hours.to <= hours.from) return {};
  if (hours.break_to <= hours.break_from) return {Epoch{hours.from, hours.to}, Epoch{}};
  return {Epoch{hours.from, hours.break_from}, Epoch{hours.break_to, hours.to}};
}

}  // namespace

WeekHours WeekHours::on(std::uint32_t weekdays, DayHours hours) {
  WeekHours week;
  for (std::uint32_t day = 0; day < 7; ++day) {
    if (has_weekday(weekdays, day)) week.days[day] = hours;
  }
  return week;
}

bool WeekHours::open(Seconds t) const { return open_for(t) > 0; }

Seconds WeekHours::open_for(Seconds t) const {
  const Seconds second = second_of_day(t);
  for (const Epoch stretch : stretches(days[weekday_of_day(day_of(t))])) {
    if (stretch.holds(second)) return stretch.to - second;
  }
  return 0;
}

Seconds WeekHours::next_open(Seconds t, Seconds duration) const {
  const Seconds least = std::max<Seconds>(duration, 1);
  for (std::uint32_t day = day_of(t); day <= day_of(t) + 7; ++day) {
    const Seconds midnight = start_of_day(day);
    for (const Epoch stretch : stretches(days[weekday_of_day(day)])) {
      const Seconds from = std::max(t, midnight + stretch.from);
      const Seconds to = midnight + stretch.to;
      if (from < to && to - from >= least) return from;
    }
  }
  return never;
}

Seconds WeekHours::seconds_a_week() const {
  Seconds sum = 0;
  for (const DayHours& day : days) {
    for (const Epoch stretch : stretches(day)) sum += stretch.to - stretch.from;
  }
  return sum;
}

}  // namespace cogov
