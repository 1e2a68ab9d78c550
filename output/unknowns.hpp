/// What nobody knows and what matters most of it: the section of a comparison about the drivers of the worlds.
#pragma once

#include <string>

#include "output/compare.hpp"
#include "output/language.hpp"

namespace cogov {

/// "What we don't know" (关键未知): for each policy up to most_drivers parameters that go with what it does to the
/// primary measure, each with its range, whether more of it helps the policy, and how much of the spread it
/// explains. Lines of at most 100 cells, each ended; "" where assumptions were not varied.
[[nodiscard]] std::string unknowns_text(const Comparison& comparison, Language language);

}  // namespace cogov
