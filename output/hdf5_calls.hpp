/// What the sources of the HDF5 layer share. Only they include it.
#pragma once

#include <mutex>

#include "output/hdf5.hpp"

namespace cogov::h5 {

inline constexpr unsigned deflate_level = 4;

/// Held during any call of the library, which keeps global state; may be taken again by its holder.
class Lock {
 public:
  Lock();

 private:
  std::lock_guard<std::recursive_mutex> guard_;
};

/// Throws a Failure with the reason that the library gives for its last error.
[[noreturn]] void fail(const char* call);

/// Passes on what a call returned; Failure if that is negative.
template <class Number>
Number check(Number returned, const char* call) {
  if (returned < 0) fail(call);
  return returned;
}

/// The library's type for a dataset: little-endian numbers, UTF-8 texts of any length.
Handle stored_type(Type type);

}  // namespace cogov::h5
