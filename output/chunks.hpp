/// Filtering chunks outside the HDF5 library, which would do it one chunk at a time behind its lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "output/hdf5.hpp"

namespace cogov {

/// The chunk for an array of 8-byte values: at most 512 KiB, whole trailing dimensions first, so
/// that both one run and the last day of all runs touch few chunks.
h5::Shape chunk_shape(const h5::Shape& shape);

/// What the library's filters shuffle, deflate and fletcher32 make of a chunk of 8-byte values.
std::vector<std::byte> filtered_chunk(std::span<const std::byte> chunk);

/// The checksum of HDF5's fletcher32 filter.
std::uint32_t fletcher32(std::span<const std::byte> bytes);

/// Writes an array of 8-byte values, or a part of it, filtering its chunks in parallel.
/// @param shape   of what is written
/// @param values  row-major, as many as `shape` says
/// @param fill    bits of the value that pads chunks beyond the edges
/// @param origin  where in the dataset it begins: at the beginning of a chunk. It ends with a chunk or with the
/// dataset.
///                Empty: it is the whole
void write_filtered(h5::Dataset& dataset, const h5::Shape& shape, const h5::Shape& chunk,
                    std::span<const std::uint64_t> values, std::uint64_t fill, const h5::Shape& origin = {});

}  // namespace cogov
