#include "sim/mail.hpp"

#include <algorithm>
#include <functional>

#include "sim/errors.hpp"

namespace cogov {

void PostBox::send(Seconds now, Mail mail) {
  EXPECT(mail.due >= now && mail.due - now >= least_mail_delay);
  mail.number = number_++;
  sent_.push_back(mail);
}

void PostBox::receive(const Mail& mail) {
  unread_.push_back(mail);
  std::push_heap(unread_.begin(), unread_.end(), std::greater<>());
}

bool PostBox::read(Seconds now, Mail& mail) {
  if (unread_.empty() || unread_.front().due > now) return false;
  std::pop_heap(unread_.begin(), unread_.end(), std::greater<>());
  mail = unread_.back();
  unread_.pop_back();
  return true;
}

}  // namespace cogov
