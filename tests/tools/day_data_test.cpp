/// A watched day as a page plays it: ways as long as their streets, and every request that was open, no other.
#include "tools/day_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "tests/properties/support.hpp"
#include "tools/day_parts.hpp"

namespace cogov::testing {
namespace {

using Json = nlohmann::ordered_json;
using day::TraceColumns;

constexpr std::int64_t watched_day = 2;
constexpr std::int64_t midnight = watched_day * day_seconds;

Settings watched(std::int64_t communities) {
  Settings settings = busy_settings({.communities = communities, .households = 400, .warmup_days = 10, .days = 12});
  settings.set("run.trace_day", watched_day);
  settings.set("run.trace_community", communities);
  settings.set("volunteer_teams.start_share", .1);  // so that every day has volunteers
  settings.set("request_kinds.papers.rate_17_59", 8000.0);
  return settings;
}

struct Day {
  explicit Day(std::int64_t communities)
      : experiment({watched(communities)}, true), traced(run_of(experiment)), json(day_data(experiment, traced)) {}
  PolicyExperiment experiment;
  RunResult traced;
  Json json;
};

/// All of it is within the frame: riders' zones are the community itself.
const Day& alone() {
  static const Day day(1);
  return day;
}
/// The fifth of a zone of five.
const Day& among_others() {
  static const Day day(5);
  return day;
}

double length_of(const Json& path) {
  double metres = 0;
  for (std::size_t i = 3; i < path.size(); i += 3) {
    metres += std::hypot(path[i + 1].get<double>() - path[i - 2].get<double>(),
                         path[i + 2].get<double>() - path[i - 1].get<double>());
  }
  return metres;
}

/// A trip as the table has it.
struct Way {
  std::int64_t mover = 0, who = 0, purpose = 0, depart_ms = 0, arrive_ms = 0, length_mm = 0;
};

std::vector<Way> ways_of(const RunResult& traced) {
  const TraceColumns table(traced, "movements");
  std::map<std::int64_t, Way> ways;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto at = [&](const char* column) { return table.at(column)[row]; };
    Way& way = ways.try_emplace(at("trip"), Way{at("mover"), at("who"), at("purpose"), at("enter_ms")}).first->second;
    way.arrive_ms = at("leave_ms");
    way.length_mm += std::abs(at("to_mm") - at("from_mm"));
  }
  std::vector<Way> list;
  for (const auto& [trip, way] : ways) list.push_back(way);
  return list;
}

TEST(DayData, WaysAreAsLongAsTheirStreetsAndTakeAsLong) {
  const std::vector<Way> ways = ways_of(alone().traced);
  const Json& trips = alone().json["trips"];
  ASSERT_EQ(trips.size(), ways.size());
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const Json& path = trips[i]["path"];
    ASSERT_EQ(trips[i]["mover"], ways[i].mover);
    ASSERT_EQ(trips[i]["who"], ways[i].who);
    ASSERT_EQ(trips[i]["purpose"], ways[i].purpose);
    const double corners = static_cast<double>(path.size()) / 3;
    ASSERT_NEAR(length_of(path), static_cast<double>(ways[i].length_mm) / 1000, 1.5 * corners) << path;
    ASSERT_NEAR(path[0].get<double>(), static_cast<double>(ways[i].depart_ms) / 1000 - midnight, .5);
    ASSERT_NEAR(path[path.size() - 3].get<double>(), static_cast<double>(ways[i].arrive_ms) / 1000 - midnight, 1);
  }
}

TEST(DayData, TheTimesOfEveryWayRise) {
  for (const Day* day : {&alone(), &among_others()}) {
    for (const Json& trip : day->json["trips"]) {
      const Json& path = trip["path"];
      ASSERT_EQ(path.size() % 3, 0U);
      ASSERT_GE(path.size(), 6U);
      for (std::size_t i = 3; i < path.size(); i += 3) ASSERT_GT(path[i], path[i - 3]) << path;
    }
  }
}

TEST(DayData, EveryKindOfMoverIsOut) {
  std::map<std::int64_t, std::size_t> trips;
  for (const Json& trip : alone().json["trips"]) ++trips[trip["mover"]];
  EXPECT_GT(trips[0], 1U);   // residents
  EXPECT_GT(trips[1], 20U);  // grid workers
  EXPECT_GT(trips[2], 1U);   // volunteers
  EXPECT_GT(trips[3], 50U);  // couriers
}

using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, bool>;  // onset, kind, building, of a person

TEST(DayData, HoldsWhatWasOpenOnTheDayAndNothingElse) {
  for (const Day* day : {&alone(), &among_others()}) {
    const TraceColumns table(day->traced, "requests");
    std::multiset<Key> open;
    std::size_t still = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto at = [&](const char* column) { return table.at(column)[row]; };
      const std::int64_t first = std::max(at("onset"), midnight);  // second at which it is or would be open
      const bool over = (at("fixed") != -1 && at("fixed") <= first) || (at("ended") != -1 && at("ended") <= first);
      if (over || first >= midnight + day_seconds || at("community") + 1 != (day == &alone() ? 1 : 5)) continue;
      open.insert({at("onset") - midnight, at("kind"), at("building"), at("of_place") == 0});
      still += at("ended") == -1 ? 1 : 0;
    }
    std::multiset<Key> told;
    for (const Json& request : day->json["requests"])
      told.insert(Key(request["onset"], request["kind"], request["building"], request["personal"]));
    EXPECT_EQ(told, open);
    EXPECT_GT(open.size(), 20U);
    EXPECT_LT(still, open.size());
  }
}

TEST(DayData, TellsTheTimesOfTheTrace) {
  const TraceColumns table(alone().traced, "requests");
  const std::pair<const char*, const char*> stamps[] = {
      {"onset", "onset"},     {"noticed", "noticed"}, {"reported", "reported"}, {"dispatched", "dispatched"},
      {"service", "service"}, {"closed", "resolved"}, {"fixed", "fixed"}};
  for (const auto& [name, column] : stamps) {
    std::multiset<std::int64_t> told, traced;
    for (const Json& request : alone().json["requests"]) {
      if (!request[name].is_null() && request[name] > 0 && request[name] < day_seconds)
        told.insert(request[name].get<std::int64_t>());
    }
    for (const std::int64_t time : table.at(column)) {
      if (time > midnight && time < midnight + day_seconds) traced.insert(time - midnight);
    }
    // What ended before the day has no time on it; what happens on it is told, to the last second.
    EXPECT_EQ(told, traced) << name;
    EXPECT_GT(told.size(), 0U) << name;
  }
}

TEST(DayData, WhatIsNotFixedAndIsNoMoreHasAnEnd) {
  const TraceColumns table(alone().traced, "requests");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto at = [&](const char* column) { return table.at(column)[row]; };
    const bool is_over = at("state") >= static_cast<std::int64_t>(RequestState::rated);
    ASSERT_EQ(at("ended") != -1, is_over);
    for (const char* earlier : {"onset", "noticed", "reported", "dispatched", "service", "resolved", "fixed"}) {
      ASSERT_TRUE(!is_over || at(earlier) == -1 || at("ended") >= at(earlier));
    }
  }
  std::size_t ended = 0;
  for (const Json& request : alone().json["requests"]) {
    EXPECT_TRUE(request["ended"].is_null() || request["fixed"].is_null());
    ended += request["ended"].is_null() ? 0 : 1;
    EXPECT_FALSE(request["withdrawn"] == true && request["ended"].is_null());
  }
  EXPECT_GT(ended, 0U);
}

TEST(DayData, ShowsTheWatchedCommunityAndCutsOffWaysThatLeaveIt) {
  const Json& place = among_others().json["place"];
  const double width = place["width"], height = place["height"];
  EXPECT_EQ(place["buildings"].size(), among_others().experiment.society(0).population().communities[4].buildings());
  for (const Json& building : place["buildings"]) {
    EXPECT_GE(building[0], 0);
    EXPECT_LE(building[0], width);
    EXPECT_GE(building[1], 0);
    EXPECT_LE(building[1], height);
  }
  const auto within = [&](const Json& path, std::size_t corner) {
    const double x = path[3 * corner + 1], y = path[3 * corner + 2];
    return x >= -1 && x <= width + 1 && y >= -1 && y <= height + 1;
  };
  std::size_t cut = 0;
  for (const Json& trip : among_others().json["trips"]) {
    const std::size_t corners = trip["path"].size() / 3;
    EXPECT_TRUE(trip["mover"] == 3 || (within(trip["path"], 0) && within(trip["path"], corners - 1)));
    // One corner at either end may lie outside: there the way enters or leaves.
    for (std::size_t end : {std::size_t{0}, corners - 1}) cut += within(trip["path"], end) ? 0 : 1;
  }
  EXPECT_GT(cut, 0U);
  EXPECT_LT(among_others().json["trips"].size(), ways_of(among_others().traced).size());
}

TEST(DayData, HasWordsInBothLanguagesForEverythingItCounts) {
  const Json& json = alone().json;
  EXPECT_EQ(json["purposes"].size(), static_cast<std::size_t>(Purpose::service_point) + 1);
  EXPECT_EQ(json["finders"].size(), static_cast<std::size_t>(Finder::child) + 1);
  EXPECT_EQ(json["servers"].size(), server_count);
  EXPECT_EQ(json["kinds"].size(), kind_count);
  for (const char* list : {"purposes", "finders", "servers", "kinds"}) {
    for (const Json& word : json[list]) {
      EXPECT_FALSE(word["en"].get<std::string>().empty());
      EXPECT_FALSE(word["zh"].get<std::string>().empty());
    }
  }
  EXPECT_EQ(json["day"], watched_day);
  EXPECT_EQ(json["weekday"], 2);  // day 0 is a Monday
}

TEST(DayData, IsTheSameEveryTime) { EXPECT_EQ(Day(1).json.dump(), alone().json.dump()); }

TEST(DayData, IsSmallEnoughForAPage) { EXPECT_LT(alone().json.dump().size(), 1'000'000U); }

}  // namespace
}  // namespace cogov::testing
