/// What an agency's staff do: orders accepted or refused, cases, calls on listed residents.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/harm.hpp"
#include "models/mechanisms/contract.hpp"
#include "models/requests.hpp"

namespace cogov {

double frailty(const CommunityPlan& plan, ResidentId r) {
  const bool alone = plan.age[r.row] >= 60 && plan.is(r, ResidentClass::lives_alone);
  const int traits =
      (plan.is(r, ResidentClass::aged) ? 1 : 0) + (plan.is(r, ResidentClass::disabled) ? 1 : 0) + (alone ? 1 : 0);
  return traits / 3.0;
}

bool is_own_find(const Context& ctx, RequestId r) { return ctx.c.requests.finder[r.row] == Finder::agency; }

double Contract::response_seconds(const Context& ctx, RequestId r) const {
  if (is_own_find(ctx, r)) return 0;
  return response_days_.at(ctx.uniform(r, Why::contract_lead, ctx.c.requests.attempts[r.row])) * day_seconds;
}

bool Contract::answered(const Context& ctx, RequestId r) const {
  return later(ctx.c.requests.dispatched[r.row], response_seconds(ctx, r)) <= ctx.now;
}

/// What is known of a case before it is begun, 0 to 1. The time that its kind takes counts from the quickest to the
/// longest of the kinds that the agency serves.
double Contract::difficulty(const Context& ctx, RequestId r) const {
  const RequestColumns& q = ctx.c.requests;
  double quickest = 1e300;
  double longest = 0;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    if (!serves(ctx, kind)) continue;
    quickest = std::min(quickest, ctx.rules.kinds[kind].service_mean_minutes);
    longest = std::max(longest, ctx.rules.kinds[kind].service_mean_minutes);
  }
  const double minutes = ctx.rules.kinds[q.kind[r.row]].service_mean_minutes;
  const double of_kind = longest > quickest ? (minutes - quickest) / (longest - quickest) : 0;
  const double of_resident = q.of_place[r.row] != 0 ? 0 : frailty(ctx.plan, ResidentId(q.origin[r.row]));
  return (1 - frailty_weight_) * of_kind + frailty_weight_ * of_resident;
}

bool Contract::serves(const Context& ctx, std::size_t kind) const {
  const std::vector<Server>& servers = ctx.rules.kinds[kind].served_by;
  return std::find(servers.begin(), servers.end(), Server::contract) != servers.end();
}

void Contract::tally_answer(Context& ctx, RequestId r, bool is_taken) const {
  if (!ctx.counting() || is_own_find(ctx, r)) return;
  const RequestColumns& q = ctx.c.requests;
  const bool vulnerable = q.of_place[r.row] == 0 && ctx.plan.vulnerable(ResidentId(q.origin[r.row]));
  const auto thousandths = static_cast<std::int64_t>(difficulty(ctx, r) * 1000 + .5);
  ContractTally& tally = ctx.c.tally.contract;
  ++(is_taken ? tally.taken : tally.refused);
  (is_taken ? tally.taken_difficulty : tally.refused_difficulty) += thousandths;
  if (vulnerable) ++(is_taken ? tally.taken_vulnerable : tally.refused_vulnerable);
}

/// Orders for which there have been no hours for too long.
void Contract::hand_on_overdue(Context& ctx) const {
  for (const RequestId r : waiting_in(ctx, Server::contract)) {
    const double patience = response_seconds(ctx, r) + longest_wait_;
    if (later(ctx.c.requests.dispatched[r.row], patience) <= ctx.now && somebody_after(ctx, r)) refuse(ctx, r);
  }
}

/// Refuses the harder ones of those to which it is time to say yes or no.
void Contract::answer_orders(Context& ctx) const {
  for (const RequestId r : waiting_in(ctx, Server::contract)) {
    if (is_own_find(ctx, r) || !answered(ctx, r)) continue;
    const double u = ctx.uniform(r, Why::contract_case, ctx.c.requests.attempts[r.row]);
    if (u >= creaming_ * difficulty(ctx, r)) continue;
    tally_answer(ctx, r, false);
    refuse(ctx, r);
  }
}

/// What was found at this very door, else the most pressing that has been accepted.
RequestId Contract::next_case(Context& ctx, BuildingId here) const {
  const RequestColumns& q = ctx.c.requests;
  RequestId best;
  int best_rank = 0;
  for (const RequestId r : waiting_in(ctx, Server::contract)) {
    if (!answered(ctx, r)) continue;
    const bool at_this_door = is_own_find(ctx, r) && here.exists() && q.building[r.row] == here;
    const int rank = at_this_door ? -1 : ctx.rules.kinds[q.kind[r.row]].priority;
    if (best.exists() && best_rank <= rank) continue;
    best = r;
    best_rank = rank;
  }
  return best;
}

void Contract::set_out(Context& ctx, std::size_t who, BuildingId to, Seconds on_the_way, Seconds then) const {
  of_staff(ctx, who, at) = static_cast<std::int32_t>(to.row + 1U);
  of_staff(ctx, who, travel) = static_cast<std::int32_t>(on_the_way);
  of_staff(ctx, who, work) = static_cast<std::int32_t>(then);
}

/// False where hours or the day do not suffice.
bool Contract::begin_case(Context& ctx, std::size_t who, RequestId r) const {
  const BuildingId to = ctx.c.requests.building[r.row];
  const Seconds way = seconds_between(ctx, place_of(ctx, who), to);
  const Seconds seconds = whole_seconds(service_seconds(ctx, r, {}));
  if (!office_.open(ctx.now + way) || claimed(std::int64_t{way} + seconds) > at_hand(ctx)) return false;
  tally_answer(ctx, r, true);
  agree(ctx, r, ctx.now + way, seconds);
  set_out(ctx, who, to, way, seconds);
  of_staff(ctx, who, subject) = static_cast<std::int32_t>(r.row + 1);
  of_staff(ctx, who, until) = static_cast<std::int32_t>(ctx.now + way);
  return true;
}

void Contract::look_for_work(Context& ctx) const {
  if (!pool_open(ctx, Server::contract)) return;
  answer_orders(ctx);
  if (!office_.open(ctx.now)) return;
  for (std::size_t who = 0; who < staff_; ++who) {
    if (of_staff(ctx, who, subject) != idle) continue;
    const RequestId r = next_case(ctx, place_of(ctx, who));
    if (!r.exists()) {
      begin_call(ctx, who);
    } else if (!begin_case(ctx, who, r)) {
      return;  // first come, first served: nothing else uses the hours that it waits for
    }
  }
}

// Calls.

/// The listed resident who has waited longest, or the end of the column. The harder are put off more often.
std::size_t Contract::next_call(Context& ctx) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  const auto today = static_cast<std::int32_t>(day_of(ctx.now));
  while (true) {
    std::size_t chosen = column.size();
    std::int32_t earliest = today + 1;
    for (std::size_t i = list_begin; i < column.size(); i += entry_size) {
      if (column[i + 1] >= earliest) continue;
      earliest = column[i + 1];
      chosen = i;
    }
    if (chosen == column.size()) return chosen;
    const ResidentId r(static_cast<std::size_t>(column[chosen]));
    const double u = ctx.luck.uniform(ctx.who(r), day_of(ctx.now), Why::contract_call, 0);
    if (u >= creaming_ * frailty(ctx.plan, r)) return chosen;
    column[chosen + 1] = today + call_every_;
  }
}

void Contract::begin_call(Context& ctx, std::size_t who) const {
  if (of_agency(ctx, allowance) < claimed(call_seconds_)) return;
  const std::size_t entry = next_call(ctx);
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (entry == column.size()) return;
  const BuildingId to = ctx.plan.building_of(ResidentId(static_cast<std::size_t>(column[entry])));
  const Seconds way = seconds_between(ctx, place_of(ctx, who), to);
  const std::int32_t claims = claimed(std::int64_t{way} + call_seconds_);
  const bool in_time = office_.open(ctx.now + way + call_seconds_);
  if (!in_time || claims > of_agency(ctx, allowance) || claims > at_hand(ctx)) return;
  of_agency(ctx, allowance) -= claims;
  column[entry + 1] = static_cast<std::int32_t>(day_of(ctx.now)) + call_every_;  // nobody else comes meanwhile
  set_out(ctx, who, to, way, call_seconds_);
  const Seconds done = ctx.now + way + call_seconds_;
  of_staff(ctx, who, subject) = calling - static_cast<std::int32_t>(entry);
  of_staff(ctx, who, until) = static_cast<std::int32_t>(done);
  schedule_mechanism(ctx, *this, done, static_cast<std::uint32_t>(who));
}

void Contract::end_call(Context& ctx, std::size_t entry) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  const ResidentId r(static_cast<std::size_t>(column[entry]));
  if (ctx.counting()) ++ctx.c.tally.contract.calls;
  if (ctx.luck.uniform(ctx.who(r), day_of(ctx.now), Why::contract_call, 1) < refusal_chance_) {
    count_visit(ctx, r, Watcher::organisations, false);
    return;
  }
  count_visit(ctx, r, Watcher::organisations, true);
  ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, {}, r.row);
  find_needs(ctx, r, notice_chance_ * (column[entry + 2] != 0 ? 1 : stranger_share_));
  column[entry + 2] = 1;
}

/// What is found becomes an order that the agency has given itself; whoever stands at the door goes on with it.
void Contract::find_needs(Context& ctx, ResidentId visited, double chance) const {
  RequestColumns& q = ctx.c.requests;
  for (const RequestId r : silent_needs(ctx, ctx.plan.household[visited.row])) {
    const std::vector<Server>& servers = ctx.rules.kinds[q.kind[r.row]].served_by;
    const auto place = std::find(servers.begin(), servers.end(), Server::contract);
    const Who who = ctx.who(ResidentId(q.origin[r.row]));
    const double u = ctx.luck.uniform(who, day_of(ctx.now), Why::contract_notice, q.trial[r.row] & 0x7'FFFFU);
    if (place == servers.end() || u >= chance) continue;
    take_up(ctx, r, Finder::agency, {});
    if (ctx.counting()) ++ctx.c.tally.contract.found;
    q.step[r.row] = static_cast<std::uint8_t>(place - servers.begin());
    give_to_pool(ctx, r, Server::contract);
  }
}

}  // namespace cogov
