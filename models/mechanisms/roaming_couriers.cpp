/// Row 6: couriers and riders as roaming grid workers 流动网格员.
#include "models/courier_rules.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> reporting_params() {
  return {
      real_param("enrolled_share", .3, 0, 1, "1", "riders who have agreed to report", "参与上报的骑手比例",
                 "assumption; swept 0-0.8", a, 0, .8),
      real_param("notice_chance", .015, 0, 1, "1", "chance that a rider at a building sees an open problem there",
                 "骑手送达时发现可见问题的概率",
                 "calculated: with the belief they come to, about 0.002 reports per delivery (Xuan'en: 65 couriers, "
                 "over 400 reports in 5 months)",
                 Tag::calculated, .005, .1),
      real_param(
          "along_way_share", .2, 0, 1, "1",
          "chance that a rider has eyes for what lies along the way to the stop, against the chance at the stop; "
          "0: stops only",
          "沿途留意程度（相对停留点；0：只看停留点）", "assumption", a, 0, .5),
      real_param("belief_start", .1, 0, 1, "1", "belief at first that a report is answered: the chance to send one",
                 "起初相信上报有回应的程度", "assumption", a, .05, .5),
      real_param("learning", .1, 0, 1, "1", "how far one answer, or none within 7 days, moves the belief",
                 "每次回应对信任的影响", "assumption", a, .02, .3),
      real_param("pay_per_report", 0, 0, 1000, "yuan", "for each report, true or not", "每条上报报酬",
                 "assumption; 0-30 yuan", a, 0, 30),
      real_param("pay_effect", .03, 0, 1, "1/yuan", "chance to send what was seen rises by this share a yuan",
                 "每元报酬提高上报概率的比例", "assumption", a, .01, .06),
      real_param("false_pay_effect", .1, 0, 1, "1/yuan", "false reports rise by this share a yuan",
                 "每元报酬增加虚假上报的比例", "assumption", a, .02, .2),
      real_param("false_per_1000_stops", .35, 0, 1000, "1", "false, duplicate and trivial reports without pay",
                 "每千次停留的虚假、重复、琐碎上报数", "calculated: about 15 % of reports; 0.02-0.3 swept",
                 Tag::calculated, .04, .8),
      real_param("leaving_per_month", .05, 0, 10, "1/month",
                 "hazard of losing heart for good, of who believes in no answer; less in proportion to belief",
                 "灰心退出率（每月）", "assumption", a, .01, .2),
  };
}

std::vector<Param> burden_params() {
  return {
      real_param("verification", 20, 0, 600, "min", "of a grid worker, to look at what a rider has reported",
                 "每条上报核实用时", "assumption", a, 10, 40),
      real_param("report_seconds", 90, 0, 3600, "s", "that a rider loses with a report", "骑手每次上报用时",
                 "assumption; 0.5-3 minutes swept", a, 30, 180),
      real_param("crash_multiplier", 1.2, 1, 10, "1", "hazard of a crash in the hour after a report, against any other",
                 "上报后一小时事故率倍数", "assumption; 1-1.5 swept", a, 1, 1.5),
      whole_param("errands_per_day", 0, 0, 20, "1", "small errands that an enrolled rider carries on a day; 0: none",
                  "每名骑手每日代办件数（0：不代办）", "assumption", a),
      real_param("errand_minutes", 30, 0, 600, "min", "of a rider's free time, for an errand", "每件代办用时",
                 "assumption", a, 15, 60),
      whole_param("errand_reach", 5, 0, 1000, "1", "a rider takes errands from so many buildings either side of a stop",
                  "停留点两侧可接代办的楼数", "assumption", a),
  };
}

/// All it does is done by the couriers of the place: what it asks of them is in the rules.
class RoamingCouriers final : public Mechanism {};

}  // namespace

Section roaming_couriers_section() {
  std::vector<Param> params = reporting_params();
  for (Param& param : burden_params()) params.push_back(std::move(param));
  return {.key = "roaming_couriers",
          .title = "Couriers as roaming grid workers",
          .title_zh = "流动网格员",
          .rule =
              "at a stop an enrolled rider notices an open visible problem with a chance and reports it with a "
              "chance that follows what became of earlier reports; a grid worker verifies each",
          .rule_zh = "参与的骑手在停留处以一定概率发现可见问题，并按以往是否得到答复决定是否上报；网格员逐件核实",
          .fails_by =
              "false reports take grid workers' time; riders lose minutes, come late and crash; a view from the "
              "street only; habit decays when nobody answers",
          .fails_by_zh = "误报占用网格员时间；骑手耽误、迟到、事故；只看得到街面；没有回音则习惯消退",
          .rows = {6},
          .source =
              "claim: a commentary, and Yantai, where riders take part; evidence: Xuan'en, some 400 reports of 65 "
              "riders in 5 months",
          .tag = Tag::claim,
          .moves = {"found_first_share", "courier_reports", "burden_days_mean", "verification_hours",
                    "courier_precision", "idle_share"},
          .switchable = true,
          .lead_days = 30,
          .params = std::move(params)};
}

void read_roaming_couriers(const Settings& s, CourierRules& rules) {
  const auto real = [&](const char* key) { return s.real(std::string("roaming_couriers.") + key); };
  const auto whole = [&](const char* key) {
    return static_cast<std::uint32_t>(s.integer(std::string("roaming_couriers.") + key));
  };
  rules.on = s.on("roaming_couriers");
  rules.enrolled_share = real("enrolled_share");
  rules.notice_chance = real("notice_chance");
  rules.along_way_share = real("along_way_share");
  rules.belief_start = real("belief_start");
  rules.learning = real("learning");
  rules.pay_per_report = real("pay_per_report");
  rules.pay_effect = real("pay_effect");
  rules.false_share = real("false_per_1000_stops") / 1000 * (1 + real("false_pay_effect") * rules.pay_per_report);
  rules.leaving_per_month = real("leaving_per_month");
  rules.verification_seconds = real("verification") * minute_seconds;
  rules.report_seconds = real("report_seconds");
  rules.crash_multiplier = real("crash_multiplier");
  rules.errands_per_day = whole("errands_per_day");
  rules.errand_seconds = real("errand_minutes") * minute_seconds;
  rules.errand_reach = whole("errand_reach");
}

std::unique_ptr<Mechanism> make_roaming_couriers(const Settings&) { return std::make_unique<RoamingCouriers>(); }

}  // namespace cogov
