/// Small places for the tests of facilities: communities held by hand, and societies with a mechanism of the test's
/// own.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "models/mechanism.hpp"
#include "models/workers.hpp"
#include "models/world.hpp"
#include "tests/models/place.hpp"

namespace cogov::testing {

/// A number that no listed mechanism has.
inline constexpr std::uint8_t own_number = 60;

/// A mechanism that does nothing, to own what a test puts into a community.
class Idler final : public Mechanism {
 public:
  explicit Idler(std::uint8_t n = own_number) { number = n; }
};

/// Communities with their posts filled, in which nothing happens by itself.
class Village {
 public:
  explicit Village(const Settings& settings, std::uint64_t seed = 5)
      : population_(drawn(settings)),
        rules_(settings, *population_),
        needs_(population_->facts, rules_.kinds, rules_.requests, 0),
        luck_(seed, 0),
        communities_(population_->communities.size()) {
    for (std::uint32_t c = 0; c < communities_.size(); ++c) {
      communities_[c].columns.resize(mechanism_count());
      Context ctx = at(c, 0);
      adjust_posts(ctx, true);
    }
  }

  [[nodiscard]] Context at(std::uint32_t c, Seconds now) {
    return {population_->communities[c], needs_, rules_, luck_, communities_[c], now, 0, 400 * day_seconds, untraced_};
  }
  [[nodiscard]] Community& community(std::uint32_t c) { return communities_[c]; }
  [[nodiscard]] std::vector<Community>& communities() { return communities_; }
  [[nodiscard]] const CommunityPlan& plan(std::uint32_t c) const { return population_->communities[c]; }

 private:
  Tracing untraced_;
  std::shared_ptr<const Population> population_;
  Rules rules_;
  NeedTables needs_;
  Luck luck_;
  std::vector<Community> communities_;
};

/// A society under the clock, with mechanisms of the test's own from some day on.
class Life {
 public:
  using Make = std::function<std::unique_ptr<Mechanism>()>;

  explicit Life(const Settings& settings, const Make& make = {}, std::uint32_t days = 60)
      : population_(drawn(settings)), calendar_(Calendar::of(0, days)) {
    const std::shared_ptr<const Rules> rules = rules_with(settings, make);
    const auto needs =
        std::make_shared<const NeedTables>(population_->facts, rules->kinds, rules->requests, calendar_.day0);
    society_ = std::make_unique<Society>(population_, needs, Luck(7, 0), calendar_, Timeline{{0, rules}}, Tracing{});
    timeline_ = {{0, rules}};
  }

  /// From this day on these mechanisms, instead of those before.
  void change(const Settings& settings, const Make& make, std::uint32_t day) {
    timeline_.push_back({day, rules_with(settings, make)});
    society_->set_timeline(timeline_);
  }

  /// Lives up to the midnight before this day, its books checked at every midnight.
  void until(std::uint32_t day) {
    for (; day_ < day; ++day_) {
      advance(*society_, {start_of_day(day_), start_of_day(day_ + 1)}, 900);
      society_->check_books(start_of_day(day_ + 1));
      if (each_midnight) each_midnight(*society_, day_ + 1);
    }
  }

  [[nodiscard]] const Community& community(std::uint32_t c) const { return society_->community(c); }
  [[nodiscard]] const Society& society() const { return *society_; }

  std::function<void(const Society&, std::uint32_t)> each_midnight;

 private:
  [[nodiscard]] std::shared_ptr<const Rules> rules_with(const Settings& settings, const Make& make) const {
    auto rules = std::make_shared<Rules>(settings, *population_);
    if (make) rules->mechanisms.push_back(make());
    return rules;
  }

  std::shared_ptr<const Population> population_;
  Calendar calendar_;
  Timeline timeline_;
  std::unique_ptr<Society> society_;
  std::uint32_t day_ = 0;
};

}  // namespace cogov::testing
