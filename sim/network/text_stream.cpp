#include "sim/network/text_stream.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <tuple>

#include "sim/utf8.hpp"

namespace cogov {

void FileProblems::add(Spot at, std::string what, std::string why, std::string remedy) {
  if (problems_.size() >= most) {
    ++left_out_;
    return;
  }
  problems_.push_back({{file_, at.line, at.column}, std::move(what), std::move(why), std::move(remedy)});
}

void FileProblems::stop(Spot at, std::string what, std::string why, std::string remedy) {
  problems_.push_back({{file_, at.line, at.column}, std::move(what), std::move(why), std::move(remedy)});
  throw_all();
}

void FileProblems::throw_if_any() const {
  if (!problems_.empty()) throw_all();
}

void FileProblems::throw_all() const {
  std::vector<Problem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
    return std::tuple(a.where.line, a.where.column) < std::tuple(b.where.line, b.where.column);
  });
  if (left_out_ > 0) {
    // Stands where the last one stands, so that it stays the last when files are sorted.
    sorted.push_back({sorted.back().where,
                      fmt::format("and {} more problems of this file", left_out_),
                      {},
                      "mend these first, then check again"});
  }
  throw UserError(std::move(sorted));
}

namespace {

constexpr std::size_t block_bytes = 65536;

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

[[noreturn]] void refuse(const std::string& name, std::string what, std::string why, std::string remedy) {
  throw UserError(Problem{{name}, std::move(what), std::move(why), std::move(remedy)});
}

[[noreturn]] void refuse_unreadable(const std::string& name, int error) {
  if (error == ENOENT || error == ENOTDIR) refuse(name, "there is no such file", {}, "check the path");
  refuse(name, "cannot be read", std::strerror(error), "name a file that you may read");
}

void require_regular(const std::string& name, const struct stat& status) {
  if (S_ISREG(status.st_mode)) return;
  const char* kind = S_ISDIR(status.st_mode)    ? "a folder"
                     : S_ISFIFO(status.st_mode) ? "a pipe (FIFO)"
                     : S_ISSOCK(status.st_mode) ? "a socket"
                                                : "a device";
  refuse(name, fmt::format("is {}, not a file", kind), {}, "name an ordinary file");
}

std::string too_large(std::uint64_t most) { return fmt::format("is larger than {} bytes", most); }
constexpr const char* cut_smaller = "cut out the part that is simulated";

bool is_plain(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
}

}  // namespace

TextStream::TextStream(std::string name, Source source, std::uint64_t most_bytes)
    : source_(std::move(source)), most_bytes_(most_bytes), problems_(std::move(name)) {
  block_.reserve(block_bytes + 4);
  check_start();
}

TextStream TextStream::of_file(const std::filesystem::path& file, std::string name) {
  struct stat status = {};
  // Asked before opening: opening a device can do something, and opening a FIFO waits for its writer.
  if (::stat(file.c_str(), &status) != 0) refuse_unreadable(name, errno);
  require_regular(name, status);
  const auto handle = std::make_shared<Handle>(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  // Asked again of the open file: it may have been replaced meanwhile.
  if (handle->number() < 0 || ::fstat(handle->number(), &status) != 0) refuse_unreadable(name, errno);
  require_regular(name, status);
  if (static_cast<std::uint64_t>(status.st_size) > largest_import) {
    refuse(name, too_large(largest_import), {}, cut_smaller);
  }
  const auto source = [handle, name](char* to, std::size_t most) {
    for (;;) {
      const ssize_t got = ::read(handle->number(), to, most);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) refuse_unreadable(name, errno);
    }
  };
  return TextStream(std::move(name), source);
}

TextStream TextStream::of_text(std::string_view text, std::string name) {
  return TextStream(std::move(name), [text](char* to, std::size_t most) mutable {
    const std::size_t count = std::min(most, text.size());
    std::copy_n(text.data(), count, to);
    text.remove_prefix(count);
    return count;
  });
}

/// Drops what was taken and reads on, so that a whole character is at hand or the end is known.
void TextStream::fill() {
  block_.erase(0, at_);
  checked_ -= at_;
  at_ = 0;
  while (!at_end_ && block_.size() < 4) {
    const std::size_t kept = block_.size();
    block_.resize(kept + block_bytes);
    const std::size_t got = source_(block_.data() + kept, block_bytes);
    block_.resize(kept + got);
    bytes_read_ += got;
    at_end_ = got == 0;
    if (bytes_read_ > most_bytes_) problems_.stop({}, too_large(most_bytes_), {}, cut_smaller);
  }
}

void TextStream::check_start() {
  fill();
  const std::string_view start = block_;
  if (start.empty()) problems_.stop({1, 1}, "the file is empty", {}, "check that it was saved whole");
  if (start.starts_with("\x1f\x8b") || start.starts_with("PK\x03\x04")) {
    problems_.stop({1, 1}, fmt::format("is compressed ({}), whatever its name says", start[0] == 'P' ? "zip" : "gzip"),
                   "text is expected", "unpack it first");
  }
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) {
    problems_.stop({1, 1}, "is UTF-16 text", "UTF-8 is expected", "save it as UTF-8");
  }
  if (start.starts_with("\xef\xbb\xbf")) at_ = checked_ = 3;
}

int TextStream::peek_further() {
  if (block_.size() - at_ < 4) fill();
  if (at_ == block_.size()) return end;
  while (checked_ < block_.size() && is_plain(block_[checked_])) ++checked_;
  if (checked_ > at_) return static_cast<unsigned char>(block_[at_]);
  const Decoded character = decode_utf8(std::string_view(block_).substr(at_, 4));
  const auto byte = static_cast<unsigned char>(block_[at_]);
  if (character.length == 0) {
    problems_.stop(here_, fmt::format("byte 0x{:02X} is not valid UTF-8", byte), "the text is expected in UTF-8",
                   "save it as UTF-8; the file may be damaged");
  }
  if (character.code == 0) {
    problems_.stop(here_, "there is a NUL byte", "text is expected", "save it as UTF-8; the file may be damaged");
  }
  if (character.length == 1) {
    problems_.stop(here_, fmt::format("there is a control character, 0x{:02X}", byte), "text is expected",
                   "remove it; the file may be damaged");
  }
  checked_ = at_ + character.length;
  return byte;
}

}  // namespace cogov
