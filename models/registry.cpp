#include "models/registry.hpp"

#include "models/sections.hpp"

namespace cogov {

std::vector<Section> declared_sections() { return {run_section(), compare_section()}; }

}  // namespace cogov
