/// Volunteers, members who check in, neighbour pairs and studios: each moves what it is said to move and fails visibly,
/// and nobody is in two places.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "models/participation.hpp"
#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr Size year{.households = 700, .warmup_days = 90, .days = 300};
constexpr std::size_t truth = 0, claims = 2;
constexpr std::size_t participant = 1, organiser = 2;

std::size_t served_by(Server which) { return static_cast<std::size_t>(which); }

/// A society whose many needs give volunteers something to do.
Settings needy(Size size = year) {
  Settings settings = small_settings(size);
  for (const char* kind : {"errands", "home_care", "loneliness", "medical_help"}) {
    const std::string at = "request_kinds." + std::string(kind) + ".";
    settings.set(at + "rate_60_79", 300.0);
    settings.set(at + "rate_80_plus", 900.0);
  }
  at_once(settings);
  return settings;
}

Settings with_teams(Size size = year) {
  Settings settings = needy(size);
  settings.switch_on("volunteer_teams", true);
  settings.set("volunteer_teams.start_share", .05);
  return settings;
}

TEST(VolunteerTeams, ServeRequestsAndGiveHours) {
  Settings with = needy();
  with.switch_on("volunteer_teams", true);
  with.set("volunteer_teams.start_share", .05);
  const Runs runs({needy(), with});
  EXPECT_EQ(runs.of(0, "volunteers_active"), 0);
  EXPECT_EQ(runs.of(0, "served_by_server", served_by(Server::volunteer)), 0);
  EXPECT_GT(runs.of(1, "volunteers_active"), 20);
  EXPECT_GT(runs.of(1, "served_by_server", served_by(Server::volunteer)), 20);
  EXPECT_LT(runs.of(1, "served_by_server", served_by(Server::grid_worker)),
            runs.of(0, "served_by_server", served_by(Server::grid_worker)));  // what replaces paid work
  EXPECT_GT(runs.of(1, "volunteer_hours"), 300);
  EXPECT_GT(runs.of(1, "volunteer_request_share"), .01);
  EXPECT_GT(runs.of(1, "volunteer_hours_gini"), .2);
  EXPECT_GT(runs.of(1, "unpaid_hours"), runs.of(0, "unpaid_hours") + 300);
  EXPECT_GT(runs.of(1, "cost_per_household"), runs.of(0, "cost_per_household"));
  EXPECT_GT(runs.of(1, "activities"), 0);
  EXPECT_GT(runs.of(1, "activity_guests"), 0);
  EXPECT_GT(runs.of(1, "participation_stages", participant), 20);
  EXPECT_GT(runs.of(1, "participation_stages", organiser), 0);
  EXPECT_EQ(runs.of(0, "participation_stages", participant), 0);
}

TEST(VolunteerTeams, WithoutAnOrganiserHoldNoActivitiesAndAskNobody) {
  Settings none = with_teams();
  none.set("volunteer_teams.start_share", 0.0);
  none.set("volunteer_teams.spontaneous", .01);
  none.set("volunteer_teams.by_ties", 0.0);
  none.set("volunteer_teams.organisers_per_month", 0.0);
  none.set("volunteer_teams.asks_per_week", 10.0);
  none.set("volunteer_teams.yes_chance", 1.0);
  Settings asked_nobody = none;
  asked_nobody.set("volunteer_teams.asks_per_week", 0.0);
  const Runs runs({none, asked_nobody});
  EXPECT_GT(runs.of(0, "volunteers_active"), 10);
  EXPECT_EQ(runs.of(0, "activities"), 0);
  EXPECT_EQ(runs.of(0, "volunteers_active"), runs.of(1, "volunteers_active"));
}

TEST(VolunteerTeams, DissolveWhenAPolicyEndsThem) {
  Settings without = with_teams();
  without.switch_on("volunteer_teams", false);
  const Runs runs({with_teams(), without});
  EXPECT_EQ(runs.of(1, "volunteers_active"), 0);
  EXPECT_LT(runs.of(1, "volunteer_hours"), 10);
  EXPECT_LT(runs.of(1, "volunteer_retention_share"), 1e-9);
}

Settings with_members(double formality) {
  Settings settings = needy();
  settings.switch_on("double_check_in", true);
  settings.set("double_check_in.members_share", .3);
  settings.set("double_check_in.hours_per_year", 24.0);
  settings.set("double_check_in.formality", formality);
  return settings;
}

TEST(DoubleCheckIn, BringsHoursAndServes) {
  const Runs runs({needy(), with_members(0)});
  EXPECT_GT(runs.of(1, "member_hours_in_ledgers", truth), 1000);
  EXPECT_GT(runs.of(1, "served_by_server", served_by(Server::volunteer)), 20);
  EXPECT_EQ(runs.of(1, "volunteers_active"), 0);  // members are no volunteers
  EXPECT_EQ(runs.of(1, "volunteer_hours"), 0);
}

TEST(DoubleCheckIn, OnPaperClaimsOutrunTheTruth) {
  const Runs runs({with_members(0), with_members(.8)});
  EXPECT_EQ(runs.of(0, "member_hours_in_ledgers", claims), runs.of(1, "member_hours_in_ledgers", claims));
  EXPECT_GT(runs.of(0, "member_hours_in_ledgers", truth), .8 * runs.of(0, "member_hours_in_ledgers", claims));
  EXPECT_LT(runs.of(1, "member_hours_in_ledgers", truth), .35 * runs.of(1, "member_hours_in_ledgers", claims));
}

TEST(DoubleCheckIn, CrowdsOutVolunteers) {
  Settings apart = with_teams();
  apart.switch_on("double_check_in", true);
  apart.set("double_check_in.members_share", .5);
  apart.set("double_check_in.hours_per_year", 60.0);
  apart.set("double_check_in.crowding_out", 0.0);
  apart.set("volunteer_teams.spontaneous", .01);
  Settings crowded = apart;
  crowded.set("double_check_in.crowding_out", .9);
  const Runs runs({apart, crowded});
  EXPECT_LT(runs.of(1, "volunteers_joined"), .7 * runs.of(0, "volunteers_joined"));
}

Settings with_pairs() {
  Settings settings = needy();
  settings.switch_on("neighbour_pairs", true);
  settings.set("neighbour_pairs.pairs_share", 1.0);
  settings.set("neighbour_pairs.checks_per_week", 2.0);
  return settings;
}

TEST(NeighbourPairs, EndWhereTheyDoNotFitAndWhereHelpersTire) {
  Settings fitting = with_pairs();
  fitting.set("neighbour_pairs.mismatch_chance", 0.0);
  fitting.set("neighbour_pairs.tires_per_month", 0.0);
  Settings misfits = fitting;
  misfits.set("neighbour_pairs.mismatch_chance", 1.0);
  misfits.set("neighbour_pairs.renewal_chance", 0.0);
  Settings tired = fitting;
  tired.set("neighbour_pairs.tires_per_month", .3);
  const Runs runs({needy(), fitting, misfits, tired});
  EXPECT_EQ(runs.of(1, "pairs_ended"), 0);
  EXPECT_EQ(runs.of(2, "pairs_ended"), runs.of(2, "pairs_begun"));
  EXPECT_LT(runs.of(2, "pair_checks"), .2 * runs.of(1, "pair_checks"));
  EXPECT_GT(runs.of(3, "pairs_ended"), 10);
  EXPECT_LT(runs.of(3, "pair_checks"), runs.of(1, "pair_checks"));
}

/// A pair that begins at the turn of a month has that month to find out whether it fits.
TEST(NeighbourPairs, MeetBeforeTheyFindThatTheyDoNotFit) {
  Settings misfits = with_pairs();
  misfits.set("run.warmup_days", std::int64_t{0});
  misfits.set("neighbour_pairs.mismatch_chance", 1.0);
  misfits.set("neighbour_pairs.renewal_chance", 0.0);
  const Runs runs({misfits});
  EXPECT_GT(runs.of(0, "pair_checks"), 50);
  EXPECT_EQ(runs.of(0, "pairs_ended"), runs.of(0, "pairs_begun"));
}

TEST(TalentStudios, TakeTheBestConnected) {
  Settings settings = needy({.households = 400, .days = 7});
  settings.switch_on("talent_studios", true);
  const PolicyExperiment experiment({settings});
  const Society society = experiment.society(0);
  const CommunityPlan& plan = society.population().communities[0];
  double all = 0, members = 0;
  for (std::uint32_t row = 0; row < plan.residents(); ++row) all += plan.ties.degree(row);
  const std::vector<ResidentId>& brought = society.community(0).volunteers.resident;
  for (const ResidentId r : brought) members += plan.ties.degree(r.row);
  ASSERT_EQ(brought.size(), 16u);
  EXPECT_GT(members / 16, 1.5 * all / static_cast<double>(plan.residents()));
}

/// Everything unpaid at once, in plenty.
Settings crowd(Size size) {
  Settings settings = steady_settings(size);
  at_once(settings);
  settings.set("volunteer_teams.start_share", .2);
  settings.set("volunteer_teams.hours_per_week", 5.0);
  settings.set("volunteer_teams.activity_every", std::int64_t{10});
  settings.set("double_check_in.members_share", .4);
  settings.set("double_check_in.hours_per_year", 150.0);
  settings.set("neighbour_pairs.pairs_share", 1.0);
  settings.set("neighbour_pairs.checks_per_week", 7.0);
  settings.set("neighbour_pairs.minutes", 60.0);
  return settings;
}

/// What may be said of volunteers at any moment.
void look_at(const CommunityPlan& plan, const Community& community, Seconds now) {
  const VolunteerColumns& v = community.volunteers;
  std::set<std::uint32_t> people, in_hand;
  std::uint32_t active = 0;
  for (std::size_t row = 0; row < v.size(); ++row) {
    EXPECT_TRUE(people.insert(v.resident[row].row).second);
    EXPECT_EQ(v.row[v.resident[row].row].row, row);
    active += v.active[row];
    if (v.active[row] != 0 || v.member[row] != Member::no) {
      EXPECT_GE(plan.age[v.resident[row].row], 16);
    }
    const bool has_request = v.request[row].exists();
    if (has_request) {
      EXPECT_TRUE(in_hand.insert(v.request[row].row).second);
      EXPECT_TRUE(v.phase[row] == VolunteerPhase::walking_to || v.phase[row] == VolunteerPhase::serving);
    }
    EXPECT_TRUE(v.phase[row] != VolunteerPhase::serving || has_request);
    if (v.phase[row] != VolunteerPhase::off) {
      EXPECT_LE(v.begun[row], now);
      EXPECT_GE(v.until[row], now);
      EXPECT_LE(v.checks_until[row], v.begun[row]) << "at a neighbour's door and elsewhere";
    }
  }
  EXPECT_EQ(active, v.active_count);
  for (const RequestId r : v.queue) EXPECT_FALSE(in_hand.contains(r.row));
}

/// Neighbours who volunteer are counted along the way; here they are counted again.
void recount(const CommunityPlan& plan, const Community& community) {
  const VolunteerColumns& v = community.volunteers;
  std::array<std::int64_t, stage_count> stages{};
  for (std::uint32_t row = 0; row < plan.residents(); ++row) {
    std::uint32_t known = 0;
    for (const std::uint32_t other : plan.ties.neighbours(row)) {
      known += v.row[other].exists() && v.active[v.row[other].row] != 0 ? 1 : 0;
    }
    ASSERT_EQ(v.active_neighbours[row], known);
    ++stages[static_cast<std::size_t>(v.stage[row])];
  }
  EXPECT_EQ(stages, community.tally.volunteers.residents);
}

TEST(Volunteers, AreInOnePlaceAtATimeAndOldEnough) {
  const PolicyExperiment experiment({crowd({.households = 300, .warmup_days = 0, .days = 45})});
  Society society = experiment.society(0);
  Seconds now = 0;
  bool busy = false;
  for (; now < experiment.calendar().end; now += day_seconds) {
    // Midnight first, then the day in steps of ten minutes.
    society.turn_day(day_of(now));
    society.begin_day(0, day_of(now));
    society.publish(day_of(now));
    for (Seconds t = now; t < now + day_seconds; t += 600) {
      society.play(0, {t, t + 600});
      look_at(society.population().communities[0], society.community(0), t + 600);
      busy = busy || society.community(0).volunteers.request.size() > 100;
    }
    recount(society.population().communities[0], society.community(0));
    society.check_books(now + day_seconds);
    if (HasFailure()) break;
  }
  EXPECT_TRUE(busy);
}

TEST(Volunteers, OnAnyThreadsAndWindowsGiveOneDigest) {
  Settings settings = crowd({.communities = 9, .households = 90, .warmup_days = 20, .days = 40});
  const std::string one = digest_of(settings);
  settings.set("run.window_seconds", std::int64_t{900});
  EXPECT_EQ(digest_of(settings), one);
}

/// Who volunteers changes nobody's needs and no hazard: what arises of itself stays as it is, everywhere.
TEST(Volunteers, LeaveWhatArisesAsItWas) {
  const auto arisen = [](const Settings& settings) {
    const PolicyExperiment experiment({settings}, true);
    const RunResult run = run_of(experiment);
    const std::vector<TraceColumn>& columns = run.trace.at(0).columns;
    const auto column = [&](const std::string& name) -> const std::vector<std::int64_t>& {
      return std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; })->values;
    };
    std::multiset<std::vector<std::int64_t>> of_itself;
    for (std::size_t i = 0; i < column("kind").size(); ++i) {
      if (column("worsened")[i] != 0) continue;
      of_itself.insert({column("community")[i], column("kind")[i], column("of_place")[i], column("origin")[i],
                        column("trial")[i], column("onset")[i]});
    }
    return of_itself;
  };
  const Size size{.communities = 3, .households = 200, .days = 60};
  const auto with = arisen(crowd(size));
  EXPECT_EQ(with, arisen(small_settings(size)));
  EXPECT_GT(with.size(), 100u);
}

}  // namespace
}  // namespace cogov::testing
