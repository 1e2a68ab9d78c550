#include "output/sensitivity_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/columns.hpp"
#include "output/csv.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

bool by_morris(const Manifest& manifest) { return manifest.design.method == "morris"; }
bool by_sobol(const Manifest& manifest) { return manifest.design.method == "sobol"; }

/// The mean over replicates at each point. Values that were never reached have none.
std::vector<double> means_of(const Manifest& manifest, const Measure& measure,
                             const std::vector<std::vector<double>>& runs) {
  std::vector<double> means;
  for (std::uint32_t point = 0; point < runs.size(); ++point) {
    means.push_back(mean(runs[point]));
    if (std::isfinite(means.back())) continue;
    throw UserError(fmt::format("measure '{}' has no finite mean at point {}", measure.name, point),
                    manifest.design.point_text(point) + ": it was never reached, or is not defined there",
                    "choose another measure with -m, such as burden_days_mean");
  }
  return means;
}

std::vector<SensitivityRow> rows_of(const Manifest& manifest, const std::vector<double>& outputs, std::uint64_t seed) {
  std::vector<SensitivityRow> rows;
  const std::size_t count = manifest.design.parameters.size();
  if (by_morris(manifest)) {
    const std::vector<MorrisEffect> effects = morris_effects(manifest.design, outputs, seed);
    for (std::size_t k = 0; k < count; ++k) {
      rows.push_back({.parameter = k, .size = effects[k].mu_star, .mu = effects[k].mu, .sigma = effects[k].sigma});
    }
  } else if (by_sobol(manifest)) {
    const std::vector<SobolIndex> indices = sobol_indices(outputs, count, seed);
    for (std::size_t k = 0; k < count; ++k) {
      rows.push_back({.parameter = k, .size = indices[k].total, .first = indices[k].first});
    }
  } else {
    const std::vector<Estimate> correlations = rank_correlations(manifest.design, outputs, seed);
    for (std::size_t k = 0; k < count; ++k) {
      if (manifest.design.parameters[k].words.empty()) rows.push_back({.parameter = k, .size = correlations[k]});
    }
  }
  std::ranges::stable_sort(rows, [](const SensitivityRow& a, const SensitivityRow& b) {
    return std::abs(a.size.value) > std::abs(b.size.value);
  });
  return rows;
}

std::string number(double value) { return std::isfinite(value) ? fmt::format("{:.3g}", value) : "-"; }
std::string share(double value) { return fmt::format("{:.2f}", value == 0 ? 0.0 : value); }
std::string range(const Interval& interval, bool as_share) {
  const auto text = [&](double value) { return as_share ? share(value) : number(value); };
  return fmt::format("{} … {}", text(interval.low), text(interval.high));
}

std::string percent(double share_) { return fmt::format("{:.0f} %", 100 * share_); }

/// What the table is about: "couriers, change from today".
std::string output_name(const Manifest& manifest, std::size_t policy, bool chinese) {
  if (policy == 0) return manifest.policies.front();
  return fmt::format(fmt::runtime(chinese ? "{}（与“{}”之差）" : "{} (change from '{}')"), manifest.policies[policy],
                     manifest.policies.front());
}

std::string table_text(const Manifest& manifest, const Measure& measure, const Sensitivity& output, bool chinese) {
  const double scale = display_scale(measure);
  TextTable table;
  if (by_morris(manifest)) {
    table.columns = {{}, {true}, {true}, {true}, {true}, {true}};
    table.lines.push_back(
        chinese ? std::vector<std::string>{"参数", "取值", "平均效应大小 μ*", "95 %区间", "平均效应 μ", "效应离散 σ"}
                : std::vector<std::string>{"parameter", "varied over", "size mu*", "95 % interval", "mean mu",
                                           "spread sigma"});
  } else if (by_sobol(manifest)) {
    table.columns = {{}, {true}, {true}, {true}, {true}, {true}};
    table.lines.push_back(chinese ? std::vector<std::string>{"参数", "取值", "单独", "95 %区间", "合计", "95 %区间"}
                                  : std::vector<std::string>{"parameter", "varied over", "alone", "95 % interval",
                                                             "in total", "95 % interval"});
  } else {
    table.columns = {{}, {true}, {true}, {true}};
    table.lines.push_back(
        chinese ? std::vector<std::string>{"参数", "取值", "秩相关", "95 %区间"}
                : std::vector<std::string>{"parameter", "varied over", "rank correlation", "95 % interval"});
  }
  for (const SensitivityRow& row : output.rows) {
    const DesignParameter& one = manifest.design.parameters[row.parameter];
    std::vector<std::string> cells{one.key, fmt::format("{} … {}", number(one.low), number(one.high))};
    if (by_morris(manifest)) {
      cells.push_back(number(row.size.value * scale));
      cells.push_back(range({row.size.interval.low * scale, row.size.interval.high * scale}, false));
      cells.push_back(number(row.mu * scale));
      cells.push_back(number(row.sigma * scale));
    } else if (by_sobol(manifest)) {
      for (const Estimate* estimate : {&row.first, &row.size}) {
        cells.push_back(share(estimate->value));
        cells.push_back(range(estimate->interval, true));
      }
    } else {
      cells.push_back(share(row.size.value));
      cells.push_back(range(row.size.interval, true));
    }
    table.lines.push_back(std::move(cells));
  }
  return laid_out(table);
}

/// The interval of an estimate's absolute value.
Interval size_interval(const Estimate& estimate) {
  const double low = std::abs(estimate.interval.low), high = std::abs(estimate.interval.high);
  return {estimate.interval.contains(0) ? 0 : std::min(low, high), std::max(low, high)};
}

/// What is said where no rank correlation is told from chance, or where there is none: words have no ranks.
std::string nothing_told(const Manifest& manifest, const Sensitivity& output, const std::string& what, bool chinese) {
  const bool words = output.rows.size() < manifest.design.parameters.size();
  std::string text;
  if (!output.rows.empty()) {
    text = fmt::format(fmt::runtime(chinese ? "所变参数与{}的秩相关均与偶然无法区分。"
                                            : "No rank correlation with {} is told from chance."),
                       what);
  } else {
    text = fmt::format(fmt::runtime(chinese ? "所变参数均取文字值，无从计算与{}的秩相关。"
                                            : "All that was varied takes words, which have no rank correlation with "
                                              "{}."),
                       what);
  }
  if (words) {
    text += chinese ? "取文字值的参数在各点的差异：cogov compare FILE --csv。"
                    : " What the words change at each point: cogov compare FILE --csv.";
  }
  return text;
}

/// What matters most, in one sentence.
std::string sentence(const Manifest& manifest, const Measure& measure, const Sensitivity& output, bool chinese) {
  const Language language = chinese ? Language::chinese : Language::english;
  const std::string label = sentence_label(measure, language);
  const std::string what = output.policy == 0
                               ? label
                               : fmt::format(fmt::runtime(chinese ? "“{0}”使“{1}”的变化" : "what '{0}' changes in {1}"),
                                             manifest.policies[output.policy], label);
  const bool correlations = !by_morris(manifest) && !by_sobol(manifest);
  const bool still = output.deviation == 0;
  if (still || (!correlations && (output.rows.empty() || output.rows.front().size.value == 0))) {
    return fmt::format(fmt::runtime(chinese ? "所变参数均不影响{}。" : "Nothing that was varied matters for {}."),
                       what);
  }
  if (correlations &&
      std::ranges::all_of(output.rows, [](const SensitivityRow& row) { return row.size.interval.contains(0); })) {
    return nothing_told(manifest, output, what, chinese);
  }
  if (output.luck > .5) {  // which is first would be chance
    return fmt::format(fmt::runtime(chinese ? "各点之间的差异多半是运气，对{}影响最大的参数无法判断。"
                                            : "What matters most for {} can't be told: most of what differs between "
                                              "points is luck."),
                       what);
  }
  const SensitivityRow& first = output.rows.front();
  const std::string& key = manifest.design.parameters[first.parameter].key;
  std::string text =
      fmt::format(fmt::runtime(chinese ? "对{}影响最大的是 {}" : "What matters most for {} is {}"), what, key);
  if (by_morris(manifest)) {
    const std::string unit = difference_unit_word(measure, language);
    const std::string size = number(first.size.value * display_scale(measure));
    text += fmt::format(fmt::runtime(chinese ? "：在其取值范围内平均改变{}{}{}。"
                                             : ": over its range it moves it by {}{}{} on "
                                               "average."),
                        size, unit.empty() || chinese ? "" : " ", unit);
  } else if (by_sobol(manifest)) {
    text +=
        fmt::format(fmt::runtime(chinese ? "：它单独解释{}的方差，连同与其他参数的共同作用为{}。"
                                         : ": alone it explains {} of the variance, with others {}."),
                    percent(std::clamp(first.first.value, 0.0, 1.0)), percent(std::clamp(first.size.value, 0.0, 1.0)));
  } else {
    const bool rises = first.size.value > 0;
    text += fmt::format(
        fmt::runtime(chinese ? "（秩相关{}，{}）。" : " (rank correlation {}: {})."), share(first.size.value),
        chinese ? (rises ? "随之增大" : "随之减小") : (rises ? "it rises with it" : "it falls with it"));
  }
  const bool unsure = output.rows.size() > 1 && std::abs(output.rows[1].size.value) > 0 &&
                      size_interval(output.rows[1].size).high > size_interval(first.size).low;
  if (unsure) {
    text +=
        fmt::format(fmt::runtime(chinese ? "与 {} 的先后尚不能断定。" : " Whether it is ahead of {} is not certain."),
                    manifest.design.parameters[output.rows[1].parameter].key);
  }
  return text;
}

std::string luck_text(const Sensitivity& output, bool chinese) {
  if (std::isnan(output.luck)) {
    return chinese ? "每点只有一次运行，运气的份额未知。"
                   : "With one replicate a point, how much of this is luck is not known.";
  }
  std::string text = fmt::format(
      fmt::runtime(chinese ? "各点之间的方差中约{}出于运气。" : "About {} of the variance between points is luck."),
      percent(output.luck));
  if (output.luck > 0.2) text += chinese ? "宜增加重复次数。" : " More replicates would show more.";
  return text;
}

std::string opening(const Manifest& manifest, const Measure& measure, bool chinese) {
  const Language language = chinese ? Language::chinese : Language::english;
  const std::uint32_t blocks = manifest.points() / manifest.design.block;
  const std::string unit = unit_word(measure, language);
  const std::string what =
      fmt::format("{}{}", short_label(measure, language),
                  unit.empty() ? "" : fmt::format(fmt::runtime(chinese ? "（{}）" : " ({})"), unit));
  std::string how;
  if (by_morris(manifest)) {
    how = fmt::format(fmt::runtime(chinese ? "Morris法，{}条轨迹" : "Morris, {} walks"), blocks);
  } else if (by_sobol(manifest)) {
    how = fmt::format(fmt::runtime(chinese ? "Sobol指数，{}个基点" : "Sobol's indices, {} base points"), blocks);
  } else {
    how = chinese ? "秩相关" : "rank correlations";
  }
  std::string text =
      fmt::format(fmt::runtime(chinese ? "{}：{}，{}个点，每点{}次重复。" : "{}: {}, {} points, {} replicates each."),
                  what, how, manifest.points(), manifest.replicates);
  if (!by_morris(manifest) && !by_sobol(manifest)) {
    text += chinese
                ? "此设计给不出Sobol指数和Morris效应；需要时用 method = \"sobol\" 或 \"morris\"。取文字值的参数不列。"
                : " This design can't give Sobol's indices or Morris's effects: use method = \"sobol\" or \"morris\" "
                  "for them. Parameters whose values are words are left out.";
  }
  return text;
}

}  // namespace

std::vector<Sensitivity> sensitivities(const Manifest& manifest, const DesignRuns& runs, std::uint64_t seed) {
  if (manifest.points() / manifest.design.block < 2) {
    throw UserError("the design has too few points for a sensitivity analysis", "one is no sample", "add points");
  }
  std::vector<Sensitivity> all;
  for (std::size_t policy = 0; policy < runs.values.size(); ++policy) {
    const std::vector<std::vector<double>> outputs = policy == 0 ? runs.values[0] : runs.differences(policy);
    const std::vector<double> means = means_of(manifest, runs.measure, outputs);
    all.push_back(
        {policy, mean(means), std::sqrt(variance(means)), luck_share(outputs), rows_of(manifest, means, seed)});
  }
  return all;
}

std::string sensitivity_text(const Manifest& manifest, const Measure& measure, const std::vector<Sensitivity>& outputs,
                             Language language) {
  const bool chinese = language == Language::chinese;
  std::string text = wrapped(opening(manifest, measure, chinese), page_width) + "\n";
  for (const Sensitivity& output : outputs) {
    text += "\n" + wrapped(printable(output_name(manifest, output.policy, chinese)), page_width) + "\n\n" +
            table_text(manifest, measure, output, chinese) + "\n" +
            wrapped(printable(sentence(manifest, measure, output, chinese)), page_width) + "\n" +
            wrapped(luck_text(output, chinese), page_width) + "\n";
  }
  return text;
}

nlohmann::ordered_json sensitivity_json(const Manifest& manifest, const Measure& measure,
                                        const std::vector<Sensitivity>& outputs) {
  using Json = nlohmann::ordered_json;
  const auto estimate = [](const Estimate& one) {
    return Json{{"value", one.value}, {"low", one.interval.low}, {"high", one.interval.high}};
  };
  Json all = Json::array();
  for (const Sensitivity& output : outputs) {
    Json rows = Json::array();
    for (const SensitivityRow& row : output.rows) {
      const DesignParameter& one = manifest.design.parameters[row.parameter];
      Json json{{"key", one.key}, {"low", one.low}, {"high", one.high}, {"unit", one.unit}};
      if (by_morris(manifest)) {
        json["mu_star"] = estimate(row.size);
        json["mu"] = row.mu;
        json["sigma"] = row.sigma;
      } else if (by_sobol(manifest)) {
        json["first"] = estimate(row.first);
        json["total"] = estimate(row.size);
      } else {
        json["rank_correlation"] = estimate(row.size);
      }
      rows.push_back(std::move(json));
    }
    all.push_back({{"policy", manifest.policies[output.policy]},
                   {"is_difference", output.policy > 0},
                   {"mean", output.mean},
                   {"deviation", output.deviation},
                   {"luck_share", std::isnan(output.luck) ? Json() : Json(output.luck)},
                   {"parameters", rows},
                   {"sentence", sentence(manifest, measure, output, false)},
                   {"sentence_zh", sentence(manifest, measure, output, true)}});
  }
  return {{"method", manifest.design.method},
          {"measure", measure.name},
          {"unit", measure.unit},
          {"points", manifest.points()},
          {"replicates", manifest.replicates},
          {"baseline", manifest.policies.front()},
          {"outputs", all}};
}

std::string sensitivity_csv(const Manifest& manifest, const Measure& measure, const std::vector<Sensitivity>& outputs) {
  std::string text = "\xEF\xBB\xBFmeasure,policy,is_difference,parameter,index,value,low,high\n";
  for (const Sensitivity& output : outputs) {
    for (const SensitivityRow& row : output.rows) {
      const std::string start =
          fmt::format("{},{},{},{}", measure.name, csv_field(manifest.policies[output.policy]),
                      output.policy > 0 ? 1 : 0, csv_field(manifest.design.parameters[row.parameter].key));
      const auto line = [&](const char* index, const Estimate& one) {
        text += fmt::format("{},{},{},{},{}\n", start, index, one.value, one.interval.low, one.interval.high);
      };
      if (by_morris(manifest)) {
        line("mu_star", row.size);
        text += fmt::format("{},mu,{},,\n{},sigma,{},,\n", start, row.mu, start, row.sigma);
      } else if (by_sobol(manifest)) {
        line("first", row.first);
        line("total", row.size);
      } else {
        line("rank_correlation", row.size);
      }
    }
  }
  return text;
}

}  // namespace cogov
