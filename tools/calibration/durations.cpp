#include "tools/calibration/durations.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "sim/errors.hpp"

namespace cogov {

Survival::Survival(std::vector<Duration> durations) : cases_(durations.size()) {
  std::sort(durations.begin(), durations.end(), [](const Duration& a, const Duration& b) {
    return a.value != b.value ? a.value < b.value : a.censored < b.censored;
  });
  double open = 1, variance = 0;
  for (std::size_t i = 0; i < durations.size();) {
    const double value = durations[i].value;
    const auto at_risk = static_cast<double>(durations.size() - i);
    double closed = 0;
    for (; i < durations.size() && durations[i].value == value; ++i) closed += durations[i].censored ? 0 : 1;
    if (closed == 0) continue;
    open *= 1 - closed / at_risk;
    if (closed < at_risk) variance += closed / (at_risk * (at_risk - closed));
    steps_.push_back({value, open, variance});
  }
}

std::optional<Survival::Step> Survival::step_at(double p) const {
  const auto at = std::lower_bound(steps_.begin(), steps_.end(), 1 - p,
                                   [](const Step& step, double open) { return step.open > open + 1e-12; });
  return at == steps_.end() ? std::optional<Step>() : *at;
}

Estimate Survival::quantile(double p) const {
  const std::optional<Step> at = step_at(p);
  if (!at) return {};
  const double error = std::sqrt(at->variance) * (1 - p);
  const std::optional<Step> low = step_at(std::max(p - error, 1e-9));
  const std::optional<Step> high = step_at(std::min(p + error, 1.0));
  if (!low || !high) return {at->value, std::numeric_limits<double>::quiet_NaN()};
  return {at->value, (high->value - low->value) / 2};
}

namespace {

constexpr double bin_width = .01;
constexpr double normal_p90 = 1.2815515655446004;  // the standard normal's quantile

/// Values of one bin, by their logarithm.
struct Bin {
  double at = 0;        ///< mean logarithm, about
  double closed = 0;    ///< how many
  double censored = 0;  ///< how many
};

std::vector<Bin> bins_of(const std::vector<Duration>& durations, double least) {
  std::vector<Bin> bins;
  const double lowest = std::log(least / 2);
  for (const Duration& each : durations) {
    const double logarithm = each.value < least ? lowest : std::log(each.value);
    const auto index = static_cast<std::size_t>((logarithm - lowest) / bin_width);
    if (index >= bins.size()) bins.resize(index + 1);
    (each.censored ? bins[index].censored : bins[index].closed) += 1;
  }
  for (std::size_t i = 0; i < bins.size(); ++i) {
    bins[i].at = i == 0 ? lowest : lowest + (static_cast<double>(i) + .5) * bin_width;
  }
  std::erase_if(bins, [](const Bin& bin) { return bin.closed + bin.censored == 0; });
  return bins;
}

struct Normal {
  double share = 1, mu = 0, sigma = 1;
};
using Normals = std::vector<Normal>;

double density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }
double upper_tail(double z) { return std::erfc(z / std::numbers::sqrt2) / 2; }

/// Density over upper tail; far out where both vanish, its limit.
double hazard(double z) { return z > 30 ? z : density(z) / std::max(upper_tail(z), 1e-300); }

double log_likelihood(const std::vector<Bin>& bins, const Normals& parts) {
  double sum = 0;
  for (const Bin& bin : bins) {
    double closed = 0, open = 0;
    for (const Normal& part : parts) {
      const double z = (bin.at - part.mu) / part.sigma;
      closed += part.share * density(z) / part.sigma;
      open += part.share * upper_tail(z);
    }
    if (bin.closed > 0) sum += bin.closed * std::log(std::max(closed, 1e-300));
    if (bin.censored > 0) sum += bin.censored * std::log(std::max(open, 1e-300));
  }
  return sum;
}

/// What one part gets of all cases: how many, and sums of their logarithms; censored ones by what is expected of them.
struct Gathered {
  double weight = 0, sum = 0, squares = 0;
};

void gather(const std::vector<Bin>& bins, const Normals& parts, std::vector<Gathered>& gathered) {
  std::array<double, 2> closed{}, open{};
  for (const Bin& bin : bins) {
    double all_closed = 0, all_open = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const double z = (bin.at - parts[k].mu) / parts[k].sigma;
      all_closed += closed[k] = parts[k].share * density(z) / parts[k].sigma;
      all_open += open[k] = bin.censored > 0 ? parts[k].share * upper_tail(z) : 0;
    }
    for (std::size_t k = 0; k < parts.size(); ++k) {
      Gathered& to = gathered[k];
      const double mine = all_closed > 0 ? bin.closed * closed[k] / all_closed : 0;
      to.weight += mine;
      to.sum += mine * bin.at;
      to.squares += mine * bin.at * bin.at;
      const double later = all_open > 0 ? bin.censored * open[k] / all_open : 0;
      if (later == 0) continue;
      const double z = (bin.at - parts[k].mu) / parts[k].sigma;
      const double h = hazard(z), mean = parts[k].mu + parts[k].sigma * h;
      const double variance = parts[k].sigma * parts[k].sigma * std::max(1 + z * h - h * h, 1e-9);
      to.weight += later;
      to.sum += later * mean;
      to.squares += later * (mean * mean + variance);
    }
  }
}

constexpr double least_sigma = .02;

/// Steps of EM in which it shows which start is the best, and at most.
constexpr int first_steps = 40, most_steps = 1000;

/// EM from a start, until the likelihood stands still.
double climb(const std::vector<Bin>& bins, Normals& parts, int steps) {
  double before = log_likelihood(bins, parts);
  for (int step = 0; step < steps; ++step) {
    std::vector<Gathered> gathered(parts.size());
    gather(bins, parts, gathered);
    double all = 0;
    for (const Gathered& each : gathered) all += each.weight;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (gathered[k].weight < 1e-9 * all) continue;
      parts[k].share = gathered[k].weight / all;
      parts[k].mu = gathered[k].sum / gathered[k].weight;
      const double variance = gathered[k].squares / gathered[k].weight - parts[k].mu * parts[k].mu;
      parts[k].sigma = std::sqrt(std::max(variance, least_sigma * least_sigma));
    }
    const double now = log_likelihood(bins, parts);
    if (now - before < 1e-9 * std::abs(now)) return now;
    before = now;
  }
  return before;
}

/// Closed cases below and above one of them begin as the two parts.
Normals split_at(const std::vector<Bin>& bins, double share) {
  double all = 0;
  for (const Bin& bin : bins) all += bin.closed;
  std::array<Gathered, 2> sides;
  double so_far = 0;
  for (const Bin& bin : bins) {
    Gathered& side = sides[so_far < share * all ? 0 : 1];
    so_far += bin.closed;
    side.weight += bin.closed;
    side.sum += bin.closed * bin.at;
    side.squares += bin.closed * bin.at * bin.at;
  }
  Normals parts;
  for (const Gathered& side : sides) {
    const double weight = std::max(side.weight, 1e-9), mu = side.sum / weight;
    parts.push_back({weight / all, mu, std::sqrt(std::max(side.squares / weight - mu * mu, .01))});
  }
  return parts;
}

/// Free parameters: mu and log sigma of each part, and the logit of the first share.
std::vector<double> free_of(const Normals& parts) {
  std::vector<double> values;
  for (const Normal& part : parts) {
    values.push_back(part.mu);
    values.push_back(std::log(part.sigma));
  }
  if (parts.size() == 2) values.push_back(std::log(parts[0].share / parts[1].share));
  return values;
}

Normals from_free(const std::vector<double>& values) {
  Normals parts;
  for (std::size_t k = 0; k * 2 + 1 < values.size(); ++k)
    parts.push_back({1, values[2 * k], std::exp(values[2 * k + 1])});
  if (parts.size() == 2) {
    parts[0].share = 1 / (1 + std::exp(-values.back()));
    parts[1].share = 1 - parts[0].share;
  }
  return parts;
}

/// The covariance of the free parameters: the inverse of minus the second differences of the likelihood.
Eigen::MatrixXd covariance(const std::vector<Bin>& bins, const Normals& parts) {
  const std::vector<double> centre = free_of(parts);
  const auto n = static_cast<Eigen::Index>(centre.size());
  Eigen::MatrixXd information(n, n);
  constexpr double h = 2e-3;
  const auto at = [&](Eigen::Index i, double di, Eigen::Index j, double dj) {
    std::vector<double> moved = centre;
    moved[static_cast<std::size_t>(i)] += di;
    moved[static_cast<std::size_t>(j)] += dj;
    return log_likelihood(bins, from_free(moved));
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      const double second = (at(i, h, j, h) - at(i, h, j, -h) - at(i, -h, j, h) + at(i, -h, j, -h)) / (4 * h * h);
      information(i, j) = information(j, i) = -second;
    }
  }
  return information.fullPivLu().inverse();
}

/// Standard error of a combination of free parameters.
double error_of(const Eigen::MatrixXd& covariance, const Eigen::VectorXd& weights) {
  const double variance = weights.dot(covariance * weights);
  return variance > 0 ? std::sqrt(variance) : std::numeric_limits<double>::quiet_NaN();
}

Mixture told(const std::vector<Bin>& bins, Normals parts, double likelihood, std::size_t cases) {
  std::sort(parts.begin(), parts.end(), [](const Normal& a, const Normal& b) { return a.mu < b.mu; });
  const Eigen::MatrixXd variances = covariance(bins, parts);
  Mixture mixture;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const Normal& part = parts[k];
    Eigen::VectorXd to_mu = Eigen::VectorXd::Zero(variances.rows()), to_share = to_mu;
    to_mu[static_cast<Eigen::Index>(2 * k)] = 1;
    Eigen::VectorXd to_p90 = to_mu;
    to_p90[static_cast<Eigen::Index>(2 * k + 1)] = normal_p90 * part.sigma;
    if (parts.size() == 2) to_share[variances.rows() - 1] = parts[0].share * parts[1].share;
    LognormalPart one{.share = {}, .median = {}, .p90 = {}, .mu = part.mu, .sigma = part.sigma};
    one.share = {part.share, parts.size() == 2 ? error_of(variances, to_share) : 0};
    const double median = std::exp(part.mu), p90 = std::exp(part.mu + normal_p90 * part.sigma);
    one.median = {median, median * error_of(variances, to_mu)};
    one.p90 = {p90, p90 * error_of(variances, to_p90)};
    mixture.parts.push_back(one);
  }
  mixture.log_likelihood = likelihood;
  const double free_parameters = parts.size() == 2 ? 5 : 2;
  mixture.bic = free_parameters * std::log(static_cast<double>(cases)) - 2 * likelihood;
  mixture.cases = cases;
  return mixture;
}

}  // namespace

std::optional<Mixture> fit_lognormals(const std::vector<Duration>& durations, int most_parts, double least) {
  EXPECT(least > 0);
  const auto closed = std::count_if(durations.begin(), durations.end(), [](const Duration& d) { return !d.censored; });
  if (closed < 20) return {};
  const std::vector<Bin> bins = bins_of(durations, least);
  Normals one{split_at(bins, 2).front()};  // all closed cases
  one.front().share = 1;
  const double likelihood = climb(bins, one, most_steps);
  Mixture best = told(bins, one, likelihood, durations.size());
  if (most_parts < 2 || bins.size() < 5) return best;
  Normals two;
  double highest = -std::numeric_limits<double>::infinity();
  for (const double share : {.05, .15, .3, .5, .7, .85, .95}) {
    Normals parts = split_at(bins, share);
    const double reached = climb(bins, parts, first_steps);
    if (reached > highest) {
      highest = reached;
      two = parts;
    }
  }
  highest = climb(bins, two, most_steps);
  const bool both = std::min(two[0].share, two[1].share) >= .02;
  const double bic = 5 * std::log(static_cast<double>(durations.size())) - 2 * highest;
  if (both && bic < best.bic - 10) best = told(bins, two, highest, durations.size());
  return best;
}

double squared_variation(const std::vector<Duration>& durations) {
  double n = 0, sum = 0, squares = 0;
  for (const Duration& each : durations) {
    if (each.censored) continue;
    ++n;
    sum += each.value;
    squares += each.value * each.value;
  }
  if (n < 2 || sum == 0) return std::numeric_limits<double>::quiet_NaN();
  const double mean = sum / n;
  return std::max(0.0, squares / n - mean * mean) * n / (n - 1) / (mean * mean);
}

}  // namespace cogov
