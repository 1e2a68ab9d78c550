/// What holds of every run, whatever is set.
#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {

/// Lives through a run and has its books checked at every midnight.
inline RunResult live_with_books_open(const PolicyExperiment& experiment, std::uint32_t policy) {
  Society society = experiment.society(0);
  const Calendar& calendar = experiment.calendar();
  society.set_timeline(experiment.timeline(policy));
  for (Seconds now = calendar.start; now < calendar.end; now += day_seconds) {
    advance(society, {now, now + day_seconds}, experiment.window());
    society.check_books(now + day_seconds);
  }
  society.finish();
  RunResult result;
  result.arrays = result_arrays(society, experiment.layout());
  return result;
}

/// Whether a measure is a difference, which alone may be below 0.
inline bool is_difference(const Measure& measure) {
  return measure.name.ends_with("_gap") || measure.name.ends_with("_difference") || measure.name.ends_with("_change") ||
         measure.name.ends_with("_balance") || measure.name.ends_with("_lead") || measure.name == "one_off_cost_yuan";
}

inline bool is_share(const Measure& measure) {
  return measure.name.ends_with("_share") || measure.name == "belief" || measure.name.ends_with("gini") ||
         measure.name.find("satisfaction") != std::string::npos ||
         (measure.name.ends_with("_by_ledger") && measure.unit == "1" && !measure.integer);
}

/// Numbers, amounts of at least 0, shares of at most 1.
inline void expect_sane(const Layout& layout, const RunResult& run) {
  for (const Measure& measure : layout.measures) {
    for (const double number : values(layout, run, measure.name)) {
      // What too few have seen the end of is never reached.
      const bool may_be_never = measure.name.starts_with("burden_days_") || measure.name == "resolution_days_median" ||
                                measure.name == "resolution_days_by_ledger";
      EXPECT_TRUE(std::isfinite(number) || (may_be_never && number > 0)) << measure.name;
      if (!is_difference(measure)) {
        EXPECT_GE(number, 0) << measure.name;
      }
      if (is_share(measure)) {
        EXPECT_LE(number, 1 + 1e-9) << measure.name;
      }
    }
  }
}

}  // namespace cogov::testing
