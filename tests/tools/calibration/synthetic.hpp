/// Random numbers for synthetic logs: the same on any machine.
#pragma once

#include <cstdint>
#include <random>

#include "sim/distributions.hpp"

namespace cogov::testing {

/// Uniform numbers in (0, 1) from an engine that the standard lays down bit by bit.
class Uniforms {
 public:
  explicit Uniforms(std::uint64_t seed) : engine_(seed) {}
  double operator()() { return (static_cast<double>(engine_() >> 11) + .5) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace cogov::testing
