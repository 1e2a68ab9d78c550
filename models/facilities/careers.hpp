/// What becomes of people in posts besides grades (posts.hpp): who is called to a higher office, what the records say
/// of each, and how they learn from each other.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/facilities/posts.hpp"

namespace cogov {

/// Calls a person to a higher office: they leave the post at the next midnight, and it is not counted as quitting. From
/// now on nobody promotes them.
/// @return false, and nothing is changed, where nobody is in the post or they leave already
bool call_upwards(Context& ctx, WorkerId worker);
/// Whether the person in a post leaves for a higher office.
[[nodiscard]] bool called_upwards(const Context& ctx, WorkerId worker);
/// The grade of the person in a post, 0 to top_grade.
[[nodiscard]] std::uint8_t grade_of(const Context& ctx, WorkerId worker);

/// Cases that each worker has closed in the records since `from`, in their present post; trivial finds are cases in the
/// records. By worker.
[[nodiscard]] std::vector<std::int64_t> closed_cases(const Context& ctx, Seconds from);

/// Skill of each kind, in 1/65535.
using SkillByKind = std::array<std::uint16_t, kind_count>;
[[nodiscard]] SkillByKind skills_of(const Context& ctx, WorkerId worker);
/// A person takes over a share, 0 to 1, of what somebody else is ahead in, kind by kind.
void learn_from(Context& ctx, WorkerId worker, const SkillByKind& skills, double share);
/// Skill of a person over all kinds, 0 to 1.
[[nodiscard]] double mean_skill(const Context& ctx, WorkerId worker);

}  // namespace cogov
