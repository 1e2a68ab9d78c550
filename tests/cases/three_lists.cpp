#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase three_lists_case();
MechanismCase three_lists_case() {
  return {
      .section = "three_lists",
      .zero = [](Settings& s) { s.set("three_lists.resources", std::int64_t{0}); },
  };
}

}  // namespace cogov::testing
