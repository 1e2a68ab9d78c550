/// A place for the rows about staff: grid workers who have enough to do that their skill and their hours matter.
#pragma once

#include "tests/cases/case.hpp"

namespace cogov::testing {

/// Litter and blocked lanes, all reported, all theirs, half an hour each, and seldom put right at the first go by
/// whoever has no skill.
inline void busy_streets(Settings& s, std::int64_t workers, double rate) {
  s.set("grid_workers.full_time", workers);
  s.set("grid_workers.skill_start", .1);
  s.set("grid_workers.skill_newcomer", .1);
  s.set("requests.first_fix_share", .2);
  s.set("requests.only", std::vector<std::string>{"litter", "fire_lane"});
  for (const std::string kind : {"request_kinds.litter.", "request_kinds.fire_lane."}) {
    s.set(kind + "rate_places", rate);
    s.set(kind + "reported_share", 1.0);
    s.set(kind + "service_shape", std::string("fixed"));
    s.set(kind + "service_median", 30.0);
    s.set(kind + "served_by", std::vector<std::string>{"grid worker"});
    s.set(kind + "returns_share", 0.0);
    s.set(kind + "doubling_days", 0.0);
  }
}

}  // namespace cogov::testing
