/// What a policy costs: the sentence of a verdict about money.
#pragma once

#include <string>

#include "output/verdict_bars.hpp"

namespace cogov {

/// What the policy costs more or saves, and how much of that is off the public budget. Where the policy is
/// `clearly_better` but dearer, also what a day (a percentage point, …) costs. What the same money gives on plain staff
/// is said there, and wherever `with_control` is asked for and there is such a policy. The measure of cost is
/// yearly_cost_yuan, or else the first in yuan.
/// "" if there is none.
[[nodiscard]] std::string cost_sentence(const Subject& subject, bool clearly_better, bool with_control);

/// Money is told in the sentence about cost, and in the tables.
[[nodiscard]] bool is_money(const ComparedMeasure& row);

}  // namespace cogov
