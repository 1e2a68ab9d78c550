#include "output/harms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "output/columns.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

constexpr std::size_t name_width = 14;  ///< cells into which a policy's name is wrapped over its column
constexpr std::size_t most_side_by_side = 4;
constexpr double least_rise = .01;  ///< of the value under policy 0, to be named

const char* pick(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

std::string label_of(const Measure& measure, Language language) {
  // A rate of something that is counted: "1/year" says little by itself.
  const std::string unit = measure.unit == "1/year" ? "" : unit_word(measure, language);
  const std::string label = short_label(measure, language);
  if (unit.empty()) return label;
  return language == Language::chinese ? label + "（" + unit + "）" : label + " (" + unit + ")";
}

std::string cell(const Measure& measure, double value) {
  return std::isfinite(value) ? mean_text(measure, value) : "—";
}

bool is_zero(const HarmValues& values) {
  return std::ranges::all_of(values.means, [](const std::vector<double>& means) {
    return std::ranges::all_of(means, [](double value) { return value == 0; });
  });
}

/// The policies `first` to `last` (not included), with policy 0 ahead of them.
TextTable table_of(const std::vector<HarmValues>& harms, const std::vector<std::string>& policies, std::size_t first,
                   std::size_t last, Language language) {
  TextTable table;
  table.columns = {{}, {.right = true, .least_head = name_width}};
  table.lines.push_back({pick(language, "measure", "指标"), printable(policies.front())});
  for (std::size_t policy = first; policy < last; ++policy) {
    table.columns.push_back({.right = true, .least_head = name_width});
    table.lines.front().push_back(printable(policies[policy]));
  }
  for (const HarmValues& values : harms) {
    const std::string label = label_of(values.measure, language);
    const bool grouped = values.groups.size() > 1;
    if (grouped) {
      table.lines.emplace_back(table.columns.size());
      table.lines.back().front() = label;
    }
    for (std::size_t group = 0; group < values.groups.size(); ++group) {
      const std::string& name = in_language(language, values.groups[group], values.groups_zh[group]);
      std::vector<std::string>& line = table.lines.emplace_back();
      line = {grouped ? "  " + printable(name) : label, cell(values.measure, values.means[group].front())};
      for (std::size_t policy = first; policy < last; ++policy) {
        line.push_back(cell(values.measure, values.means[group][policy]));
      }
    }
  }
  return table;
}

/// "“P”: most in visits … for aged 80+ (2.1 → 9.8); …": who bears more under a policy; "" where nobody does.
std::string who_bears_more(const std::vector<HarmValues>& harms, const std::vector<std::string>& policies,
                           std::size_t policy, Language language) {
  std::string text;
  for (const HarmValues& values : harms) {
    if (values.groups.size() < 2) continue;
    const std::size_t group = hardest_hit(values, policy);
    if (group == values.groups.size()) continue;
    const std::string& name = in_language(language, values.groups[group], values.groups_zh[group]);
    text += text.empty() ? "" : pick(language, "; ", "；");
    text +=
        fmt::format(fmt::runtime(pick(language, "{0}: {1} ({2} → {3})", "{0}：{1}（{2}→{3}）")),
                    sentence_label(values.measure, language), name, cell(values.measure, values.means[group].front()),
                    cell(values.measure, values.means[group][policy]));
  }
  if (text.empty()) return text;
  return wrapped(fmt::format(fmt::runtime(pick(language, "“{}” raises it most in {}.", "“{}”增加最多的——{}。")),
                             printable(policies[policy]), text),
                 page_width) +
         '\n';
}

}  // namespace

std::size_t hardest_hit(const HarmValues& values, std::size_t policy) {
  std::size_t hardest = values.groups.size();
  double most = 0;
  const double sign = values.measure.better == Better::higher ? -1 : 1;
  for (std::size_t group = 0; group < values.groups.size(); ++group) {
    const double before = values.means[group].front();
    const double rise = sign * (values.means[group][policy] - before);
    if (!(rise > most) || rise < least_rise * std::abs(before)) continue;
    most = rise;
    hardest = group;
  }
  return hardest;
}

std::string harm_text(const std::vector<HarmValues>& harms, const std::vector<std::string>& policies,
                      Language language) {
  std::vector<HarmValues> shown;
  std::ranges::copy_if(harms, std::back_inserter(shown), [](const HarmValues& values) { return !is_zero(values); });
  if (shown.empty()) return "";
  std::string text =
      pick(language, "Harm: who is watched, whose time goes unpaid, who is hurt (means; less is better).\n\n",
           "负担与伤害：谁被查看，谁无偿付出时间，谁受到伤害（平均值，越少越好）。\n\n");
  std::size_t first = 1;
  do {
    std::size_t last = std::min(first + most_side_by_side, policies.size());
    TextTable table = table_of(shown, policies, first, last, language);
    while (last > first + 1 && !fits_page(table)) table = table_of(shown, policies, first, --last, language);
    text += laid_out(table) + '\n';
    first = last;
  } while (first < policies.size());
  for (std::size_t policy = 1; policy < policies.size(); ++policy) {
    text += who_bears_more(shown, policies, policy, language);
  }
  return text;
}

}  // namespace cogov
