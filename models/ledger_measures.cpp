/// Measures that truth, records and claims tell differently, each in three ledgers.
#include <algorithm>

#include "models/measure_rows.hpp"

namespace cogov {

using namespace measure_rows;

namespace {

constexpr double whole_level = 65535;

/// A measure in three ledgers; `better` is of the truth.
Row real_ledgers(const char* name, const char* unit, Better better, const char* en, const char* zh,
                 std::function<Reals(const Totals&)> three) {
  return {{name, unit, en, zh, better, false, {"ledger"}}, [three](const Totals& t) -> Array { return three(t); }};
}

Row whole_ledgers(const char* name, Better better, const char* en, const char* zh,
                  std::function<Wholes(const Totals&)> three) {
  return {{name, "1", en, zh, better, true, {"ledger"}}, [three](const Totals& t) -> Array { return three(t); }};
}

double hours(std::int64_t seconds) { return static_cast<double>(seconds) / hour_seconds; }

std::int64_t recorded_cases(const Totals& t) { return t.sum.record_cases + t.sum.trivial_finds; }

/// Each case counts once, however often it was closed.
double claimed_share(const Totals& t, std::int64_t claimed) { return std::min(1.0, ratio(claimed, recorded_cases(t))); }

Reals resolved_within(const Totals& t, std::int64_t fixed, std::int64_t closed) {
  return {ratio(fixed, t.sum.closed_reports), ratio(closed, t.sum.closed_reports),
          claimed_share(t, t.sum.claimed_resolved)};
}

void add_case_rows(std::vector<Row>& rows) {
  rows.push_back(real_ledgers(
      "found_first_by_ledger", "1", high,
      "Found first in three ledgers: truth, records, claims; truth of all problems, the others of recorded cases",
      "三本账：主动发现占比", [](const Totals& t) {
        return Reals{ratio(sum(t.sum.found_first), sum(t.sum.arisen)),
                     ratio(t.sum.record_found_first + t.sum.trivial_finds, recorded_cases(t)),
                     claimed_share(t, t.sum.claimed_found_first)};
      }));
  rows.push_back(real_ledgers("resolved_within_7_days_by_ledger", "1", high,
                              "Resolved within 7 days of the report, in three ledgers; truth: fixed, records: first "
                              "closed, claims: ever closed",
                              "三本账：7天内解决占比",
                              [](const Totals& t) { return resolved_within(t, t.sum.fixed_7, t.sum.record_7); }));
  rows.push_back(real_ledgers("resolved_within_15_days_by_ledger", "1", high,
                              "Resolved within 15 days of the report, in three ledgers; truth: fixed, records: first "
                              "closed, claims: ever closed",
                              "三本账：15天内解决占比",
                              [](const Totals& t) { return resolved_within(t, t.sum.fixed_15, t.sum.record_15); }));
  rows.push_back(whole_ledgers("cases_by_ledger", neither, "Cases in three ledgers: arisen, recorded, claimed resolved",
                               "三本账：案件数", [](const Totals& t) {
                                 return Wholes{sum(t.sum.arisen), recorded_cases(t), t.sum.claimed_resolved};
                               }));
  rows.push_back(real_ledgers("never_dealt_by_ledger", "1", low,
                              "Never dealt with, in three ledgers; truth: of all problems, records: never closed of "
                              "cases on record, claims: likewise, trivial finds among the cases",
                              "三本账：始终没人管的占比", [](const Totals& t) {
                                const LedgerTally& l = t.sum.ledgers;
                                return Reals{ratio(sum(t.sum.never_dealt), sum(t.sum.ended)),
                                             ratio(l.never_closed, l.ended_on_record),
                                             ratio(l.never_closed, l.ended_on_record + t.sum.trivial_finds)};
                              }));
  rows.push_back(
      real_ledgers("repeats_by_ledger", "1", low,
                   "Came back, in three ledgers; truth: closed and not fixed or recurring, of all that arose, "
                   "records and claims: reported again, of recorded cases, in claims trivial finds among them",
                   "三本账：重复出现占比", [](const Totals& t) {
                     const LedgerTally& l = t.sum.ledgers;
                     return Reals{ratio(l.came_back, sum(t.sum.arisen)), ratio(l.reported_again, t.sum.record_cases),
                                  ratio(l.reported_again, recorded_cases(t))};
                   }));
}

void add_duration_rows(std::vector<Row>& rows) {
  rows.push_back(real_ledgers(
      "burden_days_by_ledger", "d", low,
      "Days people live with a problem in three ledgers, median; truth: from onset until gone, "
      "records: from the record until first closed, claims: until first begun or closed",
      "三本账：问题持续天数（中位）", [](const Totals& t) {
        const LedgerTally& l = t.sum.ledgers;
        return Reals{censored_days(t.sum.burden, .5), censored_days(l.recorded, .5), censored_days(l.answered, .5)};
      }));
  rows.push_back(real_ledgers("resolution_days_by_ledger", "d", low,
                              "Days from the report to being resolved in three ledgers, median; truth: truly fixed, "
                              "records: first closed, claims: first begun or closed",
                              "三本账：上报后解决天数（中位）", [](const Totals& t) {
                                const LedgerTally& l = t.sum.ledgers;
                                return Reals{censored_days(t.sum.resolution, .5), censored_days(l.report_closed, .5),
                                             censored_days(l.report_answered, .5)};
                              }));
}

void add_work_rows(std::vector<Row>& rows) {
  rows.push_back(whole_ledgers("visits_by_ledger", neither,
                               "Home visits in three ledgers; truth: the door opened and somebody was looked after, "
                               "records: signed for, formal ones included, claims: these and shut doors",
                               "三本账：入户走访次数", [](const Totals& t) {
                                 const std::int64_t signed_for = t.sum.visits + t.sum.ledgers.visits_ticked_off;
                                 return Wholes{t.sum.visits, signed_for, signed_for + t.sum.visits_refused};
                               }));
  rows.push_back(real_ledgers("staff_hours_by_ledger", "h", neither,
                              "Grid workers' hours in three ledgers; truth: worked and on duty, overtime included, "
                              "records and claims: those that are paid",
                              "三本账：网格员工时", [](const Totals& t) {
                                const auto grid = static_cast<std::size_t>(Role::grid);
                                const double paid = hours(t.sum.paid[grid]);
                                return Reals{hours(sum(t.sum.worked[grid])), paid, paid};
                              }));
  rows.push_back(real_ledgers(
      "volunteer_hours_by_ledger", "h", high,
      "Volunteers' and members' hours in three ledgers; truth: serving requests, records: given, ways and a team's own "
      "work included, claims: these, with members' pledges in place of what they gave",
      "三本账：志愿服务工时", [](const Totals& t) {
        const VolunteerTally& v = t.sum.volunteers;
        const std::int64_t given = sum(v.seconds) - v.seconds[static_cast<std::size_t>(UnpaidUse::checks)];
        return Reals{hours(v.seconds[static_cast<std::size_t>(UnpaidUse::requests)]), hours(given),
                     hours(given - v.member_seconds + std::max(v.member_seconds, v.pledged_seconds))};
      }));
  rows.push_back(real_ledgers(
      "organisation_hours_by_ledger", "h", high,
      "Hours of organisations in three ledgers; truth: used in services, records: made "
      "available, claims: pledged or listed, paper offers included",
      "三本账：联盟与资源清单工时", [](const Totals& t) {
        const AllianceTally& a = t.sum.alliance;
        return Reals{hours(a.used), hours(a.honoured + a.listed - a.listed_on_paper), hours(a.pledged + a.listed)};
      }));
  rows.push_back(whole_ledgers("contract_cases_by_ledger", high,
                               "Contract cases in three ledgers; truth: fixed, records: closed, claims: billed, ticked "
                               "off ones included",
                               "三本账：购买服务件数", [](const Totals& t) {
                                 const ContractTally& c = t.sum.contract;
                                 const auto agency = static_cast<std::size_t>(Server::contract);
                                 return Wholes{t.sum.ledgers.fixed_by[agency], c.cases, c.cases + c.ticked_off};
                               }));
  rows.push_back(
      real_ledgers("contract_hours_by_ledger", "h", high,
                   "Contract hours in three ledgers; truth: worked, records and claims: claimed and paid for",
                   "三本账：购买服务工时", [](const Totals& t) {
                     const double claimed = hours(t.sum.contract.claimed_seconds);
                     return Reals{hours(t.sum.contract.true_seconds), claimed, claimed};
                   }));
  rows.push_back(
      {{"fixed_by_server",
        "1",
        "Services that truly fixed something, by server; served_by_server counts "
        "what the records close",
        "各办理方真正解决数",
        high,
        true,
        {"server"}},
       [](const Totals& t) -> Array { return Wholes(t.sum.ledgers.fixed_by.begin(), t.sum.ledgers.fixed_by.end()); }});
}

double satisfaction_mean(const Totals& t) {
  std::int64_t total = 0;
  for (const std::uint16_t value : t.satisfaction) total += value;
  return ratio(total, static_cast<std::int64_t>(t.satisfaction.size())) / whole_level;
}

void add_money_and_mood_rows(std::vector<Row>& rows) {
  rows.push_back(real_ledgers("satisfaction_by_ledger", "index", high,
                              "Satisfaction in three ledgers, 0 to 1; truth: all residents, at the end, records: who "
                              "reported, called back when the report is closed, claims: of these, who found it fixed",
                              "三本账：满意度（最不确定）", [](const Totals& t) {
                                const LedgerTally& l = t.sum.ledgers;
                                return Reals{satisfaction_mean(t), ratio(l.asked_satisfaction, l.asked) / whole_level,
                                             ratio(l.rated_satisfaction, l.rated) / whole_level};
                              }));
  rows.push_back(real_ledgers("cost_by_ledger", "yuan/year", low,
                              "Cost per household in three ledgers; truth: the whole, unpaid and partners' hours "
                              "included, records and claims: the budget",
                              "三本账：每户每年成本", [](const Totals& t) {
                                const double households = static_cast<double>(t.households) * t.years;
                                const double budget = ratio(t.sum.costs.yuan(t.costs, Payer::budget), households);
                                return Reals{ratio(whole_cost(t), households), budget, budget};
                              }));
  rows.push_back(real_ledgers("cost_per_case_by_ledger", "yuan", low,
                              "Cost per case in three ledgers; truth: the whole per case truly fixed, records: budget "
                              "per case on record, claims: budget per case claimed resolved",
                              "三本账：每件成本", [](const Totals& t) {
                                const double budget = t.sum.costs.yuan(t.costs, Payer::budget);
                                return Reals{ratio(whole_cost(t), static_cast<double>(sum(t.sum.fixed))),
                                             ratio(budget, static_cast<double>(recorded_cases(t))),
                                             ratio(budget, static_cast<double>(t.sum.claimed_resolved))};
                              }));
}

}  // namespace

void add_ledger_rows(std::vector<Row>& rows) {
  add_case_rows(rows);
  add_duration_rows(rows);
  add_work_rows(rows);
  add_money_and_mood_rows(rows);
}

}  // namespace cogov
