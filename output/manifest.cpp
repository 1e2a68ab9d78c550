#include "output/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "output/import_bytes.hpp"
#include "sim/errors.hpp"

namespace cogov {

using nlohmann::json;

namespace {

constexpr int manifest_version = 2;

const char* name_of(Better better) {
  switch (better) {
    case Better::lower:
      return "lower";
    case Better::higher:
      return "higher";
    case Better::neither:
      break;
  }
  return "neither";
}

Better better_of(const std::string& name) {
  if (name == "lower") return Better::lower;
  if (name == "higher") return Better::higher;
  if (name == "neither") return Better::neither;
  throw std::invalid_argument("'" + name + "' is no direction");
}

json written(const Dimension& dimension) {
  return {{"name", dimension.name},    {"long_name", dimension.long_name}, {"long_name_zh", dimension.long_name_zh},
          {"unit", dimension.unit},    {"labels", dimension.labels},       {"labels_zh", dimension.labels_zh},
          {"values", dimension.values}};
}

json written(const Measure& measure) {
  return {{"name", measure.name},
          {"unit", measure.unit},
          {"long_name", measure.long_name},
          {"long_name_zh", measure.long_name_zh},
          {"better", name_of(measure.better)},
          {"integer", measure.integer},
          {"dimensions", measure.dimensions}};
}

json written(const Layout& layout) {
  json dimensions = json::array();
  json measures = json::array();
  for (const Dimension& dimension : layout.dimensions) dimensions.push_back(written(dimension));
  for (const Measure& measure : layout.measures) measures.push_back(written(measure));
  return {{"dimensions", dimensions}, {"measures", measures}};
}

json written(const WorldParameter& parameter) {
  return {{"key", parameter.key},          {"unit", parameter.unit},
          {"meaning", parameter.meaning},  {"meaning_zh", parameter.meaning_zh},
          {"low", parameter.low},          {"high", parameter.high},
          {"default", parameter.fallback}, {"values", parameter.values}};
}

json written(const std::vector<WorldParameter>& parameters) {
  json all = json::array();
  for (const WorldParameter& parameter : parameters) all.push_back(written(parameter));
  return all;
}

json written(const DesignParameter& parameter) {
  return {{"key", parameter.key},         {"unit", parameter.unit},
          {"meaning", parameter.meaning}, {"meaning_zh", parameter.meaning_zh},
          {"low", parameter.low},         {"high", parameter.high},
          {"words", parameter.words},     {"values", parameter.values}};
}

json written(const DesignTable& design) {
  json parameters = json::array();
  for (const DesignParameter& parameter : design.parameters) parameters.push_back(written(parameter));
  return {{"method", design.method}, {"block", design.block}, {"parameters", parameters}};
}

/// Everything that the digest covers. Numbers are written with as many digits as bring back the same bits.
json essence(const Manifest& manifest) {
  json essence{{"format", "cogov-manifest"},
               {"format_version", manifest_version},
               {"title", manifest.title},
               {"scenario_toml", manifest.scenario_toml},
               {"policies", manifest.policies},
               {"replicates", manifest.replicates},
               {"worlds", manifest.worlds},
               {"world_parameters", written(manifest.world_parameters)},
               {"seed", manifest.seed},
               {"layout", written(manifest.layout)},
               {"program_version", manifest.program_version},
               {"model_version", manifest.model_version}};
  if (!manifest.streets_digest.empty()) essence["imports"]["streets"] = manifest.streets_digest;
  if (!manifest.ties_digest.empty()) essence["imports"]["ties"] = manifest.ties_digest;
  if (!manifest.design.empty()) essence["design"] = written(manifest.design);
  return essence;
}

Dimension dimension_of(const json& from) {
  Dimension dimension;
  from.at("name").get_to(dimension.name);
  from.at("long_name").get_to(dimension.long_name);
  from.at("long_name_zh").get_to(dimension.long_name_zh);
  from.at("unit").get_to(dimension.unit);
  from.at("labels").get_to(dimension.labels);
  from.at("labels_zh").get_to(dimension.labels_zh);
  from.at("values").get_to(dimension.values);
  return dimension;
}

Measure measure_of(const json& from) {
  Measure measure;
  from.at("name").get_to(measure.name);
  from.at("unit").get_to(measure.unit);
  from.at("long_name").get_to(measure.long_name);
  from.at("long_name_zh").get_to(measure.long_name_zh);
  measure.better = better_of(from.at("better").get<std::string>());
  from.at("integer").get_to(measure.integer);
  from.at("dimensions").get_to(measure.dimensions);
  return measure;
}

WorldParameter world_parameter_of(const json& from, std::uint32_t worlds) {
  WorldParameter parameter;
  from.at("key").get_to(parameter.key);
  from.at("unit").get_to(parameter.unit);
  from.at("meaning").get_to(parameter.meaning);
  from.at("meaning_zh").get_to(parameter.meaning_zh);
  from.at("low").get_to(parameter.low);
  from.at("high").get_to(parameter.high);
  from.at("default").get_to(parameter.fallback);
  from.at("values").get_to(parameter.values);
  if (parameter.values.size() != worlds) throw std::invalid_argument("a parameter lacks values for some worlds");
  return parameter;
}

DesignParameter design_parameter_of(const json& from) {
  DesignParameter parameter;
  from.at("key").get_to(parameter.key);
  from.at("unit").get_to(parameter.unit);
  from.at("meaning").get_to(parameter.meaning);
  from.at("meaning_zh").get_to(parameter.meaning_zh);
  from.at("low").get_to(parameter.low);
  from.at("high").get_to(parameter.high);
  from.at("words").get_to(parameter.words);
  from.at("values").get_to(parameter.values);
  for (const double value : parameter.values) {
    if (parameter.words.empty()) continue;
    const bool known = value >= 0 && value < static_cast<double>(parameter.words.size());
    if (!known) throw std::invalid_argument("a parameter of the design has a value that is no word of its list");
  }
  return parameter;
}

DesignTable design_of(const json& from) {
  DesignTable design;
  from.at("method").get_to(design.method);
  from.at("block").get_to(design.block);
  for (const json& one : from.at("parameters")) {
    design.parameters.push_back(design_parameter_of(one));
    const std::size_t points = design.parameters.front().values.size();
    if (points == 0 || design.parameters.back().values.size() != points) {
      throw std::invalid_argument("a parameter of the design lacks values for some points");
    }
  }
  if (design.empty() || design.block == 0 || design.points() % design.block != 0) {
    throw std::invalid_argument("its design is not whole");
  }
  return design;
}

Manifest manifest_of(const json& from) {
  if (from.at("format") != "cogov-manifest") throw std::invalid_argument("it is another kind of JSON");
  if (from.at("format_version") != manifest_version) {
    throw std::invalid_argument("it was written by another version of cogov");
  }
  Manifest manifest;
  from.at("title").get_to(manifest.title);
  from.at("scenario_toml").get_to(manifest.scenario_toml);
  from.at("policies").get_to(manifest.policies);
  from.at("replicates").get_to(manifest.replicates);
  from.at("worlds").get_to(manifest.worlds);
  for (const json& one : from.at("world_parameters")) {
    manifest.world_parameters.push_back(world_parameter_of(one, manifest.worlds));
  }
  from.at("seed").get_to(manifest.seed);
  for (const json& one : from.at("layout").at("dimensions")) manifest.layout.dimensions.push_back(dimension_of(one));
  for (const json& one : from.at("layout").at("measures")) manifest.layout.measures.push_back(measure_of(one));
  from.at("program_version").get_to(manifest.program_version);
  from.at("model_version").get_to(manifest.model_version);
  from.at("arguments").get_to(manifest.arguments);
  if (const auto imports = from.find("imports"); imports != from.end()) {
    manifest.streets_digest = imports->value("streets", "");
    manifest.ties_digest = imports->value("ties", "");
  }
  if (const auto design = from.find("design"); design != from.end()) manifest.design = design_of(*design);
  return manifest;
}

}  // namespace

std::vector<RunKey> Manifest::runs() const {
  std::vector<RunKey> all;
  all.reserve(size());
  for (std::uint32_t replicate = 0; replicate < replicates * points() + worlds; ++replicate) {
    for (std::uint32_t policy = 0; policy < policies.size(); ++policy) all.push_back({policy, replicate});
  }
  return all;
}

std::size_t Manifest::index(RunKey key) const {
  EXPECT(key.policy < policies.size() && (replicate_span().holds(key) || world_span().holds(key)));
  return std::size_t{key.replicate} * policies.size() + key.policy;
}

std::string Manifest::name_of(RunKey key) const {
  EXPECT(key.policy < policies.size());
  if (!design.empty()) {
    const std::uint32_t point = point_of(key);
    return fmt::format("policy '{}', replicate {}, point {} ({})", policies[key.policy], replicate_of(key), point,
                       design.point_text(point));
  }
  const bool world = key.replicate >= replicates;
  return fmt::format("policy '{}', {} {}", policies[key.policy], world ? "world" : "replicate",
                     world ? key.replicate - replicates : key.replicate);
}

void Manifest::set_imports(Imports read) {
  const auto digest_of = [](const auto& network) -> std::string {
    if (network == nullptr) return "";
    const std::string bytes = bytes_of(*network);
    return sha256(bytes.data(), bytes.size());
  };
  streets_digest = digest_of(read.streets);
  ties_digest = digest_of(read.ties);
  imports = std::move(read);
}

std::string Manifest::digest() const {
  const std::string text = essence(*this).dump();
  return sha256(text.data(), text.size());
}

std::string Manifest::to_json() const {
  json all = essence(*this);
  all["arguments"] = arguments;
  return all.dump();
}

Manifest Manifest::from_json(const std::string& text, const std::string& source) {
  try {
    return manifest_of(json::parse(text));
  } catch (const std::exception& error) {
    throw UserError(fmt::format("'{}' is not a manifest of cogov, or is damaged", source), error.what());
  }
}

std::vector<RunKey> part_of(const Manifest& manifest, std::uint32_t shard, std::uint32_t shards) {
  if (shard < 1 || shard > shards) {
    throw UserError(fmt::format("there is no part {}/{}", shard, shards), "parts are counted from 1",
                    "give --shard i/N with 1 <= i <= N");
  }
  const std::vector<RunKey> all = manifest.runs();
  const std::uint64_t begin = std::uint64_t{all.size()} * (shard - 1) / shards;
  const std::uint64_t end = std::uint64_t{all.size()} * shard / shards;
  return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)};
}

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Lines of one text that the other lacks, with their numbers, at most a few.
void name_missing(const std::string& of, const std::string& in, const char* when, std::vector<std::string>& found) {
  constexpr std::size_t most = 5;
  const std::vector<std::string> others = lines_of(in);
  const std::multiset<std::string> known(others.begin(), others.end());
  std::size_t count = 0;
  int number = 0;
  std::string section;
  for (const std::string& line : lines_of(of)) {
    ++number;
    if (line.starts_with('[')) section = line + " ";
    if (known.contains(line)) continue;
    if (count < most) {
      const bool heads = line.starts_with('[');
      found.push_back(fmt::format("scenario, line {} {}: {}{}", number, when, heads ? "" : section, line));
    }
    ++count;
  }
  if (count > most) found.push_back(fmt::format("scenario, {} more lines {}", count - most, when));
}

void compare_scenarios(const std::string& before, const std::string& now, std::vector<std::string>& found) {
  if (before == now) return;
  const std::size_t known = found.size();
  name_missing(before, now, "before", found);
  name_missing(now, before, "now", found);
  if (found.size() == known) found.emplace_back("scenario: the same lines in another order or number");
}

void compare_layouts(const Layout& before, const Layout& now, std::vector<std::string>& found) {
  if (before == now) return;
  const std::size_t known = found.size();
  const auto named = [](const auto& list, const std::string& name) {
    return std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
  };
  for (const Measure& measure : before.measures) {
    const auto other = named(now.measures, measure.name);
    if (other == now.measures.end())
      found.push_back(fmt::format("measure '{}' is gone", measure.name));
    else if (!(*other == measure))
      found.push_back(fmt::format("measure '{}' is declared otherwise", measure.name));
  }
  for (const Measure& measure : now.measures) {
    if (named(before.measures, measure.name) == before.measures.end()) {
      found.push_back(fmt::format("measure '{}' is new", measure.name));
    }
  }
  if (found.size() == known) found.emplace_back("the dimensions or the order of the measures differ");
}

void compare_world_parameters(const Manifest& before, const Manifest& now, std::vector<std::string>& found) {
  const auto named = [](const std::vector<WorldParameter>& list, const std::string& key) {
    return std::find_if(list.begin(), list.end(), [&](const WorldParameter& one) { return one.key == key; });
  };
  const std::size_t known = found.size();
  for (const WorldParameter& parameter : before.world_parameters) {
    const auto other = named(now.world_parameters, parameter.key);
    if (other == now.world_parameters.end())
      found.push_back(fmt::format("worlds no longer draw '{}'", parameter.key));
    else if (other->low != parameter.low || other->high != parameter.high)
      found.push_back(fmt::format("worlds draw '{}' from {} to {} before, from {} to {} now", parameter.key,
                                  parameter.low, parameter.high, other->low, other->high));
    else if (!(*other == parameter) && before.worlds == now.worlds)
      found.push_back(fmt::format("worlds draw '{}' otherwise", parameter.key));
  }
  for (const WorldParameter& parameter : now.world_parameters) {
    if (named(before.world_parameters, parameter.key) == before.world_parameters.end())
      found.push_back(fmt::format("worlds draw '{}' as well", parameter.key));
  }
  const bool same = before.world_parameters == now.world_parameters || before.worlds != now.worlds;
  if (found.size() == known && !same) found.emplace_back("the order of what worlds draw differs");
}

}  // namespace

std::vector<std::string> differences(const Manifest& before, const Manifest& now) {
  std::vector<std::string> found;
  if (before.digest() == now.digest()) return found;
  const auto compare = [&](const char* what, const auto& old_value, const auto& new_value) {
    if (old_value != new_value) found.push_back(fmt::format("{}: {} before, {} now", what, old_value, new_value));
  };
  compare("program version", before.program_version, now.program_version);
  compare("model version", before.model_version, now.model_version);
  compare("seed", before.seed, now.seed);
  compare("replicates", before.replicates, now.replicates);
  compare("worlds", before.worlds, now.worlds);
  compare("points", before.design.points(), now.design.points());
  compare("title", before.title, now.title);
  compare("policies", fmt::format("'{}'", fmt::join(before.policies, "', '")),
          fmt::format("'{}'", fmt::join(now.policies, "', '")));
  const auto compare_networks = [&](const char* what, const std::string& old_digest, const std::string& new_digest) {
    const auto shown = [](const std::string& digest) {
      return digest.empty() ? "none" : "SHA-256 " + digest.substr(0, 12);
    };
    if (old_digest != new_digest) {
      found.push_back(fmt::format("{}: another one ({} before, {} now)", what, shown(old_digest), shown(new_digest)));
    }
  };
  compare_networks("imported street network", before.streets_digest, now.streets_digest);
  compare_networks("imported ties", before.ties_digest, now.ties_digest);
  compare_scenarios(before.scenario_toml, now.scenario_toml, found);
  compare_world_parameters(before, now, found);
  compare_layouts(before.layout, now.layout, found);
  if (found.empty() && !(before.design == now.design)) found.emplace_back("the points of the design differ");
  return found;
}

}  // namespace cogov
