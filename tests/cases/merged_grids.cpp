#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase merged_grids_case();
MechanismCase merged_grids_case() {
  return {
      .section = "merged_grids",
      .zero = [](Settings& s) { s.set("merged_grids.households_per_grid", 100000.0); },
  };
}

}  // namespace cogov::testing
