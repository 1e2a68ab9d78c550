/// Reads a request log row by row, whatever program has written it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {

/// Largest request log, in bytes.
inline constexpr std::uint64_t largest_log = 20'000'000'000;

/// Rows of a table of separated values, more leniently than RFC 4180: a field in "quotes" may hold separators and
/// line breaks, a quote in the middle of a field is itself, lines end in LF or CR LF. Separated by commas, semicolons
/// or tabs, whichever the first line has most of. Text is UTF-8 (a byte order mark is skipped) or GB18030, as Chinese
/// spreadsheets save it; other bytes become '?'. Holds one row and 64 KiB.
class LogRows {
 public:
  static constexpr std::size_t most_fields = 1000;
  static constexpr std::size_t longest_field = 1u << 20;  ///< bytes
  static constexpr std::size_t longest_row = 1u << 24;    ///< bytes

  /// Opens a regular file; nothing is opened that could block. @throws UserError
  explicit LogRows(const std::filesystem::path& file);
  ~LogRows();
  LogRows(const LogRows&) = delete;
  LogRows& operator=(const LogRows&) = delete;

  /// Goes on to the next row that isn't empty; false at the end. @throws UserError at what is no table of text
  bool next();
  /// Fields of the row, blanks around them removed.
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const std::string& operator[](std::size_t field) const { return fields_[field]; }
  /// The line on which the row begins, from 1.
  [[nodiscard]] std::int64_t line() const { return row_line_; }
  /// The begin of a line, for messages; the file as a whole where a place can't hold such a number.
  [[nodiscard]] Location at(std::int64_t line) const;
  /// Whether some text was not UTF-8, and was taken for GB18030.
  [[nodiscard]] bool converted() const { return converted_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  int peek() { return at_ < filled_ ? static_cast<unsigned char>(block_[at_]) : refill(); }
  int refill();
  void skip_mark();
  void find_separator();
  void read_field(std::string& field);
  void read_quoted(std::string& field);
  void grow(std::string& field, int byte);
  void count_byte();
  void settle(std::string& field);
  [[noreturn]] void refuse(std::int64_t line, std::string what, std::string why, std::string remedy) const;

  std::string name_;
  int file_ = -1;
  std::string block_;
  std::size_t at_ = 0, filled_ = 0;
  char separator_ = ',';
  std::int64_t line_ = 1, row_line_ = 0;
  std::size_t row_bytes_ = 0;
  bool converted_ = false;
  std::vector<std::string> fields_;  ///< kept to reuse their memory
  std::size_t count_ = 0;
};

/// GB18030 as UTF-8, or nothing where it isn't that.
[[nodiscard]] std::string from_gb18030(std::string_view bytes);

}  // namespace cogov
