/// Harm as measures: who is watched and by whom, whose time goes unpaid, what riders bear, and who is left waiting by
/// floor and by readiness to report.
#include <algorithm>
#include <functional>

#include "models/harm.hpp"
#include "models/measure_rows.hpp"

namespace cogov {

using namespace measure_rows;

namespace {

constexpr double whole_level = 65535;

/// Sums, each by how many there are of it, times `scale`.
template <std::size_t n>
Reals each_by(const std::array<std::int64_t, n>& sums, const std::array<std::int64_t, n>& counts, double scale) {
  Reals values;
  for (std::size_t i = 0; i < n; ++i) {
    values.push_back(ratio(scale * static_cast<double>(sums[i]), static_cast<double>(counts[i])));
  }
  return values;
}

Row grouped(const char* name, const char* unit, Better better, const char* en, const char* zh, const char* dimension,
            std::function<Reals(const Totals&)> values) {
  return {{name, unit, en, zh, better, false, {dimension}}, [values](const Totals& t) -> Array { return values(t); }};
}

/// How often the tenth of residents is looked at who are looked at most; per person and year.
double most_watched_tenth(const Totals& t) {
  std::vector<std::uint32_t> looks = t.harm.looks;
  const std::size_t tenth = (looks.size() + 9) / 10;
  if (tenth == 0) return 0;
  std::nth_element(looks.begin(), looks.begin() + static_cast<std::ptrdiff_t>(tenth - 1), looks.end(),
                   std::greater<>());
  std::int64_t sum_of_tenth = 0;
  for (std::size_t i = 0; i < tenth; ++i) sum_of_tenth += looks[i];
  return ratio(static_cast<double>(sum_of_tenth), static_cast<double>(tenth) * t.years);
}

void add_watching_rows(std::vector<Row>& rows) {
  rows.push_back(real("intrusions_most_watched_tenth", "1/year", low,
                      "Visits and checks and records of the most watched tenth; per resident and year, mean",
                      "最受关注的一成居民每人每年被走访、探望和记录次数", most_watched_tenth));
  rows.push_back(grouped("intrusions_by_class", "1/year", low,
                         "Visits and checks and records by class of resident; per resident and year, records of places "
                         "that nobody reported left out",
                         "各类居民每人每年被走访、探望和记录次数", "resident_class", [](const Totals& t) {
                           return each_by(t.harm.looks_of, t.residents, t.years > 0 ? 1 / t.years : 0);
                         }));
  rows.push_back(grouped("intrusions_by_watcher", "1/year", low,
                         "Visits and checks and records by who watches; per resident and year, those of couriers and "
                         "children what they report of residents",
                         "每人每年被走访、探望和记录次数（按由谁）", "watcher", [](const Totals& t) {
                           Reals values;
                           for (const std::int64_t looks : t.sum.harm.looks) {
                             values.push_back(
                                 ratio(static_cast<double>(looks), static_cast<double>(t.people) * t.years));
                           }
                           return values;
                         }));
  rows.push_back(whole("records_of_places", neither, "Records of places that nobody had reported; about no resident",
                       "无人上报的公共问题记录数（不涉及个人）",
                       [](const Totals& t) { return t.sum.harm.records_of_places; }));
}

Reals unpaid_by_bearer(const Totals& t) {
  Wholes seconds(bearer_count, 0);
  for (const CostItemFacts& facts : cost_items()) {
    if (facts.payer != Payer::unpaid || facts.unit != "second") continue;
    seconds[static_cast<std::size_t>(facts.bearer)] += quantity(t, facts.item);
  }
  Reals values;
  for (const std::int64_t each : seconds) values.push_back(static_cast<double>(each) / hour_seconds);
  return values;
}

/// What riders lose, each in a year.
Number per_rider(std::function<double(const Totals&)> all) {
  return [all](const Totals& t) { return ratio(all(t), static_cast<double>(t.sum.couriers.riders) * t.years); };
}

void add_time_rows(std::vector<Row>& rows) {
  rows.push_back(grouped("unpaid_hours_by_bearer", "h", low,
                         "Unpaid hours by who gives them; staff's are overtime, residents' are meetings and ways",
                         "无偿工时（按由谁付出）", "bearer", unpaid_by_bearer));
  rows.push_back(real("rider_hours_lost_each", "h/year", low, "Riders' hours lost with reporting; per rider and year",
                      "每名骑手每年因上报损失的小时数", per_rider([](const Totals& t) {
                        return static_cast<double>(quantity(t, CostItem::rider_time)) / hour_seconds;
                      })));
  rows.push_back(real("rider_pay_lost_each", "yuan/year", low,
                      "Riders' pay lost with reporting; minutes at their price and fines, per rider and year",
                      "每名骑手每年因上报损失的收入（时间折价＋罚款）", per_rider([](const Totals& t) {
                        return t.sum.costs.yuan(t.costs, CostItem::rider_time) +
                               t.sum.costs.yuan(t.costs, CostItem::late_orders);
                      })));
  rows.push_back(real("rider_rewards_each", "yuan/year", high, "Riders' rewards for reports; per rider and year",
                      "每名骑手每年上报奖励",
                      per_rider([](const Totals& t) { return t.sum.costs.yuan(t.costs, CostItem::courier_reports); })));
  rows.push_back(real("rider_crashes_each", "1/year", low,
                      "Crashes that hurrying after a report adds; per rider and year",
                      "每名骑手每年因上报赶时间增加的事故数",
                      per_rider([](const Totals& t) { return static_cast<double>(t.sum.couriers.extra_crashes); })));
}

void add_group_rows(std::vector<Row>& rows) {
  rows.push_back(grouped("burden_days_by_class", "d", low,
                         "Days that needs last by class of resident; mean, until met or given up",
                         "各类居民每件需求持续天数（平均）", "resident_class",
                         [](const Totals& t) { return each_by(t.sum.unmet_seconds, t.sum.needs, 1.0 / day_seconds); }));
  const auto per_person_year = [](const auto& seconds, const auto& people, double years) {
    return each_by(seconds, people, years > 0 ? 1 / (day_seconds * years) : 0);
  };
  rows.push_back(grouped(
      "unmet_days_by_floor", "d/year", low, "Unmet days by floor; days with an open personal need, per person and year",
      "各楼层居民未满足天数（每人每年）", "floor",
      [=](const Totals& t) { return per_person_year(t.sum.harm.unmet_by_floor, t.harm.by_floor, t.years); }));
  rows.push_back(grouped("burden_days_by_floor", "d", low, "Days that needs last by floor; mean, until met or given up",
                         "各楼层居民每件需求持续天数（平均）", "floor", [](const Totals& t) {
                           return each_by(t.sum.harm.unmet_by_floor, t.sum.harm.needs_by_floor, 1.0 / day_seconds);
                         }));
  rows.push_back(
      grouped("satisfaction_by_floor", "index", high, "Satisfaction by floor; mean at the end, 0 to 1, least certain",
              "各楼层居民满意度（最不确定）", "floor",
              [](const Totals& t) { return each_by(t.harm.satisfaction_of_floor, t.harm.by_floor, 1 / whole_level); }));
  rows.push_back(grouped(
      "belonging_by_floor", "index", high, "Belonging by floor; mean at the end, 0 to 1", "各楼层居民归属感", "floor",
      [](const Totals& t) { return each_by(t.harm.belonging_of_floor, t.harm.by_floor, 1 / whole_level); }));
  rows.push_back(grouped("unmet_days_by_reporting", "d/year", low,
                         "Unmet days by readiness to report; days with an open personal need, per person and year",
                         "按上报倾向的居民未满足天数（每人每年）", "reporting", [=](const Totals& t) {
                           return per_person_year(t.sum.harm.unmet_by_reporting, t.harm.by_reporting, t.years);
                         }));
  rows.push_back(grouped(
      "burden_days_by_reporting", "d", low, "Days that needs last by readiness to report; mean, until met or given up",
      "按上报倾向的居民每件需求持续天数（平均）", "reporting", [](const Totals& t) {
        return each_by(t.sum.harm.unmet_by_reporting, t.sum.harm.needs_by_reporting, 1.0 / day_seconds);
      }));
  rows.push_back(grouped("satisfaction_by_reporting", "index", high,
                         "Satisfaction by readiness to report; mean at the end, 0 to 1, least certain",
                         "按上报倾向的居民满意度（最不确定）", "reporting", [](const Totals& t) {
                           return each_by(t.harm.satisfaction_of_third, t.harm.by_reporting, 1 / whole_level);
                         }));
}

template <std::size_t n>
Row people_by(const char* name, const char* en, const char* zh, const char* dimension,
              std::array<std::int64_t, n> HarmTotals::*member) {
  return {{name, "1", en, zh, neither, true, {dimension}},
          [member](const Totals& t) -> Array { return Wholes((t.harm.*member).begin(), (t.harm.*member).end()); }};
}

}  // namespace

void add_harm_rows(std::vector<Row>& rows) {
  add_watching_rows(rows);
  add_time_rows(rows);
  add_group_rows(rows);
  rows.push_back(
      people_by("residents_by_floor", "Residents, by floor", "各楼层居民人数", "floor", &HarmTotals::by_floor));
  rows.push_back(people_by("residents_by_reporting", "Residents, by readiness to report", "按上报倾向的居民人数",
                           "reporting", &HarmTotals::by_reporting));
}

}  // namespace cogov
