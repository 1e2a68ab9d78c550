// Reading files with suspicion: regular files only, and sealed ones only if the seal fits.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "output/durable.hpp"
#include "output/hash.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view seal_start = "\ncogov-seal-1 sha256 ";
constexpr std::size_t seal_size = seal_start.size() + 64 + 1;
constexpr std::string_view hdf5_start = "\x89HDF\r\n\x1a\n";

std::string seal_with(const std::string& digest) { return fmt::format("{}{}\n", seal_start, digest); }

/// A regular file open for reading, with its size at that time.
class Input {
 public:
  explicit Input(const fs::path& file) : file_(file) {
    // Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
    number_ = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (number_ < 0) refuse(std::strerror(errno));
    struct stat facts {};
    if (::fstat(number_, &facts) != 0 || !S_ISREG(facts.st_mode)) {
      ::close(number_);
      refuse("it is not a regular file");
    }
    size_ = static_cast<std::size_t>(facts.st_size);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() { ::close(number_); }

  [[nodiscard]] std::size_t size() const { return size_; }

  /// Fills the buffer; false if the file ends before.
  bool read(char* buffer, std::size_t size) {
    while (size > 0) {
      const ssize_t got = ::read(number_, buffer, size);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse(std::strerror(errno));
      if (got == 0) return false;
      buffer += got;
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }

 private:
  [[noreturn]] void refuse(const char* why) { throw UserError(fmt::format("'{}' can't be read", file_.string()), why); }
  fs::path file_;
  int number_ = -1;
  std::size_t size_ = 0;
};

/// SHA-256 of the next `size` bytes; nothing if the file ends before.
std::optional<std::string> digest_of(Input& input, std::string_view already_read, std::size_t size) {
  Sha256 hash;
  hash.add(already_read.data(), already_read.size());
  std::vector<char> buffer(std::min<std::size_t>(size, 1 << 20));
  while (size > 0) {
    const std::size_t piece = std::min(size, buffer.size());
    if (!input.read(buffer.data(), piece)) return std::nullopt;
    hash.add(buffer.data(), piece);
    size -= piece;
  }
  return hash.hex();
}

}  // namespace

std::string read_whole(const fs::path& file, std::size_t most) {
  Input input(file);
  if (input.size() > most) {
    throw UserError(fmt::format("'{}' is too large", file.string()),
                    fmt::format("{} bytes, at most {} are expected", input.size(), most));
  }
  std::string bytes(input.size(), '\0');
  if (!input.read(bytes.data(), bytes.size())) {
    throw UserError(fmt::format("'{}' can't be read", file.string()), "it became shorter while it was read");
  }
  return bytes;
}

std::string seal_of(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes.data(), bytes.size());
  return seal_with(hash.hex());
}

void seal_file(const fs::path& file) {
  Input input(file);
  const std::optional<std::string> digest = digest_of(input, {}, input.size());
  const int number = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  const std::string seal = seal_with(digest.value_or(""));
  const bool written =
      digest && number >= 0 && ::write(number, seal.data(), seal.size()) == static_cast<ssize_t>(seal.size());
  const int error = written ? 0 : errno;
  if ((number >= 0 && ::close(number) != 0) || !written) {
    throw OutputError(fmt::format("cannot write '{}' ({})", file.string(), std::strerror(error ? error : errno)));
  }
}

std::string read_seal(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string seal(seal_size, '\0');
  stream.seekg(-static_cast<std::streamoff>(seal_size), std::ios::end);
  const bool read = static_cast<bool>(stream.read(seal.data(), static_cast<std::streamsize>(seal.size())));
  return read && seal.starts_with(seal_start) ? seal : "";
}

void require_sealed(const fs::path& file, const std::string& what) {
  Input input(file);
  const std::string name = file.string();
  std::string start(hdf5_start.size(), '\0');
  if (input.size() < start.size() || !input.read(start.data(), start.size()) || start != hdf5_start) {
    throw UserError(fmt::format("'{}' is not {} of cogov", name, what), "it does not start like an HDF5 file");
  }
  const char* seal_is_missing = "its seal is missing: it was cut short, changed by another program, or never was one";
  if (input.size() < start.size() + seal_size) {
    throw UserError(fmt::format("'{}' is not a whole file of cogov, {} was expected", name, what), seal_is_missing);
  }
  const std::optional<std::string> digest = digest_of(input, start, input.size() - start.size() - seal_size);
  std::string seal(seal_size, '\0');
  if (!digest || !input.read(seal.data(), seal.size()) || !seal.starts_with(seal_start)) {
    throw UserError(fmt::format("'{}' is not a whole file of cogov, {} was expected", name, what), seal_is_missing);
  }
  if (seal != seal_with(*digest)) {
    throw UserError(fmt::format("'{}' is damaged", name), "its bytes don't fit the checksum at its end",
                    "use another copy, or make it again");
  }
}

}  // namespace cogov
