/// Structures: rules of the model that are neither measured nor decided, and could as well be others.
#pragma once

#include <string>
#include <vector>

#include "models/param.hpp"

namespace cogov {

/// A parameter that is a structure, and what `cogov swaps` puts in its place.
struct StructureParam {
  std::string path;           ///< "paperwork.rule"
  std::vector<Value> values;  ///< the structures that can be compared with each other; a value that is none of a
                              ///< choice's can't be compared with them, a number can
};

/// All of them, in the order of the sections. A parameter of words belongs here unless it says what a policy does, what
/// happens to a place, or how a kind of request is: tests/models/structures_test.cpp names those.
[[nodiscard]] const std::vector<StructureParam>& structure_params();

}  // namespace cogov
