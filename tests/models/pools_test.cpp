/// Pools of servers who are not persons: who waits, what is agreed on, what is served, and what leaves them.
#include "models/facilities/pools.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/dispatch.hpp"
#include "models/facilities/capacity.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "models/workers.hpp"
#include "tests/models/place.hpp"

namespace cogov::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

/// Who stands behind a pool: remembers what it has served.
class Owner final : public Mechanism {
 public:
  explicit Owner(std::vector<std::pair<std::uint32_t, Seconds>>& served) : served_(served) { number = 3; }
  void on_served(Context&, RequestId r, Server, Seconds work) const override { served_.emplace_back(r.row, work); }

 private:
  std::vector<std::pair<std::uint32_t, Seconds>>& served_;
};

Settings two_servers(bool with_property) {
  Settings settings = place(1, 60);
  settings.set("request_kinds.home_care.served_by", with_property
                                                        ? std::vector<std::string>{"contract", "property firm"}
                                                        : std::vector<std::string>{"contract"});
  settings.set("request_kinds.home_care.settled_share", 1.0);
  settings.set("request_kinds.home_care.lapse_days", 0.0);
  settings.set("requests.wrong_owner_share", 0.0);
  return settings;
}

/// One community with a pool in it, and a clock that plays what concerns requests.
class Yard {
 public:
  explicit Yard(bool with_property = true)
      : population_(drawn(two_servers(with_property))),
        rules_(two_servers(with_property), *population_),
        needs_(population_->facts, rules_.kinds, rules_.requests, 0) {
    community_.columns.resize(mechanism_count());
    rules_.mechanisms.push_back(std::make_unique<Owner>(served));
    Context ctx = at(0);
    adjust_posts(ctx, true);
    start_residents(ctx);
    open_pool(ctx, Server::contract, *rules_.mechanisms.back());
  }

  [[nodiscard]] Context at(Seconds now) {
    return {population_->communities[0], needs_, rules_, luck_, community_, now, 0, 100 * day_seconds, untraced_};
  }
  /// A resident's need that waits in the pool from now on.
  RequestId order(Seconds now, std::uint32_t resident) {
    Context ctx = at(now);
    const RequestId r = arise(ctx, {.kind = 12,
                                    .origin = resident,
                                    .trial = 7,
                                    .building = population_->communities[0].building_of(ResidentId(resident))});
    give_to_pool(ctx, r, Server::contract);
    return r;
  }
  void play_until(Seconds end) {
    Event event;
    while (community_.agenda.pop_before(end, event)) {
      Context ctx = at(event.time());
      const auto kind = static_cast<EventKind>(event.kind());
      if (kind == EventKind::pool) on_pool(ctx, RequestId(event.entity()));
      if (kind == EventKind::dispatch) on_dispatch(ctx, RequestId(event.entity()));
    }
  }
  [[nodiscard]] RequestState state(RequestId r) const { return community_.requests.state[r.row]; }
  [[nodiscard]] const Community& community() const { return community_; }

  std::vector<std::pair<std::uint32_t, Seconds>> served;

 private:
  Tracing untraced_;
  std::shared_ptr<const Population> population_;
  Rules rules_;
  NeedTables needs_;
  Luck luck_{3, 0};
  Community community_;
};

TEST(Pools, LetTheEarliestOrderedStandFirst) {
  Yard yard;
  const RequestId far = yard.order(30, 9);
  const RequestId near = yard.order(30, 2);
  const RequestId late = yard.order(50, 1);
  EXPECT_THAT(waiting_in(yard.at(60), Server::contract), ElementsAre(near, far, late));
}

TEST(Pools, ServeAtTheTimeAgreedForAsLongAsAgreed) {
  Yard yard;
  const RequestId r = yard.order(10, 4);
  Context ctx = yard.at(20);
  agree(ctx, r, 1000, 600);
  EXPECT_THAT(waiting_in(ctx, Server::contract), IsEmpty());
  EXPECT_EQ(agreed_seconds(ctx, Server::contract), 600);
  yard.play_until(1000);
  EXPECT_EQ(yard.state(r), RequestState::dispatched);
  yard.play_until(1001);
  EXPECT_EQ(yard.state(r), RequestState::in_service);
  EXPECT_EQ(yard.community().requests.service[r.row], 1000U);
  EXPECT_EQ(yard.community().requests.attempts[r.row], 1);
  yard.play_until(1600);
  EXPECT_EQ(yard.state(r), RequestState::in_service);
  EXPECT_THAT(yard.served, IsEmpty());
  yard.play_until(1601);
  EXPECT_EQ(yard.state(r), RequestState::resolved);
  EXPECT_THAT(yard.served, ElementsAre(Pair(r.row, 600U)));
  EXPECT_EQ(agreed_seconds(yard.at(1601), Server::contract), 0);
  EXPECT_EQ(yard.community().tally.served[static_cast<std::size_t>(Server::contract)], 1);
}

TEST(Pools, LetGoOfWhatIsOverBeforeItIsBegun) {
  Yard yard;
  const RequestId waiting = yard.order(10, 4);
  const RequestId agreed = yard.order(10, 5);
  Context ctx = yard.at(20);
  agree(ctx, agreed, 1000, 600);
  for (const RequestId r : {waiting, agreed}) close(ctx, r, RequestState::withdrawn);
  EXPECT_EQ(pool_holds(yard.community()).dispatched, 0);
  EXPECT_EQ(agreed_seconds(ctx, Server::contract), 0);
  yard.play_until(5000);
  EXPECT_EQ(yard.state(agreed), RequestState::withdrawn);
  EXPECT_THAT(yard.served, IsEmpty());
  EXPECT_EQ(yard.community().requests.pending[agreed.row], 0);
}

TEST(Pools, SendOnWhatIsRefused) {
  Yard yard;
  const RequestId r = yard.order(10, 4);
  Context ctx = yard.at(20);
  refuse(ctx, r);
  EXPECT_EQ(yard.state(r), RequestState::reported);
  EXPECT_EQ(yard.community().tally.hand_offs, 1);
  yard.play_until(60 * day_seconds);
  EXPECT_EQ(yard.state(r), RequestState::dispatched);
  EXPECT_EQ(yard.community().requests.server[r.row], Server::property);
}

TEST(Pools, EscalateWhatIsRefusedWhereThereIsNobodyElse) {
  Yard yard(false);
  const RequestId r = yard.order(10, 4);
  Context ctx = yard.at(20);
  refuse(ctx, r);
  yard.play_until(60 * day_seconds);
  EXPECT_EQ(yard.state(r), RequestState::reported);
  EXPECT_EQ(yard.community().requests.escalated[r.row], 1);
}

TEST(Pools, WhenClosedKeepWhatIsAgreedAndSendOnTheRest) {
  Yard yard;
  const RequestId waiting = yard.order(10, 4);
  const RequestId agreed = yard.order(10, 5);
  Context ctx = yard.at(20);
  agree(ctx, agreed, 1000, 600);
  close_pool(ctx, Server::contract);
  EXPECT_FALSE(pool_open(ctx, Server::contract));
  yard.play_until(2000);
  EXPECT_EQ(yard.community().requests.server[waiting.row], Server::property);
  EXPECT_EQ(yard.state(agreed), RequestState::resolved);
  EXPECT_THAT(yard.served, IsEmpty());  // its owner is gone
}

TEST(Capacity, BecomesAvailableEvenly) {
  for (const double a_year : {1000.0, 1400.0 * hour_seconds, 3.0}) {
    std::int64_t sum = 0;
    for (std::uint32_t day = 17; day < 17 + 730; ++day) {
      sum += evenly(a_year, day);
      EXPECT_NEAR(static_cast<double>(sum), a_year * (day - 16) / 365, 1.0001) << a_year << " on day " << day;
    }
  }
  EXPECT_EQ(evenly(0, 5), 0);
  EXPECT_EQ(added(most_held, 5), most_held);
}

TEST(OfficeHours, AreThoseOfWorkingDays) {
  constexpr OfficeHours nine_to_five{9 * hour_seconds, 17 * hour_seconds};
  EXPECT_FALSE(nine_to_five.open(9 * hour_seconds - 1));
  EXPECT_TRUE(nine_to_five.open(9 * hour_seconds));
  EXPECT_FALSE(nine_to_five.open(17 * hour_seconds));
  EXPECT_FALSE(nine_to_five.open(5 * day_seconds + 12 * hour_seconds));  // a Saturday
  EXPECT_TRUE(nine_to_five.open(7 * day_seconds + 12 * hour_seconds));
  EXPECT_FALSE((OfficeHours{17 * hour_seconds, 9 * hour_seconds}.on_day(0)));
}

}  // namespace
}  // namespace cogov::testing
