/// What it all costs, by whom it is borne, and per what it yields.
#include <algorithm>
#include <string>
#include <tuple>

#include "models/measure_rows.hpp"
#include "models/tally.hpp"

namespace cogov {

using namespace measure_rows;

namespace {

double yuan(const Totals& t, Payer payer) { return t.sum.costs.yuan(t.costs, payer); }

/// Whatever time of people who are not paid is booked, mechanisms' own items included.
double unpaid_hours(const Totals& t) {
  std::int64_t seconds = 0;
  for (const CostItemFacts& facts : cost_items()) {
    if (facts.payer == Payer::unpaid && facts.unit == "second") seconds += quantity(t, facts.item);
  }
  return static_cast<double>(seconds) / hour_seconds;
}

/// In the second half of the days counted, scaled to a year: every policy's lead time is over by then, and those whom
/// it hired have been, so that what it costs once it is there shows in full.
double once_in_force(const Totals& t, std::initializer_list<Payer> payers) {
  const std::size_t days = t.sum.day_open.size();
  const std::size_t from = days < 2 ? 0 : std::min(days / 2 + 1, days - 1);
  std::int64_t millis = 0;
  for (const Payer payer : payers) {
    const std::vector<std::int64_t>& series = t.sum.costs.day_millis[static_cast<std::size_t>(payer)];
    for (std::size_t day = from; day < series.size() && day < days; ++day) millis += series[day];
  }
  return static_cast<double>(millis) / 1000 / static_cast<double>(days - from) * 365;
}

/// "grid workers' wages in 1/1000 post-day, hiring in person, ...".
std::string units_of_items() {
  std::string text;
  for (const CostItemFacts& facts : cost_items()) {
    text += (text.empty() ? "" : ", ") + std::string(facts.word) + " in " + facts.unit;
  }
  return text;
}

Row by_day(const char* name, const char* en, const char* zh, Payer payer) {
  return {{name, "yuan", en, zh, low, false, {"day"}}, [payer](const Totals& t) -> Array {
            const std::vector<std::int64_t>& millis = t.sum.costs.day_millis[static_cast<std::size_t>(payer)];
            Reals values(t.sum.day_open.size(), 0);
            for (std::size_t day = 0; day < values.size() && day < millis.size(); ++day)
              values[day] = static_cast<double>(millis[day]) / 1000;
            return values;
          }};
}

}  // namespace

void add_cost_rows(std::vector<Row>& rows) {
  rows.push_back(
      real("unpaid_hours", "h", low,
           "Unpaid hours; staff's overtime, volunteers, neighbours, building leaders, residents in meetings, riders",
           "无偿工时（加班、志愿者、邻居、楼长、居民、骑手）", unpaid_hours));
  rows.push_back(real("yearly_cost_yuan", "yuan/year", low,
                      "Cost a year once in force; budget and partners' hours at their shadow price, from the second "
                      "half of the days counted",
                      "每年成本（到位后；财政＋单位工时折价）", [](const Totals& t) {
                        return once_in_force(t, {Payer::budget, Payer::partners});
                      }));
  rows.push_back(real("one_off_cost_yuan", "yuan", low,
                      "Cost of the days counted beyond the yearly cost; what was paid once, as for hiring, works or an "
                      "emergency, less what had not begun",
                      "一次性成本（所计天数总成本减去按每年成本计的部分；未开始者为负）", [](const Totals& t) {
                        const double all = yuan(t, Payer::budget) + yuan(t, Payer::partners);
                        return all - once_in_force(t, {Payer::budget, Payer::partners}) * t.years;
                      }));
  rows.push_back(real("yearly_off_budget_yuan", "yuan/year", low,
                      "Partners' hours a year once in force, off the budget; at their shadow price, from the second "
                      "half of the days counted",
                      "每年财政外单位工时折价（到位后）",
                      [](const Totals& t) { return once_in_force(t, {Payer::partners}); }));
  rows.push_back(real("budget_yuan_per_year", "yuan/year", low,
                      "Budget; wages, hiring, fees, contracts, repairs, a year of the days counted", "财政支出（每年）",
                      [](const Totals& t) { return yuan(t, Payer::budget) / t.years; }));
  rows.push_back(real("off_budget_yuan_per_year", "yuan/year", low,
                      "Partners' hours, off the budget; time of member units' staff at its shadow price",
                      "财政外单位工时折价（每年）",
                      [](const Totals& t) { return yuan(t, Payer::partners) / t.years; }));
  rows.push_back(real("unpaid_yuan_per_year", "yuan/year", low,
                      "Unpaid time, at its shadow price; overtime, volunteers, leaders, residents, riders",
                      "无偿时间折价（每年）", [](const Totals& t) { return yuan(t, Payer::unpaid) / t.years; }));
  rows.push_back(
      real("cost_per_household", "yuan/year", low,
           "Whole cost per household and year; budget, partners' and unpaid hours and riders' losses at shadow prices",
           "每户每年总成本（财政＋各方时间折价）",
           [](const Totals& t) { return ratio(whole_cost(t), static_cast<double>(t.households) * t.years); }));
  rows.push_back(real("cost_per_fixed_case", "yuan", low, "Whole cost per case truly fixed", "每件真正解决的成本",
                      [](const Totals& t) { return ratio(whole_cost(t), static_cast<double>(sum(t.sum.fixed))); }));
  rows.push_back({{"cost_by_item", "yuan", "Cost by item; quantity times price", "各项费用", low, false, {"cost_item"}},
                  [](const Totals& t) -> Array {
                    Reals values;
                    for (const CostItemFacts& facts : cost_items())
                      values.push_back(t.sum.costs.yuan(t.costs, facts.item));
                    return values;
                  }});
  rows.push_back({{"cost_quantity_by_item",
                   "1",
                   "What has been booked, by item; " + units_of_items(),
                   "各项数量；各按其单位（见英文说明）",
                   neither,
                   true,
                   {"cost_item"}},
                  [](const Totals& t) -> Array {
                    Wholes values;
                    for (const CostItemFacts& facts : cost_items()) values.push_back(quantity(t, facts.item));
                    return values;
                  }});
  rows.push_back(by_day("budget_by_day", "Budget, by day; rounded to a thousandth of a yuan a booking", "每日财政支出",
                        Payer::budget));
  rows.push_back(by_day("off_budget_by_day", "Partners' hours at their shadow price, by day", "每日单位工时折价",
                        Payer::partners));
}

TraceTable cost_trace(const Society& society) {
  TraceTable table{.name = "costs", .row = "booking", .columns = {}};
  const std::tuple<const char*, const char*, const char*> columns[] = {
      {"community", "1", "community, from 0"},
      {"day", "1", "day from day 0"},
      {"item", "1", "what is paid for, as in the dimension cost_item"},
      {"whose", "1", "post, unit, resident or courier, by the item; -1: nobody's in particular"},
      {"quantity", "1", "how much, in the item's own unit"},
      {"yuan", "1/1000 yuan", "quantity times price, rounded to a thousandth of a yuan"}};
  for (const auto& [name, unit, meaning] : columns) {
    table.columns.push_back({.name = name, .unit = unit, .long_name = meaning, .values = {}});
  }
  const CostRules& prices = society.rules().costs;
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    for (const CostEntry& entry : society.community(c).tally.costs.entries) {
      const double millis =
          static_cast<double>(entry.quantity) * prices.price[static_cast<std::size_t>(entry.item)] * 1000;
      const std::int64_t row[] = {c,
                                  entry.day,
                                  static_cast<std::int64_t>(entry.item),
                                  entry.whose == unowned ? -1 : std::int64_t{entry.whose},
                                  entry.quantity,
                                  static_cast<std::int64_t>(millis + .5)};
      for (std::size_t i = 0; i < std::size(row); ++i) table.columns[i].values.push_back(row[i]);
    }
  }
  return table;
}

}  // namespace cogov
