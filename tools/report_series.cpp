/// Daily series and breakdowns for the web page.
#include <algorithm>

#include "output/wording.hpp"
#include "tools/report_parts.hpp"
#include "tools/series_bands.hpp"

namespace cogov::report {

namespace {

/// Numbers on a common scale of at most 4,000 steps.
class Steps {
 public:
  void cover(const Band& band) {
    for (const std::vector<double>* line : {&band.middle, &band.low, &band.high}) {
      for (const double value : *line) {
        if (!std::isfinite(value)) continue;
        least_ = std::min(least_, value);
        most_ = std::max(most_, value);
      }
    }
  }
  [[nodiscard]] double least() const { return std::isfinite(least_) ? least_ : 0; }
  [[nodiscard]] double unit() const { return most_ > least_ ? (most_ - least_) / 4000 : 1; }
  [[nodiscard]] Json of(const std::vector<double>& line) const {
    Json steps = Json::array();
    for (const double value : line) {
      steps.push_back(std::isfinite(value) ? Json(static_cast<std::int64_t>(std::llround((value - least()) / unit())))
                                           : Json());
    }
    return steps;
  }
  [[nodiscard]] Json of(const Band& band) const { return {of(band.middle), of(band.low), of(band.high)}; }

 private:
  double least_ = INFINITY, most_ = -INFINITY;
};

Json bands_json(const std::vector<Band>& bands) {
  Steps steps;
  for (const Band& band : bands) steps.cover(band);
  Json lines = Json::array();
  for (const Band& band : bands) lines.push_back(steps.of(band));
  return {{"least", steps.least()}, {"unitOf", steps.unit()}, {"lines", std::move(lines)}};
}

Json one_series(const Result& result, const Measure& measure, std::size_t days, std::size_t step) {
  const auto runs = daily_runs(result, measure, days, step);
  const std::size_t points = days / step;
  std::vector<Band> levels, differences;
  for (std::size_t policy = 0; policy < runs.size(); ++policy) {
    levels.push_back(spread_of(runs[policy], points));
    if (policy > 0) differences.push_back(difference_of(runs.front(), runs[policy], points));
  }
  Json json = measure_json(measure);
  json["levels"] = bands_json(levels);
  json["differences"] = bands_json(differences);
  return json;
}

bool all_zero(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return value == 0 || !std::isfinite(value); });
}

}  // namespace

Json series_json(const Result& result) {
  const Manifest& manifest = result.manifest();
  Json all = Json::array();
  std::size_t step = 1;
  for (const Measure& measure : manifest.layout.measures) {
    if (measure.dimensions != std::vector<std::string>{"day"} || all_zero(result.values(measure.name))) continue;
    const std::size_t days = manifest.layout.dimension("day").size();
    step = days_a_point(days, manifest.policies.size());
    all.push_back(one_series(result, measure, days, step));
  }
  // What happens to people stands before what it costs.
  std::stable_partition(all.begin(), all.end(), [](const Json& series) { return series["unit"]["en"] != "yuan"; });
  return {{"step", step}, {"measures", std::move(all)}};
}

Json breakdowns_json(const Result& result) {
  const Manifest& manifest = result.manifest();
  Json all = Json::array();
  for (const Measure& measure : manifest.layout.measures) {
    if (measure.dimensions.size() != 1) continue;
    const Dimension& dimension = manifest.layout.dimension(measure.dimensions.front());
    const std::vector<double> values = result.values(measure.name);
    if (dimension.labels.empty() || all_zero(values)) continue;
    Json entry = measure_json(measure);
    entry["dimension"] = dimension.name;
    Json& labels = entry["labels"] = Json::array();
    for (std::size_t i = 0; i < dimension.size(); ++i) {
      labels.push_back(both(dimension.labels[i], i < dimension.labels_zh.size() ? dimension.labels_zh[i] : ""));
    }
    Json& means = entry["means"] = Json::array();
    for (std::uint32_t policy = 0; policy < manifest.policies.size(); ++policy) {
      Json& line = means.emplace_back(Json::array());
      for (std::size_t label = 0; label < dimension.size(); ++label) {
        std::vector<double> runs;
        for (std::uint32_t replicate = 0; replicate < manifest.replicates; ++replicate) {
          if (result.failed({policy, replicate})) continue;
          const std::size_t run = std::size_t{policy} * manifest.replicates + replicate;
          runs.push_back(values[run * dimension.size() + label]);
        }
        line.push_back(short_number(mean(runs)));
      }
    }
    all.push_back(std::move(entry));
  }
  return all;
}

}  // namespace cogov::report
