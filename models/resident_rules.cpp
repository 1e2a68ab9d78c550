/// [trust] and [satisfaction]: what residents make of their own and their neighbours' experience.
#include "models/rules.hpp"
#include "models/sections.hpp"

namespace cogov {

Section trust_section() {
  constexpr Tag a = Tag::assumption;
  return {.key = "trust",
          .title = "Belief that a report gets fixed",
          .title_zh = "对“上报有用”的信任",
          .rule =
              "each resident keeps a Beta belief that a report gets fixed, updated by own and heard experience; the "
              "chance to report is logistic(offset of the kind + propensity + weight·(belief − prior) − effort)",
          .rule_zh =
              "每位居民对“上报有用”持有贝塔分布的信念，随亲身与听闻的结果更新；上报概率为逻辑函数（事项偏移＋个人倾向＋"
              "权重×（信念－先验）－费力程度）",
          .fails_by = "a reply without a repair lowers belief, and silence spreads",
          .policy_may_set = false,
          .params = {
              real_param("prior_mean", .6, .01, .99, "1", "belief at the start", "初始信任", "assumption", a, .4, .8),
              real_param("prior_strength", 4, .1, 250, "1", "how many experiences the first belief is worth",
                         "初始信任相当于多少次经历", "assumption", a, 2, 10),
              real_param("weight", 2, 0, 20, "logit", "how much belief raises the chance to report", "信任对上报的影响",
                         "assumption", a, 0, 4),
              real_param("effort_weight", .2, 0, 20, "logit",
                         "how much a quarter of an hour's walk to the window lowers the chance to report",
                         "步行去窗口的阻碍", "assumption", a, 0, 1),
              real_param("memory", 20, 1, 250, "1", "experiences remembered; older ones fade", "记得的经历数",
                         "assumption", a, 8, 40),
              choice_param("diffusion", "building", {"none", "household", "building"}, "who hears how a report went",
                           "谁会听说上报结果", "assumption", a),
              real_param("household_weight", .3, 0, 1, "1", "weight of what a member of the household tells",
                         "家人经历的权重", "assumption", a, 0, .6),
              real_param("building_weight", .05, 0, 1, "1", "weight of what a neighbour of the building tells",
                         "同楼邻居经历的权重", "assumption", a, 0, .2),
          }};
}

TrustRules TrustRules::read(const Settings& s) {
  TrustRules rules;
  rules.prior_mean = s.real("trust.prior_mean");
  rules.prior_strength = s.real("trust.prior_strength");
  rules.weight = s.real("trust.weight");
  rules.effort_weight = s.real("trust.effort_weight");
  rules.memory = s.real("trust.memory");
  rules.household_weight = s.real("trust.household_weight");
  rules.building_weight = s.real("trust.building_weight");
  const std::string& diffusion = s.word("trust.diffusion");
  rules.diffusion = diffusion == "none"        ? Diffusion::none
                    : diffusion == "household" ? Diffusion::household
                                               : Diffusion::building;
  return rules;
}

Section satisfaction_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "satisfaction",
      .title = "Satisfaction",
      .title_zh = "满意度",
      .rule =
          "after each outcome satisfaction moves towards 0.6 + (performance − expectation), or towards performance; "
          "expectation follows performance slowly",
      .rule_zh = "每次办结后，满意度向0.6＋（表现－期望）移动，或向表现移动；期望缓慢跟随表现",
      .fails_by = "good service raises expectations, and satisfaction falls back",
      .policy_may_set = false,
      .params = {
          choice_param(
              "rule", "disconfirmation", {"disconfirmation", "performance"}, "what satisfaction moves towards",
              "满意度规则",
              "evidence: expectation–disconfirmation in its difference form, replicated in Hong Kong and Shenzhen",
              Tag::evidence),
          real_param("start", .65, 0, 1, "1", "satisfaction at the start", "初始满意度", "assumption", a),
          real_param("step", .2, 0, 1, "1", "how far one outcome moves it", "每次结果的调整幅度", "assumption", a, .05,
                     .4),
          real_param("expectation_start", .6, 0, 1, "1", "expectation at the start", "初始期望", "assumption", a),
          real_param("ratchet", .05, 0, 1, "1", "how far one outcome moves expectation", "期望的调整幅度",
                     "assumption; 0.01-0.2 swept", a, .01, .2),
          real_param("good_days", 7, .1, 365, "d", "days from onset after which performance has fallen to one half",
                     "用时多少天时评价降至一半", "assumption", a, 3, 20),
      }};
}

SatisfactionRules SatisfactionRules::read(const Settings& s) {
  SatisfactionRules rules;
  rules.rule =
      s.word("satisfaction.rule") == "performance" ? SatisfactionRule::performance : SatisfactionRule::disconfirmation;
  rules.start = s.real("satisfaction.start");
  rules.step = s.real("satisfaction.step");
  rules.expectation_start = s.real("satisfaction.expectation_start");
  rules.ratchet = s.real("satisfaction.ratchet");
  rules.good_days = s.real("satisfaction.good_days");
  return rules;
}

}  // namespace cogov
