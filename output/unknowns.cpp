#include "output/unknowns.hpp"

#include <fmt/format.h>

#include <cmath>

#include "output/columns.hpp"
#include "output/text_table.hpp"
#include "output/verdict_worlds.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

/// "more of it: the policy helps less", by the sign of the correlation and the direction of the measure.
const char* effect_of_more(const Measure& measure, const Driver& driver, bool chinese) {
  const bool more = driver.correlation > 0;
  if (measure.better == Better::neither) {
    if (chinese) return more ? "越大，差值越大" : "越大，差值越小";
    return more ? "the more of it, the larger the difference" : "the more of it, the smaller the difference";
  }
  const bool helps = more == (measure.better == Better::higher);
  if (chinese) return helps ? "越大，方案越有利" : "越大，方案越不利";
  return helps ? "the more of it, the more the policy helps" : "the more of it, the less the policy helps";
}

/// "0.1 to 0.6 min, taken as 0.3".
std::string range_text(const WorldParameter& parameter, bool chinese) {
  const std::string unit = parameter.unit.empty() || parameter.unit == "1" ? "" : " " + parameter.unit;
  const auto shown = [](double value) {  // three digits at least, and never as a power of ten
    const double size = std::abs(value);
    const double precision = size >= 100 ? 1 : size >= 10 ? .1 : size >= 1 ? .01 : size >= .1 ? .001 : .0001;
    std::string text = number_text(value, precision);
    if (text.find('.') != std::string::npos) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == '.') text.pop_back();
    }
    return text;
  };
  return fmt::format(fmt::runtime(chinese ? "{}至{}{}，取{}" : "{} to {}{}, taken as {}"), shown(parameter.low),
                     shown(parameter.high), unit, shown(parameter.fallback));
}

std::string line(const std::string& text, const std::string& indent = "") {
  return wrapped(printable(text), page_width, indent) + '\n';
}

}  // namespace

std::string driver_sentence(const Comparison& comparison, const Driver& driver, Language language) {
  const bool chinese = language == Language::chinese;
  const WorldParameter& parameter = comparison.world_parameters.at(driver.parameter);
  return fmt::format(fmt::runtime(chinese ? "{}：{}；{}；解释差异的{}%" : "{}: {}; {}; explains {} % of the spread"),
                     parameter_name(parameter, language), range_text(parameter, chinese),
                     effect_of_more(comparison.measures.front().measure, driver, chinese), share_text(driver));
}

std::string unknowns_text(const Comparison& comparison, Language language) {
  const bool chinese = language == Language::chinese;
  std::string text;
  for (const PolicyComparison& policy : comparison.policies) {
    const auto& worlds = policy.differences.front().worlds;
    if (!worlds || worlds->exactly_zero) continue;
    if (worlds->worlds < least_worlds) {
      text += line(policy.policy + (chinese ? fmt::format("：设想太少，看不出来（至少{}种）", least_worlds)
                                            : fmt::format(": too few worlds to tell (at least {})", least_worlds)));
      continue;
    }
    if (worlds->drivers.empty()) {
      text += line(policy.policy + (chinese ? "：没有哪一个特别突出" : ": none stands out"));
      continue;
    }
    text += line(policy.policy + (chinese ? "：" : ":"));
    for (const Driver& driver : worlds->drivers) {
      text += line("- " + driver_sentence(comparison, driver, language), "  ");
    }
  }
  if (text.empty()) return {};
  const std::string label = sentence_label(comparison.measures.front().measure, language);
  return line(chinese ? "关键未知（各方案对" + label + "的作用，主要取决于）"
                      : "What we don't know, and what each policy's effect on " + label + " hangs on") +
         text;
}

}  // namespace cogov
