#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase patrol_case();
MechanismCase patrol_case() {
  return {
      .section = "patrol",
      .zero = [](Settings& s) { s.set("patrol.rounds_per_day", std::int64_t{0}); },
  };
}

}  // namespace cogov::testing
