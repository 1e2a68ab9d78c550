/// Row 34: consent of a building's households to a shared project: a lift in an old building 加梯.
#include "models/mechanisms/shared_project_consent.hpp"

#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> case_params() {
  return {
      as_size(real_param("cases_per_year", .15, 0, 12, "1/year",
                         "rate at which a building without a lift, in which somebody old or disabled lives above the "
                         "ground floor, asks for one",
                         "有需要的无电梯楼每年提出加梯的比率", "assumption", a, .03, .5)),
      real_param("without_lift", .7, 0, 1, "1", "share of buildings with floors enough that have no lift",
                 "达到层数的楼中无电梯占比", "assumption", a, .3, .95),
      whole_param("least_floors", 4, 2, 100, "1", "floors from which on a lift is asked for", "可申请加梯的最低层数",
                  "assumption", a),
      real_param("yes_ground", .2, 0, 1, "1", "chance of a yes on the ground floor, before anybody is convinced",
                 "底层住户初始赞成概率", "assumption: light, noise, the price of the home", a, .05, .4),
      real_param("yes_second", .6, 0, 1, "1", "the same on the second floor", "二层住户初始赞成概率", "assumption", a,
                 .4, .8),
      real_param("yes_top", .9, 0, 1, "1", "the same on the top floor, in between on those between",
                 "顶层住户初始赞成概率", "assumption", a, .8, 1),
      real_param("frail_gain", .1, 0, 1, "1",
                 "added above the ground floor where somebody of 60 and over, or disabled, lives",
                 "底层以上有老人或残疾人时的赞成增量", "assumption", a, 0, .3),
      real_param("yes_spread", .15, 0, 1, "1", "standard deviation between households", "户间差异", "assumption", a,
                 .05, .3),
      real_param("compensation_yuan", 0, 0, 1e6, "yuan", "paid to each household of the ground floor by the others",
                 "上层住户给每户底层的补偿", "assumption", a, 0, 50000),
      real_param("compensation_half_yuan", 30000, 100, 1e6, "yuan",
                 "at which half of the ground floor's objection, and of its loss, is made good", "补偿半效金额",
                 "assumption", a, 10000, 100000),
  };
}

std::vector<Param> vote_params() {
  return {
      real_param("quorum", 2. / 3, 0, 1, "1", "share of households that must vote", "须参与表决的户数比例",
                 "evidence: China's Civil Code of 2020, article 278", Tag::evidence),
      real_param("consent", .75, 0, 1, "1", "share of those voting that must say yes", "参与表决者须同意的比例",
                 "evidence: China's Civil Code of 2020, article 278, for rebuilding and additions", Tag::evidence),
      real_param("vote_chance", .9, 0, 1, "1", "chance that a household votes", "住户参与表决的概率", "assumption", a,
                 .7, 1),
      real_param("vote_minutes", 30, 0, 600, "min", "of a household for a vote, unpaid", "每户每次表决用时（无偿）",
                 "assumption", a, 10, 90),
      whole_param("vote_every_days", 30, 1, 3650, "d", "between votes", "两次表决间隔", "assumption", a),
      whole_param("most_votes", 6, 1, 100, "1", "after which the matter rests", "最多表决次数", "assumption", a),
      whole_param("rest_days", 365, 1, 36500, "d", "so long", "搁置天数", "assumption", a),
      real_param("susceptibility", .3, 0, 1, "1",
                 "weight of what neighbours of the building say against where a household stands by itself",
                 "受邻居影响程度", "assumption (Friedkin and Johnsen 1990)", a, 0, .7),
      real_param("visit_minutes", 40, 1, 480, "min",
                 "of staff's visit to a household that said no, the way not included", "走访反对户每次用时（不含路途）",
                 "assumption", a, 20, 90),
      real_param("refusal_chance", .15, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption", a, .05,
                 .4),
      real_param("convinced_chance", .4, 0, 1, "1", "chance that the visit convinces", "走访奏效的概率", "assumption",
                 a, .1, .6),
      real_param("hardened_chance", .1, 0, 1, "1", "chance that it hardens them instead (at most what is left)",
                 "走访适得其反的概率", "assumption", a, 0, .3),
      real_param("convinced_share", .4, 0, 1, "1", "of what is missing to a sure yes, or left of one, that is moved",
                 "走访所移动的倾向比例", "assumption", a, .1, .7),
  };
}

std::vector<Param> works_params() {
  return {
      as_size(real_param("lifts_per_year", 2, 0, 100, "1/year",
                         "that the budget subsidises in each community, available evenly", "每社区每年补贴加梯数",
                         "assumption", a, .5, 6)),
      real_param("subsidy_yuan", 150000, 0, 1e7, "yuan", "of the budget for a lift", "每部电梯财政补贴", "assumption",
                 a, 50000, 300000),
      real_param("residents_yuan", 350000, 0, 1e7, "yuan", "of the households for a lift", "每部电梯住户出资",
                 "assumption", a, 200000, 500000),
      whole_param("papers_days", 60, 1, 3650, "d", "from consent until the papers are ready", "手续办理天数",
                  "assumption", a),
      real_param("papers_hours", 25, 0, 1000, "h", "of staff's duties for the papers of a lift", "每部电梯手续工时",
                 "assumption", a, 8, 60),
      whole_param("works_days", 120, 1, 3650, "d", "from the money until the lift runs", "从拨款到运行天数",
                  "assumption", a),
      real_param("relief", .3, 0, 1, "1",
                 "share by which needs of help, errands and company fall on the top floor for who is 80 and over or "
                 "disabled; on floors between in proportion",
                 "顶层80岁以上或残疾居民就医陪诊、跑腿、孤独需求的减少比例（其余楼层按比例）", "assumption", a, 0, .5),
      real_param("ground_loss", 1, 0, 1, "1",
                 "how much the ground floor is disappointed, 1 as by a need that nobody met", "底层住户的失望程度",
                 "assumption", a, .3, 1),
      real_param("upper_gain", 1, 0, 1, "1", "how much the top floor is pleased; on floors between in proportion",
                 "顶层住户的满意程度（其余楼层按比例）", "assumption", a, .3, 1),
  };
}

void append(std::vector<Param>& to, std::vector<Param> more) {
  for (Param& param : more) to.push_back(std::move(param));
}

std::vector<OwnMeasure> own_measures() {
  using C = LiftCounter;
  const auto at = [](C counter) { return static_cast<std::size_t>(counter); };
  const auto per = [](C counter) { return static_cast<int>(counter); };
  const Better neither = Better::neither;
  return {
      {"lift_cases", "1", neither, "Buildings that asked for a lift", "提出加梯的楼数", at(C::cases)},
      {"lift_votes", "1", neither, "Votes on lifts", "加梯表决次数", at(C::votes)},
      {"lift_votes_cast", "1", neither, "Votes of households on lifts", "加梯表决户次", at(C::votes_cast)},
      {"lift_passed", "1", Better::higher, "Lifts agreed on", "通过表决的加梯数", at(C::passed)},
      {"lift_stalled", "1", Better::lower, "Lifts that found no consent in time", "未获同意而搁置的加梯数",
       at(C::stalled)},
      {"lifts_done", "1", Better::higher, "Lifts that run", "建成电梯数", at(C::done)},
      {"lift_months", "month", Better::lower, "Months from the wish to a running lift, mean",
       "从提出到建成月数（平均）", at(C::days), per(C::done), 1. / 30},
      {"lift_visits", "1", neither, "Visits to households that said no to a lift", "走访反对加梯户次", at(C::visits)},
      {"lift_visits_opened", "1", neither, "Of these, doors that opened", "其中开门户次", at(C::opened)},
      {"lift_turned", "1", neither, "Households that say yes to a lift after a visit, and had not",
       "走访后转为同意户数", at(C::turned)},
      {"lift_yes_ground", "1", neither, "Households for a lift, on the ground floor; mean over votes",
       "底层赞成比例（历次表决平均）", at(C::yes_ground), per(C::ground)},
      {"lift_yes_middle", "1", neither, "Households for a lift, on floors between; mean over votes",
       "中间层赞成比例（历次表决平均）", at(C::yes_middle), per(C::middle)},
      {"lift_yes_top", "1", neither, "Households for a lift, on the top floor; mean over votes",
       "顶层赞成比例（历次表决平均）", at(C::yes_top), per(C::top)},
      {"lift_losers", "1", Better::lower, "Households of the ground floor that lose by a lift, and are not made good",
       "因加梯受损且未获足额补偿的底层户数", at(C::losers)},
      {"lift_compensation_yuan", "yuan", neither, "Yuan paid to ground floors by those above", "上层付给底层的补偿金额",
       at(C::compensation)},
      {"lift_paper_hours", "h", Better::lower, "Hours of staff on the papers of lifts", "加梯手续工时",
       at(C::paper_seconds), -1, 1. / 3600},
  };
}

}  // namespace

Section shared_project_consent_section() {
  std::vector<Param> params = case_params();
  append(params, vote_params());
  append(params, works_params());
  return {
      .key = "shared_project_consent",
      .title = "Consent to a lift",
      .title_zh = "加装电梯协商",
      .rule =
          "a building that wants a lift votes by household; staff visit those who said no, and some turn; with consent "
          "come papers, money and works; needs fall on upper floors, and the ground floor loses",
      .rule_zh = "想加梯的楼按户表决；工作人员走访反对户，部分转变；同意后办手续、筹款、施工；高层需求减少，底层受损",
      .fails_by = "stalemate: a few households hold out; losers: the ground floor bears the cost",
      .fails_by_zh = "少数住户不同意而僵持；底层住户受损",
      .rows = {34},
      .source =
          "claim: Yangzhou, six months of consent, papers and start; evidence: China's Civil Code of 2020, article "
          "278, two thirds voting and three quarters of these; Friedkin and Johnsen 1990",
      .tag = a,
      .moves = {"unmet_days_vulnerable", "satisfaction_lowest_tenth", "visits", "arisen_by_kind"},
      .switchable = true,
      .lead_days = 30,
      .params = std::move(params),
      .measures = own_measures(),
      .costs = {{"subsidies for lifts", "加梯补贴", "lift", Payer::budget, "subsidy_yuan", 1},
                {"residents' money for lifts", "住户加梯出资", "lift", Payer::unpaid, "residents_yuan", 1}},
      .events = {"case opened: building, households", "vote: building, voting, yes",
                 "visit: household, opinion before, after (1/1000)", "vote turned after a visit: household, building",
                 "case stalled: building, votes", "lift runs: building, days since the wish",
                 "vote passed: building, votes held",
                 "where a household stands at a vote: household, building, 1: yes"}};
}

std::unique_ptr<Mechanism> make_shared_project_consent(const Settings& settings) {
  return std::make_unique<SharedProjectConsent>(settings);
}

}  // namespace cogov
