/// Row 19: the tables of merchants give and win.
#include "models/mechanisms/caring_merchants.hpp"
#include "models/sections.hpp"

namespace cogov::caring_merchants {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> given_params() {
  return {
      whole_param("merchants", 8, 0, 500, "1", "places in each community's alliance, all taken at the start",
                  "每社区联盟商户名额（开始时全部招满）", "assumption", a),
      as_size(real_param("hours_per_week", 3, 0, 60, "h/week",
                         "that each gives at the most, ways included; what is begun is finished, and set off against "
                         "the next week",
                         "每家商户每周最多投入工时（含路途；超出的抵下周）", "assumption", a, 1, 8)),
      {.key = "kinds",
       .type = Type::list,
       .fallback = std::vector<std::string>{"home_care", "home_repairs", "errands", "loneliness"},
       .unit = "",
       .meaning = "kinds of request that merchants see to; each has one trade, drawn from these",
       .meaning_zh = "商户可办理的诉求类别（每家一种，随机）",
       .source = "assumption: hairdressers, repairers, shops, canteens",
       .tag = a,
       .choices = {"errands", "home_care", "home_repairs", "medical_help", "loneliness", "child_care"}},
      real_param("slack_from", 14, 0, 24, "h", "hour from which a merchant can be away from the shop, every day",
                 "每日可离店服务的起始时刻", "assumption: between lunch and the evening", a),
      real_param("slack_to", 17, 0, 24, "h", "hour by which the merchant must have set out", "每日最晚出发时刻",
                 "assumption", a),
      real_param("notice", 4, 0, 720, "h", "that a merchant wants to know beforehand", "需提前告知的小时数",
                 "assumption", a, 1, 48),
  };
}

std::vector<Param> business_params() {
  return {
      real_param("reach", 8, 0, 120, "min", "on foot within which residents hear of a merchant's good name",
                 "口碑传播的步行距离", "assumption", a, 4, 15),
      real_param("customers_by_name", .004, 0, 1, "1/month",
                 "chance that somebody of 17 and over within reach, of full belonging, becomes a customer for it; in "
                 "proportion to belonging",
                 "步行范围内17岁以上居民每月因口碑成为新顾客的概率（归属感为1时，按归属感成比例）", "assumption", a, 0,
                 .02),
      real_param("customers_by_service", .3, 0, 1, "1", "chance that a household served becomes a customer",
                 "受助家庭成为新顾客的概率", "assumption", a, .05, .6),
      real_param("margin", 60, 0, 10000, "yuan", "that a new customer leaves in all", "每名新顾客带来的毛利",
                 "assumption", a, 10, 200),
      real_param("wage", 30, 0, 1000, "yuan/h", "what an hour away from the shop costs the merchant; its price",
                 "商户每小时离店成本（亦为计价）", "assumption", a, 15, 60),
      real_param("memory", 3, 1, 60, "month", "over which a merchant smooths the monthly balance", "收支平滑月数",
                 "assumption", a, 2, 6),
      real_param("leaving_per_month", .4, 0, 100, "1/month", "hazard of leaving while the smoothed balance is below 0",
                 "平滑收支为负时每月退出的风险率", "assumption", a, .1, 1.5),
      real_param("asking_minutes", 90, 0, 10000, "min",
                 "of the community's staff, once a month for each place that is empty",
                 "每个空缺每月由社区人员动员的用时", "assumption", a, 30, 240),
      real_param("joins_chance", .25, 0, 1, "1", "chance that a merchant who is asked joins", "被动员商户加入的概率",
                 "assumption", a, .05, .5),
  };
}

}  // namespace

std::vector<Param> params() {
  std::vector<Param> all = given_params();
  for (Param& param : business_params()) all.push_back(std::move(param));
  return all;
}

std::vector<OwnMeasure> measures() {
  constexpr Better up = Better::higher;
  constexpr Better none = Better::neither;
  return {
      {"merchants_served", "1", up, "Small services by merchants", "商户服务次数", services},
      {"merchant_hours", "h", up, "Hours given by merchants, ways included", "商户投入工时（含路途）", given_seconds,
       -1, 1.0 / 3600},
      {"merchant_months", "month", none, "Months of merchants in the alliance", "商户在联盟的月数", merchant_months},
      {"merchants_joined", "1", none, "Merchants who joined when asked", "动员加入的商户数", joined},
      {"merchants_left", "1", Better::lower, "Merchants who left because it did not pay", "因不划算退出的商户数",
       left_it},
      {"merchant_asking_hours", "h", Better::lower, "Staff's hours spent asking merchants", "动员商户的工作人员工时",
       asking_seconds, -1, 1.0 / 3600},
      {"merchant_customers", "1", none, "Customers that merchants won by it", "商户因此获得的新顾客数", won},
      {"merchant_balance", "yuan/month", none, "What a month in the alliance left a merchant, on average",
       "商户每月平均收支", yuan, merchant_months},
  };
}

}  // namespace cogov::caring_merchants
