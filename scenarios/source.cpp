#include "scenarios/source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "scenarios/nesting.hpp"
#include "sim/utf8.hpp"

namespace cogov {

namespace {

/// An open file that closes itself.
class Handle {
 public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::string kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe (FIFO)";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

Problem unreadable(const std::string& name, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return {{name}, "there is no such file", {}, "check the path; 'cogov scenarios' lists the built-in ones"};
  }
  if (error == ENXIO) return {{name}, "is not an ordinary file", {}, "give the path of a scenario file"};
  return {{name}, "cannot be read", std::strerror(error), "give the path of a file that you may read"};
}

Problem too_large(const std::string& name) {
  return {{name},
          fmt::format("is larger than {} MiB", largest_source >> 20),
          "a scenario is text written by hand",
          "give the path of a scenario file"};
}

/// Reads up to the limit and one byte more; a file may grow, or lie about its size, as those in /proc do.
bool read_bounded(int file, std::string& text) {
  char block[65536];
  text.clear();
  while (text.size() <= largest_source) {
    const ssize_t got = ::read(file, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    text.append(block, static_cast<std::size_t>(got));
  }
  return true;
}

bool check_encoding(const std::string& text, const std::string& name, Problems& problems) {
  const std::string_view head = std::string_view(text).substr(0, 2);
  const bool marked = head == "\xff\xfe" || head == "\xfe\xff";
  const bool unmarked = text.size() >= 4 && ((text[0] == 0 && text[1] != 0 && text[2] == 0 && text[3] != 0) ||
                                             (text[0] != 0 && text[1] == 0 && text[2] != 0 && text[3] == 0));
  if (!marked && !unmarked) return true;
  problems.add({{name, 1, 1}, "is UTF-16 text", "a scenario is UTF-8", "save it as UTF-8 in your editor"});
  return false;
}

/// Checks bytes in one pass: the first fault ends it, for what follows may be anything.
bool check_characters(const std::string& text, const std::string& name, Problems& problems) {
  Location here{name, 1, 1};
  std::size_t line_start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_utf8(std::string_view(text).substr(at, 4));
    if (next.length == 0) {
      problems.add({here, fmt::format("byte 0x{:02X} is not valid UTF-8", static_cast<unsigned char>(text[at])),
                    "a scenario is UTF-8", "save it as UTF-8 in your editor"});
      return false;
    }
    if (next.code == 0) {
      problems.add({here, "there is a NUL byte", "a scenario is text", "remove it; the file may be damaged"});
      return false;
    }
    at += next.length;
    ++here.column;
    if (next.code == '\n') {
      here = {name, here.line + 1, 1};
      line_start = at;
    }
    if (at - line_start > longest_line) {
      problems.add({{name, here.line, 1},
                    fmt::format("the line is longer than {} bytes", longest_line),
                    "nothing in a scenario is that long",
                    "break it up; the file may be damaged"});
      return false;
    }
  }
  return true;
}

bool check_nesting(const std::string& text, const std::string& name, Problems& problems) {
  const Location deep = too_deep(text, deepest_nesting);
  if (deep.line == 0) return true;
  problems.add({{name, deep.line, deep.column},
                fmt::format("lists, tables or dotted keys are nested more than {} deep", deepest_nesting),
                "nothing in a scenario is that deep",
                "check the brackets and the dots"});
  return false;
}

}  // namespace

bool check_source(std::string& text, const std::string& name, Problems& problems) {
  if (text.size() > largest_source) {
    problems.add(too_large(name));
    return false;
  }
  if (!check_encoding(text, name, problems)) return false;
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  return check_characters(text, name, problems) && check_nesting(text, name, problems);
}

bool read_source(const std::filesystem::path& file, const std::string& name, std::string& text, Problems& problems) {
  struct stat status = {};
  // Asked before opening: opening a device can do something, and opening a FIFO waits for its writer.
  if (::stat(file.c_str(), &status) != 0) {
    problems.add(unreadable(name, errno));
    return false;
  }
  if (S_ISREG(status.st_mode)) {
    const Handle handle(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    // Asked again of the open file: it may have been replaced meanwhile.
    if (handle.number() < 0 || ::fstat(handle.number(), &status) != 0) {
      problems.add(unreadable(name, errno));
      return false;
    }
    if (S_ISREG(status.st_mode)) {
      if (status.st_size > static_cast<off_t>(largest_source)) {
        problems.add(too_large(name));
        return false;
      }
      if (!read_bounded(handle.number(), text)) {
        problems.add(unreadable(name, errno));
        return false;
      }
      return check_source(text, name, problems);
    }
  }
  problems.add(
      {{name}, fmt::format("is {}, not a file", kind_of(status.st_mode)), {}, "give the path of a scenario file"});
  return false;
}

}  // namespace cogov
