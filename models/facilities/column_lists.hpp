/// Lists of plain records in a mechanism's own column: each its length, then its records, one list after another.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace cogov {

/// A record is a struct of nothing but 32-bit integers.
template <class T>
inline constexpr bool is_record = std::is_trivially_copyable_v<T> && sizeof(T) % sizeof(std::int32_t) == 0 &&
                                  alignof(T) == alignof(std::int32_t);

/// Reads lists in the order in which they were written; those that are missing are empty.
class ListReader {
 public:
  explicit ListReader(const std::vector<std::int32_t>& column) : column_(&column) {}

  template <class T>
  [[nodiscard]] std::vector<T> next() {
    static_assert(is_record<T>);
    if (at_ >= column_->size()) return {};
    std::vector<T> list(static_cast<std::size_t>((*column_)[at_++]));
    if (!list.empty()) std::memcpy(static_cast<void*>(list.data()), column_->data() + at_, list.size() * sizeof(T));
    at_ += list.size() * sizeof(T) / sizeof(std::int32_t);
    return list;
  }

 private:
  const std::vector<std::int32_t>* column_;
  std::size_t at_ = 0;
};

/// Adds a list at the end of a column.
template <class T>
void append_list(std::vector<std::int32_t>& column, const std::vector<T>& list) {
  static_assert(is_record<T>);
  const std::size_t at = column.size() + 1;
  column.push_back(static_cast<std::int32_t>(list.size()));
  column.resize(at + list.size() * sizeof(T) / sizeof(std::int32_t));
  if (!list.empty()) std::memcpy(column.data() + at, list.data(), list.size() * sizeof(T));
}

}  // namespace cogov
