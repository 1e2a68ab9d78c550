#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase act_before_complaint_case();
MechanismCase act_before_complaint_case() {
  return {
      .section = "act_before_complaint",
      .zero =
          [](Settings& s) {
            s.set("act_before_complaint.act_share", 0.0);
            s.set("act_before_complaint.padding", 0.0);
          },
  };
}

}  // namespace cogov::testing
