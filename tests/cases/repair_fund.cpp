#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase repair_fund_case();
MechanismCase repair_fund_case() {
  return {
      .section = "repair_fund",
      .zero = [](Settings& s) { s.set("repair_fund.yuan_per_year", 0.0); },
  };
}

}  // namespace cogov::testing
