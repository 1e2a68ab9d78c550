/// Sessions that a community's grid workers attend together at the service centre: a lecture, a rehearsal.
///
/// All are called at the hour of a session; who is at something that can't be put down comes when it is done, and has
/// heard the less. What a session does is the mechanism's. No session a year: nobody is called.
#pragma once

#include <cstdint>

#include "models/facilities/rounds.hpp"
#include "models/mechanism.hpp"

namespace cogov {

struct StaffSessions {
  // The mechanism's own column: the first day, sessions so far, the day of the last; then by worker the day + 1 on
  // which they last came.
  enum Field : std::size_t { begun, held, last_day, attended };

  YearlyRounds rounds{};
  Seconds from = 0;    ///< second of the day
  Seconds length = 0;  ///< ends at midnight at the latest

  static StaffSessions of(double per_year, double hour, double hours);

  /// For on_adopt: keeps what has been held.
  void adopt(Context& ctx, const Mechanism& mechanism) const;
  /// For on_day: whether there is a session today, for which an event is then scheduled.
  [[nodiscard]] bool on_day(Context& ctx, const Mechanism& mechanism, std::uint32_t day) const;
  /// For on_event: calls everybody.
  static void call(Context& ctx);
  /// For offer_task.
  [[nodiscard]] bool offer(Context& ctx, const Mechanism& mechanism, WorkerId worker, TaskRank rank, Task& task) const;
  /// For task_done: seconds of today's session that the worker was there for.
  [[nodiscard]] Seconds heard(const Context& ctx, WorkerId worker) const;
};

}  // namespace cogov
