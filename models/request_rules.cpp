/// [requests] and [outside_servers]: what all kinds of request share, and who works outside the community.
#include "models/rules.hpp"
#include "models/sections.hpp"
#include "sim/errors.hpp"

namespace cogov {

Section requests_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "requests",
      .title = "How requests arise, are reported and handed on",
      .title_zh = "诉求的产生、上报与流转",
      .rule = "a need or hazard arises, is noticed or reported, finds an owner, is served, fixed or not, and rated",
      .rule_zh = "需求或隐患出现后，被发现或被上报，找到责任方，得到处理，解决与否，最后评价",
      .fails_by = "wrong owners and hand-offs add days; a case closed in the records may not be fixed",
      .policy_may_set = false,
      .params = {
          {.key = "only",
           .type = Type::list,
           .fallback = std::vector<std::string>{},
           .unit = "",
           .meaning = "the kinds that arise; empty: all",
           .meaning_zh = "只产生这些种类（空：全部）",
           .source = "convention",
           .tag = Tag::convention,
           .choices = kind_keys()},
          real_param("need_factor", 1, 0, 10, "1",
                     "how often residents have needs, of all kinds, against what is assumed",
                     "居民需求发生频率（相对假定值）", "assumption: the kinds' rates are", a, .6, 1.6),
          real_param("hazard_factor", 1, 0, 10, "1",
                     "how often hazards of places arise, of all kinds, against what is assumed",
                     "场所隐患发生频率（相对假定值）", "assumption: the kinds' rates are", a, .6, 1.6),
          real_param("service_factor", 1, .01, 10, "1", "how long services take, of all kinds, against what is assumed",
                     "服务时间（相对假定值）", "assumption: the kinds' times are", a, .6, 1.6),
          real_param("reporting_odds", 1, .01, 100, "1",
                     "how readily residents report (odds), of all kinds, against what is assumed",
                     "居民上报意愿（几率，相对假定值）", "assumption: the kinds' shares are", a, .5, 2),
          real_param("visible_factor", 1, 0, 1, "1",
                     "how much can be seen from the street, of all kinds, against what is assumed",
                     "街面可见程度（相对假定值）", "evidence has none: visible shares 0.2-0.8 to be swept", a, .4, 1),
          choice_param("daily_profile", "day and night", {"day and night", "flat"},
                       "when needs arise: mostly by day, or evenly", "一天内需求发生的分布",
                       "assumption: four fifths between 7 and 21 h", a),
          real_param("rate_cap", 1.5, 1, 10, "1",
                     "candidates are drawn at this multiple of the rates, so that a season or a mechanism can raise "
                     "them without changing anybody's luck",
                     "候选事件上限倍数", "convention", Tag::convention),
          real_param("patience", 1440, 0, 1e6, "h",
                     "mean time a resident waits for help with an own need before giving up; 0: for ever",
                     "居民等待答复的平均耐心（0：永远等）", "assumption", a, 480, 4320),
          real_param("hotline_share", .25, 0, 1, "1", "reports that go through the hotline 12345",
                     "经12345热线上报的比例", "assumption", a, .1, .5),
          real_param("hotline_dispatch", 3.7, 0, 1e4, "min", "from call to dispatch, mean", "热线派单平均用时",
                     "evidence: call to dispatch 3.7 minutes", Tag::evidence),
          real_param("neighbour_share", .15, 0, 1, "1", "reports passed on by a neighbour", "由邻居转告的比例",
                     "assumption", a, .05, .3),
          real_param("neighbour_delay", 1, 0, 365, "d", "mean delay when a neighbour passes it on",
                     "邻居转告的平均延迟", "assumption", a, .2, 3),
          real_param("wrong_owner_share", .1, 0, 1, "1", "first dispatches that go to a wrong owner, who returns them",
                     "首次派错责任人的比例", "assumption", a, .02, .3),
          real_param("hand_off_delay", 1, 0, 365, "d", "mean delay of each hand-off", "每次转办的平均延迟",
                     "assumption: Exp(1 d)", a, .3, 3),
          real_param("first_fix_share", .85, 0, 1, "1", "chance that a service without skill really fixes it",
                     "（无技能时）一次办好的概率", "assumption", a, .6, .95),
          real_param("reopening_delay", 3, 0, 365, "d", "mean time until residents notice that it was not fixed",
                     "居民发现未真正解决的平均时间", "assumption", a, 1, 10),
      }};
}

RequestRules RequestRules::read(const Settings& s) {
  RequestRules rules;
  rules.rate_cap = s.real("requests.rate_cap");
  rules.flat_profile = s.word("requests.daily_profile") == "flat";
  rules.only = s.words("requests.only");
  rules.patience_hours = s.real("requests.patience");
  rules.hotline_share = s.real("requests.hotline_share");
  rules.hotline_minutes = s.real("requests.hotline_dispatch");
  rules.neighbour_share = s.real("requests.neighbour_share");
  rules.neighbour_days = s.real("requests.neighbour_delay");
  rules.wrong_owner_share = s.real("requests.wrong_owner_share");
  rules.hand_off_days = s.real("requests.hand_off_delay");
  rules.first_fix_share = s.real("requests.first_fix_share");
  rules.reopening_days = s.real("requests.reopening_delay");
  if (rules.hotline_share + rules.neighbour_share > 1) {
    throw UserError("requests.hotline_share and requests.neighbour_share add up to more than 1", "",
                    "lower one of them");
  }
  return rules;
}

Section outside_section() {
  constexpr Tag a = Tag::assumption;
  constexpr const char* source = "assumption; elapsed times";
  return {.key = "outside_servers",
          .title = "Property firms, departments, enforcement",
          .title_zh = "物业、部门与执法",
          .rule = "what a grid worker cannot settle waits for them; their elapsed time is most of the waiting",
          .rule_zh = "网格员办不了的事要等物业、部门或执法；等待的大部分是它们的办理时间",
          .lead_days = 30,
          .params = {
              real_param("property_median", 2, .01, 365, "d", "property firm: median elapsed time", "物业办结中位天数",
                         source, a, 1, 4),
              real_param("property_p90", 7, .01, 3650, "d", "property firm: nine in ten within", "物业办结第90百分位",
                         source, a, 4, 14),
              real_param("department_median", 4, .01, 365, "d", "department: median elapsed time of ordinary cases",
                         "部门一般事项中位天数", source, a, 2, 8),
              real_param("department_p90", 20, .01, 3650, "d", "department: nine in ten of them within",
                         "部门一般事项第90百分位", source, a, 10, 40),
              real_param("slow_share", .2, 0, 1, "1", "department: share of slow cases", "部门疑难事项占比", source, a,
                         .1, .4),
              real_param("slow_median", 30, .01, 3650, "d", "department: median of slow cases", "部门疑难事项中位天数",
                         source, a, 15, 60),
              real_param("slow_p90", 90, .01, 3650, "d", "department: nine in ten of them within",
                         "部门疑难事项第90百分位", source, a, 60, 180),
              real_param("enforcement_median", 10, .01, 3650, "d", "enforcement: median elapsed time",
                         "执法办结中位天数", source, a, 5, 20),
              real_param("enforcement_p90", 45, .01, 3650, "d", "enforcement: nine in ten within", "执法办结第90百分位",
                         source, a, 25, 90),
          }};
}

OutsideRules OutsideRules::read(const Settings& s) {
  const auto times = [&](const char* name) {
    const std::string at = std::string("outside_servers.") + name;
    const double median = s.real(at + "_median");
    return Lognormal::from_median_p90(median, std::max(median, s.real(at + "_p90")));
  };
  OutsideRules rules;
  rules.property = times("property");
  rules.department = times("department");
  rules.department_slow = times("slow");
  rules.enforcement = times("enforcement");
  rules.slow_share = s.real("outside_servers.slow_share");
  return rules;
}

double OutsideRules::lead_days(Server server, double u) const {
  if (server == Server::property) return property.at(u);
  if (server == Server::enforcement) return enforcement.at(u);
  // One uniform number picks the part and, rescaled, the value in it, so that leads stay monotone in u.
  const double ordinary = 1 - slow_share;
  return u < ordinary ? department.at(u / ordinary) : department_slow.at((u - ordinary) / slow_share);
}

}  // namespace cogov
