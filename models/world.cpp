#include "models/world.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "models/couriers.hpp"
#include "models/emergency.hpp"
#include "models/facilities/lending.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "models/social.hpp"
#include "models/tally.hpp"
#include "models/volunteers.hpp"
#include "models/workers.hpp"
#include "sim/errors.hpp"

namespace cogov {

Calendar Calendar::of(std::uint32_t warmup_days, std::uint32_t days) {
  constexpr std::uint32_t most_days = 49'000;  // 32 bits of seconds are 136 years; leave room for delays
  if (warmup_days + days > most_days) {
    throw UserError("run.warmup_days and run.days are too long together", "the clock ends after 134 years",
                    "lower one of them");
  }
  const std::uint32_t monday = (warmup_days + 6) / 7 * 7;  // day 0 is a Monday whatever the warm-up
  return {start_of_day(monday - warmup_days), start_of_day(monday), start_of_day(monday + days)};
}

Society::Society(std::shared_ptr<const Population> population, std::shared_ptr<const NeedTables> needs, Luck luck,
                 Calendar calendar, Timeline timeline, Tracing tracing)
    : population_(std::move(population)),
      needs_(std::move(needs)),
      luck_(luck),
      calendar_(calendar),
      timeline_(std::move(timeline)),
      tracing_(tracing),
      communities_(population_->communities.size()) {
  EXPECT(!timeline_.empty());
  rules_ = timeline_.front().rules;
  for (std::uint32_t c = 0; c < communities(); ++c) {
    Context ctx = context(c, calendar_.start);
    communities_[c].columns.resize(mechanism_count());
    adjust_posts(ctx, true);
    start_residents(ctx);
    start_social(ctx);
    start_volunteers(ctx);
    for (const auto& mechanism : rules_->mechanisms) mechanism->on_adopt(ctx);
    start_needs(ctx);
  }
}

void Society::prepare(const std::function<void(Context&)>& change) {
  for (std::uint32_t c = 0; c < communities(); ++c) {
    Context ctx = context(c, calendar_.start);
    change(ctx);
  }
}

void Society::set_timeline(Timeline timeline) {
  EXPECT(!timeline.empty() && timeline.front().rules == rules_);
  timeline_ = std::move(timeline);
}

const Rules& Society::rules_on(std::uint32_t day) const {
  const Rules* rules = timeline_.front().rules.get();
  for (const RulesFrom& entry : timeline_) {
    if (entry.day <= day) rules = entry.rules.get();
  }
  return *rules;
}

Context Society::context(std::uint32_t community, Seconds now) {
  return {population_->communities[community],
          *needs_,
          *rules_,
          luck_,
          communities_[community],
          now,
          calendar_.day0,
          calendar_.end,
          tracing_};
}

void Society::turn_day(std::uint32_t day) {
  for (const RulesFrom& entry : timeline_) {
    if (entry.day == day && entry.rules != rules_) {
      for (std::uint32_t c = 0; c < communities(); ++c) {
        Context ctx = context(c, start_of_day(day));
        book_day(ctx);  // the old day's shifts, before new ones hold
      }
      const std::shared_ptr<const Rules> before = std::exchange(rules_, entry.rules);
      take_hold(day, *before);
    }
  }
  plan_couriers(communities_, couriers_, *population_, *rules_, luck_, start_of_day(day), calendar_.day0);
}

namespace {

/// What is no longer in force goes, before what is takes hold.
void drop_mechanisms(Context& ctx, const Rules& before) {
  for (const auto& old : before.mechanisms) {
    const auto& now = ctx.rules.mechanisms;
    const bool stays = std::any_of(now.begin(), now.end(), [&](const auto& m) { return m->number == old->number; });
    if (!stays) old->on_drop(ctx);
  }
}

}  // namespace

void Society::take_hold(std::uint32_t day, const Rules& before) {
  for (std::uint32_t c = 0; c < communities(); ++c) {
    Context ctx = context(c, start_of_day(day));
    drop_mechanisms(ctx, before);
    adjust_posts(ctx, false);
    end_night_watch(ctx);
    for (const auto& mechanism : rules_->mechanisms) mechanism->on_adopt(ctx);
  }
}

void Society::begin_day(std::uint32_t community, std::uint32_t day) {
  Context ctx = context(community, start_of_day(day));
  courier_day(ctx);
  if (ctx.counting()) tally_day(ctx);
  book_day(ctx);
  staff_day(ctx, day);
  lending_day(ctx, day);
  roster_day(ctx, day);
  social_day(ctx, communities_, day);
  volunteer_day(ctx, day);
  emergency_day(ctx, day);
  for (const auto& mechanism : rules_->mechanisms) mechanism->on_day(ctx, day);
}

void Society::publish(std::uint32_t day) {
  for (Community& community : communities_) publish_social(community, day);
}

namespace {

void read_mail(Context& ctx) {
  Mail mail;
  while (ctx.c.post.read(ctx.now, mail)) {
    for (const auto& mechanism : ctx.rules.mechanisms) mechanism->on_mail(ctx, mail);
  }
}

void play_mechanism(Context& ctx, std::uint32_t entity) {
  for (const auto& mechanism : ctx.rules.mechanisms) {
    if (mechanism->number == entity >> mechanism_event_bits) {
      mechanism->on_event(ctx, entity & ((1U << mechanism_event_bits) - 1));
    }
  }
}

/// What is dispatched in one second claims whatever is left of somebody's hours: by priority, then by whose it is, and
/// never by rows, which tell only which of them was free.
void dispatch_by_key(Context& ctx, Event event) {
  const auto same_second = [&](Event& next) {
    if (!ctx.c.agenda.pop_before(ctx.now + 1, next)) return false;
    if (next.kind() == event.kind()) return true;
    ctx.c.agenda.schedule(next.time(), next.kind(), next.entity());
    return false;
  };
  Event next;
  if (!same_second(next)) return on_dispatch(ctx, RequestId(event.entity()));
  std::vector<RequestId> claims{RequestId(event.entity()), RequestId(next.entity())};
  while (same_second(next)) claims.emplace_back(next.entity());
  const RequestColumns& q = ctx.c.requests;
  const auto key = [&](RequestId r) {
    return std::tuple(ctx.rules.kinds[q.kind[r.row]].priority, q.of_place[r.row], q.origin[r.row], q.trial[r.row]);
  };
  std::sort(claims.begin(), claims.end(), [&](RequestId a, RequestId b) { return key(a) < key(b); });
  for (const RequestId r : claims) on_dispatch(ctx, r);
}

void play_event(Context& ctx, Event event) {
  const std::uint32_t entity = event.entity();
  switch (static_cast<EventKind>(event.kind())) {
    case EventKind::mail:
      return read_mail(ctx);
    case EventKind::shift:
      return on_shift(ctx, WorkerId(entity / 4), static_cast<ShiftStep>(entity % 4));
    case EventKind::need:
      return on_need(ctx, ResidentId(entity));
    case EventKind::hazard:
      return on_hazard(ctx, BuildingId(entity));
    case EventKind::mechanism:
      return play_mechanism(ctx, entity);
    case EventKind::report:
      return on_report(ctx, RequestId(entity));
    case EventKind::dispatch:
      return dispatch_by_key(ctx, event);
    case EventKind::worker:
      return on_task_end(ctx, WorkerId(entity));
    case EventKind::outside_done:
      return on_outside_done(ctx, RequestId(entity));
    case EventKind::lapse:
      return on_lapse(ctx, RequestId(entity));
    case EventKind::withdraw:
      return on_withdraw(ctx, RequestId(entity));
    case EventKind::worsen:
      return on_worsen(ctx, RequestId(entity));
    case EventKind::spread:
      return on_spread(ctx, RequestId(entity));
    case EventKind::returns:
      return on_return(ctx, RequestId(entity));
    case EventKind::reopen:
      return on_reopen(ctx, RequestId(entity));
    case EventKind::rate:
      return on_rate(ctx, RequestId(entity));
    case EventKind::wake:
      return on_wake(ctx, static_cast<Role>(entity));
    case EventKind::answer:
      return on_answer(ctx, RequestId(entity));
    case EventKind::courier:
      return on_courier(ctx, entity);
    case EventKind::volunteer:
      return on_volunteer(ctx, entity);
    case EventKind::pool:
      return on_pool(ctx, RequestId(entity));
    case EventKind::emergency:
      return on_emergency(ctx, entity);
  }
  throw InternalError("an event of an unknown kind");
}

}  // namespace

void Society::play(std::uint32_t community, Epoch window) {
  Context ctx = context(community, window.from);
  Event event;
  while (ctx.c.agenda.pop_before(window.to, event)) {
    ctx.now = event.time();
    play_event(ctx, event);
  }
}

void Society::exchange() {
  for (Community& sender : communities_) {
    for (const Mail& mail : sender.post.sent()) {
      Community& reader = communities_[mail.to];
      reader.post.receive(mail);
      if (mail.due < calendar_.end) reader.agenda.schedule(mail.due, static_cast<std::uint32_t>(EventKind::mail), 0);
    }
    sender.post.clear_sent();
  }
}

void Society::finish() {
  for (std::uint32_t c = 0; c < communities(); ++c) {
    Context ctx = context(c, calendar_.end);
    for (std::uint32_t w = 0; w < ctx.c.workers.size(); ++w) account(ctx, WorkerId(w));
    for (std::uint32_t row = 0; row < ctx.c.requests.rows(); ++row) {
      if (!terminal(ctx.c.requests.state[row])) tally_request(ctx, RequestId(row));
    }
  }
}

}  // namespace cogov
