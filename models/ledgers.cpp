#include "models/ledgers.hpp"

#include <algorithm>

namespace cogov {

namespace {

bool was_reported(const Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  return ctx.counted(r) && q.reporter[r.row].exists() && q.reported[r.row] != never;
}

std::int64_t satisfaction_of_reporter(const Context& ctx, RequestId r) {
  return ctx.c.residents.satisfaction[ctx.c.requests.reporter[r.row].row];
}

/// From `from` to `until`; where that has not come, censored now.
void add_span(Context& ctx, Durations& to, Seconds from, Seconds until) {
  const Seconds end = until == never ? ctx.now : until;
  to.add(end > from ? end - from : 0, until != never);
}

}  // namespace

void ledgers_on_closing(Context& ctx, RequestId r) {
  if (!was_reported(ctx, r)) return;
  LedgerTally& ledgers = ctx.c.tally.ledgers;
  ++ledgers.asked;
  ledgers.asked_satisfaction += satisfaction_of_reporter(ctx, r);
}

void ledgers_on_failure(Context& ctx, RequestId r) {
  const bool first = ctx.c.requests.first_resolved[r.row] == ctx.now;  // later ones are of the same problem
  if (first && ctx.counted(r)) ++ctx.c.tally.ledgers.came_back;
}

void ledgers_on_return(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const bool failed_before = q.first_resolved[r.row] != q.fixed[r.row];
  if (!failed_before && ctx.counted(r)) ++ctx.c.tally.ledgers.came_back;
}

void ledgers_on_rating(Context& ctx, RequestId r) {
  if (!was_reported(ctx, r)) return;
  LedgerTally& ledgers = ctx.c.tally.ledgers;
  ++ledgers.rated;
  ledgers.rated_satisfaction += satisfaction_of_reporter(ctx, r);
}

void ledgers_on_end(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const Seconds closed = q.first_resolved[r.row];
  const Seconds answered = std::min(closed, q.service[r.row]);
  LedgerTally& ledgers = ctx.c.tally.ledgers;
  if (q.opened[r.row] != never) {
    ++ledgers.ended_on_record;
    ledgers.never_closed += closed == never ? 1 : 0;
    add_span(ctx, ledgers.recorded, q.opened[r.row], closed);
    add_span(ctx, ledgers.answered, q.opened[r.row], answered);
  }
  if (q.reported[r.row] != never) {
    add_span(ctx, ledgers.report_closed, q.reported[r.row], closed);
    add_span(ctx, ledgers.report_answered, q.reported[r.row], answered);
  }
}

void LedgerTally::add(const LedgerTally& other) {
  for (const auto durations :
       {&LedgerTally::recorded, &LedgerTally::answered, &LedgerTally::report_closed, &LedgerTally::report_answered}) {
    Durations& to = this->*durations;
    const Durations& from = other.*durations;
    to.seconds.insert(to.seconds.end(), from.seconds.begin(), from.seconds.end());
    to.ended.insert(to.ended.end(), from.ended.begin(), from.ended.end());
  }
  for (const auto number :
       {&LedgerTally::ended_on_record, &LedgerTally::never_closed, &LedgerTally::came_back,
        &LedgerTally::reported_again, &LedgerTally::visits_ticked_off, &LedgerTally::offers_ticked_off,
        &LedgerTally::asked, &LedgerTally::asked_satisfaction, &LedgerTally::rated, &LedgerTally::rated_satisfaction}) {
    this->*number += other.*number;
  }
  for (std::size_t server = 0; server < server_count; ++server) fixed_by[server] += other.fixed_by[server];
}

}  // namespace cogov
