#include "sim/agenda.hpp"

#include <algorithm>
#include <bit>
#include <functional>

#include "sim/errors.hpp"

namespace cogov {

Agenda::Agenda() {
  near_.fill(nil);
  far_.fill(nil);
}

void Agenda::schedule(Seconds time, std::uint32_t kind, std::uint32_t entity) {
  EXPECT(kind < 32 && entity < (1U << 27) && time >= last_);
  ++size_;
  place(Event(time, kind, entity));
}

bool Agenda::pop_before(Seconds end, Event& event) {
  while (current_.empty()) {
    const std::uint32_t next = next_bucket();
    if (size_ == 0 || static_cast<std::uint64_t>(next) << near_shift >= end) return false;
    open_bucket(next);
  }
  if (current_.back().time() >= end) return false;
  event = current_.back();
  current_.pop_back();
  last_ = event.time();
  --size_;
  return true;
}

void Agenda::push(std::uint32_t& head, Event event) {
  std::uint32_t node = free_;
  if (node == nil) {
    node = static_cast<std::uint32_t>(pool_.size());
    pool_.push_back({event, head});
  } else {
    free_ = pool_[node].next;
    pool_[node] = {event, head};
  }
  head = node;
}

void Agenda::push_near(Event event) {
  const std::uint32_t bucket = (event.time() >> near_shift) % buckets;
  busy_[bucket / 64] |= std::uint64_t{1} << bucket % 64;
  push(near_[bucket], event);
}

void Agenda::place(Event event) {
  const std::uint32_t bucket = event.time() >> near_shift;
  const std::uint32_t block = event.time() >> far_shift;
  const std::uint32_t block_now = bucket_ / buckets;
  if (bucket <= bucket_) {
    into_current(event);
  } else if (block == block_now) {
    push_near(event);
  } else if (block - block_now < buckets) {
    push(far_[block % buckets], event);
  } else {
    beyond_.push_back(event);
  }
}

// The bucket being played stays sorted; what is added to it is usually due late or soon.
void Agenda::into_current(Event event) {
  const auto at = std::lower_bound(current_.begin(), current_.end(), event, std::greater<>());
  current_.insert(at, event);
}

// The next bucket of this block that holds something, or the first of the next block, whose events are still far.
// Most buckets of a small community are empty.
std::uint32_t Agenda::next_bucket() const {
  const std::uint32_t block_end = (bucket_ / buckets + 1) * buckets;
  const std::uint32_t from = bucket_ % buckets + 1;
  for (std::uint32_t word = from / 64; word < busy_.size(); ++word) {
    const std::uint64_t ahead = word == from / 64 ? ~std::uint64_t{0} << from % 64 : ~std::uint64_t{0};
    const std::uint64_t bits = busy_[word] & ahead;
    if (bits != 0) return block_end - buckets + word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
  }
  return block_end;
}

void Agenda::open_bucket(std::uint32_t bucket) {
  bucket_ = bucket;
  if (bucket_ % buckets == 0) open_far_block();
  busy_[bucket_ % buckets / 64] &= ~(std::uint64_t{1} << bucket_ % 64);
  std::uint32_t node = near_[bucket_ % buckets];
  near_[bucket_ % buckets] = nil;
  while (node != nil) {
    const std::uint32_t next = pool_[node].next;
    current_.push_back(pool_[node].event);
    pool_[node].next = free_;
    free_ = node;
    node = next;
  }
  std::sort(current_.begin(), current_.end(), std::greater<>());
}

void Agenda::open_far_block() {
  const std::uint32_t block = bucket_ / buckets;
  std::uint32_t node = far_[block % buckets];
  far_[block % buckets] = nil;
  while (node != nil) {
    const std::uint32_t next = pool_[node].next;
    const Event event = pool_[node].event;
    pool_[node].next = free_;
    free_ = node;
    // bucket_ itself is about to be emptied into current_, so everything of the block goes to near_.
    push_near(event);
    node = next;
  }
  const auto still_beyond = std::partition(beyond_.begin(), beyond_.end(),
                                           [&](Event event) { return (event.time() >> far_shift) - block >= buckets; });
  for (auto it = still_beyond; it != beyond_.end(); ++it) push(far_[(it->time() >> far_shift) % buckets], *it);
  beyond_.erase(still_beyond, beyond_.end());
}

}  // namespace cogov
