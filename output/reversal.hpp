/// A reversal map: for two policies and two parameters, where the better one changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output/language.hpp"
#include "output/statistics.hpp"
#include "sim/points.hpp"
#include "sim/results.hpp"

namespace cogov {

/// What is asked, and the runs that answer.
struct ReversalInput {
  DesignTable design;                                        ///< a grid
  Measure measure;                                           ///< with a better direction
  std::size_t x = 0, y = 0;                                  ///< two of the design's parameters, both of numbers
  std::string first, second;                                 ///< names of the policies
  std::vector<std::vector<double>> first_runs, second_runs;  ///< [point][replicate]; finite
};

/// One combination of the two parameters; other parameters of the grid are averaged over.
struct ReversalCell {
  double x = 0, y = 0;
  double difference = 0;             ///< mean of second − first over replicates, in the measure's unit
  std::optional<Interval> interval;  ///< 95 %; none with fewer than two replicates, or if all differences are equal
  int better = 0;                    ///< −1 the first policy, +1 the second, 0 not told from luck
};

/// Where the mean difference changes sign: between two neighbours of the grid by linear interpolation, or in the middle
/// of a stretch on which it is exactly zero.
struct BorderPoint {
  double x = 0, y = 0;
  bool along_x = true;  ///< between neighbours in x (at a y of the grid), or in y
};

struct ReversalMap {
  std::vector<double> xs, ys;       ///< ascending
  std::vector<ReversalCell> cells;  ///< row-major over (y, x)
  std::vector<BorderPoint> border;  ///< those along x first, by y, then x
  [[nodiscard]] const ReversalCell& at(std::size_t y, std::size_t x) const { return cells[y * xs.size() + x]; }
};

/// Computes the map. Differences are paired: the same luck meets both policies at every point.
[[nodiscard]] ReversalMap reversal_map(const ReversalInput& input);

/// "'couriers' beats 'two more' where enrolled_share is above about 0.35 (at notice_chance 0.2), ...", or everywhere,
/// or nowhere; and at how many points luck leaves it open. Nothing of this where luck leaves it open at all points.
[[nodiscard]] std::string reversal_sentence(const ReversalInput& input, const ReversalMap& map, Language language);

/// The map in characters, the sentence below.
[[nodiscard]] std::string reversal_text(const ReversalInput& input, const ReversalMap& map, Language language);

/// kind,x,y,difference,low,high,better: a row a cell, then a row a border point. The first line names the columns, x
/// and y by their keys.
[[nodiscard]] std::string reversal_csv(const ReversalInput& input, const ReversalMap& map);

}  // namespace cogov
