/// The words of a figure, in both languages.
#pragma once

#include <string>
#include <vector>

#include "output/wording.hpp"
#include "tools/plot_figure.hpp"

namespace cogov::plot {

/// Makes texts for one figure.
class Words {
 public:
  Words(const ResultFile& result, const Measure& measure, Language language)
      : result_(result), measure_(measure), language_(language) {}

  [[nodiscard]] const std::string& pick(const std::string& english, const std::string& chinese) const {
    return in_language(language_, english, chinese);
  }
  [[nodiscard]] bool chinese() const { return language_ == Language::chinese; }
  [[nodiscard]] Language language() const { return language_; }

  [[nodiscard]] std::string title() const;
  /// "days (lower is better)"
  [[nodiscard]] std::string level_axis() const;
  /// "Difference from “today”, days (to the left is better)"; `upright`: the axis stands, and it is downwards.
  [[nodiscard]] std::string difference_axis(bool upright) const;
  /// "Difference from “today”, days (blue is better)"
  [[nodiscard]] std::string difference_colours() const;
  /// A parameter of a design with its unit.
  [[nodiscard]] std::string parameter_axis(const DesignParameter& parameter) const;

  /// What lines and bands are. `each` says what a point of the line stands for; may be empty.
  [[nodiscard]] std::string level_bands(const std::string& each) const;
  [[nodiscard]] std::string difference_bands(const std::string& each) const;
  /// What dots and bars are. `level`: the baseline's own mean as text, may be empty.
  [[nodiscard]] std::string level_dots() const;
  [[nodiscard]] std::string difference_dots(const std::string& level, bool worlds) const;
  [[nodiscard]] std::string maps(bool line) const;  ///< `line`: one where the sign changes
  /// "A point is the mean of 7 days."
  [[nodiscard]] std::string day_step(std::size_t step) const;
  /// What was left out: policies, labels that are zero everywhere, failed runs, values never reached.
  [[nodiscard]] std::string fewer_policies(std::size_t shown, std::size_t all) const;
  [[nodiscard]] std::string zero_labels(std::size_t count) const;
  [[nodiscard]] std::string failed_runs() const;
  [[nodiscard]] std::string never_reached(std::size_t pairs) const;
  /// "Result 53deb5a7a621."
  [[nodiscard]] std::string source() const;

 private:
  [[nodiscard]] std::string baseline() const;
  [[nodiscard]] std::string difference_unit() const;
  [[nodiscard]] std::string difference_label() const;

  const ResultFile& result_;
  const Measure& measure_;
  Language language_;
};

/// Text of at most `cells` terminal cells; what is longer ends in "…".
[[nodiscard]] std::string shortened(const std::string& text, std::size_t cells);

}  // namespace cogov::plot
