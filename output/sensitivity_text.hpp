/// What sensitivity analysis says, for people and for programs.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "output/design_runs.hpp"
#include "output/language.hpp"
#include "output/sensitivity.hpp"

namespace cogov {

/// One number of one parameter, as a table shows it.
struct SensitivityRow {
  std::size_t parameter = 0;
  Estimate size;        ///< mu*, the total index, or the rank correlation: what the rows are sorted by
  Estimate first = {};  ///< of Sobol
  double mu = 0;        ///< of Morris
  double sigma = 0;     ///< of Morris
};

/// What the parameters do to one output: the baseline's level, or a policy's difference from it.
struct Sensitivity {
  std::size_t policy = 0;            ///< 0: the baseline's level
  double mean = 0, deviation = 0;    ///< of the output over the points
  double luck = 0;                   ///< share of the points' variance that is luck (see luck_share())
  std::vector<SensitivityRow> rows;  ///< the strongest first
};

/// Analyses the level under the baseline, and each policy's difference to it, by the design's own method.
/// @throws UserError if a value is not finite, naming the point, or if there are too few points
[[nodiscard]] std::vector<Sensitivity> sensitivities(const Manifest& manifest, const DesignRuns& runs,
                                                     std::uint64_t seed);

[[nodiscard]] std::string sensitivity_text(const Manifest& manifest, const Measure& measure,
                                           const std::vector<Sensitivity>& outputs, Language language);
[[nodiscard]] nlohmann::ordered_json sensitivity_json(const Manifest& manifest, const Measure& measure,
                                                      const std::vector<Sensitivity>& outputs);
/// output,parameter,index,value,low,high
[[nodiscard]] std::string sensitivity_csv(const Manifest& manifest, const Measure& measure,
                                          const std::vector<Sensitivity>& outputs);

}  // namespace cogov
