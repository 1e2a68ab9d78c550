#include "sim/exact_math.hpp"

#include <algorithm>
#include <cmath>

namespace cogov {

using namespace exact_detail;

namespace {

constexpr double two_pi = 0x1.921fb54442d18p+2;

/// An unevaluated sum of two doubles, the second below half an ulp of the first.
struct Pair {
  double high, low;
};

Pair sum_of(double a, double b) {  // exact when |a| >= |b| or a == 0
  const double high = a + b;
  return {high, b - (high - a)};
}

/// The upper 26 bits of x and the rest: products of such halves are exact.
Pair halves_of(double x) {
  const double high = std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & 0xfffffffff8000000U);
  return {high, x - high};
}

/// a * b without any error (T. J. Dekker, 1971), away from overflow and underflow.
Pair product_of(double a, double b) {
  const Pair x = halves_of(a);
  const Pair y = halves_of(b);
  const double high = a * b;
  const double low = ((x.high * y.high - high) + x.high * y.low + x.low * y.high) + x.low * y.low;
  return {high, low};
}

/// log x to about 2^-60 of its size, for finite x > 0.
Pair long_log(double x) {
  const Parts parts = parts_of(x);
  const double f = parts.fraction - 1.0;
  const Pair divisor = sum_of(2.0, f);
  const double s = f / divisor.high;
  const Pair back = product_of(s, divisor.high);
  const double s_low = (((f - back.high) - back.low) - s * divisor.low) / divisor.high;
  // 2s stands first, then the tail of the series, which is at most a hundredth of it.
  const Pair series = sum_of(2.0 * s, s * log_tail(s * s) + 2.0 * s_low);
  const double whole = parts.exponent * log2_high;  // exact
  if (whole == 0.0) return series;
  const Pair sum = sum_of(whole, series.high);
  return sum_of(sum.high, sum.low + (series.low + parts.exponent * log2_low));
}

double pow_at_the_limits(double x, double y) {
  if (x != x || y != y || x < 0) return not_a_number;
  if (y == infinity || y == -infinity) return (x > 1.0) == (y > 0) ? infinity : 0.0;
  return (x > 1.0) == (y > 0) ? infinity : 0.0;  // x is 0 or infinite
}

}  // namespace

double exact_pow(double x, double y) noexcept {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (!(x > 0 && x < infinity && y > -infinity && y < infinity)) return pow_at_the_limits(x, y);
  const Pair log_x = long_log(x);
  const double rough = y * log_x.high;
  if (rough > 710.0) return infinity;
  if (rough < -746.0) return 0.0;
  // Below 2^-60 in size the power is 1; a larger y could overflow in the halves, where rough is decided above
  // unless log x is tiny: then scaling by a power of two keeps the product exact.
  const bool large = y > 0x1p500 || y < -0x1p500;
  const Pair product = large ? product_of(y * 0x1p-500, log_x.high * 0x1p500) : product_of(y, log_x.high);
  const double rest = product.low + y * log_x.low;
  const double power = exact_exp(product.high);
  return power < infinity ? power + power * rest : power;
}

namespace {

/// (((c[n-1] x + c[n-2]) x + ...) x + c[0].
template <int n>
double polynomial(const double (&c)[n], double x) {
  double sum = c[n - 1];
  for (int i = n - 2; i >= 0; --i) sum = sum * x + c[i];
  return sum;
}

// Wichura's PPND16: numerator and denominator near the middle (a, b), on the shoulders (c, d), in the tails (e, f).
constexpr double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                        1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                        3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double b[] = {1.0,
                        4.2313330701600911252e+1,
                        6.8718700749205790830e+2,
                        5.3941960214247511077e+3,
                        2.1213794301586595867e+4,
                        3.9307895800092710610e+4,
                        2.8729085735721942674e+4,
                        5.2264952788528545610e+3};
constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                        3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                        2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double d[] = {1.0,
                        2.05319162663775882187e0,
                        1.67638483018380384940e0,
                        6.89767334985100004550e-1,
                        1.48103976427480074590e-1,
                        1.51986665636164571966e-2,
                        5.47593808499534494600e-4,
                        1.05075007164441684324e-9};
constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                        2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double f[] = {1.0,
                        5.99832206555887937690e-1,
                        1.36929880922735805310e-1,
                        1.48753612908506148525e-2,
                        7.86869131145613259100e-4,
                        1.84631831751005468180e-5,
                        1.42151175831644588870e-7,
                        2.04426310338993978564e-15};

}  // namespace

double exact_normal_quantile(double p) noexcept {
  const double centred = p - 0.5;
  if (centred >= -0.425 && centred <= 0.425) {
    const double r = 0.180625 - centred * centred;
    return centred * polynomial(a, r) / polynomial(b, r);
  }
  const double tail = centred < 0 ? p : 1.0 - p;
  if (!(tail > 0)) return tail == 0 ? (centred < 0 ? -infinity : infinity) : not_a_number;
  const double r = std::sqrt(-exact_log(tail));
  const double size =
      r <= 5.0 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  return centred < 0 ? -size : size;
}

double exact_stirling_error(double x) noexcept {
  // Below 15 the error of x follows from that of x + 1 and Gamma(x+2) = (x+1) Gamma(x+1).
  double climbed = 0.0;
  while (x < 15.0) {
    climbed += (x + 0.5) * exact_log1p(1.0 / x) - 1.0;
    x += 1.0;
  }
  // Stirling's asymptotic series, B(2i) / (2i (2i-1) x^(2i-1)); the first term left out is below 1e-17.
  constexpr double series[] = {1.0 / 12,   -1.0 / 360,       1.0 / 1260, -1.0 / 1680,
                               1.0 / 1188, -691.0 / 360'360, 1.0 / 156,  -3617.0 / 122'400};
  const double inverse = 1.0 / x;
  return climbed + inverse * polynomial(series, inverse * inverse);
}

namespace {

/// log(1 + t) - t for -1/2 <= t <= 1, without cancellation near 0.
double log1p_less(double t) {
  const double s = t / (2.0 + t);
  const double z = s * s;
  // With t = 2s/(1-s), the linear parts cancel to -s t; what is left is 2 s^3 (1/3 + z/5 + z^2/7 + ...).
  double sum = 0.0;
  for (int i = 18; i >= 1; --i) sum = sum * z + 1.0 / (2 * i + 1);
  return 2.0 * s * z * sum - s * t;
}

/// x log(x/m) + m - x >= 0: how unlikely x is where m is expected.
double deviance(double x, double m) {
  const double t = (m - x) / x;
  if (t < -0.5 || t > 1.0) return x * exact_log(x / m) + (m - x);
  return -x * log1p_less(t);
}

constexpr int most_terms = 100'000;  // a guard; for shapes up to 1e8 some 50,000 suffice

/// sum of x^n / ((a+1) ... (a+n)), for x < a + 1.
double gamma_series(double shape, double x) {
  double term = 1.0;
  double sum = 1.0;
  for (int n = 1; n < most_terms && term > 1e-17 * sum; ++n) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/// The continued fraction of Gamma(a, x) e^x x^-a by Lentz's method, for x >= a + 1.
double gamma_fraction(double shape, double x) {
  double denominator = x + 1.0 - shape;
  double ratio = 1.0 / denominator;
  double value = ratio;
  double upper = 1e300;
  for (int n = 1; n < most_terms; ++n) {
    const double numerator = n * (shape - n);
    denominator += 2.0;
    ratio = 1.0 / (denominator + numerator * ratio);
    upper = denominator + numerator / upper;
    const double factor = upper * ratio;
    value *= factor;
    if (factor > 1.0 - 2e-16 && factor < 1.0 + 3e-16) break;
  }
  return value;
}

/// The continued fraction of I_x(a, b) (NIST DLMF 8.17.22) by Lentz's method, for x <= (a+1)/(a+b+2).
double beta_fraction(double alpha, double beta, double x) {
  double ratio = 0.0;
  double upper = 1.0;
  double value = 1.0;
  const auto step = [&](double d_n) {
    const double below = 1.0 + d_n * ratio;
    ratio = 1.0 / (below == 0.0 ? 1e-300 : below);
    upper = 1.0 + d_n / upper;
    if (upper == 0.0) upper = 1e-300;
    const double factor = upper * ratio;
    value *= factor;
    return factor;
  };
  for (int m = 0; m < most_terms; ++m) {
    if (m > 0) step(m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m)));
    const double odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1));
    const double factor = step(odd);
    if (factor > 1.0 - 2e-16 && factor < 1.0 + 3e-16) break;
  }
  return 1.0 / value;
}

}  // namespace

double exact_poisson_density(double x, double m, double error) noexcept {
  if (x == 0.0) return exact_exp(-m);
  return exact_exp(-error - deviance(x, m)) / std::sqrt(two_pi * x);
}

double exact_binomial_density(double x, double y, double p, double q, double errors) noexcept {
  const double n = x + y;
  if (x == 0.0) return exact_exp(n * (p < q ? exact_log1p(-p) : exact_log(q)));
  if (y == 0.0) return exact_exp(n * (q < p ? exact_log1p(-q) : exact_log(p)));
  return exact_exp(errors - deviance(x, n * p) - deviance(y, n * q)) * std::sqrt(n / (two_pi * x * y));
}

double exact_binomial_density(double x, double y, double p, double q) noexcept {
  if (x == 0.0 || y == 0.0) return exact_binomial_density(x, y, p, q, 0.0);
  const double errors = exact_stirling_error(x + y) - exact_stirling_error(x) - exact_stirling_error(y);
  return exact_binomial_density(x, y, p, q, errors);
}

Tails exact_gamma_tails(double shape, double x, double density) noexcept {
  if (x < shape + 1.0) {
    const double lower = std::min(1.0, density * gamma_series(shape, x));
    return {lower, 1.0 - lower};
  }
  const double upper = std::min(1.0, density * shape * gamma_fraction(shape, x));
  return {1.0 - upper, upper};
}

Tails exact_beta_tails(double alpha, double beta, double x, double y, double density) noexcept {
  const double sum = alpha + beta;
  if (x <= (alpha + 1.0) / (sum + 2.0)) {
    const double lower = std::min(1.0, density * beta / sum * beta_fraction(alpha, beta, x));
    return {lower, 1.0 - lower};
  }
  const double upper = std::min(1.0, density * alpha / sum * beta_fraction(beta, alpha, y));
  return {1.0 - upper, upper};
}

}  // namespace cogov
