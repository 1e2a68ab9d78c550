#include "output/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/errors.hpp"

namespace cogov {

std::string csv_field(const std::string& text) {
  const bool plain =
      text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' ');
  if (plain) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

namespace {

std::string number(double value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); }
std::string number(std::int64_t value) { return fmt::format("{}", value); }

/// What the dimension columns say for each position of a measure, in row-major order.
std::vector<std::string> position_columns(const Layout& layout, const Measure& measure) {
  std::vector<std::string> texts(layout.size(measure));
  for (const Dimension& dimension : layout.dimensions) {
    const auto own = std::find(measure.dimensions.begin(), measure.dimensions.end(), dimension.name);
    std::size_t stride = 1;
    if (own != measure.dimensions.end()) {
      for (auto later = own + 1; later != measure.dimensions.end(); ++later) stride *= layout.dimension(*later).size();
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      texts[i] += ',';
      if (own == measure.dimensions.end()) continue;
      const std::size_t at = i / stride % dimension.size();
      texts[i] += dimension.labels.empty() ? number(dimension.values[at]) : csv_field(dimension.labels[at]);
    }
  }
  return texts;
}

template <class Value>
void write_measure(const ResultFile& result, const Measure& measure, const std::vector<Value>& values,
                   std::ostream& out) {
  const Manifest& manifest = result.manifest();
  const std::vector<std::string> positions = position_columns(manifest.layout, measure);
  const std::string end = fmt::format(",{}\n", csv_field(measure.unit));
  auto value = values.begin();
  for (std::uint32_t policy = 0; policy < manifest.policies.size(); ++policy) {
    for (std::uint32_t course = 0; course < manifest.replicate_span().count; ++course) {
      const RunKey key{policy, course};
      const std::string point = manifest.design.empty() ? "" : fmt::format(",{}", manifest.point_of(key));
      const std::string start = fmt::format("{},{}{},{}", csv_field(manifest.policies[policy]),
                                            manifest.replicate_of(key), point, csv_field(measure.name));
      const bool failed = result.failed(key);
      for (const std::string& position : positions) {
        out << start << position << ',' << (failed ? std::string() : number(*value)) << end;
        ++value;
      }
    }
  }
}

}  // namespace

void write_csv(const ResultFile& result, std::ostream& out) {
  const Layout& layout = result.manifest().layout;
  out << "\xEF\xBB\xBFpolicy,replicate" << (result.manifest().design.empty() ? "" : ",point") << ",measure";
  for (const Dimension& dimension : layout.dimensions) out << ',' << csv_field(dimension.name);
  out << ",value,unit\n";
  for (const Measure& measure : layout.measures) {
    if (measure.integer)
      write_measure(result, measure, result.integers(measure.name), out);
    else
      write_measure(result, measure, result.values(measure.name), out);
    if (!out) throw OutputError("the CSV could not be written");
  }
  out.flush();
  if (!out) throw OutputError("the CSV could not be written");
}

}  // namespace cogov
