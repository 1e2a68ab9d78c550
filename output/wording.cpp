#include "output/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cogov {

namespace {

struct UnitWords {
  std::string_view unit, english, chinese;
};

constexpr std::array<UnitWords, 11> unit_words{{{"d", "days", "天"},
                                                {"day", "days", "天"},
                                                {"days", "days", "天"},
                                                {"h", "hours", "小时"},
                                                {"hours", "hours", "小时"},
                                                {"min", "minutes", "分钟"},
                                                {"minutes", "minutes", "分钟"},
                                                {"s", "seconds", "秒"},
                                                {"yuan", "yuan", "元"},
                                                {"1", "times", "次"},
                                                {"index", "index", "指数"}}};
constexpr std::string_view per_year = "/year";

/// The largest power of ten that is not above `value` (> 0).
double power_of_ten(double value) { return std::pow(10.0, std::floor(std::log10(value) + 1e-9)); }

/// The precision that leaves `digits` digits of `value`; 1 for zero.
double digits_of(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return 1;
  return std::max(power_of_ten(std::abs(value)) * std::pow(10.0, 1 - digits), 1e-300);
}

double interval_precision(const Interval& interval) {
  const double largest = std::max(std::abs(interval.low), std::abs(interval.high));
  double precision = power_of_ten(interval.half_width());
  const auto hides_zero = [&] {
    return rounded(interval.low, precision) == 0 || rounded(interval.high, precision) == 0;
  };
  for (int more = 0; more < 2 && !interval.contains(0) && hides_zero(); ++more) precision /= 10;
  return std::max(precision, digits_of(largest, 3));
}

/// The coarsest power of ten that shows a constant difference to half a percent.
double constant_precision(double difference) {
  double precision = digits_of(difference, 1);
  for (int more = 0; more < 3; ++more) {
    if (std::abs(rounded(difference, precision) - difference) <= std::abs(difference) * 0.005) break;
    precision /= 10;
  }
  return precision;
}

std::string with_commas(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

}  // namespace

const std::string& in_language(Language language, const std::string& english, const std::string& chinese) {
  return language == Language::chinese && !chinese.empty() ? chinese : english;
}

std::string short_label(const Measure& measure, Language language) {
  std::string label = in_language(language, measure.long_name, measure.long_name_zh);
  if (label.empty()) label = measure.name;
  label = label.substr(0, std::min(label.find(';'), label.find("；")));
  while (!label.empty() && label.back() == ' ') label.pop_back();
  return label;
}

bool is_share(const Measure& measure) { return measure.unit == "1" && !measure.integer; }

bool is_time(const Measure& measure) {
  const std::string word = unit_word(measure, Language::english);
  return word == "days" || word == "hours" || word == "minutes" || word == "seconds";
}

std::string unit_word(const Measure& measure, Language language) {
  if (measure.unit == "1") return is_share(measure) ? "%" : "";
  std::string_view unit = measure.unit;
  const bool rate = unit.ends_with(per_year);
  if (rate) unit.remove_suffix(per_year.size());
  for (const UnitWords& words : unit_words) {
    if (words.unit != unit) continue;
    if (language == Language::chinese) return std::string(words.chinese) + (rate ? "/年" : "");
    return std::string(words.english) + (rate ? " a year" : "");
  }
  return measure.unit;
}

std::string difference_unit_word(const Measure& measure, Language language) {
  if (is_share(measure)) return language == Language::chinese ? "个百分点" : "percentage points";
  return measure.unit == "index" ? "" : unit_word(measure, language);
}

std::string sentence_label(const Measure& measure, Language language) {
  std::string label = short_label(measure, language);
  if (language == Language::chinese) {
    // The unit of a rate says so too: 元/年.
    constexpr std::string_view yearly = "（每年）";
    if (measure.unit.ends_with(per_year) && label.ends_with(yearly)) label.resize(label.size() - yearly.size());
    return label;
  }
  if (label == measure.name) return label;
  const std::size_t comma = label.find(", ");
  if (comma != std::string::npos && label.find(',', comma + 1) == std::string::npos) {
    label = label.substr(0, comma) + " (" + label.substr(comma + 2) + ")";
  }
  const auto upper = [&](std::size_t at) { return at < label.size() && label[at] >= 'A' && label[at] <= 'Z'; };
  if (upper(0) && !upper(1)) label.front() = static_cast<char>(label.front() - 'A' + 'a');
  const bool time = label.starts_with("days ") || label.starts_with("hours ");
  return time ? "the " + label : label;
}

std::string number_text(double value, double precision, bool with_sign) {
  if (!std::isfinite(value)) return "—";
  const double shown = rounded(value, precision);
  const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(precision) + 1e-9)));
  const std::string sign = shown < 0 ? "−" : (with_sign && shown > 0 ? "+" : "");
  const double size = std::abs(shown);
  if (size >= 1e15) return sign + fmt::format("{:.3g}", size);
  return sign + with_commas(fmt::format("{:.{}f}", size, std::min(decimals, 15)));
}

std::string rough_text(double value) { return number_text(value, value == 0 ? 1 : digits_of(value, 2)); }

double display_scale(const Measure& measure) { return is_share(measure) ? 100 : 1; }

double display_precision(const Measure& measure, const PairedStatistics& statistics) {
  const double scale = display_scale(measure);
  if (statistics.interval) {
    return interval_precision({scale * statistics.interval->low, scale * statistics.interval->high});
  }
  const double larger = scale * std::max(std::abs(statistics.baseline_mean), std::abs(statistics.policy_mean));
  const double difference = scale * statistics.difference;
  double precision = digits_of(larger, 2);
  if (statistics.pairs >= 2) {
    // Nothing varies between the pairs, so the baseline's own uncertainty says what is worth showing.
    const double error = scale * statistics.baseline_deviation / std::sqrt(static_cast<double>(statistics.pairs));
    precision = error > digits_of(larger, 12) ? power_of_ten(2 * error) : digits_of(larger, 3);
  }
  if (statistics.pairs > 0 && difference != 0) {
    const double shows = statistics.constant ? constant_precision(difference) : digits_of(difference, 1);
    precision = std::min(precision, std::max(shows, digits_of(larger, 12)));
  }
  return precision;
}

Precisions precisions(const Measure& measure, const PairedStatistics& statistics) {
  const double precision = display_precision(measure, statistics);
  const double larger =
      display_scale(measure) * std::max(std::abs(statistics.baseline_mean), std::abs(statistics.policy_mean));
  return {larger > 0 ? std::max(precision, digits_of(larger, 4)) : precision, precision};
}

Figures figures(const Measure& measure, const PairedStatistics& statistics) {
  const double scale = display_scale(measure);
  const auto [of_means, precision] = precisions(measure, statistics);
  Figures result;
  result.baseline = number_text(scale * statistics.baseline_mean, of_means);
  result.policy = number_text(scale * statistics.policy_mean, of_means);
  result.difference = number_text(scale * statistics.difference, precision, true);
  if (statistics.interval) {
    result.low = number_text(scale * statistics.interval->low, precision, true);
    result.high = number_text(scale * statistics.interval->high, precision, true);
  }
  return result;
}

double range_precision(const Measure& measure, const PairedStatistics& statistics, const Interval& interval) {
  const double scale = display_scale(measure);
  const Interval shown{scale * interval.low, scale * interval.high};
  const double largest = std::max(std::abs(shown.low), std::abs(shown.high));
  const bool has_width = shown.half_width() > digits_of(largest, 12);
  return has_width ? interval_precision(shown) : display_precision(measure, statistics);
}

Ends ends(const Measure& measure, const PairedStatistics& statistics, const Interval& interval) {
  if (!std::isfinite(interval.low) || !std::isfinite(interval.high)) return {"—", "—", "—", "—"};
  const double scale = display_scale(measure);
  const Interval shown{scale * interval.low, scale * interval.high};
  const double largest = std::max(std::abs(shown.low), std::abs(shown.high));
  const double precision = range_precision(measure, statistics, interval);
  const double least = shown.contains(0) ? 0 : std::min(std::abs(shown.low), std::abs(shown.high));
  return {number_text(shown.low, precision, true), number_text(shown.high, precision, true),
          number_text(least, precision), number_text(largest, precision)};
}

double mean_precision(const Measure& measure, double mean) { return digits_of(display_scale(measure) * mean, 3); }

std::string mean_text(const Measure& measure, double mean) {
  return number_text(display_scale(measure) * mean, mean_precision(measure, mean));
}

bool worth_naming(const Measure& measure, const PairedStatistics& statistics) {
  constexpr double of_share = 0.005;
  constexpr double of_baseline = 0.01;
  const double change = std::abs(statistics.difference);
  if (is_share(measure)) return change >= of_share;
  return change > 0 && change >= of_baseline * std::abs(statistics.baseline_mean);
}

}  // namespace cogov
