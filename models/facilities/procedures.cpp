#include "models/facilities/procedures.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "models/mechanism.hpp"
#include "models/participation.hpp"
#include "sim/distributions.hpp"
#include "sim/errors.hpp"
#include "sim/network/influence.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t most_rounds = 256;
constexpr std::uint32_t no_place = 0xFFFF'FFFF;

std::size_t at(ProcedureStage stage) { return static_cast<std::size_t>(stage); }

bool gone(ProcedureStage stage) { return stage == ProcedureStage::rated || stage == ProcedureStage::stalled; }

/// Where a voter stands among the voters; no_place for who has no vote.
std::uint32_t place_of(const Procedure& matter, std::uint32_t voter) {
  const auto place = std::lower_bound(matter.voters.begin(), matter.voters.end(), voter);
  if (place == matter.voters.end() || *place != voter) return no_place;
  return static_cast<std::uint32_t>(place - matter.voters.begin());
}

Who who_votes(const Context& ctx, const Procedure& matter, std::uint32_t voter) {
  if (matter.electorate == Electorate::residents) return ctx.who(ResidentId(voter));
  return {ctx.plan.number, EntityType::household, voter};
}

/// A voter hears those to whom one of their residents is tied.
void hear_ties(const Context& ctx, const Procedure& matter, std::uint32_t place, std::uint32_t resident, Heard& heard) {
  const bool households = matter.electorate == Electorate::households;
  for (const std::uint32_t other : ctx.plan.ties.neighbours(resident)) {
    const std::uint32_t from = place_of(matter, households ? ctx.plan.household[other].row : other);
    if (from != no_place && from != place) heard.hear(place, matter.opinion[from]);
  }
}

Heard heard_by_voters(const Context& ctx, const Procedure& matter) {
  const auto n = static_cast<std::uint32_t>(matter.voters.size());
  Heard heard(InfluenceRule::friedkin_johnsen, n);
  for (std::uint32_t place = 0; place < n; ++place) {
    const std::uint32_t voter = matter.voters[place];
    const bool household = matter.electorate == Electorate::households;
    const std::uint32_t first = household ? ctx.plan.first_resident[voter] : voter;
    const std::uint32_t end = household ? ctx.plan.first_resident[voter + 1] : voter + 1;
    for (std::uint32_t resident = first; resident < end; ++resident) hear_ties(ctx, matter, place, resident, heard);
  }
  return heard;
}

/// Grow with the rows; a household's is that of its first resident.
std::vector<std::uint32_t> ordinals(const Context& ctx, const Procedure& matter) {
  std::vector<std::uint32_t> ordinal;
  for (const std::uint32_t voter : matter.voters) {
    ordinal.push_back(matter.electorate == Electorate::households ? voter * 16 : ctx.plan.resident_ordinal[voter]);
  }
  return ordinal;
}

bool yes_of(const Context& ctx, const Procedure& matter, std::uint32_t place) {
  const Who who = who_votes(ctx, matter, matter.voters[place]);
  const double u = ctx.luck.uniform(who, matter.round, Why::vote, matter.project);
  return bernoulli(u, matter.opinion[place] / double{active_level});
}

/// By what mechanisms multiply the chance that a resident comes or votes.
double turnout_of(const Context& ctx, ResidentId r) {
  return ctx.rules.levers.factor(ctx, Lever::turnout, {.building = ctx.plan.building_of(r), .resident = r});
}

/// Of a household the readiest casts its vote.
double turnout_of(const Context& ctx, const Procedure& matter, std::uint32_t voter) {
  if (!ctx.rules.levers.pulled(Lever::turnout)) return 1;
  if (matter.electorate == Electorate::residents) return turnout_of(ctx, ResidentId(voter));
  double readiest = 0;
  for (std::uint32_t row = ctx.plan.first_resident[voter]; row < ctx.plan.first_resident[voter + 1]; ++row) {
    readiest = std::max(readiest, turnout_of(ctx, ResidentId(row)));
  }
  return readiest;
}

bool votes(const Context& ctx, const Procedure& matter, std::uint32_t place, double votes_chance) {
  const double chance = votes_chance * turnout_of(ctx, matter, matter.voters[place]);
  if (chance >= 1) return true;
  const Who who = who_votes(ctx, matter, matter.voters[place]);
  return bernoulli(ctx.luck.uniform(who, matter.round, Why::turnout, matter.project), chance);
}

std::uint16_t moved(std::uint16_t level, double share) {
  const double room = share >= 0 ? active_level - level : level;
  return static_cast<std::uint16_t>(level + std::floor(share * room + .5));
}

void free_row(ProcedureColumns& procedures, ProcedureId p) {
  procedures.rows[p.row].due = never;
  procedures.free.push_back(p.row);
}

}  // namespace

bool VoteCount::quorate(const VoteRule& rule) const { return voting >= least_share(rule.quorum, voters); }

bool VoteCount::passes(const VoteRule& rule) const {
  return quorate(rule) && voting > 0 && yes >= least_share(rule.threshold, voting);
}

std::uint32_t least_share(double share, std::uint32_t n) {
  return static_cast<std::uint32_t>(std::ceil(share * n - 1e-6 * std::max(1U, n)));
}

ProcedureId raise_matter(Context& ctx, const Mechanism& mechanism, const Procedure& matter,
                         std::span<const double> opinions) {
  EXPECT(matter.project < 1U << 20 && !matter.voters.empty() && matter.voters.size() == opinions.size());
  EXPECT(std::is_sorted(matter.voters.begin(), matter.voters.end(), std::less_equal<>()));
  ProcedureColumns& procedures = ctx.c.procedures;
  if (procedures.free.empty()) {
    procedures.rows.emplace_back();
    procedures.free.push_back(static_cast<std::uint32_t>(procedures.rows.size() - 1));
  }
  const ProcedureId p(procedures.free.back());
  procedures.free.pop_back();
  Procedure& row = procedures.rows[p.row];
  row = matter;
  row.mechanism = mechanism.number;
  row.stage = ProcedureStage::raised;
  row.round = 0;
  row.reached.fill(never);
  row.reached[at(ProcedureStage::raised)] = ctx.now;
  row.opinion.clear();
  for (const double opinion : opinions) row.opinion.push_back(level_of(opinion));
  row.anchor = row.opinion;
  ++procedures.in_stage[at(ProcedureStage::raised)];
  ++procedures.raised_ever;
  return p;
}

Procedure& procedure(Context& ctx, ProcedureId p) { return ctx.c.procedures.rows[p.row]; }

const Procedure& procedure(const Context& ctx, ProcedureId p) { return ctx.c.procedures.rows[p.row]; }

void enter_stage(Context& ctx, ProcedureId p, ProcedureStage stage, Seconds due) {
  ProcedureColumns& procedures = ctx.c.procedures;
  Procedure& matter = procedures.rows[p.row];
  const bool stalls = stage == ProcedureStage::stalled && matter.stage <= ProcedureStage::passed;
  EXPECT(!gone(matter.stage) && (stalls || at(stage) == at(matter.stage) + 1));
  --procedures.in_stage[at(matter.stage)];
  ++procedures.in_stage[at(stage)];
  matter.stage = stage;
  matter.reached[at(stage)] = ctx.now;
  matter.due = due;
  if (gone(stage)) free_row(procedures, p);
}

bool is_due(const Context& ctx, const Mechanism& mechanism, ProcedureId p) {
  const ProcedureColumns& procedures = ctx.c.procedures;
  if (p.row >= procedures.rows.size()) return false;
  const Procedure& matter = procedures.rows[p.row];
  return matter.mechanism == mechanism.number && !gone(matter.stage) && matter.due == ctx.now;
}

void drop_procedures(Context& ctx, const Mechanism& mechanism) {
  ProcedureColumns& procedures = ctx.c.procedures;
  for (std::uint32_t row = 0; row < procedures.rows.size(); ++row) {
    Procedure& matter = procedures.rows[row];
    if (matter.mechanism != mechanism.number || gone(matter.stage)) continue;
    --procedures.in_stage[at(matter.stage)];
    ++procedures.in_stage[at(ProcedureStage::stalled)];
    matter.stage = ProcedureStage::stalled;
    matter.reached[at(ProcedureStage::stalled)] = ctx.now;
    free_row(procedures, ProcedureId(row));
  }
}

std::vector<ProcedureId> pick_agenda(const Context& ctx, const Mechanism& mechanism, const AgendaWeights& weights,
                                     std::uint32_t items, std::uint32_t meeting) {
  using Item = std::tuple<double, std::uint32_t, ProcedureId>;
  std::vector<Item> raised;
  for (std::uint32_t row = 0; row < ctx.c.procedures.rows.size(); ++row) {
    const Procedure& matter = ctx.c.procedures.rows[row];
    if (matter.mechanism != mechanism.number || matter.stage != ProcedureStage::raised) continue;
    const bool office = !matter.raiser.exists();
    const double weight =
        office ? weights.of_office : weights.of_stage[static_cast<std::size_t>(stage_of(ctx, matter.raiser))];
    if (weight <= 0) continue;
    const Who who{ctx.plan.number, EntityType::project, matter.project};
    const double wait = exponential(ctx.luck.uniform(who, meeting, Why::agenda), 1 / weight);
    raised.emplace_back(wait, matter.project, ProcedureId(row));
  }
  std::sort(raised.begin(), raised.end());
  std::vector<ProcedureId> picked;
  for (std::size_t i = 0; i < raised.size() && i < items; ++i) picked.push_back(std::get<ProcedureId>(raised[i]));
  return picked;
}

std::vector<std::uint32_t> who_comes(const Context& ctx, std::span<const std::uint32_t> invited,
                                     const std::function<double(ResidentId)>& chance, std::uint32_t meeting,
                                     std::uint32_t project) {
  std::vector<std::uint32_t> come;
  for (const std::uint32_t row : invited) {
    const ResidentId r(row);
    const double u = ctx.luck.uniform(ctx.who(r), meeting, Why::council, project);
    if (u < chance(r) * turnout_of(ctx, r)) come.push_back(row);
  }
  return come;
}

void discuss(Context& ctx, ProcedureId p, const DiscussionRule& rule) {
  Procedure& matter = procedure(ctx, p);
  const Heard heard = heard_by_voters(ctx, matter);
  const std::vector<std::uint32_t> ordinal = ordinals(ctx, matter);
  std::vector<std::uint16_t> next(matter.opinion.size());
  InfluenceNumbers numbers;
  numbers.self_weight = rule.self_weight;
  numbers.susceptibility = rule.susceptibility;
  // Steps of discussions are above all days, those of belonging: their roundings share no luck.
  const std::uint32_t step = 1U << 31 | matter.project << 8 | matter.round;
  influence_step(
      InfluenceRule::friedkin_johnsen, numbers, heard,
      {.level = matter.opinion, .next = next, .anchor = matter.anchor, .susceptibility = {}, .threshold = {}},
      {.luck = ctx.luck, .community = ctx.plan.number, .ordinal = ordinal, .step = step});
  matter.opinion.swap(next);
}

void convince(Context& ctx, ProcedureId p, std::uint32_t voter, double share) {
  EXPECT(share >= -1 && share <= 1);
  Procedure& matter = procedure(ctx, p);
  const std::uint32_t place = place_of(matter, voter);
  if (place == no_place) return;
  matter.opinion[place] = moved(matter.opinion[place], share);
  matter.anchor[place] = moved(matter.anchor[place], share);
}

double opinion_of(const Context& ctx, ProcedureId p, std::uint32_t voter) {
  const Procedure& matter = procedure(ctx, p);
  const std::uint32_t place = place_of(matter, voter);
  return place == no_place ? 0 : matter.opinion[place] / double{active_level};
}

bool says_yes(const Context& ctx, ProcedureId p, std::uint32_t voter) {
  const Procedure& matter = procedure(ctx, p);
  const std::uint32_t place = place_of(matter, voter);
  return place != no_place && yes_of(ctx, matter, place);
}

VoteCount count_votes(const Context& ctx, ProcedureId p, double votes_chance) {
  const Procedure& matter = procedure(ctx, p);
  VoteCount count{.voters = static_cast<std::uint32_t>(matter.voters.size())};
  for (std::uint32_t place = 0; place < count.voters; ++place) {
    if (!votes(ctx, matter, place, votes_chance)) continue;
    ++count.voting;
    count.yes += yes_of(ctx, matter, place) ? 1 : 0;
  }
  return count;
}

void next_round(Context& ctx, ProcedureId p) {
  Procedure& matter = procedure(ctx, p);
  EXPECT(matter.round + 1 < most_rounds);
  ++matter.round;
}

void fund_matters(Context& ctx, const Mechanism& mechanism, double& yuan,
                  const std::function<double(const Procedure&)>& cost,
                  const std::function<Seconds(const Procedure&)>& ready) {
  using Claim = std::tuple<Seconds, std::uint32_t, ProcedureId>;
  std::vector<Claim> claims;
  for (std::uint32_t row = 0; row < ctx.c.procedures.rows.size(); ++row) {
    const Procedure& matter = ctx.c.procedures.rows[row];
    if (matter.mechanism != mechanism.number || matter.stage != ProcedureStage::passed) continue;
    claims.emplace_back(matter.reached[at(ProcedureStage::passed)], matter.project, ProcedureId(row));
  }
  std::sort(claims.begin(), claims.end());
  for (const auto& [passed, project, p] : claims) {
    const double price = cost(procedure(ctx, p));
    if (price > yuan) continue;
    yuan -= price;
    enter_stage(ctx, p, ProcedureStage::funded, ready(procedure(ctx, p)));
  }
}

std::vector<std::uint32_t> households_of(const Context& ctx, BuildingId building) {
  std::vector<std::uint32_t> rows;
  const std::uint32_t end = ctx.plan.first_household[building.row + 1];
  for (std::uint32_t row = ctx.plan.first_household[building.row]; row < end; ++row) rows.push_back(row);
  return rows;
}

bool procedures_sound(const ProcedureColumns& procedures) {
  std::array<std::int64_t, procedure_stages> recount{};
  std::int64_t all = 0;
  for (const Procedure& matter : procedures.rows) ++recount[at(matter.stage)];
  for (std::size_t stage = 0; stage < procedure_stages; ++stage) {
    all += procedures.in_stage[stage];
    if (!gone(static_cast<ProcedureStage>(stage)) && recount[stage] != procedures.in_stage[stage]) return false;
  }
  return all == procedures.raised_ever;
}

}  // namespace cogov
