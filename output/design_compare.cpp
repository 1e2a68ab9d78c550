#include "output/design_compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/columns.hpp"
#include "output/csv.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"

namespace cogov {

namespace {

Effect effect_of(const PairedStatistics& statistics, Better better) {
  if (statistics.pairs < 2 || !statistics.p) return statistics.exactly_zero ? Effect::none : Effect::too_few;
  if (*statistics.p >= significance || statistics.difference == 0) return Effect::none;
  if (better == Better::neither) return Effect::changed;
  return (statistics.difference < 0) == (better == Better::lower) ? Effect::better : Effect::worse;
}

/// "−1.3 days at point 17 (patrol.notice_chance = 0.5)"
std::string place_text(const Manifest& manifest, const DesignComparison& comparison, std::size_t policy,
                       std::uint32_t point, bool chinese) {
  const PairedStatistics& statistics = comparison.points[policy][point].statistics;
  const Language language = chinese ? Language::chinese : Language::english;
  const Figures numbers = figures(comparison.measure, statistics);
  const std::string unit = difference_unit_word(comparison.measure, language);
  return fmt::format(fmt::runtime(chinese ? "{}{}{}（点{}：{}）" : "{}{}{} at point {} ({})"), numbers.difference,
                     unit.empty() || unit == "%" || chinese ? "" : " ", unit, point, manifest.design.point_text(point));
}

std::string policy_text(const Manifest& manifest, const DesignComparison& comparison, std::size_t policy,
                        bool chinese) {
  const std::vector<PointDifference>& points = comparison.points[policy];
  const auto count = [&](Effect effect) {
    return std::ranges::count_if(points, [&](const PointDifference& one) { return one.effect == effect; });
  };
  const bool lower = comparison.measure.better == Better::lower;
  std::vector<std::uint32_t> order;
  for (std::uint32_t point = 0; point < points.size(); ++point) {
    if (std::isfinite(points[point].statistics.difference)) order.push_back(point);
  }
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const double left = points[a].statistics.difference, right = points[b].statistics.difference;
    return lower ? left < right : left > right;
  });
  std::string text = fmt::format(
      fmt::runtime(chinese ? "“{}”：{}个点中，{}个更好，{}个更差，{}个与运气无法区分。"
                           : "'{}': of {} points better at {}, worse at {}, not told from luck at {}."),
      manifest.policies[policy + 1], points.size(), count(Effect::better), count(Effect::worse), count(Effect::none));
  if (count(Effect::changed) > 0) {
    text += fmt::format(fmt::runtime(chinese ? "{}个点上有变化。" : " Changed at {}."), count(Effect::changed));
  }
  if (count(Effect::too_few) > 0) {
    text += fmt::format(fmt::runtime(chinese ? "{}个点上运行太少，无法判断。" : " Too few runs to tell at {}."),
                        count(Effect::too_few));
  }
  if (order.empty()) return text;
  const std::string best = place_text(manifest, comparison, policy, order.front(), chinese);
  const std::string worst = place_text(manifest, comparison, policy, order.back(), chinese);
  text += fmt::format(fmt::runtime(chinese ? "最好：{}。最差：{}。" : " Best: {}. Worst: {}."), best, worst);
  return text;
}

/// What judging many points does; nothing where none could be judged.
std::string chance_text(const DesignComparison& comparison, bool chinese) {
  std::size_t judged = 0;  // of the policy of which most are
  for (const std::vector<PointDifference>& points : comparison.points) {
    const auto count = std::ranges::count_if(points, [](const auto& one) { return one.effect != Effect::too_few; });
    judged = std::max(judged, static_cast<std::size_t>(count));
  }
  if (judged == 0) return "";
  const double expected = static_cast<double>(judged) / 20;
  return fmt::format(fmt::runtime(chinese ? "各点按5 %的水平逐一判断：{1}个点中约有{0}个仅因偶然而显得不同。"
                                          : "Points are judged one by one at 5 %: about {0} of {1} points look "
                                            "different by chance alone."),
                     expected < 10 ? fmt::format("{:.2g}", expected) : fmt::format("{:.0f}", expected), judged);
}

std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

const char* word(Effect effect) {
  switch (effect) {
    case Effect::better:
      return "better";
    case Effect::worse:
      return "worse";
    case Effect::changed:
      return "changed";
    case Effect::too_few:
      return "too_few";
    case Effect::none:
      break;
  }
  return "open";
}

}  // namespace

DesignComparison compare_points(const DesignRuns& runs) {
  DesignComparison comparison{runs.measure, {}};
  for (std::size_t policy = 1; policy < runs.values.size(); ++policy) {
    std::vector<PointDifference>& own = comparison.points.emplace_back();
    for (std::size_t point = 0; point < runs.values[policy].size(); ++point) {
      PointDifference one{paired_statistics(runs.values[0][point], runs.values[policy][point]), Effect::none};
      one.effect = effect_of(one.statistics, runs.measure.better);
      own.push_back(std::move(one));
    }
  }
  return comparison;
}

std::string design_text(const Manifest& manifest, const DesignComparison& comparison, const std::string& file,
                        Language language) {
  const bool chinese = language == Language::chinese;
  std::string text;
  if (!manifest.title.empty()) text += wrapped(printable(manifest.title), page_width) + "\n\n";
  std::string keys;
  for (const DesignParameter& one : manifest.design.parameters) {
    keys += (keys.empty() ? "" : chinese ? "、" : ", ") + one.key;
  }
  text +=
      wrapped(printable(fmt::format(
                  fmt::runtime(chinese ? "试验设计（{}）：{}个点，每点{}次重复，所变参数：{}。主要指标：{}。"
                                       : "A design ({}): {} points with {} replicates each, varying {}. What counts: "
                                         "{}."),
                  manifest.design.method, manifest.points(), manifest.replicates, keys,
                  sentence_label(comparison.measure, language))),
              page_width) +
      "\n\n";
  for (std::size_t policy = 0; policy < comparison.points.size(); ++policy) {
    text += wrapped("• " + printable(policy_text(manifest, comparison, policy, chinese)), page_width, "  ") + "\n";
  }
  if (const std::string chance = chance_text(comparison, chinese); !chance.empty()) {
    text += wrapped(chance, page_width) + "\n";
  }
  if (comparison.points.empty()) {
    text += chinese ? "只有一个方案，无从比较。\n" : "There is one policy, and nothing to compare it with.\n";
  }
  const char* zh = chinese ? " --lang zh" : "";
  text += fmt::format(
      fmt::runtime(chinese ? "\n哪些参数要紧：cogov sensitivity {0}{1}\n各点的差异：cogov compare {0} --csv\n"
                           : "\nWhich parameters matter: cogov sensitivity {0}{1}\nEvery point: cogov "
                             "compare {0} --csv\n"),
      printable(file), zh);
  return text;
}

nlohmann::ordered_json design_json(const Manifest& manifest, const std::vector<DesignComparison>& measures) {
  using Json = nlohmann::ordered_json;
  const auto finite = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
  Json parameters = Json::array();
  for (std::size_t k = 0; k < manifest.design.parameters.size(); ++k) {
    const DesignParameter& one = manifest.design.parameters[k];
    Json values = one.words.empty() ? Json(one.values) : Json::array();
    for (std::uint32_t point = 0; !one.words.empty() && point < manifest.points(); ++point) {
      values.push_back(manifest.design.value_text(k, point));
    }
    parameters.push_back({{"key", one.key}, {"unit", one.unit}, {"values", values}});
  }
  Json all = Json::array();
  for (const DesignComparison& comparison : measures) {
    Json policies = Json::array();
    for (std::size_t policy = 0; policy < comparison.points.size(); ++policy) {
      Json points = Json::array();
      for (const PointDifference& one : comparison.points[policy]) {
        const auto& interval = one.statistics.interval;
        points.push_back({{"baseline_mean", finite(one.statistics.baseline_mean)},
                          {"policy_mean", finite(one.statistics.policy_mean)},
                          {"difference", finite(one.statistics.difference)},
                          {"low", interval ? finite(interval->low) : Json()},
                          {"high", interval ? finite(interval->high) : Json()},
                          {"pairs", one.statistics.pairs},
                          {"effect", word(one.effect)}});
      }
      policies.push_back({{"policy", manifest.policies[policy + 1]}, {"points", points}});
    }
    all.push_back({{"name", comparison.measure.name}, {"unit", comparison.measure.unit}, {"policies", policies}});
  }
  return {{"title", manifest.title},
          {"baseline", manifest.policies.front()},
          {"replicates", manifest.replicates},
          {"design", {{"method", manifest.design.method}, {"points", manifest.points()}, {"parameters", parameters}}},
          {"measures", all}};
}

std::string design_csv(const Manifest& manifest, const std::vector<DesignComparison>& measures) {
  std::string text = "\xEF\xBB\xBFpoint";
  for (const DesignParameter& one : manifest.design.parameters) text += "," + csv_field(one.key);
  text += ",policy,measure,unit,pairs,baseline_mean,policy_mean,difference,low,high,effect\n";
  for (std::uint32_t point = 0; point < manifest.points(); ++point) {
    std::string start = fmt::format("{}", point);
    for (const DesignParameter& one : manifest.design.parameters) {
      const double value = one.values[point];
      start += "," + (one.words.empty() ? number(value) : csv_field(one.words[static_cast<std::size_t>(value)]));
    }
    for (const DesignComparison& comparison : measures) {
      for (std::size_t policy = 0; policy < comparison.points.size(); ++policy) {
        const PointDifference& one = comparison.points[policy][point];
        const auto& interval = one.statistics.interval;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", start, csv_field(manifest.policies[policy + 1]),
                            comparison.measure.name, csv_field(comparison.measure.unit), one.statistics.pairs,
                            number(one.statistics.baseline_mean), number(one.statistics.policy_mean),
                            number(one.statistics.difference), interval ? number(interval->low) : "",
                            interval ? number(interval->high) : "", word(one.effect));
      }
    }
  }
  return text;
}

}  // namespace cogov
