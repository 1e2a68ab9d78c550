/// What a policy says of its money: `budget_yuan`, `budget_scales`, `control`.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/layer.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/scenario.hpp"

namespace cogov {

/// The value of `control` that asks for a policy of its own: the same money spent on plain staff.
inline constexpr std::string_view plain_staff = "plain-staff";

/// The key that the control's money is spent on: posts of grid workers, a part of one included.
inline constexpr std::string_view plain_staff_key = "grid_workers.extra_posts";

/// A value as it was written.
template <class T>
struct WrittenValue {
  std::optional<T> value;
  Location where;
};

struct WrittenMoney {
  WrittenValue<double> budget_yuan;
  WrittenValue<std::string> budget_scales;
  WrittenValue<std::string> control;
};

/// What a `[[policy]]` says of itself besides the sections it changes: the keys that are about money.
[[nodiscard]] const Section& policy_section();
[[nodiscard]] inline const std::vector<Param>& money_params() { return policy_section().params; }

/// Reads one of these keys; returns whether it is one.
bool read_money(WrittenMoney& money, const std::string& key, const toml::node& node, const Location& where,
                Problems& problems);

/// Puts what the command line says of a policy's money on top of what the file says.
void apply(const WrittenMoney& later, WrittenMoney& money);

/// Resolves a policy's money. The size to be scaled is the one that `budget_scales` names, or else the only one
/// that the policy gives a value, or else the only one of the sections it names. A control is another policy but
/// the baseline, or "plain-staff".
void resolve_money(const WrittenMoney& money, const std::vector<const Layer*>& layers, std::size_t index,
                   const std::vector<std::string>& names, Policy& policy, Problems& problems);

}  // namespace cogov
