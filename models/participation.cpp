#include "models/participation.hpp"

#include <algorithm>

#include "models/volunteers.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

VolunteerColumns& columns(Context& ctx) { return ctx.c.volunteers; }

void set_stage(Context& ctx, ResidentId r, Stage stage) {
  Stage& now = columns(ctx).stage[r.row];
  auto& residents = ctx.c.tally.volunteers.residents;
  --residents[static_cast<std::size_t>(now)];
  ++residents[static_cast<std::size_t>(stage)];
  now = stage;
}

/// A volunteer more or less among the ties of everybody tied to them.
void tell_ties(Context& ctx, ResidentId r, int change) {
  for (const std::uint32_t other : ties_of(ctx, r)) {
    std::uint16_t& known = columns(ctx).active_neighbours[other];
    known = static_cast<std::uint16_t>(known + change);
  }
}

bool has_room(const Context& ctx, std::uint32_t team) {
  const VolunteerColumns& v = ctx.c.volunteers;
  return v.team_of_studio[team] == 0 && v.team_members[team] < ctx.rules.volunteers.team_size;
}

std::uint32_t team_for(Context& ctx, ResidentId r) {
  const VolunteerColumns& v = columns(ctx);
  for (const std::uint32_t other : ties_of(ctx, r)) {
    const VolunteerId friend_row = v.row[other];
    if (!friend_row.exists() || v.active[friend_row.row] == 0) continue;
    if (has_room(ctx, v.team[friend_row.row])) return v.team[friend_row.row];
  }
  for (std::uint32_t team = 0; team < v.team_members.size(); ++team) {
    if (has_room(ctx, team)) return team;
  }
  return found_team(ctx, false);
}

/// Which kinds of request they take: own taste, the same whenever they join.
std::uint32_t tasks_of(const Context& ctx, ResidentId r) {
  std::uint32_t tasks = 0;
  for (std::uint32_t kind = 0; kind < kind_count; ++kind) {
    const double u = ctx.luck.uniform(ctx.who(r), 0, Why::volunteer_traits, 16 + kind);
    if (u < ctx.rules.volunteers.task_share) tasks |= 1U << kind;
  }
  return tasks;
}

void leave_team(Context& ctx, VolunteerId v) {
  VolunteerColumns& all = columns(ctx);
  --all.team_members[all.team[v.row]];
  if (all.stage[all.resident[v.row].row] == Stage::organiser) {
    --all.team_organisers[all.team[v.row]];
    set_stage(ctx, all.resident[v.row], Stage::participant);
  }
  all.team[v.row] = no_team;
}

void enter_team(Context& ctx, VolunteerId v, std::uint32_t team) {
  columns(ctx).team[v.row] = team;
  ++columns(ctx).team_members[team];
}

}  // namespace

VolunteerId VolunteerColumns::add(ResidentId who) {
  resident.push_back(who);
  for (auto* flags : {&active, &from_start, &as_member}) flags->push_back(0);
  for (auto* times : {&week_seconds, &begun, &until, &session_end, &checks_until, &tasks}) times->push_back(0);
  member.push_back(Member::no);
  source.push_back(JoinedBy::nobody);
  team.push_back(no_team);
  since_day.push_back(0);
  load.push_back(1);
  phase.push_back(VolunteerPhase::off);
  at.emplace_back();
  request.emplace_back();
  return VolunteerId(size() - 1);
}

void begin_participation(Context& ctx) {
  VolunteerColumns& v = columns(ctx);
  if (!v.row.empty()) return;
  v.row.assign(ctx.plan.residents(), VolunteerId{});
  v.active_neighbours.assign(ctx.plan.residents(), 0);
  v.stage.assign(ctx.plan.residents(), Stage::bystander);
  v.took_part.assign(ctx.plan.residents(), 0);
}

VolunteerId row_of(const Context& ctx, ResidentId r) {
  const VolunteerColumns& v = ctx.c.volunteers;
  return v.row.empty() ? VolunteerId{} : v.row[r.row];
}

VolunteerId row_for(Context& ctx, ResidentId r) {
  begin_participation(ctx);
  VolunteerColumns& v = columns(ctx);
  if (!v.row[r.row].exists()) {
    v.row[r.row] = v.add(r);
    v.tasks.back() = tasks_of(ctx, r);
  }
  return v.row[r.row];
}

bool is_volunteer(const Context& ctx, ResidentId r) {
  const VolunteerId v = row_of(ctx, r);
  return v.exists() && ctx.c.volunteers.active[v.row] != 0;
}

std::uint32_t found_team(Context& ctx, bool of_studio) {
  VolunteerColumns& v = columns(ctx);
  v.team_members.push_back(0);
  v.team_organisers.push_back(0);
  v.team_of_studio.push_back(of_studio ? 1 : 0);
  return static_cast<std::uint32_t>(v.team_members.size() - 1);
}

VolunteerId join(Context& ctx, ResidentId r, JoinedBy by, std::int32_t since_day, std::uint32_t team) {
  EXPECT(may_volunteer(ctx, r));
  const VolunteerId v = row_for(ctx, r);
  VolunteerColumns& all = columns(ctx);
  if (all.active[v.row] != 0) {
    if (team == no_team) return v;
    leave_team(ctx, v);
    enter_team(ctx, v, team);
    return v;
  }
  all.active[v.row] = 1;
  all.source[v.row] = by;
  all.since_day[v.row] = since_day;
  all.load[v.row] = 1;
  ++all.active_count;
  enter_team(ctx, v, team == no_team ? team_for(ctx, r) : team);
  tell_ties(ctx, r, +1);
  take_part(ctx, r);
  if (ctx.counting()) {
    ++ctx.c.tally.volunteers.joined;
    count_person(ctx, v);
  }
  return v;
}

void leave(Context& ctx, VolunteerId v) {
  VolunteerColumns& all = columns(ctx);
  EXPECT(all.active[v.row] != 0);
  leave_team(ctx, v);
  all.active[v.row] = 0;
  all.since_day[v.row] = static_cast<std::int32_t>(day_of(ctx.now));
  --all.active_count;
  tell_ties(ctx, all.resident[v.row], -1);
  take_part(ctx, all.resident[v.row]);
  VolunteerTally& tally = ctx.c.tally.volunteers;
  if (ctx.counting()) ++tally.left;
  if (all.from_start[v.row] != 0) --tally.kept;
  all.from_start[v.row] = 0;
}

void make_organiser(Context& ctx, VolunteerId v) {
  VolunteerColumns& all = columns(ctx);
  const ResidentId r = all.resident[v.row];
  if (all.stage[r.row] == Stage::organiser) return;
  set_stage(ctx, r, Stage::organiser);
  ++all.team_organisers[all.team[v.row]];
}

void find_organisers(Context& ctx, std::uint32_t week) {
  const VolunteerColumns& all = columns(ctx);
  const VolunteerRules& rules = ctx.rules.volunteers;
  const double chance = 1 - exact_exp(-rules.organisers_per_month * 7 / days_a_month);
  if (chance <= 0) return;
  const double longest = day_of(ctx.now) - rules.organiser_after_months * days_a_month;
  std::vector<VolunteerId> best(all.team_members.size());
  std::vector<double> luck(all.team_members.size(), chance);
  for (std::uint32_t row = 0; row < all.size(); ++row) {
    const std::uint32_t team = all.team[row];
    if (all.active[row] == 0 || all.team_organisers[team] != 0 || all.since_day[row] > longest) continue;
    const double u = ctx.luck.uniform(ctx.who(all.resident[row]), week, Why::volunteer_traits, 1);
    if (u >= luck[team]) continue;
    luck[team] = u;
    best[team] = VolunteerId(row);
  }
  for (const VolunteerId v : best) {
    if (v.exists()) make_organiser(ctx, v);
  }
}

void set_member(Context& ctx, ResidentId r, Member member) {
  if (member == Member::no && !row_of(ctx, r).exists()) return;
  const VolunteerId v = row_for(ctx, r);
  VolunteerColumns& all = columns(ctx);
  Member& now = all.member[v.row];
  all.members += (member != Member::no ? 1U : 0U) - (now != Member::no ? 1U : 0U);
  all.giving_count += (member == Member::giving ? 1U : 0U) - (now == Member::giving ? 1U : 0U);
  now = member;
}

std::span<const std::uint32_t> ties_of(const Context& ctx, ResidentId r) {
  if (ctx.plan.ties.rows() == 0) return {};
  return ctx.plan.ties.neighbours(r.row);
}

double share_of_ties(const Context& ctx, ResidentId r) {
  const VolunteerColumns& v = ctx.c.volunteers;
  const std::size_t ties = ties_of(ctx, r).size();
  return ties == 0 || v.row.empty() ? 0 : static_cast<double>(v.active_neighbours[r.row]) / static_cast<double>(ties);
}

void take_part(Context& ctx, ResidentId r) {
  begin_participation(ctx);
  columns(ctx).took_part[r.row] = static_cast<std::int32_t>(day_of(ctx.now));
  if (columns(ctx).stage[r.row] == Stage::bystander) set_stage(ctx, r, Stage::participant);
}

void forget_participation(Context& ctx) {
  VolunteerColumns& v = columns(ctx);
  const auto today = static_cast<double>(day_of(ctx.now));
  for (std::uint32_t row = 0; row < v.stage.size(); ++row) {
    if (v.stage[row] != Stage::participant) continue;
    if (today - v.took_part[row] <= ctx.rules.volunteers.stage_months * days_a_month) continue;
    if (!is_volunteer(ctx, ResidentId(row))) set_stage(ctx, ResidentId(row), Stage::bystander);
  }
}

Stage stage_of(const Context& ctx, ResidentId r) {
  const VolunteerColumns& v = ctx.c.volunteers;
  return v.stage.empty() ? Stage::bystander : v.stage[r.row];
}

}  // namespace cogov
