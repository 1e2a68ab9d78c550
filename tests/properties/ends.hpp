/// The ends of parameters: how little and how much of it there may be.
#pragma once

#include <string>
#include <vector>

#include "tests/properties/random_settings.hpp"

namespace cogov::testing {

/// One parameter at one end.
struct End {
  std::string path;
  Value value;
  std::string text;  ///< "patrol.notice_chance = 1"
};

/// Both bounds and both ends of the range that is swept, of a number tagged as an assumption, without its default;
/// the other of true and false; all other choices. A bound that would need a larger society or a longer run than a test
/// can afford is lowered to what most_of() says. Nothing of other parameters.
[[nodiscard]] inline std::vector<End> ends_of(const Section& section, const Param& param) {
  std::vector<End> ends;
  if (param.tag != Tag::assumption || param.key == lead_key) return ends;
  const std::string path = section.key + "." + param.key;
  const auto add = [&](Value value, const std::string& text) {
    if (value != param.fallback) ends.push_back({path, std::move(value), path + " = " + text});
  };
  const auto number = [&](double value) {
    for (const End& end : ends) {
      if (end.value == Value(value)) return;
    }
    add(value, std::to_string(value));
  };
  if (param.type == Type::boolean) {
    add(!std::get<bool>(param.fallback), "the other");
  } else if (param.type == Type::integer) {
    for (const double bound : {param.low, most_of(section, param)}) {
      add(static_cast<std::int64_t>(bound), std::to_string(bound));
    }
  } else if (param.type == Type::real) {
    for (const double bound : {param.low, most_of(section, param)}) number(bound);
    if (param.swept()) {
      number(param.swept_low);
      number(param.swept_high);
    }
  } else if (param.type == Type::choice) {
    for (const std::string& word : param.choices) add(word, word);
  }
  return ends;
}

}  // namespace cogov::testing
