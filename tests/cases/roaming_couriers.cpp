#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase roaming_couriers_case();
MechanismCase roaming_couriers_case() {
  return {
      .section = "roaming_couriers",
      .zero = [](Settings& s) { s.set("roaming_couriers.enrolled_share", 0.0); },
  };
}

}  // namespace cogov::testing
