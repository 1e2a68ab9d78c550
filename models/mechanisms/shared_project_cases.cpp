/// Row 34: what happens from the wish for a lift until it runs. Wishes come at a rate of their own, not out of requests
/// of the kind shared_works: most of those are about parking and fees, which no lift settles, and a wish for a lift
/// waits for neighbours, not for an owner.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/facilities/duties.hpp"
#include "models/harm.hpp"
#include "models/mechanisms/shared_project_consent.hpp"
#include "models/movements.hpp"
#include "models/residents.hpp"
#include "models/settings.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t month_days = 30;
constexpr std::uint32_t tries_apart = 16;  ///< tries of a building with luck of their own

enum Decision : std::uint32_t { has_lift, asks, stands, door, visit_helps };
enum Event : std::size_t {
  opened_event,
  vote_event,
  visit_event,
  turned_event,
  stalled_event,
  done_event,
  passed_event,
  stand_event
};

/// Kinds of need that somebody who can't take the stairs has more of.
bool eased_by_lift(std::size_t kind) {
  return kind_keys()[kind] == "errands" || kind_keys()[kind] == "medical_help" || kind_keys()[kind] == "loneliness";
}

bool frail(const Context& ctx, ResidentId r, std::uint8_t from_age) {
  return ctx.plan.age[r.row] >= from_age || ctx.plan.is(r, ResidentClass::disabled);
}

bool frail_home(const Context& ctx, HouseholdId home) {
  for (std::uint32_t row = ctx.plan.first_resident[home.row]; row < ctx.plan.first_resident[home.row + 1]; ++row) {
    if (frail(ctx, ResidentId(row), 60)) return true;
  }
  return false;
}

std::int64_t thousandths(double share) { return static_cast<std::int64_t>(share * 1000 + .5); }

}  // namespace

SharedProjectConsent::SharedProjectConsent(const Settings& s) {
  const auto real = [&](const char* key) { return s.real(std::string("shared_project_consent.") + key); };
  const auto whole = [&](const char* key) {
    return static_cast<std::uint32_t>(s.integer(std::string("shared_project_consent.") + key));
  };
  cases_per_year_ = real("cases_per_year");
  without_lift_ = real("without_lift");
  least_floors_ = whole("least_floors");
  yes_ground_ = real("yes_ground");
  yes_second_ = real("yes_second");
  yes_top_ = real("yes_top");
  frail_gain_ = real("frail_gain");
  yes_spread_ = real("yes_spread");
  compensation_ = real("compensation_yuan");
  compensation_half_ = real("compensation_half_yuan");
  rule_ = {.quorum = real("quorum"), .threshold = real("consent")};
  vote_chance_ = real("vote_chance");
  vote_seconds_ = whole_seconds(real("vote_minutes") * minute_seconds);
  vote_every_ = whole("vote_every_days");
  most_votes_ = whole("most_votes");
  rest_days_ = whole("rest_days");
  susceptibility_ = real("susceptibility");
  visit_seconds_ = whole_seconds(real("visit_minutes") * minute_seconds);
  refusal_chance_ = real("refusal_chance");
  convinced_chance_ = real("convinced_chance");
  hardened_chance_ = real("hardened_chance");
  convinced_share_ = real("convinced_share");
  lifts_per_year_ = real("lifts_per_year");
  papers_days_ = whole("papers_days");
  papers_seconds_ = whole_seconds(real("papers_hours") * hour_seconds);
  works_days_ = whole("works_days");
  relief_ = real("relief");
  ground_loss_ = real("ground_loss");
  upper_gain_ = real("upper_gain");
}

std::int32_t& SharedProjectConsent::of(Context& ctx, BuildingId b, OfBuilding what) const {
  return own_column(ctx, *this)[head + b.row * building_size + what];
}

std::int32_t SharedProjectConsent::of(const Context& ctx, BuildingId b, OfBuilding what) const {
  return ctx.c.columns[number][head + b.row * building_size + what];
}

std::size_t SharedProjectConsent::list_begin(const Context& ctx) const {
  return head + ctx.plan.buildings() * building_size;
}

void SharedProjectConsent::count_lift(Context& ctx, LiftCounter counter, std::int64_t amount) const {
  count(ctx, *this, static_cast<std::size_t>(counter), amount);
}

/// 0 on the ground floor, 1 on the top.
double SharedProjectConsent::height_of(const Context& ctx, HouseholdId home) const {
  const std::uint32_t floors = ctx.plan.floors_of(ctx.plan.building_of_household[home.row]);
  return floors < 2 ? 0 : (ctx.plan.floor_of(home) - 1) / (floors - 1.0);
}

bool SharedProjectConsent::may_ask(const Context& ctx, BuildingId b) const {
  if (ctx.plan.floors_of(b) < least_floors_) return false;
  if (ctx.luck.uniform(ctx.who(b), 0, own_luck(*this, has_lift)) >= without_lift_) return false;
  for (const std::uint32_t home : households_of(ctx, b)) {
    if (height_of(ctx, HouseholdId(home)) > 0 && frail_home(ctx, HouseholdId(home))) return true;
  }
  return false;
}

void SharedProjectConsent::on_adopt(Context& ctx) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (cases_per_year_ <= 0 && column.empty()) return;
  if (!column.empty()) return;
  column.assign(list_begin(ctx), 0);
  column[0] = static_cast<std::int32_t>(1000 * std::min(1.0, lifts_per_year_));
  for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
    if (!may_ask(ctx, BuildingId(row))) of(ctx, BuildingId(row), matter_at) = -1;
  }
}

/// Lifts that run go on running, but what they ease is counted no longer.
void SharedProjectConsent::on_drop(Context& ctx) const {
  drop_procedures(ctx, *this);
  own_column(ctx, *this).clear();
}

void SharedProjectConsent::on_day(Context& ctx, std::uint32_t day) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (column.empty()) return;
  if (is_working_day(day)) deal_out_papers(ctx, day);
  if (day % month_days != 0) return;
  column[0] = static_cast<std::int32_t>(std::min(1e6, column[0] + lifts_per_year_ * 1000 * month_days / 365 + .5));
  ask(ctx, day);
  fund(ctx);
}

void SharedProjectConsent::ask(Context& ctx, std::uint32_t day) const {
  const double chance = 1 - exact_exp(-cases_per_year_ * month_days / 365);
  for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
    const BuildingId b(row);
    if (of(ctx, b, matter_at) != 0 || of(ctx, b, next_try) > static_cast<std::int32_t>(day)) continue;
    if (ctx.luck.uniform(ctx.who(b), day / month_days, own_luck(*this, asks)) < chance) open_case(ctx, b);
  }
}

/// How much of what the ground floor loses is made good, 0 to 1.
double SharedProjectConsent::made_good() const {
  return compensation_ <= 0 ? 0 : compensation_ / (compensation_ + compensation_half_);
}

double SharedProjectConsent::stands_for(const Context& ctx, HouseholdId home, std::uint32_t project) const {
  const std::uint32_t floor = ctx.plan.floor_of(home);
  const std::uint32_t floors = ctx.plan.floors_of(ctx.plan.building_of_household[home.row]);
  double mean = yes_ground_ + (1 - yes_ground_) * made_good();
  if (floor > 1) {
    const double height = floors > 2 ? (floor - 2) / (floors - 2.0) : 1;
    mean = yes_second_ + (yes_top_ - yes_second_) * height + (frail_home(ctx, home) ? frail_gain_ : 0);
  }
  const Who who{ctx.plan.number, EntityType::household, home.row};
  return std::clamp(normal(ctx.luck.uniform(who, project, own_luck(*this, stands)), mean, yes_spread_), 0.0, 1.0);
}

void SharedProjectConsent::open_case(Context& ctx, BuildingId b) const {
  const auto nth = static_cast<std::uint32_t>(of(ctx, b, tries)++);
  Procedure matter{.electorate = Electorate::households,
                   .project = (b.row * tries_apart + nth % tries_apart) % (1U << 20),
                   .subject = b.row,
                   .voters = households_of(ctx, b)};
  std::vector<double> opinions;
  for (const std::uint32_t home : matter.voters) {
    opinions.push_back(stands_for(ctx, HouseholdId(home), matter.project));
  }
  const ProcedureId p = raise_matter(ctx, *this, matter, opinions);
  procedure(ctx, p).due = ctx.now + 19 * hour_seconds;
  schedule_mechanism(ctx, *this, procedure(ctx, p).due, p.row);
  of(ctx, b, votes) = 0;
  of(ctx, b, matter_at) = static_cast<std::int32_t>(p.row + 1);
  count_lift(ctx, LiftCounter::cases);
  keep_event(ctx, *this, opened_event, b.row, static_cast<std::int64_t>(matter.voters.size()));
}

void SharedProjectConsent::on_event(Context& ctx, std::uint32_t what) const {
  const ProcedureId p(what);
  if (own_column(ctx, *this).empty() || !is_due(ctx, *this, p)) return;
  switch (procedure(ctx, p).stage) {
    case ProcedureStage::raised:
    case ProcedureStage::discussed:
      return vote(ctx, p);
    case ProcedureStage::passed:
      procedure(ctx, p).due = never;  // the papers are ready: it waits for money
      return;
    default:
      return finish(ctx, p);
  }
}

/// Who has been for it stays for it as long as nobody turns them: all votes on a matter are one round, of one luck.
void SharedProjectConsent::vote(Context& ctx, ProcedureId p) const {
  const BuildingId b(procedure(ctx, p).subject);
  if (procedure(ctx, p).stage == ProcedureStage::raised) enter_stage(ctx, p, ProcedureStage::discussed);
  const VoteCount seen = count_votes(ctx, p, vote_chance_);
  book(ctx, CostItem::resident_hours, std::int64_t{seen.voting} * vote_seconds_);
  count_lift(ctx, LiftCounter::votes);
  count_lift(ctx, LiftCounter::votes_cast, seen.voting);
  count_by_floor(ctx, p);
  keep_event(ctx, *this, vote_event, b.row, seen.voting, seen.yes);
  drop_visits(ctx, b);
  if (seen.passes(rule_)) {
    count_lift(ctx, LiftCounter::passed);
    keep_event(ctx, *this, passed_event, b.row, of(ctx, b, votes) + 1);
    enter_stage(ctx, p, ProcedureStage::passed, later(ctx.now, papers_days_ * double{day_seconds}));
  } else if (++of(ctx, b, votes) >= static_cast<std::int32_t>(most_votes_)) {
    return give_up(ctx, p);
  } else {
    plan_visits(ctx, p);
    discuss(ctx, p, {.self_weight = .5, .susceptibility = susceptibility_});
    procedure(ctx, p).due = later(ctx.now, vote_every_ * double{day_seconds});
  }
  schedule_mechanism(ctx, *this, procedure(ctx, p).due, p.row);
}

void SharedProjectConsent::count_by_floor(Context& ctx, ProcedureId p) const {
  for (const std::uint32_t home : procedure(ctx, p).voters) {
    const double height = height_of(ctx, HouseholdId(home));
    const LiftCounter all = height <= 0 ? LiftCounter::ground : height < 1 ? LiftCounter::middle : LiftCounter::top;
    const LiftCounter yes = height <= 0  ? LiftCounter::yes_ground
                            : height < 1 ? LiftCounter::yes_middle
                                         : LiftCounter::yes_top;
    count_lift(ctx, all);
    const bool agrees = says_yes(ctx, p, home);
    if (agrees) count_lift(ctx, yes);
    keep_event(ctx, *this, stand_event, home, procedure(ctx, p).subject, agrees ? 1 : 0);
  }
}

void SharedProjectConsent::give_up(Context& ctx, ProcedureId p) const {
  const BuildingId b(procedure(ctx, p).subject);
  keep_event(ctx, *this, stalled_event, b.row, of(ctx, b, votes));
  count_lift(ctx, LiftCounter::stalled);
  of(ctx, b, matter_at) = 0;
  of(ctx, b, next_try) = static_cast<std::int32_t>(day_of(ctx.now) + rest_days_);
  enter_stage(ctx, p, ProcedureStage::stalled);
}

void SharedProjectConsent::plan_visits(Context& ctx, ProcedureId p) const {
  for (const std::uint32_t home : procedure(ctx, p).voters) {
    if (!says_yes(ctx, p, home)) own_column(ctx, *this).push_back(static_cast<std::int32_t>(home));
  }
}

void SharedProjectConsent::drop_visits(Context& ctx, BuildingId b) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  const auto from = column.begin() + static_cast<std::ptrdiff_t>(list_begin(ctx));
  const auto here = [&](std::int32_t home) {
    return ctx.plan.building_of_household[static_cast<std::size_t>(home)] == b;
  };
  column.erase(std::remove_if(from, column.end(), here), column.end());
}

bool SharedProjectConsent::offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const {
  std::vector<std::int32_t>& column = own_column(ctx, *this);
  if (rank != TaskRank::discretionary || column.empty()) return false;
  for (std::size_t i = list_begin(ctx); i < column.size(); ++i) {
    const auto home = static_cast<std::uint32_t>(column[i]);
    const BuildingId b = ctx.plan.building_of_household[home];
    if (!may_serve(ctx, w, ctx.grids().grid_of_building[b.row])) continue;
    column.erase(column.begin() + static_cast<std::ptrdiff_t>(i));
    const BuildingId at = ctx.c.workers.at[w.row];
    const Way way = way_between(ctx, at, b);
    record_walk(ctx, Mover::grid_worker, Purpose::visit, w.row, at, b, ctx.now, way.at_night);
    task = {.activity = Activity::visit, .duration = way.seconds + visit_seconds_, .to = b, .subject = home};
    return true;
  }
  return false;
}

void SharedProjectConsent::task_done(Context& ctx, WorkerId w, bool /*interrupted*/) const {
  const std::uint32_t home = ctx.c.workers.subject[w.row];
  if (own_column(ctx, *this).empty()) return;
  const BuildingId b = ctx.plan.building_of_household[home];
  const std::int32_t row = of(ctx, b, matter_at) - 1;
  if (row < 0 || procedure(ctx, ProcedureId(row)).stage != ProcedureStage::discussed) return;  // decided meanwhile
  const ProcedureId p(row);
  const std::uint32_t project = procedure(ctx, p).project;
  const auto nth = static_cast<std::uint32_t>(of(ctx, b, votes));
  const Who who{ctx.plan.number, EntityType::household, home};
  count_lift(ctx, LiftCounter::visits);
  if (ctx.luck.uniform(who, project, own_luck(*this, door), nth) < refusal_chance_) {
    count_visit(ctx, ResidentId(ctx.plan.first_resident[home]), Watcher::staff, false);
    return;
  }
  count_visit(ctx, ResidentId(ctx.plan.first_resident[home]), Watcher::staff, true);
  count_lift(ctx, LiftCounter::opened);
  book(ctx, CostItem::resident_hours, visit_seconds_);
  ctx.c.records.add(ctx.now, RecordColumns::What::visit, 0, w, ctx.plan.first_resident[home]);
  tell_of_visit(ctx, ResidentId(ctx.plan.first_resident[home]), w);
  const double before = opinion_of(ctx, p, home);
  const bool was_for = says_yes(ctx, p, home);
  const double u = ctx.luck.uniform(who, project, own_luck(*this, visit_helps), nth);
  if (u < convinced_chance_) {
    convince(ctx, p, home, convinced_share_);
  } else if (u >= 1 - hardened_chance_) {
    convince(ctx, p, home, -convinced_share_);
  }
  keep_event(ctx, *this, visit_event, home, thousandths(before), thousandths(opinion_of(ctx, p, home)));
  if (was_for || !says_yes(ctx, p, home)) return;
  count_lift(ctx, LiftCounter::turned);
  keep_event(ctx, *this, turned_event, home, b.row);
}

/// Even shares on working days for as long as papers are being made out.
void SharedProjectConsent::deal_out_papers(Context& ctx, std::uint32_t /*day*/) const {
  std::int64_t in_papers = 0;
  for (const Procedure& matter : ctx.c.procedures.rows) {
    if (matter.mechanism == number && matter.stage == ProcedureStage::passed && matter.due != never) ++in_papers;
  }
  if (in_papers == 0) return;
  const double each = papers_seconds_ * 7. / 5 / papers_days_;
  const auto seconds = static_cast<std::int64_t>(each * static_cast<double>(in_papers) + .5);
  count_lift(ctx, LiftCounter::paper_seconds, deal_out_duties(ctx, seconds));
}

void SharedProjectConsent::fund(Context& ctx) const {
  std::int32_t& purse = own_column(ctx, *this)[0];
  constexpr double not_yet = 1e18;
  double lifts = purse / 1000.;
  const double before = lifts;
  fund_matters(
      ctx, *this, lifts, [](const Procedure& matter) { return matter.due == never ? 1 : not_yet; },
      [&](const Procedure&) { return later(ctx.now, works_days_ * double{day_seconds}); });
  purse -= static_cast<std::int32_t>((before - lifts) * 1000 + .5);
  for (std::uint32_t row = 0; row < ctx.c.procedures.rows.size(); ++row) {
    const Procedure& matter = ctx.c.procedures.rows[row];
    const bool now = matter.reached[static_cast<std::size_t>(ProcedureStage::funded)] == ctx.now;
    if (matter.mechanism != number || matter.stage != ProcedureStage::funded || !now) continue;
    schedule_mechanism(ctx, *this, matter.due, row);
  }
}

void SharedProjectConsent::finish(Context& ctx, ProcedureId p) const {
  const BuildingId b(procedure(ctx, p).subject);
  const std::int64_t days = (ctx.now - procedure(ctx, p).reached[0]) / day_seconds;
  enter_stage(ctx, p, ProcedureStage::done);
  enter_stage(ctx, p, ProcedureStage::rated);
  of(ctx, b, matter_at) = -1;
  of(ctx, b, votes) = -1;  // the lift runs
  count_lift(ctx, LiftCounter::done);
  count_lift(ctx, LiftCounter::days, days);
  book_own(ctx, *this, 0, 1, b.row);
  book_own(ctx, *this, 1, 1, b.row);
  keep_event(ctx, *this, done_event, b.row, days);
  tell_residents(ctx, b);
}

void SharedProjectConsent::tell_residents(Context& ctx, BuildingId b) const {
  for (const std::uint32_t home : households_of(ctx, b)) {
    const double height = height_of(ctx, HouseholdId(home));
    if (height <= 0) {
      count_lift(ctx, LiftCounter::compensation, static_cast<std::int64_t>(compensation_ + .5));
      if (made_good() < .5) count_lift(ctx, LiftCounter::losers);
    }
    for (std::uint32_t row = ctx.plan.first_resident[home]; row < ctx.plan.first_resident[home + 1]; ++row) {
      if (height > 0) {
        feel(ctx, ResidentId(row), 1, upper_gain_ * height);
      } else {
        feel(ctx, ResidentId(row), 0, ground_loss_ * (1 - made_good()));
      }
    }
  }
}

double SharedProjectConsent::factor(const Context& ctx, Lever, const LeverAt& at) const {
  const std::vector<std::int32_t>& column = ctx.c.columns[number];
  if (column.empty() || !at.resident.exists() || !at.building.exists()) return 1;
  if (of(ctx, at.building, votes) != -1) return 1;
  if (!eased_by_lift(at.kind) || !frail(ctx, at.resident, 80)) return 1;
  return 1 - relief_ * height_of(ctx, ctx.plan.household[at.resident.row]);
}

}  // namespace cogov
