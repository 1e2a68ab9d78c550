#include "tools/live/live_state.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "models/tally.hpp"
#include "scenarios/layer.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"

namespace cogov::live {

namespace {

constexpr std::size_t most_changes = 2000;
constexpr std::size_t longest_key = 100;  // bytes; no key is longer
constexpr std::size_t longest_list = 200;

const Section& section_at(std::size_t index) { return all_sections()[index]; }

/// The keys that are the page's own business, or name files.
constexpr std::string_view fixed_keys[] = {"run.replicates",     "run.target_half_width", "run.most_replicates",
                                           "run.window_seconds", "run.trace_day",         "run.trace_community",
                                           "streets.file",       "streets.keep",          "social_ties.file"};

/// Most characters of a policy's name that still leave room for the side's letter and a word.
constexpr std::size_t longest_name = longest_text - 16;

/// The beginning of a text, cut between characters.
std::string first_characters(const std::string& text, std::size_t most) {
  std::size_t at = 0, characters = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && characters++ == most) break;
  }
  return text.substr(0, at);
}

/// A JSON value as a scenario file would have it; none for what no file can have there.
std::optional<toml::table> as_toml(const Json& json) {
  using Kind = Json::value_t;
  switch (json.type()) {
    case Kind::boolean:
      return toml::table{{"value", json.get<bool>()}};
    case Kind::number_integer:
      return toml::table{{"value", json.get<std::int64_t>()}};
    case Kind::number_unsigned:
      if (json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return toml::table{{"value", json.get<std::int64_t>()}};
      return toml::table{{"value", json.get<double>()}};
    case Kind::number_float:
      return toml::table{{"value", json.get<double>()}};
    case Kind::string:
      return toml::table{{"value", json.get<std::string>()}};
    case Kind::array: {
      if (json.size() > longest_list) return {};
      toml::array list;
      for (const Json& entry : json) {
        if (!entry.is_string()) return {};
        list.push_back(entry.get<std::string>());
      }
      return toml::table{{"value", std::move(list)}};
    }
    default:
      return {};
  }
}

/// Reads what one part of the state sets, with the checks of scenario files.
class ChangeReader {
 public:
  /// @param where  what stands for a file in messages: whose values they are
  ChangeReader(std::string where, bool of_policy, Problems& problems)
      : where_{std::move(where), 0, 0}, of_policy_(of_policy), problems_(problems) {
    problems_.rank_file(where_.file);
  }

  std::vector<Change> read(const Json& set) {
    if (!set.is_object() || set.size() > most_changes) {
      problems_.add({where_,
                     "the values set are no list of keys and values",
                     {},
                     R"(give an object such as {"grid_workers.extra_full_time": 2})"});
      return {};
    }
    for (const auto& [key, value] : set.items()) {
      if (problems_.full()) break;
      read_entry(key, value);
    }
    return std::move(changes_);
  }

 private:
  void read_entry(const std::string& key, const Json& value) {
    const std::size_t dot = key.rfind('.');
    const int section = dot == std::string::npos || key.size() > longest_key ? -1 : section_index(key.substr(0, dot));
    if (section < 0) {
      problems_.add(unknown_section(where_, dot == std::string::npos ? key : key.substr(0, dot), {}));
      return;
    }
    const auto index = static_cast<std::size_t>(section);
    if (of_policy_ && !policy_may(index, where_, problems_)) return;
    read_value_of(index, key.substr(dot + 1), key, value);
  }

  void read_value_of(std::size_t index, const std::string& name, const std::string& key, const Json& value) {
    const int param = param_index(section_at(index), name);
    const auto position = param < 0 ? std::optional<std::size_t>() : static_cast<std::size_t>(param);
    if (position && !may_change(index, position)) {
      problems_.add({where_, fmt::format("'{}' can't be changed on the page", key),
                     section_at(index).params[*position].meaning, "set it in the scenario's file"});
      return;
    }
    const std::optional<toml::table> node = as_toml(value);
    if (!node) {
      problems_.add({where_, fmt::format("'{}' is neither a number nor words", key),
                     position ? section_at(index).params[*position].meaning : "",
                     position ? fmt::format("give {}", expectation(section_at(index).params[*position])) : ""});
      return;
    }
    Mention mention{index, where_, {}, {}, {}};
    read_key(mention, name, *node->get("value"), where_, where_, problems_);
    if (mention.enabled) changes_.push_back({index, {}, *mention.enabled});
    for (Assignment& one : mention.values) changes_.push_back({index, one.param, std::move(one.value)});
  }

  Location where_;
  bool of_policy_;
  Problems& problems_;
  std::vector<Change> changes_;
};

void put_on(const std::vector<Change>& changes, Settings& settings) {
  for (const Change& change : changes) {
    if (change.param) {
      settings.put(change.section, *change.param, change.value);
    } else {
      settings.switch_on(section_at(change.section).key, std::get<bool>(change.value));
    }
  }
}

/// One side of the state, read.
struct Side {
  std::size_t preset = 0;
  std::vector<Change> set;
};

struct ReadState {
  std::vector<Change> all;
  std::array<Side, 2> sides;
};

constexpr const char* side_names[] = {"A", "B"};

const Json& empty_object() {
  static const Json empty = Json::object();
  return empty;
}

/// Whether it is an object with no other keys than these.
bool has_only(const Json& json, std::initializer_list<std::string_view> keys, const std::string& where,
              Problems& problems) {
  if (!json.is_object()) {
    problems.add({{where, 0, 0}, "the state is not as the page writes it", {}, "load the page anew"});
    return false;
  }
  for (const auto& [key, value] : json.items()) {
    if (std::ranges::find(keys, key) != keys.end()) continue;
    problems.add({{where, 0, 0},
                  fmt::format("the state has a part {}, which nobody knows", shown(key)),
                  {},
                  "load the page anew"});
    return false;
  }
  return true;
}

const Json& part_of(const Json& json, const char* key) {
  const auto part = json.find(key);
  return part == json.end() ? empty_object() : *part;
}

Side read_side(const Json& json, const std::string& name, std::size_t presets, Problems& problems) {
  Side side;
  if (!has_only(json, {"preset", "set"}, name, problems)) return side;
  const auto preset = json.find("preset");
  const bool is_number = preset != json.end() && preset->is_number_integer();
  if (!is_number || *preset < 0 || *preset >= presets) {
    problems.add({{name, 0, 0},
                  "there is no such policy to start from",
                  fmt::format("the scenario has {}, counted from 0", presets),
                  "choose one of its policies"});
  } else {
    side.preset = preset->get<std::size_t>();
  }
  side.set = ChangeReader(name, true, problems).read(part_of(json, "set"));
  return side;
}

ReadState read_state(const Json& state, std::size_t presets, Problems& problems) {
  ReadState read;
  if (!has_only(state, {"all", "a", "b"}, "", problems)) return read;
  read.all = ChangeReader("", false, problems).read(part_of(state, "all"));
  read.sides[0] = read_side(part_of(state, "a"), side_names[0], presets, problems);
  read.sides[1] = read_side(part_of(state, "b"), side_names[1], presets, problems);
  return read;
}

/// Values of sections that are off wherever they are set would change nothing.
void check_effect(const std::vector<Change>& changes, const std::vector<const Settings*>& policies,
                  const std::string& where, Problems& problems) {
  for (const Change& change : changes) {
    if (!change.param || section_at(change.section).params[*change.param].key == lead_key) continue;
    const auto is_on = [&](const Settings* policy) { return policy->on_at(change.section); };
    if (std::ranges::any_of(policies, is_on)) continue;
    const std::string& section = section_at(change.section).key;
    problems.add({{where, 0, 0},
                  fmt::format("'{}' has no effect", change.key()),
                  fmt::format("[{}] is off", section),
                  fmt::format("switch it on with {}.{}, or take the value back", section, enabled_key)});
  }
}

/// Messages begin with the side that they are about.
[[noreturn]] void rethrow_with_sides(const UserError& error) {
  std::vector<Problem> problems = error.problems();
  for (Problem& problem : problems) {
    if (!problem.where.file.empty()) problem.what = problem.where.file + ": " + problem.what;
    problem.where = {};
  }
  throw UserError(std::move(problems));
}

void throw_if_any(const Problems& problems) {
  try {
    problems.throw_if_any();
  } catch (const UserError& error) {
    rethrow_with_sides(error);
  }
}

Policy side_policy(const Scenario& scenario, const ReadState& state, std::size_t number) {
  const Side& side = state.sides[number];
  const Policy& preset = scenario.policies[side.preset];
  // A name that says what it no longer is would be taken for the preset's wherever the file goes.
  const char* changed = side.set.empty() ? "" : ", changed";
  Policy policy{fmt::format("{}: {}{}", side_names[number], first_characters(preset.name, longest_name), changed),
                scenario.baseline()};
  put_on(state.all, policy.settings);
  put_on(changes_between(scenario.baseline(), preset.settings), policy.settings);
  put_on(side.set, policy.settings);
  forget_what_is_off(policy.settings);
  return policy;
}

/// A preset that is as it was, beside another one that is the same money on plain staff, also as it was.
void keep_controls(const Scenario& scenario, const ReadState& state, Scenario& live) {
  if (!state.all.empty() || !state.sides[0].set.empty() || !state.sides[1].set.empty()) return;
  for (const std::size_t side : {0U, 1U}) {
    const std::size_t other = state.sides[1 - side].preset;
    if (other > 0 && scenario.policies[state.sides[side].preset].control == scenario.policies[other].name)
      live.policies[1 + side].control = live.policies[2 - side].name;
  }
}

}  // namespace

std::string Change::key() const {
  const Section& home = section_at(section);
  return home.key + "." + (param ? home.params[*param].key : std::string(enabled_key));
}

std::vector<Change> changes_between(const Settings& from, const Settings& to) {
  std::vector<Change> changes;
  for (std::size_t s = 0; s < all_sections().size(); ++s) {
    const Section& section = section_at(s);
    if (from.on_at(s) != to.on_at(s)) changes.push_back({s, {}, to.on_at(s)});
    for (std::size_t p = 0; p < section.params.size(); ++p) {
      if (from.at(s, p) == to.at(s, p) || (!to.on_at(s) && section.params[p].key != lead_key)) continue;
      changes.push_back({s, p, to.at(s, p)});
    }
  }
  return changes;
}

Json json_of(const Value& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
}

bool may_change(std::size_t section, std::optional<std::size_t> param) {
  if (!param) return section_at(section).switchable;
  const std::string key = section_at(section).key + "." + section_at(section).params[*param].key;
  return std::ranges::find(fixed_keys, key) == std::end(fixed_keys);
}

void set_runs(Scenario& scenario, std::uint32_t replicates, std::uint32_t worlds) {
  for (Policy& policy : scenario.policies) {
    policy.settings.set("run.replicates", std::int64_t{replicates});
    policy.settings.set("run.worlds", std::int64_t{worlds});
  }
}

double expected_residents(const Settings& baseline) {
  const double in_each =
      static_cast<double>(baseline.integer("community.households")) * baseline.real("community.mean_household_size") +
      static_cast<double>(baseline.integer("community.extra_residents"));
  return static_cast<double>(baseline.integer("community.number")) * in_each;
}

void require_small(const Settings& baseline) {
  constexpr double most_residents = 100'000;
  constexpr double most_person_days = 6e7;  // a second or two
  constexpr double most_days = 3650;        // curves of hundreds of runs are kept
  constexpr double most_posts = 1000;       // of a community
  const double residents = expected_residents(baseline);
  const auto days = static_cast<double>(baseline.integer("run.days"));
  const double lived = days + static_cast<double>(baseline.integer("run.warmup_days"));
  const char* why = "the live page answers while you wait";
  if (lived > most_days) {
    throw UserError(
        fmt::format("{:.0f} days are too long for the live page", lived), why,
        fmt::format("lower run.days or run.warmup_days to {:.0f} days together, or use `cogov run`", most_days));
  }
  const auto posts = static_cast<double>(baseline.integer("grid_workers.full_time") +
                                         baseline.integer("grid_workers.extra_full_time"));
  if (posts > most_posts) {
    throw UserError(fmt::format("{:.0f} grid workers a community are too many for the live page", posts), why,
                    fmt::format("lower grid_workers.full_time to {:.0f}, or use `cogov run`", most_posts));
  }
  if (residents <= most_residents && residents * lived <= most_person_days) return;
  const double fewer = std::floor(std::min(most_residents, most_person_days / std::max(1.0, lived)));
  throw UserError(
      fmt::format("{:.0f} residents over {:.0f} days are too many for the live page", residents, lived), why,
      fmt::format("lower community.households or community.number to {:.0f} residents, or use `cogov run`", fewer));
}

Scenario scenario_of(const Scenario& scenario, const Json& state) {
  Problems problems;
  const ReadState read = read_state(state, scenario.policies.size(), problems);
  throw_if_any(problems);
  Policy baseline{scenario.policies.front().name, scenario.baseline()};
  put_on(read.all, baseline.settings);
  forget_what_is_off(baseline.settings);
  Scenario live{scenario.title, {std::move(baseline), side_policy(scenario, read, 0), side_policy(scenario, read, 1)}};
  live.imports = scenario.imports;
  std::vector<const Settings*> policies;
  for (Policy& policy : live.policies) {
    policies.push_back(&policy.settings);
    if (&policy != &live.policies.front() && policy.name == live.policies.front().name) policy.name += " (2)";
  }
  check_effect(read.all, policies, "", problems);
  for (const std::size_t side : {0U, 1U})
    check_effect(read.sides[side].set, {policies[1 + side]}, side_names[side], problems);
  throw_if_any(problems);
  keep_controls(scenario, read, live);
  for (const Policy& policy : live.policies) require_small(policy.settings);
  return live;
}

}  // namespace cogov::live
