/// The mean chance of people who differ.
#pragma once

namespace cogov {

/// People whose chance is logistic(offset + spread·z + step), where z is standard normal and `step` is only for some.
struct Differing {
  double spread = 0;    ///< standard deviation of what is everybody's own, logits
  double stepping = 0;  ///< share of those with the step, 0 to 1, whatever their z
  double step = 0;      ///< logits
};

/// The offset at which the mean chance of people who differ is `share`; so far down or up that it is never or always
/// where the share is 0 or 1. By bisection over 64 equal parts of the normal distribution: the same on any machine.
/// @param share  0 to 1
[[nodiscard]] double logit_offset(double share, const Differing& people);

}  // namespace cogov
