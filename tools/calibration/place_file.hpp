/// Turns what a log says into keys of the model.
#pragma once

#include <string>
#include <vector>

#include "models/param.hpp"
#include "tools/calibration/findings.hpp"

namespace cogov {

/// A key that a log gives a value, and what the value rests on.
struct PlaceKey {
  std::string section, key;
  Value value;
  std::string note, note_zh;  ///< cases, standard error, and what was taken for granted
};

/// Something about the model that the log can't say.
struct Unsaid {
  std::string text, text_zh;
};

/// Keys for a place, in the order of the model's sections, and what stays at its default.
struct PlaceKeys {
  std::vector<PlaceKey> keys;
  std::vector<Unsaid> unsaid;
};

/// Rates need the number of residents; durations are taken for those kinds whose first server is outside the community
/// (property firms, departments, enforcement), since staff's own come from their hours and ways.
[[nodiscard]] PlaceKeys place_keys(const RequestLog& log, const Findings& findings);

/// The keys as a place file with its source noted.
[[nodiscard]] std::string place_toml(const RequestLog& log, const Findings& findings, const PlaceKeys& keys);

}  // namespace cogov
