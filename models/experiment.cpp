#include "models/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "models/resident_trace.hpp"
#include "models/tally.hpp"
#include "models/worlds.hpp"
#include "models/written_network.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// The society is drawn on a luck of its own, so that replicates can share it.
constexpr std::uint32_t society_replicate = 0xFFFF'FFFFU;

std::uint32_t day_of_change(const Settings& policy, std::size_t section, std::uint32_t day0) {
  const double lead = policy.real(all_sections()[section].key + "." + std::string(lead_key));
  return day0 + static_cast<std::uint32_t>(std::ceil(lead));
}

/// The baseline until day 0, then each changed section after its own lead time.
Timeline timeline_of(const Settings& baseline, const std::shared_ptr<const Rules>& base_rules, const Settings& policy,
                     const Population& population, std::uint32_t day0) {
  Timeline timeline{{0, base_rules}};
  std::set<std::uint32_t> days;
  for (std::size_t section = 0; section < all_sections().size(); ++section) {
    if (policy.section_differs(section, baseline)) days.insert(day_of_change(policy, section, day0));
  }
  for (const std::uint32_t day : days) {
    Settings then = baseline;
    for (std::size_t section = 0; section < all_sections().size(); ++section) {
      if (policy.section_differs(section, baseline) && day_of_change(policy, section, day0) <= day)
        then.copy_section(section, policy);
    }
    timeline.push_back({day, std::make_shared<const Rules>(then, population, base_rules.get())});
  }
  return timeline;
}

/// The facts of the place; couriers' tables are built only where some policy needs them.
PlaceFacts facts_of(const std::vector<Settings>& policies, bool tracing) {
  PlaceFacts facts = PlaceFacts::read(policies.front());
  const auto asks_riders = [](const Settings& policy) {
    return policy.on("roaming_couriers") || policy.on("rest_stations");
  };
  facts.couriers.planned = tracing || std::any_of(policies.begin(), policies.end(), asks_riders);
  return facts;
}

class WarmSociety final : public WarmWorld {
 public:
  /// @param owned  keeps the experiment of a world; none where the caller keeps it
  WarmSociety(const PolicyExperiment& experiment, Society society, std::uint32_t replicate,
              std::shared_ptr<const PolicyExperiment> owned = nullptr)
      : experiment_(experiment), society_(std::move(society)), replicate_(replicate), owned_(std::move(owned)) {}

  RunResult live_on(std::uint32_t policy) const override {
    Society society = society_;
    const Calendar& calendar = experiment_.calendar();
    society.set_timeline(experiment_.timeline(policy));
    advance(society, {calendar.day0, calendar.end}, experiment_.window());
    society.check_books(calendar.end);
    society.finish();
    RunResult result;
    result.arrays = result_arrays(society, experiment_.layout());
    if (society.tracing().on) {
      result.trace = {request_trace(society), movement_trace(society), cost_trace(society), event_trace(society),
                      resident_trace(society)};
      // Policies and replicates share the streets: one run tells them for all.
      if (policy == 0 && replicate_ == 0) {
        for (TraceTable& table : place_tables(society.population())) result.trace.push_back(std::move(table));
      }
    }
    return result;
  }

 private:
  const PolicyExperiment& experiment_;
  Society society_;
  std::uint32_t replicate_;
  std::shared_ptr<const PolicyExperiment> owned_;
};

/// What is to be watched must be there.
void check_tracing(const Settings& settings) {
  if (settings.integer("run.trace_day") >= settings.integer("run.days")) {
    throw UserError("run.trace_day " + std::to_string(settings.integer("run.trace_day")) + " is after the last day",
                    "run.days is " + std::to_string(settings.integer("run.days")) + ", and days count from 0",
                    "lower it, or leave it out");
  }
  if (settings.integer("run.trace_community") > settings.integer("community.number")) {
    throw UserError(
        "run.trace_community " + std::to_string(settings.integer("run.trace_community")) + " does not exist",
        "community.number is " + std::to_string(settings.integer("community.number")), "lower it, or leave it out");
  }
}

}  // namespace

PolicyExperiment::PolicyExperiment(std::vector<Settings> chosen, bool tracing, Imports imports, std::uint32_t worlds,
                                   std::optional<Design> design)
    : policies_(std::move(chosen)),
      replicates_(static_cast<std::uint32_t>(policies_.front().integer("run.replicates"))),
      worlds_(worlds),
      world_parameters_(
          draw_worlds(policies_, worlds, static_cast<std::uint64_t>(policies_.front().integer("run.seed")))),
      design_(std::move(design)),
      points_(design_ ? draw_points(*design_, static_cast<std::uint64_t>(policies_.front().integer("run.seed")))
                      : DesignTable{}),
      seed_(static_cast<std::uint64_t>(policies_.front().integer("run.seed"))),
      redraw_(policies_.front().boolean("society.redraw")),
      tracing_{tracing, 0, static_cast<std::uint32_t>(policies_.front().integer("run.trace_community") - 1)},
      window_(static_cast<Seconds>(policies_.front().integer("run.window_seconds"))),
      calendar_(Calendar::of(static_cast<std::uint32_t>(policies_.front().integer("run.warmup_days")),
                             static_cast<std::uint32_t>(policies_.front().integer("run.days")))),
      facts_(facts_of(policies_, tracing)),
      imports_(std::move(imports)),
      population_(build_population(facts_, Luck(seed_, society_replicate), Luck(seed_, society_replicate), imports_)),
      layout_(
          result_layout(static_cast<std::uint32_t>(policies_.front().integer("run.days")), mechanisms_on(policies_))) {
  EXPECT(!design_ || (worlds == 0 && !tracing));
  if (tracing) check_tracing(policies_.front());
  static_cast<void>(WrittenNetwork::read(policies_.front()));  // its mistakes are told before anything runs
  tracing_.day = day_of(calendar_.day0) + static_cast<std::uint32_t>(policies_.front().integer("run.trace_day"));
  const auto baseline = std::make_shared<const Rules>(policies_.front(), *population_);
  needs_ = std::make_shared<const NeedTables>(facts_, baseline->kinds, baseline->requests, calendar_.day0);
  for (const Settings& policy : policies_) {
    timelines_.push_back(timeline_of(policies_.front(), baseline, policy, *population_, day_of(calendar_.day0)));
  }
}

std::shared_ptr<const Population> PolicyExperiment::population_for(std::uint32_t replicate) const {
  if (!redraw_) return population_;
  return build_population(facts_, Luck(seed_, society_replicate), Luck(seed_, replicate), imports_);
}

Society PolicyExperiment::society(std::uint32_t replicate) const {
  const WrittenNetwork written = WrittenNetwork::read(policies_.front());
  Society society(with_written_ties(population_for(replicate), written), needs_, Luck(seed_, replicate), calendar_,
                  timelines_.front(), tracing_);
  write_levels(society, written);
  return society;
}

Timeline PolicyExperiment::timeline_for(const Settings& policy) const {
  return timeline_of(policies_.front(), timelines_.front().front().rules, policy, *population_, day_of(calendar_.day0));
}

std::shared_ptr<const PolicyExperiment> PolicyExperiment::world(std::uint32_t world) const {
  return std::make_shared<const PolicyExperiment>(in_world(policies_, world_parameters_, world), false, imports_);
}

std::shared_ptr<const PolicyExperiment> PolicyExperiment::at_point(std::uint32_t point) const {
  return std::make_shared<const PolicyExperiment>(cogov::at_point(policies_, *design_, points_, point), false,
                                                  imports_);
}

std::unique_ptr<WarmWorld> PolicyExperiment::warm_up(std::uint32_t replicate) const {
  const bool in_a_world = worlds_ > 0 && replicate >= replicates_;
  std::shared_ptr<const PolicyExperiment> owned = in_a_world ? world(replicate - replicates_) : nullptr;
  if (design_) {
    // Made when its turn comes and gone with its runs, so that memory doesn't grow with the points.
    owned = at_point(replicate % points_.points());
    replicate /= points_.points();
  }
  const PolicyExperiment& experiment = owned ? *owned : *this;
  // The luck of a world hangs on its number alone.
  Society society = experiment.society(in_a_world ? first_world + (replicate - replicates_) : replicate);
  advance(society, {experiment.calendar_.start, experiment.calendar_.day0}, window_);
  return std::make_unique<WarmSociety>(experiment, std::move(society), replicate, owned);
}

}  // namespace cogov
