#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase double_check_in_case();
MechanismCase double_check_in_case() {
  return {
      .section = "double_check_in",
      .zero = [](Settings& s) { s.set("double_check_in.members_share", 0.0); },
  };
}

}  // namespace cogov::testing
