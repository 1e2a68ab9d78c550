/// The only way from one community to another.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace cogov {

/// The least delay of any mail. Since no window is longer, what is sent within a window is due
/// after it, and the order of delivery doesn't depend on the window's length.
inline constexpr Seconds least_mail_delay = day_seconds;

/// Something sent to another community, delivered at an exact time. Ordered by (due, kind, from, number).
struct Mail {
  Seconds due = 0;
  std::uint32_t kind = 0;
  std::uint32_t from = 0;
  std::uint32_t number = 0;  ///< counts the sender's mail
  std::uint32_t to = 0;
  std::int64_t a = 0;  ///< what it says is up to its kind
  std::int64_t b = 0;
  auto operator<=>(const Mail&) const = default;
};

/// What a community sends and what it has yet to read.
class PostBox {
 public:
  /// Sends; `due` must be at least `least_mail_delay` after `now`.
  void send(Seconds now, Mail mail);

  /// Takes the mail of one sender that is for this community. Any order of calls gives the same content.
  void receive(const Mail& mail);

  /// Takes out the earliest mail due at or before `now`; false if there is none.
  [[nodiscard]] bool read(Seconds now, Mail& mail);

  [[nodiscard]] const std::vector<Mail>& sent() const { return sent_; }
  void clear_sent() { sent_.clear(); }

 private:
  std::vector<Mail> sent_;
  std::vector<Mail> unread_;  // a heap, earliest first
  std::uint32_t number_ = 0;
};

}  // namespace cogov
