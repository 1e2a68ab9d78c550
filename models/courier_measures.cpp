/// What couriers report, what it is worth, and what it costs them.
#include "models/measure_rows.hpp"

namespace cogov {

using namespace measure_rows;

void CourierTally::add(const CourierTally& other) {
  for (const auto number :
       {&CourierTally::stops, &CourierTally::reports, &CourierTally::false_reports, &CourierTally::found_first,
        &CourierTally::verification_seconds, &CourierTally::extra_crashes, &CourierTally::errands,
        &CourierTally::riders, &CourierTally::enrolled}) {
    this->*number += other.*number;
  }
  belief_sum += other.belief_sum;
}

namespace {

using Member = std::int64_t CourierTally::*;

Whole count(Member member) {
  return [member](const Totals& t) { return t.sum.couriers.*member; };
}

void add_report_rows(std::vector<Row>& rows) {
  rows.push_back(whole("courier_reports", neither, "Reports by couriers of something real", "骑手有效上报数",
                       count(&CourierTally::reports)));
  rows.push_back(whole("courier_false_reports", low, "False reports of couriers; false, duplicate or trivial ones",
                       "骑手虚假、重复、琐碎上报数", count(&CourierTally::false_reports)));
  rows.push_back(real("courier_precision", "1", neither,
                      "Couriers' reports of something real; of all their reports, 0 where there are none",
                      "骑手上报准确率", [](const Totals& t) {
                        const CourierTally& c = t.sum.couriers;
                        return ratio(c.reports, c.reports + c.false_reports);
                      }));
  rows.push_back(real("courier_found_share", "1", high,
                      "Found by couriers before anyone complained; of all true problems",
                      "骑手先于居民发现的比例（按真实问题计）",
                      [](const Totals& t) { return ratio(t.sum.couriers.found_first, sum(t.sum.arisen)); }));
  rows.push_back(real(
      "verification_hours", "h", low, "Grid workers' hours on verifying what couriers report", "网格员核实骑手上报工时",
      [](const Totals& t) { return static_cast<double>(t.sum.couriers.verification_seconds) / hour_seconds; }));
  rows.push_back(
      whole("errands_carried", high, "Errands carried by riders", "骑手代办件数", count(&CourierTally::errands)));
}

void add_rider_rows(std::vector<Row>& rows) {
  rows.push_back(real("rider_minutes_lost", "min", low, "Riders' minutes lost with reporting", "骑手因上报损失的分钟数",
                      [](const Totals& t) { return static_cast<double>(quantity(t, CostItem::rider_time)) / 60; }));
  rows.push_back(whole("rider_late_orders", low, "Orders that came late because of a report", "骑手因上报超时单数",
                       [](const Totals& t) { return quantity(t, CostItem::late_orders); }));
  rows.push_back(whole("rider_extra_crashes", low, "Crashes of riders that hurry after a report brought about",
                       "骑手因上报赶时间增加的事故数", count(&CourierTally::extra_crashes)));
  rows.push_back(real("riders_enrolled_end", "1", neither, "Riders enrolled at the end; of all riders",
                      "期末参与骑手比例",
                      [](const Totals& t) { return ratio(t.sum.couriers.enrolled, t.sum.couriers.riders); }));
  rows.push_back(real(
      "courier_belief_answered", "1", neither, "Belief of enrolled riders that a report is answered; mean at the end",
      "骑手相信上报有回应的程度（期末平均）",
      [](const Totals& t) { return ratio(t.sum.couriers.belief_sum, static_cast<double>(t.sum.couriers.enrolled)); }));
}

}  // namespace

void add_courier_rows(std::vector<Row>& rows) {
  add_report_rows(rows);
  add_rider_rows(rows);
}

}  // namespace cogov
