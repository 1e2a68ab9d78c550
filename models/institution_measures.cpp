/// What services and repairs that are bought yield, and what is claimed of them.
#include "models/measure_rows.hpp"

namespace cogov {

using namespace measure_rows;

void ContractTally::add(const ContractTally& other) {
  for (const auto number :
       {&ContractTally::claimed_seconds, &ContractTally::true_seconds, &ContractTally::cases,
        &ContractTally::ticked_off, &ContractTally::taken, &ContractTally::refused, &ContractTally::taken_vulnerable,
        &ContractTally::refused_vulnerable, &ContractTally::taken_difficulty, &ContractTally::refused_difficulty,
        &ContractTally::calls, &ContractTally::found}) {
    this->*number += other.*number;
  }
}

void RepairTally::add(const RepairTally& other) {
  paid += other.paid;
  seconds += other.seconds;
  not_taken += other.not_taken;
}

namespace {

double hours(std::int64_t seconds) { return static_cast<double>(seconds) / hour_seconds; }

void add_contract_rows(std::vector<Row>& rows) {
  rows.push_back(real("contract_hours_claimed", "h", neither, "Contract: hours claimed; and paid for",
                      "购买服务：申报工时", [](const Totals& t) { return hours(t.sum.contract.claimed_seconds); }));
  rows.push_back(real("contract_hours_true", "h", neither, "Contract: hours truly worked; ways included",
                      "购买服务：真实工时（含路途）",
                      [](const Totals& t) { return hours(t.sum.contract.true_seconds); }));
  rows.push_back(real("contract_claims_over_truth", "1", neither, "Contract: hours claimed for each hour worked",
                      "购买服务：申报与真实工时之比", [](const Totals& t) {
                        return ratio(t.sum.contract.claimed_seconds, t.sum.contract.true_seconds);
                      }));
  rows.push_back(whole("contract_cases", neither, "Contract: services finished", "购买服务：服务件数",
                       [](const Totals& t) { return t.sum.contract.cases; }));
  rows.push_back(whole("contract_ticked_off", low, "Contract: cases claimed that never were", "购买服务：虚报件数",
                       [](const Totals& t) { return t.sum.contract.ticked_off; }));
  rows.push_back(whole("contract_refused", neither, "Contract: orders refused; as too hard", "购买服务：拒单数",
                       [](const Totals& t) { return t.sum.contract.refused; }));
  rows.push_back(
      real("contract_refused_vulnerable_share", "1", neither,
           "Contract: orders for vulnerable residents among those refused", "购买服务：拒单中困难群体占比",
           [](const Totals& t) { return ratio(t.sum.contract.refused_vulnerable, t.sum.contract.refused); }));
  rows.push_back(real("contract_taken_vulnerable_share", "1", neither,
                      "Contract: orders for vulnerable residents among those begun", "购买服务：所接单中困难群体占比",
                      [](const Totals& t) { return ratio(t.sum.contract.taken_vulnerable, t.sum.contract.taken); }));
  rows.push_back(
      real("contract_refused_difficulty", "index", neither, "Contract: mean difficulty of orders refused; 0 to 1",
           "购买服务：拒单平均难度",
           [](const Totals& t) { return ratio(t.sum.contract.refused_difficulty, t.sum.contract.refused) / 1000; }));
  rows.push_back(
      real("contract_taken_difficulty", "index", neither, "Contract: mean difficulty of orders begun; 0 to 1",
           "购买服务：所接单平均难度",
           [](const Totals& t) { return ratio(t.sum.contract.taken_difficulty, t.sum.contract.taken) / 1000; }));
  rows.push_back(whole("contract_calls", neither,
                       "Contract: calls on listed residents; doors that stayed shut included",
                       "购买服务：上门探访次数（含拒访）", [](const Totals& t) { return t.sum.contract.calls; }));
  rows.push_back(whole("contract_found", neither, "Contract: unreported needs found on calls",
                       "购买服务：探访发现的需求数", [](const Totals& t) { return t.sum.contract.found; }));
}

void add_repair_rows(std::vector<Row>& rows) {
  rows.push_back(whole("repairs_paid", neither, "Repair fund: repairs paid for", "维修资金：支付件数",
                       [](const Totals& t) { return t.sum.repairs.paid; }));
  rows.push_back(real("repair_yuan", "yuan", neither, "Repair fund: money spent", "维修资金：支出",
                      [](const Totals& t) { return t.sum.costs.yuan(t.costs, CostItem::repairs); }));
  rows.push_back(whole("repairs_without_money", neither, "Repair fund: problems not taken on for lack of money",
                       "维修资金：因资金不足未受理件数", [](const Totals& t) { return t.sum.repairs.not_taken; }));
}

}  // namespace

void add_institution_rows(std::vector<Row>& rows) {
  add_contract_rows(rows);
  add_repair_rows(rows);
}

}  // namespace cogov
