#include "output/chunks.hpp"

#include <tbb/parallel_for.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "output/hdf5_calls.hpp"
#include "sim/errors.hpp"

namespace cogov {

using h5::Shape;

namespace {

constexpr std::uint64_t value_bytes = 8;
constexpr std::uint64_t most_values = (512 << 10) / value_bytes;

std::uint64_t product(const Shape& shape) {
  std::uint64_t total = 1;
  for (const std::uint64_t one : shape) total *= one;
  return total;
}

/// Byte 0 of all values, then byte 1 of all values, ...: alike bytes side by side deflate better.
std::vector<std::byte> shuffled(std::span<const std::byte> chunk) {
  const std::size_t count = chunk.size() / value_bytes;
  std::vector<std::byte> out(chunk.size());
  for (std::size_t byte = 0; byte < value_bytes; ++byte) {
    for (std::size_t i = 0; i < count; ++i) out[byte * count + i] = chunk[i * value_bytes + byte];
  }
  return out;
}

}  // namespace

Shape chunk_shape(const Shape& shape) {
  Shape chunk = shape;
  for (std::size_t axis = 0; axis < chunk.size(); ++axis) {
    while (product(chunk) > most_values && chunk[axis] > 1) chunk[axis] = (chunk[axis] + 1) / 2;
  }
  return chunk;
}

std::uint32_t fletcher32(std::span<const std::byte> bytes) {
  // Sums of big-endian 16-bit words modulo 65535, where a sum that is not 0 stays so: 65535 stands
  // for it.
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  const auto fold = [](std::uint32_t sum) { return (sum & 0xffff) + (sum >> 16); };
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto high = std::to_integer<std::uint32_t>(bytes[i]);
    const auto low = i + 1 < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i + 1]) : 0U;
    first = fold(first + ((high << 8) | low));
    second = fold(second + first);
  }
  return (second << 16) | first;
}

std::vector<std::byte> filtered_chunk(std::span<const std::byte> chunk) {
  const std::vector<std::byte> plain = shuffled(chunk);
  uLongf size = compressBound(plain.size());
  std::vector<std::byte> out(size + sizeof(std::uint32_t));
  const int code = compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
                             plain.size(), h5::deflate_level);
  EXPECT(code == Z_OK);
  const std::uint32_t sum = fletcher32({out.data(), size});
  std::memcpy(out.data() + size, &sum, sizeof sum);
  out.resize(size + sizeof sum);
  return out;
}

namespace {

/// Steps `index` through `count` positions, the last axis fastest; false after the last.
bool next(Shape& index, const Shape& count) {
  for (std::size_t axis = index.size(); axis-- > 0;) {
    if (++index[axis] < count[axis]) return true;
    index[axis] = 0;
  }
  return false;
}

/// Copies the chunk at `offset` out of the array.
std::vector<std::uint64_t> gathered(const Shape& shape, const Shape& chunk, const Shape& offset,
                                    std::span<const std::uint64_t> values, std::uint64_t fill) {
  std::vector<std::uint64_t> out(product(chunk), fill);
  const std::size_t last = shape.size() - 1;
  const std::uint64_t run = std::min(chunk[last], shape[last] - offset[last]);
  Shape rows = chunk;  // all positions but along the last axis, which is copied in one go
  rows[last] = 1;
  Shape at(shape.size(), 0);
  do {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    bool inside = true;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      inside = inside && offset[axis] + at[axis] < shape[axis];
      from = from * shape[axis] + offset[axis] + at[axis];
      to = to * chunk[axis] + at[axis];
    }
    if (inside)
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(from), run,
                  out.begin() + static_cast<std::ptrdiff_t>(to));
  } while (next(at, rows));
  return out;
}

std::vector<Shape> offsets_of(const Shape& shape, const Shape& chunk) {
  Shape count;
  for (std::size_t axis = 0; axis < shape.size(); ++axis)
    count.push_back((shape[axis] + chunk[axis] - 1) / chunk[axis]);
  std::vector<Shape> offsets;
  Shape index(shape.size(), 0);
  do {
    Shape offset = index;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) offset[axis] *= chunk[axis];
    offsets.push_back(std::move(offset));
  } while (next(index, count));
  return offsets;
}

}  // namespace

void write_filtered(h5::Dataset& dataset, const Shape& shape, const Shape& chunk, std::span<const std::uint64_t> values,
                    std::uint64_t fill, const Shape& origin) {
  EXPECT(!shape.empty() && values.size() == product(shape) && (origin.empty() || origin.size() == shape.size()));
  const std::vector<Shape> offsets = offsets_of(shape, chunk);
  constexpr std::size_t batch = 64;  // bounds what waits to be written: 32 MiB
  for (std::size_t begin = 0; begin < offsets.size(); begin += batch) {
    const std::size_t count = std::min(batch, offsets.size() - begin);
    std::vector<std::vector<std::byte>> ready(count);
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
      const std::vector<std::uint64_t> plain = gathered(shape, chunk, offsets[begin + i], values, fill);
      ready[i] = filtered_chunk(std::as_bytes(std::span(plain)));
    });
    for (std::size_t i = 0; i < count; ++i) {
      Shape at = offsets[begin + i];
      for (std::size_t axis = 0; axis < origin.size(); ++axis) at[axis] += origin[axis];
      dataset.write_chunk(at, ready[i]);
    }
  }
}

}  // namespace cogov
