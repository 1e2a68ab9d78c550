/// What both bars say of a policy's primary measure: the sentences for where assumptions were varied.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/finding.hpp"
#include "output/verdict_bars.hpp"

namespace cogov {

/// The sentence for each finding, with both bars in numbers. Difference::worlds must be there.
/// @param hardest_hit  the group that loses most, as it is to be named; "": none. Told where the policy is worse
[[nodiscard]] std::string second_bar(const Subject& subject, const Judgement& judgement,
                                     const std::string& hardest_hit);

/// Which worlds were left out; "" if none, or if that is the reason why nothing can be said.
[[nodiscard]] std::string worlds_left_out(const Subject& subject, const Judgement& judgement);

/// "“share of riders who report” (couriers.report_chance)": an unknown parameter as a sentence names it.
[[nodiscard]] std::string parameter_name(const WorldParameter& parameter, Language language);

/// "43": how much of the spread over the worlds a parameter explains, in percent.
[[nodiscard]] std::string share_text(const Driver& driver);

}  // namespace cogov
