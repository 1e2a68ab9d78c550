/// Which policy is first may hang on the ledger.
#include "output/ledgers.hpp"

#include <gtest/gtest.h>

namespace cogov::testing {
namespace {

LedgerValues found(std::vector<std::vector<double>> means) {
  Measure measure{.name = "found_first_by_ledger",
                  .unit = "1",
                  .long_name = "Found first; in three ledgers",
                  .long_name_zh = "主动发现",
                  .better = Better::neither,
                  .integer = false,
                  .dimensions = {"ledger"}};
  return {measure, {"truth", "records", "claims"}, {"真实", "记录", "宣称"}, std::move(means)};
}

TEST(Ledgers, PlacesGoFromTheHighestAndEqualsShareOne) {
  EXPECT_EQ(places({.2, .5, .3}), (std::vector<std::size_t>{3, 1, 2}));
  EXPECT_EQ(places({.2, .20004, .3}), (std::vector<std::size_t>{2, 2, 1}));
}

TEST(Ledgers, SayWhereTheOrderHangsOnThem) {
  const LedgerValues padded = found({{.25, .24}, {.3, .6}, {.3, .6}});
  const LedgerValues honest = found({{.25, .24}, {.3, .29}, {.3, .29}});
  EXPECT_TRUE(order_differs(padded));
  EXPECT_FALSE(order_differs(honest));
  const std::string text = ledger_text({padded}, {"today", "a target"}, Language::english);
  EXPECT_NE(text.find("Who comes first depends on the ledger"), std::string::npos);
  EXPECT_NE(text.find("24.0 % (2)"), std::string::npos) << text;
  EXPECT_NE(text.find("60.0 % (1)"), std::string::npos) << text;
  EXPECT_NE(ledger_text({honest}, {"today", "a target"}, Language::english).find("same order"), std::string::npos);
  EXPECT_EQ(ledger_text({padded}, {"today"}, Language::english), "");
  EXPECT_NE(ledger_text({padded}, {"今天", "指标"}, Language::chinese).find("真实"), std::string::npos);
}

}  // namespace
}  // namespace cogov::testing
