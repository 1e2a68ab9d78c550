/// Synthetic logs with known rates, shapes, channels and repeats: what made them comes back.
#include "tools/calibration/findings.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "models/request_kinds.hpp"
#include "tests/tools/calibration/synthetic.hpp"

namespace cogov::testing {
namespace {

constexpr double five = 5;
constexpr double residents = 20000;
constexpr std::int64_t day = 86400;
constexpr std::int64_t monday = 1672617600;  // 2023-01-02

struct World {
  double leaks = 60, litter = 25;  ///< reports a year and 1,000 residents
  double found = 15;               ///< litter that staff find, likewise
  double day_share = .8, weekend_factor = .5;
  double days = 730;
  double median = 2, p90 = 9;  ///< of leaks, in days
  double again = .2;           ///< chance that a leak is reported again, a day later
};

struct Line {
  std::int64_t opened;
  std::string kind, channel;
  double days;
  int house;
};

/// Thins a Poisson stream at the highest rate.
void add_stream(std::vector<Line>& lines, const World& world, double yearly, const char* kind, const char* channel,
                const Lognormal& law, Uniforms& u) {
  const double by_day = 24 * world.day_share / 14, by_night = 24 * (1 - world.day_share) / 10;
  const double week = 7 / (5 + 2 * world.weekend_factor);  // of a day of the week, so that the mean is 1
  const double highest = std::max(by_day, by_night) * week * std::max(1.0, world.weekend_factor);
  const double mean_gap = 365 * day / (yearly * residents / 1000);
  for (double t = 0;;) {
    t += exponential(u(), mean_gap / highest);
    if (t >= world.days * day) return;
    const auto at = static_cast<std::int64_t>(t);
    const std::int64_t hour = at % day / 3600;
    const double rate =
        (hour >= 7 && hour < 21 ? by_day : by_night) * week * (at / day % 7 >= 5 ? world.weekend_factor : 1);
    if (u() * highest > rate) continue;
    const double days = law.at(u());
    lines.push_back({monday + at, kind, channel, days, static_cast<int>(u() * 1e6)});
  }
}

std::filesystem::path write_log(const World& world, std::uint64_t seed) {
  Uniforms u(seed);
  std::vector<Line> lines;
  const Lognormal slow = Lognormal::from_median_p90(world.median, world.p90);
  const Lognormal quick = Lognormal::from_median_p90(.01, .05);
  add_stream(lines, world, world.leaks, "leak", "phone", slow, u);
  add_stream(lines, world, world.litter, "litter", "app", slow, u);
  add_stream(lines, world, world.found, "litter", "staff", quick, u);
  const std::size_t once = lines.size();
  for (std::size_t i = 0; i < once; ++i) {
    if (u() >= world.again) continue;
    Line more = lines[i];
    more.opened += day;
    lines.push_back(more);
  }
  const std::filesystem::path file = std::filesystem::path(::testing::TempDir()) / fmt::format("log-{}.csv", seed);
  std::ofstream out(file);
  out << "id,type,opened,closed,source,address\n";
  const std::int64_t end = monday + static_cast<std::int64_t>(world.days) * day;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.opened >= end) continue;
    const std::int64_t closed = line.opened + static_cast<std::int64_t>(line.days * day);
    const auto text = [](std::int64_t t) {
      return fmt::format("{} {:02}:{:02}:{:02}", day_text(t), t % day / 3600, t % 3600 / 60, t % 60);
    };
    out << fmt::format("{},{},{},{},{},house {}\n", i, line.kind, text(line.opened), closed < end ? text(closed) : "",
                       line.channel, line.house);
  }
  return file;
}

struct Read {
  RequestLog log;
  Findings found;
};

Read read(const World& world, std::uint64_t seed) {
  const std::filesystem::path file = write_log(world, seed);
  RequestLog log = read_request_log(file, {});
  std::filesystem::remove(file);
  Findings found = findings_of(log, {}, residents);
  return {std::move(log), std::move(found)};
}

void expect_near(const Estimate& estimate, double truth, const char* what) {
  ASSERT_TRUE(estimate.known()) << what;
  EXPECT_LT(std::abs(estimate.value - truth), five * estimate.error) << what << ": " << estimate.value;
}

const KindFinding& kind_of(const Findings& found, const char* key) {
  return *std::find_if(found.kinds.begin(), found.kinds.end(), [&](const KindFinding& each) {
    return each.kind != no_kind && kind_keys()[static_cast<std::size_t>(each.kind)] == key;
  });
}

class SyntheticLogs : public ::testing::TestWithParam<int> {};

TEST_P(SyntheticLogs, GiveBackWhatMadeThem) {
  World world;
  if (GetParam() == 1)
    world = {.leaks = 200, .litter = 5, .found = 40, .day_share = .6, .weekend_factor = 1.5, .days = 200};
  if (GetParam() == 2)
    world = {.leaks = 20,
             .litter = 90,
             .found = 2,
             .day_share = .9,
             .weekend_factor = 1,
             .median = 20,
             .p90 = 60,
             .again = 0};
  const auto [log, found] = read(world, 40 + static_cast<std::uint64_t>(GetParam()));
  const double all = 1 + world.again;
  expect_near(kind_of(found, "leak").rate, world.leaks * all, "leaks");
  expect_near(kind_of(found, "litter").rate, world.litter * all, "litter");
  EXPECT_NEAR(static_cast<double>(kind_of(found, "litter").found),
              world.found * all * residents / 1000 * world.days / 365, five * std::sqrt(2 * world.found * 40 * 2));
  expect_near(found.shape.day_share, world.day_share, "day");
  // A repeat comes a day later, so that the step between the week and its end is softer by its share.
  const double again = world.again / all;
  const double w = world.weekend_factor;
  const double soft = ((2 * w * (1 - again) + again * (w + 1)) / 2) / ((5 * (1 - again) + again * (4 + w)) / 5);
  expect_near(found.shape.weekend_factor, soft, "weekend");
  expect_near(kind_of(found, "leak").of_reports.median, world.median, "median");
  expect_near(kind_of(found, "leak").of_reports.p90, world.p90, "p90");
  EXPECT_NEAR(found.repeats.within_62_hours.value, again, five * found.repeats.within_62_hours.error + .002);
  EXPECT_GT(found.open, 0U);
}

INSTANTIATE_TEST_SUITE_P(Worlds, SyntheticLogs, ::testing::Range(0, 3));

TEST(FindingsOfALog, StaffArePartedFromResidents) {
  const auto [log, found] = read({}, 99);
  const KindFinding& litter = kind_of(found, "litter");
  EXPECT_LT(litter.of_found.median.value, .02);
  EXPECT_NEAR(litter.of_reports.median.value, 2, .3);
}

RequestLog log_of(const std::string& text, const LogMap& map = {}) {
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) /
      (::testing::UnitTest::GetInstance()->current_test_info()->name() + std::string(".csv"));
  std::ofstream(file) << text;
  RequestLog log = read_request_log(file, map);
  std::filesystem::remove(file);
  return log;
}

TEST(ReadingALog, DaysAloneAreWholeDaysApart) {
  const RequestLog days = log_of("kind,opened,closed\nlitter,2024-05-03,2024-05-04\nlitter,2024-05-04,2024-05-04\n");
  EXPECT_EQ(days.cases[0].seconds, day);
  EXPECT_EQ(days.cases[1].seconds, day / 2);
  const RequestLog hours =
      log_of("kind,opened,closed\nlitter,2024-05-03 06:00,2024-05-04\nlitter,2024-05-04 18:00,2024-05-04\n");
  EXPECT_EQ(hours.cases[0].seconds, day + day / 4);
  EXPECT_EQ(hours.cases[1].seconds, day / 8);
}

TEST(ReadingALog, AShiftMakesNoHours) {
  LogMap map;
  for (const std::int64_t hours : {-5, 8}) {
    map.shift_seconds = hours * 3600;
    EXPECT_FALSE(log_of("kind,opened\nlitter,2024-05-03 00:00:00\nlitter,2024-05-04 00:00:00\n", map).has_hours);
    const RequestLog days = log_of("kind,opened\nlitter,2024-05-03\nlitter,2024-05-04\n", map);
    EXPECT_FALSE(days.has_hours);
    EXPECT_EQ(day_text(days.first), "2024-05-03");
    EXPECT_TRUE(log_of("kind,opened\nlitter,2024-05-03 09:30\nlitter,2024-05-04 10:00\n", map).has_hours);
  }
}

TEST(ReadingALog, TheClosingIsLookedForAmongAllDates) {
  const RequestLog log = log_of("kind,opened,inspected,time of completion\nlitter,2024-05-03,2024-05-04,2024-05-06\n");
  ASSERT_TRUE(log.columns[LogField::closed].has_value());
  EXPECT_EQ(log.columns[LogField::closed]->column, 3U);
}

TEST(ReadingALog, MonthsAndDaysDontWrap) {
  for (const char* text : {"260/5/2024", "5/260/2024", "2024-05-260", "2024-0-5", "2024-5-0"}) {
    EXPECT_FALSE(read_moment(text, DayOrder::month_first).has_value()) << text;
    EXPECT_FALSE(read_moment(text, DayOrder::day_first).has_value()) << text;
  }
}

TEST(FindingsOfALog, DuplicatesTellOfNoNeed) {
  const RequestLog log = log_of(
      "kind,opened,status\nleak,2024-05-03,open\nleak,2024-05-04,duplicate\nleak,2024-05-05,open\nlitter,2024-05-05,"
      "duplicate\n");
  const Findings found = findings_of(log, {}, residents);
  EXPECT_EQ(found.duplicates, 2U);
  EXPECT_EQ(kind_of(found, "leak").reports, 2U);
  EXPECT_EQ(kind_of(found, "leak").duplicates, 1U);
  EXPECT_NEAR(kind_of(found, "leak").rate.value, 2 * 1000 / residents * 365 / log.days(), 1e-9);
  EXPECT_EQ(kind_of(found, "litter").reports, 0U);
}

}  // namespace
}  // namespace cogov::testing
