#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase organisation_ladder_case();
MechanismCase organisation_ladder_case() {
  return {
      .section = "organisation_ladder",
      .zero =
          [](Settings& s) {  // leaders who do nothing still get stipends: ladder_test.cpp
            s.set("organisation_ladder.leaders_share", 0.0);
            s.set("organisation_ladder.contacts_share", 0.0);
          },
  };
}

}  // namespace cogov::testing
