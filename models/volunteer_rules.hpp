/// What those who give unpaid time are like, whoever brings them: teams, organisations, studios.
#pragma once

#include <cstdint>

namespace cogov {

class Settings;

/// Read from [volunteer_teams], in force or not, and [double_check_in]. How people come to join stands in the
/// mechanisms.
struct VolunteerRules {
  double hours_per_week = 0, hours_spread = 0;  ///< mean of a volunteer, spread of the logarithm
  double session_hours = 0, overrun_hours = 0;  ///< mean length; how far beyond its end a service may last
  double wait_days = 0;                         ///< a request waits so long for a volunteer
  double task_share = 0;                        ///< chance that a volunteer takes a kind of request
  double quits_per_month = 0, load_effect = 0;  ///< hazard, and more of it per remembered load
  double load_memory_weeks = 1;
  std::uint32_t team_size = 2;
  double organiser_after_months = 0, organisers_per_month = 0;
  double stage_months = 0;          ///< so long a participant remains one without taking part
  double coordination_minutes = 0;  ///< of grid workers, per volunteer and month
  double member_hours_per_year = 0, member_session_hours = 0;
  static VolunteerRules read(const Settings& settings);
};

}  // namespace cogov
