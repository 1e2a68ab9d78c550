#include "models/state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// Finds in the records that never were: those recorded, without the true ones.
double trivial_finds(const Seen& seen) {
  double true_finds = 0;
  for (std::size_t kind = 0; kind < kind_count; ++kind) true_finds += seen.of("found_first_by_kind", kind);
  return seen.of("found_first_by_ledger", 1) * seen.of("cases_by_ledger", 1) - true_finds;
}

}  // namespace

MechanismCase act_before_complaint_case();
MechanismCase act_before_complaint_case() {
  return {
      .section = "act_before_complaint",
      .zero =
          [](Settings& s) {
            s.set("act_before_complaint.act_share", 0.0);
            s.set("act_before_complaint.padding", 0.0);
          },
      .size = {.households = 500, .days = 150},
      .place =
          [](Settings& s) {
            s.switch_on("patrol", true);
            s.set("grid_workers.acts_on_finds", .1);
            s.set("grid_workers.leave_days", 0.0);
            s.set("staffing.quits_per_year", 0.0);
            s.set("paperwork.share", 0.0);
          },
      .on =
          [](Settings& s) {
            s.set("act_before_complaint.act_share", 1.0);
            s.set("act_before_complaint.padding", .5);
            s.set("act_before_complaint.target_share", .6);
          },
      .moves = {{"found_first_share", Goes::up}, {"burden_days_mean", Goes::down}},
      // There is no other paperwork here.
      .costs = {{.booked =
                     [](const Seen& seen) {
                       return seen.of("grid_worker_hours", static_cast<std::size_t>(Activity::paperwork));
                     },
                 .stated = [](const Seen& seen) { return trivial_finds(seen) * 4 / 60; },
                 .tolerance = 1e-6}},
      .failing =
          [](Settings& s) {
            s.set("act_before_complaint.act_share", 0.0);
            s.set("act_before_complaint.padding", 1.0);
          },
      .failure = {{"cases_by_ledger", Goes::up, 1}, {"found_first_share", Goes::down}, {"paperwork_share", Goes::up}},
      .replicates = 1,
  };
}

}  // namespace cogov::testing
