/// What stands in a result file besides the measures, declared once: the writer and FORMAT.md are
/// both made from these tables.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "output/manifest.hpp"

namespace cogov {

inline constexpr std::int64_t result_format_version = 2;

/// What the attributes of a file are made from.
struct FileFacts {
  const Manifest* manifest = nullptr;
  std::string manifest_digest;
  std::string digest;  ///< of the whole
};

using AttributeValue = std::variant<std::string, std::int64_t, std::uint64_t>;

/// An attribute of the root or of /provenance.
struct AttributeRow {
  const char* group;
  const char* name;
  const char* meaning;
  AttributeValue (*value)(const FileFacts&);
};
std::span<const AttributeRow> attribute_rows();

/// A variable that every result file has.
struct VariableRow {
  const char* group;
  const char* name;
  const char* type;
  const char* dimensions;
  const char* unit;
  const char* long_name;
  const char* long_name_zh;
};
std::span<const VariableRow> variable_rows();
/// The variables of imported networks, which a file has when its scenario names such files.
std::span<const VariableRow> import_variable_rows();
/// The variables of /worlds besides the measures, which a file has when it has worlds.
std::span<const VariableRow> world_variable_rows();
/// The variables of /design, which a file has when it has a design.
std::span<const VariableRow> design_variable_rows();
/// Any of them. @param path  "/run_status", "/timing/wall_seconds", "/network/x"
const VariableRow& variable_row(const std::string& path);

/// Variables of /worlds over what the worlds draw, and where a manifest has them.
struct ParameterNumberRow {
  const char* name;
  double WorldParameter::*field;
};
struct ParameterTextRow {
  const char* name;
  std::string WorldParameter::*field;
};
struct DesignNumberRow {
  const char* name;
  double DesignParameter::*field;
};
struct DesignTextRow {
  const char* name;
  std::string DesignParameter::*field;
};
std::span<const DesignNumberRow> design_number_rows();
std::span<const DesignTextRow> design_text_rows();
std::span<const ParameterNumberRow> parameter_number_rows();
std::span<const ParameterTextRow> parameter_text_rows();
/// What each world drew, row-major over (world, parameter).
std::vector<double> drawn_values(const Manifest& manifest);

/// An attribute that measures and dimensions carry.
struct VariableAttributeRow {
  const char* name;
  const char* on;
  const char* meaning;
};
std::span<const VariableAttributeRow> variable_attribute_rows();

/// The two dimensions that every measure has first.
Dimension policy_dimension(const std::vector<std::string>& names);
Dimension replicate_dimension(std::uint32_t count);
/// The dimensions of /worlds that are not at the root.
Dimension world_dimension(std::uint32_t count);
Dimension parameter_dimension(const std::vector<WorldParameter>& parameters);

/// The dimension of a design that every measure has after policy and replicate.
Dimension point_dimension(std::uint32_t count);
/// The dimension of /design that is not at the root.
Dimension varied_dimension(const std::vector<DesignParameter>& parameters);
/// The values at all points, row-major over (point, parameter).
std::vector<double> point_values(const DesignTable& design);
/// Units that xarray takes for spans of time, and turns the numbers into nanoseconds.
bool decoded_as_time(const std::string& unit);
/// The words that a parameter's values stand for, by point. Only for one that has words.
std::vector<std::string> word_values(const DesignParameter& parameter);

/// Names that no measure, dimension or trace table may take.
bool is_reserved(const std::string& name);

/// Checks what the writer relies on: names unique and not reserved, no empty dimension, as many
/// Chinese labels as English ones, no unit that readers would decode as a time span.
/// @throws InternalError
void require_writable(const Manifest& manifest);

}  // namespace cogov
