#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase alliance_case();
MechanismCase alliance_case() {
  return {
      .section = "alliance",
      .zero = [](Settings& s) { s.set("alliance.units", std::int64_t{0}); },
  };
}

}  // namespace cogov::testing
