/// Couriers: their days, what they report, what it costs them and others.
#include "models/couriers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "sim/ensemble.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr Size half_year{.communities = 2, .households = 600, .warmup_days = 30, .days = 180};

/// A place whose many riders all report much of what they see.
Settings with_couriers(Size size = half_year) {
  Settings settings = small_settings(size);
  settings.switch_on("roaming_couriers", true);
  settings.set("roaming_couriers.enrolled_share", 1.0);
  settings.set("roaming_couriers.notice_chance", .2);
  settings.set("roaming_couriers.belief_start", .5);
  settings.set("roaming_couriers.false_per_1000_stops", 2.0);
  at_once(settings);
  return settings;
}

Settings changed(Settings settings, const std::string& path, Value value) {
  settings.set(path, std::move(value));
  return settings;
}

constexpr std::size_t truth = 0, records = 1;

TEST(Couriers, FindWhatCanBeSeenBeforeAnybodyComplains) {
  Settings off = with_couriers();
  off.switch_on("roaming_couriers", false);
  const Runs runs({off, with_couriers()});
  EXPECT_EQ(runs.of(0, "found_first_share"), 0);
  EXPECT_EQ(runs.of(0, "courier_reports"), 0);
  EXPECT_GT(runs.of(1, "courier_reports"), 20);
  EXPECT_GT(runs.of(1, "courier_found_share"), .02);
  EXPECT_EQ(runs.of(1, "courier_found_share"), runs.of(1, "found_first_share"));
  EXPECT_GT(runs.of(1, "verification_hours"), 20. / 60 * 20);
  EXPECT_GT(runs.of(1, "riders_enrolled_end"), .5);
  EXPECT_EQ(runs.of(1, "rider_minutes_lost"),
            1.5 * (runs.of(1, "courier_reports") + runs.of(1, "courier_false_reports")));
  EXPECT_GT(runs.of(1, "rider_late_orders"), 0);
  EXPECT_LT(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean"));
}

TEST(Couriers, NeverFindWhatIsIndoors) {
  const Settings settings = with_couriers();
  const Runs runs({settings});
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    if (settings.real("request_kinds." + kind_keys()[kind] + ".visible_share") == 0) {
      EXPECT_EQ(runs.of(0, "found_first_by_kind", kind), 0) << kind_keys()[kind];
    }
  }
}

/// Nothing real is seen, so all reports are padding: they move the records and cost hours, and the truth stays.
TEST(Couriers, TrivialReportsRaiseRecordsAndWorkAndNotTheTruth) {
  Settings none = with_couriers();
  none.set("roaming_couriers.notice_chance", 0.0);
  none.set("roaming_couriers.false_per_1000_stops", 0.0);
  none.set("roaming_couriers.verification", 0.0);
  none.set("grid_workers.logging", 0.0);
  none.set("staffing.load_effect", 0.0);
  const Settings padded = changed(none, "roaming_couriers.false_per_1000_stops", 20.0);
  const Settings at_a_cost = changed(padded, "roaming_couriers.verification", 60.0);
  const Runs runs({none, padded, at_a_cost});
  EXPECT_EQ(runs.of(0, "courier_false_reports"), 0);
  EXPECT_GT(runs.of(1, "courier_false_reports"), 100);
  EXPECT_EQ(runs.of(1, "courier_precision"), 0);
  for (const char* measure : {"true_requests", "found_first_share", "courier_found_share"})
    EXPECT_EQ(runs.of(1, measure), runs.of(0, measure)) << measure;
  EXPECT_EQ(runs.of(1, "cases_by_ledger", truth), runs.of(0, "cases_by_ledger", truth));
  EXPECT_GT(runs.of(1, "cases_by_ledger", records), runs.of(0, "cases_by_ledger", records));
  EXPECT_GT(runs.of(1, "found_first_by_ledger", records), runs.of(0, "found_first_by_ledger", records) + .1);
  EXPECT_GT(runs.of(2, "verification_hours"), 100);
  EXPECT_LT(runs.of(2, "idle_share"), runs.of(1, "idle_share"));
}

TEST(Couriers, KeptOutOfEveryEstateSeeNoBuilding) {
  Settings outside = with_couriers();
  outside.set("streets.riders_kept_out_share", 1.0);
  outside.set("roaming_couriers.along_way_share", 0.0);
  const Runs runs({outside});
  EXPECT_EQ(runs.of(0, "courier_reports"), 0);
  EXPECT_GT(runs.of(0, "courier_false_reports"), 0);
}

TEST(Couriers, WithEyesForTheWaySeeMore) {
  Settings stops_only = with_couriers({.communities = 2, .households = 1500, .warmup_days = 7, .days = 180});
  stops_only.set("roaming_couriers.along_way_share", 0.0);
  stops_only.set("roaming_couriers.notice_chance", .03);  // or stops alone find nearly everything
  const Runs runs({stops_only, changed(stops_only, "roaming_couriers.along_way_share", 1.0)});
  EXPECT_GT(runs.of(1, "courier_reports"), 1.2 * runs.of(0, "courier_reports"));
}

TEST(Couriers, PaidReportMoreAndMoreOfItIsFalse) {
  const Settings unpaid = changed(with_couriers(), "roaming_couriers.belief_start", .2);
  const Runs runs({unpaid, changed(unpaid, "roaming_couriers.pay_per_report", 20.0)});
  EXPECT_GT(runs.of(1, "courier_reports"), runs.of(0, "courier_reports"));
  EXPECT_GT(runs.of(1, "courier_false_reports"), 2 * runs.of(0, "courier_false_reports"));
  EXPECT_LT(runs.of(1, "courier_precision"), runs.of(0, "courier_precision"));
  const double reports = runs.of(1, "courier_reports") + runs.of(1, "courier_false_reports");
  EXPECT_NEAR(runs.of(1, "budget_yuan_per_year") - runs.of(0, "budget_yuan_per_year"), 20 * reports * 365 / 180, 1e-6);
}

/// The same reports; in one place somebody answers.
TEST(Couriers, WhoGetNoAnswerReportLess) {
  Settings answered = with_couriers();
  answered.set("requests.first_fix_share", 1.0);
  for (const std::string& kind : kind_keys())
    answered.set("request_kinds." + kind + ".served_by", std::vector<std::string>{"grid worker"});
  Settings ignored = answered;
  ignored.set("grid_workers.full_time", std::int64_t{0});
  const Runs runs({answered, ignored});
  EXPECT_GT(runs.of(0, "courier_belief_answered"), .6);
  EXPECT_LT(runs.of(1, "courier_belief_answered"), .4);
  EXPECT_LT(runs.of(1, "riders_enrolled_end"), runs.of(0, "riders_enrolled_end") + 1e-9);
  // Less is put right where nobody works, so more could be reported there.
  EXPECT_LT(runs.of(1, "courier_precision"), runs.of(0, "courier_precision"));
}

TEST(RestStations, ThatOnlyRecruitBringTrivialReports) {
  Settings without = with_couriers();
  without.set("roaming_couriers.enrolled_share", 0.0);
  Settings with = without;
  with.switch_on("rest_stations", true);
  with.set("rest_stations.recruited_only", 1.0);
  const Runs runs({without, with});
  EXPECT_EQ(runs.of(0, "riders_enrolled_end"), 0);
  EXPECT_EQ(runs.of(1, "riders_enrolled_end"), 1);
  EXPECT_EQ(runs.of(1, "courier_reports"), 0);
  EXPECT_GT(runs.of(1, "courier_false_reports"), 10);
}

TEST(Errands, AreCarriedWhereNobodyElseServesThem) {
  Settings nobody = with_couriers();
  nobody.set("request_kinds.errands.served_by", std::vector<std::string>{"rider"});
  nobody.set("request_kinds.errands.rate_17_59", 1000.0);
  nobody.set("request_kinds.errands.reported_share", .9);
  const Runs runs({nobody, changed(nobody, "roaming_couriers.errands_per_day", std::int64_t{3})});
  EXPECT_EQ(runs.of(0, "errands_carried"), 0);
  EXPECT_GT(runs.of(1, "errands_carried"), 50);
  EXPECT_GT(runs.of(1, "fixed_within_7_days_share"), runs.of(0, "fixed_within_7_days_share") + .1);
}

// ---- days

struct Place {
  explicit Place(const Settings& settings)
      : experiment({settings}), society(experiment.society(0)), rules(CourierRules::read(settings)) {}
  [[nodiscard]] const CourierZone& zone() const { return *society.population().courier_zones.at(0); }
  [[nodiscard]] Luck luck() const { return Luck(71, 0); }
  PolicyExperiment experiment;
  Society society;
  CourierRules rules;
};

Settings late_riders() {
  Settings settings = with_couriers({.communities = 3, .households = 400});
  settings.switch_on("rest_stations", true);
  settings.set("couriers.evening_from", 20.0);  // on into the night
  return settings;
}

TEST(CourierDays, AreTripsOneAfterAnotherFromWhereTheLastEnded) {
  const Place place(late_riders());
  const CourierZone& zone = place.zone();
  std::size_t at_night = 0, to_station = 0, brought = 0;
  for (std::uint32_t day = 0; day < 30; ++day) {
    for (std::uint32_t courier = 0; courier < zone.riders; ++courier) {
      std::vector<CourierTrip> trips;
      const CourierShift shift = ride_day(zone, place.rules, place.luck(), courier, day, trips);
      EXPECT_EQ(shift.works, !trips.empty());
      for (std::size_t i = 0; i < trips.size(); ++i) {
        const CourierTrip& trip = trips[i];
        EXPECT_EQ(trip.arrive_ms - trip.depart_ms, zone.ride_ms(trip.from, trip.to, trip.at_night));
        EXPECT_LT(trip.arrive_ms, day_seconds * 1000);
        if (i > 0) {
          EXPECT_GE(trip.depart_ms, trips[i - 1].arrive_ms);
          EXPECT_EQ(zone.points[trip.from], zone.points[trips[i - 1].to]);
        }
        at_night += trip.at_night ? 1 : 0;
        to_station += trip.purpose == CourierPurpose::to_station ? 1 : 0;
        brought += trip.purpose == CourierPurpose::to_customer ? 1 : 0;
      }
    }
  }
  EXPECT_GT(at_night, 0u);
  EXPECT_GT(to_station, 0u);
  EXPECT_GT(brought, 1000u);
}

/// What the table says is what the streets add up to.
TEST(CourierDays, TakeAsLongAsTheirStreetsTogether) {
  const Place place(late_riders());
  const CourierZone& zone = place.zone();
  const Streets& streets = place.society.population().streets;
  std::size_t tried = 0;
  for (const CourierTrip& trip : courier_trips(zone, place.rules, place.luck(), 1, 3)) {
    if (++tried > 200) break;
    const TravelRule rule = zone.travel(trip.at_night);
    std::uint64_t sum = 0;
    for (const Leg& leg : route(streets, rule, zone.points[trip.from], zone.points[trip.to], zone.nodes))
      sum += leg.milliseconds;
    EXPECT_EQ(sum, trip.arrive_ms - trip.depart_ms);
  }
  EXPECT_GT(tried, 50u);
}

TEST(CourierDays, OfACommunityAreThoseOfWhoRidesThere) {
  const Place place(late_riders());
  const CourierZone& zone = place.zone();
  std::map<std::uint32_t, std::set<std::uint32_t>> communities;
  for (const CourierTrip& trip : courier_trips(zone, place.rules, place.luck(), 2, 5)) {
    if (trip.purpose == CourierPurpose::to_customer)
      communities[trip.courier].insert(zone.communities[zone.community_of(trip.to)]);
  }
  EXPECT_GT(communities.size(), 3u);
  for (const auto& [courier, where] : communities) EXPECT_TRUE(where.contains(2)) << courier;
}

TEST(CourierDays, OfOthersStayAsTheyWereWhenRidersAreAdded) {
  const Settings before = late_riders();
  const Place one(before);
  const Place more(changed(before, "couriers.extra_riders", std::int64_t{3}));
  ASSERT_EQ(more.zone().riders, one.zone().riders + 3);
  for (std::uint32_t courier = 0; courier < one.zone().riders; ++courier) {
    std::vector<CourierTrip> a, b;
    ride_day(one.zone(), one.rules, one.luck(), courier, 9, a);
    ride_day(more.zone(), more.rules, more.luck(), courier, 9, b);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].depart_ms, b[i].depart_ms);
      EXPECT_EQ(a[i].to, b[i].to);
    }
  }
}

// ---- execution

Settings busy_couriers() {
  Settings settings = with_couriers({.communities = 12, .households = 120, .warmup_days = 14, .days = 40});
  settings.switch_on("rest_stations", true);
  settings.switch_on("patrol", true);
  settings.set("roaming_couriers.errands_per_day", std::int64_t{2});
  settings.set("request_kinds.errands.served_by", std::vector<std::string>{"rider", "grid worker"});
  settings.set("roaming_couriers.leaving_per_month", .5);
  return settings;
}

TEST(CourierExecution, GivesOneDigestInAnyWindow) {
  const Settings settings = busy_couriers();
  const std::string one = digest_of(settings);
  for (const std::int64_t window : {900, 86400})
    EXPECT_EQ(digest_of(changed(settings, "run.window_seconds", window)), one) << window;
}

/// More zones than one task takes.
TEST(CourierExecution, GivesOneDigestOnAnyNumberOfThreads) {
  Settings settings = with_couriers({.communities = 60, .households = 40, .warmup_days = 7, .days = 14});
  settings.set("couriers.riders", std::int64_t{6});
  const PolicyExperiment experiment({settings});
  ASSERT_GT(experiment.society(0).population().courier_zones.size(), 4u);
  std::set<std::string> digests;
  const std::vector<RunKey> one_run{{0, 0}};
  const std::atomic<bool> stop{false};
  for (const std::uint32_t threads : {1U, 2U, 8U}) {
    run_ensemble(experiment, one_run, threads, stop,
                 {.done = [&](RunKey, RunResult&& run) { digests.insert(run_digest(experiment.layout(), run)); },
                  .failed = [](RunKey, const std::string& reason) { ADD_FAILURE() << reason; }});
  }
  EXPECT_EQ(digests.size(), 1u);
}

/// Hundreds of riders a day come to one door and would all report the same problem.
TEST(CourierBooks, BalanceWhereEverybodyComesToOneDoor) {
  Settings settings = with_couriers({.communities = 1, .households = 2000, .warmup_days = 0, .days = 60});
  settings.set("community.households_per_building", std::int64_t{1000});
  settings.set("couriers.orders_per_resident_year", 200.0);
  settings.set("roaming_couriers.notice_chance", 1.0);
  settings.set("roaming_couriers.belief_start", 1.0);
  const PolicyExperiment experiment({settings});
  const RunResult run = run_of(experiment);
  EXPECT_GT(value(experiment.layout(), run, "courier_reports"), 20);
}

Settings with_errands(const std::vector<std::string>& servers) {
  Settings settings = with_couriers({.communities = 1, .households = 1500, .warmup_days = 0, .days = 150});
  settings.set("couriers.riders", std::int64_t{3});
  settings.set("roaming_couriers.errands_per_day", std::int64_t{3});
  settings.set("request_kinds.errands.served_by", servers);
  settings.set("request_kinds.errands.lapse_days", 0.0);
  settings.set("request_kinds.errands.rate_60_79", 600.0);
  settings.set("requests.patience", 0.0);
  return settings;
}

/// Where nobody comes after them, what waits for riders goes on waiting for them.
TEST(CourierErrands, AreNotGivenUpWhereNobodyElseServes) {
  const PolicyExperiment experiment({with_errands({"rider"})}, true);
  const TraceTable requests = run_of(experiment).trace.at(0);
  const auto column = [&](const std::string& name) -> const std::vector<std::int64_t>& {
    return std::find_if(requests.columns.begin(), requests.columns.end(), [&](const auto& c) { return c.name == name; })
        ->values;
  };
  std::size_t stuck = 0;
  for (std::size_t i = 0; i < column("state").size(); ++i) {
    const bool reported = column("state")[i] == static_cast<std::int64_t>(RequestState::reported);
    stuck += reported && column("escalated")[i] != 0 && column("server")[i] == static_cast<int>(Server::rider) ? 1 : 0;
  }
  EXPECT_EQ(stuck, 0U);
}

TEST(CourierErrands, NeedSomebodyEnrolled) {
  Settings nobody = with_errands({"rider", "grid worker"});
  nobody.set("roaming_couriers.enrolled_share", 0.0);
  Settings off = nobody;
  off.switch_on("roaming_couriers", false);
  EXPECT_EQ(digest_of(nobody), digest_of(off));
}

TEST(CourierBooks, BalanceWithEverybodyReporting) {
  const PolicyExperiment experiment({busy_couriers()});
  Society society = experiment.society(0);
  const Calendar& calendar = experiment.calendar();
  for (Seconds now = calendar.start; now < calendar.end; now += day_seconds) {
    advance(society, {now, now + day_seconds}, experiment.window());
    society.check_books(now + day_seconds);
  }
  std::int64_t reports = 0;
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    const CourierTally& tally = society.community(c).tally.couriers;
    reports += tally.reports + tally.false_reports;
  }
  EXPECT_GT(reports, 20);
}

}  // namespace
}  // namespace cogov::testing
