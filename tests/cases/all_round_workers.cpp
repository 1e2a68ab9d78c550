#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase all_round_workers_case();
MechanismCase all_round_workers_case() {
  constexpr std::size_t papers = 10;
  return {
      .section = "all_round_workers",
      .zero =
          [](Settings& s) {
            s.set("all_round_workers.all_round", false);
            s.set("all_round_workers.agency_share", 0.0);
          },
      .place =
          [](Settings& s) {  // one clerk has more to do than there is time; papers are all that comes to the window
            s.set("request_kinds.papers.rate_17_59", 9000.0);
            s.set("request_kinds.papers.settled_share", 1.0);
            s.set("request_kinds.papers.reported_share", .5);
            for (const char* kind : {"jobs", "child_care"}) {
              for (const char* rate : {"rate_0_16", "rate_17_59", "rate_60_79", "rate_80_plus"})
                s.set(std::string("request_kinds.") + kind + "." + rate, 0.0);
            }
            s.set("paperwork.share", .2);
            s.set("requests.wrong_owner_share", 0.0);
            s.set("trust.effort_weight", 3.0);
            s.set("community.building_spacing", 150.0);
          },
      .on =
          [](Settings& s) {
            s.set("all_round_workers.agency_kinds", std::vector<std::string>{"papers"});
            s.set("all_round_workers.agency_share", 1.0);
            s.set("all_round_workers.office_minutes", 3.0);
          },
      .moves = {{"served_at_other_desk", Goes::up},
                {"response_hours_median", Goes::down},
                {"reported_by_kind", Goes::up, papers},
                {"idle_share", Goes::down},
                {"resident_hours_saved", Goes::up}},
      .costs = {{.booked = [](const Seen& s) { return s.booked("errand fares"); },
                 .stated =
                     [](const Seen& s) {  // whatever the window has served, whoever did it
                       return s.of("served_by_server", static_cast<std::size_t>(Server::window));
                     },
                 .tolerance = .03}},
      .failing =
          [](Settings& s) {
            s.set("all_round_workers.switch_minutes", 120.0);
            s.set("all_round_workers.outside_skill", 0.0);
          },
      .failure = {{"response_hours_p90", Goes::up}, {"burden_days_mean", Goes::up}},
      .prepare =
          [](Settings& s, const std::string& key) {
            s.set("all_round_workers.agency_share", .5);
            if (key == "agency_kinds") s.set("all_round_workers.agency_share", 1.0);
          },
  };
}

}  // namespace cogov::testing
