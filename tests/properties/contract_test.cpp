/// Services and repairs that are bought: what is claimed, what is true, who is served, and how it fails.
#include <gtest/gtest.h>

#include <algorithm>

#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

constexpr std::size_t truth = 0, records = 1, claims = 2;
constexpr double many_hours = 50000;

std::size_t served_by(Server which) { return static_cast<std::size_t>(which); }
std::size_t item(CostItem which) { return static_cast<std::size_t>(which); }

/// A society in which many need what an agency does. Counting begins at once.
Settings needy(std::int64_t days = 200) {
  Settings settings = small_settings({.households = 600, .warmup_days = 0, .days = days});
  settings.set("community.share_80_plus", .08);
  for (const char* kind : {"home_care", "loneliness", "medical_help"}) {
    const std::string at = "request_kinds." + std::string(kind) + ".";
    settings.set(at + "rate_60_79", 300.0);
    settings.set(at + "rate_80_plus", 900.0);
    settings.set(at + "served_by", std::vector<std::string>{"contract", "grid worker"});
  }
  at_once(settings);
  return settings;
}

Settings with_contract(double hours, std::int64_t days = 200) {
  Settings settings = needy(days);
  settings.switch_on("contract", true);
  settings.set("contract.hours_per_year", hours);
  return settings;
}

void set_contract(Settings& settings, std::initializer_list<std::pair<const char*, double>> values) {
  for (const auto& [key, value] : values) settings.set(std::string("contract.") + key, value);
}

/// What the tally holds at every midnight, the books being checked.
template <class Read>
auto by_midnight(const Settings& settings, Read read) {
  const PolicyExperiment experiment({settings});
  Society society = experiment.society(0);
  std::vector<decltype(read(society.community(0)))> seen;
  const Calendar& calendar = experiment.calendar();
  for (Seconds now = calendar.start; now < calendar.end; now += day_seconds) {
    advance(society, {now, now + day_seconds}, experiment.window());
    society.check_books(now + day_seconds);
    seen.push_back(read(society.community(0)));
  }
  return seen;
}

std::int64_t claimed(const Community& community) { return community.tally.contract.claimed_seconds; }

TEST(Contract, ServesTheKindsThatNameIt) {
  const Runs runs({needy(), with_contract(2000)});
  EXPECT_EQ(runs.of(0, "served_by_server", served_by(Server::contract)), 0);
  EXPECT_GT(runs.of(1, "served_by_server", served_by(Server::contract)), 50);
  EXPECT_GE(runs.of(1, "contract_cases"), runs.of(1, "served_by_server", served_by(Server::contract)));
  EXPECT_LT(runs.of(1, "served_by_server", served_by(Server::grid_worker)),
            runs.of(0, "served_by_server", served_by(Server::grid_worker)));
  EXPECT_LT(runs.of(1, "unmet_days_vulnerable"), runs.of(0, "unmet_days_vulnerable"));
}

/// Every stretch of work is rounded to a second when it is claimed: a call or a case has one or two.
TEST(Contract, ClaimsOutrunTruthByWhatIsPaddedAndNotAudited) {
  for (const auto& [padding, audit] : {std::pair{0.0, 0.0}, {.3, 0.0}, {.3, .5}, {.9, 0.0}, {.9, 1.0}}) {
    Settings settings = with_contract(2000);
    set_contract(settings, {{"padding", padding}, {"audit_share", audit}});
    const Runs runs({settings});
    const double true_share = 1 - padding * (1 - audit);
    const double stretches = runs.of(0, "contract_calls") + 2 * runs.of(0, "contract_cases") + 20;
    ASSERT_GT(runs.of(0, "contract_hours_true"), 50);
    EXPECT_NEAR(runs.of(0, "contract_hours_claimed") * true_share, runs.of(0, "contract_hours_true"),
                .5 * stretches / hour_seconds)
        << padding << " " << audit;
    EXPECT_NEAR(runs.of(0, "contract_claims_over_truth"), 1 / true_share, 1e-3);
    const double cases = runs.of(0, "contract_cases");
    EXPECT_NEAR(runs.of(0, "contract_ticked_off"), cases / true_share - cases, 1) << padding << " " << audit;
  }
}

TEST(Contract, CostsItsHoursAtTheirPrice) {
  Settings without = needy();
  without.set("costs.contract_hour", 83.0);
  without.set("costs.audit_hour", 11.0);
  Settings with = without;
  with.switch_on("contract", true);
  with.set("contract.audit_share", .25);
  const Runs runs({without, with});
  const double hours = runs.of(1, "contract_hours_claimed");
  ASSERT_GT(hours, 50);
  EXPECT_NEAR(runs.of(1, "cost_by_item", item(CostItem::contract)), 83 * hours, 1e-6 * hours);
  EXPECT_NEAR(runs.of(1, "cost_by_item", item(CostItem::audits)), 11 * .25 * hours, 1e-3 * hours);
  EXPECT_EQ(runs.of(0, "cost_by_item", item(CostItem::contract)), 0);
}

/// By no midnight has more been claimed than had become available; and where all is wanted, nearly all is used.
TEST(Contract, NeverClaimsMoreThanIsBought) {
  for (const double padding : {0.0, .5}) {
    Settings settings = with_contract(700);
    set_contract(settings, {{"padding", padding}, {"programme_share", 1}, {"creaming", 0}});
    const std::vector<std::int64_t> seen = by_midnight(settings, claimed);
    for (std::size_t day = 0; day < seen.size(); ++day) {
      EXPECT_LE(static_cast<double>(seen[day]), 700.0 * hour_seconds * (static_cast<double>(day) + 1) / 365 + 1);
    }
    EXPECT_GT(static_cast<double>(seen.back()), .9 * 700 * hour_seconds * 200 / 365);
  }
}

/// Nothing is done for a year and then, from its last day on, all that can be.
TEST(Contract, LosesAtTheYearsEndWhatItHasNotUsed) {
  Settings idle = with_contract(700, 395);
  for (const char* kind : {"home_care", "loneliness", "medical_help"})
    idle.set("request_kinds." + std::string(kind) + ".served_by", std::vector<std::string>{"grid worker"});
  set_contract(idle, {{"programme_share", 0}});
  Settings busy = idle;
  set_contract(busy, {{"programme_share", 1}, {"lead_days", 364}});
  busy.set("contract.call_every", std::int64_t{1});
  const Runs runs({idle, busy});
  EXPECT_EQ(runs.of(0, "contract_hours_claimed"), 0);
  EXPECT_GT(runs.of(1, "contract_hours_claimed"), 700. / 365 * 20);
  EXPECT_LT(runs.of(1, "contract_hours_claimed"), 700. / 365 * 31 + 2 * 10);  // two of its staff on the last day
}

TEST(Contract, RefusesTheHarderCases) {
  Settings open = with_contract(many_hours);
  for (const char* kind : {"home_care", "loneliness", "medical_help"})
    open.set("request_kinds." + std::string(kind) + ".reported_share", .9);
  set_contract(open, {{"creaming", 0}, {"programme_share", 0}});
  Settings creaming = open;
  set_contract(creaming, {{"creaming", 1}});
  const Runs runs({open, creaming});
  EXPECT_EQ(runs.of(0, "contract_refused"), 0);
  EXPECT_GT(runs.of(1, "contract_refused"), 50);
  EXPECT_GT(runs.of(1, "contract_refused_difficulty"), runs.of(1, "contract_taken_difficulty") + .1);
  EXPECT_LT(runs.of(1, "contract_taken_difficulty"), runs.of(0, "contract_taken_difficulty") - .05);
  EXPECT_GT(runs.of(1, "contract_refused_vulnerable_share"), runs.of(1, "contract_taken_vulnerable_share"));
  EXPECT_GT(runs.of(1, "hand_offs"), runs.of(0, "hand_offs"));
}

TEST(Contract, CallsOnTheListedWithWhatOrdersLeave) {
  Settings none = with_contract(2000);
  set_contract(none, {{"programme_share", 0}});
  Settings calls = none;
  set_contract(calls, {{"programme_share", 1}});
  const Runs runs({none, calls});
  EXPECT_EQ(runs.of(0, "contract_calls"), 0);
  EXPECT_EQ(runs.of(0, "contract_found"), 0);
  EXPECT_EQ(runs.of(0, "visits"), 0);
  EXPECT_GT(runs.of(1, "contract_calls"), 200);
  EXPECT_GT(runs.of(1, "contract_found"), 20);
  EXPECT_GT(runs.of(1, "visits"), .8 * runs.of(1, "contract_calls"));
  EXPECT_LT(runs.of(1, "visits"), runs.of(1, "contract_calls"));  // some doors stay shut
  EXPECT_GT(runs.of(1, "intrusions_per_person"), runs.of(0, "intrusions_per_person"));
  EXPECT_GT(runs.of(1, "found_first_share"), runs.of(0, "found_first_share"));
  EXPECT_LT(runs.of(1, "unmet_days_vulnerable"), runs.of(0, "unmet_days_vulnerable"));
}

TEST(Contract, IsPaidForCallsThatFindNothing) {
  Settings settings = with_contract(2000);
  settings.set("requests.only", std::vector<std::string>{"litter"});
  const Runs runs({settings});
  EXPECT_EQ(runs.of(0, "contract_cases"), 0);
  EXPECT_GT(runs.of(0, "contract_calls"), 200);
  EXPECT_GT(runs.of(0, "contract_hours_claimed"), 100);
}

TEST(Contract, CallsLessOnTheFrail) {
  const auto calls = [](double creaming) {
    Settings settings = with_contract(many_hours);
    set_contract(settings, {{"creaming", creaming}, {"programme_share", 1}});
    settings.set("contract.staff", std::int64_t{20});
    return Runs({settings}).of(0, "contract_calls");
  };
  EXPECT_LT(calls(1), .8 * calls(0));
}

/// Hours are not what is short, so that nothing but the claims depends on the padding.
TEST(Contract, PaddingMovesClaimsAndNothingElse) {
  Settings honest = with_contract(many_hours);
  set_contract(honest, {{"padding", 0}, {"audit_share", 0}});
  Settings padded = honest;
  set_contract(padded, {{"padding", .5}});
  const Runs runs({honest, padded});
  for (const char* measure : {"cases_by_ledger", "found_first_by_ledger"}) {
    EXPECT_EQ(runs.of(1, measure, truth), runs.of(0, measure, truth)) << measure;
    EXPECT_EQ(runs.of(1, measure, records), runs.of(0, measure, records)) << measure;
    EXPECT_GT(runs.of(1, measure, claims), runs.of(0, measure, claims)) << measure;
  }
  for (const std::size_t ledger : {truth, records}) {
    EXPECT_EQ(runs.of(1, "resolved_within_7_days_by_ledger", ledger),
              runs.of(0, "resolved_within_7_days_by_ledger", ledger));
  }
  EXPECT_GT(runs.of(1, "resolved_within_7_days_by_ledger", claims),
            runs.of(0, "resolved_within_7_days_by_ledger", claims));
  EXPECT_EQ(runs.of(1, "contract_hours_true"), runs.of(0, "contract_hours_true"));
  EXPECT_EQ(runs.of(1, "burden_days_mean"), runs.of(0, "burden_days_mean"));
  EXPECT_EQ(runs.of(0, "contract_ticked_off"), 0);
}

TEST(Contract, LeavesAGapWhenTheAgencyIsChanged) {
  Settings settings = with_contract(2000, 170);
  settings.set("contract.change_agency_every", std::int64_t{80});
  settings.set("contract.gap_days", std::int64_t{60});
  const std::vector<std::int64_t> seen = by_midnight(settings, claimed);
  EXPECT_GT(seen[79], seen[70]);
  for (std::size_t day = 81; day < 140; ++day) EXPECT_EQ(seen[day], seen[80]) << day;
  EXPECT_GT(seen[150], seen[139]);
  EXPECT_EQ(seen[169], seen[160]);  // the next change
}

/// At a door it does not know it learns nothing here; another agency knows none.
TEST(Contract, LosesWhatItKnewWhenTheAgencyIsChanged) {
  Settings stays = with_contract(many_hours);
  set_contract(stays, {{"stranger_share", 0}, {"creaming", 0}});
  stays.set("contract.staff", std::int64_t{20});
  stays.set("contract.call_every", std::int64_t{20});
  Settings changes = stays;
  changes.set("contract.change_agency_every", std::int64_t{21});
  changes.set("contract.gap_days", std::int64_t{0});
  const Runs runs({stays, changes});
  EXPECT_GT(runs.of(0, "contract_found"), 30);
  EXPECT_LT(runs.of(1, "contract_found"), .3 * runs.of(0, "contract_found"));
  EXPECT_GT(runs.of(1, "contract_calls"), .9 * runs.of(0, "contract_calls"));
}

/// With people who give up soon, orders leave the pool while they wait and while somebody is on the way: who has come
/// for nothing goes on with the next.
TEST(Contract, KeepsItsBooksWhenPeopleGiveUp) {
  Settings settings = with_contract(2000);
  set_contract(settings, {{"response_median", .01}, {"response_p90", .02}, {"programme_share", 0}});
  for (const char* kind : {"home_care", "loneliness", "medical_help"})
    settings.set("request_kinds." + std::string(kind) + ".reported_share", .9);
  settings.set("contract.staff", std::int64_t{1});
  settings.set("requests.patience", 5.0);
  settings.set("community.building_spacing", 300.0);
  settings.set("streets.walking_speed", .5);
  const auto seen = by_midnight(settings, [](const Community& c) {
    return std::pair(c.in_state[static_cast<std::size_t>(RequestState::withdrawn)], c.tally.contract.cases);
  });
  EXPECT_GT(seen.back().first, 50);
  EXPECT_GT(seen.back().second, seen[100].second + 5);
}

TEST(Contract, IsTheSameInWindowsOfAnyLength) {
  Settings settings = with_contract(1500, 60);
  settings.switch_on("repair_fund", true);
  settings.set("repair_fund.finder", std::string("all"));
  const std::string one = digest_of(settings);
  for (const std::int64_t window : {60, 86400}) {
    settings.set("run.window_seconds", window);
    EXPECT_EQ(digest_of(settings), one) << window;
  }
}

// The repair fund.

/// Riders who see and report much.
Settings with_riders() {
  Settings settings = small_settings({.households = 900, .warmup_days = 0, .days = 200});
  at_once(settings);
  settings.switch_on("roaming_couriers", true);
  for (const auto& [key, value] : {std::pair{"enrolled_share", .8}, {"notice_chance", .5}, {"belief_start", .6}})
    settings.set("roaming_couriers." + std::string(key), value);
  return settings;
}

Settings with_fund(const Settings& without, double yuan) {
  Settings settings = without;
  settings.switch_on("repair_fund", true);
  settings.set("repair_fund.yuan_per_year", yuan);
  return settings;
}

TEST(RepairFund, PaysForWhatRidersFound) {
  const Settings riders = with_riders();
  Settings no_riders = riders;
  no_riders.switch_on("roaming_couriers", false);
  Settings everything = with_fund(no_riders, 100000);
  everything.set("repair_fund.finder", std::string("all"));
  const Runs runs({riders, with_fund(riders, 100000), with_fund(no_riders, 100000), everything});
  EXPECT_EQ(runs.of(0, "repairs_paid"), 0);
  EXPECT_GT(runs.of(1, "repairs_paid"), 10);
  EXPECT_GT(runs.of(1, "served_by_server", served_by(Server::contractor)), 10);
  EXPECT_LT(runs.of(1, "served_by_server", served_by(Server::property)),
            runs.of(0, "served_by_server", served_by(Server::property)));
  EXPECT_EQ(runs.of(2, "repairs_paid"), 0);
  EXPECT_GT(runs.of(3, "repairs_paid"), 10);
  EXPECT_EQ(runs.of(1, "repairs_without_money"), 0);
}

/// What a rider reports is verified by a grid worker whoever mends it.
TEST(RepairFund, ComesAfterVerification) {
  Settings fund = with_fund(with_riders(), 1e6);
  fund.set("repair_fund.spares_grid_workers", true);
  std::int64_t unverified = 0;
  const std::vector<std::int64_t> paid = by_midnight(fund, [&](const Community& c) {
    for (const PoolService& service : c.pools[PoolId(Server::contractor).row].services)
      unverified += c.requests.to_verify[service.request];
    return c.tally.repairs.paid;
  });
  EXPECT_GT(paid.back(), 10);
  EXPECT_EQ(unverified, 0);
}

TEST(RepairFund, SparesGridWorkersWhereItIsToldTo) {
  Settings spares_nobody = with_fund(with_riders(), 1e6);
  spares_nobody.set("roaming_couriers.notice_chance", 0.2);  // so that rounds find much
  spares_nobody.set("repair_fund.finder", std::string("all found"));
  spares_nobody.switch_on("patrol", true);
  Settings spares = spares_nobody;
  spares.set("repair_fund.spares_grid_workers", true);
  const Runs runs({spares_nobody, spares});
  EXPECT_GT(runs.of(1, "repairs_paid"), 1.5 * runs.of(0, "repairs_paid"));
  EXPECT_LT(runs.of(1, "served_by_server", served_by(Server::grid_worker)),
            .8 * runs.of(0, "served_by_server", served_by(Server::grid_worker)));
}

TEST(RepairFund, SpendsWhatItHasAndNoMore) {
  constexpr double yuan = 4000;
  Settings settings = with_fund(with_riders(), yuan);
  settings.set("repair_fund.finder", std::string("all"));
  settings.set("costs.repair_hour", 120.0);
  const std::vector<double> spent = by_midnight(
      settings, [](const Community& c) { return static_cast<double>(c.tally.repairs.seconds) / hour_seconds * 120; });
  for (std::size_t day = 0; day < spent.size(); ++day)
    EXPECT_LE(spent[day], yuan * (static_cast<double>(day) + 1) / 365 + 1) << day;
  EXPECT_GT(spent.back(), .6 * yuan * 200 / 365);
  const Runs runs({settings});
  EXPECT_GT(runs.of(0, "repairs_without_money"), 20);
  EXPECT_NEAR(runs.of(0, "repair_yuan"), spent.back(), 1e-6);
  EXPECT_NEAR(runs.of(0, "cost_by_item", item(CostItem::repairs)), spent.back(), 1e-6);
}

TEST(RepairFund, IsAsQuickAsItsContractor) {
  Settings quick = with_fund(with_riders(), 1e6);
  quick.set("repair_fund.finder", std::string("all"));
  Settings slow = quick;
  slow.set("repair_fund.response_median", 20.0);
  slow.set("repair_fund.response_p90", 40.0);
  const Runs runs({quick, slow});
  EXPECT_LT(runs.of(0, "burden_days_by_kind", 5), .6 * runs.of(1, "burden_days_by_kind", 5));  // building faults
}

}  // namespace
}  // namespace cogov::testing
