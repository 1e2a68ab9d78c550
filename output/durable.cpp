#include "output/durable.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void cannot(const char* act, const fs::path& file, int error) {
  throw OutputError(fmt::format("cannot {} '{}' ({})", act, file.string(), std::strerror(error)));
}

/// A file descriptor that closes itself; `close` reports what the kernel says at the end.
class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags, mode_t mode = 0666) : file_(file) {
    do number_ = ::open(file.c_str(), flags | O_CLOEXEC, mode);
    while (number_ < 0 && errno == EINTR);
    if (number_ < 0) cannot(flags & (O_WRONLY | O_RDWR) ? "write" : "open", file, errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) cannot("write", file_, written < 0 ? errno : ENOSPC);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(number_) != 0) cannot("write", file_, errno);
  }
  void close() {
    const int number = number_;
    number_ = -1;
    if (::close(number) != 0) cannot("write", file_, errno);
  }

 private:
  fs::path file_;
  int number_ = -1;
};

void sync_folder(const fs::path& folder) {
  Descriptor descriptor(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY);
  descriptor.sync();
}

void rename_durably(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) cannot("write", to, errno);
  sync_folder(to.parent_path());
}

}  // namespace

void write_durably(const fs::path& file, const fs::path& temporary, std::string_view bytes) {
  try {
    Descriptor descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    descriptor.write(bytes);
    descriptor.sync();
    descriptor.close();
    rename_durably(temporary, file);
  } catch (const OutputError&) {
    ::unlink(temporary.c_str());
    throw;
  }
}

void publish_durably(const fs::path& from, const fs::path& to) {
  Descriptor descriptor(from, O_RDWR);
  descriptor.sync();
  descriptor.close();
  rename_durably(from, to);
}

void sync_name(const fs::path& entry) { sync_folder(entry.parent_path()); }

namespace {

std::optional<int> lock_call(int descriptor, int how) {
  while (::flock(descriptor, how) != 0) {
    if (errno == EWOULDBLOCK) return std::nullopt;
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

std::optional<FileLock> FileLock::locked(const fs::path& file, int how) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) cannot("write", file, errno);
  FileLock lock(descriptor, file);
  const std::optional<int> outcome = lock_call(descriptor, how);
  if (!outcome) return std::nullopt;
  if (*outcome != 0) cannot("lock", file, *outcome);
  return lock;
}

std::optional<FileLock> FileLock::try_take(const fs::path& file) { return locked(file, LOCK_EX | LOCK_NB); }

FileLock FileLock::take(const fs::path& file) {
  std::optional<FileLock> lock = locked(file, LOCK_EX);
  EXPECT(lock.has_value());
  return std::move(*lock);
}

FileLock::FileLock(FileLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), file_(std::move(other.file_)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(file_, other.file_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileLock::stands() const {
  struct stat mine {};
  struct stat named {};
  if (::fstat(descriptor_, &mine) != 0 || ::stat(file_.c_str(), &named) != 0) return false;
  return mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

}  // namespace cogov
