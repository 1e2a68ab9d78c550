/// Writing files so that they are whole or absent, whatever happens to the process or the machine.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cogov {

/// Writes `bytes` to `temporary`, checks every call, syncs, renames to `file` and syncs the folder.
/// When it returns, the file is on disk; before, it is absent or what it was. Both must be in one
/// folder. @throws OutputError naming the file and the system's reason; the temporary is removed.
void write_durably(const std::filesystem::path& file, const std::filesystem::path& temporary, std::string_view bytes);

/// Syncs a file that somebody else wrote, renames it to `to` and syncs the folder.
/// @throws OutputError
void publish_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Syncs the folder in which `entry` stands, so that its name survives a power cut. @throws OutputError
void sync_name(const std::filesystem::path& entry);

/// Opens for reading without waiting at a pipe, and reads the whole of a regular file.
/// @throws UserError if it can't be read, is not a regular file or is larger than `most` bytes.
std::string read_whole(const std::filesystem::path& file, std::size_t most);

/// Ends a file with a seal: a line with the SHA-256 of all bytes before it. HDF5 ignores what stands
/// after the end that its header names, so every tool still opens the file.
/// @throws OutputError
void seal_file(const std::filesystem::path& file);
/// The seal of bytes in memory.
std::string seal_of(std::string_view bytes);

/// The last line of a file if that is a seal, whether it fits or not; else empty. Reads nothing else.
std::string read_seal(const std::filesystem::path& file);

/// Whether a file is whole: it starts like HDF5, ends with a seal, and the seal fits. Reads all of
/// it, in small constant memory, and never calls the HDF5 library, which a damaged file can crash.
/// @param what  what the file should be, as in "a result"
/// @throws UserError saying what is wrong with it.
void require_sealed(const std::filesystem::path& file, const std::string& what);

/// A lock on a file (flock), held by at most one holder on the machine until it goes out of scope or
/// its process ends, however it ends.
class FileLock {
 public:
  /// Creates the file if need be. Nothing if somebody else holds the lock. @throws OutputError
  static std::optional<FileLock> try_take(const std::filesystem::path& file);
  /// Waits for it.
  static FileLock take(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  /// Whether the path still names the file that is locked (the folder may have been removed).
  [[nodiscard]] bool stands() const;

 private:
  FileLock(int descriptor, std::filesystem::path file) : descriptor_(descriptor), file_(std::move(file)) {}
  static std::optional<FileLock> locked(const std::filesystem::path& file, int how);
  int descriptor_ = -1;
  std::filesystem::path file_;
};

}  // namespace cogov
