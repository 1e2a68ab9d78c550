/// What organisations pledge, give and waste, and what bringing them together costs.
#include "models/measure_rows.hpp"

namespace cogov {

using namespace measure_rows;

namespace {

using Count = std::int64_t AllianceTally::*;

constexpr Count all_counts[] = {
    &AllianceTally::pledged,        &AllianceTally::honoured,        &AllianceTally::used,
    &AllianceTally::listed,         &AllianceTally::listed_on_paper, &AllianceTally::in_meetings,
    &AllianceTally::staff_meetings, &AllianceTally::staff_lists,     &AllianceTally::meetings,
    &AllianceTally::gathered,       &AllianceTally::matched,         &AllianceTally::not_honoured,
    &AllianceTally::on_paper,       &AllianceTally::served,          &AllianceTally::familiarity,
    &AllianceTally::communities};

}  // namespace

void AllianceTally::add(const AllianceTally& other) {
  for (const Count each : all_counts) this->*each += other.*each;
}

namespace {

Number hours(Count member) {
  return [member](const Totals& t) { return static_cast<double>(t.sum.alliance.*member) / hour_seconds; };
}

Whole count(Count member) {
  return [member](const Totals& t) { return t.sum.alliance.*member; };
}

void add_hour_rows(std::vector<Row>& rows) {
  rows.push_back(real("alliance_hours_pledged", "h", neither,
                      "Hours that the alliance's units pledged; at each meeting", "联盟单位承诺工时",
                      hours(&AllianceTally::pledged)));
  rows.push_back(real("alliance_hours_honoured", "h", neither,
                      "Hours that the alliance's units truly made available; used or not", "联盟单位兑现工时",
                      hours(&AllianceTally::honoured)));
  rows.push_back(real("organisation_hours_used", "h", neither,
                      "Hours that organisations served residents; units of the alliance and resources of the list",
                      "单位实际服务工时", hours(&AllianceTally::used)));
  rows.push_back(real("pledges_honoured_share", "1", high, "Hours that units made available; of those they pledged",
                      "承诺兑现率",
                      [](const Totals& t) { return ratio(t.sum.alliance.honoured, t.sum.alliance.pledged); }));
  rows.push_back(real("alliance_meeting_hours", "h", neither, "Hours of units in the alliance's meetings",
                      "联盟单位开会工时", hours(&AllianceTally::in_meetings)));
  rows.push_back(real("alliance_staff_hours", "h", neither,
                      "Hours of grid workers and clerks for the alliance's meetings", "社区人员筹备联席会工时",
                      hours(&AllianceTally::staff_meetings)));
  rows.push_back(real("list_staff_hours", "h", neither, "Hours of grid workers and clerks for keeping the lists",
                      "社区人员维护清单工时", hours(&AllianceTally::staff_lists)));
  rows.push_back(real("list_paper_share", "1", neither, "Hours on the list behind which there is nobody; of all listed",
                      "清单中纸面资源占比",
                      [](const Totals& t) { return ratio(t.sum.alliance.listed_on_paper, t.sum.alliance.listed); }));
}

void add_need_rows(std::vector<Row>& rows) {
  rows.push_back(
      whole("alliance_meetings", neither, "Meetings of the alliance", "联席会次数", count(&AllianceTally::meetings)));
  rows.push_back(whole("needs_gathered", neither, "Unreported needs gathered for the alliance's meetings",
                       "会前收集的未上报需求数", count(&AllianceTally::gathered)));
  rows.push_back(whole("offers_matched", neither, "Needs matched to an offer; as often as they were",
                       "需求与资源匹配次数", count(&AllianceTally::matched)));
  rows.push_back(whole("pledges_not_honoured", neither, "Needs matched to a unit that did not honour its pledge",
                       "匹配后未兑现次数", count(&AllianceTally::not_honoured)));
  rows.push_back(whole("paper_matches", neither, "Needs matched to an offer on paper; claimed as solved",
                       "匹配到纸面资源次数（仍被当作已解决上报）", count(&AllianceTally::on_paper)));
  rows.push_back(whole("served_by_organisations", neither, "Services by organisations; units and resources of the list",
                       "单位完成服务次数", count(&AllianceTally::served)));
  rows.push_back({{"answered_in_ledgers",
                   "1",
                   "Needs answered by organisations, in three ledgers; truth: served, records: agreed on or ticked "
                   "off, claims: these and what was matched to paper",
                   "三本账：单位响应需求数",
                   neither,
                   true,
                   {"ledger"}},
                  [](const Totals& t) -> Array {
                    const AllianceTally& tally = t.sum.alliance;
                    const std::int64_t agreed = tally.matched - tally.on_paper + t.sum.ledgers.offers_ticked_off;
                    return Wholes{tally.served, agreed, agreed + tally.on_paper};
                  }});
  rows.push_back(real("familiarity", "1", neither,
                      "Share of a hand-off's time that familiarity saves; at the end, mean over communities",
                      "熟悉程度（期末转办时间降幅）", [](const Totals& t) {
                        constexpr double one = 65536;
                        return ratio(t.sum.alliance.familiarity, t.sum.alliance.communities) / one;
                      }));
}

}  // namespace

void add_alliance_rows(std::vector<Row>& rows) {
  add_hour_rows(rows);
  add_need_rows(rows);
}

}  // namespace cogov
