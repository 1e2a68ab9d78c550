#include "sim/network/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/utf8.hpp"

namespace cogov {

std::size_t CsvRows::find(std::string_view column) const {
  return static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), column) - columns_.begin());
}

std::size_t CsvRows::index(std::string_view column) const {
  EXPECT(has(column));
  return find(column);
}

void CsvRows::read_header(std::initializer_list<std::string_view> required,
                          std::initializer_list<std::string_view> optional) {
  FileProblems& problems = text_.problems();
  const std::string wanted = fmt::format("the first line names the columns: {}", fmt::join(required, ","));
  if (!read_row()) problems.stop({1, 1}, "there are no lines", wanted);
  const auto among = [](std::initializer_list<std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  bool sound = true;
  const auto refuse = [&](Spot at, std::string what, std::string remedy) {
    problems.add(at, std::move(what), wanted, std::move(remedy));
    sound = false;
  };
  for (std::size_t i = 0; i < count_; ++i) {
    const Field& field = fields_[i];
    if (!among(required, field.text) && !among(optional, field.text)) {
      const bool other_mark = count_ == 1 && field.text.find_first_of(";\t") != std::string::npos;
      std::string known = fmt::format("known are {}", fmt::join(required, ", "));
      if (optional.size() > 0) known += fmt::format(", {}", fmt::join(optional, ", "));
      refuse(field.at, fmt::format("unknown column {}", shown(field.text)),
             other_mark ? "separate the columns by commas" : known);
    } else if (has(field.text)) {
      refuse(field.at, fmt::format("the column {} is there twice", shown(field.text)), "keep one");
    }
    columns_.push_back(field.text);
  }
  for (const std::string_view name : required) {
    if (!has(name)) refuse(at(), fmt::format("the column '{}' is missing", name), "add it");
  }
  if (!sound) problems.throw_if_any();
}

bool CsvRows::next() {
  while (read_row()) {
    if (count_ == columns_.size()) return true;
    text_.problems().add(at(), fmt::format("the line has {} fields", count_),
                         fmt::format("the header has {}", columns_.size()), "separate fields by commas");
  }
  return false;
}

bool CsvRows::read_row() {
  for (;;) {
    if (text_.peek() == TextStream::end) return false;
    count_ = 0;
    bool more = true;
    while (more) {
      if (count_ == most_fields) {
        text_.problems().stop(text_.here(), fmt::format("the line has more than {} fields", most_fields));
      }
      if (fields_.size() == count_) fields_.emplace_back();
      read_field(fields_[count_++]);
      more = text_.next() == ',';
    }
    if (count_ > 1 || !fields_.front().text.empty()) return true;
  }
}

/// Reads up to the comma or LF after it.
void CsvRows::read_field(Field& field) {
  pass_blanks();
  field.text.clear();
  field.at = text_.here();
  if (text_.peek() == '"') {
    read_quoted(field);
    pass_blanks();
  } else {
    for (int byte = text_.peek(); byte != ',' && byte != '\n' && byte != '\r' && byte != TextStream::end;
         byte = text_.peek()) {
      if (byte == '"') {
        text_.problems().stop(text_.here(), "there is a quote in the middle of a field",
                              "a field with quotes stands in quotes as a whole", "write \"like \"\"this\"\"\"");
      }
      grow(field, text_.next());
    }
    while (!field.text.empty() && (field.text.back() == ' ' || field.text.back() == '\t')) field.text.pop_back();
  }
  const Spot after = text_.here();
  if (text_.peek() == '\r') {
    text_.next();
    if (text_.peek() != '\n') text_.problems().stop(after, "a line ends in CR alone", "LF or CR LF is expected");
  } else if (text_.peek() != ',' && text_.peek() != '\n' && text_.peek() != TextStream::end) {
    text_.problems().stop(after, "there is something after the closing quote", {}, "end the field with a comma");
  }
}

void CsvRows::read_quoted(Field& field) {
  text_.next();
  for (;;) {
    const int byte = text_.peek();
    if (byte == '\n' || byte == '\r' || byte == TextStream::end) {
      text_.problems().stop(field.at, "the quote is not closed on its line", {}, "close it with \"");
    }
    text_.next();
    if (byte == '"') {
      if (text_.peek() != '"') return;
      text_.next();
    }
    grow(field, byte);
  }
}

void CsvRows::pass_blanks() {
  while (text_.peek() == ' ' || text_.peek() == '\t') text_.next();
}

void CsvRows::grow(Field& field, int byte) {
  field.text += static_cast<char>(byte);
  if (field.text.size() > longest_field) {
    text_.problems().stop(field.at, fmt::format("the field is longer than {} bytes", longest_field),
                          "names and numbers are short", "check commas and line ends");
  }
}

}  // namespace cogov
