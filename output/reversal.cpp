#include "output/reversal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/columns.hpp"
#include "output/csv.hpp"
#include "output/text_table.hpp"
#include "output/wording.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

std::vector<double> levels_of(const DesignParameter& parameter) {
  std::vector<double> levels = parameter.values;
  std::ranges::sort(levels);
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

/// One difference a replicate, averaged over the points of the cell.
std::vector<double> differences_at(const ReversalInput& input, double x, double y) {
  std::vector<double> differences;
  double points = 0;
  for (std::uint32_t point = 0; point < input.design.points(); ++point) {
    if (input.design.parameters[input.x].values[point] != x || input.design.parameters[input.y].values[point] != y)
      continue;
    const std::vector<double>& first = input.first_runs[point];
    const std::vector<double>& second = input.second_runs[point];
    differences.resize(first.size(), 0.0);
    for (std::size_t r = 0; r < first.size(); ++r) differences[r] += second[r] - first[r];
    ++points;
  }
  for (double& difference : differences) difference /= points;
  return differences;
}

int sign_for(Better better, double difference) {
  if (difference == 0 || better == Better::neither) return 0;
  return (difference > 0) == (better == Better::higher) ? 1 : -1;
}

ReversalCell cell_of(const ReversalInput& input, double x, double y) {
  const std::vector<double> differences = differences_at(input, x, y);
  const PairedStatistics statistics = paired_statistics(std::vector<double>(differences.size(), 0.0), differences);
  ReversalCell cell{x, y, statistics.difference, statistics.interval, 0};
  if (statistics.p && *statistics.p < significance) cell.better = sign_for(input.measure.better, cell.difference);
  return cell;
}

/// Where the differences along a line change sign: between two neighbours by interpolation; where they are exactly zero
/// in between, in the middle of that stretch.
std::vector<double> crossings(const std::vector<double>& places, const std::vector<double>& differences) {
  std::vector<double> found;
  std::optional<std::size_t> last;  // that is not zero
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double now = differences[i];
    if (now == 0) continue;
    if (last && (differences[*last] > 0) != (now > 0)) {
      const double before = differences[*last];
      const bool neighbours = i == *last + 1;
      found.push_back(neighbours ? places[*last] + (places[i] - places[*last]) * before / (before - now)
                                 : (places[*last + 1] + places[i - 1]) / 2);
    }
    last = i;
  }
  return found;
}

void find_border(ReversalMap& map) {
  for (std::size_t y = 0; y < map.ys.size(); ++y) {
    std::vector<double> differences;
    for (std::size_t x = 0; x < map.xs.size(); ++x) differences.push_back(map.at(y, x).difference);
    for (const double at : crossings(map.xs, differences)) map.border.push_back({at, map.ys[y], true});
  }
  for (std::size_t x = 0; x < map.xs.size(); ++x) {
    std::vector<double> differences;
    for (std::size_t y = 0; y < map.ys.size(); ++y) differences.push_back(map.at(y, x).difference);
    for (const double at : crossings(map.ys, differences)) map.border.push_back({map.xs[x], at, false});
  }
}

std::string figure(double value) { return fmt::format("{:.3g}", value); }

/// A list of places is cut after so many.
constexpr std::size_t most_places = 8;

/// Where along x the second policy is better, at one y; "" where it is nowhere.
std::string stretch_text(const ReversalMap& map, Better better, std::size_t y, bool chinese) {
  std::vector<double> borders;
  for (const BorderPoint& one : map.border) {
    if (one.along_x && one.y == map.ys[y]) borders.push_back(one.x);
  }
  bool now = false;  // what the first cell that is not exactly zero says
  for (std::size_t x = map.xs.size(); x-- > 0;) {
    if (map.at(y, x).difference != 0) now = sign_for(better, map.at(y, x).difference) > 0;
  }
  if (borders.empty()) return now ? (chinese ? "任意值" : "anything") : "";
  std::string text;
  std::optional<double> from;
  const auto add = [&](std::optional<double> low, std::optional<double> high) {
    if (!text.empty()) text += chinese ? "或" : " or ";
    if (low && high) {
      text += fmt::format(fmt::runtime(chinese ? "约{}至{}" : "between about {} and {}"), figure(*low), figure(*high));
    } else if (low) {
      text += fmt::format(fmt::runtime(chinese ? "高于约{}" : "above about {}"), figure(*low));
    } else {
      text += fmt::format(fmt::runtime(chinese ? "低于约{}" : "below about {}"), figure(*high));
    }
  };
  for (const double border : borders) {
    if (now) add(from, border);
    from = border;
    now = !now;
  }
  if (now) add(from, {});
  return text;
}

std::string last_part(const std::string& key) { return key.substr(key.rfind('.') + 1); }

std::size_t count(const ReversalMap& map, int better) {
  return static_cast<std::size_t>(
      std::ranges::count_if(map.cells, [&](const ReversalCell& cell) { return cell.better == better; }));
}

/// Where the means change sides, row by row.
std::string where_text(const ReversalInput& input, const ReversalMap& map, bool chinese) {
  const std::string x = last_part(input.design.parameters[input.x].key);
  const std::string y = last_part(input.design.parameters[input.y].key);
  std::vector<std::string> places;
  for (std::size_t row = 0; row < map.ys.size(); ++row) {
    const std::string stretch = stretch_text(map, input.measure.better, row, chinese);
    if (stretch.empty()) continue;
    places.push_back(
        fmt::format(fmt::runtime(chinese ? "{}（{} 为 {} 时）" : "{} (at {} {})"), stretch, y, figure(map.ys[row])));
  }
  const bool cut = places.size() > most_places;
  if (cut) places.resize(most_places);
  const std::string list = fmt::format("{}{}", fmt::join(places, chinese ? "，" : ", "), cut ? ", ..." : "");
  return fmt::format(fmt::runtime(chinese ? "{} {}" : "where {} is {}"), x, list);
}

}  // namespace

ReversalMap reversal_map(const ReversalInput& input) {
  EXPECT(input.x != input.y && input.first_runs.size() == input.design.points());
  ReversalMap map;
  map.xs = levels_of(input.design.parameters[input.x]);
  map.ys = levels_of(input.design.parameters[input.y]);
  for (const double y : map.ys) {
    for (const double x : map.xs) map.cells.push_back(cell_of(input, x, y));
  }
  find_border(map);
  return map;
}

std::string reversal_sentence(const ReversalInput& input, const ReversalMap& map, Language language) {
  const bool chinese = language == Language::chinese;
  const std::string measure = sentence_label(input.measure, language);
  std::size_t ahead = 0, behind = 0;
  for (const ReversalCell& cell : map.cells) {
    const int sign = sign_for(input.measure.better, cell.difference);
    ahead += sign > 0 ? 1U : 0U;
    behind += sign < 0 ? 1U : 0U;
  }
  std::string where;
  if (ahead + behind == 0) {
    return fmt::format(fmt::runtime(chinese ? "就“{2}”而言，“{0}”与“{1}”在各处完全相同。"
                                            : "On {2}: '{0}' and '{1}' come out exactly alike everywhere."),
                       input.second, input.first, measure);
  }
  if (count(map, 0) == map.cells.size()) {
    return fmt::format(
        fmt::runtime(chinese
                         ? "就“{0}”而言，“{1}”与“{2}”何者更好，在全部{3}个点上均与运气无法区分。"
                         : "On {0}: whether '{1}' is better than '{2}' can't be told from luck at any of {3} points."),
        measure, input.second, input.first, map.cells.size());
  }
  if (behind == 0) {
    where = chinese ? "处处" : "everywhere";
  } else if (ahead == 0) {
    where = chinese ? "无一处" : "nowhere";
  } else {
    where = where_text(input, map, chinese);
  }
  const char* form = chinese ? (ahead == 0 || behind == 0 ? "就“{0}”而言，“{1}”{3}优于“{2}”。"
                                                          : "就“{0}”而言，“{1}”优于“{2}”的范围：{3}。")
                             : "On {0}: '{1}' is better than '{2}' {3}.";
  std::string text = fmt::format(fmt::runtime(form), measure, input.second, input.first, where);
  text += fmt::format(
      fmt::runtime(chinese ? "在{}个点中，{}个点上可断定其更好，{}个点上更差，{}个点上与运气无法区分。"
                           : " Of {} points it is told from luck that it is better at {}, and worse at {}; at {} it is "
                             "open."),
      map.cells.size(), count(map, 1), count(map, -1), count(map, 0));
  return text;
}

std::string reversal_text(const ReversalInput& input, const ReversalMap& map, Language language) {
  const bool chinese = language == Language::chinese;
  std::string text =
      chinese
          ? fmt::format("＋ “{}”更好   － “{}”更好   · 未能断定（＋／－／·）\n\n", input.second, input.first)
          : fmt::format("+ '{}' is better   - '{}' is better   . not told from luck\n\n", input.second, input.first);
  std::size_t width = 0;
  std::vector<std::string> heads, labels;
  for (const double x : map.xs) heads.push_back(figure(x));
  for (const double y : map.ys) labels.push_back(figure(y));
  std::size_t margin = 0;
  for (const std::string& head : heads) width = std::max(width, head.size() + 1);
  for (const std::string& label : labels) margin = std::max(margin, label.size());
  text += input.design.parameters[input.y].key + "\n";
  for (std::size_t row = map.ys.size(); row-- > 0;) {
    text += fmt::format("{:>{}} |", labels[row], margin);
    for (std::size_t x = 0; x < map.xs.size(); ++x) {
      const int better = map.at(row, x).better;
      text += fmt::format("{:>{}}", better > 0 ? "+" : better < 0 ? "-" : ".", width);
    }
    text += "\n";
  }
  text += fmt::format("{:>{}} +{:->{}}\n{:>{}}  ", "", margin, "", width * heads.size(), "", margin);
  for (const std::string& head : heads) text += fmt::format("{:>{}}", head, width);
  text += "  " + input.design.parameters[input.x].key + "\n\n" +
          wrapped(printable(reversal_sentence(input, map, language)), page_width) + "\n";
  return text;
}

std::string reversal_csv(const ReversalInput& input, const ReversalMap& map) {
  std::string text =
      fmt::format("kind,{},{},difference,low,high,better\n", csv_field(input.design.parameters[input.x].key),
                  csv_field(input.design.parameters[input.y].key));
  for (const ReversalCell& cell : map.cells) {
    const std::string low = cell.interval ? fmt::format("{}", cell.interval->low) : "";
    const std::string high = cell.interval ? fmt::format("{}", cell.interval->high) : "";
    const std::string better = cell.better == 0 ? "" : csv_field(cell.better > 0 ? input.second : input.first);
    text += fmt::format("cell,{},{},{},{},{},{}\n", cell.x, cell.y, cell.difference, low, high, better);
  }
  for (const BorderPoint& one : map.border) text += fmt::format("border,{},{},0,,,\n", one.x, one.y);
  return text;
}

}  // namespace cogov
