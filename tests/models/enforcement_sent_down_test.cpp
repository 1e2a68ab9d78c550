/// Officers sent down: who feels it, what arises from it, and what is missing at the city's office.
#include <gtest/gtest.h>

#include <set>

#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

/// A village of two communities whose officers have just dealt with a blocked lane.
class Street {
 public:
  explicit Street(double dispute_chance) : village_(place(2, 200)) {
    Settings settings;
    settings.set("enforcement_sent_down.dispute_chance", dispute_chance);
    settings.set("enforcement_sent_down.officers", std::int64_t{3});
    settings.set("enforcement_sent_down.city_officers", std::int64_t{12});
    settings.set("enforcement_sent_down.days_a_week", std::int64_t{5});
    officers = make_enforcement_sent_down(settings);
    officers->number = 1;  // of some mechanism, whose counters it may have here
    Context ctx = at(0);
    start_residents(ctx);
    lane = arise(ctx, {.kind = 1, .of_place = true, .origin = 2, .trial = 5, .building = BuildingId(2U)});
    officers->on_served(ctx, lane, Server::partner, 600);
  }
  [[nodiscard]] Context at(Seconds now) { return village_.at(0, now); }

  std::unique_ptr<Mechanism> officers;
  RequestId lane;

 private:
  Village village_;
};

TEST(EnforcementSentDown, IsFeltByOneHouseholdOfTheBuilding) {
  Street street(0);
  Context ctx = street.at(0);
  std::set<std::uint32_t> homes;
  const std::uint16_t before = ctx.c.residents.satisfaction.back();  // of the last building
  for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
    if (ctx.c.residents.satisfaction[row] == before) continue;
    EXPECT_LT(ctx.c.residents.satisfaction[row], before);
    EXPECT_EQ(ctx.plan.building_of(ResidentId(row)), BuildingId(2U));
    homes.insert(ctx.plan.household[row].row);
  }
  EXPECT_EQ(homes.size(), 1u);
  EXPECT_EQ(ctx.c.requests.rows(), 1u);
}

TEST(EnforcementSentDown, MayEndInAQuarrel) {
  Street street(1);
  Context ctx = street.at(0);
  const RequestColumns& q = ctx.c.requests;
  ASSERT_EQ(q.rows(), 2u);
  EXPECT_EQ(kind_keys()[q.kind[1]], "dispute");
  EXPECT_EQ(q.building[1], BuildingId(2U));
  EXPECT_LT(ctx.c.residents.satisfaction[q.reporter[1].row], ctx.c.residents.satisfaction.back());
}

TEST(EnforcementSentDown, LeavesFewerAtTheCitysOffice) {
  Street street(0);
  Context ctx = street.at(0);
  const LeverAt city{.kind = 7, .request = street.lane, .server = Server::enforcement};
  const LeverAt firm{.kind = 7, .request = street.lane, .server = Server::property};
  EXPECT_DOUBLE_EQ(street.officers->factor(ctx, Lever::outside_time, city), 12. / 9);
  EXPECT_EQ(street.officers->factor(ctx, Lever::outside_time, firm), 1);
}

}  // namespace
}  // namespace cogov::testing
