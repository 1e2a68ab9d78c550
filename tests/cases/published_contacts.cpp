#include <cmath>

#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase published_contacts_case();
MechanismCase published_contacts_case() {
  return {
      .section = "published_contacts",
      .zero = [](Settings& s) { s.set("published_contacts.boards_share", 0.0); },
      .place =
          [](Settings& s) {  // what is unpaid is what is called for after hours
            s.set("grid_workers.overtime", 0.0);
            s.set("paperwork.share", .1);
            s.set("staffing.quits_per_year", 0.0);
            s.set("requests.neighbour_share", .4);
            s.set("requests.neighbour_delay", 3.0);
          },
      .on =
          [](Settings& s) {
            s.set("published_contacts.noticed_share", .9);
            s.set("published_contacts.calls_share", .9);
          },
      .moves = {{"reported_requests", Goes::up},
                {"burden_days_mean", Goes::down},
                {"unpaid_hours", Goes::up},
                {"worker_calls_after_hours", Goes::up}},
      .costs = {{.booked = [](const Seen& s) { return s.booked("contact boards"); },
                 .stated =
                     [](const Seen& s) {  // a board on each of the buildings, every day
                       const double homes =
                           static_cast<double>(small_settings().integer("community.households_per_building"));
                       return std::ceil(250 / homes) * 60 * s.replicates();
                     }},
                {.booked = [](const Seen& s) { return s.booked("public telephones"); },
                 .stated = [](const Seen& s) { return 2 * 60 * s.replicates(); }},  // nobody leaves
                {.booked = [](const Seen& s) { return s.booked("staff's overtime") / 60; },
                 .stated = [](const Seen& s) { return 6 * s.of("worker_calls_after_hours"); },
                 .tolerance = .05}},
      .failing =
          [](Settings& s) {
            s.set("published_contacts.other_calls", 60.0);
            s.set("published_contacts.call_minutes", 15.0);
          },
      .failure = {{"unpaid_hours", Goes::up}, {"paperwork_share", Goes::up}},
      .prepare = [](Settings&, const std::string&) {},
  };
}

}  // namespace cogov::testing
