/// How needs and hazards arise: a keyed clock for each resident and each building.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/population.hpp"
#include "models/request_kinds.hpp"
#include "sim/distributions.hpp"
#include "sim/time.hpp"

namespace cogov {

struct Context;
struct RequestRules;

/// The weekly profile: turns weeks of even time into a moment of the week, and stretches by season.
class WeeklyProfile {
 public:
  explicit WeeklyProfile(bool flat);
  /// Seconds from Monday 00:00 of week 0 at which `weeks` of even time have passed, unrounded.
  [[nodiscard]] double seconds_at(double weeks) const;
  /// Even time at a moment: the inverse.
  [[nodiscard]] double weeks_at(Seconds t) const;

 private:
  std::array<double, 169> cumulative_{};   // share of the week passed at each full hour
  std::array<std::uint8_t, 256> guide_{};  // an hour at or before each 1/256 of the week
};

/// Rates and kinds by need class, under the cap. Shared by all policies: what arises is nobody's policy.
struct NeedTables {
  static constexpr std::size_t classes = 32;

  WeeklyProfile profile;
  std::array<double, classes> weekly_rate{};          ///< candidates a week
  std::vector<AliasTable> kind_of_need;               ///< by need class
  double hazard_rate = 0;                             ///< candidates a week and household, on average
  std::vector<AliasTable> kind_of_hazard;             ///< one table, or none when no hazard arises
  std::array<double, kind_count> cap{};               ///< candidates over the mean rate
  std::array<double, kind_count> winter{}, summer{};  ///< factors of the mean rate
  Seconds year_begins = 0;                            ///< a moment at which a year, and winter's second part, begins

  NeedTables(const PlaceFacts& facts, const std::array<KindRules, kind_count>& kinds, const RequestRules& rules,
             Seconds day0);

  /// Chance that a candidate of a kind counts at a moment: its rate then, over the cap.
  [[nodiscard]] double keep_chance(std::size_t kind, Seconds t) const;
};

/// Puts the first candidate of every resident and building on the agenda.
void start_needs(Context& ctx);

void on_need(Context& ctx, ResidentId resident);
void on_hazard(Context& ctx, BuildingId building);

}  // namespace cogov
