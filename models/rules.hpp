/// The settings of one policy, read once into plain numbers that the loops use.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/costs.hpp"
#include "models/courier_rules.hpp"
#include "models/emergency_rules.hpp"
#include "models/facilities/levers.hpp"
#include "models/population.hpp"
#include "models/request_kinds.hpp"
#include "models/settings.hpp"
#include "models/social_rules.hpp"
#include "models/volunteer_rules.hpp"
#include "sim/distributions.hpp"
#include "sim/time.hpp"

namespace cogov {

class Mechanism;

// Seams: rules that can be swapped by a key.
enum class Discipline : std::uint8_t { priority, first_come, shortest };      ///< which request next
enum class Diffusion : std::uint8_t { none, household, building };            ///< who hears how a report went
enum class SatisfactionRule : std::uint8_t { disconfirmation, performance };  ///< what a rating moves towards
enum class PaperworkRule : std::uint8_t { share, fixed };                     ///< how paperwork is dealt out

/// [requests]
struct RequestRules {
  double rate_cap = 1;
  bool flat_profile = false;
  std::vector<std::string> only;  ///< kinds that arise; empty: all
  double patience_hours = 0;
  double hotline_share = 0, hotline_minutes = 0, neighbour_share = 0, neighbour_days = 0;
  double wrong_owner_share = 0, hand_off_days = 0;
  double first_fix_share = 0, reopening_days = 0;
  static RequestRules read(const Settings& settings);
};

/// [outside_servers]: elapsed times, in days.
struct OutsideRules {
  Lognormal property{}, department{}, department_slow{}, enforcement{};
  double slow_share = 0;
  static OutsideRules read(const Settings& settings);
  /// Days until an outside server is done; `u` in (0, 1).
  [[nodiscard]] double lead_days(Server server, double u) const;
};

/// [trust]
struct TrustRules {
  double prior_mean = 0, prior_strength = 0, weight = 0, effort_weight = 0, memory = 0;
  double household_weight = 0, building_weight = 0;
  Diffusion diffusion = Diffusion::none;
  static TrustRules read(const Settings& settings);
};

/// [satisfaction]
struct SatisfactionRules {
  SatisfactionRule rule = SatisfactionRule::disconfirmation;
  double start = 0, step = 0, expectation_start = 0, ratchet = 0, good_days = 0;
  static SatisfactionRules read(const Settings& settings);
};

/// When a kind of staff is at work. A day with `from` 0 and `to` 24 h has no end of shift.
struct Shift {
  Seconds from = 0, to = 0, break_from = 0, break_to = 0;
  bool weekends = false;
  double leave_chance = 0;       ///< of a working day
  Seconds unpaid = 0;            ///< its last seconds, which are worked as overtime
  bool unpaid_weekends = false;  ///< weekends too are worked as overtime
  [[nodiscard]] bool round_the_clock() const { return from == 0 && to == day_seconds; }
  /// Paid seconds of a working day.
  [[nodiscard]] Seconds length() const { return to - from - (break_to - break_from) - unpaid; }
};

/// Hours of the window outside those of [window], which a mechanism brings: who works them, and who comes then.
struct LateWindow {
  bool on = false;
  std::vector<Shift> shifts;              ///< of extra clerks, whose posts come after the others
  Shift regular;                          ///< the hours of [window]
  double evening_use = 1, night_use = 1;  ///< share of residents who come out of hours, on a day
  Why luck = Why::mechanisms;             ///< whose draw it is
  [[nodiscard]] bool out_of_hours(Seconds t) const {
    const bool closed_day = !regular.weekends && !is_working_day(day_of(t));
    return closed_day || second_of_day(t) < regular.from || second_of_day(t) >= regular.to;
  }
};

/// [grid_workers], [paperwork] and [window]
struct StaffRules {
  std::uint32_t grid_posts = 0, window_posts = 0;
  Shift grid_shift, window_shift;
  double part_time = 0;   ///< of a full post: the last of the grid posts; 0: there is none
  Shift part_time_shift;  ///< its hours
  LateWindow late_window;
  bool shared_queue = false;
  bool all_round = false;  ///< grid workers and clerks take each other's requests when none of their own waits
  Discipline discipline = Discipline::priority;
  bool walks = true;
  double logging_minutes = 0, duties_minutes = 0, acts_on_finds = 0;
  double skill_start = 0, skill_newcomer = 0, skill_saves = 0, practice = 0, skill_half_life_months = 0;
  PaperworkRule paperwork = PaperworkRule::share;
  double paperwork_share = 0, window_paperwork_share = 0;
  double paperwork_per_household = 0, paperwork_of_shift = 0, paperwork_per_case = 0;  ///< min, share, min
  Seconds paperwork_block = 0;
  double overtime_hours = 0;
  static StaffRules read(const Settings& settings);
};

/// [staffing]
struct StaffingRules {
  double quits_per_year = 0, burnout_effect = 0, load_effect = 0, reference_load = 0, load_memory_months = 0;
  double burnt_out_above = 0, severely_above = 0, recruitment_days = 0;
  static StaffingRules read(const Settings& settings);
};

/// Which building belongs to which grid, and the tour past the grid's buildings that a patrol walks.
struct GridPlan {
  std::vector<GridId> grid_of_building;
  std::vector<std::uint32_t> first_building;  ///< one more than grids
  std::vector<BuildingId> route;              ///< a grid's buildings, from first_building[g] on, in the tour's order
  std::vector<std::uint32_t> stop;            ///< by building: how many of the tour come before it
  std::vector<Seconds> walk_to;               ///< by building: seconds on foot from the tour's first building to it
  std::vector<Seconds> walk_to_at_night;      ///< the same by the gates that don't lock
  [[nodiscard]] BuildingId first_stop(std::size_t grid) const { return route[first_building[grid]]; }
  [[nodiscard]] BuildingId last_stop(std::size_t grid) const { return route[first_building[grid + 1] - 1]; }
  [[nodiscard]] std::size_t grids() const { return first_building.size() - 1; }
};

/// Everything that holds for a policy from some day on. Immutable, shared by all its runs.
struct Rules {
  Settings settings;
  std::array<KindRules, kind_count> kinds;
  RequestRules requests;
  OutsideRules outside;
  TrustRules trust;
  SatisfactionRules satisfaction;
  StaffRules staff;
  StaffingRules staffing;
  CostRules costs;
  VolunteerRules volunteers;
  InfluenceRules influence;
  CourierRules couriers;
  EmergencyRules emergency;
  bool organisations_last = true;                            ///< what somebody else may serve does not wait for them
  std::array<double, kind_count> report_offset{};            ///< logit at which the kind's reported share comes out
  std::vector<GridPlan> grids;                               ///< by community
  std::vector<std::unique_ptr<const Mechanism>> mechanisms;  ///< those in force, in registry order
  Levers levers;                                             ///< which of them pull what
  std::vector<const Mechanism*> setting_aside;               ///< those that may set work aside: see sets_aside()

  /// `baseline`: rules of the same place, whose figures that no policy can change are taken over.
  Rules(const Settings& settings, const Population& population, const Rules* baseline = nullptr);
  ~Rules();
  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;
};

}  // namespace cogov
