#include "sim/mail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {
namespace {

std::vector<Mail> all_of(PostBox box, Seconds now = never) {
  std::vector<Mail> read;
  Mail mail;
  while (box.read(now, mail)) read.push_back(mail);
  return read;
}

TEST(PostBox, IsReadInOneOrderWhateverTheOrderOfArrival) {
  std::vector<Mail> mails;
  for (const Seconds due : {90'000U, 90'001U}) {
    for (const std::uint32_t kind : {1U, 2U}) {
      for (const std::uint32_t from : {0U, 1U, 5U}) mails.push_back({.due = due, .kind = kind, .from = from});
    }
  }
  mails.push_back({.due = 90'001, .kind = 2, .from = 5, .number = 1});
  std::vector<Mail> arriving = mails;
  for (int round = 0; round < 50; ++round) {
    std::next_permutation(arriving.begin(), arriving.end());
    std::rotate(arriving.begin(), arriving.begin() + round % 7, arriving.end());
    PostBox box;
    for (const Mail& mail : arriving) box.receive(mail);
    EXPECT_EQ(all_of(box), mails);
  }
}

TEST(PostBox, KeepsWhatIsNotYetDue) {
  PostBox box;
  box.receive({.due = 200});
  box.receive({.due = 100});
  EXPECT_EQ(all_of(box, 99).size(), 0u);
  EXPECT_EQ(all_of(box, 100).size(), 1u);
  EXPECT_EQ(all_of(box, 200).size(), 2u);
}

TEST(PostBox, NumbersWhatItSendsAndRefusesWhatIsDueTooSoon) {
  PostBox box;
  box.send(1000, {.due = 1000 + least_mail_delay, .number = 77});
  box.send(1000, {.due = 1000 + least_mail_delay});
  EXPECT_THROW(box.send(1000, {.due = 999 + least_mail_delay}), InternalError);
  EXPECT_THROW(box.send(1000, {.due = 500}), InternalError);  // the past: the difference must not wrap
  ASSERT_EQ(box.sent().size(), 2u);
  EXPECT_EQ(box.sent()[0].number, 0u);
  EXPECT_EQ(box.sent()[1].number, 1u);
  box.clear_sent();
  box.send(2000, {.due = 2000 + least_mail_delay});
  EXPECT_EQ(box.sent()[0].number, 2u);
}

}  // namespace
}  // namespace cogov
