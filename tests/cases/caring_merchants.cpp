#include "tests/cases/case.hpp"

namespace cogov::testing {

namespace {

/// Many old people, whose small needs nobody here serves.
void place(Settings& s) {
  s.set("community.share_80_plus", .2);
  for (const char* kind : {"home_care", "errands", "home_repairs", "loneliness"}) {
    const std::string key = std::string("request_kinds.") + kind;
    s.set(key + ".served_by", std::vector<std::string>{"contract"});
    s.set(key + ".reported_share", .9);
    s.set(key + ".rate_80_plus", 1500.0);
    s.set(key + ".rate_60_79", 300.0);
  }
}

void on(Settings& s) {
  s.set("caring_merchants.merchants", std::int64_t{12});
  s.set("caring_merchants.hours_per_week", 8.0);
}

/// What they win by it counts for nothing.
void failing(Settings& s) {
  s.set("caring_merchants.margin", 0.0);
  s.set("caring_merchants.leaving_per_month", 5.0);
  s.set("caring_merchants.joins_chance", 0.0);
}

/// Places fall empty, and others are asked.
void prepare(Settings& s, const std::string& key) {
  s.set("run.days", std::int64_t{120});
  s.set("caring_merchants.leaving_per_month", 2.0);
  s.set("caring_merchants.customers_by_name", .02);
  s.set("caring_merchants.margin", 20.0);
  s.set("caring_merchants.joins_chance", .5);
  if (key == "customers_by_service") s.set("caring_merchants.customers_by_name", .002);
  if (key == "memory") {  // good and bad months
    s.set("run.days", std::int64_t{300});
    s.set("caring_merchants.margin", 100.0);
    s.set("caring_merchants.customers_by_name", .005);
  }
  s.set("community.building_spacing", 300.0);
}

}  // namespace

MechanismCase caring_merchants_case();
MechanismCase caring_merchants_case() {
  return {
      .section = "caring_merchants",
      .zero = [](Settings& s) { s.set("caring_merchants.merchants", std::int64_t{0}); },
      .place = place,
      .on = on,
      .moves = {{"unmet_days_vulnerable", Goes::down},
                {"unmet_days_others", Goes::down},
                {"burden_days_by_kind", Goes::down, 12},
                {"served_by_server", Goes::up, 11}},
      .costs = {{[](const Seen& seen) { return seen.booked("merchants' hours"); },
                 [](const Seen& seen) { return seen.of("merchant_hours") * 3600; }}},
      .failing = failing,
      .failure = {{"merchants_left", Goes::up}, {"merchant_hours", Goes::down}, {"unmet_days_vulnerable", Goes::up}},
      .prepare = prepare,
  };
}

}  // namespace cogov::testing
