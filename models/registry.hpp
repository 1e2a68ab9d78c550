/// The one list of what a scenario can set: core sections first, then the mechanisms of
/// mechanisms.def.
#pragma once

#include <memory>
#include <vector>

#include "models/mechanism.hpp"
#include "models/param.hpp"

namespace cogov {

/// Every section as its own file declares it, in printing order, without the generated `lead_days`.
[[nodiscard]] std::vector<Section> declared_sections();

/// The section of a mechanism, by its position in the registry.
[[nodiscard]] const Section& mechanism_section(std::size_t number);

#define MECHANISM(name)                   \
  [[nodiscard]] Section name##_section(); \
  [[nodiscard]] std::unique_ptr<Mechanism> make_##name(const Settings& settings);
#include "models/mechanisms.def"
#undef MECHANISM

}  // namespace cogov
