/// The page on which a figure is drawn: gnuplot commands for texts, lines and marks at places in centimetres from the
/// upper left corner.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cogov::plot {

/// A text as a gnuplot string. Everything but letters, digits and plain punctuation stands as a number, so that nothing
/// in it can be a quote, a command, a macro or markup; line breaks stay line breaks.
[[nodiscard]] std::string gnuplot_text(std::string_view text);

/// How a policy is drawn: colours that people with any colour vision tell apart, with a dash and a mark each for print
/// in grey. Those of the report's page.
struct Look {
  const char* colour;  ///< "#0069a8"
  const char* dash;    ///< a gnuplot dash type: "solid", "(14,6)"
  int mark;            ///< a gnuplot point type
};
/// @param policy  0 is the baseline
[[nodiscard]] Look look_of(std::size_t policy);

inline constexpr const char* ink = "#1d2429";
inline constexpr const char* grey = "#6a747b";
inline constexpr const char* rule = "#d5dadd";

/// Points of type in centimetres.
inline constexpr double point_cm = 2.54 / 72;
inline constexpr double text_points = 9, title_points = 10.5, caption_points = 7;
/// What a line of type takes, and a cell of it (a letter; a Chinese character is two).
[[nodiscard]] constexpr double line_cm(double points) { return points * 1.28 * point_cm; }
[[nodiscard]] constexpr double cell_cm(double points) { return points * .53 * point_cm; }

/// Width of the widest line of a text.
[[nodiscard]] double width_cm(std::string_view text, double points);
/// Broken into lines that fit; at most `most` of them, the last one cut with "…".
[[nodiscard]] std::vector<std::string> lines_in(const std::string& text, double width, double points,
                                                std::size_t most = 20);

class Sheet {
 public:
  enum class Align { left, right, center };

  /// @param width, height  in centimetres
  Sheet(double width, double height) : width_(width), height_(height) {}

  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }

  /// One line of text whose middle is at `y`.
  void text(std::string_view text, double x, double y, Align align = Align::left, double points = text_points,
            const char* colour = ink);
  /// Lines from `top` on. @returns where they end
  double lines(const std::vector<std::string>& lines, double x, double top, Align align, double points,
               const char* colour = ink);
  /// Lines that read upwards, side by side from `left` on, their middle at `y`.
  void upright(const std::vector<std::string>& lines, double left, double y, double points);
  /// A straight line; `style` as gnuplot has it: "lc rgb '#000000' lw 1".
  void line(double x1, double y1, double x2, double y2, std::string_view style);
  void box(double x1, double y1, double x2, double y2, std::string_view colour);
  void mark(double x, double y, const Look& look);
  /// The margins of the plot itself.
  void frame(double left, double top, double right, double bottom);
  /// Any other command, a line.
  void add(std::string_view command);

  [[nodiscard]] const std::string& commands() const { return commands_; }

 private:
  [[nodiscard]] std::string at(double x, double y) const;

  double width_, height_;
  std::string commands_;
  int objects_ = 0;
};

}  // namespace cogov::plot
