#include "output/file_table.hpp"

#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/errors.hpp"

#ifdef __clang__
#define COGOV_COMPILER __VERSION__
#else
#define COGOV_COMPILER "g++ " __VERSION__  // which has the number only
#endif
#ifndef COGOV_FLAGS
#define COGOV_FLAGS "unknown"
#endif

namespace cogov {

namespace {

using Facts = const FileFacts&;
using Value = AttributeValue;

constexpr AttributeRow attributes[] = {
    {"/", "format", "what this file is: always cogov-result", [](Facts) -> Value { return "cogov-result"; }},
    {"/", "format_version", "version of the format that this document describes",
     [](Facts) -> Value { return result_format_version; }},
    {"/", "title", "title of the scenario", [](Facts facts) -> Value { return facts.manifest->title; }},
    {"/", "digest",
     "SHA-256 over the run digests (their hex text) in manifest order: all policies of replicate 0, "
     "then of replicate 1, ..., and the worlds after the replicates in the same way",
     [](Facts facts) -> Value { return facts.digest; }},
    {"/", "seed", "seed of all draws", [](Facts facts) -> Value { return facts.manifest->seed; }},
    {"/", "program_version", "version of the program",
     [](Facts facts) -> Value { return facts.manifest->program_version; }},
    {"/", "model_version", "version of the model: the same one gives the same results",
     [](Facts facts) -> Value { return facts.manifest->model_version; }},
    {"/", "comment", "how to read the file, in short",
     [](Facts) -> Value {
       return "Each measure is an array over policy and replicate (all policies of a replicate meet the same chance "
              "events: compare within it), then over its own dimensions. long_name says what it is, better which "
              "direction is good. NaN: not defined, or the run failed (see run_status). inf: a time that was never "
              "reached. The whole scenario stands in /provenance. Format: output/FORMAT.md in the program's sources.";
     }},
    {"/provenance", "manifest_digest",
     "SHA-256 of the manifest without the arguments: scenario, policies, replicates, "
     "worlds and what they drew, seed, declarations and versions",
     [](Facts facts) -> Value { return facts.manifest_digest; }},
    {"/provenance", "arguments", "command line of the process that wrote the manifest (not in any digest)",
     [](Facts facts) -> Value { return facts.manifest->arguments; }},
    {"/provenance", "compiler", "compiler of the program that merged the file",
     [](Facts) -> Value { return COGOV_COMPILER; }},
    {"/provenance", "flags", "its options", [](Facts) -> Value { return COGOV_FLAGS; }},
    {"/provenance", "hdf5_version", "version of the HDF5 library", [](Facts) -> Value { return H5_VERS_INFO; }},
};

constexpr VariableRow variables[] = {
    {"/", "run_status", "int64", "policy, replicate", "1",
     "how the run ended: 0 well, 1 it failed (its values are then NaN, and 0 in measures of integers)",
     "运行状态：0 完成，1 失败（此时数值为 NaN，整数指标为 0）"},
    {"/timing", "wall_seconds", "float64", "policy, replicate", "s", "wall time of the run; not in any digest",
     "运行所用时间；不计入摘要"},
    {"/provenance", "run_digest", "text", "policy, replicate", "1",
     "SHA-256 over the arrays of the run in the order of the measures, 8 little-endian bytes a value; for a failed run "
     "that of the word failed",
     "该次运行全部数组的 SHA-256 摘要"},
    {"/provenance", "failure", "text", "policy, replicate", "1", "why the run failed; empty if it did not",
     "失败原因；未失败则为空"},
    {"/provenance", "scenario", "text", "", "1", "the whole scenario, defaults included, as TOML: can be run again",
     "完整的情景文件（含默认值）"},
    {"/provenance", "scenario_bytes", "uint8", "scenario_byte", "1",
     "the scenario again as UTF-8 bytes, which HDF5 protects by a checksum", "情景文件的字节"},
    {"/provenance", "manifest", "uint8", "manifest_byte", "1",
     "what was to be run, as UTF-8 bytes of JSON: scenario, policies, seed, versions, declarations of all measures",
     "运行清单（JSON）"},
};

constexpr VariableRow import_variables[] = {
    {"/network", "x", "float64", "street_node", "m", "position of a junction, east of the middle of the network",
     "路口位置（东向）"},
    {"/network", "y", "float64", "street_node", "m", "position of a junction, north of the middle of the network",
     "路口位置（北向）"},
    {"/network", "from", "int64", "street_edge", "1", "junction at one end of a street, by position from 0",
     "街道一端的路口"},
    {"/network", "to", "int64", "street_edge", "1", "junction at the other end; streets run both ways",
     "街道另一端的路口"},
    {"/network", "length_mm", "int64", "street_edge", "mm", "length of a street", "街道长度"},
    {"/network", "kind", "int64", "street_edge", "1", "0 road, 1 lane, 2 gate", "街道类别：0 道路，1 小巷，2 门"},
    {"/network", "locked_at_night", "int64", "street_edge", "1", "1: a gate that is locked at night", "夜间上锁"},
    {"/network", "closed_to_riders", "int64", "street_edge", "1", "1: a gate through which riders may not go",
     "禁止骑手通行"},
    {"/ties", "a", "int64", "tie", "1",
     "one of the two people, by the order in which the list first names them, from 0; the lower number", "关系一方"},
    {"/ties", "b", "int64", "tie", "1", "the other, the higher number", "关系另一方"},
    {"/ties", "kind", "int64", "tie", "1", "kind of tie; always 0 in a list that was read", "关系类别"},
};

constexpr VariableRow world_variables[] = {
    {"/worlds", "world_status", "int64", "policy, world", "1", "how the run ended, as run_status",
     "运行状态，同 run_status"},
    {"/worlds", "world_run_digest", "text", "policy, world", "1", "SHA-256 of the run, as /provenance/run_digest",
     "该次运行的 SHA-256 摘要"},
    {"/worlds", "world_failure", "text", "policy, world", "1", "why the run failed; empty if it did not",
     "失败原因；未失败则为空"},
    {"/worlds", "world_wall_seconds", "float64", "policy, world", "s", "wall time of the run; not in any digest",
     "运行所用时间；不计入摘要"},
    {"/worlds", "parameter_value", "float64", "world, parameter", "1",
     "what the world drew for the parameter, in its own unit (see parameter_unit); the same for all policies",
     "该设想中参数的取值（单位见 parameter_unit），各方案相同"},
    {"/worlds", "parameter_low", "float64", "parameter", "1", "lowest value thought plausible, in the parameter's unit",
     "合理范围下限"},
    {"/worlds", "parameter_high", "float64", "parameter", "1",
     "highest value thought plausible, in the parameter's unit", "合理范围上限"},
    {"/worlds", "parameter_default", "float64", "parameter", "1",
     "its value in the replicates, in the parameter's unit", "默认值（各次重复所用）"},
    {"/worlds", "parameter_unit", "text", "parameter", "1", "unit of the parameter", "参数单位"},
    {"/worlds", "parameter_meaning", "text", "parameter", "1", "what the parameter means, English", "参数含义（英文）"},
    {"/worlds", "parameter_meaning_zh", "text", "parameter", "1", "what the parameter means, Chinese", "参数含义"},
};

constexpr VariableRow design_variables[] = {
    {"/design", "varied_low", "float64", "varied", "1", "lowest value taken, in the parameter's unit (of words: 0)",
     "最低取值"},
    {"/design", "varied_high", "float64", "varied", "1",
     "highest value taken, in the parameter's unit (of words: the position of the last)", "最高取值"},
    {"/design", "varied_unit", "text", "varied", "1", "unit of the parameter", "参数单位"},
    {"/design", "varied_meaning", "text", "varied", "1", "what the parameter means, English", "参数含义（英文）"},
    {"/design", "varied_meaning_zh", "text", "varied", "1", "what the parameter means, Chinese", "参数含义"},
    {"/design", "varied_value", "float64", "point, varied", "1",
     "the value of the parameter at the point, in its own unit; of words the position in its list, from 0",
     "各点上参数的取值（文字选项为其序号）"},
};

constexpr DesignNumberRow design_numbers[] = {{"varied_low", &DesignParameter::low},
                                              {"varied_high", &DesignParameter::high}};
constexpr DesignTextRow design_texts[] = {{"varied_unit", &DesignParameter::unit},
                                          {"varied_meaning", &DesignParameter::meaning},
                                          {"varied_meaning_zh", &DesignParameter::meaning_zh}};

constexpr ParameterNumberRow parameter_numbers[] = {{"parameter_low", &WorldParameter::low},
                                                    {"parameter_high", &WorldParameter::high},
                                                    {"parameter_default", &WorldParameter::fallback}};
constexpr ParameterTextRow parameter_texts[] = {{"parameter_unit", &WorldParameter::unit},
                                                {"parameter_meaning", &WorldParameter::meaning},
                                                {"parameter_meaning_zh", &WorldParameter::meaning_zh}};

constexpr VariableAttributeRow variable_attributes[] = {
    {"units", "all", "unit; the coordinates have 1 unless they say otherwise"},
    {"long_name", "all", "what it is, English"},
    {"long_name_zh", "all", "what it is, Chinese"},
    {"better", "measures", "lower or higher, where one direction is better for the people concerned; otherwise absent"},
    {"_FillValue", "measures of type float64", "NaN: not defined in this run, or the run failed (see run_status)"},
    {"labels_zh", "dimensions with labels", "the labels in Chinese, in the same order"},
};

}  // namespace

std::span<const AttributeRow> attribute_rows() { return attributes; }
std::span<const VariableRow> variable_rows() { return variables; }
std::span<const VariableRow> import_variable_rows() { return import_variables; }
std::span<const VariableRow> world_variable_rows() { return world_variables; }
std::span<const VariableRow> design_variable_rows() { return design_variables; }
std::span<const DesignNumberRow> design_number_rows() { return design_numbers; }
std::span<const DesignTextRow> design_text_rows() { return design_texts; }
std::span<const ParameterNumberRow> parameter_number_rows() { return parameter_numbers; }
std::span<const ParameterTextRow> parameter_text_rows() { return parameter_texts; }
std::span<const VariableAttributeRow> variable_attribute_rows() { return variable_attributes; }

const VariableRow& variable_row(const std::string& path) {
  for (const std::span<const VariableRow> rows :
       {variable_rows(), import_variable_rows(), world_variable_rows(), design_variable_rows()}) {
    for (const VariableRow& row : rows) {
      const std::string group = row.group;
      if ((group == "/" ? group : group + "/") + row.name == path) return row;
    }
  }
  throw InternalError("no variable '" + path + "' in the table of the file");
}

std::vector<double> drawn_values(const Manifest& manifest) {
  std::vector<double> values;
  for (std::uint32_t world = 0; world < manifest.worlds; ++world) {
    for (const WorldParameter& parameter : manifest.world_parameters) values.push_back(parameter.values[world]);
  }
  return values;
}

Dimension policy_dimension(const std::vector<std::string>& names) {
  return {"policy",
          "policy; the first is the baseline, which the others are compared with",
          "政策方案；第一个为基准，其他方案与之比较",
          "1",
          names,
          {},
          {}};
}

Dimension replicate_dimension(std::uint32_t count) {
  Dimension replicate{"replicate",
                      "replicate; all policies of a replicate meet the same chance events",
                      "重复；同一重复中各方案遇到同样的随机事件",
                      "1",
                      {},
                      {},
                      {}};
  for (std::uint32_t r = 0; r < count; ++r) replicate.values.push_back(r);
  return replicate;
}

Dimension world_dimension(std::uint32_t count) {
  Dimension world{"world",
                  "plausible world; it draws every unknown parameter once, the same for all policies",
                  "合理设想；每种设想为各未知参数各取一值，各方案相同",
                  "1",
                  {},
                  {},
                  {}};
  for (std::uint32_t w = 0; w < count; ++w) world.values.push_back(w);
  return world;
}

Dimension parameter_dimension(const std::vector<WorldParameter>& parameters) {
  Dimension parameter{"parameter",
                      "parameter that nobody has measured, by its key in the scenario",
                      "未知参数（情景文件中的键）",
                      "1",
                      {},
                      {},
                      {}};
  for (const WorldParameter& one : parameters) parameter.labels.push_back(one.key);
  return parameter;
}

Dimension point_dimension(std::uint32_t count) {
  Dimension point{"point",
                  "point of the design; which values it takes say the coordinates named by the keys of what is varied",
                  "试验点；各点的参数取值见以参数键命名的坐标",
                  "1",
                  {},
                  {},
                  {}};
  for (std::uint32_t p = 0; p < count; ++p) point.values.push_back(p);
  return point;
}

Dimension varied_dimension(const std::vector<DesignParameter>& parameters) {
  Dimension varied{"varied",
                   "parameter that the design varies, by its key in the scenario",
                   "试验所变的参数（情景文件中的键）",
                   "1",
                   {},
                   {},
                   {}};
  for (const DesignParameter& one : parameters) varied.labels.push_back(one.key);
  return varied;
}

std::vector<double> point_values(const DesignTable& design) {
  std::vector<double> values;
  for (std::uint32_t point = 0; point < design.points(); ++point) {
    for (const DesignParameter& parameter : design.parameters) values.push_back(parameter.values[point]);
  }
  return values;
}

std::vector<std::string> word_values(const DesignParameter& parameter) {
  std::vector<std::string> words;
  for (const double value : parameter.values) words.push_back(parameter.words[static_cast<std::size_t>(value)]);
  return words;
}

bool is_reserved(const std::string& name) {
  static const std::set<std::string> names{"policy",  "replicate", "run_status", "timing", "provenance",
                                           "network", "ties",      "worlds",     "world",  "parameter",
                                           "design",  "point",     "varied"};
  const auto is_name = [&](const VariableRow& row) { return row.name == name; };
  return names.contains(name) || std::ranges::any_of(world_variable_rows(), is_name);
}

bool decoded_as_time(const std::string& unit) {
  static const std::set<std::string> words{"days",         "hours",        "minutes",    "seconds",
                                           "milliseconds", "microseconds", "nanoseconds"};
  return words.contains(unit) || unit.find(" since ") != std::string::npos;
}

void require_writable(const Manifest& manifest) {
  EXPECT(!manifest.policies.empty() && manifest.replicates > 0);
  EXPECT(!manifest.scenario_toml.empty());
  EXPECT(!manifest.imports.streets || manifest.imports.streets->edges() > 0);
  EXPECT(!manifest.imports.ties || !manifest.imports.ties->ties.empty());
  for (const WorldParameter& parameter : manifest.world_parameters) {
    EXPECT(manifest.worlds > 0 && parameter.values.size() == manifest.worlds && !parameter.key.empty());
    EXPECT(std::isfinite(parameter.low) && std::isfinite(parameter.high) && std::isfinite(parameter.fallback));
    EXPECT(std::ranges::all_of(parameter.values, [](double value) { return std::isfinite(value); }));
  }
  EXPECT(manifest.design.empty() || (manifest.worlds == 0 && manifest.design.points() > 0));
  for (const DesignParameter& parameter : manifest.design.parameters) {
    EXPECT(parameter.values.size() == manifest.points() && parameter.key.find('.') != std::string::npos);
    EXPECT(std::ranges::all_of(parameter.values, [](double value) { return std::isfinite(value); }));
  }
  std::set<std::string> taken;
  for (const Dimension& dimension : manifest.layout.dimensions) {
    EXPECT(!is_reserved(dimension.name) && taken.insert(dimension.name).second);
    EXPECT(dimension.size() > 0 && !decoded_as_time(dimension.unit));
    EXPECT(dimension.labels_zh.empty() || dimension.labels_zh.size() == dimension.labels.size());
  }
  for (const Measure& measure : manifest.layout.measures) {
    EXPECT(!is_reserved(measure.name) && taken.insert(measure.name).second);
    EXPECT(!decoded_as_time(measure.unit));
    EXPECT(manifest.layout.size(measure) > 0);  // also names every dimension that is not declared
  }
}

}  // namespace cogov
