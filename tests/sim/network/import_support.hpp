/// What the tests of the readers share.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/errors.hpp"
#include "sim/network/text_stream.hpp"

namespace cogov::testing {

/// A faulty text, and what is to be said of it.
struct BadInput {
  const char* what;
  std::string text;
  int line;
  int column;
  const char* phrase;  ///< is in the sentence of the problem
};

/// All problems of reading a text; none when it is read.
template <class Read>
std::vector<Problem> problems_in(std::string_view text, const Read& read) {
  try {
    TextStream stream = TextStream::of_text(text, "roads");
    static_cast<void>(read(stream));
    return {};
  } catch (const UserError& error) {
    return error.problems();
  }
}

inline std::string sentences(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += problem.sentence() + "\n";
  return text;
}

/// Whether one of the problems is the one that is expected, in its place.
template <class Read>
void expect_problem(const BadInput& bad, const Read& read) {
  const std::vector<Problem> problems = problems_in(bad.text, read);
  bool found = false;
  for (const Problem& one : problems) {
    found = found || (one.where.file == "roads" && one.where.line == bad.line && one.where.column == bad.column &&
                      one.sentence().find(bad.phrase) != std::string::npos);
  }
  EXPECT_TRUE(found) << bad.what << ": expected " << bad.line << ":" << bad.column << " " << bad.phrase << "\n"
                     << sentences(problems);
}

/// A source that never ends by itself: a start, then one byte so many times, then an end. Nothing is held.
class Endless {
 public:
  Endless(std::string start, char filler, std::uint64_t times, std::string end)
      : start_(std::move(start)), end_(std::move(end)), filler_(filler), times_(times) {}
  std::size_t operator()(char* to, std::size_t most) {
    if (!start_.empty()) return take(start_, to, most);
    if (times_ == 0) return take(end_, to, most);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(most, times_));
    std::fill_n(to, count, filler_);
    times_ -= count;
    return count;
  }

 private:
  static std::size_t take(std::string& from, char* to, std::size_t most) {
    const std::size_t count = std::min(most, from.size());
    from.copy(to, count);
    from.erase(0, count);
    return count;
  }
  std::string start_, end_;
  char filler_;
  std::uint64_t times_;
};

/// Changes a text in a few places; the same for the same number.
inline std::string mutated(std::string text, std::uint64_t number) {
  std::uint64_t state = number * 0x9E3779B97F4A7C15ULL + 1;
  const auto draw = [&](std::uint64_t below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % below);
  };
  constexpr std::string_view odd = "<>&;\"'/=!?[]-,\n\r\0\xff\xc3 09.e+-nN:x";
  for (std::size_t changes = 1 + draw(4); changes > 0 && !text.empty(); --changes) {
    const std::size_t at = draw(text.size());
    const std::size_t length = std::min(text.size() - at, 1 + draw(20));
    switch (draw(5)) {
      case 0:
        text[at] = odd[draw(odd.size())];
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(draw(text.size()), length));
        break;
      case 3:
        text.insert(at, 1, odd[draw(odd.size())]);
        break;
      default:
        text[at] = static_cast<char>(draw(256));
    }
  }
  return text;
}

}  // namespace cogov::testing
