/// A mechanism of the test's own, and a society in which it is in force beside those of the settings.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "models/mechanism.hpp"
#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/models/place.hpp"

namespace cogov::testing {

/// Pulls levers and looks in every midnight, as the test says.
class Probe final : public Mechanism {
 public:
  using Factor = std::function<double(const LeverAt&)>;

  Probe() { number = 63; }  // no mechanism of the registry

  Probe& pull(Lever lever, Factor factor, double largest = 1) {
    levers_ |= bit(lever);
    factors_[lever] = {std::move(factor), largest};
    return *this;
  }
  Probe& pull(Lever lever, double factor) {
    return pull(
        lever, [factor](const LeverAt&) { return factor; }, factor);
  }

  std::function<void(Context&, std::uint32_t day)> daily = {};
  std::function<void(Context&)> adopts = {};
  std::function<double(const Context&, Lever, const LeverAt&)> decides = {};  ///< instead of the factors

  void on_adopt(Context& ctx) const override {
    if (adopts) adopts(ctx);
  }
  void on_day(Context& ctx, std::uint32_t day) const override {
    if (daily) daily(ctx, day);
  }
  [[nodiscard]] LeverSet levers() const override { return levers_; }
  [[nodiscard]] double factor(const Context& ctx, Lever lever, const LeverAt& at) const override {
    return decides ? decides(ctx, lever, at) : factors_.at(lever).first(at);
  }
  [[nodiscard]] double largest_factor(Lever lever) const override { return factors_.at(lever).second; }

 private:
  LeverSet levers_ = 0;
  std::map<Lever, std::pair<Factor, double>> factors_;
};

/// A run from its first day to its last under settings and mechanisms of the test's own.
class Lived {
 public:
  explicit Lived(const Settings& settings, const std::vector<Probe>& probes = {})
      : layout_(result_layout(static_cast<std::uint32_t>(settings.integer("run.days")))),
        society_(begin(settings, probes)) {
    advance(society_, {society_.calendar().start, society_.calendar().end}, 900);
    society_.check_books(society_.calendar().end);
    society_.finish();
    run_.arrays = result_arrays(society_, layout_);
  }

  [[nodiscard]] double of(const std::string& measure, std::size_t at = 0) const {
    return values(layout_, run_, measure).at(at);
  }
  [[nodiscard]] const Tally& tally() const { return society_.community(0).tally; }
  [[nodiscard]] const Community& community() const { return society_.community(0); }
  [[nodiscard]] const std::vector<Array>& arrays() const { return run_.arrays; }

 private:
  static Society begin(const Settings& settings, const std::vector<Probe>& probes) {
    PlaceFacts facts = PlaceFacts::read(settings);
    facts.couriers.planned = settings.on("roaming_couriers");
    const auto population = build_population(facts, Luck(5, 0), Luck(5, 0));
    const auto rules = std::make_shared<Rules>(settings, *population);
    for (const Probe& probe : probes) rules->mechanisms.push_back(std::make_unique<Probe>(probe));
    rules->levers = Levers(rules->mechanisms, rules->requests.rate_cap);
    const Calendar calendar = Calendar::of(static_cast<std::uint32_t>(settings.integer("run.warmup_days")),
                                           static_cast<std::uint32_t>(settings.integer("run.days")));
    const auto needs = std::make_shared<const NeedTables>(facts, rules->kinds, rules->requests, calendar.day0);
    return {population, needs, Luck(7, 0), calendar, {{0, rules}}, {.on = true, .day = 0, .community = 0}};
  }

  Layout layout_;
  Society society_;
  RunResult run_;
};

}  // namespace cogov::testing
