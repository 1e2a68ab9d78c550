#include "tools/plot_picture.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <regex>
#include <string_view>

#include "output/columns.hpp"

namespace cogov {

namespace {

std::string xml_text(const std::string& text) {
  std::string escaped;
  for (const char c : printable(text)) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string titled_svg(std::string svg, const std::string& title) {
  // Its titles of single curves, such as gnuplot_plot_1, would only be in the way.
  svg = std::regex_replace(svg, std::regex("<title>gnuplot_plot_[0-9]+[a-z]?</title>"), "");
  constexpr std::string_view own = "<title>Gnuplot</title>";
  if (const std::size_t at = svg.find(own); at != std::string::npos) {
    svg.replace(at, own.size(), "<title>" + xml_text(title) + "</title>");
  }
  return svg;
}

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFFU);
  return bytes;
}

/// The check sum of PNG (ISO 3309), bit by bit: it is of 13 bytes.
std::uint32_t check_sum(std::string_view bytes) {
  std::uint32_t sum = 0xFFFFFFFF;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = sum & 1U ? sum >> 1U ^ 0xEDB88320U : sum >> 1U;
  }
  return ~sum;
}

/// With a pHYs chunk (dots a metre) behind the header, which is the first chunk and has 13 bytes.
std::string sized_png(std::string png) {
  constexpr std::size_t header_end = 8 + 4 + 4 + 13 + 4;
  const auto dots = static_cast<std::uint32_t>(std::lround(300 / .0254));
  if (png.size() < header_end || png.substr(0, 200).find("pHYs") != std::string::npos) return png;
  const std::string chunk = "pHYs" + big_endian(dots) + big_endian(dots) + '\1';
  return png.insert(header_end, big_endian(9) + chunk + big_endian(check_sum(chunk)));
}

}  // namespace

std::string finished_picture(std::string bytes, PlotFormat format, const std::string& title) {
  switch (format) {
    case PlotFormat::svg:
      return titled_svg(std::move(bytes), title);
    case PlotFormat::png:
      return sized_png(std::move(bytes));
    case PlotFormat::pdf:
      break;
  }
  return bytes;
}

}  // namespace cogov
