#include "sim/points.hpp"

#include <charconv>

#include "sim/errors.hpp"

namespace cogov {

std::string DesignTable::value_text(std::size_t parameter, std::uint32_t point) const {
  const DesignParameter& one = parameters[parameter];
  const double value = one.values[point];
  if (!one.words.empty()) return one.words[static_cast<std::size_t>(value)];
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
  EXPECT(error == std::errc{});
  return {text, end};
}

std::string DesignTable::point_text(std::uint32_t point) const {
  std::string text;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    text += (p > 0 ? ", " : "") + parameters[p].key + " = " + value_text(p, point);
  }
  return text;
}

}  // namespace cogov
