/// The patterns and quantities that `cogov validate` looks at, and how each is read from a run.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "models/population.hpp"
#include "models/settings.hpp"
#include "models/state.hpp"
#include "sim/results.hpp"
#include "tools/validation.hpp"

namespace cogov {

/// One run with its trace, as the patterns look at it. Keeps references: what it is made of has to outlive it.
class Year {
 public:
  Year(const Layout& layout, const RunResult& run, const Settings& settings, const Population& population)
      : layout_(layout), run_(run), settings_(settings), population_(population) {}

  /// A measure's values; NaN alone where the result hasn't got it.
  [[nodiscard]] std::vector<double> all(const std::string& measure) const;
  [[nodiscard]] double of(const std::string& measure, std::size_t at = 0) const { return all(measure).at(at); }
  [[nodiscard]] double sum(const std::string& measure) const;
  /// A column of the trace of requests.
  [[nodiscard]] const std::vector<std::int64_t>& column(const std::string& name) const;
  [[nodiscard]] double residents() const { return static_cast<double>(population_.residents()); }
  [[nodiscard]] const Population& population() const { return population_; }
  [[nodiscard]] double years() const { return static_cast<double>(settings_.integer("run.days")) / 365; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  /// Hours of grid workers, a year.
  [[nodiscard]] double hours(Activity activity) const {
    return of("grid_worker_hours", static_cast<std::size_t>(activity)) / years();
  }
  /// A number of the run's days as one per 1,000 residents and year.
  [[nodiscard]] double per_1000(double number) const { return number * 1000 / residents() / years(); }
  /// The value where a mechanism is on; NaN where it isn't.
  [[nodiscard]] double if_on(const char* mechanism, double value) const {
    return settings_.on(mechanism) ? value : std::numeric_limits<double>::quiet_NaN();
  }
  /// Posts of grid workers in all communities.
  [[nodiscard]] double grid_posts() const;

 private:
  const Layout& layout_;
  const RunResult& run_;
  const Settings& settings_;
  const Population& population_;
};

/// NaN where there is nothing to divide by.
[[nodiscard]] inline double ratio_or_nothing(double above, double below) {
  return below > 0 ? above / below : std::numeric_limits<double>::quiet_NaN();
}

/// A pattern, and how it is seen in a run: NaN where there is nothing to see.
struct Looked {
  Pattern pattern;
  std::function<double(const Year&)> look;
};

[[nodiscard]] std::vector<Looked> known_patterns();

/// The plausible year, per thousand residents and per grid worker, so that it holds for any size of place.
[[nodiscard]] std::vector<Looked> yearly_quantities();

/// Days by kind, as KindDurations counts them.
[[nodiscard]] std::map<std::size_t, std::vector<double>> reported_days(const Year& year);

/// Variance over squared mean; at least one value.
[[nodiscard]] double squared_variation(const std::vector<double>& values);

}  // namespace cogov
