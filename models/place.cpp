/// [community] and [society]: the facts of a place that its people are drawn from.
#include <fmt/format.h>

#include "models/population.hpp"
#include "models/sections.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr const char* census = "evidence: Yantai census 2020";

Param share(const char* key, double fallback, const char* meaning, const char* meaning_zh, const char* source,
            Tag tag) {
  return real_param(key, fallback, 0, 1, "1", meaning, meaning_zh, source, tag);
}

std::vector<Param> size_params() {
  return {
      whole_param("number", 1, 1, 20000, "1", "communities of the place", "社区数", "convention", Tag::convention),
      whole_param("households", 2528, 1, 200000, "1", "households of a community, on average", "每社区平均户数",
                  "claim: Yantai Dahaiyang", Tag::claim),
      {.key = "household_variation",
       .type = Type::real,
       .fallback = 0.0,
       .low = 0,
       .high = 0.9,
       .unit = "1",
       .meaning = "communities differ in size by up to this share, evenly",
       .meaning_zh = "各社区户数上下浮动比例",
       .source = "assumption",
       .tag = Tag::assumption},
      {.key = "mean_household_size",
       .type = Type::real,
       .fallback = 2.39,
       .low = 1,
       .high = 6,
       .unit = "1",
       .meaning = "residents of a household; 1 + Poisson, at most 8. 1: all live alone, at the ages of those who do",
       .meaning_zh = "户均人数（1：人人独居，年龄按独居者）",
       .source = census,
       .tag = Tag::evidence},
      whole_param("households_per_building", 16, 1, 1000, "1", "households that share an entrance", "每楼（单元）户数",
                  "calculated: Dahaiyang's 2,528 households have 160 building leaders", Tag::calculated),
      whole_param("homes_per_floor", 3, 1, 100, "1",
                  "homes on a floor; those with the lowest numbers are on the ground", "每层户数（编号最小者在底层）",
                  "assumption: 16 households on six floors", Tag::assumption),
      {.key = "building_spacing",
       .type = Type::real,
       .fallback = 40.0,
       .low = 1,
       .high = 5000,
       .unit = "m",
       .meaning = "distance between neighbouring entrances",
       .meaning_zh = "相邻楼门间距",
       .source = "assumption",
       .tag = Tag::assumption},
      whole_param("extra_residents", 0, 0, 100000, "1",
                  "residents added to the last household of the first community; everybody else's luck stays as it is",
                  "在第一社区末户增加的居民数（不改变他人的随机事件）", "convention", Tag::convention),
  };
}

std::vector<Param> town_params() {
  return {
      {.key = "town_km",
       .type = Type::real,
       .fallback = 0.0,
       .low = 0,
       .high = 200,
       .unit = "km",
       .meaning = "from a community (a village) to the services of the township, on average; 0: they are in it",
       .meaning_zh = "村（社区）到镇上服务机构的平均距离（0：就在社区内）",
       .source = "assumption; claim: Xinchang, 15 km from one village to the clinic",
       .tag = Tag::assumption},
      {.key = "town_km_spread",
       .type = Type::real,
       .fallback = 0.0,
       .low = 0,
       .high = 200,
       .unit = "km",
       .meaning = "communities lie nearer or further by up to this, evenly, never below 0",
       .meaning_zh = "各村距离上下浮动（公里）",
       .source = "assumption",
       .tag = Tag::assumption},
      {.key = "town_minutes_per_km",
       .type = Type::real,
       .fallback = 4.0,
       .low = 0,
       .high = 60,
       .unit = "min/km",
       .meaning = "what a resident needs for a kilometre to town by bus or e-bike, waiting included",
       .meaning_zh = "居民去镇上每公里用时（公交或电动车，含等候）",
       .source = "assumption",
       .tag = Tag::assumption},
      {.key = "town_kinds",
       .type = Type::list,
       .fallback = std::vector<std::string>{"papers", "medical_help", "jobs"},
       .unit = "",
       .meaning = "own needs for which residents go to town: the way lowers the chance that they ask for help "
                  "(by the weight of effort), takes their time there and back, and adds to the wait",
       .meaning_zh = "须去镇上办的个人需求：路途降低求助意愿、占用居民往返时间并延长等待",
       .source = "assumption",
       .tag = Tag::assumption,
       .choices = kind_keys()},
  };
}

/// What neighbouring buildings have in common. Nobody has counted it in these places; the defaults were set before
/// anybody looked at how unequally areas report under them.
std::vector<Param> block_params() {
  constexpr Tag a = Tag::assumption;
  return {
      whole_param("buildings_per_block", 16, 1, 1000000, "1",
                  "neighbouring entrances that were built together: alike in condition, tenure and habit",
                  "同批建成的相邻楼门数（房况、产权、习惯相近）", "assumption: about a grid's households", a),
      real_param("rented_share", .25, 0, 1, "1", "households that rent their home", "租房户占比",
                 "assumption; 0.1-0.5 swept", a, .1, .5),
      real_param("rented_spread", 1, 0, 4, "logit",
                 "how much blocks differ in the share of households that rent; 0: not at all",
                 "各片楼租房占比的差异（标准差）", "assumption; 0-2 swept", a, 0, 2),
      real_param(
          "condition_spread", .3, 0, 2, "1",
          "how much blocks differ in how often hazards arise: standard deviation of the logarithm; 0: not at all",
          "各片楼隐患发生频率的差异（对数标准差）", "assumption; 0-0.6 swept", a, 0, .6),
  };
}

std::vector<Param> people_params() {
  return {
      share("share_0_16", .14, "residents aged 0-16", "0—16岁占比", census, Tag::evidence),
      share("share_60_79", .23, "residents aged 60-79", "60—79岁占比", census, Tag::evidence),
      share("share_80_plus", .05, "residents aged 80 and over", "80岁以上占比", census, Tag::evidence),
      share("alone_share_60_79", .32, "of those who live alone, aged 60-79", "独居者中60—79岁占比", "assumption",
            Tag::assumption),
      share("alone_share_80_plus", .08, "of those who live alone, aged 80 and over", "独居者中80岁以上占比",
            "assumption", Tag::assumption),
      share("disabled_share_under_60", .03, "disabled residents under 60", "60岁以下残疾人占比", "assumption",
            Tag::assumption),
      share("disabled_share_60_plus", .15, "disabled residents aged 60 and over", "60岁以上残疾人占比", "assumption",
            Tag::assumption),
      share("low_income_share", .05, "households of low income", "低收入家庭占比", "assumption", Tag::assumption),
  };
}

}  // namespace

Section community_section() {
  std::vector<Param> params = size_params();
  for (Param& param : town_params()) params.push_back(std::move(param));
  for (Param& param : people_params()) params.push_back(std::move(param));
  for (Param& param : block_params()) params.push_back(std::move(param));
  return {.key = "community",
          .title = "The communities of the place and their people",
          .title_zh = "社区概况",
          .policy_may_set = false,
          .params = std::move(params)};
}

Section society_section() {
  return {.key = "society",
          .title = "How the society is drawn",
          .title_zh = "社会生成方式",
          .policy_may_set = false,
          .params = {
              {.key = "redraw",
               .type = Type::boolean,
               .fallback = false,
               .unit = "",
               .meaning = "draw the people anew for each replicate (policies always share them)",
               .meaning_zh = "每次重复是否重新生成居民",
               .source = "convention",
               .tag = Tag::convention},
              {.key = "reporting_spread",
               .type = Type::real,
               .fallback = 1.0,
               .low = 0,
               .high = 4,
               .unit = "logit",
               .meaning = "how much residents differ, for good, in their readiness to report",
               .meaning_zh = "居民上报倾向的个体差异（标准差）",
               .source = "assumption; 0-2 swept",
               .tag = Tag::assumption,
               .swept_low = 0,
               .swept_high = 2},
              real_param("shared_habit", .1, 0, 1, "1",
                         "share of that difference (of its variance) that all residents of a block have in common; 0: "
                         "everybody's is their own",
                         "其中同片楼居民共有的部分（方差占比）", "assumption; 0-0.3 swept", Tag::assumption, 0, .3),
              real_param("owner_odds", 3, .1, 100, "1",
                         "how much readier (odds) to report who owns the home is than who rents; 1: no difference",
                         "有房户相对租房户的上报几率", "assumption, as odds: owners in Boston report 3 times as often",
                         Tag::assumption, 1, 5),
          }};
}

PlaceFacts PlaceFacts::read(const Settings& s) {
  PlaceFacts facts;
  facts.communities = static_cast<std::uint32_t>(s.integer("community.number"));
  facts.households = static_cast<std::uint32_t>(s.integer("community.households"));
  facts.household_variation = s.real("community.household_variation");
  facts.mean_household_size = s.real("community.mean_household_size");
  facts.age_share = {s.real("community.share_0_16"), 0, s.real("community.share_60_79"),
                     s.real("community.share_80_plus")};
  facts.age_share[1] = 1 - facts.age_share[0] - facts.age_share[2] - facts.age_share[3];
  facts.alone_share_60_79 = s.real("community.alone_share_60_79");
  facts.alone_share_80_plus = s.real("community.alone_share_80_plus");
  const double young = s.real("community.disabled_share_under_60");
  const double old = s.real("community.disabled_share_60_plus");
  facts.disabled_share = {young, young, old, old};
  facts.low_income_share = s.real("community.low_income_share");
  facts.households_per_building = static_cast<std::uint32_t>(s.integer("community.households_per_building"));
  facts.homes_per_floor = static_cast<std::uint32_t>(s.integer("community.homes_per_floor"));
  facts.building_spacing_metres = s.real("community.building_spacing");
  facts.streets = StreetFacts::read(s);
  facts.extra_residents = static_cast<std::uint32_t>(s.integer("community.extra_residents"));
  facts.town_km = s.real("community.town_km");
  facts.town_km_spread = s.real("community.town_km_spread");
  facts.town_minutes_per_km = s.real("community.town_minutes_per_km");
  facts.reporting_spread = s.real("society.reporting_spread");
  facts.blocks = BlockFacts::read(s);
  facts.ties = TieFacts::read(s);
  facts.couriers = CourierFacts::read(s);
  if (facts.age_share[1] < 0 || facts.alone_share_60_79 + facts.alone_share_80_plus > 1) {
    throw UserError("the age shares of [community] add up to more than 1",
                    "share_0_16, share_60_79 and share_80_plus leave "
                    "nobody aged 17-59, or the shares of those living alone exceed 1",
                    "lower one of them");
  }
  return facts;
}

double PlaceFacts::alone_share(std::size_t band) const {
  if (band == 0) return 0;
  const double single = exact_exp(1 - mean_household_size);
  const std::array<double, age_bands> of_singles{0, 1 - alone_share_60_79 - alone_share_80_plus, alone_share_60_79,
                                                 alone_share_80_plus};
  const double people = mean_household_size * age_share[band];
  return people <= 0 ? 0 : std::min(1.0, single * of_singles[band] / people);
}

}  // namespace cogov
