/// Drawing with Debian's gnuplot.
#pragma once

#include <string>

namespace cogov {

/// Runs gnuplot, found along PATH, without a shell and without anybody's own settings, on a script that writes to its
/// standard output.
/// @returns what it wrote
/// @throws UserError if there is no gnuplot
/// @throws OutputError if it can't be run, fails or writes nothing
[[nodiscard]] std::string drawn_by_gnuplot(const std::string& script);

}  // namespace cogov
