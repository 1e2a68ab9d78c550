#include "tools/two_results.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/load.hpp"
#include "scenarios/print.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"

namespace cogov {

namespace {

/// One of the two files, read.
struct Reading {
  explicit Reading(const ResultFile& result)
      : manifest(result.manifest()),
        scenario(load_scenario_text(manifest.scenario_toml, result.path().string(), {.imports = Imports{}})),
        input(compare_input(result)) {
    side = {.file = result.path().filename().string(),
            .title = manifest.title,
            .digest = result.digest(),
            .program_version = manifest.program_version,
            .model_version = manifest.model_version,
            .seed = manifest.seed,
            .replicates = manifest.replicates};
  }

  [[nodiscard]] std::optional<std::size_t> policy(const std::string& name) const {
    const auto found = std::ranges::find(manifest.policies, name);
    if (found == manifest.policies.end()) return {};
    return static_cast<std::size_t>(found - manifest.policies.begin());
  }

  const Manifest& manifest;
  Scenario scenario;
  CompareInput input;
  Side side;
};

// ---- what differs

/// A key whose value differs: "patrol.notice_chance: 0.3 before, 0.5 after".
Told told_change(const std::string& key, const std::string& before, const std::string& after) {
  return {fmt::format("{}: {} before, {} after", key, before, after),
          fmt::format("{}：改前{}，改后{}", key, before, after)};
}

struct KeyChange {
  std::size_t section;  ///< in all_sections()
  Told told;
};

bool off_in_both(std::size_t section, const Settings& before, const Settings& after) {
  return !before.on_at(section) && !after.on_at(section);
}

/// All keys in which two settings differ. What stands in a section that is off on both sides has no effect.
std::vector<KeyChange> changed_keys(const Settings& before, const Settings& after) {
  std::vector<KeyChange> changes;
  for (std::size_t s = 0; s < all_sections().size(); ++s) {
    const Section& section = all_sections()[s];
    if (off_in_both(s, before, after)) continue;
    const bool on_after = after.on_at(s);
    if (before.on_at(s) != on_after) {
      changes.push_back(
          {s,
           {fmt::format("[{}]: {}", section.key, on_after ? "off before, on after" : "on before, off after"),
            fmt::format("[{}]：{}", section.key, on_after ? "改前关，改后开" : "改前开，改后关")}});
      if (!on_after) continue;
    }
    for (std::size_t p = 0; p < section.params.size(); ++p) {
      const std::string key = section.key + "." + section.params[p].key;
      if (before.at(s, p) == after.at(s, p)) continue;
      changes.push_back({s, told_change(key, toml_text(before.at(s, p)), toml_text(after.at(s, p)))});
    }
  }
  return changes;
}

bool holds(const std::vector<KeyChange>& all, const KeyChange& one) {
  return std::ranges::any_of(all, [&](const KeyChange& other) { return other.told.english == one.told.english; });
}

/// What differs in the settings: once what does so wherever it matters, the rest policy by policy.
void tell_settings(const Reading& before, const Reading& after, const std::vector<std::string>& common,
                   std::vector<Told>& told) {
  const auto settings = [](const Reading& side, const std::string& name) -> const Settings& {
    return side.scenario.policies[*side.policy(name)].settings;
  };
  std::vector<std::vector<KeyChange>> by_policy;
  for (const std::string& name : common)
    by_policy.push_back(changed_keys(settings(before, name), settings(after, name)));
  const auto everywhere = [&](const KeyChange& one) {
    if (common.size() < 2 || !holds(by_policy.front(), one)) return false;
    for (std::size_t p = 0; p < common.size(); ++p) {
      const bool matters = !off_in_both(one.section, settings(before, common[p]), settings(after, common[p]));
      if (matters && !holds(by_policy[p], one)) return false;
    }
    return true;
  };
  std::vector<KeyChange> shared;
  std::vector<Told> own;
  for (std::size_t p = 0; p < common.size(); ++p) {
    for (const KeyChange& one : by_policy[p]) {
      if (holds(shared, one)) continue;
      if (everywhere(one)) {
        shared.push_back(one);
        continue;
      }
      own.push_back({fmt::format("policy “{}”, {}", common[p], one.told.english),
                     fmt::format("方案“{}”，{}", common[p], one.told.chinese)});
    }
  }
  for (const KeyChange& one : shared) told.push_back(one.told);
  told.insert(told.end(), own.begin(), own.end());
}

std::vector<Told> told_differences(const Reading& before, const Reading& after,
                                   const std::vector<std::string>& common) {
  std::vector<Told> told;
  const Manifest& a = before.manifest;
  const Manifest& b = after.manifest;
  const auto tell = [&](const char* what, const char* what_zh, const std::string& old_value, const std::string& value) {
    if (old_value == value) return;
    told.push_back({told_change(what, old_value, value).english, told_change(what_zh, old_value, value).chinese});
  };
  tell("version of cogov", "cogov版本", a.program_version, b.program_version);
  tell("version of the model", "模型版本", a.model_version, b.model_version);
  tell("title", "标题", a.title, b.title);
  const auto shown = [](const std::string& digest) { return digest.empty() ? "none" : digest.substr(0, 12); };
  tell("imported street network, SHA-256", "导入的街道网络，SHA-256", shown(a.streets_digest), shown(b.streets_digest));
  tell("imported ties, SHA-256", "导入的社会联系，SHA-256", shown(a.ties_digest), shown(b.ties_digest));
  tell_settings(before, after, common, told);
  return told;
}

// ---- whether replicate k is the same luck in both

bool same_section(const Reading& before, const Reading& after, const char* key) {
  const auto section = static_cast<std::size_t>(section_index(key));
  const Settings& a = before.scenario.baseline();
  const Settings& b = after.scenario.baseline();
  return a.on_at(section) == b.on_at(section) && !a.section_differs(section, b);
}

/// Why replicate k is not the same luck in both; empty if it is.
Told other_luck(const Reading& before, const Reading& after) {
  const Manifest& a = before.manifest;
  const Manifest& b = after.manifest;
  if (a.model_version != b.model_version) return {"the versions of the model differ", "模型版本不同"};
  if (a.seed != b.seed) return {"the seeds differ", "种子不同"};
  const bool same_people =
      std::ranges::all_of(std::initializer_list<const char*>{"community", "society", "streets", "social_ties"},
                          [&](const char* key) { return same_section(before, after, key); }) &&
      a.streets_digest == b.streets_digest && a.ties_digest == b.ties_digest;
  if (!same_people) return {"the societies differ", "所模拟的社会不同"};
  for (const char* key : {"run.warmup_days", "run.window_seconds"}) {
    if (before.scenario.baseline().integer(key) != after.scenario.baseline().integer(key)) {
      return {fmt::format("{} differs", key), fmt::format("{}不同", key)};
    }
  }
  return {};
}

/// What a comparison of spans of different lengths can't say.
constexpr const char* other_span = " The spans counted differ in length, so nothing is called better or worse.";
constexpr const char* other_span_zh = "两边计入的天数不同，因此不判断好坏。";

Told told_luck(const Told& why_not, std::size_t pairs) {
  if (why_not.english.empty()) {
    return {
        fmt::format("Compared run by run, {} pairs on the same luck: what a change doesn't touch is exactly the same.",
                    pairs),
        fmt::format("逐次比较，共{}对，两边运气相同：改动未触及之处完全一致。", pairs)};
  }
  return {
      fmt::format("Compared as independent samples (Welch), because {}: luck is not taken off, and small changes "
                  "hide in it.",
                  why_not.english),
      fmt::format("{}，故作为独立样本比较（韦尔奇检验）：偶然波动未能抵消，小的变化可能看不出来。", why_not.chinese)};
}

// ---- the comparison

const MeasureValues* same_row(const CompareInput& input, const MeasureValues& row) {
  for (const MeasureValues& other : input.measures) {
    const bool same = other.measure.name == row.measure.name && other.group == row.group;
    if (same && other.measure.unit == row.measure.unit) return &other;
  }
  return nullptr;
}

/// The first `most` runs of a policy.
std::vector<double> runs_of(const std::vector<std::vector<double>>& runs, std::size_t policy, std::size_t most) {
  std::vector<double> own = runs[policy];
  own.resize(std::min(most, own.size()));
  return own;
}

bool same_span(const Reading& before, const Reading& after) {
  return before.scenario.baseline().integer("run.days") == after.scenario.baseline().integer("run.days");
}

/// One policy before and after, as a comparison takes it.
CompareInput input_of(const Reading& before, const Reading& after, const std::string& name, bool same_luck) {
  const std::size_t old_policy = *before.policy(name), policy = *after.policy(name);
  constexpr auto all = static_cast<std::size_t>(-1);
  const std::size_t most = same_luck ? std::min(before.manifest.replicates, after.manifest.replicates) : all;
  const bool same_worlds =
      same_luck && after.manifest.worlds > 0 && before.manifest.world_parameters == after.manifest.world_parameters;
  CompareInput input{.title = after.manifest.title,
                     .policies = {before.side.file, name},
                     .measures = {},
                     .primary = after.input.primary,
                     .smallest_difference = after.input.smallest_difference,
                     .first_screen = after.input.first_screen,
                     .independent = !same_luck};
  if (same_worlds) input.world_parameters = after.manifest.world_parameters;
  for (const MeasureValues& row : after.input.measures) {
    const MeasureValues* old_row = same_row(before.input, row);
    if (old_row == nullptr) continue;
    MeasureValues both{.measure = row.measure, .runs = {}, .group = row.group, .group_zh = row.group_zh, .worlds = {}};
    if (!same_span(before, after))
      both.measure.better = Better::neither;  // sums of another length, cut off at another day
    both.runs = {runs_of(old_row->runs, old_policy, most), runs_of(row.runs, policy, most)};
    if (same_worlds) both.worlds = {runs_of(old_row->worlds, old_policy, all), runs_of(row.worlds, policy, all)};
    input.measures.push_back(std::move(both));
  }
  return input;
}

std::string list_of(const std::vector<std::string>& names) { return fmt::format("'{}'", fmt::join(names, "', '")); }

/// Points of a design have no counterpart in another result.
void refuse_design(const ResultFile& result) {
  if (result.manifest().design.empty()) return;
  throw UserError(
      fmt::format("'{}' is the result of a design", result.path().string()), "",
      "results of designs are compared point by point by 'cogov compare FILE' and 'cogov sensitivity FILE'");
}

}  // namespace

Change change_between(const ResultFile& before_file, const ResultFile& after_file) {
  refuse_design(before_file);
  refuse_design(after_file);
  Reading before(before_file), after(after_file);
  if (before.side.file == after.side.file) {  // of two folders
    before.side.file = before_file.path().string();
    after.side.file = after_file.path().string();
  }
  std::vector<std::string> common;
  for (const std::string& name : after.manifest.policies) {
    if (before.policy(name))
      common.push_back(name);
    else
      after.side.only_here.push_back(name);
  }
  for (const std::string& name : before.manifest.policies) {
    if (!after.policy(name)) before.side.only_here.push_back(name);
  }
  if (common.empty()) {
    throw UserError(
        fmt::format("'{}' and '{}' have no policy in common", before_file.path().string(), after_file.path().string()),
        fmt::format("the one has {}, the other {}", list_of(before.manifest.policies),
                    list_of(after.manifest.policies)),
        "compare two results of one scenario; policies are matched by their names");
  }
  const Told why_not = other_luck(before, after);
  std::vector<Told> differences = told_differences(before, after, common);
  for (const Side* side : {&before.side, &after.side}) {
    for (const std::string& name : side->only_here) {
      differences.push_back({fmt::format("policy “{}” is in {} only", name, side->file),
                             fmt::format("方案“{}”只在{}中", name, side->file)});
    }
  }
  Change change{.before = before.side,
                .after = after.side,
                .differences = std::move(differences),
                .same_luck = why_not.english.empty(),
                .luck = told_luck(why_not, std::min(before.manifest.replicates, after.manifest.replicates)),
                .policies = {}};
  if (!same_span(before, after)) {
    change.luck.english += other_span;
    change.luck.chinese += other_span_zh;
  }
  for (const std::string& name : common) {
    change.policies.push_back(compare(input_of(before, after, name, change.same_luck)));
  }
  return change;
}

}  // namespace cogov
