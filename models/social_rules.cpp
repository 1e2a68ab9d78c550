/// [social_ties] and [influence]: who is tied to whom, and what travels along the ties.
#include "models/social_rules.hpp"

#include "models/sections.hpp"
#include "models/settings.hpp"
#include "models/social_ties.hpp"
#include "models/written_network.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;
constexpr const char* villages =
    "assumption, such that the mean degree lies within 6.1-12.8 as in 38 villages of Karnataka; urban degrees of 2-10 "
    "are assumed possible and swept";

std::vector<Param> tie_numbers() {
  return {
      real_param("household_only", .15, 0, 1, "1",
                 "residents aged 9 and over who have no ties beyond their household; children under 9 have none either",
                 "除家人外没有联系者占比（9岁以上；9岁以下均如此）", "assumption", a, .05, .3),
      real_param("building_ties", 2.5, 0, 50, "1",
                 "ties to other households of the same building, mean of those who mix", "同楼邻居联系数（平均）",
                 villages, a, .5, 4),
      real_param("wider_ties", 4, 0, 50, "1",
                 "ties beyond the building by ideals, work, interest or affection, mean of "
                 "those who mix",
                 "志缘、业缘、趣缘、情缘联系数（平均）", villages, a, .5, 6),
      real_param("ideals", .15, 0, 1, "1", "weight of shared ideals among wider ties", "志缘占比", "assumption", a),
      real_param("work", .25, 0, 1, "1", "weight of work among wider ties", "业缘占比", "assumption", a),
      real_param("interest", .3, 0, 1, "1", "weight of interests among wider ties", "趣缘占比", "assumption", a),
      real_param("affection", .3, 0, 1, "1", "weight of affection among wider ties", "情缘占比", "assumption", a),
  };
}

std::vector<Param> tie_pattern() {
  return {
      real_param("circle_size", 30, 2, 10000, "1",
                 "people of a circle: of one age group, by one kind of wider tie; everybody who mixes is in one of "
                 "each kind",
                 "圈子人数（同龄段、同一缘分）", "assumption", a, 10, 100),
      real_param("homophily", .7, 0, 1, "1", "wider ties formed within the own circle; the others are with anybody",
                 "同圈子内结成的联系占比", "assumption", a, .3, .95),
      real_param("small_world", .2, 0, 1, "1",
                 "wider ties to somebody anywhere in the community instead of near in place",
                 "不限远近的联系占比（其余为就近）", "assumption", a, .05, .6),
      real_param("cross_share", .1, 0, 1, "1",
                 "wider ties that lead to another community, falling off with the square of the distance",
                 "跨社区联系占比（随距离平方递减）", "assumption", a, 0, .3),
      {.key = "file",
       .type = Type::text,
       .fallback = std::string(),
       .unit = "",
       .meaning =
           "a list of ties to use instead of all but household ties: the i-th person that it names, whatever the "
           "name, is the i-th resident of the place; empty: generated",
       .meaning_zh = "导入的联系名单（替代除家庭外的联系；空为自动生成）",
       .source = "convention",
       .tag = Tag::convention},
  };
}

}  // namespace

Section social_ties_section() {
  std::vector<Param> params = tie_numbers();
  for (Param& param : tie_pattern()) params.push_back(std::move(param));
  return {.key = "social_ties",
          .title = "Who is tied to whom",
          .title_zh = "居民联系网络",
          .rule =
              "households are tied throughout, neighbours of a building and wider circles at random; a few ties "
              "lead to other communities, mostly adjacent ones",
          .rule_zh = "家人之间都有联系，同楼邻居和更广的圈子随机相连；少数联系通向其他社区，多为相邻社区",
          .fails_by = "whoever has no ties is reached by nothing that travels along them",
          .fails_by_zh = "没有联系的人，什么也传不到",
          .policy_may_set = false,
          .params = std::move(params)};
}

TieFacts TieFacts::read(const Settings& s) {
  TieFacts facts;
  facts.household_only_share = s.real("social_ties.household_only");
  facts.building_ties = s.real("social_ties.building_ties");
  facts.wider_ties = s.real("social_ties.wider_ties");
  facts.kind_share = {s.real("social_ties.ideals"), s.real("social_ties.work"), s.real("social_ties.interest"),
                      s.real("social_ties.affection")};
  facts.circle_size = s.real("social_ties.circle_size");
  facts.homophily = s.real("social_ties.homophily");
  facts.small_world = s.real("social_ties.small_world");
  facts.cross_share = s.real("social_ties.cross_share");
  facts.file = s.word("social_ties.file");
  return facts;
}

namespace {

std::vector<Param> influence_params() {
  return {
      choice_param("rule", "friedkin_johnsen", {"none", "degroot", "friedkin_johnsen", "threshold", "bass"},
                   "how neighbours move each other's belonging", "影响规则",
                   "assumption; a structural swap (DeGroot 1974, Friedkin and Johnsen 1990, Granovetter 1978, Bass "
                   "1969)",
                   a),
      whole_param("every_days", 7, 1, 365, "d", "days from one step to the next", "更新间隔", "assumption", a),
      real_param("self_weight", .8, 0, 1, "1",
                 "under the rules of DeGroot and of Friedkin and Johnsen: weight of the own belonging in the mean",
                 "自身权重", "assumption", a, .5, .95),
      real_param("susceptibility", .9, 0, 1, "1",
                 "under the rule of Friedkin and Johnsen: weight of that mean against where one stands by oneself",
                 "易受影响程度", "assumption", a, .5, 1),
      real_param("threshold_mean", .25, 0, 1, "1",
                 "threshold: share of active neighbours from which on one is active, mean over residents",
                 "门槛均值（活跃邻居占比）", "assumption; 0.15-0.35 swept", a, .15, .35),
      real_param("threshold_sd", .1, 0, 1, "1", "threshold: its standard deviation; below 0 one is active unprompted",
                 "门槛标准差", "assumption; 0.05-0.2 swept", a, .05, .2),
      real_param("spontaneous", .05, 0, 365, "1/year", "bass: rate of becoming active unprompted", "自发参与率",
                 "assumption", a, .01, .2),
      real_param("imitation", .5, 0, 365, "1/year", "bass: rate of becoming active when all neighbours are",
                 "模仿参与率", "assumption", a, .1, 2),
      real_param("recovery", .33, 0, 365, "1/year", "bass: rate of becoming inactive again", "退出率",
                 "assumption; elsewhere a third of volunteers quit in a year", a, .1, 1),
      real_param("belonging_start_mean", .5, 0, 1, "1",
                 "where residents stand by themselves, mean; everybody begins there", "归属感自身水平（均值）",
                 "assumption", a, .3, .7),
      real_param("belonging_start_sd", .15, 0, 1, "1", "its standard deviation", "归属感自身水平（标准差）",
                 "assumption", a, .05, .25),
      real_param("event_step", .05, 0, 1, "1",
                 "how far an event moves the belonging of whom it befalls: a report kept or not, a need that lapsed",
                 "一次经历对归属感的影响", "assumption; up to 0.05 an event either way", a, 0, .1),
  };
}

}  // namespace

Section influence_section() {
  std::vector<Param> params = influence_params();
  for (Param& param : written_network_params()) params.push_back(std::move(param));
  return {.key = "influence",
          .title = "Belonging, and how neighbours move each other",
          .title_zh = "归属感与邻里影响",
          .rule =
              "belonging moves by own events and towards that of those to whom one is tied, by one of four rules; "
              "it changes no service and no report",
          .rule_zh = "归属感随自身经历变化，并按四种规则之一向有联系的人靠拢；不改变服务和上报",
          .fails_by = "disappointment travels along the same ties",
          .fails_by_zh = "失望也沿着同样的联系传开",
          .policy_may_set = false,
          .params = std::move(params)};
}

InfluenceRules InfluenceRules::read(const Settings& s) {
  InfluenceRules rules;
  const std::string& rule = s.word("influence.rule");
  if (rule == "degroot") rules.rule = InfluenceRule::degroot;
  if (rule == "friedkin_johnsen") rules.rule = InfluenceRule::friedkin_johnsen;
  if (rule == "threshold") rules.rule = InfluenceRule::threshold;
  if (rule == "bass") rules.rule = InfluenceRule::bass;
  rules.every_days = static_cast<std::uint32_t>(s.integer("influence.every_days"));
  const double years = rules.every_days / 365.0;
  rules.numbers.self_weight = s.real("influence.self_weight");
  rules.numbers.susceptibility = s.real("influence.susceptibility");
  rules.numbers.spontaneous = s.real("influence.spontaneous") * years;
  rules.numbers.imitation = s.real("influence.imitation") * years;
  rules.numbers.recovery = s.real("influence.recovery") * years;
  rules.threshold_mean = s.real("influence.threshold_mean");
  rules.threshold_sd = s.real("influence.threshold_sd");
  rules.belonging_mean = s.real("influence.belonging_start_mean");
  rules.belonging_sd = s.real("influence.belonging_start_sd");
  rules.event_step = s.real("influence.event_step");
  return rules;
}

}  // namespace cogov
