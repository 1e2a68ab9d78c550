/// One resident's year under every policy, on the same luck: told from the engine's own trace of requests.
#pragma once

#include <vector>

#include "models/experiment.hpp"
#include "tools/report_parts.hpp"

namespace cogov::classroom {

/// The resident is chosen by a rule: of those with two to four own needs in the days counted (the last thirty left out,
/// whose needs come to no end), the same ones under every policy, the one for whom the number truly fixed differs most
/// between policies; of several, the one with the most needs; of these, the one for whom the days waited differ most;
/// then the first by number. Where nobody has that, or the number fixed is the same for all of them, one need is
/// enough.
///
/// @param traced  a run a policy, all of one replicate
/// @returns {least: needs that were asked for at least, 2 or 1, resident: {number, age, classes, floor, household},
/// needs: [{kind, day}], policies: [policy][need] of
///          {noticed, reported, dispatched, service, closed, fixed, ended, finder, server, gaveUp, lapsed}}: days from
///          day 0, null where it never came to that. Null where nobody had a need under all policies
[[nodiscard]] report::Json story_json(const PolicyExperiment& experiment, const std::vector<RunResult>& traced);

}  // namespace cogov::classroom
