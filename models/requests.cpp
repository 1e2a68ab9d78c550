#include "models/requests.hpp"

#include <algorithm>

#include "models/couriers.hpp"
#include "models/dispatch.hpp"
#include "models/facilities/sign_off.hpp"
#include "models/harm.hpp"
#include "models/ledgers.hpp"
#include "models/mechanism.hpp"
#include "models/residents.hpp"
#include "models/social.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

// Words of a request's own luck, so that no draw is used twice.
enum Word : std::uint32_t {
  decides = 0,
  channel = 1,
  channel_delay = 2,
  wrong_owner = 3,
  lead = 4,
  settles = 5,
  visible_word = 6,
  acts = 7,
  lapse_word = 8
};

const KindRules& kind_of(const Context& ctx, RequestId r) { return ctx.rules.kinds[ctx.c.requests.kind[r.row]]; }

/// A word of the n-th attempt.
std::uint32_t of_attempt(const Context& ctx, RequestId r, Word word) {
  return ctx.c.requests.attempts[r.row] * 16U + word;
}

LeverAt lever_at(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return {.kind = q.kind[r.row], .building = q.building[r.row], .resident = q.reporter[r.row], .request = r};
}

/// Mean time of a hand-off: shorter between those who know each other.
double hand_off_seconds(const Context& ctx, RequestId r) {
  return ctx.rules.requests.hand_off_days * day_seconds * ctx.c.hand_off_factor *
         ctx.rules.levers.factor(ctx, Lever::hand_off_time, lever_at(ctx, r));
}

std::int64_t& count(std::array<std::int64_t, kind_count>& by_kind, const Context& ctx, RequestId r) {
  return by_kind[ctx.c.requests.kind[r.row]];
}

}  // namespace

namespace {

void out_of_sight(Context& ctx, RequestId r) {
  if (ctx.c.requests.visible[r.row] != 0) std::erase(ctx.c.in_sight, r);
}

}  // namespace

ResidentId witness(const Context& ctx, BuildingId building, std::uint32_t trial) {
  const std::uint32_t first = ctx.plan.first_resident_of(building);
  const std::uint32_t living = ctx.plan.end_resident_of(building) - first;
  if (living == 0) return {};
  return ResidentId(first + below(ctx.luck.bits(ctx.who(building), trial, Why::complaint).b, living));
}

RequestId arise(Context& ctx, const Origin& origin) {
  RequestColumns& q = ctx.c.requests;
  const RequestId r = q.add();
  q.kind[r.row] = static_cast<std::uint8_t>(origin.kind);
  q.of_place[r.row] = origin.of_place ? 1 : 0;
  q.origin[r.row] = origin.origin;
  q.trial[r.row] = origin.trial;
  q.building[r.row] = origin.building;
  q.reporter[r.row] = origin.reporter;
  q.worsened[r.row] = origin.worsened ? 1 : 0;
  q.onset[r.row] = ctx.now;
  const KindRules& kind = kind_of(ctx, r);
  q.visible[r.row] = ctx.uniform(r, Why::hazard_marks, visible_word) < kind.visible_share ? 1 : 0;
  ++ctx.c.arisen_ever;
  if (!origin.of_place) ++ctx.c.residents.open_needs[origin.origin];
  ++ctx.c.in_state[static_cast<std::size_t>(RequestState::arisen)];
  if (ctx.counted(r)) {
    ++count(ctx.c.tally.arisen, ctx, r);
    if (origin.worsened) ++ctx.c.tally.worsened;
    if (!ctx.c.tally.day_arisen.empty()) ++ctx.c.tally.day_arisen.back();
  }
  if (q.visible[r.row] != 0) ctx.c.in_sight.push_back(r);
  if (origin.reporter.exists()) {
    const double delay = exponential(ctx.uniform(r, Why::report_delay), kind.report_delay_hours * hour_seconds);
    ctx.schedule(later(ctx.now, delay), EventKind::report, r);
  }
  start_if_left(ctx, r);
  couriers_on_request(ctx, r, RequestState::arisen);
  for (const auto& mechanism : ctx.rules.mechanisms) mechanism->on_request(ctx, r, RequestState::arisen);
  return r;
}

namespace {

/// Seconds to town for who asks for help there; 0 where nobody goes.
double seconds_to_town(const Context& ctx, RequestId r) {
  const bool goes = ctx.c.requests.of_place[r.row] == 0 && kind_of(ctx, r).in_town;
  return goes ? ctx.plan.town_seconds : 0;
}

}  // namespace

double report_effort(const Context& ctx, RequestId r) {
  const std::vector<Server>& servers = kind_of(ctx, r).served_by;
  const bool at_window = ctx.rules.staff.walks && !servers.empty() && servers.front() == Server::window;
  const double walk = at_window ? seconds_to_centre(ctx, ctx.c.requests.building[r.row]) : 0;
  return ctx.rules.trust.effort_weight * (walk + seconds_to_town(ctx, r)) / (15 * minute_seconds);
}

double report_logit(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const ResidentId who = q.reporter[r.row];
  const TrustRules& trust = ctx.rules.trust;
  return ctx.rules.report_offset[q.kind[r.row]] + static_cast<double>(ctx.plan.propensity[who.row]) +
         trust.weight * (belief(ctx, who) - trust.prior_mean) - report_effort(ctx, r);
}

double report_chance(const Context& ctx, RequestId r) {
  return ctx.rules.levers.factor(ctx, Lever::report_chance, lever_at(ctx, r)) * exact_logistic(report_logit(ctx, r));
}

void enter(Context& ctx, RequestId r, RequestState state) {
  RequestState& now = ctx.c.requests.state[r.row];
  --ctx.c.in_state[static_cast<std::size_t>(now)];
  ++ctx.c.in_state[static_cast<std::size_t>(state)];
  now = state;
  couriers_on_request(ctx, r, state);
  for (const auto& mechanism : ctx.rules.mechanisms) mechanism->on_request(ctx, r, state);
}

namespace {

/// From the moment somebody speaks up to the moment an owner hears of it.
void send_to_owner(Context& ctx, RequestId r) {
  for (const auto& mechanism : ctx.rules.mechanisms) {
    if (mechanism->takes_call(ctx, r)) return ctx.schedule(ctx.now, EventKind::dispatch, r);
  }
  const RequestRules& rules = ctx.rules.requests;
  const double u = ctx.uniform(r, Why::routing, of_attempt(ctx, r, channel));
  const double v = ctx.uniform(r, Why::routing, of_attempt(ctx, r, channel_delay));
  double delay = 0;
  if (u < rules.hotline_share) {
    delay = exponential(v, rules.hotline_minutes * minute_seconds);
  } else if (u < rules.hotline_share + rules.neighbour_share) {
    delay = exponential(v, rules.neighbour_days * day_seconds);
  }
  const bool spared = std::any_of(ctx.rules.mechanisms.begin(), ctx.rules.mechanisms.end(),
                                  [&](const auto& mechanism) { return mechanism->spares_way(ctx, r); });
  const double way = spared ? 0 : seconds_to_town(ctx, r);
  book(ctx, CostItem::town_ways, whole_seconds(2 * way), ctx.c.requests.reporter[r.row].row);
  ctx.schedule(later(ctx.now, delay + way), EventKind::dispatch, r);
}

}  // namespace

void on_report(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  const RequestState state = q.state[r.row];
  const bool still_silent = state == RequestState::arisen || (state == RequestState::noticed && q.acted[r.row] == 0);
  if (still_silent && ctx.uniform(r, Why::complaint, decides) < report_chance(ctx, r)) {
    q.reported[r.row] = ctx.now;
    if (ctx.counted(r)) ++count(ctx.c.tally.reported, ctx, r);
    if (ctx.counting() && !ctx.c.tally.day_reported.empty()) ++ctx.c.tally.day_reported.back();
    ctx.c.records.add(ctx.now, RecordColumns::What::opened, q.kind[r.row], {}, q.origin[r.row]);
    q.opened[r.row] = std::min(q.opened[r.row], ctx.now);
    if (ctx.counted(r)) count_record(ctx, r, Watcher::own_report);
    enter(ctx, r, RequestState::reported);
    send_to_owner(ctx, r);
    if (q.of_place[r.row] == 0 && ctx.rules.requests.patience_hours > 0) {
      const double hours =
          ctx.rules.requests.patience_hours * ctx.rules.levers.factor(ctx, Lever::patience, lever_at(ctx, r));
      const double patience = exponential(ctx.uniform(r, Why::patience), hours * hour_seconds);
      ctx.schedule(later(ctx.now, patience), EventKind::withdraw, r);
    }
  }
  release(ctx, r);
}

std::vector<RequestId> silent_needs(const Context& ctx, HouseholdId home) {
  const RequestColumns& q = ctx.c.requests;
  const std::vector<std::uint32_t>& first = ctx.plan.first_resident;
  std::vector<RequestId> silent;
  std::uint32_t open = 0;
  for (std::uint32_t row = first[home.row]; row < first[home.row + 1]; ++row) open += ctx.c.residents.open_needs[row];
  if (open == 0) return silent;
  for (std::uint32_t row = 0; row < q.rows(); ++row) {
    const bool is_silent = q.of_place[row] == 0 && q.state[row] == RequestState::arisen;
    if (is_silent && ctx.plan.household[q.origin[row]] == home) silent.emplace_back(row);
  }
  return silent;
}

double notice_factor(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const LeverAt at{.kind = q.kind[r.row], .building = q.building[r.row], .request = r};
  return ctx.rules.levers.factor(ctx, Lever::notice_chance, at);
}

namespace {

void find(Context& ctx, RequestId r, Finder finder) {
  RequestColumns& q = ctx.c.requests;
  EXPECT(q.state[r.row] == RequestState::arisen);
  q.finder[r.row] = finder;
  q.noticed[r.row] = ctx.now;
  enter(ctx, r, RequestState::noticed);
}

void open_case(Context& ctx, RequestId r, WorkerId by) {
  RequestColumns& q = ctx.c.requests;
  // Found again after a repair that failed, it is one problem still.
  const bool before_complaint = q.acted[r.row] == 0 && q.reported[r.row] == never;
  q.acted[r.row] = 1;
  ctx.c.records.add(ctx.now, RecordColumns::What::opened, q.kind[r.row], by, q.origin[r.row]);
  q.opened[r.row] = std::min(q.opened[r.row], ctx.now);
  if (ctx.counted(r)) {
    count_record(ctx, r, watcher_of(q.finder[r.row]));
    if (before_complaint) {
      ++count(ctx.c.tally.found_first, ctx, r);
      ++ctx.c.tally.record_found_first;
      ++ctx.c.tally.claimed_found_first;
    }
  }
}

}  // namespace

void notice(Context& ctx, RequestId r, Finder finder, WorkerId by) {
  find(ctx, r, finder);
  double chance = ctx.rules.staff.acts_on_finds;
  for (const auto& mechanism : ctx.rules.mechanisms) chance = mechanism->acts_on_finds(chance);
  const bool own_report = finder == Finder::leader;  // whether staff act on it is not the leader's question
  if (!own_report && ctx.uniform(r, Why::routing, acts) >= chance) return;
  open_case(ctx, r, by);
  ctx.schedule(ctx.now, EventKind::dispatch, r);
}

void take_up(Context& ctx, RequestId r, Finder finder, WorkerId by) {
  if (ctx.c.requests.state[r.row] == RequestState::arisen) find(ctx, r, finder);
  open_case(ctx, r, by);
}

void on_dispatch(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  const RequestState state = q.state[r.row];
  // Whoever has taken it up meanwhile keeps it.
  const bool on_its_way = state == RequestState::reported || state == RequestState::noticed;
  if (on_its_way && !taken_below(ctx, r)) {
    const bool first = q.dispatched[r.row] == never && q.hand_offs[r.row] == 0;
    const LeverAt at{.kind = q.kind[r.row], .building = q.building[r.row], .request = r};
    const double wrong_share =
        ctx.rules.requests.wrong_owner_share * ctx.rules.levers.factor(ctx, Lever::wrong_owner, at);
    const bool wrong = ctx.uniform(r, Why::routing, wrong_owner) < wrong_share;
    if (first && wrong && kind_of(ctx, r).served_by.size() > 1) {
      ++q.hand_offs[r.row];
      if (ctx.counted(r)) ++ctx.c.tally.hand_offs;
      const double delay = exponential(ctx.uniform(r, Why::lead_time, wrong_owner), hand_off_seconds(ctx, r));
      ctx.schedule(later(ctx.now, delay), EventKind::dispatch, r);
    } else {
      give_to_owner(ctx, r);
    }
  }
  release(ctx, r);
}

void hand_on(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  ++q.step[r.row];
  ++q.hand_offs[r.row];
  q.escalated[r.row] = 1;
  if (ctx.counted(r)) {
    ++ctx.c.tally.hand_offs;
    ++ctx.c.tally.escalated;
  }
  enter(ctx, r, RequestState::reported);
  const double delay =
      exponential(ctx.uniform(r, Why::lead_time, of_attempt(ctx, r, settles)), hand_off_seconds(ctx, r));
  ctx.schedule(later(ctx.now, delay), EventKind::dispatch, r);
}

namespace {

/// The records say that it is resolved.
void record_resolved(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  const Server server = q.server[r.row];
  q.resolved[r.row] = ctx.now;
  if (q.first_resolved[r.row] == never) q.first_resolved[r.row] = ctx.now;
  enter(ctx, r, RequestState::resolved);
  ctx.c.records.add(ctx.now, RecordColumns::What::resolved, q.kind[r.row], q.worker[r.row], q.origin[r.row]);
  if (ctx.counting()) ++ctx.c.tally.served[static_cast<std::size_t>(server)];
  if (ctx.counted(r)) ++ctx.c.tally.claimed_resolved;
  ledgers_on_closing(ctx, r);
}

/// It isn't fixed: the residents notice after a while.
void expect_reopening(Context& ctx, RequestId r) {
  ledgers_on_failure(ctx, r);
  const double wait = exponential(ctx.uniform(r, Why::reopening, ctx.c.requests.attempts[r.row]),
                                  ctx.rules.requests.reopening_days * day_seconds);
  ctx.schedule(later(ctx.now, std::max(wait, least_relapse_seconds)), EventKind::reopen, r);
}

/// Whether it is resolved in truth, skill and luck decide.
void resolve(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  const RequestRules& rules = ctx.rules.requests;
  const Server server = q.server[r.row];
  record_resolved(ctx, r);
  const double skill = server == Server::grid_worker ? skill_of(ctx, q.worker[r.row], q.kind[r.row]) : 0;
  const double fix_chance = rules.first_fix_share + (1 - rules.first_fix_share) * .5 * skill;
  const bool is_fixed = ctx.uniform(r, Why::first_fix, q.attempts[r.row]) < fix_chance;
  if (is_fixed) {
    q.fixed[r.row] = ctx.now;
    if (ctx.counting()) ++ctx.c.tally.ledgers.fixed_by[static_cast<std::size_t>(server)];
    out_of_sight(ctx, r);
    if (ctx.counting() && !ctx.c.tally.day_fixed.empty()) ++ctx.c.tally.day_fixed.back();
    schedule_return(ctx, r);
    const double wait = exponential(ctx.uniform(r, Why::rating, q.attempts[r.row]), day_seconds);
    ctx.schedule(later(ctx.now, wait), EventKind::rate, r);
  } else {
    expect_reopening(ctx, r);
  }
}

}  // namespace

void sign_off(Context& ctx, RequestId r) {
  EXPECT(ctx.c.requests.state[r.row] == RequestState::dispatched);
  ++ctx.c.requests.attempts[r.row];
  record_resolved(ctx, r);
  expect_reopening(ctx, r);
}

namespace {

/// Chance that who has it can settle it.
double settled_share(const Context& ctx, RequestId r) {
  LeverAt at = lever_at(ctx, r);
  at.server = ctx.c.requests.server[r.row];
  return kind_of(ctx, r).settled_share * ctx.rules.levers.factor(ctx, Lever::settling, at);
}

}  // namespace

void finish_service(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  if (verified(ctx, r, only_to_verify(ctx, r))) return;
  const KindRules& kind = kind_of(ctx, r);
  const bool last = q.step[r.row] + 1U >= kind.served_by.size();
  const bool settled = last || q.escalated[r.row] != 0 || settled_by_level(ctx, r) ||
                       ctx.uniform(r, Why::routing, of_attempt(ctx, r, settles)) < settled_share(ctx, r);
  if (settled || !somebody_after(ctx, r)) {
    resolve(ctx, r);
  } else {
    hand_on(ctx, r);
  }
}

void came_back(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  if (q.repeated[r.row] == 0 && ctx.counted(r)) ++count(ctx.c.tally.repeated, ctx, r);
  q.repeated[r.row] = 1;
}

void on_outside_done(Context& ctx, RequestId r) {
  if (ctx.c.requests.state[r.row] == RequestState::dispatched) finish_service(ctx, r);
  release(ctx, r);
}

void on_reopen(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  if (q.state[r.row] == RequestState::resolved && q.fixed[r.row] == never) {
    const bool had_reported = q.reporter[r.row].exists() && q.reported[r.row] != never;
    if (had_reported) learn(ctx, q.reporter[r.row], 0, false);  // a reply without a repair
    const bool speaks = q.reporter[r.row].exists() &&
                        ctx.uniform(r, Why::complaint, of_attempt(ctx, r, decides)) < report_chance(ctx, r);
    if (speaks) {
      if (q.reported[r.row] == never) {
        q.reported[r.row] = ctx.now;  // staff had found it; now it is a complaint
        if (ctx.counted(r)) ++count(ctx.c.tally.reported, ctx, r);
        if (ctx.counting() && !ctx.c.tally.day_reported.empty()) ++ctx.c.tally.day_reported.back();
      }
      if (ctx.counted(r) && q.repeated[r.row] == 0) ++ctx.c.tally.ledgers.reported_again;
      came_back(ctx, r);
      enter(ctx, r, RequestState::reported);
      send_to_owner(ctx, r);
    } else {
      enter(ctx, r, RequestState::arisen);
    }
  }
  release(ctx, r);
}

void on_rate(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  if (q.state[r.row] == RequestState::resolved && q.fixed[r.row] != never) {
    if (q.reporter[r.row].exists() && q.reported[r.row] != never) {
      const double days = static_cast<double>(q.fixed[r.row] - q.onset[r.row]) / day_seconds;
      learn(ctx, q.reporter[r.row], performance(ctx, days), q.fixed[r.row] - q.reported[r.row] <= week_seconds);
      ledgers_on_rating(ctx, r);
    }
    close(ctx, r, RequestState::rated);
  }
  release(ctx, r);
}

void on_lapse(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  const RequestState state = q.state[r.row];
  const bool in_hand = state == RequestState::travelling || state == RequestState::in_service;
  const bool done = terminal(state) || (state == RequestState::resolved && q.fixed[r.row] != never);
  if (in_hand) {
    ctx.schedule(ctx.now + day_seconds, EventKind::lapse, r);  // asked again when somebody may have given up on it
  } else if (!done) {
    const bool was_need = q.of_place[r.row] == 0;
    if (was_need && q.reporter[r.row].exists()) {
      feel(ctx, q.reporter[r.row], 0, .5);
      touch_belonging(ctx, q.reporter[r.row], -1);
    }
    close(ctx, r, RequestState::lapsed);
  }
  release(ctx, r);
}

void on_withdraw(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  if (q.state[r.row] == RequestState::reported || q.state[r.row] == RequestState::dispatched) {
    learn(ctx, q.reporter[r.row], 0, false);
    close(ctx, r, RequestState::withdrawn);
  } else if (!terminal(q.state[r.row]) && q.fixed[r.row] == never) {
    ctx.schedule(ctx.now + day_seconds, EventKind::withdraw, r);  // nobody gives up while it is being seen to
  }
  release(ctx, r);
}

void close(Context& ctx, RequestId r, RequestState state) {
  remove_from_queue(ctx, r);
  out_of_sight(ctx, r);
  enter(ctx, r, state);  // before it is booked: the trace tells the state at the end
  tally_request(ctx, r);
  if (ctx.c.requests.of_place[r.row] == 0) --ctx.c.residents.open_needs[ctx.c.requests.origin[r.row]];
}

void release(Context& ctx, RequestId r) {
  RequestColumns& q = ctx.c.requests;
  --q.pending[r.row];
  if (q.pending[r.row] == 0 && terminal(q.state[r.row])) q.free.push_back(r.row);
}

}  // namespace cogov
