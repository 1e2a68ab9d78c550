#include "scenarios/layer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace {

/// Sections that have a key of this name, as "[patrol]" or "[patrol] and [alliance]".
std::string homes_of(std::string_view key) {
  std::vector<std::string> homes;
  for (const Section& section : all_sections()) {
    if (key != lead_key && param_index(section, key) >= 0) homes.push_back("[" + section.key + "]");
  }
  if (homes.empty() || homes.size() > 3) return {};
  return fmt::format("{}", fmt::join(homes, " and "));
}

/// Adds to a suggestion the sections that have a key of exactly this name.
std::string with_homes(std::string suggestion, std::string_view key) {
  const std::string homes = homes_of(key);
  if (homes.empty()) return suggestion;
  return fmt::format("{}{}a key of this name belongs in {}", suggestion, suggestion.empty() ? "" : " ", homes);
}

bool begins_a_section(const std::string& path) {
  const std::string prefix = path + ".";
  for (const Section& section : all_sections()) {
    if (section.key.starts_with(prefix)) return true;
  }
  return false;
}

/// Reads the tables of one file or one policy.
class SectionReader {
 public:
  SectionReader(const Document& document, Speaker speaker, const std::vector<std::string>& own_keys, Problems& problems)
      : document_(document), speaker_(speaker), own_keys_(own_keys), problems_(problems) {}

  void read(const toml::table& table, const std::string& prefix) {
    for (auto&& [key, node] : table) {
      if (problems_.full()) return;
      const std::string name(key.str());
      const bool own = prefix.empty() && std::find(own_keys_.begin(), own_keys_.end(), name) != own_keys_.end();
      if (own || name.starts_with(broken_table)) continue;
      read_entry(prefix.empty() ? name : prefix + "." + name, key, node);
    }
  }

  Layer take() { return std::move(layer_); }

 private:
  void read_entry(const std::string& path, const toml::key& key, const toml::node& node) {
    const int section = section_index(path);
    const bool prefix = begins_a_section(path);
    if (section < 0 && !prefix) {
      problems_.add(unknown_section(document_.at(key), path, own_keys_));
      return;
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      const std::string remedy = speaker_ == Speaker::policy ? fmt::format("write [policy.{}] and its keys below", path)
                                                             : fmt::format("write [{}] and its keys below", path);
      problems_.add({document_.at(key), fmt::format("'{}' is {}", path, kind_text(node)), "it is a section", remedy});
      return;
    }
    if (section >= 0) {
      read_section(static_cast<std::size_t>(section), *table, document_.at(key));
    } else {
      read(*table, path);
    }
  }

  void read_section(std::size_t index, const toml::table& table, const Location& where) {
    const Section& section = all_sections()[index];
    if (speaker_ == Speaker::policy && !policy_may(index, where, problems_)) return;
    if (speaker_ == Speaker::place && section.key == "run") {
      problems_.add({where, "a place can't have [run]", "how long and how often is the scenario's business",
                     "move the section to the scenario"});
      return;
    }
    Mention mention{index, where, {}, {}, {}};
    for (auto&& [key, node] : table) {
      if (problems_.full()) return;
      const std::string name(key.str());
      const std::string inner = section.key + "." + name;
      if (param_index(section, name) < 0 && (section_index(inner) >= 0 || begins_a_section(inner))) {
        read_entry(inner, key, node);
      } else {
        read_key(mention, name, node, document_.at(key), document_.at(node), problems_);
      }
    }
    check_mention(mention, problems_);
    layer_.push_back(std::move(mention));
  }

  const Document& document_;
  Speaker speaker_;
  const std::vector<std::string>& own_keys_;
  Problems& problems_;
  Layer layer_;
};

}  // namespace

Problem unknown_key(const Location& where, const std::string& key, const std::string& section_key) {
  const Section& section = all_sections()[static_cast<std::size_t>(section_index(section_key))];
  std::vector<std::string> keys;
  for (const Param& param : section.params) keys.push_back(param.key);
  if (section.switchable) keys.emplace_back(enabled_key);
  std::string remedy = with_homes(did_you_mean(key, keys), key);
  if (remedy.empty()) remedy = fmt::format("'cogov explain {}' lists its keys", section_key);
  return {where, fmt::format("unknown key {} in [{}]", shown(key), section_key), {}, remedy};
}

Problem unknown_section(const Location& where, const std::string& name, const std::vector<std::string>& own_keys) {
  std::vector<std::string> names = own_keys;
  for (const Section& section : all_sections()) names.push_back(section.key);
  std::string remedy = with_homes(did_you_mean(name, names), name.substr(name.rfind('.') + 1));
  if (remedy.empty()) remedy = "'cogov explain' lists all sections";
  return {where, fmt::format("unknown section or key {}", shown(name)), {}, remedy};
}

bool policy_may(std::size_t index, const Location& where, Problems& problems) {
  const Section& section = all_sections()[index];
  if (section.policy_may_set) return true;
  problems.add({where, fmt::format("a policy can't set [{}]", section.key),
                "all policies share it, otherwise they could not be compared",
                fmt::format("set it once for the scenario, in [{}]", section.key)});
  return false;
}

void read_key(Mention& mention, const std::string& key, const toml::node& node, const Location& key_where,
              const Location& where, Problems& problems) {
  const Section& section = all_sections()[mention.section];
  const int param = param_index(section, key);
  if (param >= 0) {
    const Param& declared = section.params[static_cast<std::size_t>(param)];
    std::optional<Value> value = read_value(node, declared, section.key + "." + key, where, problems);
    // A refused value is still a mention: the key may stand under `enabled = false`, which is to be said
    // too. The default in its place is never used, since nothing is resolved when there are problems.
    mention.values.push_back({static_cast<std::size_t>(param), value.value_or(declared.fallback), key_where, where});
    return;
  }
  if (key != enabled_key) {
    problems.add(unknown_key(key_where, key, section.key));
  } else if (!section.switchable) {
    problems.add({key_where, fmt::format("[{}] can't be turned on or off", section.key), "every society has it",
                  "leave 'enabled' out"});
  } else if (!node.is_boolean()) {
    problems.add({where, fmt::format("'{}.enabled' is {}", section.key, kind_text(node)), {}, "give true or false"});
  } else {
    mention.enabled = **node.as_boolean();
    mention.enabled_where = key_where;
  }
}

void check_mention(const Mention& mention, Problems& problems) {
  if (mention.enabled.value_or(true)) return;
  const Section& section = all_sections()[mention.section];
  for (const Assignment& assignment : mention.values) {
    const std::string& key = section.params[assignment.param].key;
    if (key == lead_key) continue;
    problems.add({assignment.where, fmt::format("'{}.{}' has no effect", section.key, key),
                  fmt::format("[{}] is turned off by 'enabled = false'", section.key),
                  "remove the key, or 'enabled = false'"});
  }
}

Layer read_sections(const Document& document, const toml::table& table, Speaker speaker,
                    const std::vector<std::string>& own_keys, Problems& problems) {
  SectionReader reader(document, speaker, own_keys, problems);
  reader.read(table, {});
  return reader.take();
}

void apply(const Layer& layer, Settings& settings) {
  const std::vector<Section>& sections = all_sections();
  for (const Mention& mention : layer) {
    const Section& section = sections[mention.section];
    if (section.switchable) settings.switch_on(section.key, mention.enabled.value_or(true));
    for (const Assignment& assignment : mention.values) {
      settings.put(mention.section, assignment.param, assignment.value);
    }
  }
}

void forget_what_is_off(Settings& settings) {
  const std::vector<Section>& sections = all_sections();
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (settings.on_at(i)) continue;
    for (std::size_t j = 0; j < sections[i].params.size(); ++j) {
      const Param& param = sections[i].params[j];
      if (param.key != lead_key) settings.put(i, j, param.fallback);
    }
  }
}

}  // namespace cogov
