/// Dahaiyang's defaults together give a believable year: what the people, the requests and the staff's hours add up to.
#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "tests/verification/estimate.hpp"
#include "tests/verification/reduced.hpp"

namespace cogov::testing {

namespace {

constexpr std::uint32_t replicates = 20;

/// The mean year of the place, by quantity.
std::map<std::string, double> mean_year() {
  const Scenario scenario =
      load_scenario_text("title = \"a year\"\nplace = \"places/yantai-dahaiyang.toml\"\n", "year.toml",
                         {.set = {}, .library = {std::filesystem::path(COGOV_SOURCE_DIR) / "scenarios"}});
  const Reduced model(scenario, false);
  const auto residents = static_cast<double>(model.plan().residents());
  std::map<std::string, double> year{{"residents", residents}};
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const RunResult run = model.run(replicate);
    const auto add = [&](const char* quantity, double value) { year[quantity] += value / replicates; };
    const auto of = [&](const char* measure) { return model.measure(run, measure); };
    const auto sum = [](const std::vector<double>& values) {
      return std::accumulate(values.begin(), values.end(), 0.);
    };
    const double per_1000 = 1000 / residents;
    add("true requests", (of("true_requests")[0] - of("worsened_requests")[0]) * per_1000);
    add("reported", of("reported_requests")[0] * per_1000);
    add("known", (of("reported_requests")[0] + sum(of("found_first_by_kind"))) * per_1000);
    const std::vector<double> hours = of("grid_worker_hours");
    const auto spent = [&](Activity activity) { return hours[static_cast<std::size_t>(activity)]; };
    add("hours", sum(hours));
    add("paperwork", spent(Activity::paperwork));
    add("patrols", spent(Activity::patrol));
    add("visits", spent(Activity::visit));
    add("requests", spent(Activity::service) + spent(Activity::travel));
    add("duties", spent(Activity::duties));
  }
  return year;
}

/// What a quantity of the year should be, and how far it may be from that.
struct Expected {
  const char* quantity;
  double value;
  double tolerance;  ///< share of the value
  const char* why;
};

constexpr Expected table[] = {
    {"residents", 6042, .02, "2,528 households of 2.39"},
    {"true requests", 480, .15, "per 1,000 residents, without those that arose from others"},
    {"reported", 260, .15, "per 1,000 residents"},
    {"known", 350, .15, "per 1,000 residents: reported, or taken up by staff before"},
    {"hours", 14080, .05, "8 x 1,760; overtime counts, vacancies don't"},
    {"paperwork", 6336, .10, "45 %"},
    {"patrols", 3200, .20, "2 x 50 min x 240 d x 8"},
    {"visits", 2500, .25, "250 people x 24 x 25 min"},
    {"requests", 1250, .40, "service, travel and logging"},
    {"duties", 960, .40, "diary 160, meetings and training 800"},
};

TEST(PlausibleYear, QuantitiesStayWithinTheirTolerance) {
  const std::map<std::string, double> year = mean_year();
  for (const auto& [quantity, value] : year) RecordProperty(quantity, std::to_string(value));
  for (const Expected& row : table) {
    EXPECT_NEAR(year.at(row.quantity), row.value, row.tolerance * row.value) << row.quantity << ": " << row.why;
  }
}

}  // namespace

}  // namespace cogov::testing
