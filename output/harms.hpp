/// Harm: who is watched and by whom, whose time goes unpaid, who is hurt; beside the groups that wait longer, which are
/// judged like every measure.
#pragma once

#include <string>
#include <vector>

#include "output/language.hpp"
#include "sim/results.hpp"

namespace cogov {

/// A measure of harm by group: means over the runs that have a value.
struct HarmValues {
  Measure measure;
  std::vector<std::string> groups, groups_zh;  ///< labels of its dimension; one "" where it has none
  std::vector<std::vector<double>> means;      ///< [group][policy]
};

/// Per measure, the group for which a policy raises it most against policy 0; the groups' size where none is raised.
[[nodiscard]] std::size_t hardest_hit(const HarmValues& values, std::size_t policy);

/// A table of all measures and groups, one column a policy, and for each policy after the first who bears more; ""
/// where there is none. Measures that are 0 throughout are left out.
[[nodiscard]] std::string harm_text(const std::vector<HarmValues>& harms, const std::vector<std::string>& policies,
                                    Language language);

}  // namespace cogov
