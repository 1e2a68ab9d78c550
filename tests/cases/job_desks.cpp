#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// Many who look for work, and nobody whom they could ask.
void place(Settings& s) {
  s.set("request_kinds.jobs.rate_17_59", 400.0);
  s.set("request_kinds.jobs.reported_share", .9);
  s.set("request_kinds.jobs.served_by", std::vector<std::string>{"alliance"});
}

void on(Settings& s) {
  s.set("job_desks.vacancies_per_month", 60.0);
  s.set("job_desks.adviser_hours", 35.0);
  s.set("job_desks.real_share", .8);
}

/// A long list behind which there is nothing.
void failing(Settings& s) { s.set("job_desks.real_share", 0.0); }

/// Vacancies and the adviser's time are short, and somebody else might serve.
void prepare(Settings& s, const std::string& key) {
  s.set("job_desks.vacancies_per_month", 15.0);
  s.set("job_desks.adviser_hours", 6.0);
  s.set("job_desks.stale_days", std::int64_t{20});
  s.set("run.days", std::int64_t{100});
  if (key == "longest_wait") {
    s.set("job_desks.longest_wait", 20.0);
    s.set("request_kinds.jobs.served_by", std::vector<std::string>{"window", "grid worker"});
  }
}

}  // namespace

MechanismCase job_desks_case();
MechanismCase job_desks_case() {
  return {
      .section = "job_desks",
      .zero = [](Settings& s) { s.set("job_desks.adviser_hours", 0.0); },
      .size = {.days = 90},
      .place = place,
      .on = on,
      .moves = {{"burden_days_by_kind", Goes::down, 17},
                {"unmet_days_others", Goes::down},
                {"never_dealt_share", Goes::down},
                {"served_by_server", Goes::up, 11}},
      .costs = {{[](const Seen& seen) { return seen.booked("job advisers"); },
                 [](const Seen& seen) { return seen.of("job_adviser_hours") * 3600; }},
                {[](const Seen& seen) { return seen.booked("courses for job seekers"); },
                 [](const Seen& seen) { return seen.of("course_person_days"); }},
                {[](const Seen& seen) { return seen.booked("employers' hours with applicants"); },
                 [](const Seen& seen) {
                   return (seen.of("job_referrals") - seen.of("job_referrals_on_paper")) * 3600;
                 }}},
      .failing = failing,
      .failure = {{"job_referrals_on_paper", Goes::up},
                  {"jobs_found", Goes::down},
                  {"burden_days_by_kind", Goes::up, 17},
                  {"unmet_days_others", Goes::up}},
      .prepare = prepare,
  };
}

}  // namespace cogov::testing
