/// Which policy is first may hang on the ledger.
#include "output/ledgers.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace cogov::testing {
namespace {

LedgerValues values(std::vector<std::vector<double>> means, Better better = Better::higher, const char* unit = "1") {
  Measure measure{.name = "found_first_by_ledger",
                  .unit = unit,
                  .long_name = "Found first; in three ledgers",
                  .long_name_zh = "主动发现",
                  .better = better,
                  .integer = false,
                  .dimensions = {"ledger"}};
  return {measure, {"truth", "records", "claims"}, {"真实", "记录", "宣称"}, std::move(means)};
}

using Places = std::vector<std::size_t>;

TEST(Ledgers, PlacesGoFromTheBestAndEqualsShareOne) {
  const Measure share = values({}).measure;
  EXPECT_EQ(places(share, {.2, .5, .3}), (Places{3, 1, 2}));
  EXPECT_EQ(places(share, {.2, .20004, .3}), (Places{2, 2, 1}));
  const Measure days = values({}, Better::lower, "d").measure;
  EXPECT_EQ(places(days, {20, 50, 30}), (Places{1, 3, 2}));
  EXPECT_EQ(places(days, {20, 20.01, 30}), (Places{1, 1, 3}));
  EXPECT_EQ(places(days, {std::numeric_limits<double>::infinity(), 50, 30}), (Places{3, 2, 1}));
  const Measure count = values({}, Better::neither, "h").measure;
  EXPECT_EQ(places(count, {20, 50, 30}), (Places{3, 1, 2}));
}

TEST(Ledgers, SayWhereTheOrderHangsOnThem) {
  const LedgerValues padded = values({{.25, .24}, {.3, .6}, {.3, .6}});
  const LedgerValues honest = values({{.25, .24}, {.3, .29}, {.3, .29}});
  EXPECT_TRUE(order_differs(padded));
  EXPECT_FALSE(order_differs(honest));
  const std::string text = ledger_text({padded, honest}, {"today", "a target"}, Language::english);
  EXPECT_NE(text.find("Who comes first depends on the ledger that is read in 1 of 2 measures"), std::string::npos)
      << text;
  EXPECT_NE(text.find("24.0 % (2)"), std::string::npos) << text;
  EXPECT_NE(text.find("60.0 % (1)"), std::string::npos) << text;
  EXPECT_NE(text.find("First by truth: “today”; by records: “a target”; by claims: “a target”."), std::string::npos)
      << text;
  EXPECT_NE(ledger_text({honest}, {"today", "a target"}, Language::english).find("same order"), std::string::npos);
  EXPECT_EQ(ledger_text({padded}, {"today"}, Language::english), "");
  const std::string chinese = ledger_text({padded}, {"今天", "指标"}, Language::chinese);
  EXPECT_NE(chinese.find("1项指标中有1项，谁排第一取决于看哪本账"), std::string::npos) << chinese;
  EXPECT_NE(chinese.find("按真实排第一：“今天”；按记录：“指标”"), std::string::npos) << chinese;
}

TEST(Ledgers, TellTheOrderBehindFromTheFirstPlace) {
  const LedgerValues behind = values({{.5, .3, .2}, {.5, .2, .3}, {.5, .2, .3}});
  EXPECT_TRUE(order_differs(behind));
  EXPECT_FALSE(first_place_differs(behind));
  const std::string text = ledger_text({behind}, {"a", "b", "c"}, Language::english);
  EXPECT_NE(text.find("the order behind them differs"), std::string::npos) << text;
}

TEST(Ledgers, LeaveOutWhatIsNothing) {
  const LedgerValues nothing = values({{0, 0}, {0, 0}, {0, 0}});
  EXPECT_EQ(ledger_text({nothing}, {"a", "b"}, Language::english), "");
}

}  // namespace
}  // namespace cogov::testing
