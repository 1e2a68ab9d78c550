#include "models/facilities/crews.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/pools.hpp"
#include "models/mechanism.hpp"
#include "models/movements.hpp"
#include "models/requests.hpp"

namespace cogov {

Crew::Crew(Context& ctx, const Mechanism& owner, std::size_t begin, OfficeHours office)
    : ctx_(&ctx), owner_(&owner), begin_(begin), office_(office) {}

std::vector<std::int32_t>& Crew::column() const { return own_column(*ctx_, *owner_); }

void Crew::fit(std::size_t wanted) { column().resize(std::max(column().size(), begin_ + wanted * fields), 0); }

void Crew::open() {
  for (std::size_t who = 0; who < people(); ++who) {
    if (idle(who)) field(who, at) = 0;
  }
}

BuildingId Crew::place_of(std::size_t who) const { return BuildingId(static_cast<std::uint32_t>(field(who, at)) - 1U); }

void Crew::set_out(std::size_t who, Purpose purpose, BuildingId to, Way way, Seconds end) const {
  const auto number = static_cast<std::uint32_t>(std::size_t{owner_->number} << 16 | who);  // no other mechanism's
  record_walk(*ctx_, Mover::partner, purpose, number, place_of(who), to, ctx_->now, way.at_night);
  field(who, at) = static_cast<std::int32_t>(to.row + 1U);
  field(who, arrives) = static_cast<std::int32_t>(ctx_->now + way.seconds);
  field(who, until) = static_cast<std::int32_t>(end);
  schedule_mechanism(*ctx_, *owner_, end, static_cast<std::uint32_t>(who));
}

std::int64_t Crew::serve(std::size_t who, RequestId r, Seconds work) {
  const BuildingId to = ctx_->c.requests.building[r.row];
  const Way way = way_between(*ctx_, place_of(who), to);
  const Seconds begin = ctx_->now + way.seconds;
  if (!office_.open(begin) || day_of(begin) != day_of(ctx_->now)) return -1;
  const Seconds end = end_of_work(office_, begin, work);
  agree(*ctx_, r, begin, end - begin);
  set_out(who, Purpose::request, to, way, end);
  field(who, subject) = static_cast<std::int32_t>(r.row + 1);
  return std::int64_t{way.seconds} + work;
}

std::int64_t Crew::call(std::size_t who, BuildingId door, std::size_t entry, Seconds stay) {
  const Way way = way_between(*ctx_, place_of(who), door);
  const std::int64_t left = std::int64_t{start_of_day(day_of(ctx_->now))} + office_.to - ctx_->now;
  const std::int64_t seconds = std::int64_t{way.seconds} + stay;
  if (!office_.open(ctx_->now) || seconds > left) return -1;
  set_out(who, Purpose::visit, door, way, ctx_->now + static_cast<Seconds>(seconds));
  field(who, subject) = calling - static_cast<std::int32_t>(entry);
  return seconds;
}

Crew::Done Crew::done(std::size_t who, std::size_t& entry) {
  if (who >= people() || idle(who) || field(who, until) != static_cast<std::int32_t>(ctx_->now)) return Done::nothing;
  const std::int32_t did = field(who, subject);
  field(who, subject) = nothing;
  if (did > calling) return Done::free;
  entry = static_cast<std::size_t>(calling - did);
  return Done::called;
}

bool Crew::is_on(RequestId r) const {
  for (std::size_t who = 0; who < people(); ++who) {
    if (field(who, subject) == static_cast<std::int32_t>(r.row + 1)) return true;
  }
  return false;
}

void Crew::lose(RequestId r) {
  for (std::size_t who = 0; who < people(); ++who) {
    if (field(who, subject) != static_cast<std::int32_t>(r.row + 1)) continue;
    field(who, subject) = in_vain;
    field(who, until) = field(who, arrives);
    schedule_mechanism(*ctx_, *owner_, static_cast<Seconds>(field(who, arrives)), static_cast<std::uint32_t>(who));
  }
}

Seconds end_of_work(const OfficeHours& office, Seconds begin, Seconds work) {
  constexpr std::uint32_t last_day = 49'000;
  Seconds at = begin;
  Seconds left = work;
  for (std::uint32_t day = day_of(begin); day < last_day; ++day) {
    if (!office.on_day(day)) continue;
    at = std::max(at, start_of_day(day) + office.from);
    const Seconds closing = start_of_day(day) + office.to;
    if (at < closing && left <= closing - at) return at + left;
    if (at < closing) left -= closing - at;
    at = start_of_day(day + 1);
  }
  return never;
}

bool in_own_pool(const Context& ctx, const Mechanism& owner, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return q.server[r.row] == Server::partner && q.pool[r.row] == PoolId(owner).row;
}

void send_back(Context& ctx, RequestId r) {
  take_from_pool(ctx, r);
  enter(ctx, r, RequestState::reported);
  ctx.schedule(ctx.now, EventKind::dispatch, r);
}

std::vector<std::int32_t> list_calls(const Context& ctx, std::span<const std::int32_t> before, Why why,
                                     const std::function<std::int32_t(ResidentId)>& every) {
  std::vector<std::int32_t> list;
  std::size_t old = 0;
  for (std::size_t row = 0; row < ctx.plan.residents(); ++row) {
    const ResidentId r(row);
    while (old < before.size() && static_cast<std::size_t>(before[old]) < row) old += 2;
    const std::int32_t days = every(r);
    if (days <= 0) continue;
    const bool known = old < before.size() && static_cast<std::size_t>(before[old]) == row;
    const double u = ctx.luck.uniform(ctx.who(r), 0, why);
    list.push_back(static_cast<std::int32_t>(row));
    list.push_back(known ? before[old + 1]
                         : static_cast<std::int32_t>(day_of(ctx.now)) + static_cast<std::int32_t>(u * days));
  }
  return list;
}

std::size_t most_overdue(std::span<const std::int32_t> list, std::int32_t today) {
  std::size_t chosen = list.size();
  std::int32_t earliest = today + 1;
  for (std::size_t i = 0; i < list.size(); i += 2) {
    if (list[i + 1] >= earliest) continue;
    earliest = list[i + 1];
    chosen = i;
  }
  return chosen;
}

}  // namespace cogov
