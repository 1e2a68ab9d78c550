#include "tools/calibration/log_rows.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "sim/utf8.hpp"

namespace cogov {

namespace {

constexpr std::size_t block_bytes = 65536;
constexpr int end_of_file = -1;

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = static_cast<unsigned char>(text.front()) < 0x80 ? 1 : decode_utf8(text).length;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

}  // namespace

std::string from_gb18030(std::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == iconv_t(-1)) return {};  // this system doesn't know it
  std::string from(bytes), to(bytes.size() * 4, '\0');
  char* in = from.data();
  char* out = to.data();
  std::size_t in_left = from.size(), out_left = to.size();
  const bool whole = iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!whole) return {};
  to.resize(to.size() - out_left);
  return to;
}

LogRows::LogRows(const std::filesystem::path& file) : name_(file.string()) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    refuse(0, missing ? "there is no such file" : "cannot be read", missing ? "" : std::strerror(errno),
           "give the path of a CSV file, or of a scenario with --fit");
  }
  if (!S_ISREG(status.st_mode)) refuse(0, "is not an ordinary file", "", "give the path of a CSV file");
  if (status.st_size > static_cast<off_t>(largest_log)) {
    refuse(0, fmt::format("is larger than {} GB", largest_log / 1'000'000'000), "", "split it by year");
  }
  file_ = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (file_ < 0) refuse(0, "cannot be read", std::strerror(errno), "give the path of a file that you may read");
  block_.resize(block_bytes);
  skip_mark();
  find_separator();
}

LogRows::~LogRows() {
  if (file_ >= 0) ::close(file_);
}

Location LogRows::at(std::int64_t line) const {
  if (line < 1 || line > std::numeric_limits<int>::max()) return {name_};
  return {name_, static_cast<int>(line), 1};
}

void LogRows::refuse(std::int64_t line, std::string what, std::string why, std::string remedy) const {
  throw UserError(Problem{at(line), std::move(what), std::move(why), std::move(remedy)});
}

int LogRows::refill() {
  at_ = filled_ = 0;
  ssize_t got = 0;
  do {
    got = ::read(file_, block_.data(), block_.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) refuse(0, "cannot be read", std::strerror(errno), "give the path of a file that you may read");
  if (got == 0) return end_of_file;
  filled_ = static_cast<std::size_t>(got);
  if (std::memchr(block_.data(), 0, filled_) != nullptr) {
    refuse(line_, "there is a NUL byte here or on a later line", "a log is a table of text",
           "save it as CSV in UTF-8; a spreadsheet or a database can't be read as it is");
  }
  return static_cast<unsigned char>(block_.front());
}

void LogRows::skip_mark() {
  peek();
  const std::string_view head = std::string_view(block_).substr(0, filled_);
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) {
    refuse(0, "is UTF-16 text", "", "save it as CSV in UTF-8");
  }
  if (head.starts_with("\xef\xbb\xbf")) at_ = 3;
}

void LogRows::find_separator() {
  const std::string_view head = std::string_view(block_).substr(at_, filled_ - at_);
  const std::string_view first = head.substr(0, head.find('\n'));
  std::ptrdiff_t most = std::count(first.begin(), first.end(), ',');
  for (const char candidate : {';', '\t'}) {
    const std::ptrdiff_t found = std::count(first.begin(), first.end(), candidate);
    if (found > most) {
      most = found;
      separator_ = candidate;
    }
  }
}

bool LogRows::next() {
  for (;;) {
    if (peek() == end_of_file) return false;
    if (row_bytes_ > block_bytes) fields_.clear();  // else fields would keep the memory of their longest
    row_line_ = line_;
    row_bytes_ = 0;
    count_ = 0;
    for (bool more = true; more;) {
      if (count_ == most_fields) {
        refuse(row_line_, fmt::format("the line has more than {} fields", most_fields), "", "give a table of requests");
      }
      if (fields_.size() == count_) fields_.emplace_back();
      read_field(fields_[count_++]);
      const int byte = peek();
      more = byte == separator_;
      if (byte != end_of_file) ++at_;
      if (byte == '\n') ++line_;
    }
    if (count_ > 1 || !fields_.front().empty()) return true;
  }
}

/// Reads up to the separator, the line end or the end of the file, which is left.
void LogRows::read_field(std::string& field) {
  field.clear();
  while (peek() == ' ') ++at_;
  if (peek() == '"') read_quoted(field);
  for (int byte = peek(); byte != separator_ && byte != '\n' && byte != end_of_file; byte = peek()) {
    grow(field, byte);
    ++at_;
  }
  settle(field);
}

void LogRows::read_quoted(std::string& field) {
  const std::int64_t begun = line_;
  ++at_;
  for (;;) {
    const int byte = peek();
    if (byte == end_of_file || field.size() == longest_field) {
      refuse(begun, byte == end_of_file ? "a quote is not closed" : "a field is longer than 1 MiB",
             "a quote opens at the begin of a field, and another closes it", "close it with \"");
    }
    ++at_;
    if (byte == '"') {
      if (peek() != '"') return;
      ++at_;
    }
    if (byte == '\n') ++line_;
    count_byte();
    field += static_cast<char>(byte);
  }
}

void LogRows::grow(std::string& field, int byte) {
  if (field.size() == longest_field) refuse(row_line_, "a field is longer than 1 MiB", "", "check the line ends");
  count_byte();
  field += static_cast<char>(byte);
}

void LogRows::count_byte() {
  if (row_bytes_++ == longest_row) {
    refuse(row_line_, fmt::format("a row is longer than {} MiB", longest_row >> 20), "", "check the line ends");
  }
}

/// Makes a field that has been read proper text without blanks around it.
void LogRows::settle(std::string& field) {
  while (!field.empty() && is_blank(field.back())) field.pop_back();
  const auto first = std::find_if(field.begin(), field.end(), [](char letter) { return !is_blank(letter); });
  field.erase(field.begin(), first);
  if (is_utf8(field)) return;
  std::string converted = from_gb18030(field);
  converted_ = converted_ || !converted.empty();
  if (converted.empty()) {
    for (char& letter : field) letter = static_cast<unsigned char>(letter) < 0x80 ? letter : '?';
  } else {
    field = std::move(converted);
  }
}

}  // namespace cogov
