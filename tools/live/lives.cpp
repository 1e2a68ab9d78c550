#include "tools/live/lives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <type_traits>

#include "models/tally.hpp"
#include "models/worlds.hpp"
#include "sim/engine.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"
#include "tools/live/live_state.hpp"

namespace cogov::live {

namespace {

/// What a run ends with that nobody waits for any more.
struct Stopped : std::exception {};

/// So often within a run it is asked whether anybody still waits for it.
constexpr Seconds between_looks = 5 * day_seconds;

// Measured on one community with couriers, rounded up.
constexpr std::size_t bytes_a_place = 1'000'000, bytes_a_warm = 200'000;
constexpr std::size_t place_bytes_a_resident = 200, warm_bytes_a_resident = 60;

void add_bytes(std::string& to, const void* from, std::size_t size) { to.append(static_cast<const char*>(from), size); }

void add_text(std::string& to, const std::string& text) {
  const std::size_t size = text.size();
  add_bytes(to, &size, sizeof size);
  to += text;
}

void add_value(std::string& to, const Value& value) {
  to += static_cast<char>(value.index());
  const auto add = [&](const auto& held) {
    using Held = std::decay_t<decltype(held)>;
    if constexpr (std::is_same_v<Held, std::string>) {
      add_text(to, held);
    } else if constexpr (std::is_same_v<Held, std::vector<std::string>>) {
      for (const std::string& word : held) add_text(to, word);
      add_text(to, "");
    } else {
      add_bytes(to, &held, sizeof held);
    }
  };
  std::visit(add, value);
}

/// Whether runs hang on a section at all.
bool is_lived(const Section& section) { return section.key != "compare"; }

/// A name for everything in settings that a run hangs on.
std::string name_of(const Settings& settings) {
  std::string bytes;
  for (std::size_t s = 0; s < all_sections().size(); ++s) {
    const Section& section = all_sections()[s];
    if (!is_lived(section)) continue;
    bytes += settings.on_at(s) ? '1' : '0';
    for (std::size_t p = 0; p < section.params.size(); ++p) {
      if (section.key != "run" || may_change(s, p)) add_value(bytes, settings.at(s, p));
    }
  }
  return sha256(bytes.data(), bytes.size());
}

/// What a place has only where some policy asks for it.
bool has_riders(const std::vector<Settings>& policies) {
  return std::ranges::any_of(
      policies, [](const Settings& policy) { return policy.on("roaming_couriers") || policy.on("rest_stations"); });
}

void advance_unless_stopped(Society& society, Epoch span, Seconds window, const std::atomic<bool>& stop) {
  for (Seconds from = span.from; from < span.to; from += std::min(between_looks, span.to - from)) {
    if (stop.load(std::memory_order_relaxed)) throw Stopped();
    advance(society, {from, from + std::min(between_looks, span.to - from)}, window);
  }
}

std::size_t bytes_of(const RunResult& result) {
  std::size_t values = 0;
  for (const Array& array : result.arrays)
    values += std::visit([](const auto& held) { return held.size(); }, array) + 8;
  return values * 8;
}

std::vector<Settings> settings_of(const Scenario& scenario) {
  std::vector<Settings> policies;
  for (const Policy& policy : scenario.policies) policies.push_back(policy.settings);
  return policies;
}

std::vector<WorldParameter> drawn(const std::vector<Settings>& policies, std::uint32_t worlds) {
  return draw_worlds(policies, worlds, static_cast<std::uint64_t>(policies.front().integer("run.seed")));
}

std::uint32_t days_of(const std::vector<Settings>& policies) {
  return static_cast<std::uint32_t>(policies.front().integer("run.days"));
}

}  // namespace

/// All policies on one place: in the replicates, or in one world.
struct Lives::Course {
  std::vector<Settings> policies;
  std::string place;                                        ///< names the baseline and what the place has
  std::vector<std::string> names;                           ///< of the policies' settings
  std::shared_ptr<const PolicyExperiment> experiment = {};  ///< of the replicates
  std::vector<Timeline> timelines = {};                     ///< likewise, by policy

  explicit Course(std::vector<Settings> chosen) : policies(std::move(chosen)) {
    for (const Settings& policy : policies) names.push_back(name_of(policy));
    place = names.front() + (has_riders(policies) ? "+" : "-");
  }

  [[nodiscard]] std::string luck_key(std::uint32_t luck) const { return fmt::format("{} {}", place, luck); }
  [[nodiscard]] std::string run_key(RunKey key) const {
    return fmt::format("{} {}", luck_key(key.replicate), names[key.policy]);
  }
};

/// What run_ensemble() is to do: RunKey::replicate is a luck.
class Lives::Missing final : public Experiment {
 public:
  Missing(const Lives& lives, const std::atomic<bool>& stop) : lives_(lives), stop_(stop) {}

  void add(std::uint32_t luck, std::shared_ptr<const Course> course) {
    for (std::uint32_t policy = 0; policy < course->policies.size(); ++policy)
      sharers_[course->run_key({policy, luck})].push_back({policy, luck});
    courses_.emplace(luck, std::move(course));
  }

  /// Lives what is not remembered, and adds everything to `held`. A run that fails has no arrays.
  /// @returns why one failed; "" if none did
  std::string carry_out(std::map<RunKey, std::shared_ptr<const HeldRun>>& held) {
    std::vector<RunKey> runs;
    for (const auto& [name, sharers] : sharers_) {
      if (const auto run = lives_.memory_.runs.find(name)) {
        for (const RunKey key : sharers) held[key] = lives_.held(*run);
      } else {
        runs.push_back(sharers.front());
      }
    }
    std::ranges::sort(runs, {}, [](RunKey key) { return std::pair(key.replicate, key.policy); });
    std::mutex lock;
    std::string failure;
    const auto keep = [&](RunKey key, const std::shared_ptr<const HeldRun>& run) {
      const std::lock_guard guard(lock);
      for (const RunKey sharer : sharers_.at(name(key))) held[sharer] = run;
    };
    const Sink sink{.done =
                        [&](RunKey key, RunResult&& result) {
                          const auto run = std::make_shared<const RunResult>(std::move(result));
                          lives_.memory_.runs.put(name(key), run, bytes_of(*run));
                          keep(key, lives_.held(*run));
                        },
                    .failed =
                        [&](RunKey key, const std::string& reason) {
                          if (stop_) return;
                          keep(key, hold(lives_.shown_, {}));
                          const std::lock_guard guard(lock);
                          failure = reason;
                        }};
    run_ensemble(*this, runs, lives_.threads_, stop_, sink);
    return failure;
  }

  [[nodiscard]] std::unique_ptr<WarmWorld> warm_up(std::uint32_t luck) const override {
    const Course& on = course(luck);
    Kept<Warm>& kept = luck < first_world ? lives_.memory_.replicates : lives_.memory_.worlds;
    const std::string key = on.luck_key(luck);
    std::shared_ptr<const Warm> warm = kept.find(key);
    if (!warm) {
      warm = begun(on, luck);
      kept.put(key, warm, kept_bytes(*warm, luck));
    }
    return std::make_unique<Branch>(on, std::move(warm), lives_.all_, stop_);
  }

 private:
  class Branch final : public WarmWorld {
   public:
    Branch(const Course& course, std::shared_ptr<const Warm> warm, const Layout& layout, const std::atomic<bool>& stop)
        : course_(course), warm_(std::move(warm)), layout_(layout), stop_(stop) {}

    [[nodiscard]] RunResult live_on(std::uint32_t policy) const override {
      const PolicyExperiment& experiment = *warm_->experiment;
      Society society = warm_->society;
      society.set_timeline(course_.experiment == warm_->experiment ? course_.timelines[policy]
                                                                   : experiment.timeline_for(course_.policies[policy]));
      const Calendar& calendar = experiment.calendar();
      advance_unless_stopped(society, {calendar.day0, calendar.end}, experiment.window(), stop_);
      society.check_books(calendar.end);
      society.finish();
      return {.arrays = result_arrays(society, layout_), .trace = {}, .wall_seconds = 0};
    }

   private:
    const Course& course_;
    std::shared_ptr<const Warm> warm_;
    const Layout& layout_;
    const std::atomic<bool>& stop_;
  };

  [[nodiscard]] std::shared_ptr<const Warm> begun(const Course& on, std::uint32_t luck) const {
    std::shared_ptr<const PolicyExperiment> experiment = on.experiment;
    if (!experiment)
      experiment = std::make_shared<const PolicyExperiment>(on.policies, false, lives_.scenario_.imports);
    Society society = experiment->society(luck);
    const Calendar& calendar = experiment->calendar();
    advance_unless_stopped(society, {calendar.start, calendar.day0}, experiment->window(), stop_);
    return std::make_shared<const Warm>(Warm{std::move(experiment), std::move(society)});
  }

  /// A world has a place of its own; replicates share theirs, at least those of the first stage.
  static std::size_t kept_bytes(const Warm& warm, std::uint32_t luck) {
    const std::size_t residents = warm.society.population().residents();
    const std::size_t of_place = bytes_a_place + residents * place_bytes_a_resident;
    return (luck < first_world ? of_place / stages[0] : of_place) + bytes_a_warm + residents * warm_bytes_a_resident;
  }

  [[nodiscard]] const Course& course(std::uint32_t luck) const { return *courses_.at(luck); }
  [[nodiscard]] std::string name(RunKey key) const { return course(key.replicate).run_key(key); }

  const Lives& lives_;
  const std::atomic<bool>& stop_;
  std::map<std::uint32_t, std::shared_ptr<const Course>> courses_;  ///< by luck
  std::map<std::string, std::vector<RunKey>> sharers_;  ///< by what a run hangs on: policies that are the same
};

Memory::Memory(std::size_t most_bytes)
    : places(most_bytes / 8), replicates(most_bytes * 3 / 8), worlds(most_bytes / 4), runs(most_bytes / 4) {}

Lives::Lives(Memory& memory, Scenario scenario, std::uint32_t worlds, std::uint32_t threads)
    : memory_(memory),
      scenario_(std::move(scenario)),
      worlds_(worlds),
      threads_(threads),
      policies_(settings_of(scenario_)),
      world_parameters_(drawn(policies_, worlds)),
      all_(result_layout(days_of(policies_))),
      shown_(result_layout(days_of(policies_), mechanisms_on(policies_))) {
  for (std::size_t at = 0; at < all_.measures.size(); ++at) {
    if (places_.size() < shown_.measures.size() && all_.measures[at] == shown_.measures[places_.size()])
      places_.push_back(at);
  }
  EXPECT(places_.size() == shown_.measures.size());
  auto course = std::make_shared<Course>(policies_);
  course->experiment = memory_.places.find(course->place);
  if (!course->experiment) {
    course->experiment = std::make_shared<const PolicyExperiment>(policies_, false, scenario_.imports);
    const auto residents = static_cast<std::size_t>(expected_residents(policies_.front()));
    memory_.places.put(course->place, course->experiment, bytes_a_place + residents * place_bytes_a_resident);
  }
  for (const Settings& policy : policies_) course->timelines.push_back(course->experiment->timeline_for(policy));
  replicates_ = std::move(course);
}

Lives::~Lives() = default;

std::uint32_t Lives::residents() const {
  return static_cast<std::uint32_t>(replicates_->experiment->society(0).population().residents());
}

std::shared_ptr<const Lives::Course> Lives::course_of(std::uint32_t luck) const {
  if (luck < first_world) return replicates_;
  return std::make_shared<const Course>(in_world(policies_, world_parameters_, luck - first_world));
}

/// What a result file would hold of a run.
std::shared_ptr<const HeldRun> Lives::held(const RunResult& all) const {
  RunResult shown;
  for (const std::size_t place : places_) shown.arrays.push_back(all.arrays[place]);
  return hold(shown_, std::move(shown));
}

bool Lives::live(std::uint32_t first, std::uint32_t count, const std::atomic<bool>& stop) {
  Missing missing(*this, stop);
  for (std::uint32_t luck = first; luck < first + count; ++luck) {
    if (stop.load(std::memory_order_relaxed)) return false;
    if (!held_.contains({0, luck})) missing.add(luck, course_of(luck));
  }
  failure_ = missing.carry_out(held_);
  return !stop.load(std::memory_order_relaxed);
}

bool Lives::live_replicates(std::uint32_t replicates, const std::atomic<bool>& stop) {
  if (!live(0, replicates, stop)) return false;
  for (const auto& [key, run] : held_) {
    if (key.replicate >= first_world || !run->result.arrays.empty()) continue;
    throw UserError(
        fmt::format("replicate {} of policy '{}' failed", key.replicate, scenario_.policies[key.policy].name), failure_,
        "take the last change back; `cogov run` of the downloaded scenario says more");
  }
  return true;
}

bool Lives::live_worlds(std::uint32_t worlds, const std::atomic<bool>& stop) {
  EXPECT(worlds <= worlds_);
  return live(first_world, worlds, stop);
}

ResultInMemory Lives::result(std::uint32_t replicates, bool with_worlds) const {
  const std::uint32_t worlds = with_worlds ? worlds_ : 0;
  Scenario shown = scenario_;
  set_runs(shown, replicates, worlds);
  Manifest manifest = manifest_of(shown, shown_, "serve");
  manifest.worlds = worlds;
  if (with_worlds) manifest.world_parameters = world_parameters_;
  std::vector<std::shared_ptr<const HeldRun>> runs;
  for (const RunKey key : manifest.runs()) {
    const std::uint32_t luck = key.replicate < replicates ? key.replicate : first_world + (key.replicate - replicates);
    runs.push_back(held_.at({key.policy, luck}));
  }
  return {scenario_.title, std::move(manifest), std::move(runs)};
}

}  // namespace cogov::live
