/// The points of a design as a table of values: what the file holds of it and what its analysis reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cogov {

/// One parameter that a design varies, with its value at each point.
struct DesignParameter {
  std::string key;  ///< "patrol.notice_chance"; "policy.2.alliance.units" where only policy 2 (from 1) takes it
  std::string unit;
  std::string meaning;  ///< English, without a full stop
  std::string meaning_zh;
  double low = 0, high = 0;             ///< between which it is varied
  std::vector<std::string> words = {};  ///< what the values count in, from 0; empty: the values are numbers
  std::vector<double> values = {};      ///< by point

  bool operator==(const DesignParameter&) const = default;
};

/// All points of a design. Without any parameter: there is no design.
struct DesignTable {
  std::string method = {};  ///< "grid", "latin_hypercube", "sobol" or "morris"
  std::uint32_t block = 1;  ///< points in a row that belong together: a trajectory of morris, a row of sobol
  std::vector<DesignParameter> parameters = {};

  [[nodiscard]] bool empty() const { return parameters.empty(); }
  /// How many points; 0 without a design.
  [[nodiscard]] std::uint32_t points() const {
    return empty() ? 0 : static_cast<std::uint32_t>(parameters.front().values.size());
  }
  /// The value of a parameter at a point, as people write it: "0.5", "hotline".
  [[nodiscard]] std::string value_text(std::size_t parameter, std::uint32_t point) const;
  /// "patrol.notice_chance = 0.5, requests.silent_share = 0.3"
  [[nodiscard]] std::string point_text(std::uint32_t point) const;

  bool operator==(const DesignTable&) const = default;
};

}  // namespace cogov
