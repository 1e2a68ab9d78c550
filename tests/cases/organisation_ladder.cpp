#include "models/state.hpp"
#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase organisation_ladder_case();
MechanismCase organisation_ladder_case() {
  return {
      .section = "organisation_ladder",
      .zero =
          [](Settings& s) {  // leaders who do nothing still get stipends: ladder_test.cpp
            s.set("organisation_ladder.leaders_share", 0.0);
            s.set("organisation_ladder.contacts_share", 0.0);
          },
      .size = {.households = 320, .days = 120},
      .on =
          [](Settings& s) {
            for (const auto& [key, value] : {std::pair{"leaders_share", 1.0},
                                             {"settles_nuisance", 1.0},
                                             {"settles_dispute", 1.0},
                                             {"settles_small_help", 1.0},
                                             {"leader_hours", 40.0},
                                             {"notice_hazards", .1}})
              s.set(std::string("organisation_ladder.") + key, value);
          },
      .moves = {{"settled_by_leaders", Goes::up},
                {"leader_hours", Goes::up},
                {"found_first_share", Goes::up},
                {"burden_days_mean", Goes::down},
                {"served_by_server", Goes::down, static_cast<std::size_t>(Server::grid_worker)}},
      .costs = {{.booked = [](const Seen& seen) { return seen.booked("building leaders' stipends"); },
                 .stated = [](const Seen& seen) { return seen.replicates() * 20 * 120; }},
                {.booked = [](const Seen& seen) { return seen.booked("building leaders' hours"); },
                 .stated = [](const Seen& seen) { return seen.of("leader_hours") * 3600; }}},
      .failing =
          [](Settings& s) {
            s.set("organisation_ladder.relay_delay", 20.0);
            s.set("organisation_ladder.unowned_share", 1.0);
            s.set("organisation_ladder.unowned_delay", 15.0);
          },
      .failure = {{"lay_unowned", Goes::up}, {"burden_days_mean", Goes::up}},
  };
}

}  // namespace cogov::testing
