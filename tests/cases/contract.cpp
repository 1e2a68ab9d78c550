#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase contract_case();
MechanismCase contract_case() {
  return {
      .section = "contract",
      .zero = [](Settings& s) { s.set("contract.hours_per_year", 0.0); },
  };
}

}  // namespace cogov::testing
