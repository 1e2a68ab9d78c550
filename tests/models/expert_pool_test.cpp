/// Experts' diaries: who gets an appointment, when, and who is turned away.
#include "models/mechanisms/expert_pool.hpp"

#include <gtest/gtest.h>

#include "models/facilities/pools.hpp"
#include "models/requests.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

constexpr Seconds saturday = 5 * day_seconds + 14 * hour_seconds;  // when the weekly session begins; it takes 3 hours

/// One doctor every Saturday afternoon, and medical needs that each take the same time.
Settings one_doctor(double minutes) {
  Settings settings = place(1, 120);
  settings.set("request_kinds.medical_help.service_shape", std::string("fixed"));
  settings.set("request_kinds.medical_help.service_median", minutes);
  for (const char* who : {"teachers", "lawyers"}) settings.set(std::string("expert_pool.") + who, std::int64_t{0});
  settings.set("expert_pool.doctors", std::int64_t{1});
  settings.set("expert_pool.hours_per_year", 200.0);
  settings.set("expert_pool.application_hours", 0.0);
  return settings;
}

class Surgery {
 public:
  explicit Surgery(const Settings& settings) : village_(settings), doctor_(settings) {
    doctor_.number = own_number;
    village_.community(0).columns.resize(own_number + 1U);
    village_.community(0).residents.open_needs.resize(village_.plan(0).residents(), 0);
    Context ctx = at(0);
    doctor_.on_adopt(ctx);
  }
  [[nodiscard]] Context at(Seconds now) { return village_.at(0, now); }
  RequestId need(Context& ctx, std::uint32_t trial) const {
    return arise(ctx, {.kind = 14, .origin = 9, .trial = trial, .building = ctx.plan.building_of(ResidentId(9U))});
  }
  bool asks(Context& ctx, RequestId r, Server planned) const { return doctor_.take_over(ctx, r, planned); }
  [[nodiscard]] const std::vector<PoolService>& services() { return at(0).c.pools[PoolId(doctor_).row].services; }

 private:
  Village village_;
  ExpertPool doctor_;
};

TEST(ExpertPool, TakesWhatOthersHaveFailedOnOrDontExistFor) {
  Surgery surgery(one_doctor(30));
  Context ctx = surgery.at(0);
  const RequestId r = surgery.need(ctx, 0);
  EXPECT_FALSE(surgery.asks(ctx, r, Server::contract));
  ctx.c.requests.attempts[r.row] = 1;
  EXPECT_TRUE(surgery.asks(ctx, r, Server::contract));
  EXPECT_TRUE(surgery.asks(ctx, surgery.need(ctx, 1), Server::none));
  const RequestId passed_on = surgery.need(ctx, 2);
  ctx.c.requests.escalated[passed_on.row] = 1;
  EXPECT_TRUE(surgery.asks(ctx, passed_on, Server::volunteer));
}

TEST(ExpertPool, TakesWhatIsHardAtOnce) {
  Surgery surgery(one_doctor(300));
  Context ctx = surgery.at(0);
  EXPECT_TRUE(surgery.asks(ctx, surgery.need(ctx, 0), Server::contract));
}

TEST(ExpertPool, FillsADiaryFromTheFirstSessionOn) {
  Surgery surgery(one_doctor(120));
  Context ctx = surgery.at(hour_seconds);
  for (std::uint32_t i = 0; i < 3; ++i) EXPECT_TRUE(surgery.asks(ctx, surgery.need(ctx, i), Server::none));
  ASSERT_EQ(surgery.services().size(), 3u);
  EXPECT_EQ(surgery.services()[0].due, saturday);
  EXPECT_EQ(surgery.services()[0].work, 2 * hour_seconds);
  EXPECT_EQ(surgery.services()[1].due, saturday + 2 * hour_seconds);  // an hour, and the rest a week later
  EXPECT_EQ(surgery.services()[1].due + surgery.services()[1].work, saturday + week_seconds + hour_seconds);
  EXPECT_EQ(surgery.services()[2].due, saturday + week_seconds + hour_seconds);
}

TEST(ExpertPool, TurnsAwayWhomItCannotSeeInTime) {
  Settings settings = one_doctor(180);
  settings.set("expert_pool.longest_wait", 10.0);
  Surgery surgery(settings);
  Context ctx = surgery.at(0);
  EXPECT_TRUE(surgery.asks(ctx, surgery.need(ctx, 0), Server::none));
  EXPECT_FALSE(surgery.asks(ctx, surgery.need(ctx, 1), Server::none));  // the next session is in 12 days
  EXPECT_EQ(surgery.services().size(), 1u);
}

}  // namespace
}  // namespace cogov::testing
