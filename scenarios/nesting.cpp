#include "scenarios/nesting.hpp"

#include <algorithm>

namespace cogov {

namespace {

/// Walks over TOML text, keeping count of line and column.
class Walker {
 public:
  Walker(std::string_view text, int limit) : text_(text), limit_(limit) {}

  Location find() {
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      if (letter == '#') {
        skip_comment();
      } else if (letter == '"' || letter == '\'') {
        skip_string(letter);
      } else {
        count(letter);
        if (brackets_ > limit_ || dots_ >= limit_) return {{}, line_, column_};
        step();
      }
    }
    return {};
  }

 private:
  void step() {
    const char letter = text_[at_++];
    if (letter == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(letter) & 0xc0) != 0x80) {
      ++column_;
    }
  }

  void step(std::size_t bytes) {
    for (std::size_t i = 0; i < bytes && at_ < text_.size(); ++i) step();
  }

  void count(char letter) {
    switch (letter) {
      case '[':
      case '{':
        ++brackets_;
        dots_ = 0;
        break;
      case ']':
      case '}':
        brackets_ = std::max(0, brackets_ - 1);
        dots_ = 0;
        break;
      case '.':
        ++dots_;
        break;
      case '=':
      case ',':
      case '\n':
        dots_ = 0;
        break;
      default:
        break;
    }
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') step();
  }

  void skip_string(char quote) {
    const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
    const bool many_lines = text_.substr(at_).starts_with(triple);
    step(many_lines ? 3 : 1);
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (quote == '"' && rest[0] == '\\') {
        step(2);
      } else if (many_lines && rest.starts_with(triple)) {
        step(3);
        // One or two more quotes belong to the string that they end.
        for (int i = 0; i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) step();
        return;
      } else if (!many_lines && (rest[0] == quote || rest[0] == '\n')) {
        step();  // a line break ends a string that nobody closed; the parser will say so
        return;
      } else {
        step();
      }
    }
  }

  std::string_view text_;
  int limit_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  int brackets_ = 0;
  int dots_ = 0;
};

}  // namespace

Location too_deep(std::string_view toml, int limit) { return Walker(toml, limit).find(); }

}  // namespace cogov
