/// Volunteers who join at one rate and leave at another: their number is binomial. The hours meant are the hours given.
/// And the plausible year of a community's volunteers.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "tests/verification/estimate.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

/// Rates a month of joining and leaving. Both are asked each Monday, of those who stood on one side on the Sunday.
struct Chain {
  double joins = .3;
  double leaves = .3;

  [[nodiscard]] static double weekly(double rate) { return 1 - std::exp(-rate * 7 / 30); }
  [[nodiscard]] double share() const { return weekly(joins) / (weekly(joins) + weekly(leaves)); }
};

Reduced model_of(const Chain& chain, const std::string& days = "14600") {
  return Reduced("volunteers",
                 {"volunteer_teams.spontaneous=" + std::to_string(chain.joins),
                  "volunteer_teams.quits_per_month=" + std::to_string(chain.leaves),
                  "volunteer_teams.start_share=" + std::to_string(chain.share()), "run.days=" + days},
                 false);
}

double eligible(const CommunityPlan& plan) {
  double number = 0;
  for (const std::uint8_t age : plan.age) number += age >= 16 && age <= 79 ? 1 : 0;
  return number;
}

struct Active {
  Estimate mean, variance;  ///< about the mean expected
  double expected_mean = 0, expected_variance = 0;
};

/// Replicates of forty years each.
Active active(const Chain& simulated, const Chain& expected, std::uint32_t replicates) {
  const Reduced model = model_of(simulated);
  Active result;
  const double n = eligible(model.plan());
  result.expected_mean = n * expected.share();
  result.expected_variance = n * expected.share() * (1 - expected.share());
  std::vector<double> means, variances;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const std::vector<double> days = model.measure(model.run(replicate), "volunteers_by_day");
    double sum = 0, squares = 0;
    for (const double number : days) {
      sum += number;
      squares += (number - result.expected_mean) * (number - result.expected_mean);
    }
    means.push_back(sum / static_cast<double>(days.size()));
    variances.push_back(squares / static_cast<double>(days.size()));
  }
  result.mean = Estimate::of(means);
  result.variance = Estimate::of(variances);
  return result;
}

void check(const Chain& chain, std::uint32_t replicates, double notice_in_variance) {
  SCOPED_TRACE("joins " + std::to_string(chain.joins) + ", leaves " + std::to_string(chain.leaves));
  const Active result = active(chain, chain, replicates);
  EXPECT_TRUE(agrees(result.mean, result.expected_mean));
  EXPECT_TRUE(agrees(result.variance, result.expected_variance));
  EXPECT_TRUE(would_notice(result.mean, .02 * result.expected_mean));
  EXPECT_TRUE(would_notice(result.variance, notice_in_variance * result.expected_variance));
}

constexpr Chain points[] = {{.joins = .3, .leaves = .3}, {.joins = .2, .leaves = .6}, {.joins = .6, .leaves = .2}};

TEST(VolunteersLimit, NumberActiveIsBinomial) {
  for (const Chain& chain : points) check(chain, 40, .2);
}

TEST(SlowVolunteersLimit, NumberActiveIsBinomial) {
  for (const Chain& chain : points) check(chain, 340, .04);
}

TEST(VolunteersLimit, OtherRatesWouldBeNoticed) {
  const Chain quicker{.joins = .33, .leaves = .3};
  const Active result = active(quicker, points[0], 8);
  EXPECT_FALSE(agrees(result.mean, result.expected_mean));
}

/// Nobody joins or leaves; all mean to give two hours a week.
TEST(VolunteersLimit, HoursMeantAreHoursGiven) {
  const Reduced model("volunteers",
                      {"volunteer_teams.spontaneous=0", "volunteer_teams.quits_per_month=0", "run.days=728",
                       "volunteer_teams.hours_per_week=2", "volunteer_teams.hours_spread=0"},
                      false);
  std::vector<double> hours;
  for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
    const RunResult run = model.run(replicate);
    const double people = model.measure(run, "volunteers_active")[0];
    hours.push_back(model.measure(run, "volunteer_hours")[0] / people / 104);
  }
  const Estimate estimate = Estimate::of(hours);
  EXPECT_TRUE(agrees(estimate, 2));
  EXPECT_TRUE(would_notice(estimate, .04));
}

/// The mean year of Dahaiyang's volunteers, after a year of warm-up.
std::map<std::string, double> mean_year(std::uint32_t replicates) {
  const Scenario scenario = load_scenario_text(
      "title = \"a year\"\nplace = \"places/yantai-dahaiyang.toml\"\n[volunteer_teams]\nenabled = true\n", "year.toml",
      {.set = {}, .library = {std::filesystem::path(COGOV_SOURCE_DIR) / "scenarios"}});
  const Reduced model(scenario, false);
  std::map<std::string, double> year;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const RunResult run = model.run(replicate);
    const auto add = [&](const char* quantity, double value) { year[quantity] += value / replicates; };
    const auto of = [&](const char* measure) { return model.measure(run, measure)[0]; };
    const std::vector<double> days = model.measure(run, "volunteers_by_day");
    const double active = std::accumulate(days.begin(), days.end(), 0.) / static_cast<double>(days.size());
    add("active", active);
    add("hours", of("volunteer_hours") / active);
    add("kept", of("volunteer_retention_share"));
    add("on requests", of("volunteer_request_share"));
    add("joined", of("volunteers_joined"));
    add("left", of("volunteers_left"));
    add("concentration", of("volunteer_hours_gini"));
    add("served", model.measure(run, "served_by_server")[static_cast<std::size_t>(Server::volunteer)]);
  }
  return year;
}

TEST(PlausibleYearOfVolunteers, QuantitiesStayWithinTheirTolerance) {
  const std::map<std::string, double> year = mean_year(20);
  for (const auto& [quantity, value] : year) {
    RecordProperty(quantity, std::to_string(value));
    std::printf("%s %.3f\n", quantity.c_str(), value);
  }
  EXPECT_NEAR(year.at("active"), 105, .25 * 105);
  EXPECT_NEAR(year.at("hours"), 36, .2 * 36) << "a year each";
  EXPECT_NEAR(year.at("kept"), 2. / 3, .1) << "a third lost";
}

}  // namespace

}  // namespace cogov::testing
