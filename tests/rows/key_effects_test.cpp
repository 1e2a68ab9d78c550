/// Every key does something: a value that is changed alone changes the digest.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "sim/errors.hpp"
#include "tests/cases/case.hpp"
#include "tests/properties/support.hpp"

namespace cogov::testing {
namespace {

/// A society in which every rule has work to do.
Settings lively() {
  Settings settings = busy_settings({.households = 1200, .warmup_days = 40, .days = 80});
  settings.set("community.share_80_plus", .08);
  settings.set("requests.patience", 200.0);
  settings.set("trust.effort_weight", 3.0);
  settings.set("staffing.quits_per_year", 3.0);
  settings.set("staffing.recruitment", 20.0);
  settings.set("community.household_variation", .2);
  settings.set("community.number", std::int64_t{2});
  settings.set("community.building_spacing", 200.0);
  settings.set("trust.memory", 5.0);
  settings.set("grid_workers.full_time", std::int64_t{4});
  for (const std::string& kind : kind_keys()) settings.set("request_kinds." + kind + ".harm_per_day", .01);
  for (const MechanismCase& each : mechanism_cases()) {
    if (each.prepare) settings.switch_on(each.section, false);  // tried on their own
  }
  return settings;
}

/// A society in which one mechanism has work to do.
Settings lively_with(const MechanismCase& each, const std::string& key) {
  Settings settings = small_settings(each.size);
  at_once(settings);
  each.place(settings);
  settings.switch_on(each.section, true);
  each.on(settings);
  each.prepare(settings, key);
  return settings;
}

/// Riders who report much, carry errands, lose heart, crash, and rest at stations.
void prepare_couriers(Settings& settings) {
  for (const auto& [key, value] : {std::pair{"enrolled_share", .6},
                                   {"notice_chance", .3},
                                   {"belief_start", .3},
                                   {"along_way_share", .3},
                                   {"pay_per_report", 5.0},
                                   {"false_per_1000_stops", 5.0},
                                   {"leaving_per_month", 1.0},
                                   {"crash_multiplier", 2.0}}) {
    settings.set(std::string("roaming_couriers.") + key, value);
  }
  settings.set("roaming_couriers.errands_per_day", std::int64_t{1});
  settings.set("rest_stations.recruited_only", .8);
  settings.set("rest_stations.trivial_per_1000_stops", 50.0);
  settings.set("rest_stations.attention_gain", 1.0);
  settings.set("couriers.crash_per_hour", .1);
  settings.set("request_kinds.errands.served_by", std::vector<std::string>{"rider", "grid worker"});
  settings.set("request_kinds.errands.rate_60_79", 600.0);
}

/// Much happens among volunteers within a few months.
void prepare_volunteers(Settings& settings, const std::string& path, const std::string& key) {
  if (path.starts_with("volunteer_teams.") || path.starts_with("double_check_in.")) {
    settings.set("volunteer_teams.start_share", .05);
    settings.set("volunteer_teams.quits_per_month", .2);
    settings.set("volunteer_teams.load_effect", .2);
    settings.set("volunteer_teams.spontaneous", .01);
    settings.set("volunteer_teams.by_ties", .05);
    settings.set("volunteer_teams.asks_per_week", 2.0);
    settings.set("volunteer_teams.activity_every", std::int64_t{15});
    settings.set("volunteer_teams.organiser_after_months", .5);
    settings.set("volunteer_teams.organisers_per_month", .5);
    settings.set("volunteer_teams.stage_months", 1.0);
    settings.set("volunteer_teams.wait_days", 1.0);
    if (key.starts_with("threshold")) settings.set("volunteer_teams.join_rule", std::string("threshold"));
  }
  if (path.starts_with("talent_studios.")) settings.set("volunteer_teams.asks_per_week", 2.0);
}

/// An agency that is changed and has more orders than hours; repairs for which there is hardly enough money.
void prepare_what_is_bought(Settings& settings, const std::string& path, const std::string& key) {
  const bool of_contract = path.starts_with("contract.");
  const bool of_fund = path.starts_with("repair_fund.");
  if (of_contract || path.starts_with("costs.")) {
    for (const char* kind : {"home_care", "medical_help"}) {
      settings.set("request_kinds." + std::string(kind) + ".rate_60_79", 600.0);
    }
    settings.set("contract.change_agency_every", std::int64_t{50});
    settings.set("contract.gap_days", std::int64_t{15});
    if (key == "longest_wait") settings.set("contract.hours_per_year", 300.0);
    if (key == "longest_wait") settings.set("contract.longest_wait", 3.0);
    if (key == "staff") settings.set("contract.staff", std::int64_t{1});
  }
  if (of_fund || path.starts_with("costs.")) {
    settings.set("repair_fund.finder", std::string(key == "finder" ? "riders" : "all"));
    settings.set("repair_fund.yuan_per_year", 5000.0);
    if (key == "kinds") settings.set("repair_fund.kinds", std::vector<std::string>{"leak"});
    prepare_couriers(settings);
  }
}

/// Enough for leaders to do that their weeks are used up.
void prepare_ladder(Settings& settings, const std::string& key) {
  if (key.starts_with("contact")) settings.set("organisation_ladder.levels", std::int64_t{4});
  settings.set("organisation_ladder.one_owner", key == "wrong_owner_factor" || key == "chase_minutes");
  for (const char* kind : {"litter", "dispute"}) {
    settings.set(std::string("request_kinds.") + kind + ".rate_places", 300.0);
    settings.set(std::string("request_kinds.") + kind + ".reported_share", .9);
  }
}

/// Units that meet often, and much for them and for a list to do.
void prepare_organisations(Settings& settings) {
  settings.set("organisations.last_resort", false);
  settings.set("alliance.meeting_every_days", std::int64_t{14});
  settings.set("alliance.hours_per_unit", 100.0);
  settings.set("alliance.attendance", .8);
  settings.set("alliance.unused_effect", .2);
  settings.set("three_lists.cycle_days", std::int64_t{14});
  settings.set("three_lists.hours_per_resource", 60.0);
  settings.set("organisations.waits", 20.0);
  settings.set("organisations.saved", 1.0);
  for (const char* kind : {"home_care", "medical_help", "jobs", "child_care"}) {
    settings.set(std::string("request_kinds.") + kind + ".rate_17_59", 200.0);
    settings.set(std::string("request_kinds.") + kind + ".served_by",
                 std::vector<std::string>{"alliance", "grid worker"});
  }
}

/// One that strikes within the run.
void prepare_emergency(Settings& settings, const std::string& key) {
  settings.set("emergency.event", std::string("storm"));
  settings.set("emergency.times", 20.0);
  settings.set("emergency.per_year", 20.0);
  if (key == "per_year") settings.set("emergency.timing", std::string("by luck"));
}

/// What a key needs before it can act.
void prepare(Settings& settings, const std::string& path) {
  const std::string key = path.substr(path.rfind('.') + 1);
  if (path.starts_with("paperwork.") && (key == "per_household" || key == "of_shift" || key == "per_case")) {
    settings.set("paperwork.rule", std::string("fixed"));
    settings.set("paperwork.per_household", .1);
  }
  if (path.starts_with("community.town_")) settings.set("community.town_km", .5);
  if (key == "town_kinds") settings.set("community.town_kinds", std::vector<std::string>{"papers"});
  if (path.starts_with("streets.")) {  // gates that lock matter to who walks at night
    settings.set("grid_workers.shift_from", 1.0);
    settings.set("grid_workers.shift_to", 24.0);
    settings.set("patrol.first_round", 4.0);
    settings.set("patrol.last_round", 22.5);
    settings.set("streets.locked_from", 21.0);
    settings.set("community.number", std::int64_t{8});
    settings.set("community.households", std::int64_t{300});
    prepare_couriers(settings);
  }
  if (path.starts_with("home_visits.")) {  // visits yield to everything else: there must be time for them
    settings.set("paperwork.share", .1);
    settings.set("community.building_spacing", 40.0);
  }
  if (path.starts_with("influence.threshold") || key == "active_at_start")
    settings.set("influence.rule", std::string("threshold"));
  if (path.starts_with("influence.") && (key == "spontaneous" || key == "imitation" || key == "recovery")) {
    settings.set("influence.rule", std::string("bass"));
  }
  if (path.starts_with("couriers.") || path.starts_with("roaming_couriers.") || path.starts_with("rest_stations.") ||
      path.starts_with("costs.")) {
    prepare_couriers(settings);
  }
  if (path.starts_with("organisations.") || path.starts_with("alliance.") || path.starts_with("three_lists.")) {
    prepare_organisations(settings);
  }
  if (path.starts_with("emergency.")) prepare_emergency(settings, key);
  prepare_volunteers(settings, path, key);
  prepare_what_is_bought(settings, path, key);
  if (path.starts_with("organisation_ladder.")) prepare_ladder(settings, key);
  // Where leaders find much, nobody has to log trivial finds.
  if (path.starts_with("act_before_complaint.")) {
    settings.switch_on("organisation_ladder", false);
    settings.set("act_before_complaint.target_share", .6);
    settings.set("paperwork.share", .05);  // who is far behind with papers already carries no more over
  }
  if (!path.starts_with("request_kinds.")) return;
  const std::string kind = path.substr(0, path.rfind('.') + 1);
  for (const char* rate : {"rate_0_16", "rate_17_59", "rate_60_79", "rate_80_plus"}) {
    settings.set(kind + rate, settings.real(kind + rate) + 40);
  }
  settings.set(kind + "returns_share", .5);
  settings.set(kind + "returns_days", 20.0);
  settings.set(kind + "becomes", std::string("dispute"));
  settings.set(kind + "becomes_per_day", .02);
  settings.set(kind + "doubling_days", 10.0);
  settings.set(kind + "visible_share", .5);
  settings.set(kind + "winter_factor", 1.5);
  settings.set(kind + "spreads_after_days", 15.0);
}

/// Another value of the same kind, well away from the one it has.
Value another(const Param& param, const Value& now) {
  // These keep an order, or divide a day.
  if (param.key == "window_seconds") return std::int64_t{3600};
  if (param.key == "shift_from" || param.key == "break_from") return std::get<double>(now) - .5;
  if (param.key == "shift_to" || param.key == "break_to") return std::get<double>(now) + .5;
  switch (param.type) {
    case Type::boolean:
      return !std::get<bool>(now);
    case Type::integer: {
      const std::int64_t value = std::get<std::int64_t>(now);
      return static_cast<double>(value + 1) <= param.high ? value + 1 : value - 1;
    }
    case Type::real: {
      const double value = std::get<double>(now);
      const double more = value == 0 ? std::min(param.high, 10.0) / 2 : value * 1.7 + (param.low < 0 ? .5 : 0);
      return more <= param.high ? more : (value + param.low) / 2;
    }
    case Type::choice:
      return std::get<std::string>(now) == param.choices.back() ? param.choices.front() : param.choices.back();
    case Type::list: {
      std::vector<std::string> words = std::get<std::vector<std::string>>(now);
      if (words.size() > 1) {
        std::reverse(words.begin(), words.end());
      } else if (words.empty()) {
        words = {param.choices.begin(), param.choices.begin() + 3};
      } else {
        words = {words.front() == param.choices.front() ? param.choices.back() : param.choices.front()};
      }
      return words;
    }
    case Type::text:
      break;
  }
  return now;
}

/// Keys that by promise or by nature change no result of a run on its own, and why.
const std::map<std::string, std::string>& without_effect() {
  static const std::map<std::string, std::string> keys{
      {"run.window_seconds", "how communities run side by side is nobody's luck"},
      {"run.replicates", "how many runs there are says nothing about each"},
      {"run.target_half_width", "how many runs there are says nothing about each"},
      {"run.most_replicates", "how many runs there are says nothing about each"},
      {"run.worlds", "how many worlds there are says nothing about a replicate"},
      {"run.trace_day", "what is looked at changes nothing"},
      {"run.trace_community", "what is looked at changes nothing"},
      {"streets.keep", "says something about networks that are read"},
      {"compare.primary_measure", "chosen for the comparison"},
      {"compare.smallest_difference", "chosen for the comparison"},
      {"request_kinds.litter.collective", "no rule asks households to decide together yet"},
      {"request_kinds.papers.collective", "no rule asks households to decide together yet"},
  };
  return keys;
}

/// Sections whose keys are tried; of the kinds of request, one with needs and one with hazards.
bool is_tried(const Section& section) {
  return !section.key.starts_with("request_kinds.") || section.key == "request_kinds.litter" ||
         section.key == "request_kinds.papers";
}

std::string digest_with(const Settings& settings) {
  try {
    return digest_of(settings);
  } catch (const UserError& error) {
    return std::string("refused: ") + error.what();
  }
}

std::vector<std::string> tried_sections() {
  std::vector<std::string> keys;
  for (const Section& section : all_sections()) {
    if (is_tried(section)) keys.push_back(section.key);
  }
  return keys;
}

constexpr std::int64_t most_seeds = 8;

class KeyEffects : public ::testing::TestWithParam<std::string> {};

TEST_P(KeyEffects, EachKeyChangesTheDigest) {
  const Section& section = all_sections()[static_cast<std::size_t>(section_index(GetParam()))];
  for (const Param& param : section.params) {
    const std::string path = section.key + "." + param.key;
    if (param.key == lead_key || param.type == Type::text) continue;  // how long a change takes: lead_time_test.cpp
    const MechanismCase* const alone = case_of(section.key);
    const bool on_its_own = alone != nullptr && alone->prepare;
    Settings settings = on_its_own ? lively_with(*alone, param.key) : lively();
    if (!on_its_own) prepare(settings, path);
    std::string before = digest_with(settings);
    const int index = section_index(section.key);
    const Value& now =
        settings.at(static_cast<std::size_t>(index), static_cast<std::size_t>(param_index(section, param.key)));
    const Value changed = another(param, Value(now));
    settings.set(path, changed);
    std::string after = digest_with(settings);
    // What happens seldom may not happen within a short run: another luck, then.
    for (std::int64_t seed = 1; on_its_own && before == after && seed <= most_seeds; ++seed) {
      settings.set("run.seed", seed);
      after = digest_with(settings);
      Settings as_it_was = lively_with(*alone, param.key);
      as_it_was.set("run.seed", seed);
      before = digest_with(as_it_was);
    }
    EXPECT_FALSE(after.starts_with("refused")) << path << " " << after;
    EXPECT_EQ(before == after, without_effect().contains(path)) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(Sections, KeyEffects, ::testing::ValuesIn(tried_sections()), [](const auto& each) {
  std::string name = each.param;
  for (char& letter : name) letter = letter == '.' ? '_' : letter;
  return name;
});

}  // namespace
}  // namespace cogov::testing
