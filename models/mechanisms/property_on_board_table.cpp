/// Row 21: the tables of property crews, meetings and fees.
#include "models/mechanisms/property_on_board.hpp"
#include "models/sections.hpp"

namespace cogov::property_on_board {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> crew_params() {
  return {
      as_size(whole_param("crews", 1, 0, 50, "1", "of the property firm in each community", "每社区物业维修班组数",
                          "assumption", a)),
      real_param("crew_hours", 7, 0, 16, "h/d", "of a crew on working days while all fees are paid, ways included",
                 "收费足额时每班组每工作日工时（含路途）", "assumption", a, 4, 8),
      real_param("crew_from", 8, 0, 20, "h", "hour at which crews set out from the service centre",
                 "班组从服务中心出发的时刻", "assumption", a),
      real_param("crew_hour", 60, 0, 1000, "yuan/h", "an hour of a crew, paid out of fees",
                 "班组每小时成本（由物业费承担）", "assumption: price", a, 30, 120),
      {.key = "kinds",
       .type = Type::list,
       .fallback = std::vector<std::string>{"leak", "building_fault", "home_repairs"},
       .unit = "",
       .meaning = "kinds of request that its crews take, where they would go to the property firm",
       .meaning_zh = "原由物业办理、改由班组限时办理的诉求类别",
       .source = "assumption",
       .tag = a,
       .choices = {"litter", "charging_wires", "leak", "building_fault", "home_repairs"}},
      real_param("limit", 7, .25, 365, "d",
                 "agreed time within which a crew is to begin; after it the case goes to the next who may serve it, if "
                 "there is one",
                 "约定到场时限（逾期转下一办理方，如有）", "assumption", a, 2, 15),
      as_size(real_param("subsidy_yuan", 0, 0, 1e6, "yuan/year", "public money for further hours of the crews",
                         "每社区每年财政补贴（增加班组工时）", "assumption", a, 0, 50000)),
  };
}

std::vector<Param> meeting_params() {
  return {
      real_param("passes_the_buck", .3, 0, 1, "1", "chance that the firm says it is not its business, if nobody asks",
                 "（无人过问时）物业推诿的概率", "assumption", a, .05, .6),
      real_param("lies_days", 21, 1, 365, "d",
                 "for which a case then lies that is nobody else's, unless a meeting comes first",
                 "推诿后无人可转的搁置天数（例会可提前解决）", "assumption", a, 7, 60),
      whole_param("meeting_every", 30, 0, 3650, "d", "between meetings with the firm's manager, at least 7; 0: never",
                  "与物业经理例会的间隔（至少7天；0：不开）", "assumption: monthly", a),
      real_param("meeting_hours", 1.5, .25, 8, "h", "of a meeting", "例会时长", "assumption", a, 1, 3),
      whole_param("staff_at_meeting", 2, 0, 20, "1", "staff whose time each meeting takes; 0: nobody, and no meeting",
                  "参会工作人员数（0：不开会）", "assumption", a),
      real_param("attendance", .8, 0, 1, "1", "chance that the manager comes", "物业经理到会概率", "assumption", a, .4,
                 1),
      real_param("meeting_effect", .6, 0, 1, "1",
                 "share of the firm's readiness to pass the buck that a meeting with the manager takes off",
                 "一次经理到会的例会减少推诿的比例", "assumption", a, .2, .9),
      real_param("meeting_half_life", 60, 1, 3650, "d", "after which half of that is forgotten", "其效果减半的天数",
                 "assumption", a, 20, 180),
  };
}

std::vector<Param> fee_params() {
  return {
      real_param("withhold_chance", .08, 0, 1, "1",
                 "chance that a household withholds a quarter's fee, for each fault in its building that has been open "
                 "longer than the limit",
                 "楼内每有一处超时未修故障，一户当季拒交物业费的概率", "assumption", a, .02, .3),
      real_param("quarrel_chance", .1, 0, 1, "1", "chance that a withheld fee becomes a quarrel about fees",
                 "拒交引发物业费纠纷的概率", "assumption", a, .02, .4),
  };
}

}  // namespace

std::vector<Param> params() {
  std::vector<Param> all = crew_params();
  for (Param& param : meeting_params()) all.push_back(std::move(param));
  for (Param& param : fee_params()) all.push_back(std::move(param));
  return all;
}

std::vector<OwnMeasure> measures() {
  constexpr Better up = Better::higher;
  constexpr Better low = Better::lower;
  constexpr Better none = Better::neither;
  return {
      {"property_cases", "1", up, "Faults that property crews have seen to", "物业班组办理件数", served},
      {"property_late", "1", low, "Faults begun later than agreed", "超过约定时限才到场的件数", late},
      {"property_passed", "1", low, "Faults that the property firm called none of its business", "物业推诿件数",
       passed},
      {"property_overdue", "1", low, "Faults taken from the crews when the limit had passed", "逾期转出件数", overdue},
      {"property_crew_hours", "h", none, "Hours of property crews on faults, ways included", "物业班组工时（含路途）",
       crew_seconds, -1, 1.0 / 3600},
      {"property_meetings", "1", none, "Meetings to which the property manager came", "物业经理到会的例会次数",
       meetings},
      {"property_meeting_hours", "h", low, "Staff's hours in meetings with the property firm", "物业例会工作人员工时",
       meeting_seconds, -1, 1.0 / 3600},
      {"property_manager_hours", "h", none, "Property managers' hours in meetings", "物业经理参会工时", manager_seconds,
       -1, 1.0 / 3600},
      {"fees_withheld_share", "1", low, "Quarterly property fees that are withheld", "物业费拒交率", withheld, bills},
      {"fee_disputes", "1", low, "Quarrels about withheld fees", "物业费纠纷数", fee_disputes},
      {"subsidised_days", "d", none, "Days on which crews are subsidised", "物业补贴天数", subsidy_days},
  };
}

}  // namespace cogov::property_on_board
