/// Values of parameters as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "models/param.hpp"

namespace cogov {

/// A value with its own JSON type.
[[nodiscard]] inline nlohmann::ordered_json json_of(const Value& value) {
  return std::visit([](const auto& held) { return nlohmann::ordered_json(held); }, value);
}

/// JSON text of two spaces a level. File names may hold anything: what is not UTF-8 is replaced.
[[nodiscard]] inline std::string json_text(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace cogov
