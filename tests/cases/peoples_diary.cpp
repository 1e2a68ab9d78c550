#include "tests/cases/case.hpp"

namespace cogov::testing {

MechanismCase peoples_diary_case();
MechanismCase peoples_diary_case() {
  constexpr std::size_t last_day = 59;
  return {
      .section = "peoples_diary",
      .zero =
          [](Settings& s) {
            s.set("peoples_diary.entry_chance", 0.0);
            s.set("peoples_diary.occasions", std::vector<std::string>{});
          },
      .place =
          [](Settings& s) {  // staff who are often at doors, and write nothing else
            s.set("paperwork.share", 0.0);
            s.switch_on("home_visits", true);
            for (const char* who : {"alone_60_plus", "aged_80_plus", "disabled"})
              s.set(std::string("home_visits.") + who, 26.0);
            s.set("grid_workers.acts_on_finds", .9);
            s.set("request_kinds.building_fault.rate_places", 200.0);
            s.set("request_kinds.building_fault.reported_share", .3);
            s.set("request_kinds.loneliness.rate_60_79", 600.0);
            s.set("request_kinds.dispute.rate_places", 100.0);
          },
      .on = as_it_is,
      .moves = {{"diary_entries", Goes::up},
                {"visits", Goes::up},
                {"found_first_share", Goes::up},
                {"burden_days_mean", Goes::down},
                {"paperwork_share", Goes::up}},
      .costs = {{.booked =
                     [](const Seen& s) {
                       return s.of("grid_worker_hours", static_cast<std::size_t>(Activity::paperwork)) * 60;
                     },
                 .stated = [](const Seen& s) { return 4 * s.of("diary_entries") + 5 * s.of("diary_answers"); },
                 .tolerance = .02}},
      .failing =
          [](Settings& s) {  // an answer the next day, when nothing can be done yet, and long reports about it
            s.set("peoples_diary.answer_days", std::int64_t{1});
            s.set("peoples_diary.answer_weight", 3.0);
            s.set("peoples_diary.minutes", 40.0);
          },
      .failure = {{"belief", Goes::down, last_day},
                  {"paperwork_share", Goes::up},
                  {"time_with_residents_share", Goes::down}},
      .prepare =
          [](Settings& s, const std::string& key) {
            if (key.starts_with("patien")) {  // much is reported soon after an answer, and waits too long
              s.set("requests.patience", 12.0);
              s.set("request_kinds.papers.rate_60_79", 9000.0);
              s.set("request_kinds.papers.rate_80_plus", 9000.0);
              s.set("peoples_diary.answer_days", std::int64_t{1});
              s.set("peoples_diary.patient_days", std::int64_t{key == "patience" ? 60 : 2});
              s.set("peoples_diary.entry_chance", 1.0);
              s.set("home_visits.alone_60_plus", 365.0);
              s.set("home_visits.disabled", 365.0);
            }
            s.set("request_kinds.dispute.rate_places", 600.0);
            if (key == "occasions") s.set("peoples_diary.occasions", std::vector<std::string>{"dispute"});
            if (key == "within_days") s.set("peoples_diary.within_days", std::int64_t{0});
          },
  };
}

}  // namespace cogov::testing
