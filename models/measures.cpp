/// The measures: one table of what each is called, means, and how it is computed from a run's totals.
#include <algorithm>

#include "models/measure_rows.hpp"
#include "models/residents.hpp"
#include "models/tally.hpp"
#include "models/totals.hpp"
#include "models/volunteers.hpp"
#include "sim/errors.hpp"
#include "sim/quantiles.hpp"

namespace cogov {

using namespace measure_rows;

namespace {

double mean_of(const std::vector<std::uint32_t>& values) {
  std::int64_t total = 0;
  for (const std::uint32_t value : values) total += value;
  return ratio(total, static_cast<std::int64_t>(values.size()));
}

double response_hours(const Totals& t, double p) {
  Reals values(t.sum.response.begin(), t.sum.response.end());
  return values.empty() ? 0 : exact_quantile(values, p) / hour_seconds;
}

std::int64_t worked(const Totals& t, Role role, Activity activity) {
  return t.sum.worked[static_cast<std::size_t>(role)][static_cast<std::size_t>(activity)];
}

double share_of_hours(const Totals& t, std::initializer_list<Activity> activities) {
  std::int64_t in_them = 0;
  for (const Activity activity : activities) in_them += worked(t, Role::grid, activity);
  return ratio(in_them, sum(t.sum.worked[static_cast<std::size_t>(Role::grid)]));
}

double satisfaction_quantile(const Totals& t, double p) {
  Reals values(t.satisfaction.begin(), t.satisfaction.end());
  return exact_quantile(values, p) / 65535;
}

double satisfaction_mean(const Totals& t) {
  std::int64_t total = 0;
  for (const std::uint16_t value : t.satisfaction) total += value;
  return ratio(total, static_cast<std::int64_t>(t.satisfaction.size())) / 65535;
}

double unmet_days(const Totals& t, bool vulnerable) {
  const std::int64_t people = vulnerable ? t.vulnerable : t.people - t.vulnerable;
  const std::int64_t seconds = vulnerable ? t.sum.unmet_vulnerable : t.sum.unmet_others;
  return ratio(days(static_cast<double>(seconds)), static_cast<double>(people) * t.years);
}

void add_burden_rows(std::vector<Row>& rows) {
  rows.push_back(real("burden_days_median", "d", low,
                      "Days people live with a problem, half of them; from onset until it is gone, open ones censored",
                      "问题从发生到解决的天数（中位）",
                      [](const Totals& t) { return censored_days(t.sum.burden, .5); }));
  rows.push_back(
      real("burden_days_p90", "d", low,
           "Days people live with a problem, the slowest tenth; from onset until it is gone, open ones censored",
           "问题从发生到解决的天数（最慢一成）", [](const Totals& t) { return censored_days(t.sum.burden, .9); }));
  rows.push_back(real("burden_days_mean", "d", low,
                      "Days people live with a problem, mean; from onset until it is gone or the run ends",
                      "问题从发生到解决的天数（平均）",
                      [](const Totals& t) { return days(mean_of(t.sum.burden.seconds)); }));
  rows.push_back(real(
      "never_dealt_share", "1", low, "Problems never dealt with; no service of any kind by the end, of all that arose",
      "始终没人管的问题占比", [](const Totals& t) { return ratio(sum(t.sum.never_dealt), sum(t.sum.ended)); }));
  rows.push_back(real("unmet_days_vulnerable", "d/year", low,
                      "Unmet days of vulnerable residents; days with an open personal need, per person and year",
                      "困难群体未满足天数（每人每年）", [](const Totals& t) { return unmet_days(t, true); }));
  rows.push_back(real("unmet_days_others", "d/year", low,
                      "Unmet days of the other residents; days with an open personal need, per person and year",
                      "其他居民未满足天数（每人每年）", [](const Totals& t) { return unmet_days(t, false); }));
  rows.push_back(real(
      "unmet_days_gap", "d/year", low, "Gap in unmet days between vulnerable residents and others; per person and year",
      "困难群体与他人未满足天数之差", [](const Totals& t) { return unmet_days(t, true) - unmet_days(t, false); }));
  rows.push_back(real("grid_gini", "index", low,
                      "Inequality between grids; Gini of open days per household over grids, 0 equal to 1",
                      "网格间差距（基尼系数）", [](const Totals& t) { return gini(t.grid_rates); }));
  rows.push_back(whole("accidents", low, "Accidents; from hazards and emergencies while they were open", "事故数",
                       [](const Totals& t) { return t.sum.accidents; }));
}

void add_service_rows(std::vector<Row>& rows) {
  rows.push_back(real("fixed_within_7_days_share", "1", high,
                      "Truly fixed within 7 days of the report; of all reported", "上报后7天内真正解决的比例",
                      [](const Totals& t) { return ratio(t.sum.fixed_7, t.sum.closed_reports); }));
  rows.push_back(real("fixed_within_15_days_share", "1", high,
                      "Truly fixed within 15 days of the report; of all reported", "上报后15天内真正解决的比例",
                      [](const Totals& t) { return ratio(t.sum.fixed_15, t.sum.closed_reports); }));
  rows.push_back(real("response_hours_median", "h", low,
                      "Hours from report to the first service by staff, median; of those served by staff",
                      "从上报到首次服务的小时数（中位）", [](const Totals& t) { return response_hours(t, .5); }));
  rows.push_back(real("response_hours_p90", "h", low,
                      "Hours from report to the first service by staff, slowest tenth; of those served by staff",
                      "从上报到首次服务的小时数（最慢一成）", [](const Totals& t) { return response_hours(t, .9); }));
  rows.push_back(real("resolution_days_median", "d", low,
                      "Days from report to being truly fixed, median; open, lapsed and withdrawn ones censored",
                      "从上报到真正解决的天数（中位）",
                      [](const Totals& t) { return censored_days(t.sum.resolution, .5); }));
  rows.push_back(real("found_first_share", "1", high,
                      "Found before anyone complained; taken up by staff, of all true problems",
                      "居民开口前就发现的比例（按真实问题计）",
                      [](const Totals& t) { return ratio(sum(t.sum.found_first), sum(t.sum.arisen)); }));
  rows.push_back(real("repeats_share", "1", low, "Came back; reported again or recurring, of all that arose",
                      "重复出现的比例", [](const Totals& t) { return ratio(sum(t.sum.repeated), sum(t.sum.arisen)); }));
  rows.push_back(whole("hand_offs", low, "Hand-offs; between owners", "转办次数",
                       [](const Totals& t) { return t.sum.hand_offs; }));
  rows.push_back(whole("true_requests", neither, "Requests that truly arose; spread and turned ones included",
                       "真实发生的诉求数", [](const Totals& t) { return sum(t.sum.arisen); }));
  rows.push_back(whole("reported_requests", neither, "Requests reported by residents", "居民上报的诉求数",
                       [](const Totals& t) { return sum(t.sum.reported); }));
  rows.push_back(whole("worsened_requests", low, "Requests that arose from others left too long; or coming back",
                       "久拖衍生的诉求数", [](const Totals& t) { return t.sum.worsened; }));
}

void add_staff_rows(std::vector<Row>& rows) {
  rows.push_back(real("time_with_residents_share", "1", high,
                      "Grid workers' time with residents; service and visits, of hours worked and idle",
                      "网格员服务居民时间占比", [](const Totals& t) {
                        return share_of_hours(t, {Activity::service, Activity::visit});
                      }));
  rows.push_back(real("paperwork_share", "1", low, "Grid workers' time on paperwork; of hours worked and idle",
                      "网格员材料时间占比", [](const Totals& t) { return share_of_hours(t, {Activity::paperwork}); }));
  rows.push_back(real("idle_share", "1", neither, "Grid workers' time without a task; of hours worked and idle",
                      "网格员空闲时间占比", [](const Totals& t) { return share_of_hours(t, {Activity::idle}); }));
  rows.push_back(real("burnt_out_share", "1", low, "Grid workers burnt out; of person-days", "网格员过劳比例",
                      [](const Totals& t) { return ratio(t.sum.burnt_out_days, t.sum.filled_days); }));
  rows.push_back(real("severely_burnt_out_share", "1", low, "Grid workers severely burnt out; of person-days",
                      "网格员严重过劳比例",
                      [](const Totals& t) { return ratio(t.sum.severe_days, t.sum.filled_days); }));
  rows.push_back(
      whole("quits", low, "Grid workers and clerks who quit", "离职人数", [](const Totals& t) { return t.sum.quits; }));
  rows.push_back(whole("vacancy_days", low, "Days of vacant grid-worker posts", "网格员岗位空缺天数",
                       [](const Totals& t) { return t.sum.vacant_days; }));
  rows.push_back(
      whole("visits", neither, "Home visits made", "入户走访次数", [](const Totals& t) { return t.sum.visits; }));
  rows.push_back(real("intrusions_per_person", "1/year", low,
                      "Visits and checks and records per resident and year; how much people are watched, neighbours' "
                      "checks and children's "
                      "reports on conduct included",
                      "每人每年被走访、探望和记录次数", [](const Totals& t) {
                        const std::int64_t looks = sum(t.sum.harm.looks) + t.sum.harm.records_of_places;
                        return ratio(static_cast<double>(looks), static_cast<double>(t.people) * t.years);
                      }));
  rows.push_back(real("satisfaction_mean", "index", high, "Satisfaction, mean at the end; 0 to 1, least certain",
                      "满意度（平均，最不确定）", satisfaction_mean));
  rows.push_back(real("satisfaction_lowest_tenth", "index", high,
                      "Satisfaction that nine in ten exceed; 0 to 1, at the end, least certain",
                      "满意度（最低一成，最不确定）", [](const Totals& t) { return satisfaction_quantile(t, .1); }));
}

template <std::size_t n>
Row by_kind(const char* name, Better better, const char* en, const char* zh,
            std::array<std::int64_t, n> Tally::*member) {
  return {{name, "1", en, zh, better, true, {"request_kind"}},
          [member](const Totals& t) -> Array { return Wholes((t.sum.*member).begin(), (t.sum.*member).end()); }};
}

void add_kind_and_class_rows(std::vector<Row>& rows) {
  rows.push_back(by_kind("arisen_by_kind", neither, "Requests that arose, by kind", "各类诉求发生数", &Tally::arisen));
  rows.push_back(
      by_kind("reported_by_kind", neither, "Requests reported, by kind", "各类诉求上报数", &Tally::reported));
  rows.push_back(by_kind("found_first_by_kind", high, "Requests found before a complaint, by kind",
                         "各类诉求主动发现数", &Tally::found_first));
  rows.push_back(by_kind("fixed_by_kind", high, "Requests truly fixed, by kind", "各类诉求真正解决数", &Tally::fixed));
  rows.push_back({{"burden_days_by_kind",
                   "d",
                   "Days people live with a problem, mean, by kind",
                   "各类问题从发生到解决的天数（平均）",
                   low,
                   false,
                   {"request_kind"}},
                  [](const Totals& t) -> Array {
                    Reals values;
                    for (std::size_t k = 0; k < kind_count; ++k)
                      values.push_back(days(ratio(t.sum.open_seconds[k], t.sum.ended[k])));
                    return values;
                  }});
  rows.push_back({{"unmet_days_by_class",
                   "d/year",
                   "Unmet days by class of resident; days with an open personal need, per person and year",
                   "各类居民未满足天数（每人每年）",
                   low,
                   false,
                   {"resident_class"}},
                  [](const Totals& t) -> Array {
                    Reals values;
                    for (std::size_t c = 0; c < class_count; ++c) {
                      values.push_back(ratio(days(static_cast<double>(t.sum.unmet_seconds[c])),
                                             static_cast<double>(t.residents[c]) * t.years));
                    }
                    return values;
                  }});
  rows.push_back({{"residents_by_class", "1", "Residents, by class", "各类居民人数", neither, true, {"resident_class"}},
                  [](const Totals& t) -> Array { return Wholes(t.residents.begin(), t.residents.end()); }});
  rows.push_back({{"satisfaction_by_class",
                   "index",
                   "Satisfaction by class of resident; mean at the end, 0 to 1, least certain",
                   "各类居民满意度（最不确定）",
                   high,
                   false,
                   {"resident_class"}},
                  [](const Totals& t) -> Array { return Reals(t.satisfaction_of.begin(), t.satisfaction_of.end()); }});
}

void add_hour_rows(std::vector<Row>& rows) {
  const auto hours_of = [](Role role) {
    return [role](const Totals& t) -> Array {
      Reals values;
      for (const std::int64_t seconds : t.sum.worked[static_cast<std::size_t>(role)])
        values.push_back(static_cast<double>(seconds) / hour_seconds);
      return values;
    };
  };
  rows.push_back({{"grid_worker_hours",
                   "h",
                   "Hours of grid workers, by activity",
                   "网格员工时（按活动）",
                   neither,
                   false,
                   {"activity"}},
                  hours_of(Role::grid)});
  rows.push_back({{"window_hours",
                   "h",
                   "Hours of window clerks, by activity",
                   "窗口人员工时（按活动）",
                   neither,
                   false,
                   {"activity"}},
                  hours_of(Role::window)});
  rows.push_back(
      {{"served_by_server", "1", "Services finished, by server", "各办理方办结数", neither, true, {"server"}},
       [](const Totals& t) -> Array { return Wholes(t.sum.served.begin(), t.sum.served.end()); }});
}

void add_daily_rows(std::vector<Row>& rows) {
  const auto series = [](std::vector<std::int64_t> Tally::*member) {
    return [member](const Totals& t) -> Array { return t.sum.*member; };
  };
  rows.push_back({{"open_requests", "1", "Open requests at midnight", "未解决诉求数（每日）", low, true, {"day"}},
                  series(&Tally::day_open)});
  rows.push_back({{"arisen", "1", "Requests that arose, by day", "每日发生诉求数", neither, true, {"day"}},
                  series(&Tally::day_arisen)});
  rows.push_back({{"reported", "1", "Requests reported, by day", "每日上报诉求数", neither, true, {"day"}},
                  series(&Tally::day_reported)});
  rows.push_back({{"fixed", "1", "Requests truly fixed, by day", "每日真正解决数", high, true, {"day"}},
                  series(&Tally::day_fixed)});
  rows.push_back(
      {{"workers_at_post", "1", "Grid workers in post at midnight", "在岗网格员数（每日）", neither, true, {"day"}},
       series(&Tally::day_at_post)});
  const auto mean_series = [](std::vector<std::int64_t> Tally::*member, double one) {
    return [member, one](const Totals& t) -> Array {
      Reals values;
      for (const std::int64_t total : t.sum.*member)
        values.push_back(static_cast<double>(total) / one / static_cast<double>(t.people));
      return values;
    };
  };
  rows.push_back({{"satisfaction",
                   "index",
                   "Satisfaction, mean at midnight; 0 to 1, least certain",
                   "满意度（每日平均，最不确定）",
                   high,
                   false,
                   {"day"}},
                  mean_series(&Tally::day_satisfaction, 65535)});
  rows.push_back({{"belief",
                   "1",
                   "Belief that a report gets fixed, mean at midnight",
                   "对“上报有用”的信任（每日平均）",
                   high,
                   false,
                   {"day"}},
                  mean_series(&Tally::day_belief, belief_one)});
}

const std::vector<Row>& all_rows() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all;
    add_burden_rows(all);
    add_service_rows(all);
    add_staff_rows(all);
    add_cost_rows(all);
    add_kind_and_class_rows(all);
    add_ledger_rows(all);
    add_hour_rows(all);
    add_daily_rows(all);
    add_social_rows(all);
    add_volunteer_rows(all);
    add_courier_rows(all);
    add_institution_rows(all);
    add_ladder_rows(all);
    add_alliance_rows(all);
    add_harm_rows(all);
    add_own_rows(all);
    return all;
  }();
  return rows;
}

template <class Words>
Dimension labelled(const char* name, const char* en, const char* zh, const Words& words, const Words& words_zh) {
  return {.name = name,
          .long_name = en,
          .long_name_zh = zh,
          .labels = {words.begin(), words.end()},
          .labels_zh = {words_zh.begin(), words_zh.end()},
          .values = {}};
}

}  // namespace

Layout result_layout(std::uint32_t days, MechanismSet mechanisms) {
  using Words = std::vector<std::string>;
  Layout layout;
  Dimension day{.name = "day",
                .long_name = "Day from day 0, a Monday",
                .long_name_zh = "天数（第0天为星期一）",
                .labels = {},
                .labels_zh = {},
                .values = {}};
  for (std::uint32_t d = 0; d < days; ++d) day.values.push_back(d);
  layout.dimensions = {
      day,
      labelled("request_kind", "Kind of request", "诉求类别", kind_titles(), kind_titles_zh()),
      labelled("resident_class", "Class of resident; the last three overlap with the others",
               "居民类别（后三类与前面重叠）", class_words(), class_words_zh()),
      labelled("activity", "What staff do with their time", "工时用途", activity_words(), activity_words_zh()),
      labelled("ledger", "Ledger: what truly happened, what the records say, what is claimed", "账目",
               Words{"truth", "records", "claims"}, Words{"真实", "记录", "宣称"}),
      labelled("server", "Who serves", "办理方", server_words(), server_words_zh()),
      labelled("cost_item", "What is paid for, with money or time", "费用项目", cost_item_words(),
               cost_item_words_zh()),
      labelled("unpaid_use", "What unpaid hours go into", "无偿工时用途", unpaid_use_words(), unpaid_use_words_zh()),
      labelled("participation_stage", "How far residents take part", "参与程度", stage_words(), stage_words_zh()),
      labelled("watcher", "Who looks at residents, or writes down what concerns them", "由谁查看或记录",
               watcher_words(), watcher_words_zh()),
      labelled("bearer", "Whose time it is", "谁的时间", bearer_words(), bearer_words_zh()),
      labelled("floor", "Floor of the household; upper floors lie in the upper half of those above the ground", "楼层",
               floor_words(), floor_words_zh()),
      labelled("reporting", "Third of residents by readiness to report", "上报倾向（三等分）", reporting_words(),
               reporting_words_zh())};
  for (const Row& row : all_rows()) {
    if (row.mechanism < 0 || mechanisms.test(static_cast<std::size_t>(row.mechanism)))
      layout.measures.push_back(row.measure);
  }
  return layout;
}

std::vector<Array> result_arrays(const Society& society, const Layout& layout) {
  const Totals totals = totals_of(society);
  std::vector<Array> arrays;
  for (const Row& row : all_rows()) {
    if (arrays.size() == layout.measures.size()) break;
    const Measure& next = layout.measures[arrays.size()];
    if (row.measure.name != next.name) continue;  // of a mechanism that no policy has on
    arrays.push_back(row.compute(totals));
    const std::size_t size = std::visit([](const auto& values) { return values.size(); }, arrays.back());
    EXPECT(size == layout.size(next));
  }
  EXPECT(arrays.size() == layout.measures.size());
  return arrays;
}

}  // namespace cogov
