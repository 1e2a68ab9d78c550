#include "scenarios/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "models/sections.hpp"
#include "scenarios/layer.hpp"
#include "scenarios/print.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

const Section& design_section() {
  static const Section section{
      .key = "design",
      .title = "Points at which everything is run again, with other values of what is varied",
      .title_zh = "试验设计：在各试验点上改变所列参数，重复全部运行",
      .rule =
          "all points share the luck of each replicate; [design.vary] lists what is varied: a list of values, "
          "{ low = 0.1, high = 0.8 }, or \"range\", the parameter's own plausible range",
      .rule_zh =
          "各点同一重复的运气相同；[design.vary]列出所变参数：取值列表、{ low = 0.1, high = 0.8 }，或"
          "“range”（该参数的合理范围）",
      .policy_may_set = false,
      .params = {choice_param("method", "grid", design_methods(),
                              "grid: every combination; latin_hypercube and sobol: spread evenly; morris: steps of one "
                              "parameter at a time",
                              "选点方法：grid 全组合，latin_hypercube、sobol 均匀散布，morris 逐个变动", "convention",
                              Tag::convention),
                 whole_param("points", 64, 2, static_cast<double>(most_points), "1",
                             "latin_hypercube: how many points; sobol: base points, each run once more for every "
                             "parameter and once for its partner (a power of two spreads best)",
                             "点数（latin_hypercube）；基点数（sobol，每基点另加参数个数加一个点，宜取2的幂）",
                             "convention", Tag::convention),
                 whole_param("trajectories", 20, 2, static_cast<double>(most_points), "1",
                             "morris: how many walks, each of one point more than there are parameters",
                             "轨迹数（morris，每条轨迹的点数为参数个数加一）", "convention", Tag::convention),
                 whole_param("levels", 4, 2, 1000, "1",
                             "values that a range is cut into: of a grid, or (an even number) of morris",
                             "范围分为几个取值（grid；morris须为偶数）", "convention", Tag::convention)}};
  return section;
}

namespace {

/// The table { low = ..., high = ..., levels = ... }, not one that leads to further keys.
bool is_range(const toml::table& table) { return table.contains("low") || table.contains("high"); }

/// Reads keys and values; whatever is wrong goes to the problems.
class DesignReader {
 public:
  DesignReader(const Document& document, const std::vector<std::string>& names, Problems& problems)
      : document_(document), names_(names), problems_(problems) {}

  void read(const toml::node& node) {
    written_.where = document_.at(node);
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      problems_.add({written_.where, fmt::format("'design' is {}", kind_text(node)), "it is a section",
                     "write [design] and its keys below"});
      return;
    }
    for (auto&& [key, inner] : *table) {
      if (problems_.full()) return;
      const std::string name(key.str());
      if (name != "vary") {
        read_own(name, inner, document_.at(key), document_.at(inner));
      } else if (const toml::table* vary = inner.as_table()) {
        collect(*vary, {});
      } else {
        problems_.add({document_.at(inner), fmt::format("'design.vary' is {}", kind_text(inner)), "it is a section",
                       "write [design.vary] and a line below such as \"patrol.notice_chance\" = \"range\""});
      }
    }
  }

  void read(const DesignOverride& override_) {
    const toml::node& value = *override_.value.get("value");
    if (written_.where.file.empty()) written_.where = override_.where;
    if (override_.key.size() == 1 && override_.key[0] != "vary") {
      read_own(override_.key[0], value, override_.where, override_.where);
    } else if (override_.key.size() < 2 || override_.key[0] != "vary") {
      problems_.add({override_.where,
                     "does not say what is varied",
                     {},
                     "for example --set 'design.vary.\"patrol.notice_chance\"=[0.2, 0.5]'"});
    } else {
      const std::string key = fmt::format("{}", fmt::join(override_.key.begin() + 1, override_.key.end(), "."));
      const auto written = entries_.find(key);
      const Location order = written == entries_.end() ? override_.where : written->second.order;
      entries_[key] = {&value, override_.where, override_.where, order};
    }
  }

  WrittenDesign take() {
    check_method();
    // In the order of the text, which is that of the points; what the command line adds comes last.
    std::vector<std::pair<std::string, Entry>> order(entries_.begin(), entries_.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      const auto rank = [](const Location& at) { return std::tuple(at.line == 0, at.line, at.column); };
      return rank(a.second.order) < rank(b.second.order);
    });
    for (const auto& [key, entry] : order) {
      if (problems_.full()) break;
      read_varied(key, entry);
    }
    if (entries_.empty() && !problems_.full()) {
      problems_.add({written_.where, "the design varies nothing", "it has no [design.vary]",
                     "add a line below [design.vary] such as \"patrol.notice_chance\" = [0.2, 0.5]"});
    }
    return std::move(written_);
  }

 private:
  struct Entry {
    const toml::node* node;
    Location where;
    Location value_where;
    Location order;  ///< where it stands in the text; another value from the command line leaves it there
  };

  void read_own(const std::string& key, const toml::node& node, const Location& where, const Location& value_where) {
    const Section& section = design_section();
    const auto param =
        std::find_if(section.params.begin(), section.params.end(), [&](const Param& one) { return one.key == key; });
    if (param == section.params.end()) {
      std::vector<std::string> keys{"vary"};
      for (const Param& one : section.params) keys.push_back(one.key);
      std::string remedy = did_you_mean(key, keys);
      if (remedy.empty()) remedy = "'cogov explain design' lists its keys";
      problems_.add({where, fmt::format("unknown key {} in [design]", shown(key)), {}, std::move(remedy)});
      return;
    }
    const std::optional<Value> value = read_value(node, *param, "design." + key, value_where, problems_);
    if (value) own_[key] = {*value, where};
  }

  [[nodiscard]] std::uint32_t number(const char* key) const {
    const auto found = own_.find(key);
    if (found != own_.end()) return static_cast<std::uint32_t>(std::get<std::int64_t>(found->second.first));
    for (const Param& param : design_section().params) {
      if (param.key == key) return static_cast<std::uint32_t>(std::get<std::int64_t>(param.fallback));
    }
    return 0;
  }

  /// Takes over what the method uses, and refuses what it does not.
  void check_method() {
    Design& design = written_.design;
    if (const auto method = own_.find("method"); method != own_.end()) {
      const auto at =
          std::find(design_methods().begin(), design_methods().end(), std::get<std::string>(method->second.first));
      design.method = static_cast<DesignMethod>(at - design_methods().begin());
    }
    const bool morris = design.method == DesignMethod::morris;
    const bool grid = design.method == DesignMethod::grid;
    const std::set<std::string> used = morris ? std::set<std::string>{"method", "trajectories", "levels"}
                                       : grid ? std::set<std::string>{"method", "levels"}
                                              : std::set<std::string>{"method", "points"};
    for (const auto& [key, value] : own_) {
      if (used.contains(key)) continue;
      problems_.add({value.second, fmt::format("'design.{}' has no effect", key),
                     fmt::format("the method is \"{}\"", name_of(design.method)),
                     grid ? "remove it; on a grid the values that are listed make the points" : "remove it"});
    }
    if (morris) design.trajectories = number("trajectories");
    if (!morris && !grid) design.points = number("points");
    if (morris || grid) design.levels = number("levels");
    if (morris && design.levels % 2 != 0) {
      problems_.add({own_.at("levels").second, fmt::format("'design.levels' is {}, an odd number", design.levels),
                     "a step of morris goes over half of the levels", "try 4"});
    }
  }

  /// Keys with or without quotes: "patrol.notice_chance" = ..., or [design.vary.patrol] and notice_chance = ...
  void collect(const toml::table& table, const std::string& prefix) {
    for (auto&& [key, node] : table) {
      if (problems_.full()) return;
      const std::string name = prefix.empty() ? std::string(key.str()) : prefix + "." + std::string(key.str());
      const toml::table* inner = node.as_table();
      if (inner != nullptr && !is_range(*inner)) {
        collect(*inner, name);
      } else if (!entries_.emplace(name, Entry{&node, document_.at(key), document_.at(node), document_.at(key)})
                      .second) {
        problems_.add({document_.at(key), fmt::format("{} is varied twice", shown(name)), {}, "keep one of the two"});
      }
    }
  }

  /// Takes "policy.2." or "policy.NAME." off a key; nothing and a problem where there is no such policy.
  std::optional<std::size_t> policy_of(std::string& key, const Location& where) {
    constexpr std::string_view prefix = "policy.";
    if (!key.starts_with(prefix)) return 0;
    const std::string rest = key.substr(prefix.size());
    std::optional<std::size_t> policy;
    std::size_t length = 0;
    for (std::size_t p = 0; p < names_.size(); ++p) {
      const bool longer = names_[p].size() + 1 > length;
      if (longer && rest.starts_with(names_[p] + ".")) {
        policy = p;
        length = names_[p].size() + 1;
      }
    }
    const std::size_t dot = rest.find('.');
    if (!policy && dot != std::string::npos) {
      std::size_t position = 0;
      const auto [end, error] = std::from_chars(rest.data(), rest.data() + dot, position);
      if (error == std::errc{} && end == rest.data() + dot && position >= 1 && position <= names_.size()) {
        policy = position - 1;
        length = dot + 1;
      }
    }
    if (!policy) {
      problems_.add({where, fmt::format("{} names no policy", shown(key)),
                     fmt::format("the scenario has {}, counted from 1", names_.size()),
                     fmt::format("the policies are {}", one_of(names_))});
      return {};
    }
    key = rest.substr(length);
    if (*policy > 0) return policy;
    problems_.add({where, "the first policy is the baseline", "a change of it is a change of the scenario",
                   fmt::format("vary \"{}\" for all policies", key)});
    return {};
  }

  /// Which parameter a key means; nothing and a problem if it can't be varied.
  bool find_parameter(const std::string& path, bool of_policy, const Location& where, Varied& varied) {
    const std::size_t dot = path.rfind('.');
    const int section = dot == std::string::npos ? -1 : section_index(path.substr(0, dot));
    if (section < 0) {
      problems_.add(unknown_section(where, dot == std::string::npos ? path : path.substr(0, dot), {}));
      return false;
    }
    varied.section = static_cast<std::size_t>(section);
    const Section& declared = all_sections()[varied.section];
    const std::string key = path.substr(dot + 1);
    if (key == enabled_key && declared.switchable) {
      problems_.add({where, fmt::format("{} can't be varied", shown(path)), "a design varies how much, not whether",
                     "make it a policy of its own"});
      return false;
    }
    const int param = param_index(declared, key);
    if (param < 0) {
      problems_.add(unknown_key(where, key, declared.key));
      return false;
    }
    varied.param = static_cast<std::size_t>(param);
    if (declared.key == "run" || declared.key == "compare" || varied.declared().type == Type::text) {
      problems_.add({where, fmt::format("{} can't be varied", shown(path)),
                     varied.declared().type == Type::text ? "it is free text" : "all points share it",
                     "set it once for the scenario"});
      return false;
    }
    return !of_policy || policy_may(varied.section, where, problems_);
  }

  /// Entries of the command line have no place of their own.
  Location place_of(const toml::node& node, const Location& where) const {
    return where.line == 0 ? where : document_.at(node);
  }

  void read_varied(const std::string& key, const Entry& entry) {
    std::string path = key;
    const std::optional<std::size_t> policy = policy_of(path, entry.where);
    if (!policy) return;
    WrittenVaried one{{.policy = *policy}, entry.where};
    if (!find_parameter(path, *policy > 0, entry.where, one.varied)) return;
    const std::size_t before = problems_.count();
    if (const toml::array* list = entry.node->as_array()) {
      read_list(*list, path, entry.value_where, one.varied);
    } else if (const toml::table* table = entry.node->as_table()) {
      read_range(*table, path, entry.value_where, one.varied);
    } else if (entry.node->is_string() && **entry.node->as_string() == "range") {
      take_plausible(path, entry.value_where, one.varied);
    } else {
      problems_.add({entry.value_where,
                     fmt::format("'{}' is to be varied, not set", path),
                     {},
                     "give a list of values in [ ], { low = ..., high = ... }, or \"range\""});
    }
    if (problems_.count() == before) written_.vary.push_back(std::move(one));
  }

  void read_list(const toml::array& list, const std::string& path, const Location& where, Varied& varied) {
    if (written_.design.method == DesignMethod::morris) {
      problems_.add({where, fmt::format("'{}' has a list of values", path), "morris goes up and down a range",
                     "write { low = ..., high = ... }"});
      return;
    }
    if (list.empty()) problems_.add({where, fmt::format("'{}' has no values", path), {}, "list at least one"});
    for (const toml::node& node : list) {
      if (problems_.full()) return;
      const Location at = place_of(node, where);
      const std::optional<Value> value = read_value(node, varied.declared(), path, at, problems_);
      if (!value) continue;
      if (std::find(varied.values.begin(), varied.values.end(), *value) != varied.values.end()) {
        problems_.add({at, fmt::format("'{}' has the value {} twice", path, toml_text(*value)), {}, "keep one"});
      }
      varied.values.push_back(*value);
    }
  }

  bool is_number(const std::string& path, const Location& where, const Varied& varied) {
    const Param& param = varied.declared();
    if (param.type == Type::integer || param.type == Type::real) return true;
    problems_.add({where, fmt::format("'{}' has no range", path), fmt::format("it is {}", expectation(param)),
                   "list its values in [ ]"});
    return false;
  }

  void read_range(const toml::table& table, const std::string& path, const Location& where, Varied& varied) {
    if (!is_number(path, where, varied)) return;
    std::optional<Value> low, high;
    varied.levels = written_.design.method == DesignMethod::grid ? written_.design.levels : 0;
    for (auto&& [key, node] : table) {
      const Location at = place_of(node, where);
      if (key.str() == "low") {
        low = read_value(node, varied.declared(), path, at, problems_);
      } else if (key.str() == "high") {
        high = read_value(node, varied.declared(), path, at, problems_);
      } else if (key.str() == "levels" && written_.design.method == DesignMethod::grid) {
        const auto levels = read_value(node, design_section().params.back(), "levels", at, problems_);
        if (levels) varied.levels = static_cast<std::uint32_t>(std::get<std::int64_t>(*levels));
      } else {
        problems_.add({at,
                       fmt::format("unknown key {} in the range of '{}'", shown(std::string(key.str())), path),
                       {},
                       "a range has low and high, and on a grid levels"});
      }
    }
    if (!table.contains("low") || !table.contains("high")) {
      problems_.add(
          {where, fmt::format("the range of '{}' lacks an end", path), {}, "write { low = ..., high = ... }"});
    }
    if (!low || !high) return;
    const auto number_of = [](const Value& value) {
      const auto* whole = std::get_if<std::int64_t>(&value);
      return whole ? static_cast<double>(*whole) : std::get<double>(value);
    };
    varied.low = number_of(*low);
    varied.high = number_of(*high);
    check_range(path, where, varied);
  }

  void take_plausible(const std::string& path, const Location& where, Varied& varied) {
    if (!is_number(path, where, varied)) return;
    const Param& param = varied.declared();
    if (!param.swept()) {
      problems_.add({where, fmt::format("'{}' has no plausible range", path), "nothing is known of what it could be",
                     fmt::format("write {{ low = ..., high = ... }} {}", range_text(param))});
      return;
    }
    varied.low = param.swept_low;
    varied.high = param.swept_high;
    varied.levels = written_.design.method == DesignMethod::grid ? written_.design.levels : 0;
    check_range(path, where, varied);
  }

  void check_range(const std::string& path, const Location& where, const Varied& varied) {
    if (!(varied.low < varied.high)) {
      problems_.add(
          {where,
           fmt::format("the range of '{}' is from {} to {}", path, number_text(varied.low), number_text(varied.high)),
           "low must be below high",
           {}});
    } else if (varied.declared().type == Type::integer && varied.levels > varied.high - varied.low + 1) {
      problems_.add({where,
                     fmt::format("'{}' has {} levels from {} to {}", path, varied.levels, number_text(varied.low),
                                 number_text(varied.high)),
                     "there are fewer whole numbers", "lower levels, or list the values"});
    }
  }

  const Document& document_;
  const std::vector<std::string>& names_;
  Problems& problems_;
  WrittenDesign written_;
  std::map<std::string, std::pair<Value, Location>> own_;
  std::map<std::string, Entry> entries_;
};

/// 1,000,000 as people write it.
std::string count_text(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return count == std::numeric_limits<std::uint64_t>::max() ? "more than 10^19" : text;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

/// The policies in which a parameter is varied must have it on, and must not have decided otherwise.
void check_in_force(const WrittenVaried& one, const Scenario& scenario, Problems& problems) {
  const Varied& varied = one.varied;
  const std::string& section = all_sections()[varied.section].key;
  std::vector<std::size_t> on;
  std::vector<std::string> values;
  for (std::size_t p = 0; p < scenario.policies.size(); ++p) {
    if (varied.policy != 0 && varied.policy != p) continue;
    const Settings& settings = scenario.policies[p].settings;
    if (!settings.on_at(varied.section)) continue;
    on.push_back(p);
    const std::string value = toml_text(settings.at(varied.section, varied.param));
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  if (on.empty()) {
    problems.add({one.where, fmt::format("varying '{}' has no effect", varied.key()),
                  fmt::format("[{}] is off in {}", section, varied.policy == 0 ? "every policy" : "that policy"),
                  varied.policy == 0 ? fmt::format("add [{}] or [policy.{}]", section, section)
                                     : fmt::format("add [policy.{}] to it", section)});
  } else if (values.size() > 1) {
    problems.add({one.where, fmt::format("'{}' is varied, but policies give it values of their own", varied.path()),
                  fmt::format("they have {}", joined(values)),
                  fmt::format("vary it for one policy, \"policy.{}.{}\", or remove it from the policies", on.back() + 1,
                              varied.path())});
  }
  for (const std::size_t p : on) {
    if (scenario.policies[p].budget_scales != varied.path()) continue;
    problems.add({one.where, fmt::format("'{}' is varied, and 'budget_yuan' sets it", varied.key()),
                  fmt::format("in policy '{}'", scenario.policies[p].name), "keep one of the two"});
  }
}

void check_count(const WrittenDesign& written, const Design& design, const Scenario& scenario, Problems& problems) {
  const std::uint64_t points = design.size();
  if (points > most_points) {
    problems.add({written.where, fmt::format("the design has {} points", count_text(points)),
                  fmt::format("at most {} can be run", count_text(most_points)),
                  design.method == DesignMethod::grid
                      ? "list fewer values, or spread points by method = \"latin_hypercube\" and points = 1000"
                      : "lower the number of points, or vary fewer parameters"});
    return;
  }
  const std::uint64_t runs =
      points * scenario.policies.size() * static_cast<std::uint64_t>(scenario.baseline().integer("run.replicates"));
  if (runs <= most_design_runs) return;
  problems.add(
      {written.where,
       fmt::format("the design asks for {} runs: {} points, {} policies, {} replicates", count_text(runs),
                   count_text(points), scenario.policies.size(), scenario.baseline().integer("run.replicates")),
       fmt::format("at most {} can be run", count_text(most_design_runs)), "lower one of them"});
}

}  // namespace

std::optional<WrittenDesign> read_design(const Document& document, const std::vector<DesignOverride>& overrides,
                                         const std::vector<std::string>& policy_names, Problems& problems) {
  const toml::node* node = document.table.get("design");
  if (node == nullptr && overrides.empty()) return {};
  DesignReader reader(document, policy_names, problems);
  const std::size_t before = problems.count();
  if (node != nullptr) reader.read(*node);
  for (const DesignOverride& one : overrides) reader.read(one);
  if (problems.count() > before) return {};
  return reader.take();
}

Design resolve_design(const WrittenDesign& written, const Scenario& scenario, Problems& problems) {
  Design design = written.design;
  std::set<std::pair<std::size_t, std::size_t>> for_all;
  std::set<std::tuple<std::size_t, std::size_t, std::size_t>> seen;
  for (const WrittenVaried& one : written.vary) {
    design.vary.push_back(one.varied);
    if (!seen.emplace(one.varied.policy, one.varied.section, one.varied.param).second) {
      problems.add({one.where, fmt::format("'{}' is varied twice", one.varied.key()), "under two spellings",
                    "keep one of the two"});
      continue;
    }
    if (one.varied.policy == 0) for_all.emplace(one.varied.section, one.varied.param);
    check_in_force(one, scenario, problems);
  }
  for (const WrittenVaried& one : written.vary) {
    if (one.varied.policy == 0 || !for_all.contains({one.varied.section, one.varied.param})) continue;
    problems.add({one.where,
                  fmt::format("'{}' is varied for all policies as well", one.varied.path()),
                  {},
                  "keep one of the two"});
  }
  check_count(written, design, scenario, problems);
  return design;
}

std::string design_toml(const Design& design) {
  const Section& section = design_section();
  std::string text = fmt::format("\n# {}\n[{}]\nmethod = \"{}\"\n", section.title, section.key, name_of(design.method));
  if (design.points > 0) text += fmt::format("points = {}\n", design.points);
  if (design.trajectories > 0)
    text += fmt::format("trajectories = {}\nlevels = {}\n", design.trajectories, design.levels);
  text += "\n[design.vary]\n";
  for (const Varied& varied : design.vary) {
    std::string values;
    for (const Value& value : varied.values) values += (values.empty() ? "[" : ", ") + toml_text(value);
    if (varied.values.empty()) {
      values = fmt::format("{{ low = {}, high = {}", number_text(varied.low), number_text(varied.high));
      values += varied.levels > 0 ? fmt::format(", levels = {} }}", varied.levels) : " }";
    } else {
      values += "]";
    }
    const bool has_unit = !varied.declared().unit.empty() && varied.declared().unit != "1";
    text += fmt::format("{} = {}  # {}{}\n", toml_string(varied.key()), values,
                        has_unit ? varied.declared().unit + ": " : "", varied.declared().meaning);
  }
  return text;
}

}  // namespace cogov
