#include "models/facilities/levers.hpp"

#include <array>
#include <charconv>
#include <string>

#include "models/mechanism.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// Levers whose largest factor is needed beforehand.
bool is_bounded(Lever lever) {
  return lever == Lever::hazard_rate || lever == Lever::need_rate || lever == Lever::effort;
}

std::string written(double number) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

}  // namespace

Levers::Levers(std::span<const std::unique_ptr<const Mechanism>> mechanisms, double rate_cap) {
  largest_.fill(1);
  for (std::size_t i = 0; i < lever_count; ++i) {
    const auto lever = static_cast<Lever>(i);
    for (const auto& mechanism : mechanisms) {
      if ((mechanism->levers() & bit(lever)) == 0) continue;
      pulled_by_[i].push_back(mechanism.get());
      largest_[i] *= mechanism->largest_factor(lever);
    }
  }
  for (const Lever rate : {Lever::hazard_rate, Lever::need_rate}) {
    if (largest(rate) <= rate_cap) continue;
    const char* what = rate == Lever::hazard_rate ? "hazards" : "needs";
    throw UserError(
        "a policy can raise the rate of " + std::string(what) + " to " + written(largest(rate)) + " times what it is",
        "requests.rate_cap is " + written(rate_cap), "raise requests.rate_cap");
  }
}

double Levers::product(const Context& ctx, Lever lever, const LeverAt& at) const {
  double product = 1;
  for (const Mechanism* mechanism : pulled_by_[static_cast<std::size_t>(lever)]) {
    product *= mechanism->factor(ctx, lever, at);
  }
  EXPECT(product >= 0 && (!is_bounded(lever) || product <= largest(lever)));
  return product;
}

}  // namespace cogov
