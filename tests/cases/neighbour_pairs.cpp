#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase neighbour_pairs_case();
MechanismCase neighbour_pairs_case() {
  return {
      .section = "neighbour_pairs",
      .zero = [](Settings& s) { s.set("neighbour_pairs.pairs_share", 0.0); },
  };
}

}  // namespace cogov::testing
