#include "scenarios/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "scenarios/design.hpp"
#include "scenarios/document.hpp"
#include "scenarios/import_files.hpp"
#include "scenarios/layer.hpp"
#include "scenarios/money.hpp"
#include "scenarios/overrides.hpp"
#include "scenarios/place.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/source.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

/// A `[[policy]]` as it was written.
struct WrittenPolicy {
  std::string name;
  Layer layer;
  WrittenMoney money;
};

/// A scenario file as it was written.
struct Written {
  std::optional<std::string> title;
  std::optional<std::string> place;
  Location place_where;
  Layer layer;
  std::vector<WrittenPolicy> policies;
};

const std::vector<std::string> scenario_keys = {"title", "place", "policy", "design"};

/// Reads the text of one scenario, step by step, into a Written.
class WrittenReader {
 public:
  WrittenReader(const Document& document, Problems& problems) : document_(document), problems_(problems) {}

  Written read() {
    if (const toml::node* title = document_.table.get("title")) {
      written_.title = read_text(*title, "title", true, document_.at(*title), problems_);
    }
    if (const toml::node* place = document_.table.get("place")) {
      written_.place = read_text(*place, "place", false, document_.at(*place), problems_);
      written_.place_where = document_.at(*place);
    }
    written_.layer = read_sections(document_, document_.table, Speaker::scenario, scenario_keys, problems_);
    if (const toml::node* policies = document_.table.get("policy")) read_policies(*policies);
    return std::move(written_);
  }

 private:
  void read_policies(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
      problems_.add({document_.at(node), fmt::format("'policy' is {}", kind_text(node)),
                     "a scenario can have several policies", "write [[policy]] with two brackets"});
      return;
    }
    if (array->size() > most_policies) {
      problems_.add({document_.at(node),
                     fmt::format("there are {} policies", array->size()),
                     {},
                     fmt::format("compare at most {} in one scenario", most_policies)});
      return;
    }
    for (const toml::node& entry : *array) {
      if (problems_.full()) return;
      if (const toml::table* table = entry.as_table()) {
        read_policy(*table);
      } else {
        problems_.add({document_.at(entry),
                       fmt::format("a policy is {}", kind_text(entry)),
                       {},
                       "write [[policy]] and its name below"});
      }
    }
  }

  void read_policy(const toml::table& table) {
    WrittenPolicy policy;
    const toml::node* name = table.get("name");
    if (name == nullptr) {
      problems_.add({document_.at(table), "the policy has no name", "results are shown under it",
                     "add a line such as name = \"two more grid workers\""});
    } else if (auto text = read_text(*name, "name", false, document_.at(*name), problems_)) {
      policy.name = *text;
      const auto [first, is_new] = first_lines_.emplace(policy.name, document_.at(*name).line);
      if (!is_new) {
        problems_.add({document_.at(*name), fmt::format("there is another policy {}", shown(policy.name)),
                       fmt::format("in line {}", first->second), "give each policy its own name"});
      }
    }
    std::vector<std::string> own{"name"};
    for (const Param& param : money_params()) own.push_back(param.key);
    for (auto&& [key, node] : table) {
      static_cast<void>(read_money(policy.money, std::string(key.str()), node, document_.at(node), problems_));
    }
    policy.layer = read_sections(document_, table, Speaker::policy, own, problems_);
    written_.policies.push_back(std::move(policy));
  }

  const Document& document_;
  Problems& problems_;
  Written written_;
  std::map<std::string, int> first_lines_;
};

Layer read_place(const fs::path& file, Problems& problems) {
  const std::string name = file.string();
  problems.rank_file(name);
  std::string text;
  if (!read_source(file, name, text, problems)) return {};
  const std::optional<Document> document = parse_document(std::move(text), name, problems);
  if (!document) return {};
  if (const toml::node* other = document->table.get("place")) {
    problems.add({document->at(*other), "a place can't name another place", "otherwise places could go in circles",
                  "copy what you need from it"});
  }
  for (auto&& [key, node] : document->table) {
    if (key.str() == "policy") {
      problems.add({document->at(key), "a place can't have policies", "it holds the facts that all policies share",
                    "move [[policy]] to the scenario"});
    } else if (key.str() == design_section().key) {
      problems.add({document->at(key), "a place can't have [design]", "what is tried out is the scenario's business",
                    "move the section to the scenario"});
    } else if (key.str() == "title") {
      static_cast<void>(read_text(node, "title", true, document->at(node), problems));
    }
  }
  return read_sections(*document, document->table, Speaker::place, scenario_keys, problems);
}

Scenario resolve(const Written& written, const Overrides& overrides, const Layer& place, std::string title,
                 const std::vector<std::string>& names, Problems& problems) {
  Settings base;
  apply(place, base);
  apply(written.layer, base);
  apply(overrides.scenario, base);
  Scenario scenario{std::move(title), {}};
  for (std::size_t i = 0; i < written.policies.size(); ++i) {
    Settings settings = base;
    apply(written.policies[i].layer, settings);
    apply(overrides.policies[i], settings);
    forget_what_is_off(settings);
    Policy& policy = scenario.policies.emplace_back(Policy{written.policies[i].name, std::move(settings)});
    WrittenMoney money = written.policies[i].money;
    apply(overrides.money[i], money);
    resolve_money(money, {&written.policies[i].layer, &overrides.policies[i]}, i, names, policy, problems);
  }
  return scenario;
}

/// A file's name becomes the title of a scenario without one, if it can be shown.
std::string title_from(const std::string& name) {
  const bool fit = !name.empty() && !has_control_character(name) && character_count(name) <= longest_text;
  return fit ? name : "scenario";
}

/// The file of the place that the command line names, or else the scenario.
std::optional<fs::path> place_of(const Written& written, const Overrides& overrides, const std::vector<fs::path>& roots,
                                 Problems& problems) {
  const std::optional<std::string>& name = overrides.place ? overrides.place : written.place;
  if (!name) return {};
  const Location& where = overrides.place ? overrides.place_where : written.place_where;
  return find_file({"the place", *name, where, "name a file of settings, such as \"places/small-town.toml\""}, roots,
                   problems);
}

/// A place's files lie beside it, or where those of the scenario may lie.
std::vector<fs::path> roots_beside(const fs::path& place, std::vector<fs::path> roots) {
  roots.insert(roots.begin(), place.has_parent_path() ? place.parent_path() : fs::path("."));
  return roots;
}

/// Whether any policy has a file for this key: its section may be off.
bool is_named(const Scenario& scenario, std::string_view path) {
  return std::any_of(scenario.policies.begin(), scenario.policies.end(),
                     [&](const Policy& policy) { return !policy.settings.word(path).empty(); });
}

/// A number of replicates that is left open needs to know when to stop, and is one for all points.
void check_until(const std::vector<const Layer*>& layers, const Scenario& scenario, bool has_design,
                 Problems& problems) {
  if (scenario.baseline().integer("run.replicates") != 0) return;
  Location where;
  for (const Layer* layer : layers) {
    for (const Mention& mention : *layer) {
      const Section& section = all_sections()[mention.section];
      for (const Assignment& one : mention.values) {
        if (section.key == "run" && section.params[one.param].key == "replicates") where = one.where;
      }
    }
  }
  if (has_design) {
    problems.add(
        {where, "'run.replicates' is \"until\"", "a design has the same replicates at every point", "give a number"});
  } else if (!(scenario.baseline().real("run.target_half_width") > 0)) {
    problems.add({where,
                  "'run.replicates' is \"until\", and nothing says until when",
                  {},
                  "set run.target_half_width, such as half of compare.smallest_difference"});
  }
}

Scenario load(const std::optional<Document>& document, const std::optional<fs::path>& folder,
              const std::string& fallback_title, const LoadOptions& options, Problems& problems) {
  // Without a document there are no policies to speak of: complaints about --set would mislead.
  if (!document) problems.throw_if_any();
  Written written = WrittenReader(*document, problems).read();
  if (written.policies.empty()) written.policies.push_back({std::string(only_policy), {}, {}});
  std::vector<std::string> names;
  for (const WrittenPolicy& policy : written.policies) names.push_back(policy.name);

  // A file that was cut off may have more policies than are known here.
  const Overrides overrides =
      read_overrides(document->whole ? options.set : std::vector<std::string>{}, names, problems);
  const std::optional<WrittenDesign> design = read_design(*document, overrides.design, names, problems);
  const std::vector<fs::path> roots = roots_of(folder, options.library);
  const std::optional<fs::path> place_file = place_of(written, overrides, roots, problems);
  const Layer place = place_file ? read_place(*place_file, problems) : Layer{};
  std::vector<std::string> notes;
  Imports imports;
  if (options.imports) {
    imports = *options.imports;
  } else {
    const std::vector<fs::path> place_roots = place_file ? roots_beside(*place_file, roots) : roots;
    imports =
        read_imports({{&place, place_roots}, {&written.layer, roots}, {&overrides.scenario, roots}}, notes, problems);
  }
  problems.throw_if_any();
  Scenario scenario =
      resolve(written, overrides, place, overrides.title.value_or(written.title.value_or(title_from(fallback_title))),
              names, problems);
  check_until({&place, &written.layer, &overrides.scenario}, scenario, design.has_value(), problems);
  if (design) scenario.design = resolve_design(*design, scenario, problems);
  problems.throw_if_any();
  if (is_named(scenario, "streets.file")) scenario.imports.streets = imports.streets;
  if (is_named(scenario, "social_ties.file")) scenario.imports.ties = imports.ties;
  scenario.notes = std::move(notes);
  return scenario;
}

}  // namespace

Scenario load_scenario(const fs::path& file, const LoadOptions& options) {
  Problems problems;
  const std::string name = file.string();
  problems.rank_file(name);
  std::string text;
  std::optional<Document> document;
  if (read_source(file, name, text, problems)) document = parse_document(std::move(text), name, problems);
  return load(document, file.parent_path(), file.stem().string(), options, problems);
}

Scenario load_scenario_text(std::string_view toml, std::string name, const LoadOptions& options) {
  Problems problems;
  problems.rank_file(name);
  std::string text(toml.substr(0, largest_source + 1));
  std::optional<Document> document;
  if (check_source(text, name, problems)) document = parse_document(std::move(text), name, problems);
  return load(document, std::nullopt, name, options, problems);
}

}  // namespace cogov
