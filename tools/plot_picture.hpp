/// The last touches to what gnuplot drew.
#pragma once

#include <string>

#include "tools/plot_script.hpp"

namespace cogov {

/// SVG is given its title in place of gnuplot's own, which browsers and screen readers would tell; PNG is told its
/// resolution (300 dots an inch), so that it is placed in its true size; PDF is left as it is.
[[nodiscard]] std::string finished_picture(std::string bytes, PlotFormat format, const std::string& title);

}  // namespace cogov
