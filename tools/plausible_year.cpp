/// What a run is asked, and the plausible year.
#include <algorithm>
#include <numeric>
#include <variant>

#include "tools/patterns.hpp"

namespace cogov {

std::vector<double> Year::all(const std::string& measure) const {
  for (std::size_t i = 0; i < layout_.measures.size(); ++i) {
    if (layout_.measures[i].name != measure) continue;
    return std::visit([](const auto& array) { return std::vector<double>(array.begin(), array.end()); },
                      run_.arrays[i]);
  }
  return {std::numeric_limits<double>::quiet_NaN()};
}

double Year::sum(const std::string& measure) const {
  const std::vector<double> values = all(measure);
  return std::accumulate(values.begin(), values.end(), 0.);
}

const std::vector<std::int64_t>& Year::column(const std::string& name) const {
  const TraceTable& requests = run_.trace.front();
  const auto at = std::find_if(requests.columns.begin(), requests.columns.end(),
                               [&](const TraceColumn& column) { return column.name == name; });
  return at->values;
}

double Year::grid_posts() const {
  return static_cast<double>(
      settings_.integer("community.number") *
      (settings_.integer("grid_workers.full_time") + settings_.integer("grid_workers.extra_full_time")));
}

namespace {

/// Value and tolerance, as shares of the value.
Pattern about(const char* name, const char* meaning, const char* meaning_zh, const char* unit, double value,
              double tolerance, const char* source, const char* source_zh) {
  return {name, meaning, meaning_zh, unit, value * (1 - tolerance), value * (1 + tolerance), source, source_zh};
}

/// The plausible year, per thousand residents and per grid worker, so that it holds for any size of place.
}  // namespace

std::vector<Looked> yearly_quantities() {
  const auto per_worker = [](double hours, const Year& y) { return ratio_or_nothing(hours, y.grid_posts()); };
  return {
      {about("true_requests", "Problems that truly arise, without those that come from others; per 1,000 residents",
             "真实诉求（每千人每年，不含衍生）", "1/year", 480, .15, "calculated from rates by kind",
             "由各类发生率推算"),
       [=](const Year& y) { return y.per_1000(y.of("true_requests") - y.of("worsened_requests")); }},
      {about("reported", "Reported by residents; per 1,000 residents", "居民上报（每千人每年）", "1/year", 260, .15,
             "calculated from reported shares; dispatched to communities: 60-350 in Beijing and Xuzhou",
             "由上报比例推算；派到社区：北京、徐州60—350"),
       [=](const Year& y) { return y.per_1000(y.of("reported_requests")); }},
      {about("known", "Reported, or taken up by staff before; per 1,000 residents", "上报或主动发现（每千人每年）",
             "1/year", 350, .15, "calculated", "推算"),
       [=](const Year& y) { return y.per_1000(y.of("reported_requests") + y.sum("found_first_by_kind")); }},
      {about("hours", "Hours a grid worker, overtime included", "每名网格员年工时", "h", 1760, .05, "assumption",
             "假定"),
       [=](const Year& y) { return per_worker(y.sum("grid_worker_hours") / y.years(), y); }},
      {about("paperwork", "of these paperwork", "其中材料", "h", 792, .1, "45 % of hours; assumption",
             "工时的45%；假定"),
       [=](const Year& y) { return per_worker(y.hours(Activity::paperwork), y); }},
      {about("patrols", "of these patrols", "其中巡查", "h", 400, .2, "2 x 50 min on 240 days; assumption",
             "240天、每天两次、每次50分钟；假定"),
       [=](const Year& y) { return y.if_on("patrol", per_worker(y.hours(Activity::patrol), y)); }},
      {about("visits", "of these home visits", "其中走访", "h", 312.5, .25,
             "250 people, 24 visits of 25 min; assumption", "250人、24次、每次25分钟；假定"),
       [=](const Year& y) { return y.if_on("home_visits", per_worker(y.hours(Activity::visit), y)); }},
      {about("requests", "of these requests: service, travel, logging", "其中办理诉求", "h", 156.25, .4, "calculated",
             "推算"),
       [=](const Year& y) { return per_worker(y.hours(Activity::service) + y.hours(Activity::travel), y); }},
      {about("duties", "of these duties: diary, meetings, training", "其中会议等", "h", 120, .4, "assumption", "假定"),
       [=](const Year& y) { return per_worker(y.hours(Activity::duties), y); }},
  };
}

}  // namespace cogov
