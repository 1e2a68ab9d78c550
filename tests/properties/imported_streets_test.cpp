/// People live on streets that were read from a file: books balance, ways are ways, one digest.
#include <gtest/gtest.h>

#include <filesystem>

#include "sim/engine.hpp"
#include "sim/errors.hpp"
#include "sim/network/graphml.hpp"
#include "tests/properties/watched_day.hpp"

namespace cogov::testing {

namespace {

/// Eight by eight junctions 80 to 120 m apart, some streets missing, one alley without an end.
Imports small_town() {
  Streets streets;
  constexpr int across = 8;
  for (int y = 0; y < across; ++y) {
    for (int x = 0; x < across; ++x) streets.add_node(100.0 * x + (y * 7) % 5, 100.0 * y + (x * 3) % 4);
  }
  const auto node = [](int x, int y) { return StreetNodeId(static_cast<std::size_t>(y * across + x)); };
  for (int y = 0; y < across; ++y) {
    for (int x = 0; x < across; ++x) {
      const auto length = static_cast<std::uint32_t>(80'000 + (x * 13 + y * 29) % 41 * 1000);
      if (x + 1 < across && (x + y) % 5 != 4) streets.add_edge(node(x, y), node(x + 1, y), length);
      if (y + 1 < across) streets.add_edge(node(x, y), node(x, y + 1), length + 500, StreetKind::lane);
    }
  }
  const StreetNodeId end = streets.add_node(-50, -50);
  streets.add_edge(node(0, 0), end, 70'711);
  return {.streets = std::make_shared<const Streets>(streets), .ties = {}};
}

/// The streets of a real neighbourhood, where they lie beside the project; none otherwise.
Imports west_oakland() {
  const std::filesystem::path file = COGOV_SOURCE_DIR "/../shared/data/west-oakland.graphml";
  if (!std::filesystem::exists(file)) return {};
  const StreetsRead read = read_graphml(file, file.filename().string(), KeepParts::largest);
  return {.streets = std::make_shared<const Streets>(read.streets), .ties = {}};
}

Settings lively() {
  Settings settings = busy_settings({.communities = 3, .households = 500, .warmup_days = 15, .days = 30});
  settings.set("run.trace_day", std::int64_t{8});
  settings.set("run.trace_community", std::int64_t{2});
  settings.set("volunteer_teams.start_share", .1);
  settings.set("request_kinds.papers.rate_17_59", 4000.0);
  return settings;
}

void live_on(const Imports& imports) {
  const PolicyExperiment experiment({lively()}, false, imports);
  Society society = experiment.society(0);
  const Calendar& calendar = experiment.calendar();
  for (Seconds now = calendar.start; now < calendar.end; now += day_seconds) {
    advance(society, {now, now + day_seconds}, experiment.window());
    society.check_books(now + day_seconds);
  }
  const WatchedDay day(lively(), imports);
  EXPECT_GT(day.rows("movements"), 500U);
  expect_no_gaps(day);
  expect_nobody_in_two_places(day);
  EXPECT_EQ(day.rows("street_edges"), imports.streets->edges());
}

TEST(ImportedStreets, ArePeopledWithBooksBalanced) { live_on(small_town()); }

TEST(ImportedStreets, OfARealNeighbourhoodArePeopledToo) {
  const Imports imports = west_oakland();
  if (!imports.streets) GTEST_SKIP() << "shared/data/west-oakland.graphml is not beside the project";
  live_on(imports);
}

TEST(ImportedStreets, HaveNoEstatesToSpeakOf) {
  Settings settings = lively();
  settings.set("streets.file", std::string("town.csv"));
  EXPECT_NO_THROW(PolicyExperiment({settings}, false, small_town()));
  settings.set("streets.side_gates", 3.0);
  EXPECT_THROW(PolicyExperiment({settings}, false, small_town()), UserError);
}

TEST(ImportedStreets, GiveOneDigestInAnyWindow) {
  std::string one;
  for (const std::int64_t window : {900, 86400}) {
    Settings settings = lively();
    settings.set("run.window_seconds", window);
    const PolicyExperiment experiment({settings}, false, small_town());
    const std::string digest = run_digest(experiment.layout(), run_of(experiment));
    if (one.empty()) one = digest;
    EXPECT_EQ(digest, one);
  }
}

}  // namespace

}  // namespace cogov::testing
