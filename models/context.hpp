/// What every rule is given: where it is, when it is, what holds, and the luck.
#pragma once

#include "models/movements.hpp"
#include "models/needs.hpp"
#include "models/population.hpp"
#include "models/rules.hpp"
#include "models/state.hpp"
#include "sim/draw.hpp"

namespace cogov {

/// One community at one moment. Rules take a Context and touch nothing else.
struct Context {
  const CommunityPlan& plan;
  const NeedTables& needs;
  const Rules& rules;
  const Luck& luck;
  Community& c;
  Seconds now;
  Seconds day0;  ///< counting begins; requests that arose earlier, or never truly did, are not counted
  Seconds end;   ///< of the run
  const Tracing& tracing;

  [[nodiscard]] const GridPlan& grids() const { return rules.grids[plan.number]; }
  [[nodiscard]] bool counted(RequestId r) const {
    return c.requests.onset[r.row] >= day0 && c.requests.phantom[r.row] == 0;
  }
  [[nodiscard]] bool counting() const { return now >= day0; }
  /// Whether movements of this community are kept now.
  [[nodiscard]] bool watched() const {
    return tracing.on && tracing.community == plan.number && tracing.day == day_of(now);
  }
  [[nodiscard]] Who who(ResidentId r) const {
    return {plan.number, EntityType::resident, plan.resident_ordinal[r.row]};
  }
  [[nodiscard]] Who who(BuildingId b) const { return {plan.number, EntityType::building, b.row}; }
  /// The person in a post: 256 people may hold it one after another before luck repeats.
  [[nodiscard]] Who who(WorkerId w) const {
    const WorkerColumns& workers = c.workers;
    const std::uint32_t post = static_cast<std::uint32_t>(workers.role[w.row]) << 24 | workers.number[w.row] << 8;
    return {plan.number, EntityType::person, post | workers.person[w.row] % 256};
  }
  /// Whose luck a request goes by: its resident or building.
  [[nodiscard]] Who origin(RequestId r) const {
    const std::uint32_t row = c.requests.origin[r.row];
    return c.requests.of_place[r.row] != 0 ? who(BuildingId(row)) : who(ResidentId(row));
  }
  /// A uniform number that belongs to a request: `sub` counts visits or words.
  [[nodiscard]] double uniform(RequestId r, Why why, std::uint32_t sub = 0) const {
    return luck.uniform(origin(r), c.requests.trial[r.row], why, sub);
  }

  void schedule(Seconds time, EventKind kind, std::uint32_t entity) {
    if (time < end) c.agenda.schedule(time, static_cast<std::uint32_t>(kind), entity);
  }
  /// An event about a request: its row is kept until the event has come.
  void schedule(Seconds time, EventKind kind, RequestId r) {
    if (time >= end) return;
    ++c.requests.pending[r.row];
    c.agenda.schedule(time, static_cast<std::uint32_t>(kind), r.row);
  }
};

}  // namespace cogov
