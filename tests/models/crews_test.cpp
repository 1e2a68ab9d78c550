/// Crews, and those rows' own rules that stand on them: hours, ways, diaries, pairs.
#include "models/facilities/crews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/facilities/pools.hpp"
#include "models/mechanism.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

using ::testing::ElementsAre;

constexpr OfficeHours nine_to_five{9 * hour_seconds, 17 * hour_seconds};
constexpr Seconds friday = 4 * day_seconds;

TEST(Crews, GoOnWithACaseOnTheNextWorkingDay) {
  const Seconds late = friday + 16 * hour_seconds;
  EXPECT_EQ(end_of_work(nine_to_five, late, 3600), late + 3600);
  EXPECT_EQ(end_of_work(nine_to_five, late, 3601), week_seconds + nine_to_five.from + 1);
  EXPECT_EQ(end_of_work(nine_to_five, late, 10 * 3600), week_seconds + day_seconds + nine_to_five.from + 3600);
  EXPECT_EQ(end_of_work({5, 5}, late, 1), never);
}

/// A village in which a mechanism has a crew of two.
class Yard {
 public:
  Yard() : village_(place(1, 120)) {
    village_.community(0).columns.resize(own_number + 1U);
    Context ctx = at(0);
    crew(ctx).fit(2);
    open_pool(ctx, owner_, owner_);
  }
  [[nodiscard]] Context at(Seconds now) { return village_.at(0, now); }
  [[nodiscard]] Crew crew(Context& ctx) const { return {ctx, owner_, 0, nine_to_five}; }
  RequestId order(Context& ctx, std::uint32_t resident) {
    ctx.c.residents.open_needs.resize(ctx.plan.residents(), 0);
    const RequestId r = arise(
        ctx, {.kind = 12, .origin = resident, .trial = 7, .building = ctx.plan.building_of(ResidentId(resident))});
    give_to_pool(ctx, r, owner_);
    return r;
  }
  [[nodiscard]] const Mechanism& owner() const { return owner_; }

 private:
  Idler owner_;
  Village village_;
};

TEST(Crews, DoOneThingAtATime) {
  Yard yard;
  Context ctx = yard.at(10 * hour_seconds);
  const RequestId r = yard.order(ctx, 50);
  Crew crew = yard.crew(ctx);
  const std::int64_t seconds = crew.serve(1, r, 600);
  EXPECT_GT(seconds, 600);  // with the way
  EXPECT_TRUE(crew.idle(0));
  EXPECT_FALSE(crew.idle(1));
  EXPECT_EQ(agreed_seconds(ctx, yard.owner()), 600);
  std::size_t entry = 0;
  ctx.now += 60;
  EXPECT_EQ(crew.done(1, entry), Crew::Done::nothing);
  ctx.now = 10 * hour_seconds + static_cast<Seconds>(seconds);
  EXPECT_EQ(crew.done(1, entry), Crew::Done::free);
  EXPECT_EQ(crew.place_of(1), ctx.c.requests.building[r.row]);
}

TEST(Crews, CallOnlyWhenTheyAreDoneBeforeClosing) {
  Yard yard;
  Context ctx = yard.at(17 * hour_seconds - 1000);
  Crew crew = yard.crew(ctx);
  const BuildingId door(3U);
  EXPECT_EQ(crew.call(0, door, 17, 1000), -1);
  EXPECT_TRUE(crew.idle(0));
  const std::int64_t seconds = crew.call(0, door, 17, 60);
  ASSERT_GE(seconds, 60);
  ctx.now += static_cast<Seconds>(seconds);
  std::size_t entry = 0;
  EXPECT_EQ(crew.done(0, entry), Crew::Done::called);
  EXPECT_EQ(entry, 17u);
}

TEST(Crews, ComeInVainWhereTheRequestIsNoMore) {
  Yard yard;
  Context ctx = yard.at(10 * hour_seconds);
  const RequestId r = yard.order(ctx, 50);
  Crew crew = yard.crew(ctx);
  const auto way = static_cast<Seconds>(crew.serve(0, r, 7200) - 7200);
  ctx.now += 1;
  crew.lose(r);
  EXPECT_FALSE(crew.is_on(r));
  std::size_t entry = 0;
  ctx.now = 10 * hour_seconds + way;
  EXPECT_EQ(crew.done(0, entry), Crew::Done::free);
}

TEST(Crews, KeepEverybodysTurnWhenTheListChanges) {
  Yard yard;
  Context ctx = yard.at(100 * day_seconds);
  const auto every = [](ResidentId r) { return r.row % 3 == 0 ? 30 : 0; };
  const std::vector<std::int32_t> list = list_calls(ctx, std::vector<std::int32_t>{3, 77, 4, 5}, Why::test, every);
  EXPECT_EQ(list[0], 0);
  EXPECT_GE(list[1], 100);
  EXPECT_LT(list[1], 130);
  EXPECT_EQ(list[2], 3);
  EXPECT_EQ(list[3], 77);
  EXPECT_EQ(list[4], 6);
  EXPECT_EQ(most_overdue(list, 100), 2u);
  EXPECT_EQ(most_overdue(list, 76), list.size());
}

}  // namespace
}  // namespace cogov::testing
