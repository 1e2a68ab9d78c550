#include "output/format_document.hpp"

#include <fmt/format.h>

#include "output/file_table.hpp"

namespace cogov {

namespace {

/// A text in a cell of a table.
std::string cell(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '|') out += '\\';
    out += letter == '\n' ? ' ' : letter;
  }
  return out;
}

std::string opening() {
  return fmt::format(R"(# The result file

Generated from the tables that the writer uses (format version {}). Don't edit it by hand.

A result is an HDF5 file that follows netCDF-4: `xarray.open_dataset`, h5py, `ncdump`, ncdf4 and rhdf5 in R
and h5web open it unchanged. Every measure is one array over policy, replicate and its own dimensions. All
texts are UTF-8 of any length; numbers are little-endian; links and attributes keep the order in which they
were made. Chunks pass through shuffle, deflate and fletcher32.

The last {} bytes of the file are its seal: a line break, `cogov-seal-1 sha256 `, the SHA-256 of all bytes before in
hexadecimal, a line break. They stand after the end that HDF5 knows, so other programs don't see them. cogov refuses
a file whose seal is missing or doesn't fit, and a program that changes the file thereby removes or breaks it.

)",
                     result_format_version, 21 + 64 + 1);
}

std::string attributes() {
  std::string text = "## Attributes of the file\n\n| group | name | meaning |\n|---|---|---|\n";
  for (const AttributeRow& row : attribute_rows()) {
    text += fmt::format("| `{}` | `{}` | {} |\n", row.group, row.name, cell(row.meaning));
  }
  text += "\n## Attributes of variables\n\n| name | on | meaning |\n|---|---|---|\n";
  for (const VariableAttributeRow& row : variable_attribute_rows()) {
    text += fmt::format("| `{}` | {} | {} |\n", row.name, row.on, cell(row.meaning));
  }
  return text;
}

std::string fixed_variables() {
  std::string text =
      "\n## Variables of every file\n\n| group | name | type | dimensions | unit | meaning | 含义 |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const VariableRow& row : variable_rows()) {
    text += fmt::format("| `{}` | `{}` | {} | {} | {} | {} | {} |\n", row.group, row.name, row.type, row.dimensions,
                        row.unit, cell(row.long_name), cell(row.long_name_zh));
  }
  return text;
}

std::string positions(const Dimension& dimension) {
  if (!dimension.labels.empty()) return fmt::format("`{}`", fmt::join(dimension.labels, "`, `"));
  if (dimension.values.size() == 1) return fmt::format("{}", dimension.values.front());
  return fmt::format("{} … {}", dimension.values.front(), dimension.values.back());
}

std::string dimensions(const Layout& layout) {
  std::string text =
      "\n## Dimensions\n\nEach is a coordinate variable of its own name. The lengths of those with numbers depend on "
      "the "
      "scenario.\n\n| name | positions | unit | meaning | 含义 |\n|---|---|---|---|---|\n"
      "| `policy` | the names of the policies, the baseline first | 1 | policy | 政策方案 |\n"
      "| `replicate` | 0, 1, 2, … | 1 | replicate | 重复 |\n";
  for (const Dimension& one : layout.dimensions) {
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", one.name, cell(positions(one)), one.unit, cell(one.long_name),
                        cell(one.long_name_zh));
  }
  return text;
}

const char* word(Better better) {
  switch (better) {
    case Better::lower:
      return "lower";
    case Better::higher:
      return "higher";
    case Better::neither:
      break;
  }
  return "";
}

std::string measures(const Layout& layout) {
  std::string text =
      "\n## Measures\n\nIn the order in which the digest of a run takes them; dimensions after policy and "
      "replicate.\n\n"
      "| name | type | dimensions | unit | better | meaning | 含义 |\n|---|---|---|---|---|---|---|\n";
  for (const Measure& one : layout.measures) {
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", one.name, one.integer ? "int64" : "float64",
                        fmt::join(one.dimensions, ", "), one.unit, word(one.better), cell(one.long_name),
                        cell(one.long_name_zh));
  }
  return text;
}

constexpr const char* traces = R"(
## Traces

With `--trace` there is one group a table, named after it, for instance `/requests`. Its columns are int64 variables over one
dimension, the row; `policy` and `replicate` say which run a row is from. Runs follow one another in manifest order. Traces
are not part of the digest of a run; the seal covers them.
)";

}  // namespace

std::string format_document(const Layout& layout) {
  return opening() + attributes() + fixed_variables() + dimensions(layout) + measures(layout) + traces;
}

}  // namespace cogov
