/// Riders of the engine find an open problem at the rate that thinning says: riders x stops / places x notice x report.
#include <gtest/gtest.h>

#include "tests/verification/estimate.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

constexpr auto by_courier = static_cast<std::int64_t>(Finder::courier);

/// One point of the formula.
struct Point {
  double riders = 30, stops = 25, places = 2000, notice = .02, report = .1;

  [[nodiscard]] double days_to_find() const { return places / (riders * stops * notice * report); }
  [[nodiscard]] std::vector<std::string> set() const {
    const auto whole = [](double value) { return std::to_string(static_cast<int>(value)); };
    return {"grid_workers.full_time=0",
            "request_kinds.litter.rate_places=40000",
            "couriers.riders=" + whole(riders),
            "couriers.orders_per_shift=" + whole(stops),
            "community.households=" + whole(places),
            "roaming_couriers.notice_chance=" + std::to_string(notice),
            "roaming_couriers.belief_start=" + std::to_string(report)};
  }
};

/// Days of problems being open for each that a rider found: as many as it takes to find one. Problems at different
/// doors are found independently of each other; the error of the ratio is from doors taken five together.
Estimate days_to_find(const std::vector<std::string>& set) {
  const Reduced model("courier_thinning", set);
  const std::size_t batches = model.plan().buildings() / 5;
  std::vector<double> open(batches, 0), found(batches, 0);
  for (const TracedRequest& r : requests_of(model.run())) {
    const auto batch = static_cast<std::size_t>(r.origin) % batches;
    EXPECT_EQ(r.finder == by_courier, r.noticed >= 0);
    const std::int64_t until = r.noticed >= 0 ? r.noticed : model.seconds();
    open[batch] += static_cast<double>(until - r.onset) / day_seconds;
    found[batch] += r.noticed >= 0 ? 1 : 0;
  }
  const double ratio = mean(open) / mean(found);
  std::vector<double> off;
  for (std::size_t i = 0; i < batches; ++i) off.push_back(ratio + (open[i] - ratio * found[i]) / mean(found));
  return Estimate::of(off);
}

void check(const Point& point, const std::vector<std::string>& more = {}) {
  std::vector<std::string> set = point.set();
  set.insert(set.end(), more.begin(), more.end());
  const Estimate estimate = days_to_find(set);
  EXPECT_TRUE(agrees(estimate, point.days_to_find()));
  EXPECT_TRUE(would_notice(estimate, .02 * point.days_to_find()));
}

/// A short run, which would notice a tenth.
TEST(CourierThinning, AgreesOnAShortRun) {
  const Point point{.riders = 12, .stops = 25, .places = 1500, .notice = .04, .report = .3};
  std::vector<std::string> set = point.set();
  set.emplace_back("run.days=400");
  const Estimate estimate = days_to_find(set);
  EXPECT_TRUE(agrees(estimate, point.days_to_find()));
  EXPECT_TRUE(would_notice(estimate, .1 * point.days_to_find()));
}

TEST(SlowCourierThinning, ListedPoint) {
  EXPECT_NEAR(Point{}.days_to_find(), 1333.3, .05);
  check(Point{});
}

TEST(SlowCourierThinning, OtherPoints) {
  check({.riders = 12, .stops = 25, .places = 1500, .notice = .04, .report = .3},
        {"run.days=1300", "request_kinds.litter.rate_places=134000"});
  check({.riders = 40, .stops = 15, .places = 1000, .notice = .05, .report = .05},
        {"run.days=1500", "request_kinds.litter.rate_places=115000"});
  check({.riders = 50, .stops = 20, .places = 2000, .notice = .01, .report = .2},
        {"run.days=1500", "request_kinds.litter.rate_places=62000"});
}

TEST(SlowCourierThinning, WrongChancesWouldBeNoticed) {
  std::vector<std::string> set = Point{}.set();
  set.back() = "roaming_couriers.belief_start=0.102";
  EXPECT_FALSE(agrees(days_to_find(set), Point{}.days_to_find()));
}

}  // namespace

}  // namespace cogov::testing
