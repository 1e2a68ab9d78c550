/// What happens to requests that are left: they spread, turn into worse, come back, lapse, hurt.
#include <algorithm>

#include "models/ledgers.hpp"
#include "models/requests.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

enum Word : std::uint32_t {
  lapse_word = 0,
  worsen_word = 1,
  spread_word = 2,
  return_word = 3,
  return_day_word = 4,
  child_word = 5
};

/// The luck of what arises from a request: a number of its own that no policy changes.
std::uint32_t child_trial(const Context& ctx, RequestId r, std::uint32_t child) {
  const Bits bits = ctx.luck.bits(ctx.origin(r), ctx.c.requests.trial[r.row], Why::worsening, child_word + child * 8);
  return static_cast<std::uint32_t>(bits.a >> 33) | 0x8000'0000U;  // apart from the candidates' own numbers
}

void arise_from(Context& ctx, RequestId r, std::size_t kind, std::uint32_t child) {
  const RequestColumns& q = ctx.c.requests;
  arise(ctx, {.kind = kind,
              .of_place = q.of_place[r.row] != 0,
              .origin = q.origin[r.row],
              .trial = child_trial(ctx, r, child),
              .building = q.building[r.row],
              .reporter = q.reporter[r.row],
              .worsened = true});
}

bool lives_on(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return !terminal(q.state[r.row]) && q.fixed[r.row] == never;
}

}  // namespace

void start_if_left(Context& ctx, RequestId r) {
  const KindRules& kind = ctx.rules.kinds[ctx.c.requests.kind[r.row]];
  if (kind.lapse_days > 0) {
    const double wait = exponential(ctx.uniform(r, Why::worsening, lapse_word), kind.lapse_days * day_seconds);
    ctx.schedule(later(ctx.now, wait), EventKind::lapse, r);
  }
  if (kind.becomes >= 0 && kind.becomes_per_day > 0) {
    const double wait = exponential(ctx.uniform(r, Why::worsening, worsen_word), day_seconds / kind.becomes_per_day);
    ctx.schedule(later(ctx.now, wait), EventKind::worsen, r);
  }
  // What has itself arisen from another doesn't spread again: a building is not a chain reaction.
  if (kind.spreads_after_days > 0 && ctx.c.requests.worsened[r.row] == 0) {
    const double wait = exponential(ctx.uniform(r, Why::worsening, spread_word), kind.spreads_after_days * day_seconds);
    ctx.schedule(later(ctx.now, wait), EventKind::spread, r);
  }
}

double growth(const Context& ctx, RequestId r) {
  constexpr double largest = 8;  // assumption: more than that is cleared by other means
  const double doubling = ctx.rules.kinds[ctx.c.requests.kind[r.row]].doubling_days;
  if (doubling <= 0) return 1;
  const double age_days = static_cast<double>(ctx.now - ctx.c.requests.onset[r.row]) / day_seconds;
  return std::min(largest, exact_exp(.6931471805599453 * age_days / doubling));
}

void on_worsen(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const RequestState state = q.state[r.row];
  if (state == RequestState::travelling || state == RequestState::in_service) {
    ctx.schedule(ctx.now + day_seconds, EventKind::worsen, r);  // asked again when somebody may have given up on it
  } else if (lives_on(ctx, r)) {
    arise_from(ctx, r, static_cast<std::size_t>(ctx.rules.kinds[q.kind[r.row]].becomes), 0);
    close(ctx, r, RequestState::lapsed);
  }
  release(ctx, r);
}

void on_spread(Context& ctx, RequestId r) {
  if (lives_on(ctx, r)) arise_from(ctx, r, ctx.c.requests.kind[r.row], 2);
  release(ctx, r);
}

void schedule_return(Context& ctx, RequestId r) {
  const KindRules& kind = ctx.rules.kinds[ctx.c.requests.kind[r.row]];
  if (ctx.uniform(r, Why::worsening, return_word) >= kind.returns_share) return;
  const double wait = ctx.uniform(r, Why::worsening, return_day_word) * kind.returns_days * day_seconds;
  ctx.schedule(later(ctx.now, std::max(wait, least_relapse_seconds)), EventKind::returns, r);
}

void on_return(Context& ctx, RequestId r) {
  ledgers_on_return(ctx, r);
  came_back(ctx, r);
  arise_from(ctx, r, ctx.c.requests.kind[r.row], 1);
  release(ctx, r);
}

}  // namespace cogov
