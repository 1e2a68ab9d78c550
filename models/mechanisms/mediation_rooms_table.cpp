/// Row 33: the tables of a mediation room.
#include "models/mechanisms/mediation_rooms.hpp"
#include "models/sections.hpp"

namespace cogov::mediation_rooms {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> room_params() {
  return {
      as_size(whole_param("mediators", 1, 0, 20, "1", "at work in each community's room at the same time",
                          "每社区同时在岗调解员数", "assumption", a)),
      whole_param("evenings", 2, 0, 7, "1/week",
                  "on which the room is open: Wednesday, Saturday, Monday, Friday, Sunday, Tuesday, Thursday, in this "
                  "order",
                  "每周开放次数（依次为周三、六、一、五、日、二、四）", "assumption", a),
      real_param("opens", 18.5, 0, 20, "h", "hour at which it opens", "开门时刻", "assumption: after work", a),
      real_param("hours", 3, 0, 4, "h", "for which it is open, and mediators are there whether anybody comes or not",
                 "每次开放小时数（无人来也须在岗）", "assumption", a),
      real_param("paid_share", .3, 0, 1, "1", "of the mediators' hours; the rest is unpaid", "调解员工时中有酬的比例",
                 "assumption: retired judges, teachers, members", a, 0, 1),
      real_param("mediator_hour", 50, 0, 1000, "yuan/h", "a paid hour of a mediator", "有酬调解每小时价格",
                 "assumption: price", a, 20, 100),
      real_param("session_minutes", 60, 10, 240, "min", "of a session", "每次调解用时", "assumption", a, 30, 120),
  };
}

std::vector<Param> course_params() {
  return {
      real_param("free_chance", .5, 0, 1, "1",
                 "chance that a household can be there on a given evening; at weekends half of those who can't besides",
                 "一户某晚有空的概率（周末另加无空者之半）", "assumption", a, .2, .9),
      real_param("shows_up", .9, 0, 1, "1", "chance that a party who said so comes; without both the hour is lost",
                 "约定后到场的概率（一方不到则白等）", "assumption", a, .6, 1),
      real_param("settles_per_hour", .6, 0, 20, "1/h",
                 "hazard of settling while parties who don't know each other talk",
                 "互不相识的双方调解每小时达成一致的风险率", "assumption", a, .2, 1.5),
      real_param("tie_factor", 1.6, 0, 10, "1", "by what it is multiplied where the parties' households are tied",
                 "双方家庭有联系时的倍数", "assumption", a, .7, 3),
      whole_param("most_sessions", 3, 1, 15, "1", "then the case goes to the next who may serve it",
                  "最多调解次数（之后转下一办理方）", "assumption", a),
      whole_param("days_between", 7, 1, 365, "d", "from a session, or a missed one, to the next at the earliest",
                  "两次调解的最短间隔", "assumption", a),
      real_param("target", 0, 0, 1, "1", "share of closed cases that is to be settled; 0: nobody counts",
                 "结案中调成率的考核目标（0：不考核）", "assumption; 0-0.95 swept", a, 0, .95),
      real_param(
          "yields", .7, 0, 1, "1",
          "chance that parties who have not agreed sign when pressed, while the share settled is below the target",
          "未达标时，未谈成的双方被催促签字的概率", "assumption", a, .2, 1),
      real_param("resentment", .5, 0, 1, "1", "weight with which whoever was pressed feels that it went badly",
                 "被迫签字者不满的权重", "assumption", a, .2, 1),
  };
}

}  // namespace

std::vector<Param> params() {
  std::vector<Param> all = room_params();
  for (Param& param : course_params()) all.push_back(std::move(param));
  return all;
}

std::vector<OwnMeasure> measures() {
  constexpr Better none = Better::neither;
  return {
      {"mediation_sessions", "1", none, "Mediation sessions held", "调解次数", sessions},
      {"mediation_missed", "1", Better::lower, "Mediation sessions to which a party did not come", "一方未到的调解次数",
       missed},
      {"disputes_settled", "1", none, "Disputes settled in mediation, by the records; pressed ones included",
       "调解成功件数（按记录，含催促签字的）", settled},
      {"disputes_pressed", "1", Better::lower, "Disputes settled by pressing the parties; nothing is over",
       "催促签字的件数（实未了结）", pressed},
      {"disputes_passed_on", "1", Better::lower, "Disputes that mediation passed on", "调解不成转出的件数", passed_on},
      {"mediation_hours", "h", none, "Mediators' hours in the room, with or without a case", "调解员在岗工时",
       open_seconds, -1, 1.0 / 3600},
      {"mediation_paid_hours", "h", none, "Mediators' hours that are paid", "调解员有酬工时", paid_seconds, -1,
       1.0 / 3600},
      {"mediation_party_hours", "h", none, "Hours that parties spent in mediation", "当事人参加调解的工时",
       party_seconds, -1, 1.0 / 3600},
  };
}

}  // namespace cogov::mediation_rooms
