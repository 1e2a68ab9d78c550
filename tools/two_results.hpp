/// Two result files of one scenario, policy by policy.
#pragma once

#include "output/change_text.hpp"
#include "output/result_file.hpp"

namespace cogov {

/// Compares the policies that both files have, by name, in the measures that both have.
///
/// The runs are compared in pairs where replicate k is the same luck in both: same seed, same model version, same
/// society and warm-up; with different numbers of replicates, those that both have. Otherwise the two are independent
/// samples. Worlds are compared where they are the same draws as well.
/// @throws UserError if there is no policy or no measure in common
[[nodiscard]] Change change_between(const ResultFile& before, const ResultFile& after);

}  // namespace cogov
