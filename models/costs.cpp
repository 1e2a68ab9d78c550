#include "models/costs.hpp"

#include "models/context.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

std::vector<CostItemFacts> common_items() {
  return {
      {CostItem::grid_worker_posts, Payer::budget, "grid workers' wages", "网格员薪酬", "1/1000 post-day"},
      {CostItem::window_posts, Payer::budget, "window clerks' wages", "窗口人员薪酬", "1/1000 post-day"},
      {CostItem::hiring, Payer::budget, "hiring", "招聘", "person"},
      {CostItem::building_leaders, Payer::budget, "building leaders' stipends", "楼长补贴", "leader-day"},
      {CostItem::courier_reports, Payer::budget, "couriers' paid reports", "骑手上报奖励", "1/100 yuan"},
      {CostItem::rest_stations, Payer::budget, "rest stations", "骑手驿站", "station-day"},
      {CostItem::repairs, Payer::budget, "repairs", "维修", "second"},
      {CostItem::contract, Payer::budget, "service contract", "购买服务", "claimed second"},
      {CostItem::audits, Payer::budget, "audits", "审计", "audited second"},
      {CostItem::unit_meetings, Payer::partners, "units' time in meetings", "单位开会时间", "second"},
      {CostItem::unit_hours, Payer::partners, "units' hours made available", "单位投入工时", "second"},
      {CostItem::overtime, Payer::unpaid, "staff's overtime", "人员加班", "second", Bearer::staff},
      {CostItem::volunteer_hours, Payer::unpaid, "volunteers' hours", "志愿工时", "second", Bearer::volunteers},
      {CostItem::leader_hours, Payer::unpaid, "building leaders' hours", "楼长工时", "second", Bearer::leaders},
      {CostItem::resident_hours, Payer::unpaid, "residents' hours in meetings", "居民议事时间", "second"},
      {CostItem::rider_time, Payer::unpaid, "riders' time", "骑手时间", "second", Bearer::riders},
      {CostItem::late_orders, Payer::unpaid, "riders' fines", "骑手超时罚款", "order"},
      {CostItem::town_ways, Payer::unpaid, "residents' ways to town", "居民往返镇上时间", "second"},
  };
}

std::vector<std::string> column(std::string CostItemFacts::*member) {
  std::vector<std::string> words;
  for (const CostItemFacts& facts : cost_items()) words.emplace_back(facts.*member);
  return words;
}

std::size_t at(CostItem item) { return static_cast<std::size_t>(item); }

}  // namespace

const std::vector<CostItemFacts>& cost_items() {
  static const std::vector<CostItemFacts> items = [] {
    std::vector<CostItemFacts> all = common_items();
    for (std::size_t m = 0; m < mechanism_count(); ++m) {
      for (const OwnCost& cost : mechanism_section(m).costs) {
        all.push_back({static_cast<CostItem>(all.size()), cost.payer, cost.word, cost.word_zh, cost.unit, cost.bearer});
      }
    }
    return all;
  }();
  return items;
}

CostItem own_cost_item(std::size_t mechanism, std::size_t item) {
  std::size_t at = common_cost_items;
  for (std::size_t m = 0; m < mechanism; ++m) at += mechanism_section(m).costs.size();
  return static_cast<CostItem>(at + item);
}

const std::array<std::string, bearer_count>& bearer_words() {
  static const std::array<std::string, bearer_count> words{"staff",      "volunteers", "building leaders", "riders",
                                                           "neighbours", "children",   "residents"};
  return words;
}

const std::array<std::string, bearer_count>& bearer_words_zh() {
  static const std::array<std::string, bearer_count> words{"社区人员", "志愿者", "楼长", "骑手",
                                                           "邻居",     "儿童",   "居民"};
  return words;
}

std::vector<std::string> cost_item_words() { return column(&CostItemFacts::word); }
std::vector<std::string> cost_item_words_zh() { return column(&CostItemFacts::word_zh); }

Section costs_section() {
  constexpr Tag a = Tag::assumption;
  constexpr const char* price = "assumption: price";
  return {.key = "costs",
          .title = "Prices",
          .title_zh = "价格",
          .policy_may_set = false,
          .params = {
              real_param("grid_worker_year", 85000, 0, 1e7, "yuan/year", "a grid worker, all in", "网格员年成本", price,
                         a, 60000, 110000),
              real_param("window_year", 85000, 0, 1e7, "yuan/year", "a window clerk, all in", "窗口人员年成本", price,
                         a, 60000, 110000),
              real_param("hiring", 5000, 0, 1e6, "yuan", "filling one vacancy", "招聘一人成本", price, a, 2000, 10000),
              real_param("building_leader_month", 0, 0, 10000, "yuan/month", "a building leader's stipend",
                         "楼长每月补贴", price, a, 0, 100),
              real_param("unpaid_hour", 20, 0, 1000, "yuan/h", "shadow price of an unpaid hour", "无偿工时影子价格",
                         price, a, 0, 45),
              real_param("unit_hour", 60, 0, 1000, "yuan/h", "shadow price of an hour of a member unit's staff",
                         "联盟单位人员工时影子价格", price, a, 40, 100),
              real_param("contract_hour", 70, 0, 1000, "yuan/h", "a claimed hour of a service contract",
                         "购买服务每（申报）小时价格",
                         "assumption: 35-120 per verified hour; Beijing 2010-14 about 35 per claimed hour", a, 35, 120),
              real_param("audit_hour", 10, 0, 1000, "yuan/h", "auditing one claimed hour", "每审计一小时的成本", price,
                         a, 4, 25),
              real_param("repair_hour", 90, 0, 2000, "yuan/h", "an hour of a repair contractor, material included",
                         "维修承包每小时价格（含材料）", price, a, 60, 150),
              real_param("rider_minute", .5, 0, 100, "yuan/min", "shadow price of a rider's minute", "骑手每分钟折价",
                         price, a, .3, .8),
              real_param("late_order", 5, 0, 1000, "yuan", "what a rider loses by an order that comes late",
                         "骑手超时罚款", price, a, 2, 20),
              real_param("rest_station", 25000, 0, 1e7, "yuan/year", "a rest station for riders", "驿站年成本", price,
                         a, 8000, 60000),
          }};
}

CostRules CostRules::read(const Settings& s) {
  const auto yuan = [&](const char* key) { return s.real(std::string("costs.") + key); };
  CostRules rules;
  rules.price.resize(cost_items().size());
  const auto set = [&](CostItem item, double yuan_each) { rules.price[at(item)] = yuan_each; };
  set(CostItem::grid_worker_posts, yuan("grid_worker_year") / 365'000);
  set(CostItem::window_posts, yuan("window_year") / 365'000);
  set(CostItem::hiring, yuan("hiring"));
  set(CostItem::building_leaders, yuan("building_leader_month") * 12 / 365);
  set(CostItem::courier_reports, .01);
  set(CostItem::rest_stations, yuan("rest_station") / 365);
  set(CostItem::repairs, yuan("repair_hour") / 3600);
  set(CostItem::contract, yuan("contract_hour") / 3600);
  set(CostItem::audits, yuan("audit_hour") / 3600);
  for (const CostItem item : {CostItem::unit_meetings, CostItem::unit_hours}) set(item, yuan("unit_hour") / 3600);
  for (const CostItem item : {CostItem::overtime, CostItem::volunteer_hours, CostItem::leader_hours,
                              CostItem::resident_hours, CostItem::town_ways}) {
    set(item, yuan("unpaid_hour") / 3600);
  }
  set(CostItem::rider_time, yuan("rider_minute") / 60);
  set(CostItem::late_orders, yuan("late_order"));
  for (std::size_t m = 0; m < mechanism_count(); ++m) {
    const Section& section = mechanism_section(m);
    for (std::size_t i = 0; i < section.costs.size(); ++i) {
      const OwnCost& cost = section.costs[i];
      const bool of_costs = cost.price.find('.') != std::string::npos;
      set(own_cost_item(m, i), s.real(of_costs ? cost.price : section.key + "." + cost.price) / cost.per);
    }
  }
  return rules;
}

void CostBook::add(const CostRules& rules, std::uint32_t day, CostItem item, std::int64_t amount, std::uint32_t whose,
                   bool keep) {
  if (amount == 0) return;
  quantity.resize(cost_items().size());
  quantity[at(item)] += amount;
  std::vector<std::int64_t>& days = day_millis[static_cast<std::size_t>(cost_items()[at(item)].payer)];
  if (days.size() <= day) days.resize(day + 1, 0);
  const double millis = static_cast<double>(amount) * rules.price[at(item)] * 1000;
  days[day] += static_cast<std::int64_t>(millis + .5);
  if (keep) entries.push_back({day, item, whose, amount});
}

void CostBook::add(const CostBook& other) {
  quantity.resize(cost_items().size());
  for (std::size_t i = 0; i < other.quantity.size(); ++i) quantity[i] += other.quantity[i];
  for (std::size_t payer = 0; payer < payer_count; ++payer) {
    std::vector<std::int64_t>& days = day_millis[payer];
    if (days.size() < other.day_millis[payer].size()) days.resize(other.day_millis[payer].size(), 0);
    for (std::size_t day = 0; day < other.day_millis[payer].size(); ++day) days[day] += other.day_millis[payer][day];
  }
}

double CostBook::yuan(const CostRules& rules, CostItem item) const {
  return quantity.empty() ? 0 : static_cast<double>(quantity[at(item)]) * rules.price[at(item)];
}

double CostBook::yuan(const CostRules& rules, Payer payer) const {
  double total = 0;
  for (const CostItemFacts& facts : cost_items()) {
    if (facts.payer == payer) total += yuan(rules, facts.item);
  }
  return total;
}

void book(Context& ctx, CostItem item, std::int64_t quantity, std::uint32_t whose) {
  if (!ctx.counting()) return;
  ctx.c.tally.costs.add(ctx.rules.costs, (ctx.now - ctx.day0) / day_seconds, item, quantity, whose, ctx.tracing.on);
}

}  // namespace cogov
