/// The seam for mechanisms: each is one file under mechanisms/, one line of mechanisms.def.
///
/// A mechanism changes resources, hazards, information or ties, never an outcome. It has no state
/// of its own: its parameters are constants of the policy, and what it remembers stands in its
/// columns of the community, so that a run can be branched by copying.
#pragma once

#include <memory>
#include <vector>

#include "models/context.hpp"
#include "models/param.hpp"

namespace cogov {

/// What a worker could do next, offered by a mechanism.
struct Task {
  Activity activity = Activity::idle;
  Seconds duration = 0;
  BuildingId to{};            ///< where it ends
  std::uint32_t subject = 0;  ///< whatever the mechanism wants back in task_done
};

/// When a task is taken: at its hour, before requests; or when no request waits.
enum class TaskRank : std::uint8_t { timed, discretionary };

/// One mechanism in force. All calls are const; what changes is in the context's community.
class Mechanism {
 public:
  virtual ~Mechanism() = default;

  /// Takes hold in a community: at the start, and whenever any rule of the policy changes. What its
  /// column holds is kept where it still fits.
  virtual void on_adopt(Context&) const {}
  /// Is in force no longer, from this midnight on: what it has brought is taken back.
  virtual void on_drop(Context&) const {}
  /// Every midnight.
  virtual void on_day(Context&, std::uint32_t /*day*/) const {}
  /// An event that it scheduled with schedule_mechanism().
  virtual void on_event(Context&, std::uint32_t /*what*/) const {}
  /// A request has just entered `stage`.
  virtual void on_request(Context&, RequestId, RequestState /*stage*/) const {}
  /// A request is about to go to `planned`, who exists here; none where nobody does. Whoever takes it over gives it
  /// to somebody else (give_to_pool()) and says so.
  virtual bool take_over(Context&, RequestId, Server /*planned*/) const { return false; }
  /// A request is about to be dispatched: levels below the dispatch that have it say so (see facilities/levels.hpp).
  virtual bool take_below(Context&, RequestId) const { return false; }
  /// Staff have just been at a resident's door and it opened; `worker` is none where somebody else came.
  virtual void on_visit(Context&, ResidentId, WorkerId) const {}
  /// A pool's service has just ended (see facilities/pools.hpp): so much work, before it is known whether it helped.
  virtual void on_served(Context&, RequestId, Server, Seconds /*work*/) const {}
  /// Mail of a kind that it sent.
  virtual void on_mail(Context&, const Mail&) const {}
  /// Changes what holds for the policy while it is in force: hours, posts, whom a queue is open to. Called once, when
  /// the rules are read.
  virtual void amend(Rules&) const {}
  /// Keeps a worker away from today's shift, at full pay: a course, a camp.
  [[nodiscard]] virtual bool keeps_away(const Context&, WorkerId, std::uint32_t /*day*/) const { return false; }
  /// Seconds that a worker needs for this request beyond the work itself.
  [[nodiscard]] virtual Seconds extra_service(const Context&, RequestId, WorkerId) const { return 0; }
  /// Has it something for this worker to do now?
  virtual bool offer_task(Context&, WorkerId, TaskRank, Task&) const { return false; }
  /// The task is over, or was interrupted at `ctx.now`.
  virtual void task_done(Context&, WorkerId, bool /*interrupted*/) const {}
  /// Chance that staff take up what they have noticed before anybody complains, given the chance so far.
  [[nodiscard]] virtual double acts_on_finds(double so_far) const { return so_far; }

  /// The levers that it pulls (see facilities/levers.hpp).
  [[nodiscard]] virtual LeverSet levers() const { return 0; }
  /// By what it multiplies one of them there, at least 0; a pure function of what is known there and of the day.
  [[nodiscard]] virtual double factor(const Context&, Lever, const LeverAt&) const { return 1; }
  /// The largest factor that it ever gives, of rates and of effort; where there is effort, some kind has it.
  [[nodiscard]] virtual double largest_factor(Lever) const { return 1; }

  /// Position in the registry, which names its events and columns.
  std::uint8_t number = 0;
};

/// The mechanisms that these settings switch on, in registry order.
[[nodiscard]] std::vector<std::unique_ptr<const Mechanism>> mechanisms_in_force(const Settings& settings);

/// How many mechanisms the registry lists, in force or not.
[[nodiscard]] std::size_t mechanism_count();

/// Mechanisms that there can be at most.
inline constexpr std::size_t most_mechanisms = 64;

/// Bits of what a mechanism's event says; the other 6 of an event's entity number the mechanism.
inline constexpr std::uint32_t mechanism_event_bits = 21;

/// Schedules an event for a mechanism; `what` < 2^21.
void schedule_mechanism(Context& ctx, const Mechanism& mechanism, Seconds time, std::uint32_t what);

/// The mechanism's own column in this community.
[[nodiscard]] std::vector<std::int32_t>& own_column(Context& ctx, const Mechanism& mechanism);

// What a mechanism has of its own, declared in its Section.

/// Luck of its own, for up to 32 decisions.
[[nodiscard]] Why own_luck(const Mechanism& mechanism, std::uint32_t what);

/// Adds to one of its counters (Section::measures), from day 0 on.
void count(Context& ctx, const Mechanism& mechanism, std::size_t counter, std::int64_t amount = 1);

/// Books one of its costs (Section::costs), from day 0 on.
/// @param whose  post, unit, resident, as the item says
void book_own(Context& ctx, const Mechanism& mechanism, std::size_t item, std::int64_t quantity,
              std::uint32_t whose = unowned);

/// Keeps what it did (Section::events), with --trace and from day 0 on.
void keep_event(Context& ctx, const Mechanism& mechanism, std::size_t what, std::int64_t subject,
                std::int64_t other = -1, std::int64_t amount = 0);

/// Tells all mechanisms that somebody was at a resident's door.
void tell_of_visit(Context& ctx, ResidentId resident, WorkerId worker);

}  // namespace cogov
