#include <numeric>
#include <stdexcept>

#include "tests/cases/case.hpp"

namespace cogov::testing {

#define MECHANISM(name) MechanismCase name##_case();
#include "models/mechanisms.def"
#undef MECHANISM

const std::vector<MechanismCase>& mechanism_cases() {
  static const std::vector<MechanismCase> cases{
#define MECHANISM(name) name##_case(),
#include "models/mechanisms.def"
#undef MECHANISM
  };
  return cases;
}

const MechanismCase* case_of(const std::string& section) {
  for (const MechanismCase& each : mechanism_cases()) {
    if (each.section == section) return &each;
  }
  return nullptr;
}

double Seen::of(const std::string& measure, std::size_t at) const {
  double sum = 0;
  for (const RunResult& run : runs_) sum += values(*layout_, run, measure).at(at);
  return sum;
}

double Seen::booked(const std::string& item) const {
  const std::vector<std::string>& items = layout_->dimension("cost_item").labels;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i] == item) return of("cost_quantity_by_item", i);
  }
  throw std::out_of_range("no cost item " + item);
}

}  // namespace cogov::testing
