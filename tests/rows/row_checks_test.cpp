/// Four checks of every mechanism, driven by one table: tests/cases/.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <set>

#include "models/registry.hpp"
#include "models/tally.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

void PrintTo(const MechanismCase& each, std::ostream* out) { *out << each.section; }

namespace {

class RowChecks : public ::testing::TestWithParam<MechanismCase> {};

const Section& section_of(const MechanismCase& each) {
  return all_sections()[static_cast<std::size_t>(section_index(each.section))];
}

/// A society without it.
Settings off_in(const MechanismCase& each) {
  Settings settings = small_settings(each.size);
  settings.set("run.replicates", static_cast<std::int64_t>(each.replicates));
  at_once(settings);
  each.place(settings);
  return settings;
}

Settings on_in(const MechanismCase& each) {
  Settings settings = off_in(each);
  settings.switch_on(each.section, true);
  each.on(settings);
  return settings;
}

/// Runs policies on the same lucks.
class Compared {
 public:
  Compared(const std::vector<Settings>& policies, std::uint32_t replicates) : experiment_(policies) {
    std::vector<std::vector<RunResult>> runs(policies.size());
    for (std::uint32_t r = 0; r < replicates; ++r) {
      const std::unique_ptr<WarmWorld> warm = experiment_.warm_up(r);
      for (std::uint32_t p = 0; p < policies.size(); ++p) runs[p].push_back(warm->live_on(p));
    }
    for (std::vector<RunResult>& of_policy : runs) seen_.emplace_back(experiment_.layout(), std::move(of_policy));
  }
  [[nodiscard]] const Seen& policy(std::size_t p) const { return seen_[p]; }

 private:
  PolicyExperiment experiment_;
  std::vector<Seen> seen_;
};

void expect_move(const Move& move, const Seen& from, const Seen& to) {
  const double before = from.of(move.measure, move.at);
  const double after = to.of(move.measure, move.at);
  const double sign = move.goes == Goes::up ? 1 : -1;
  EXPECT_GT(sign * (after - before), 0) << move.measure << " goes from " << before << " to " << after;
}

/// With the settings at which it does nothing, alone or beside all others.
TEST_P(RowChecks, ZeroIsExactlyZero) {
  for (const bool others_on : {false, true}) {
    Settings off = others_on ? busy_settings() : small_settings();
    at_once(off);
    off.switch_on(GetParam().section, false);
    Settings zero = off;
    zero.switch_on(GetParam().section, true);
    GetParam().zero(zero);
    const PolicyExperiment experiment({off, zero});
    const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
    EXPECT_EQ(differing(experiment.layout(), warm->live_on(0), warm->live_on(1)), std::vector<std::string>{})
        << (others_on ? "beside all others" : "alone");
  }
}

TEST_P(RowChecks, OnItMovesWhatItSaysItMoves) {
  ASSERT_FALSE(GetParam().moves.empty());
  const Compared compared({off_in(GetParam()), on_in(GetParam())}, GetParam().replicates);
  for (const Move& move : GetParam().moves) expect_move(move, compared.policy(0), compared.policy(1));
  const Section& section = section_of(GetParam());
  for (const Move& move : GetParam().moves) {
    const bool own = std::any_of(section.measures.begin(), section.measures.end(),
                                 [&](const OwnMeasure& measure) { return measure.name == move.measure; });
    const bool said = std::find(section.moves.begin(), section.moves.end(), move.measure) != section.moves.end();
    EXPECT_TRUE(own || said) << section.key << " doesn't say that it moves " << move.measure;
  }
}

TEST_P(RowChecks, ItCostsWhatItSays) {
  ASSERT_FALSE(GetParam().costs.empty());
  const Compared compared({off_in(GetParam()), on_in(GetParam())}, GetParam().replicates);
  for (const Cost& cost : GetParam().costs) {
    const double booked = cost.booked(compared.policy(1));
    const double stated = cost.stated(compared.policy(1));
    EXPECT_GT(stated, 0);
    EXPECT_LE(std::abs(booked - stated), cost.tolerance * stated) << booked << " is booked, not " << stated;
  }
}

TEST_P(RowChecks, ItsFailureCanBeShown) {
  ASSERT_FALSE(GetParam().failure.empty());
  Settings failing = on_in(GetParam());
  GetParam().failing(failing);
  const Settings other = GetParam().against_off ? off_in(GetParam()) : on_in(GetParam());
  const Compared compared({other, failing}, GetParam().replicates);
  for (const Move& move : GetParam().failure) expect_move(move, compared.policy(0), compared.policy(1));
}

/// The days on which a daily series differs.
std::set<std::size_t> days_apart(const std::vector<double>& one, const std::vector<double>& other) {
  std::set<std::size_t> days;
  for (std::size_t day = 0; day < one.size(); ++day) {
    if (one[day] != other[day]) days.insert(day);
  }
  return days;
}

TEST_P(RowChecks, BeforeItsTimeNothingDiffers) {
  constexpr std::size_t lead = 20;
  Settings later = on_in(GetParam());
  later.set(GetParam().section + ".lead_days", static_cast<double>(lead));
  const PolicyExperiment experiment({off_in(GetParam()), later});
  const std::unique_ptr<WarmWorld> warm = experiment.warm_up(0);
  const RunResult without = warm->live_on(0);
  const RunResult with = warm->live_on(1);
  std::set<std::size_t> apart;
  for (const char* series : {"open_requests", "arisen", "reported", "fixed", "workers_at_post", "satisfaction",
                             "belief", "volunteers_by_day", "budget_by_day", "off_budget_by_day"}) {
    apart.merge(days_apart(values(experiment.layout(), without, series), values(experiment.layout(), with, series)));
  }
  ASSERT_FALSE(apart.empty());
  EXPECT_GE(*apart.begin(), lead);
}

INSTANTIATE_TEST_SUITE_P(Mechanisms, RowChecks, ::testing::ValuesIn(mechanism_cases()),
                         [](const auto& each) { return each.param.section; });

/// What a section says of itself can be looked up.
TEST(RowsOfTheTable, SayWhatTheyRestOnAndWhatTheyMove) {
  const Layout layout = result_layout(1);
  for (std::size_t m = 0; m < mechanism_count(); ++m) {
    const Section& section = mechanism_section(m);
    SCOPED_TRACE(section.key);
    EXPECT_EQ(section.key, mechanism_cases()[m].section);
    EXPECT_FALSE(section.rows.empty());
    EXPECT_FALSE(section.source.empty());
    EXPECT_FALSE(section.rule_zh.empty());
    EXPECT_FALSE(section.fails_by_zh.empty());
    EXPECT_FALSE(section.moves.empty());
    for (const std::string& measure : section.moves)
      EXPECT_LT(position(layout, measure), layout.measures.size()) << measure;
    for (const OwnCost& cost : section.costs) {
      const bool of_costs = cost.price.find('.') != std::string::npos;
      const std::string path = of_costs ? cost.price : section.key + "." + cost.price;
      EXPECT_NO_THROW(static_cast<void>(small_settings().real(path))) << path;
    }
  }
}

}  // namespace
}  // namespace cogov::testing
