/// What the live page starts from: policies, values and sliders, from the tables of parameters.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "models/param.hpp"
#include "output/language.hpp"
#include "scenarios/scenario.hpp"

namespace cogov::live {

/// What a slider covers: a part of what is accepted, from `low` in steps to `high`.
struct Slider {
  double low = 0, high = 1, step = .01;
};

/// The slider of a number: its plausible range where there is one, otherwise a part of what is accepted round its
/// default; made wide enough for `values` too. Whole steps for whole numbers; steps are 1, 2 or 5 times a power of ten
/// where the bounds allow it.
[[nodiscard]] Slider slider_of(const Param& param, std::vector<double> values);

/// LiveStart, as tools/web/src/live_types.ts describes it.
/// @param scenario  sized; its first policy is the baseline
[[nodiscard]] nlohmann::ordered_json live_start(const Scenario& scenario, std::uint32_t residents, Language language);

}  // namespace cogov::live
