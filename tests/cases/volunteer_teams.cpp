#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase volunteer_teams_case();
MechanismCase volunteer_teams_case() {
  return {
      .section = "volunteer_teams",
      .zero =
          [](Settings& s) {
            for (const char* joins : {"start_share", "spontaneous", "by_ties", "asks_per_week"})
              s.set(std::string("volunteer_teams.") + joins, 0.0);
          },
  };
}

}  // namespace cogov::testing
