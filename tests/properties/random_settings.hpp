/// Settings drawn at random, within what the tables of parameters allow.
#pragma once

#include <algorithm>
#include <random>

#include "tests/properties/support.hpp"

namespace cogov::testing {

/// The largest number that a test sets: a society has to stay small, and a rate has to leave the queues finite.
[[nodiscard]] inline double most_of(const Section& section, const Param& param) {
  if (section.key == "community") {
    if (param.key == "number") return 3;
    if (param.key == "households") return 200;
    if (param.key == "extra_residents") return 5;
  }
  if (param.key == "riders" || param.key == "extra_riders") return 20;
  for (const char* people : {"cadres",    "officers",  "city_officers", "stewards",   "workers",      "crews",
                             "carers",    "clerks",    "night_clerks",  "merchants",  "doctors",      "teachers",
                             "lawyers",   "mediators", "places",        "members",    "camp_places",  "groups",
                             "posts",     "stalls",    "points",        "companions", "instructors",  "units",
                             "resources", "studios",   "stations",      "vehicles",   "kitchen_posts"}) {
    if (param.key == people) return std::min(param.high, 20.0);
  }
  if (param.key.starts_with("rate_") && section.key.starts_with("request_kinds.")) return 400;
  for (const char* posts : {"full_time", "extra_full_time", "extra_posts", "staff"}) {
    if (param.key == posts) return 6;
  }
  return param.high;
}

/// Draws settings. The same seed gives the same settings anywhere: only the generator's raw bits are
/// used, since the standard distributions differ between libraries.
class RandomSettings {
 public:
  explicit RandomSettings(std::uint64_t seed) : bits_(seed) {}

  /// A small society about half of whose parameters are off their defaults, some at their bounds.
  [[nodiscard]] Settings society();
  /// One of a few people and weeks, any of the mechanisms on: in some draws hardly any, in others nearly all.
  [[nodiscard]] Settings combination();
  /// A policy on it: some of what policies may set, drawn anew.
  [[nodiscard]] Settings policy_on(const Settings& baseline);

 private:
  double uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(uniform() * static_cast<double>(n)); }
  [[nodiscard]] Value drawn(const Section& section, const Param& param);
  [[nodiscard]] double number(const Section& section, const Param& param);
  void draw_section(Settings& settings, std::size_t section);

  std::mt19937_64 bits_;
};

}  // namespace cogov::testing
