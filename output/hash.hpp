/// SHA-256 of bytes that arrive in pieces.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace cogov {

/// A SHA-256 under way. Adding a text in pieces gives the same digest as adding it at once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  /// Adds `size` bytes.
  void add(const void* bytes, std::size_t size);
  /// The digest of all that was added, 64 lower-case hex digits. To be called once, last.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cogov
