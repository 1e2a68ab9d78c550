#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase home_visits_case();
MechanismCase home_visits_case() {
  return {
      .section = "home_visits",
      .zero =
          [](Settings& s) {
            for (const char* who : {"alone_60_plus", "aged_80_plus", "disabled"})
              s.set(std::string("home_visits.") + who, 0.0);
          },
  };
}

}  // namespace cogov::testing
