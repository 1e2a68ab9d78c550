/// Policies as they are named on a command line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cogov {

/// The position (from 0) of a policy that is given by name, or by number from 1; none if there is no such policy.
[[nodiscard]] std::optional<std::size_t> policy_position(const std::vector<std::string>& names,
                                                         const std::string& name);

/// The positions of policies given as "1,3" or "today,two more", in that order, each once. @throws UserError
[[nodiscard]] std::vector<std::size_t> chosen_policies(const std::vector<std::string>& names, const std::string& text);

}  // namespace cogov
