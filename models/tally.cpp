#include "models/tally.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "models/harm.hpp"
#include "models/ledgers.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"

namespace cogov {

namespace {

/// Requests that people still live with: one that is fixed is open no longer, though it has yet to be rated.
std::int64_t open_requests(const Context& ctx) {
  const RequestColumns& q = ctx.c.requests;
  std::int64_t open = 0;
  for (std::size_t row = 0; row < q.rows(); ++row)
    open += !terminal(q.state[row]) && q.fixed[row] == never && q.phantom[row] == 0 ? 1 : 0;
  return open;
}

std::int64_t at_post(const Context& ctx) {
  std::int64_t filled = 0;
  for (const WorkerId w : ctx.c.posts[static_cast<std::size_t>(Role::grid)]) filled += ctx.c.workers.employed[w.row];
  return filled;
}

}  // namespace

void tally_day(Context& ctx) {
  Tally& tally = ctx.c.tally;
  tally.day_open.push_back(open_requests(ctx));
  tally.day_at_post.push_back(at_post(ctx));
  for (auto* series : {&tally.day_arisen, &tally.day_reported, &tally.day_fixed}) series->push_back(0);
  tally.day_satisfaction.push_back(ctx.c.residents.satisfaction_sum);
  tally.day_belief.push_back(ctx.c.residents.belief_sum);
}

namespace {

void tally_need(Context& ctx, RequestId r, Seconds lived_with) {
  const ResidentId who(ctx.c.requests.origin[r.row]);
  Tally& tally = ctx.c.tally;
  for (std::size_t c = 0; c < class_count; ++c) {
    if (!ctx.plan.is(who, static_cast<ResidentClass>(c))) continue;
    tally.unmet_seconds[c] += lived_with;
    ++tally.needs[c];
  }
  (ctx.plan.vulnerable(who) ? tally.unmet_vulnerable : tally.unmet_others) += lived_with;
  count_unmet(ctx, who, lived_with);
}

/// Accidents while it was open: Poisson, so that a longer wait has no fewer.
std::uint32_t accidents_of(const Context& ctx, RequestId r, Seconds lived_with) {
  const double per_day = ctx.rules.kinds[ctx.c.requests.kind[r.row]].harm_per_day;
  if (per_day <= 0) return 0;
  return poisson(ctx.uniform(r, Why::worsening, 7), per_day * lived_with / day_seconds);
}

void tally_report(Tally& tally, const RequestColumns& q, RequestId r, Seconds until) {
  if (q.reported[r.row] == never) return;
  const bool is_fixed = q.fixed[r.row] != never;
  ++tally.closed_reports;
  const auto within = [&](Seconds at, std::uint32_t days) {
    return at != never && at >= q.reported[r.row] && at - q.reported[r.row] <= days * day_seconds;
  };
  tally.fixed_7 += within(q.fixed[r.row], 7) ? 1 : 0;
  tally.fixed_15 += within(q.fixed[r.row], 15) ? 1 : 0;
  tally.record_7 += within(q.first_resolved[r.row], 7) ? 1 : 0;
  tally.record_15 += within(q.first_resolved[r.row], 15) ? 1 : 0;
  tally.resolution.add(until - q.reported[r.row], is_fixed);
}

void trace_request(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  const std::size_t i = r.row;
  const auto time = [&](Seconds t) -> std::int64_t {
    return t == never ? -1 : static_cast<std::int64_t>(t) - ctx.day0;
  };
  const auto row = [](auto id) -> std::int64_t { return id.exists() ? std::int64_t{id.row} : -1; };
  ctx.c.trace.push_back({q.kind[i],
                         static_cast<std::int64_t>(q.state[i]),
                         q.of_place[i],
                         q.origin[i],
                         q.trial[i],
                         row(q.building[i]),
                         row(q.reporter[i]),
                         static_cast<std::int64_t>(q.finder[i]),
                         q.acted[i],
                         q.worsened[i],
                         q.repeated[i],
                         q.escalated[i],
                         q.hand_offs[i],
                         q.attempts[i],
                         static_cast<std::int64_t>(q.server[i]),
                         row(q.worker[i]),
                         time(q.onset[i]),
                         time(q.noticed[i]),
                         time(q.reported[i]),
                         time(q.dispatched[i]),
                         time(q.service[i]),
                         time(q.resolved[i]),
                         time(q.fixed[i]),
                         time(terminal(q.state[i]) ? ctx.now : never)});
}

}  // namespace

void tally_request(Context& ctx, RequestId r) {
  const RequestColumns& q = ctx.c.requests;
  if (q.phantom[r.row] != 0) return;  // it never was
  if (ctx.tracing.on) trace_request(ctx, r);
  if (!ctx.counted(r)) return;
  Tally& tally = ctx.c.tally;
  const bool is_fixed = q.fixed[r.row] != never;
  const bool over = ctx.now < ctx.end;  // closed while the run lasts, or fixed and not yet rated
  const Seconds until = is_fixed ? q.fixed[r.row] : ctx.now;
  const Seconds lived_with = until - q.onset[r.row];
  const std::size_t kind = q.kind[r.row];
  tally.burden.add(lived_with, is_fixed || over);
  tally.open_seconds[kind] += lived_with;
  ++tally.ended[kind];
  tally.fixed[kind] += is_fixed ? 1 : 0;
  tally.never_dealt[kind] += q.service[r.row] == never && q.resolved[r.row] == never ? 1 : 0;
  tally.accidents += accidents_of(ctx, r, lived_with);
  tally.building_open_seconds.resize(ctx.plan.buildings(), 0);
  tally.building_open_seconds[q.building[r.row].row] += lived_with;
  if (q.of_place[r.row] == 0) tally_need(ctx, r, lived_with);
  tally_report(tally, q, r, until);
  ledgers_on_end(ctx, r);
}

TraceTable request_trace(const Society& society) {
  TraceTable table{.name = "requests", .row = "request", .columns = {}};
  const std::pair<const char*, const char*> columns[] = {
      {"community", "community, from 0"},
      {"kind", "kind of request, as in request_kind"},
      {"state",
       "state at the end: 0 arisen, 1 noticed, 2 reported, 3 dispatched, 4 travelling, 5 in service, 6 resolved, 7 "
       "rated, 8 lapsed, 9 withdrawn"},
      {"of_place", "1: a hazard of a building, 0: a need of a resident"},
      {"origin", "row of the building or resident"},
      {"trial", "the origin's n-th candidate"},
      {"building", "building, from 0"},
      {"reporter", "resident who would report"},
      {"finder",
       "0 nobody, 1 patrol, 2 visit, 3 courier, 4 neighbour, 5 agency under contract, 6 building leader, 7 "
       "meeting of an alliance, 8 health steward, 9 child"},
      {"acted", "1: taken up by staff before a complaint"},
      {"worsened", "1: arose from another request"},
      {"repeated", "1: reported again"},
      {"escalated", "1: left its first owner"},
      {"hand_offs", "hand-offs"},
      {"attempts", "services begun"},
      {"server", "last server, as in the dimension server"},
      {"worker", "last worker, from 0; -1: none"},
      {"onset", "seconds from day 0"},
      {"noticed", "seconds from day 0; -1: not"},
      {"reported", "seconds from day 0; -1: not"},
      {"dispatched", "seconds from day 0; -1: not"},
      {"service", "begin of the first service, seconds from day 0; -1: not"},
      {"resolved", "closed in the records, seconds from day 0; -1: not"},
      {"fixed", "truly fixed, seconds from day 0; -1: not"},
      {"ended", "rated, lapsed or withdrawn, seconds from day 0; -1: not before the end of the run"}};
  for (const auto& [name, meaning] : columns) {
    const bool is_time = std::string_view(meaning).find("seconds") != std::string_view::npos;
    table.columns.push_back({.name = name, .unit = is_time ? "s" : "1", .long_name = meaning, .values = {}});
  }
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    for (const auto& row : society.community(c).trace) {
      table.columns.front().values.push_back(c);
      for (std::size_t i = 0; i < row.size(); ++i) table.columns[i + 1].values.push_back(row[i]);
    }
  }
  return table;
}

namespace {

/// Where the events that a mechanism declares begin in the numbering of all.
std::int64_t first_event(std::size_t mechanism) {
  std::int64_t first = 0;
  for (std::size_t m = 0; m < mechanism; ++m) first += static_cast<std::int64_t>(mechanism_section(m).events.size());
  return first;
}

/// "0 neighbour_pairs: a check, 1 ...".
std::string names_of_events() {
  std::string names;
  for (std::size_t m = 0; m < mechanism_count(); ++m) {
    const Section& section = mechanism_section(m);
    for (std::size_t i = 0; i < section.events.size(); ++i) {
      names += names.empty() ? "" : "; ";
      names += std::to_string(first_event(m) + static_cast<std::int64_t>(i)) + " " + section.key + ": ";
      names += section.events[i];
    }
  }
  return names;
}

}  // namespace

TraceTable event_trace(const Society& society) {
  TraceTable table{.name = "events", .row = "event", .columns = {}};
  const std::tuple<const char*, const char*, std::string> columns[] = {
      {"community", "1", "community, from 0"},
      {"time", "s", "seconds from day 0"},
      {"what", "1", "what a mechanism did: " + names_of_events()},
      {"subject", "1", "whom or what it concerns, as the event says; -1: nobody"},
      {"other", "1", "who or what else, as the event says; -1: nobody"},
      {"amount", "1", "how much, as the event says"}};
  for (const auto& [name, unit, meaning] : columns) {
    table.columns.push_back({.name = name, .unit = unit, .long_name = meaning, .values = {}});
  }
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    for (const OwnEvent& event : society.community(c).events) {
      const std::int64_t row[] = {c,
                                  static_cast<std::int64_t>(event.time) - society.calendar().day0,
                                  first_event(event.mechanism) + event.what,
                                  event.subject,
                                  event.other,
                                  event.amount};
      for (std::size_t i = 0; i < std::size(row); ++i) table.columns[i].values.push_back(row[i]);
    }
  }
  return table;
}

}  // namespace cogov
