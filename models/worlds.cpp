#include "models/worlds.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "models/param.hpp"
#include "models/population.hpp"
#include "sim/draw.hpp"

namespace cogov {

namespace {

/// A luck apart from those of all replicates and worlds.
constexpr std::uint32_t drawing_replicate = 0xFFFF'FFFEU;

/// FNV-1a: a number for a name, the same on any machine.
std::uint32_t number_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  return hash;
}

/// How much of a policy there is is decided, not unknown.
bool is_unknown(const Param& param) {
  return param.swept() && param.tag == Tag::assumption && param.type == Type::real && !param.size;
}

/// Whether some policy has the section on, and all that do leave the parameter at its default. What can't be set
/// beside a network that is read is not open.
bool is_left_open(const std::vector<Settings>& policies, std::size_t section, std::size_t param) {
  const Value& fallback = all_sections()[section].params[param].fallback;
  const std::string path = all_sections()[section].key + "." + all_sections()[section].params[param].key;
  if (!policies.front().word("streets.file").empty() && is_of_generated_streets(path)) return false;
  bool on = false;
  for (const Settings& policy : policies) {
    if (!policy.on_at(section)) continue;
    on = true;
    if (policy.at(section, param) != fallback) return false;
  }
  return on;
}

std::vector<double> drawn(const WorldParameter& parameter, std::uint32_t worlds, const Luck& luck) {
  const Who who{0, EntityType::parameter, number_of(parameter.key)};
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  for (std::uint32_t w = 0; w < worlds; ++w) order.emplace_back(luck.bits(who, w, Why::world, 0).a, w);
  std::sort(order.begin(), order.end());
  std::vector<double> values(worlds);
  for (std::uint32_t part = 0; part < worlds; ++part) {
    const std::uint32_t w = order[part].second;
    const double share = (part + luck.uniform(who, w, Why::world, 1)) / worlds;
    values[w] = parameter.low + share * (parameter.high - parameter.low);
  }
  return values;
}

}  // namespace

std::vector<WorldParameter> draw_worlds(const std::vector<Settings>& policies, std::uint32_t worlds,
                                        std::uint64_t seed) {
  const Luck luck(seed, drawing_replicate);
  std::vector<WorldParameter> parameters;
  for (std::size_t s = 0; s < all_sections().size() && worlds > 0; ++s) {
    const Section& section = all_sections()[s];
    for (std::size_t p = 0; p < section.params.size(); ++p) {
      const Param& param = section.params[p];
      if (!is_unknown(param) || !is_left_open(policies, s, p)) continue;
      WorldParameter& drawing = parameters.emplace_back();
      drawing.key = section.key + "." + param.key;
      drawing.unit = param.unit;
      drawing.meaning = param.meaning;
      drawing.meaning_zh = param.meaning_zh;
      drawing.low = param.swept_low;
      drawing.high = param.swept_high;
      drawing.fallback = std::get<double>(param.fallback);
      drawing.values = drawn(drawing, worlds, luck);
    }
  }
  return parameters;
}

namespace {

/// Two shares that are drawn apart, or one beside a known one, may add up to more than there is: the second gives way,
/// or the first where the second is known.
void keep_shares_whole(Settings& policy, bool second_is_drawn) {
  constexpr const char* first = "requests.hotline_share";
  constexpr const char* second = "requests.neighbour_share";
  const double over = policy.real(first) + policy.real(second) - 1;
  if (over <= 0) return;
  const char* gives = second_is_drawn ? second : first;
  policy.set(gives, std::max(0.0, policy.real(gives) - over - 1e-12));
}

}  // namespace

std::vector<Settings> in_world(const std::vector<Settings>& policies, const std::vector<WorldParameter>& parameters,
                               std::uint32_t world) {
  std::vector<Settings> there = policies;
  for (const WorldParameter& parameter : parameters) {
    const std::string section = parameter.key.substr(0, parameter.key.rfind('.'));
    for (Settings& policy : there) {
      if (policy.on(section)) policy.set(parameter.key, parameter.values[world]);
    }
  }
  const bool drawn = std::any_of(parameters.begin(), parameters.end(), [](const WorldParameter& parameter) {
    return parameter.key == "requests.neighbour_share";
  });
  for (Settings& policy : there) keep_shares_whole(policy, drawn);
  return there;
}

}  // namespace cogov
