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

/// One of them in a sentence without an end: “meaning” (key): low to high, taken as …; whether more of it helps;
/// how much of the spread it explains. Of the primary measure.
[[nodiscard]] std::string driver_sentence(const Comparison& comparison, const Driver& driver, Language language);

}  // namespace cogov
