#include "output/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "output/worlds.hpp"
#include "sim/draw.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// A luck apart from those of all replicates, worlds and points.
constexpr std::uint32_t resampling_replicate = 0xFFFF'FFFCU;

using Rows = std::vector<std::size_t>;

Rows resampled(std::size_t count, std::uint32_t resample, const Luck& luck) {
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    const Bits bits = luck.bits({0, EntityType::parameter, resample}, static_cast<std::uint32_t>(i), Why::world, 5);
    rows.push_back(static_cast<std::size_t>((bits.a >> 32) * count >> 32));
  }
  return rows;
}

/// Estimates one number a parameter on all rows, and on rows drawn with replacement.
std::vector<Estimate> bootstrapped(std::size_t rows, std::uint64_t seed,
                                   const std::function<std::vector<double>(const Rows&)>& estimate) {
  Rows all(rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<Estimate> estimates;
  for (const double value : estimate(all)) estimates.push_back({value, {value, value}});
  std::vector<std::vector<double>> drawn(estimates.size());
  const Luck luck(seed, resampling_replicate);
  for (std::uint32_t resample = 0; resample < bootstrap_resamples; ++resample) {
    const std::vector<double> values = estimate(resampled(rows, resample, luck));
    for (std::size_t k = 0; k < values.size(); ++k) drawn[k].push_back(values[k]);
  }
  constexpr std::size_t tail = bootstrap_resamples / 40;  // 2.5 % on either side
  for (std::size_t k = 0; k < estimates.size(); ++k) {
    std::ranges::sort(drawn[k]);
    estimates[k].interval = {drawn[k][tail], drawn[k][bootstrap_resamples - 1 - tail]};
  }
  return estimates;
}

/// Sums over some rows of the scheme, all that both indices are made of. Outputs have their mean taken off.
struct SobolSums {
  SobolSums(std::span<const double> y, std::size_t parameters, const Rows& rows)
      : count(static_cast<double>(rows.size())), width(parameters + 2) {
    for (const std::size_t row : rows) {
      const double a = y[row * width];
      const double b = y[row * width + width - 1];
      sum_ab += a + b;
      squares_ab += a * a + b * b;
    }
  }
  [[nodiscard]] double variance() const {
    const double middle = sum_ab / (2 * count);
    return squares_ab / (2 * count) - middle * middle;
  }

  double count;
  std::size_t width;
  double sum_ab = 0, squares_ab = 0;
};

/// First-order indices in the first half, total ones in the second.
std::vector<double> sobol_of(std::span<const double> y, std::size_t parameters, const Rows& rows) {
  const SobolSums sums(y, parameters, rows);
  const double variance = sums.variance();
  std::vector<double> indices(2 * parameters, 0.0);
  if (!(variance > 0)) return indices;
  for (std::size_t k = 0; k < parameters; ++k) {
    double products = 0, sum = 0, squares = 0, steps = 0;
    for (const std::size_t row : rows) {
      const double a = y[row * sums.width];
      const double mixed = y[row * sums.width + 1 + k];
      const double b = y[row * sums.width + sums.width - 1];
      products += b * mixed;
      sum += (b + mixed) / 2;
      squares += (b * b + mixed * mixed) / 2;
      steps += (a - mixed) * (a - mixed);
    }
    const double middle = sum / sums.count;
    const double pooled = squares / sums.count - middle * middle;
    if (pooled > 0) indices[k] = (products / sums.count - middle * middle) / pooled;
    indices[parameters + k] = steps / (2 * sums.count) / variance;
  }
  return indices;
}

/// The outputs less their mean: the sums then lose no digits to a large level.
std::vector<double> centred(std::span<const double> outputs) {
  const double middle = mean(outputs);
  std::vector<double> values;
  for (const double output : outputs) values.push_back(output - middle);
  return values;
}

/// The step of a walk that moves each parameter, and its effect over the whole range: [walk][parameter].
std::vector<std::vector<double>> effects_of(const DesignTable& design, std::span<const double> outputs) {
  std::vector<std::vector<double>> effects;
  for (std::uint32_t first = 0; first < design.points(); first += design.block) {
    std::vector<double>& own = effects.emplace_back(design.parameters.size(), 0.0);
    for (std::uint32_t point = first + 1; point < first + design.block; ++point) {
      for (std::size_t k = 0; k < own.size(); ++k) {
        const DesignParameter& one = design.parameters[k];
        const double moved = one.values[point] - one.values[point - 1];
        if (moved != 0) own[k] = (outputs[point] - outputs[point - 1]) / moved * (one.high - one.low);
      }
    }
  }
  return effects;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b, const Rows& rows) {
  std::vector<double> x, y;
  for (const std::size_t row : rows) {
    x.push_back(a[row]);
    y.push_back(b[row]);
  }
  const double middle_x = mean(x), middle_y = mean(y);
  double products = 0, squares_x = 0, squares_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    products += (x[i] - middle_x) * (y[i] - middle_y);
    squares_x += (x[i] - middle_x) * (x[i] - middle_x);
    squares_y += (y[i] - middle_y) * (y[i] - middle_y);
  }
  return squares_x > 0 && squares_y > 0 ? products / std::sqrt(squares_x * squares_y) : 0;
}

}  // namespace

std::vector<SobolIndex> sobol_indices(std::span<const double> outputs, std::size_t parameters, std::uint64_t seed) {
  EXPECT(parameters > 0 && outputs.size() % (parameters + 2) == 0);
  const std::size_t rows = outputs.size() / (parameters + 2);
  EXPECT(rows >= 2);
  const std::vector<double> values = centred(outputs);
  const std::vector<Estimate> both =
      bootstrapped(rows, seed, [&](const Rows& some) { return sobol_of(values, parameters, some); });
  std::vector<SobolIndex> indices;
  for (std::size_t k = 0; k < parameters; ++k) indices.push_back({both[k], both[parameters + k]});
  return indices;
}

std::vector<MorrisEffect> morris_effects(const DesignTable& design, std::span<const double> outputs,
                                         std::uint64_t seed) {
  EXPECT(design.method == "morris" && outputs.size() == design.points());
  const std::vector<std::vector<double>> effects = effects_of(design, outputs);
  const std::size_t count = design.parameters.size();
  const std::vector<Estimate> sizes = bootstrapped(effects.size(), seed, [&](const Rows& walks) {
    std::vector<double> means(count, 0.0);
    for (const std::size_t walk : walks) {
      for (std::size_t k = 0; k < count; ++k)
        means[k] += std::abs(effects[walk][k]) / static_cast<double>(walks.size());
    }
    return means;
  });
  std::vector<MorrisEffect> all;
  for (std::size_t k = 0; k < count; ++k) {
    std::vector<double> own;
    for (const std::vector<double>& walk : effects) own.push_back(walk[k]);
    all.push_back({sizes[k], mean(own), std::sqrt(variance(own))});
  }
  return all;
}

std::vector<Estimate> rank_correlations(const DesignTable& design, std::span<const double> outputs,
                                        std::uint64_t seed) {
  EXPECT(outputs.size() == design.points() && outputs.size() >= 2);
  const std::vector<double> own = ranks_of(outputs);
  std::vector<std::vector<double>> ranks;
  for (const DesignParameter& one : design.parameters) ranks.push_back(ranks_of(one.values));
  return bootstrapped(outputs.size(), seed, [&](const Rows& points) {
    std::vector<double> values;
    for (const std::vector<double>& column : ranks) values.push_back(correlation(column, own, points));
    return values;
  });
}

double luck_share(const std::vector<std::vector<double>>& runs) {
  if (runs.size() < 2 || runs.front().size() < 2) return std::numeric_limits<double>::quiet_NaN();
  if (std::ranges::all_of(runs, [&](const auto& point) { return point == runs.front(); })) return 0;
  const auto points = static_cast<double>(runs.size());
  const auto replicates = static_cast<double>(runs.front().size());
  std::vector<double> means, lucks(runs.front().size(), 0.0);
  for (const std::vector<double>& point : runs) {
    means.push_back(mean(point));
    for (std::size_t r = 0; r < point.size(); ++r) lucks[r] += point[r] / points;
  }
  const double middle = mean(means);
  double squares = 0;  // of what is left when the point and the luck that all points share are taken off
  for (std::size_t p = 0; p < runs.size(); ++p) {
    for (std::size_t r = 0; r < lucks.size(); ++r) {
      const double left = runs[p][r] - means[p] - lucks[r] + middle;
      squares += left * left;
    }
  }
  squares /= (points - 1) * (replicates - 1) * replicates;
  const double spread = variance(means);
  if (!(spread > 0)) return squares > 0 ? 1 : 0;
  return std::min(1.0, squares / spread);
}

}  // namespace cogov
