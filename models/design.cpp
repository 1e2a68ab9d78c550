#include "models/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>

#include "sim/draw.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// A luck apart from those of all replicates and worlds.
constexpr std::uint32_t drawing_replicate = 0xFFFF'FFFDU;

/// Where each parameter stands at each point, as shares of its range: [parameter][point], from 0 to 1.
using Shares = std::vector<std::vector<double>>;

/// What all draws of one parameter share; parameters are numbered in the order of the scenario.
Who who_of(std::size_t parameter) { return {0, EntityType::parameter, static_cast<std::uint32_t>(parameter)}; }

/// Numbers 0 … n − 1 in a random order of their own.
std::vector<std::uint32_t> shuffled(std::uint32_t n, Who who, std::uint32_t first_sub, const Luck& luck) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < n; ++i) order.emplace_back(luck.bits(who, i, Why::world, first_sub).a, i);
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> numbers;
  for (const auto& [bits, number] : order) numbers.push_back(number);
  return numbers;
}

Shares latin_shares(const Design& design, const Luck& luck) {
  Shares shares;
  for (std::size_t k = 0; k < design.vary.size(); ++k) {
    const std::vector<std::uint32_t> parts = shuffled(design.points, who_of(k), 0, luck);
    std::vector<double>& own = shares.emplace_back();
    for (std::uint32_t p = 0; p < design.points; ++p) {
      own.push_back((parts[p] + luck.uniform(who_of(k), p, Why::world, 1)) / design.points);
    }
  }
  return shares;
}

/// Points of a Sobol sequence of twice as many dimensions as parameters: A in the first half, B in the second.
Shares sobol_shares(const Design& design, const Luck& luck) {
  const std::size_t count = design.vary.size();
  boost::random::sobol_engine<std::uint32_t, 32> sequence(2 * count);
  std::vector<std::uint32_t> shift;
  for (std::size_t d = 0; d < 2 * count; ++d) {
    shift.push_back(static_cast<std::uint32_t>(luck.bits(who_of(d), 0, Why::world, 2).a >> 32));
  }
  Shares shares(count);
  std::vector<double> row(2 * count);
  for (std::uint32_t base = 0; base < design.points; ++base) {
    for (std::size_t d = 0; d < row.size(); ++d) {
      // The generator leaves out the first point of the sequence, the origin, without which 2^m points are uneven.
      const std::uint32_t bits = (base == 0 ? 0 : static_cast<std::uint32_t>(sequence())) ^ shift[d];
      row[d] = (static_cast<double>(bits) + 0.5) * 0x1p-32;
    }
    for (std::size_t k = 0; k < count; ++k) {
      shares[k].push_back(row[k]);
      for (std::size_t swapped = 0; swapped < count; ++swapped) {
        shares[k].push_back(swapped == k ? row[count + k] : row[k]);
      }
      shares[k].push_back(row[count + k]);
    }
  }
  return shares;
}

Shares morris_shares(const Design& design, const Luck& luck) {
  const auto count = static_cast<std::uint32_t>(design.vary.size());
  const std::uint32_t jump = design.levels / 2;
  const double steps = design.levels - 1;
  Shares shares(count);
  for (std::uint32_t walk = 0; walk < design.trajectories; ++walk) {
    std::vector<std::uint32_t> at(count);
    std::vector<std::uint32_t> goal(count);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    for (std::uint32_t k = 0; k < count; ++k) {
      const Bits bits = luck.bits(who_of(k), walk, Why::world, 3);
      const auto low = static_cast<std::uint32_t>(uniform_of(bits.a) * jump);
      const bool down = (bits.b >> 63) != 0;
      at[k] = down ? low + jump : low;
      goal[k] = down ? low : low + jump;
      order.emplace_back(luck.bits(who_of(k), walk, Why::world, 4).a, k);
    }
    std::sort(order.begin(), order.end());
    for (std::uint32_t step = 0; step <= count; ++step) {
      if (step > 0) at[order[step - 1].second] = goal[order[step - 1].second];
      for (std::uint32_t k = 0; k < count; ++k) shares[k].push_back(at[k] / steps);
    }
  }
  return shares;
}

/// How many values a parameter takes on a grid.
std::uint64_t levels_of(const Varied& varied) { return varied.values.empty() ? varied.levels : varied.values.size(); }

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  return b != 0 && a > most / b ? most : a * b;
}

bool is_number(const Varied& varied) {
  return varied.declared().type == Type::integer || varied.declared().type == Type::real;
}

double number_of(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

/// The value at position `at` of a list: a number, or the position of a word.
double listed(const Varied& varied, std::size_t at) {
  return is_number(varied) ? number_of(varied.values[at]) : static_cast<double>(at);
}

/// `level` of `levels` steps from low to high, the ends exact.
double stepped(const Varied& varied, double share) {
  const double value = share >= 1 ? varied.high : varied.low + share * (varied.high - varied.low);
  return varied.declared().type == Type::integer ? std::floor(value + 0.5) : value;
}

/// Where a share of the range leads: each value of a list, and each whole number, has the same share.
double spread(const Varied& varied, double share) {
  if (!varied.values.empty()) {
    const auto size = varied.values.size();
    return listed(varied, std::min(size - 1, static_cast<std::size_t>(share * static_cast<double>(size))));
  }
  if (varied.declared().type != Type::integer) return stepped(varied, share);
  return std::min(varied.high, varied.low + std::floor(share * (varied.high - varied.low + 1)));
}

std::vector<double> grid_values(const Design& design, std::size_t parameter) {
  const Varied& varied = design.vary[parameter];
  std::uint64_t faster = 1;
  for (std::size_t k = parameter + 1; k < design.vary.size(); ++k) faster *= levels_of(design.vary[k]);
  const std::uint64_t levels = levels_of(varied);
  std::vector<double> values;
  for (std::uint64_t point = 0; point < design.size(); ++point) {
    const std::uint64_t level = point / faster % levels;
    values.push_back(
        varied.values.empty()
            ? stepped(varied, levels == 1 ? 0 : static_cast<double>(level) / static_cast<double>(levels - 1))
            : listed(varied, level));
  }
  return values;
}

std::string word_of(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  std::string text;
  for (const std::string& word : std::get<std::vector<std::string>>(value)) text += (text.empty() ? "" : "+") + word;
  return text.empty() ? "none" : text;
}

DesignParameter described(const Varied& varied) {
  const Param& param = varied.declared();
  DesignParameter parameter{varied.key(), param.unit, param.meaning, param.meaning_zh, varied.low, varied.high, {}, {}};
  if (varied.values.empty()) return parameter;
  if (!is_number(varied)) {
    for (const Value& value : varied.values) parameter.words.push_back(word_of(value));
  }
  parameter.low = parameter.high = listed(varied, 0);
  for (std::size_t i = 1; i < varied.values.size(); ++i) {
    parameter.low = std::min(parameter.low, listed(varied, i));
    parameter.high = std::max(parameter.high, listed(varied, i));
  }
  return parameter;
}

}  // namespace

std::string Varied::path() const { return all_sections()[section].key + "." + declared().key; }

std::string Varied::key() const { return (policy == 0 ? "" : "policy." + std::to_string(policy + 1) + ".") + path(); }

std::uint64_t Design::size() const {
  switch (method) {
    case DesignMethod::grid: {
      std::uint64_t count = 1;
      for (const Varied& varied : vary) count = product(count, levels_of(varied));
      return count;
    }
    case DesignMethod::latin_hypercube:
      return points;
    case DesignMethod::sobol:
      return product(points, vary.size() + 2);
    case DesignMethod::morris:
      return product(trajectories, vary.size() + 1);
  }
  return 0;
}

const std::vector<std::string>& design_methods() {
  static const std::vector<std::string> names{"grid", "latin_hypercube", "sobol", "morris"};
  return names;
}

const std::string& name_of(DesignMethod method) { return design_methods()[static_cast<std::size_t>(method)]; }

DesignTable draw_points(const Design& design, std::uint64_t seed) {
  EXPECT(!design.vary.empty() && design.size() > 0 && design.size() <= most_points);
  const Luck luck(seed, drawing_replicate);
  DesignTable table{name_of(design.method), 1, {}};
  for (const Varied& varied : design.vary) table.parameters.push_back(described(varied));
  Shares shares;
  if (design.method == DesignMethod::latin_hypercube) shares = latin_shares(design, luck);
  if (design.method == DesignMethod::sobol) shares = sobol_shares(design, luck);
  if (design.method == DesignMethod::morris) shares = morris_shares(design, luck);
  if (design.method == DesignMethod::sobol) table.block = static_cast<std::uint32_t>(design.vary.size() + 2);
  if (design.method == DesignMethod::morris) table.block = static_cast<std::uint32_t>(design.vary.size() + 1);
  for (std::size_t k = 0; k < design.vary.size(); ++k) {
    std::vector<double>& values = table.parameters[k].values;
    if (shares.empty()) values = grid_values(design, k);
    for (std::size_t p = 0; !shares.empty() && p < shares[k].size(); ++p) {
      const bool on_levels = design.method == DesignMethod::morris && design.vary[k].values.empty();
      values.push_back(on_levels ? stepped(design.vary[k], shares[k][p]) : spread(design.vary[k], shares[k][p]));
    }
  }
  return table;
}

std::vector<Settings> at_point(const std::vector<Settings>& policies, const Design& design, const DesignTable& table,
                               std::uint32_t point) {
  std::vector<Settings> there = policies;
  for (std::size_t k = 0; k < design.vary.size(); ++k) {
    const Varied& varied = design.vary[k];
    const double number = table.parameters[k].values[point];
    Value value = number;
    if (varied.declared().type == Type::integer) value = static_cast<std::int64_t>(number);
    if (!is_number(varied)) value = varied.values[static_cast<std::size_t>(number)];
    for (std::size_t p = 0; p < there.size(); ++p) {
      if (varied.policy != 0 && varied.policy != p) continue;
      if (there[p].on_at(varied.section)) there[p].put(varied.section, varied.param, value);
    }
  }
  return there;
}

}  // namespace cogov
