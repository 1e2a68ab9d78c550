/// Words for messages: what the user wrote, made safe to print, and what was probably meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/utf8.hpp"

namespace cogov {

/// Smallest number of insertions, deletions, replacements and swaps of neighbours (bytes, upper and
/// lower case being the same, '-' and '_' too) that turn one word into the other.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to a word, or "" when none is near (about a third of the letters may differ).
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "did you mean 'patrol'?", or "" when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// Words joined as "'a', 'b' or 'c'"; at most 12 of them, then "...".
[[nodiscard]] std::string one_of(const std::vector<std::string>& words);

/// A number as it is written in a scenario: the shortest decimal that reads back to the same value.
[[nodiscard]] std::string number_text(double value);

}  // namespace cogov
