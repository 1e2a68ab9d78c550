/// Reads a table of comma-separated values row by row, in bounded memory.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/network/text_stream.hpp"

namespace cogov {

/// Rows as RFC 4180 has them, within bounds: a field may stand in "quotes", in which "" is a quote; lines end
/// in LF or CR LF; a field goes over no line end. Blanks around a field without quotes don't count, empty
/// lines are passed over. The first row names the columns.
class CsvRows {
 public:
  static constexpr std::size_t most_fields = 64;
  static constexpr std::size_t longest_field = 4096;  ///< bytes

  struct Field {
    std::string text;
    Spot at;
  };

  explicit CsvRows(TextStream& text) : text_(text) {}

  /// Reads the header. Columns may stand in any order. @throws UserError where a required column is missing,
  /// or one is not known, empty or there twice
  void read_header(std::initializer_list<std::string_view> required, std::initializer_list<std::string_view> optional);
  /// Whether the table has a column.
  [[nodiscard]] bool has(std::string_view column) const { return find(column) < columns_.size(); }
  /// Where a column stands in each row. It must be there.
  [[nodiscard]] std::size_t index(std::string_view column) const;

  /// Goes on to the next row with as many fields as the header (another number is a problem, and the
  /// row is passed over); false at the end.
  bool next();
  [[nodiscard]] const Field& operator[](std::size_t column) const { return fields_[column]; }
  /// Where the row begins.
  [[nodiscard]] Spot at() const { return fields_.front().at; }

 private:
  [[nodiscard]] std::size_t find(std::string_view column) const;
  bool read_row();
  void read_field(Field& field);
  void read_quoted(Field& field);
  void pass_blanks();
  void grow(Field& field, int byte);

  TextStream& text_;
  std::vector<std::string> columns_;
  std::vector<Field> fields_;  ///< kept to reuse their memory
  std::size_t count_ = 0;      ///< of fields of the row
};

}  // namespace cogov
