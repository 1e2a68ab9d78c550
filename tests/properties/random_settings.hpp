/// Settings drawn at random, within what the tables of parameters allow.
#pragma once

#include <random>

#include "tests/properties/support.hpp"

namespace cogov::testing {

/// The largest number that a test sets: a society has to stay small, and a rate has to leave the queues finite.
[[nodiscard]] double most_of(const Section& section, const Param& param);

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
