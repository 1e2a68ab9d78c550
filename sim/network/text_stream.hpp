/// A text file of any length, character by character, in bounded memory; and the problems found in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {

/// Largest file of a network or of ties, in bytes.
inline constexpr std::uint64_t largest_import = 2'000'000'000;

/// Where something stands, counted from 1; columns count characters. {0, 0}: the file as a whole.
struct Spot {
  int line = 0;
  int column = 0;
};

/// The problems of one file: the first twenty are kept, the rest are counted.
class FileProblems {
 public:
  static constexpr std::size_t most = 20;

  explicit FileProblems(std::string file) : file_(std::move(file)) {}
  void add(Spot at, std::string what, std::string why = {}, std::string remedy = {});
  /// Adds one after which the file can't be read on. @throws UserError with all of them
  [[noreturn]] void stop(Spot at, std::string what, std::string why = {}, std::string remedy = {});
  /// @throws UserError with all of them, from top to bottom
  void throw_if_any() const;
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  [[noreturn]] void throw_all() const;

  std::string file_;
  std::vector<Problem> problems_;
  std::size_t left_out_ = 0;
};

/// A stream of bytes that has been checked to be UTF-8 without control characters (but tab and line
/// ends). Reads blocks of 64 KiB and never holds more. A byte order mark is skipped.
class TextStream {
 public:
  /// Fills a buffer with at most so many bytes; returns how many, 0 at the end.
  using Source = std::function<std::size_t(char* to, std::size_t most)>;
  static constexpr int end = -1;

  /// @param name  what the file is called in messages
  TextStream(std::string name, Source source, std::uint64_t most_bytes = largest_import);
  /// Opens a regular file; anything else (missing, folder, FIFO, device, unreadable, over
  /// `largest_import` bytes) is refused. Nothing is opened that could block. @throws UserError
  static TextStream of_file(const std::filesystem::path& file, std::string name);
  /// Reads from memory, which must live as long as the stream.
  static TextStream of_text(std::string_view text, std::string name);

  /// The next byte (0 to 255) without taking it, or `end`. @throws UserError at what is not text
  int peek() { return at_ < checked_ ? static_cast<unsigned char>(block_[at_]) : peek_further(); }
  /// Takes the next byte.
  int next() {
    const int byte = peek();
    if (byte != end) step(byte);
    return byte;
  }
  /// Where the next character stands.
  [[nodiscard]] Spot here() const { return here_; }
  [[nodiscard]] FileProblems& problems() { return problems_; }
  /// How much was taken from the source so far.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  int peek_further();
  void fill();
  void check_start();
  void step(int byte) {
    ++at_;
    if (byte == '\n') {
      here_ = {here_.line + 1, 1};
    } else if ((byte & 0xc0) != 0x80) {
      ++here_.column;
    }
  }

  Source source_;
  std::uint64_t most_bytes_;
  std::uint64_t bytes_read_ = 0;
  std::string block_;
  std::size_t at_ = 0;       ///< the next byte in the block
  std::size_t checked_ = 0;  ///< end of what has been checked
  bool at_end_ = false;      ///< the source has no more
  Spot here_{1, 1};
  FileProblems problems_;
};

}  // namespace cogov
