#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase talent_studios_case();
MechanismCase talent_studios_case() {
  return {
      .section = "talent_studios",
      .zero = [](Settings& s) { s.set("talent_studios.studios", std::int64_t{0}); },
  };
}

}  // namespace cogov::testing
