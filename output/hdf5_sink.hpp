/// The driver through which new files are written. Only the HDF5 layer includes it.
#pragma once

#include <cstdint>

namespace cogov::h5 {

/// Makes a file access list write through a driver of our own. When the disk refuses a write, the
/// driver keeps the system's reason in `*error` and tells the library that all is well: a library
/// that could not close a file crashes when the program ends (HDF5 1.10.8, SIGSEGV on a full disk).
/// Whoever closes the file must look at `*error`, which has to outlive it.
/// @throws Failure
void use_sink(std::int64_t access_list, int* error);

}  // namespace cogov::h5
