/// Keeps what may be asked for again, as long as there is room.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace cogov::live {

/// Things by key, at most so many bytes of them: what was asked for longest ago goes first. Who holds a thing keeps it
/// alive. May be used from several threads at once.
template <class T>
class Kept {
 public:
  explicit Kept(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Nothing if it isn't here (any more).
  [[nodiscard]] std::shared_ptr<const T> find(const std::string& key) {
    const std::lock_guard guard(lock_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->thing;
  }

  /// Keeps a thing of so many bytes in place of what had its key; not at all where it alone is too large.
  void put(const std::string& key, std::shared_ptr<const T> thing, std::size_t bytes) {
    const std::lock_guard guard(lock_);
    if (const auto old = by_key_.find(key); old != by_key_.end()) {
      bytes_ -= old->second->bytes;
      order_.erase(old->second);
      by_key_.erase(old);
    }
    if (bytes > most_bytes_) return;
    order_.push_front({key, std::move(thing), bytes});
    by_key_.emplace(key, order_.begin());
    bytes_ += bytes;
    while (bytes_ > most_bytes_) {
      bytes_ -= order_.back().bytes;
      by_key_.erase(order_.back().key);
      order_.pop_back();
    }
  }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const T> thing;
    std::size_t bytes = 0;
  };

  std::mutex lock_;
  std::size_t most_bytes_, bytes_ = 0;
  std::list<Entry> order_;  ///< what was asked for last stands first
  std::unordered_map<std::string, typename std::list<Entry>::iterator> by_key_;
};

}  // namespace cogov::live
