/// An experiment with policies: what the ensemble runs.
#pragma once

#include <memory>
#include <vector>

#include "models/imports.hpp"
#include "models/settings.hpp"
#include "models/world.hpp"
#include "sim/ensemble.hpp"
#include "sim/results.hpp"

namespace cogov {

/// Changes of model behaviour change this; results of different model versions are not comparable.
inline constexpr const char* model_version = "2";

/// Policies on one place, each run of which is a pure function of (policy, replicate).
class PolicyExperiment final : public Experiment {
 public:
  /// `policies[0]` is the baseline; [run], [community] and all that policies share are taken from it.
  /// `imports`: what the scenario reads from other files. UserError where the settings contradict each other.
  explicit PolicyExperiment(const std::vector<Settings>& policies, bool tracing = false, Imports imports = {});

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] std::unique_ptr<WarmWorld> warm_up(std::uint32_t replicate) const override;

  /// A society at its start, under the baseline; for tests and for who wants to look inside.
  [[nodiscard]] Society society(std::uint32_t replicate) const;
  [[nodiscard]] const Timeline& timeline(std::uint32_t policy) const { return timelines_[policy]; }
  [[nodiscard]] const Calendar& calendar() const { return calendar_; }
  [[nodiscard]] Seconds window() const { return window_; }

 private:
  [[nodiscard]] std::shared_ptr<const Population> population_for(std::uint32_t replicate) const;

  std::uint64_t seed_;
  bool redraw_;
  Tracing tracing_;
  Seconds window_;
  Calendar calendar_;
  PlaceFacts facts_;
  Imports imports_;
  std::shared_ptr<const Population> population_;
  std::shared_ptr<const NeedTables> needs_;
  std::vector<Timeline> timelines_;
  Layout layout_;
};

}  // namespace cogov
