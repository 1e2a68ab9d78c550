#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase rest_stations_case();
MechanismCase rest_stations_case() {
  return {
      .section = "rest_stations",
      .zero = [](Settings& s) { s.set("rest_stations.stations", std::int64_t{0}); },
  };
}

}  // namespace cogov::testing
