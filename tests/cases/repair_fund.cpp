#include "models/state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase repair_fund_case();
MechanismCase repair_fund_case() {
  return {
      .section = "repair_fund",
      .zero = [](Settings& s) { s.set("repair_fund.yuan_per_year", 0.0); },
      .size = {.households = 400, .days = 120},
      .place = [](Settings& s) { s.set("costs.repair_hour", 120.0); },
      .on =
          [](Settings& s) {
            s.set("repair_fund.yuan_per_year", 100000.0);
            s.set("repair_fund.finder", std::string("all"));
          },
      .moves = {{"repairs_paid", Goes::up},
                {"burden_days_mean", Goes::down},
                {"served_by_server", Goes::up, static_cast<std::size_t>(Server::contractor)},
                {"served_by_server", Goes::down, static_cast<std::size_t>(Server::property)}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("repairs"); },
                 .stated = [](const Seen& seen) { return seen.of("repair_yuan") / 120 * 3600; }}},
      .failing = [](Settings& s) { s.set("repair_fund.yuan_per_year", 1000.0); },
      .failure = {{"repairs_without_money", Goes::up}, {"repairs_paid", Goes::down}, {"burden_days_mean", Goes::up}},
      .replicates = 16,
  };
}

}  // namespace cogov::testing
