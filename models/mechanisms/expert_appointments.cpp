/// What experts do: appointments at set weekly hours, in their diaries one after another.
#include <algorithm>
#include <cmath>

#include "models/dispatch.hpp"
#include "models/facilities/pools.hpp"
#include "models/mechanisms/expert_pool.hpp"
#include "models/movements.hpp"
#include "models/requests.hpp"

namespace cogov {

/// Whoever has fewer hours than all sessions take comes to some, evenly over the year, each expert to others.
bool ExpertPool::attends(std::size_t expert, std::uint32_t week) const {
  const double shift = static_cast<double>(expert) / static_cast<double>(std::max<std::size_t>(experts(), 1));
  return std::floor((week + 1.0) * sessions_a_week_ + shift) > std::floor(week * sessions_a_week_ + shift);
}

/// The first hours of an expert's that begin between `from` and `latest`, and when so much work is done in them; it may
/// take several sessions, over ten years at most.
ExpertPool::Slot ExpertPool::slot_of(std::size_t expert, Seconds from, Seconds latest, Seconds work) const {
  constexpr std::uint32_t most_weeks = 520;
  Slot slot;
  Seconds left = work;
  const std::uint32_t first = from / week_seconds;
  for (std::uint32_t week = first; week < std::min(first + most_weeks, 7000U); ++week) {
    if (!attends(expert, week)) continue;
    const Seconds day = week * week_seconds + weekday_ * day_seconds;
    const Seconds at = std::max(from, day + session_.from);
    const Seconds closing = day + session_.to;
    if (at >= closing) continue;
    if (slot.begin == never && at > latest) return {};
    slot.begin = std::min(slot.begin, at);
    if (left <= closing - at) {
      slot.end = at + left;
      return slot;
    }
    left -= closing - at;
  }
  return {};
}

/// What ordinary servers have failed on or handed on, what none of them exists for, and what is a long case from the
/// first.
bool ExpertPool::needs_an_expert(const Context& ctx, RequestId r, Server planned) const {
  const RequestColumns& q = ctx.c.requests;
  if (ctx.rules.kinds[q.kind[r.row]].priority == 0) return false;
  if (planned == Server::none || q.escalated[r.row] != 0 || q.attempts[r.row] > 0) return true;
  return hard_seconds_ > 0 && service_seconds(ctx, r, {}) >= hard_seconds_;
}

bool ExpertPool::take_over(Context& ctx, RequestId r, Server planned) const {
  if (experts() == 0 || !needs_an_expert(ctx, r, planned)) return false;
  bool asked = false;
  for (std::size_t profession = 0; profession < professions; ++profession) {
    if (experts_[profession] == 0 || !serves_[profession][ctx.c.requests.kind[r.row]]) continue;
    asked = true;
    if (book_appointment(ctx, r, profession)) return true;
  }
  if (asked) count(ctx, *this, turned_away);
  return false;
}

/// The earliest appointment with any of a profession; false where the queue is too long.
bool ExpertPool::book_appointment(Context& ctx, RequestId r, std::size_t profession) const {
  std::size_t first = 0;
  for (std::size_t before = 0; before < profession; ++before) first += experts_[before];
  const Seconds work = whole_seconds(service_seconds(ctx, r, {}));
  const Seconds latest = later(ctx.now, longest_wait_);
  Slot best;
  std::size_t who = 0;
  for (std::size_t expert = first; expert < first + experts_[profession]; ++expert) {
    const Seconds from = std::max(ctx.now, static_cast<Seconds>(diary(ctx, expert)));
    const Slot slot = slot_of(expert, from, latest, work);
    if (slot.begin >= best.begin) continue;
    best = slot;
    who = expert;
  }
  if (best.begin == never) return false;
  diary(ctx, who) = static_cast<std::int32_t>(best.end);
  give_to_pool(ctx, r, *this);
  agree(ctx, r, best.begin, best.end - best.begin);
  count(ctx, *this, waited, best.begin - ctx.now);
  count(ctx, *this, consultations);
  keep_event(ctx, *this, 0, r.row, static_cast<std::int64_t>(who), best.begin - ctx.now);
  return true;
}

void ExpertPool::on_request(Context& ctx, RequestId r, RequestState stage) const {
  if (own_column(ctx, *this).empty() || !in_own_pool(ctx, *this, r)) return;
  const RequestColumns& q = ctx.c.requests;
  const bool with_companion = companions(ctx).is_on(r);
  if (stage == RequestState::in_service && !with_companion && q.reporter[r.row].exists()) {
    const Seconds closing = start_of_day(day_of(ctx.now)) + session_.to;
    record_outing(ctx, Mover::resident, Purpose::service_point, q.reporter[r.row], {}, ctx.now, closing - ctx.now);
  }
  if (stage != RequestState::lapsed && stage != RequestState::withdrawn) return;
  if (with_companion) return companions(ctx).lose(r);
  count(ctx, *this, missed);  // nobody else takes the hours
  keep_event(ctx, *this, 1, r.row);
}

/// Experts come to their session whether somebody has an appointment or not.
void ExpertPool::hold_session(Context& ctx, std::uint32_t day) const {
  std::int64_t present = 0;
  for (std::size_t expert = 0; expert < experts(); ++expert) present += attends(expert, day / 7) ? 1 : 0;
  const std::int64_t seconds = present * (session_.to - session_.from);
  book_own(ctx, *this, 0, seconds);
  count(ctx, *this, hours, seconds);
}

}  // namespace cogov
