/// An experiment with policies: what the ensemble runs.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/design.hpp"
#include "models/imports.hpp"
#include "models/settings.hpp"
#include "models/world.hpp"
#include "sim/ensemble.hpp"
#include "sim/results.hpp"

namespace cogov {

/// Changes of model behaviour change this; results of different model versions are not comparable.
inline constexpr const char* model_version = "5";

/// World w lives on luck `first_world` + w, however many replicates there are: see PolicyExperiment::society().
inline constexpr std::uint32_t first_world = 0x8000'0000U;

/// Policies on one place, each run of which is a pure function of (policy, replicate). World w of an experiment of R
/// replicates is its replicate R + w: the same policies under what that world assumes, on a luck of its own. With a
/// design of P points, point p of replicate r is replicate r·P + p: the same policies with the values of that point, on
/// the luck of replicate r, which all points share.
class PolicyExperiment final : public Experiment {
 public:
  /// `policies[0]` is the baseline; [run], [community] and all that policies share are taken from it.
  /// `imports`: what the scenario reads from other files. UserError where the settings contradict each other.
  /// `worlds`: how many plausible worlds there are besides the replicates (run.worlds, where they are wanted).
  /// `design`: what is varied from point to point; not together with worlds.
  explicit PolicyExperiment(std::vector<Settings> policies, bool tracing = false, Imports imports = {},
                            std::uint32_t worlds = 0, std::optional<Design> design = {});

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] std::unique_ptr<WarmWorld> warm_up(std::uint32_t replicate) const override;

  /// What the worlds draw, one entry a parameter; empty without worlds.
  [[nodiscard]] const std::vector<WorldParameter>& world_parameters() const { return world_parameters_; }

  /// The points of the design; empty without one.
  [[nodiscard]] const DesignTable& points() const { return points_; }

  /// A society at its start, under the baseline; for tests and for who wants to look inside.
  [[nodiscard]] Society society(std::uint32_t replicate) const;
  /// The policies in one world, as an experiment of its own.
  [[nodiscard]] std::shared_ptr<const PolicyExperiment> world(std::uint32_t world) const;
  /// The policies at one point of the design, likewise.
  [[nodiscard]] std::shared_ptr<const PolicyExperiment> at_point(std::uint32_t point) const;
  [[nodiscard]] const Timeline& timeline(std::uint32_t policy) const { return timelines_[policy]; }
  /// What holds when under a policy that this experiment needn't have: a society of its that has lived through the
  /// warm-up may live on under it, and comes to what it would in an experiment with that policy. The policy shares what
  /// all policies share, and asks riders only where one of the experiment's own does. UserError where its settings
  /// contradict each other.
  [[nodiscard]] Timeline timeline_for(const Settings& policy) const;
  [[nodiscard]] const Calendar& calendar() const { return calendar_; }
  [[nodiscard]] Seconds window() const { return window_; }

 private:
  [[nodiscard]] std::shared_ptr<const Population> population_for(std::uint32_t replicate) const;

  std::vector<Settings> policies_;
  std::uint32_t replicates_, worlds_;
  std::vector<WorldParameter> world_parameters_;
  std::optional<Design> design_;
  DesignTable points_;
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
