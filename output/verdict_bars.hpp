/// What the sentences of a verdict are made with, and what the runs say of a policy's primary measure.
#pragma once

#include <fmt/format.h>

#include <string>

#include "output/compare.hpp"
#include "output/language.hpp"
#include "output/wording.hpp"

namespace cogov {

/// What all sentences about one policy are made from. The primary measure is row 0.
struct Subject {
  const Comparison& comparison;
  const PolicyComparison& policy;
  Language language;

  [[nodiscard]] bool chinese() const { return language == Language::chinese; }
  [[nodiscard]] const Measure& measure() const { return comparison.measures.front().measure; }
  [[nodiscard]] const Difference& primary() const { return policy.differences.front(); }
};

/// Fills in a template in the subject's language. {P} policy, {B} baseline, {M} measure, {a} {b} means,
/// {d} difference, {lo} {hi} ends, {u} unit, {du} unit of differences, {n} pairs, {s} smallest difference.
/// Everything that a user wrote is an argument, never part of the template.
template <typename... Args>
[[nodiscard]] std::string say(const Subject& subject, const char* english, const char* chinese, const Args&... more) {
  const PairedStatistics& pairs = subject.primary().statistics;
  const Figures shown = figures(subject.measure(), pairs);
  const auto unit = [&](const std::string& word) {
    // English sets words off by a blank; Chinese doesn't.
    return word.empty() || subject.chinese() ? word : " " + word;
  };
  const double smallest = display_scale(subject.measure()) * subject.comparison.smallest_difference;
  return fmt::format(fmt::runtime(subject.chinese() ? chinese : english), fmt::arg("P", subject.policy.policy),
                     fmt::arg("B", subject.comparison.baseline),
                     fmt::arg("M", sentence_label(subject.measure(), subject.language)), fmt::arg("a", shown.baseline),
                     fmt::arg("b", shown.policy), fmt::arg("d", shown.difference), fmt::arg("lo", shown.low),
                     fmt::arg("hi", shown.high), fmt::arg("u", unit(unit_word(subject.measure(), subject.language))),
                     fmt::arg("du", unit(difference_unit_word(subject.measure(), subject.language))),
                     fmt::arg("n", pairs.pairs), fmt::arg("s", fmt::format("{:.3g}", smallest)), more...);
}

/// What the runs say: told from luck, nothing found, or not enough replicates to tell.
[[nodiscard]] std::string first_bar(const Subject& subject);

/// Which pairs of the primary measure were left out, and why; "" if none.
[[nodiscard]] std::string left_out(const Subject& subject);

}  // namespace cogov
