/// What is reported of the organisation ladder.
#include "models/measure_rows.hpp"

namespace cogov {

using namespace measure_rows;

void add_ladder_rows(std::vector<Row>& rows) {
  rows.push_back(whole("settled_by_leaders", neither,
                       "Services that building leaders and contact households ended; fixed or not",
                       "楼长（中心户）就地办理件数",
                       [](const Totals& t) { return t.sum.served[static_cast<std::size_t>(Server::leader)]; }));
  rows.push_back(whole("passed_up", neither,
                       "Requests that building leaders or contact households passed up, with a delay", "逐级上报件次",
                       [](const Totals& t) { return t.sum.levels.passed_up; }));
  rows.push_back(whole("passed_up_for_want_of_time", neither,
                       "Of those passed up: because the leader's week was used up", "因时间用完而上报的件次",
                       [](const Totals& t) { return t.sum.levels.no_time; }));
  rows.push_back(whole("lay_unowned", neither, "Times a request lay because nobody at a level felt responsible",
                       "无人认领的件次", [](const Totals& t) { return t.sum.levels.unowned; }));
  rows.push_back(real(
      "leader_hours", "h", neither, "Unpaid hours of building leaders and contact households", "楼长（中心户）无偿工时",
      [](const Totals& t) { return static_cast<double>(quantity(t, CostItem::leader_hours)) / hour_seconds; }));
  rows.push_back(whole("noticed_by_leaders", neither, "Requests that building leaders noticed before anybody spoke",
                       "楼长发现的诉求数", [](const Totals& t) { return t.sum.levels.found; }));
}

}  // namespace cogov
