/// Elementary functions whose last bit is the same everywhere.
///
/// The functions of libm differ between libraries, and within one library between processors. These are made
/// from + - * / and sqrt, which IEEE 754 rounds in one way only, and from moving bits. They need the default
/// rounding (to nearest, subnormal numbers kept) and the compiler option -ffp-contract=off, without which
/// g++ fuses a * b + c where the processor can: the build sets it for every target, and `arithmetic_is_exact`
/// notices when it was not set.
#pragma once

#include <bit>
#include <cfloat>
#include <cstdint>
#include <limits>

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ > 0)
#error "-ffast-math lets the compiler reorder arithmetic, and results would depend on it; compile without"
#endif
#if FLT_EVAL_METHOD != 0
#error "double arithmetic must be done in double precision (on 32-bit x86: -msse2 -mfpmath=sse)"
#endif

namespace cogov {

static_assert(std::numeric_limits<double>::is_iec559);

namespace exact_detail {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// log 2 in two parts; the first has 32 bits, so that its product with an exponent is exact.
constexpr double log2_high = 0x1.62e42feep-1;
constexpr double log2_low = 0x1.a39ef35793c76p-33;

/// 2^k for -1022 <= k <= 1023.
inline double power_of_two(std::int64_t k) noexcept { return std::bit_cast<double>((k + 1023) << 52); }

/// y * 2^k where the result may be subnormal or infinite; -1100 <= k <= 1100.
inline double scaled(double y, std::int64_t k) noexcept {
  const std::int64_t half = k / 2;
  return y * power_of_two(half) * power_of_two(k - half);
}

/// A finite x > 0 as fraction * 2^exponent with the fraction in [sqrt(1/2), sqrt(2)).
struct Parts {
  double fraction;
  double exponent;
};

inline Parts parts_of(double x) noexcept {
  std::int64_t shift = 0;
  if (x < DBL_MIN) {
    x *= 0x1p54;
    shift = 54;
  }
  constexpr std::int64_t root_half = 0x3fe6a09e667f3bcd;  // the bits of sqrt(1/2), rounded up
  const auto bits = std::bit_cast<std::int64_t>(x);
  const std::int64_t exponent = (bits - root_half) >> 52;
  return {std::bit_cast<double>(bits - (exponent << 52)), static_cast<double>(exponent - shift)};
}

/// log((1+s)/(1-s)) = 2s + s * log_tail(s^2), for |s| <= 0.1716. The polynomial interpolates the series in
/// Chebyshev points; what it leaves out is below 1e-18 of the logarithm.
inline double log_tail(double z) noexcept {
  const double z2 = z * z;
  const double low = 0x1.5555555555555p-1 + z * 0x1.9999999999a39p-2;
  const double mid = 0x1.2492492476a1ap-2 + z * 0x1.c71c7201a55d7p-3;
  const double upper = 0x1.745cf8e4bba1bp-3 + z * 0x1.3b1c3c1c81c8fp-3;
  const double top = 0x1.0fbde0f4ad17bp-3 + z * 0x1.0c0aff044a970p-3;
  return z * ((low + z2 * mid) + (z2 * z2) * (upper + z2 * top));
}

}  // namespace exact_detail

/// e^x, within 1 ulp (2 where the result is subnormal).
///
/// exp(0) = 1; +inf above 709.782712893384; 0 below -745.133219101941; NaN for NaN.
inline double exact_exp(double x) noexcept {
  using namespace exact_detail;
  // Written so that NaN takes the slow way as well.
  if (!(x > -746.0 && x < 710.0)) return x > 0 ? infinity : (x < 0 ? 0.0 : x);
  // x = k log 2 + r with |r| <= log(2)/2. Adding 1.5 * 2^52 rounds to the nearest whole number.
  constexpr double to_whole = 0x1.8p52;
  const double biased = x * 0x1.71547652b82fep+0 + to_whole;
  const double k = biased - to_whole;
  const double high = x - k * log2_high;
  const double low = k * log2_low;
  const double r = high - low;
  // (e^r - 1 - r) / r^2, interpolated in Chebyshev points; the error is below 1e-18.
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double q0 = 0.5 + r * 0x1.5555555555557p-3;
  const double q1 = 0x1.5555555555556p-5 + r * 0x1.11111111100bep-7;
  const double q2 = 0x1.6c16c16c162c3p-10 + r * 0x1.a01a01abf85abp-13;
  const double q3 = 0x1.a01a01a6e1e2ap-16 + r * 0x1.71de01fdbf9cap-19;
  const double q4 = 0x1.27e4db46cddd1p-22 + r * 0x1.af4e554377204p-26;
  const double q = (q0 + r2 * q1) + r4 * ((q2 + r2 * q3) + r4 * (q4 + r2 * 0x1.1f7340dbc337ep-29));
  const double y = 1.0 - ((low - r2 * q) - high);
  const auto whole = static_cast<std::int64_t>(k);
  return whole > -1022 && whole < 1024 ? y * power_of_two(whole) : scaled(y, whole);
}

/// The natural logarithm, within 1 ulp, subnormal numbers included.
///
/// log(1) = 0; log(0) = -inf; log(+inf) = +inf; NaN for NaN and below 0.
inline double exact_log(double x) noexcept {
  using namespace exact_detail;
  if (!(x > 0 && x < infinity)) return x == 0 ? -infinity : (x > 0 ? x : not_a_number);
  const Parts parts = parts_of(x);
  const double f = parts.fraction - 1.0;  // exact
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  // 2s = f - s f, and s f = half_square - s * half_square: nothing of the leading f is lost to rounding.
  const double rest = s * (half_square + log_tail(s * s));
  return parts.exponent * log2_high - ((half_square - (rest + parts.exponent * log2_low)) - f);
}

/// log(1 + x) without loss for small x, within 2 ulp. log1p(-1) = -inf; NaN below -1.
inline double exact_log1p(double x) noexcept {
  using namespace exact_detail;
  if (!(x > -1.0 && x < 0x1p53)) return x > 0 ? exact_log(x) : (x == -1.0 ? -infinity : not_a_number);
  const double sum = 1.0 + x;
  if (sum == 1.0) return x;
  const double lost = x < 1.0 ? x - (sum - 1.0) : 1.0 - (sum - x);
  return exact_log(sum) + lost / sum;
}

/// x^y for x >= 0, within 2 ulp while |y log x| <= 50, within 10 ulp always.
///
/// pow(x, 0) = 1 and pow(1, y) = 1 for every x and y, NaN included; NaN for x < 0; limits at 0 and infinity.
double exact_pow(double x, double y) noexcept;

/// 1 / (1 + e^-x), within 3 ulp; 0 far below, 1 far above.
inline double exact_logistic(double x) noexcept {
  if (x >= 0) return 1.0 / (1.0 + exact_exp(-x));
  const double e = exact_exp(x);
  return e / (1.0 + e);
}

/// The standard normal quantile, relative error below 1e-15 (for p rounded to a double).
///
/// -inf at 0, +inf at 1, NaN outside. Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the
/// normal distribution", Applied Statistics 37 (1988), 477-484, whose rational approximations it evaluates.
double exact_normal_quantile(double p) noexcept;

/// How far Stirling's formula falls short: log Gamma(x+1) - ((x + 1/2) log x - x + log(2 pi)/2), for x > 0.
/// Absolute error below 1e-14. Probabilities are built on it, since large logarithms never get subtracted.
double exact_stirling_error(double x) noexcept;

/// m^x e^-m / Gamma(x+1): for whole x the Poisson probability. x >= 0, m > 0; relative error below 1e-12
/// while the result is above 1e-300. Method: C. Loader, "Fast and accurate computation of binomial
/// probabilities" (2000).
/// @param error  exact_stirling_error(x), for callers that have it already; unused where x = 0
double exact_poisson_density(double x, double m, double error) noexcept;
inline double exact_poisson_density(double x, double m) noexcept {
  return exact_poisson_density(x, m, x > 0 ? exact_stirling_error(x) : 0.0);
}

/// p^x q^y (x+y)! / (x! y!): for whole x, y the binomial probability; x, y >= 0, p + q = 1, both above 0.
/// @param errors  exact_stirling_error(x + y) less those of x and of y; unused where x or y = 0
double exact_binomial_density(double x, double y, double p, double q, double errors) noexcept;
double exact_binomial_density(double x, double y, double p, double q) noexcept;

/// Both tails of a continuous law at one point; their sum is 1.
struct Tails {
  double lower, upper;
};

/// The regularised incomplete gamma functions P(a, x) and Q(a, x), one to about 1e-12 relative, the other
/// as 1 less it (P comes first where x < a + 1); a > 0, x >= 0.
/// @param density  exact_poisson_density(a, x), for callers that have it already
Tails exact_gamma_tails(double a, double x, double density) noexcept;
inline Tails exact_gamma_tails(double a, double x) noexcept {
  return x > 0 ? exact_gamma_tails(a, x, exact_poisson_density(a, x)) : Tails{0.0, 1.0};
}

/// The regularised incomplete beta functions I_x(a, b) and 1 - I_x(a, b), one to about 1e-12 relative, the
/// other as 1 less it (the first comes first where x <= (a+1)/(a+b+2)); a, b > 0, 0 < x < 1.
/// @param y        1 - x, given apart so that nothing is lost where x is near 1
/// @param density  exact_binomial_density(a, b, x, y), for callers that have it already
Tails exact_beta_tails(double a, double b, double x, double y, double density) noexcept;
inline Tails exact_beta_tails(double a, double b, double x, double y) noexcept {
  return exact_beta_tails(a, b, x, y, exact_binomial_density(a, b, x, y));
}

/// Whether arithmetic here is the arithmetic that exact results need: products are rounded before they are
/// added, rounding is to nearest, and subnormal numbers are kept. Compiled into each caller, with its options.
[[nodiscard]] inline bool arithmetic_is_exact() noexcept {
  volatile double a = 1.0 + 0x1p-30;
  volatile double tiny = DBL_MIN;
  volatile double third = 1.0 / 3.0;
  const double product = a;
  const double contraction = product * product - (1.0 + 0x1p-29);  // 0, or 2^-60 when fused
  const bool nearest = 1.0 + third * 0x1p-52 == 1.0 && 1.0 + 2 * third * 0x1p-52 > 1.0;
  return contraction == 0.0 && tiny * 0.5 > 0.0 && nearest;
}

}  // namespace cogov
