/// A society under the clock: the communities of one run, and the rules in force.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "models/context.hpp"
#include "models/needs.hpp"
#include "models/population.hpp"
#include "models/rules.hpp"
#include "models/state.hpp"
#include "sim/draw.hpp"
#include "sim/engine.hpp"

namespace cogov {

/// What holds from when on, in order of days; the first entry holds from the start.
struct RulesFrom {
  std::uint32_t day = 0;
  std::shared_ptr<const Rules> rules;
};
using Timeline = std::vector<RulesFrom>;

/// When a run begins, is counted from, and ends. All are midnights; `day0` is a Monday's.
struct Calendar {
  Seconds start = 0;
  Seconds day0 = 0;
  Seconds end = 0;

  /// `warmup_days` before day 0, `days` from it on. UserError when the clock can't hold them.
  static Calendar of(std::uint32_t warmup_days, std::uint32_t days);
};

/// One society, living. Copying it branches it: what is immutable is shared, the rest is copied.
class Society final : public World {
 public:
  Society(std::shared_ptr<const Population> population, std::shared_ptr<const NeedTables> needs, Luck luck,
          Calendar calendar, Timeline timeline, Tracing tracing);

  /// Changes communities before their first day.
  void prepare(const std::function<void(Context&)>& change);

  /// From now on this policy's timeline holds.
  void set_timeline(Timeline timeline);

  [[nodiscard]] std::uint32_t communities() const override { return static_cast<std::uint32_t>(communities_.size()); }
  void play(std::uint32_t community, Epoch window) override;
  void turn_day(std::uint32_t day) override;
  void begin_day(std::uint32_t community, std::uint32_t day) override;
  void publish(std::uint32_t day) override;
  void exchange() override;

  /// Books what is still open at the end of the run.
  void finish();

  /// Checks that books balance: a full recount, at any midnight. InternalError where they don't.
  void check_books(Seconds now) const;

  [[nodiscard]] const Community& community(std::uint32_t c) const { return communities_[c]; }
  [[nodiscard]] const Population& population() const { return *population_; }
  [[nodiscard]] const Rules& rules() const { return *rules_; }
  /// What held, or will hold, on a day of the clock.
  [[nodiscard]] const Rules& rules_on(std::uint32_t day) const;
  [[nodiscard]] const Luck& luck() const { return luck_; }
  [[nodiscard]] const Calendar& calendar() const { return calendar_; }
  [[nodiscard]] const Tracing& tracing() const { return tracing_; }

 private:
  [[nodiscard]] Context context(std::uint32_t community, Seconds now);
  void take_hold(std::uint32_t day, const Rules& before);

  std::shared_ptr<const Population> population_;
  std::shared_ptr<const NeedTables> needs_;
  std::shared_ptr<const Rules> rules_;
  Luck luck_;
  Calendar calendar_;
  Timeline timeline_;
  Tracing tracing_;
  std::vector<Community> communities_;
  CourierColumns couriers_;
};

}  // namespace cogov
