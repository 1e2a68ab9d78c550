/// The people and buildings of a society: built once from a place's facts, shared by all runs,
/// changed by none.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/blocks.hpp"
#include "models/courier_rules.hpp"
#include "models/ids.hpp"
#include "models/imports.hpp"
#include "models/request_kinds.hpp"
#include "models/settings.hpp"
#include "models/social_ties.hpp"
#include "models/walks.hpp"
#include "sim/draw.hpp"
#include "sim/network/district.hpp"
#include "sim/network/ties.hpp"
#include "sim/network/travel.hpp"

namespace cogov {

struct CourierZone;

/// Classes for which results are kept apart. A resident is in exactly one of the first five and in
/// any of the others.
enum class ResidentClass : std::uint8_t { child, youth, adult, older, aged, lives_alone, disabled, low_income };
inline constexpr std::size_t class_count = 8;
[[nodiscard]] const std::array<std::string, class_count>& class_words();
[[nodiscard]] const std::array<std::string, class_count>& class_words_zh();

/// Facts of a place that its streets are laid from; see the section [streets].
struct StreetFacts {
  double estates = 0, side_gates = 0, locked_share = 0, riders_kept_out_share = 0;
  LockedHours locked;
  std::uint32_t shops = 0;
  double walking_speed = 0, riding_speed = 0, lane_riding_speed = 0;  ///< metres a second
  static StreetFacts read(const Settings& settings);
};

/// Whether a key of [streets] says something about generated streets only, and is refused beside a network that is
/// read.
[[nodiscard]] bool is_of_generated_streets(std::string_view path);

/// Facts of a place that households are drawn from; see the sections [community] and [society].
struct PlaceFacts {
  std::uint32_t communities = 1;
  std::uint32_t households = 0;  ///< of each community, on average
  double household_variation = 0;
  double mean_household_size = 0;  ///< 1 + Poisson, cut at 8
  std::array<double, age_bands> age_share{};
  double alone_share_60_79 = 0;  ///< of those who live alone
  double alone_share_80_plus = 0;
  std::array<double, age_bands> disabled_share{};
  double low_income_share = 0;  ///< of households
  std::uint32_t households_per_building = 0;
  std::uint32_t homes_per_floor = 1;
  double building_spacing_metres = 0;
  StreetFacts streets;
  std::uint32_t extra_residents = 0;
  double town_km = 0, town_km_spread = 0;  ///< to the township's services
  double town_minutes_per_km = 0;
  double reporting_spread = 0;  ///< standard deviation of the persistent propensity to report, logits
  TieFacts ties;
  CourierFacts couriers;
  BlockFacts blocks;

  /// Throws UserError where the facts contradict each other.
  static PlaceFacts read(const Settings& settings);
  /// Expected share of an age band that lives alone.
  [[nodiscard]] double alone_share(std::size_t band) const;
};

/// One community: residents are contiguous by household, households by building. Rows never change
/// meaning: draws about a resident use `resident_ordinal`, which other households' sizes don't touch.
struct CommunityPlan {
  std::uint32_t number = 0;
  std::uint32_t homes_per_floor = 1;
  double town_km = 0;       ///< to the township's services; 0: they are in the community
  double town_seconds = 0;  ///< one way

  // by resident
  std::vector<HouseholdId> household;
  std::vector<std::uint32_t> resident_ordinal;  ///< household × 16 + place in it
  std::vector<std::uint8_t> age;                ///< years
  std::vector<std::uint8_t> classes;            ///< a bit for each ResidentClass
  std::vector<std::uint8_t> need_class;         ///< row of NeedTables: band × 8 + alone 4 + disabled 2 + poor 1
  std::vector<float> propensity;                ///< to report, logits: the own part, the block's, and tenure's
  std::array<float, 2>
      reporting_bounds{};  ///< of propensity: a third of residents are below the first, two below the second

  // by household, by building; the `first_` arrays have one entry more, the end
  std::vector<std::uint32_t> first_resident;
  std::vector<BuildingId> building_of_household;
  std::vector<std::uint32_t> first_household;
  std::vector<float> x, y;  ///< metres

  CommunityStreets streets;  ///< where buildings, the service centre and shops stand
  Walks walks;
  TieNetwork ties;                                  ///< among residents
  std::shared_ptr<const CourierZone> courier_zone;  ///< none where no rider is asked to report
  std::vector<std::uint8_t> rents;                  ///< by household: 1 where it rents its home
  std::vector<double> condition;  ///< by building: hazards arise there so many times as often as on average

  [[nodiscard]] std::size_t residents() const { return household.size(); }
  [[nodiscard]] std::size_t households() const { return building_of_household.size(); }
  [[nodiscard]] std::size_t buildings() const { return first_household.size() - 1; }
  [[nodiscard]] BuildingId building_of(ResidentId resident) const {
    return building_of_household[household[resident.row].row];
  }
  /// The floor on which a household lives, from 1; the last floor of a building may be shorter.
  [[nodiscard]] std::uint32_t floor_of(HouseholdId home) const {
    return (home.row - first_household[building_of_household[home.row].row]) / homes_per_floor + 1;
  }
  [[nodiscard]] std::uint32_t floors_of(BuildingId b) const {
    return (first_household[b.row + 1] - first_household[b.row] + homes_per_floor - 1) / homes_per_floor;
  }
  [[nodiscard]] std::uint32_t first_resident_of(BuildingId b) const { return first_resident[first_household[b.row]]; }
  [[nodiscard]] std::uint32_t end_resident_of(BuildingId b) const { return first_resident[first_household[b.row + 1]]; }
  [[nodiscard]] bool is(ResidentId resident, ResidentClass c) const {
    return (classes[resident.row] >> static_cast<unsigned>(c) & 1U) != 0;
  }
  /// Aged 80 and over, 60 and over living alone, disabled, or of low income.
  [[nodiscard]] bool vulnerable(ResidentId resident) const;
};

/// The communities of a place.
struct Population {
  PlaceFacts facts;
  std::vector<CommunityPlan> communities;
  Streets streets;                                                ///< of the whole place
  std::uint32_t zones = 0;                                        ///< of couriers
  std::vector<std::shared_ptr<const CourierZone>> courier_zones;  ///< empty where no rider is asked to report
  TieFigures tie_figures;
  [[nodiscard]] std::size_t residents() const;
  [[nodiscard]] std::size_t households() const;
};

/// Draws the people of a place, and lays its streets where none are imported. The same facts and luck give the
/// same place on any machine. How many households a community has goes by `of_place`: that, and so its
/// streets, buildings and grids, stays as it is when the people are drawn anew.
[[nodiscard]] std::shared_ptr<const Population> build_population(const PlaceFacts& facts, const Luck& of_place,
                                                                 const Luck& of_people, const Imports& imports = {});

}  // namespace cogov
