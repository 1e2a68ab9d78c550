/// Row 41: the parameters and measures of a job desk.
#pragma once

#include <cstddef>
#include <vector>

#include "models/param.hpp"

namespace cogov::job_desks {

/// What it counts, in the order of its counters.
enum Counter : std::size_t {
  interviews,
  referrals,
  paper_referrals,
  placed,
  sent_on,
  listed,
  listed_on_paper,
  adviser_seconds,
  course_days,
  employer_seconds
};

/// What it keeps with --trace.
enum Event : std::size_t { talks, refers_in_vain, refused, places, begins_course };

/// What it pays for.
enum Cost : std::size_t { advisers, courses, employers };

[[nodiscard]] std::vector<Param> params();
[[nodiscard]] std::vector<OwnMeasure> measures();

}  // namespace cogov::job_desks
