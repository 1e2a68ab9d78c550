/// What is declared of row 10, the "1+6" team.
#include "models/mechanisms/one_plus_six.hpp"
#include "models/request_kinds.hpp"
#include "models/sections.hpp"
#include "sim/time.hpp"

namespace cogov {

using namespace team;

namespace {

constexpr Tag a = Tag::assumption;

Param words_param(const char* key, std::vector<std::string> fallback, std::vector<std::string> choices,
                  const char* meaning, const char* meaning_zh) {
  return {.key = key,
          .type = Type::list,
          .fallback = std::move(fallback),
          .unit = "",
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = "assumption",
          .tag = a,
          .choices = std::move(choices)};
}

std::vector<Param> case_params() {
  return {
      words_param("kinds", {"illegal_structure", "noise_dogs", "dispute", "shared_works"}, kind_keys(),
                  "of which hard cases go to the team", "由团队会办的诉求类别"),
      real_param("hard_minutes", 120, 0, 1e5, "min",
                 "of work from which a case is hard; one that was handed on or has come back is hard anyway",
                 "疑难件工作量门槛（转办或反复者一律算疑难）", "assumption", a, 60, 300),
      real_param("time_share", .5, .01, 2, "1", "of a case's work, the time that the team needs together",
                 "团队共同办理所需时间占比", "assumption", a, .3, .8),
      real_param("least_minutes", 60, 5, 180, "min", "of a meeting, at the least", "每次会办最短时间", "assumption", a,
                 30, 120),
      real_param("longest_minutes", 120, 30, 180, "min", "of a meeting, at the longest; the rest is for the next",
                 "每次会办最长时间", "assumption", a, 60, 180),
      whole_param("gives_up_days", 30, 1, 3650, "d",
                  "without an end, after which a case goes back to whoever would have had it", "会办未果退回期限",
                  "assumption", a),
  };
}

std::vector<Param> member_params() {
  return {
      as_size(whole_param("members", 4, 0, 7, "1", "of the seven who must be there; 0: no team", "到场人数要求",
                          "claim: Yangzhou, one and six; how many must come is an assumption", Tag::claim)),
      words_param("required", {"secretary", "grid worker"}, {member_words.begin(), member_words.end()},
                  "who must be among them", "必到成员"),
      whole_param("half_days", 5, 0, 10, "1/week", "of the ten half-days of a week that each outsider keeps free",
                  "每位外部成员每周可用半天数", "assumption", a),
      whole_param("notice_days", 2, 0, 60, "d", "from the invitation to the meeting, at the least", "提前通知天数",
                  "assumption", a),
      real_param("wait_minutes", 30, 0, 240, "min", "that those who came wait when too few have", "空等时间",
                 "assumption", a, 15, 60),
      real_param("secretary_hour", 74, 0, 1000, "yuan/h", "of the secretary's time", "书记每小时成本",
                 "calculated: 130,000 yuan a year for 1,760 hours", Tag::calculated, 57, 91),
  };
}

std::vector<Param> all_params() {
  std::vector<Param> params = case_params();
  for (Param& param : member_params()) params.push_back(std::move(param));
  return params;
}

std::vector<OwnMeasure> measures() {
  constexpr double per_hour = 1.0 / hour_seconds;
  constexpr double per_day = 1.0 / day_seconds;
  return {
      {"team_cases", "1", Better::neither, "Hard cases that the team took over", "团队受理疑难件数", cases},
      {"team_meetings", "1", Better::neither, "Meetings of the team that were held", "团队会办次数", meetings},
      {"team_in_vain", "1", Better::lower, "Meetings of the team to which too few came", "会办空等次数", in_vain},
      {"team_given_back", "1", Better::lower, "Cases that the team gave back without an end", "团队退回件数",
       given_back},
      {"team_wait_days", "d", Better::lower, "Days from taking a case over to the meeting that ended it, mean",
       "从受理到办结会办的平均天数", wait_seconds, ended, per_day},
      {"team_present", "index", Better::neither, "People of the team at a meeting, mean", "每次会办到场人数",
       present_sum, meetings},
      {"team_with_authority_share", "1", Better::higher,
       "Share of the meetings that ended a case at which somebody could decide", "办结会办中有权决定者在场比例",
       with_authority, ended},
      {"team_partner_hours", "h", Better::lower, "Hours of partners in the team's meetings, waiting in vain included",
       "伙伴单位会办工时（含空等）", partner_seconds, -1, per_hour},
  };
}

}  // namespace

Section one_plus_six_section() {
  return {
      .key = "one_plus_six",
      .title = "The 1+6 team",
      .title_zh = "“1+6”团队",
      .rule =
          "a hard case waits until enough of seven are free at the same time: secretary, cadre of the subdistrict, "
          "volunteer from an office, police, grid worker, property manager, member household; where somebody is there "
          "who can decide, nobody has to be asked afterwards",
      .rule_zh =
          "疑难件等到七方（书记、街道干部、机关志愿者、民警、网格员、物业经理、党员户）中足够多的人同时有空时会办；有权"
          "决定者在场则无须转办",
      .fails_by = "waiting for each other: the more must come and the fewer hours they keep, the longer a case lies",
      .fails_by_zh = "互相等待：到场要求越多、可用时间越少，积压越久",
      .rows = {10},
      .source = "claim: Yangzhou, 1+6 team",
      .tag = Tag::claim,
      .moves = {"burden_days_by_kind", "hand_offs", "off_budget_yuan_per_year", "open_requests", "grid_worker_hours"},
      .switchable = true,
      .lead_days = 30,
      .params = all_params(),
      .measures = measures(),
      .costs = {{"partners' hours in the team", "伙伴单位会办工时", "second", Payer::partners, "costs.unit_hour",
                 hour_seconds},
                {"member households' hours in the team", "党员户会办工时", "second", Payer::unpaid, "costs.unpaid_hour",
                 hour_seconds, Bearer::volunteers},
                {"secretaries' hours in the team", "书记会办工时", "second", Payer::budget, "secretary_hour",
                 hour_seconds}},
      .events = {"team met, one for each who was there (member, as in required, from 0; household that reported, -1: "
                 "none; seconds)",
                 "team waited in vain (likewise)", "case given back (building, kind)"},
  };
}

}  // namespace cogov
