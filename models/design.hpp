/// Designs: the same experiment at many points, each with other values of the parameters that are varied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/settings.hpp"
#include "sim/points.hpp"

namespace cogov {

/// Most points of one design.
inline constexpr std::uint64_t most_points = 100'000;

/// Most runs of one experiment with a design: points × policies × replicates.
inline constexpr std::uint64_t most_design_runs = 10'000'000;

enum class DesignMethod { grid, latin_hypercube, sobol, morris };

/// A parameter that is varied: over a list of values, or between two numbers.
struct Varied {
  std::size_t section = 0, param = 0;  ///< in all_sections()
  std::size_t policy = 0;              ///< 0: all policies that have the section on; else this one alone
  std::vector<Value> values = {};      ///< the list; empty: from `low` to `high`
  double low = 0, high = 0;
  std::uint32_t levels = 0;  ///< of a grid, where there is no list

  [[nodiscard]] const Param& declared() const { return all_sections()[section].params[param]; }
  /// "patrol.notice_chance"
  [[nodiscard]] std::string path() const;
  /// The same with "policy.2." before it where it is of one policy alone, counted from 1.
  [[nodiscard]] std::string key() const;
  bool operator==(const Varied&) const = default;
};

/// What is varied, and how points are chosen.
struct Design {
  DesignMethod method = DesignMethod::grid;
  std::uint32_t points = 0;        ///< of a Latin hypercube; base points of Sobol
  std::uint32_t trajectories = 0;  ///< of Morris
  std::uint32_t levels = 0;        ///< of Morris: even
  std::vector<Varied> vary;        ///< at least one
  bool operator==(const Design&) const = default;

  /// How many points there are; stops at the largest number there is, never wraps.
  [[nodiscard]] std::uint64_t size() const;
};

/// "grid", "latin_hypercube", "sobol", "morris", in the order of DesignMethod.
[[nodiscard]] const std::vector<std::string>& design_methods();
[[nodiscard]] const std::string& name_of(DesignMethod method);

/// Chooses the points; a function of the design and the seed alone.
///
/// Grid: every combination, the last parameter changing fastest. Latin hypercube: `points` points, one in each
/// of as many equal parts of every range. Sobol: Saltelli's scheme (2010) on a Sobol sequence moved by a random
/// digital shift, in rows of k + 2 points: a base point A, A with one parameter after the other taken from B, and B.
/// Morris: `trajectories` walks of k + 1 points on a grid of `levels` levels, each step moving one parameter by
/// levels / (2 (levels − 1)) of its range (Morris 1991). Where a parameter has a list, each value has the same share.
/// At most most_points.
[[nodiscard]] DesignTable draw_points(const Design& design, std::uint64_t seed);

/// The policies at one point. Sections that a policy has off stay as they are.
[[nodiscard]] std::vector<Settings> at_point(const std::vector<Settings>& policies, const Design& design,
                                             const DesignTable& table, std::uint32_t point);

}  // namespace cogov
