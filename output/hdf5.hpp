/// A thin layer over the HDF5 C library: handles that close themselves, every return code checked,
/// one lock around the library, nothing printed. It shows no HDF5 type, so that the rest of the
/// folder compiles without the library's headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace cogov::h5 {

/// A call of the library failed; the text names the call and the library's innermost reason.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a dataset holds: numbers in the machine's order, or UTF-8 texts of any length.
enum class Type { int8, uint8, int64, float64, text };

using Shape = std::vector<std::uint64_t>;

/// An identifier of the library that is closed when it goes out of scope.
class Handle {
 public:
  using Close = int (*)(std::int64_t);
  Handle() = default;
  Handle(std::int64_t id, Close close_call) : id_(id), close_(close_call) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  ~Handle();
  [[nodiscard]] std::int64_t id() const { return id_; }
  /// Closes now; Failure if the library could not.
  void close();

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

/// What files, groups and datasets share: attributes.
class Object {
 public:
  void set(const std::string& name, const std::string& text);
  void set(const std::string& name, const char* text) { set(name, std::string(text)); }
  void set(const std::string& name, const std::vector<std::string>& texts);
  void set(const std::string& name, std::int64_t number);
  void set(const std::string& name, std::uint64_t number);
  void set(const std::string& name, double number);
  [[nodiscard]] bool has_attribute(const std::string& name) const;
  /// Failure if it is absent or of another type.
  [[nodiscard]] std::string text(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  [[nodiscard]] std::int64_t integer(const std::string& name) const;

  [[nodiscard]] std::int64_t id() const { return handle_.id(); }
  void close() { handle_.close(); }

 protected:
  explicit Object(Handle handle) : handle_(std::move(handle)) {}

 private:
  Handle handle_;
};

/// How a dataset is to be stored.
struct Storage {
  Type type = Type::float64;
  Shape shape{};                 ///< empty: a scalar
  Shape chunk{};                 ///< empty: contiguous; otherwise shuffle, deflate and fletcher32 by chunks
  bool growable = false;         ///< the first dimension may grow (the only way to a length of 0)
  std::optional<double> fill{};  ///< for float64
};

/// An N-dimensional array in a file. Buffers are row-major and as long as the part they stand for.
class Dataset : public Object {
 public:
  explicit Dataset(Handle handle) : Object(std::move(handle)) {}

  [[nodiscard]] Shape shape() const;
  [[nodiscard]] Type type() const;
  void write(const void* values, Type as);
  void write(const void* values, Type as, const Shape& offset, const Shape& count);
  void read(void* values, Type as) const;
  void read(void* values, Type as, const Shape& offset, const Shape& count) const;
  void write_texts(const std::vector<std::string>& texts);
  [[nodiscard]] std::vector<std::string> read_texts() const;
  /// Stores one chunk that went through the filters already; `offset` is that of its first value.
  void write_chunk(const Shape& offset, std::span<const std::byte> bytes);

  /// Makes it a dimension scale; `name` empty: a netCDF dimension without values.
  void make_scale(const std::string& name);
  /// Ties the given axis to a scale.
  void attach(const Dataset& scale, unsigned axis);
};

class Group : public Object {
 public:
  explicit Group(Handle handle) : Object(std::move(handle)) {}

  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] Group create_group(const std::string& name);
  [[nodiscard]] Group group(const std::string& name) const;
  [[nodiscard]] Dataset create(const std::string& name, const Storage& storage);
  [[nodiscard]] Dataset dataset(const std::string& name) const;
  /// Names of all links, in the order in which they were made.
  [[nodiscard]] std::vector<std::string> names() const;
};

class File {
 public:
  /// A new file; one that exists is emptied.
  static File create(const std::filesystem::path& path);
  /// A new file that lives in memory until its bytes are asked for.
  static File in_memory();
  static File open(const std::filesystem::path& path);

  [[nodiscard]] Group root() const;
  /// The bytes of the file as they would stand on disk.
  [[nodiscard]] std::string image();
  /// Writes out and closes; Failure if anything could not be written.
  void close();
  /// Failure if the disk has refused anything so far. The library itself isn't told of it.
  void require_written() const;

 private:
  explicit File(Handle handle) : handle_(std::move(handle)) {}
  std::unique_ptr<int> write_error_;  ///< outlives the handle, so it stands before it
  Handle handle_;
};

}  // namespace cogov::h5
