/// All-round staff: whose request they take, where they serve it, and the telephone that rings off duty.
#include <gtest/gtest.h>

#include "models/dispatch.hpp"
#include "models/requests.hpp"
#include "models/residents.hpp"
#include "models/workers.hpp"
#include "tests/models/village.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t litter = 0;
constexpr std::size_t papers = 10;

Settings staffed(bool all_round) {
  Settings settings = place(1, 40);
  settings.switch_on("all_round_workers", true);
  settings.set("all_round_workers.all_round", all_round);
  return settings;
}

/// A community with one clerk and two grid workers, and requests put into their queues.
class Desks {
 public:
  explicit Desks(bool all_round) : village_(staffed(all_round)) {
    Context ctx = village_.at(0, 0);
    start_residents(ctx);
  }
  Context at(Seconds now) { return village_.at(0, now); }
  RequestId ask(Context ctx, std::size_t kind, std::uint32_t trial) {
    const RequestId r = arise(ctx, {.kind = kind,
                                    .of_place = kind == litter,
                                    .origin = 0,
                                    .trial = trial,
                                    .building = BuildingId(std::size_t{0}),
                                    .reporter = ResidentId(std::size_t{0})});
    enter(ctx, r, RequestState::reported);
    give_to_owner(ctx, r);
    return r;
  }
  [[nodiscard]] WorkerId clerk() { return village_.community(0).posts[1].front(); }
  [[nodiscard]] WorkerId grid_worker() { return village_.community(0).posts[0].front(); }
  [[nodiscard]] Community& community() { return village_.community(0); }

 private:
  Village village_;
};

TEST(AllRoundWorkers, TakeTheOtherDesksRequestsWhenNoneOfTheirOwnWaits) {
  Desks desks(true);
  Context ctx = desks.at(10 * hour_seconds);
  const RequestId of_window = desks.ask(ctx, papers, 1);
  EXPECT_EQ(next_in_queue(ctx, desks.grid_worker()), of_window);
  const RequestId of_grid = desks.ask(ctx, litter, 2);
  EXPECT_EQ(next_in_queue(ctx, desks.grid_worker()), of_grid);
  EXPECT_EQ(next_in_queue(ctx, desks.clerk()), of_window);
  remove_from_queue(ctx, of_window);
  EXPECT_EQ(next_in_queue(ctx, desks.clerk()), of_grid);
}

TEST(AllRoundWorkers, KeepToTheirDeskOtherwise) {
  Desks desks(false);
  const Context ctx = desks.at(10 * hour_seconds);
  desks.ask(ctx, papers, 1);
  EXPECT_FALSE(next_in_queue(ctx, desks.grid_worker()).exists());
}

TEST(AllRoundWorkers, ServeWhereTheRequestIs) {
  Desks desks(true);
  Context ctx = desks.at(10 * hour_seconds);
  const RequestId r = desks.ask(ctx, litter, 2);
  WorkerColumns& workers = desks.community().workers;
  const WorkerId clerk = desks.clerk();
  workers.on_duty[clerk.row] = 1;
  workers.activity[clerk.row] = Activity::idle;
  workers.shift_end[clerk.row] = 17 * hour_seconds;
  on_wake(ctx, Role::grid);  // no grid worker is there
  EXPECT_EQ(workers.request[clerk.row], r);
  const Seconds way = seconds_between(ctx, {}, BuildingId(std::size_t{0}));
  ASSERT_GT(way, 0U);
  EXPECT_EQ(workers.activity[clerk.row], Activity::travel);
  ctx.now += way;
  on_task_end(ctx, clerk);
  EXPECT_EQ(workers.activity[clerk.row], Activity::service);
  EXPECT_EQ(workers.at[clerk.row], BuildingId(std::size_t{0}));
  stand_down(ctx, clerk);  // back into the queue of those whose it is
  EXPECT_EQ(desks.community().queue[0].size(), 1U);
  EXPECT_TRUE(desks.community().queue[1].empty());
}

TEST(PublishedContacts, ACallOffDutyIsUnpaidWork) {
  Desks desks(false);
  Context ctx = desks.at(22 * hour_seconds);
  const WorkerId w = desks.grid_worker();
  const WorkerColumns& workers = desks.community().workers;
  answer_off_duty(ctx, w, 10 * minute_seconds);
  EXPECT_EQ(workers.month_worked[w.row], 600);
  EXPECT_EQ(workers.month_paid[w.row], 0);
  EXPECT_EQ(desks.community().tally.overtime[0], 600);
  const auto overtime = static_cast<std::size_t>(CostItem::overtime);
  EXPECT_EQ(desks.community().tally.costs.quantity.at(overtime), 600);
}

}  // namespace
}  // namespace cogov::testing
