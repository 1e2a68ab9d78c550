#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "scenarios/load.hpp"
#include "scenarios/print.hpp"
#include "sim/ensemble.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"
#include "tools/live/kept.hpp"
#include "tools/live/session.hpp"
#include "tools/live/start.hpp"
#include "tools/sizing.hpp"
#include "tools/web_page.hpp"

namespace cogov::live {
namespace {

using testing::HasSubstr;

constexpr std::uint32_t threads = 2;
const std::atomic<bool> never_stop{false};

std::string text(int worlds) {
  return R"(title = "A small place"
[community]
households = 150
[grid_workers]
full_time = 1
[patrol]
[run]
days = 40
warmup_days = 30
seed = 7
worlds = )" +
         std::to_string(worlds) + R"(
[[policy]]
name = "today"
[[policy]]
name = "more staff"
[policy.grid_workers]
extra_full_time = 1
[[policy]]
name = "couriers"
budget_yuan = 1000
budget_scales = "contract.hours_per_year"
control = "more staff"
[policy.roaming_couriers]
enrolled_share = 0.5
lead_days = 7
[policy.contract]
hours_per_year = 100
)";
}

Scenario small(int worlds = 0) { return load_scenario_text(text(worlds), "small"); }

Json state_of(int a, int b) {
  return {{"all", Json::object()},
          {"a", {{"preset", a}, {"set", Json::object()}}},
          {"b", {{"preset", b}, {"set", Json::object()}}}};
}

/// What a request sends, event by event.
std::vector<std::pair<std::string, Json>> events_of(Session& session, const Json& state) {
  std::vector<std::pair<std::string, Json>> events;
  session.run(state, never_stop, [&](const std::string& event, const Json& data) {
    events.emplace_back(event, data);
    return true;
  });
  return events;
}

Json last_result(Session& session, const Json& state) {
  const auto events = events_of(session, state);
  EXPECT_EQ(events.back().first, "done");
  return events[events.size() - 2].second;
}

std::string digest_of(const Json& result) { return result["provenance"]["digest"]; }

/// The digest that `cogov run` gives for a scenario's text.
std::string digest_of_run(const std::string& toml) {
  Scenario scenario = load_scenario_text(toml, "downloaded");
  const Scenario before = scenario;
  EXPECT_TRUE(size_policies(scenario, threads, never_stop).empty());
  EXPECT_EQ(scenario, before);  // what was downloaded is not sized again
  const auto worlds = static_cast<std::uint32_t>(scenario.baseline().integer("run.worlds"));
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports, worlds);
  Manifest manifest = manifest_of(scenario, experiment.layout(), "");
  manifest.worlds = worlds;
  std::vector<std::string> digests(manifest.size());
  const Sink sink{
      .done = [&](RunKey key,
                  RunResult&& result) { digests[manifest.index(key)] = run_digest(experiment.layout(), result); },
      .failed = [](RunKey, const std::string& reason) { FAIL() << reason; }};
  run_ensemble(experiment, manifest.runs(), threads, never_stop, sink);
  return whole_digest(digests);
}

/// What is wrong with a state, as the page is told it.
std::string problems_of(const Session& session, const Json& state) {
  try {
    static_cast<void>(session.scenario(state, 8, 0));
  } catch (const UserError& error) {
    std::string all;
    for (const Problem& problem : error.problems()) all += problem.sentence() + "\n";
    return all;
  }
  return "";
}

TEST(LiveSession, EveryStageIsWhatARunGives) {
  Session session(small(), threads);
  Json state = state_of(1, 2);
  state["all"]["patrol.notice_chance"] = .5;
  state["b"]["set"]["roaming_couriers.enrolled_share"] = .7;
  const auto events = events_of(session, state);
  ASSERT_EQ(events.size(), 4U);
  for (std::size_t stage = 0; stage < 3; ++stage) {
    const Json& result = events[stage].second;
    EXPECT_EQ(events[stage].first, "result");
    EXPECT_EQ(result["stage"], stage);
    EXPECT_EQ(result["last"], stage == 2);
    EXPECT_EQ(result["provenance"]["failed"], 0);
    EXPECT_EQ(digest_of(result), digest_of_run(session.scenario(state, result["replicates"], 0)));
  }
  EXPECT_EQ(events[3].first, "done");
}

TEST(LiveSession, WorldsComeLastAndAreThoseOfARun) {
  Session session(small(3), threads);
  Json state = state_of(1, 2);
  state["a"]["set"]["grid_workers.extra_full_time"] = 2;
  const auto events = events_of(session, state);
  ASSERT_EQ(events.size(), 5U);
  EXPECT_EQ(events[2].second["last"], false);
  const Json& result = events[3].second;
  EXPECT_EQ(result["worlds"], 3);
  EXPECT_EQ(result["stage"], 3);
  EXPECT_EQ(result["last"], true);
  EXPECT_EQ(digest_of(result), digest_of_run(session.scenario(state, 40, 3)));
  // A value that is set is known: the worlds of another state are others.
  state["b"]["set"]["roaming_couriers.notice_chance"] = .02;
  EXPECT_EQ(digest_of(last_result(session, state)), digest_of_run(session.scenario(state, 40, 3)));
}

TEST(LiveSession, WhatIsKeptGivesWhatFreshRunsGive) {
  Session session(small(2), threads);
  std::vector<Json> states{state_of(0, 1), state_of(2, 1), state_of(1, 1), state_of(2, 2)};
  states[2]["a"]["set"]["paperwork.share"] = .3;            // the place stays
  states[3]["all"]["requests.need_factor"] = 1.2;           // another baseline
  states[3]["b"]["set"]["neighbour_pairs.enabled"] = true;  // another layout
  states[2]["b"]["set"]["contract.enabled"] = true;         // without riders
  std::vector<std::string> first;
  for (const Json& state : states) first.push_back(digest_of(last_result(session, state)));
  for (std::size_t i = states.size(); i-- > 0;) {
    EXPECT_EQ(digest_of(last_result(session, states[i])), first[i]);
    Session fresh(small(2), threads);
    EXPECT_EQ(digest_of(last_result(fresh, states[i])), first[i]);
  }
}

TEST(LiveSession, AStateWithoutChangesIsTheScenariosPolicies) {
  const Scenario scenario = small();
  Session session(scenario, threads);
  const Scenario live = load_scenario_text(session.scenario(state_of(1, 2), 20, 0), "live");
  ASSERT_EQ(live.policies.size(), 3U);
  EXPECT_EQ(live.policies[0].name, "today");
  EXPECT_EQ(live.policies[1].name, "A: more staff");
  EXPECT_EQ(live.policies[2].name, "B: couriers");
  EXPECT_EQ(live.policies[2].control, "A: more staff");
  for (std::size_t policy = 0; policy < 3; ++policy) {
    Settings expected = scenario.policies[policy].settings;
    expected.set("run.replicates", std::int64_t{20});
    EXPECT_EQ(live.policies[policy].settings, expected);
    EXPECT_EQ(live.policies[policy].budget_yuan, 0);
  }
  // As the address would say it with every value of the preset written out.
  const Json start = session.start(Language::english);
  Json written = state_of(0, 2);
  written["a"]["set"] = start["presets"][1]["set"];
  const Scenario same = load_scenario_text(session.scenario(written, 20, 0), "live");
  EXPECT_EQ(same.policies[1].settings, live.policies[1].settings);
  EXPECT_EQ(same.policies[2].control, "");  // the page can't tell what money a changed side takes
}

TEST(LiveSession, WhatIsForAllStandsBelowWhatAPolicyIs) {
  Session session(small(), threads);
  Json state = state_of(2, 2);
  state["all"]["grid_workers.extra_full_time"] = 3;
  state["all"]["roaming_couriers.enrolled_share"] = .1;  // the presets' own is another
  state["all"]["roaming_couriers.pay_per_report"] = 5;   // theirs is the default
  state["b"]["set"]["grid_workers.extra_full_time"] = 4;
  const Scenario live = load_scenario_text(session.scenario(state, 8, 0), "live");
  EXPECT_EQ(live.policies[0].settings.integer("grid_workers.extra_full_time"), 3);
  EXPECT_EQ(live.policies[1].settings.integer("grid_workers.extra_full_time"), 3);
  EXPECT_EQ(live.policies[2].settings.integer("grid_workers.extra_full_time"), 4);
  EXPECT_EQ(live.policies[1].settings.real("roaming_couriers.enrolled_share"), .5);
  EXPECT_EQ(live.policies[1].settings.real("roaming_couriers.pay_per_report"), 5);
  EXPECT_FALSE(live.policies[0].settings.on("roaming_couriers"));
}

TEST(LiveSession, TellsEverythingThatIsWrongWithAState) {
  const Session session(small(), threads);
  const auto with = [](const char* part, const std::string& key, const Json& value) {
    Json state = state_of(1, 2);
    (std::string(part) == "all" ? state["all"] : state[part]["set"])[key] = value;
    return state;
  };
  const std::string long_text(10'000, 'x');
  const std::vector<std::pair<Json, std::string>> bad{
      {with("a", "grid_workers.extra_full_time", 1e9), "A: 'grid_workers.extra_full_time' is a number with a point"},
      {with("a", "grid_workers.extra_full_time", 1000000000), "give a number from 0 to 100000"},
      {with("a", "grid_workers.extra_full_time", 1.5), "give a whole number"},
      {with("b", "grid_workers.extra_full_time", "two"), "B: 'grid_workers.extra_full_time' is text"},
      {with("b", "patrol.notice_chance", -1), "'patrol.notice_chance' is -1, which is too low"},
      {with("b", "patrol.notice_chance", std::nan("")), "is not a number (NaN)"},
      {with("b", "patrol.notice_chance", nullptr), "neither a number nor words"},
      {with("b", "patrol.notice_chance", {{"a", {{"b", 1}}}}), "neither a number nor words"},
      {with("b", "patrol.notice_chance", Json::array({Json::array()})), "neither a number nor words"},
      {with("b", "patrol.notice_chance", Json::array({"x"})), "is a list"},
      {with("b", "patrol.notice_chanse", .5), "did you mean 'notice_chance'?"},
      {with("b", "patroll.notice_chance", .5), "did you mean 'patrol'?"},
      {with("b", "patrol", true), "unknown section or key 'patrol'"},
      {with("b", "patrol.", true), "unknown key"},
      {with("b", "", true), "unknown section"},
      {with("b", long_text, 1), "unknown section"},
      {with("b", "patrol." + long_text, 1), "unknown"},
      {with("b", "grid_workers.enabled", false), "can't be turned on or off"},
      {with("b", "patrol.enabled", "yes"), "'patrol.enabled' is text"},
      {with("b", "community.households", 100), "B: a policy can't set [community]"},
      {with("b", "run.days", 100), "B: a policy can't set [run]"},
      {with("all", "community.households", 200000), "residents over 70 days are too many for the live page"},
      {with("all", "community.number", 20000), "too many for the live page"},
      {with("all", "community.extra_residents", 1000000000), "too high"},
      {with("all", "run.days", 30000), "30030 days are too long for the live page"},
      {with("all", "run.replicates", 1000), "'run.replicates' can't be changed on the page"},
      {with("all", "streets.file", "/etc/passwd"), "'streets.file' can't be changed on the page"},
      {with("all", "compare.primary_measure", long_text), "has 10000 characters"},
      {with("all", "compare.primary_measure", "no_such_measure"), "there is no measure 'no_such_measure'"},
      {with("all", "paperwork.rule", long_text), "'paperwork.rule' can't be"},
      {with("a", "neighbour_pairs.minutes", 20), "A: 'neighbour_pairs.minutes' has no effect"},
      {with("all", "neighbour_pairs.minutes", 20), "'neighbour_pairs.minutes' has no effect"},
      {Json(), "the state is not as the page writes it"},
      {Json::array(), "the state is not as the page writes it"},
      {{{"all", 1}, {"a", {{"preset", 0}}}, {"b", {{"preset", 0}}}}, "no list of keys and values"},
      {{{"c", 1}, {"a", {{"preset", 0}}}, {"b", {{"preset", 0}}}}, "a part 'c', which nobody knows"},
      {{{"a", {{"preset", 0}}}}, "B: there is no such policy"},
      {state_of(3, 0), "A: there is no such policy to start from"},
      {state_of(0, -1), "B: there is no such policy to start from"},
  };
  for (const auto& [state, expected] : bad) {
    EXPECT_THAT(problems_of(session, state), HasSubstr(expected)) << state.dump().substr(0, 200);
  }
  Json two = with("a", "patrol.notice_chance", 7);
  two["b"]["set"]["nonsense"] = 1;
  EXPECT_THAT(problems_of(session, two), HasSubstr("A: 'patrol.notice_chance' is 7"));
  EXPECT_THAT(problems_of(session, two), HasSubstr("B: unknown section or key 'nonsense'"));
  Json crowd = state_of(1, 2);
  for (int i = 0; i < 3000; ++i) crowd["a"]["set"]["key" + std::to_string(i)] = i;
  EXPECT_THAT(problems_of(session, crowd), HasSubstr("no list of keys and values"));
}

TEST(LiveSession, RefusesWhatItCouldNotAnswerAtOnce) {
  Scenario large = small();
  for (Policy& policy : large.policies) policy.settings.set("community.number", std::int64_t{400});
  EXPECT_THROW(require_small_enough(large), UserError);
  EXPECT_THROW(Session(large, threads), UserError);
  EXPECT_NO_THROW(require_small_enough(small()));
  const Session session(small(), threads);
  EXPECT_THROW(static_cast<void>(session.scenario(state_of(0, 1), 41, 0)), UserError);
  EXPECT_THROW(static_cast<void>(session.scenario(state_of(0, 1), 0, 0)), UserError);
  EXPECT_THROW(static_cast<void>(session.scenario(state_of(0, 1), 8, 101)), UserError);
}

TEST(LiveSession, EndsWhenAskedToOrWhenNobodyListens) {
  Session session(small(2), threads);
  int heard = 0;
  session.run(state_of(1, 2), never_stop, [&](const std::string&, const Json&) { return ++heard < 2; });
  EXPECT_EQ(heard, 2);
  std::atomic<bool> stop{false};
  heard = 0;
  session.run(state_of(0, 2), stop, [&](const std::string&, const Json&) {
    ++heard;
    stop = true;
    return true;
  });
  EXPECT_EQ(heard, 1);
  session.run(state_of(0, 2), stop, [&](const std::string&, const Json&) { return ++heard < 0; });
  EXPECT_EQ(heard, 1);
  EXPECT_THROW(static_cast<void>(session.day(state_of(0, 2), 0, 0, stop)), UserError);
  // And whoever asks then is answered.
  EXPECT_EQ(digest_of(last_result(session, state_of(0, 2))), digest_of_run(session.scenario(state_of(0, 2), 40, 2)));
}

TEST(LiveSession, AnswersSeveralWhoAskAtOnce) {
  Session session(small(), threads);
  std::vector<std::string> digests(3);
  std::vector<std::thread> askers;
  for (int i = 0; i < 3; ++i)
    askers.emplace_back(
        [&, i] { digests[static_cast<std::size_t>(i)] = digest_of(last_result(session, state_of(i, 1))); });
  for (std::thread& asker : askers) asker.join();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(digests[static_cast<std::size_t>(i)], digest_of_run(session.scenario(state_of(i, 1), 40, 0)));
  }
}

TEST(LiveSession, StartsWithAllThatMayBeChanged) {
  Session session(small(4), threads);
  const Json start = session.start(Language::chinese);
  EXPECT_EQ(start["language"], "zh");
  EXPECT_EQ(start["title"], "A small place");
  EXPECT_EQ(start["stages"], Json({8, 20, 40}));
  EXPECT_EQ(start["worlds"], 4);
  EXPECT_EQ(start["days"], 40);
  EXPECT_GT(start["residents"], 200);
  EXPECT_EQ(start["presets"][0], Json({{"name", "today"}, {"set", Json::object()}}));
  EXPECT_EQ(start["presets"][1]["set"], Json({{"grid_workers.extra_full_time", 1}}));
  EXPECT_EQ(start["presets"][2]["set"]["roaming_couriers.enabled"], true);
  EXPECT_EQ(start["base"]["grid_workers.full_time"], 1);
  EXPECT_EQ(start["base"]["roaming_couriers.enabled"], false);
  std::size_t keys = 0, switches = 0;
  for (const Json& section : start["sections"]) {
    EXPECT_FALSE(section["title"]["zh"].get<std::string>().empty());
    switches += section["switchable"] ? 1 : 0;
    for (const Json& param : section["params"]) {
      ++keys;
      ASSERT_TRUE(start["base"].contains(param["key"])) << param["key"];
      EXPECT_NE(param["key"], "run.replicates");
    }
  }
  EXPECT_EQ(start["base"].size(), keys + switches);
}

TEST(LiveSession, SlidersCoverWhatIsUsedInHumanSteps) {
  for (const Section& section : all_sections()) {
    for (const Param& param : section.params) {
      if (param.type != Type::integer && param.type != Type::real) continue;
      const Slider slider = slider_of(param, {});
      const double fallback = param.type == Type::real ? std::get<double>(param.fallback)
                                                       : static_cast<double>(std::get<std::int64_t>(param.fallback));
      const std::string key = section.key + "." + param.key;
      EXPECT_GE(slider.low, param.low) << key;
      EXPECT_LE(slider.high, param.high) << key;
      EXPECT_LT(slider.low, slider.high) << key;
      EXPECT_LE(slider.low, fallback) << key;
      EXPECT_GE(slider.high, fallback) << key;
      EXPECT_GE((slider.high - slider.low) / slider.step, 1) << key;
      EXPECT_LE((slider.high - slider.low) / slider.step, 1100) << key;
      if (param.type == Type::integer) {
        EXPECT_EQ(slider.step, std::floor(slider.step)) << key;
      }
    }
  }
  const Section& patrol = all_sections()[static_cast<std::size_t>(section_index("patrol"))];
  const Slider chance = slider_of(patrol.params[static_cast<std::size_t>(param_index(patrol, "notice_chance"))], {});
  EXPECT_DOUBLE_EQ(chance.low, .2);
  EXPECT_DOUBLE_EQ(chance.high, .9);
  EXPECT_DOUBLE_EQ(chance.step, .01);
}

TEST(LiveSession, MakesTheReportOfAState) {
  if (web_page(WebPage::report).empty()) GTEST_SKIP() << "built without the web page";
  Session session(small(), threads);
  const std::string page = session.report(state_of(1, 2), 8, 0, Language::english, never_stop);
  EXPECT_THAT(page, HasSubstr("\"B: couriers\""));
  EXPECT_THAT(page, HasSubstr(digest_of_run(session.scenario(state_of(1, 2), 8, 0))));
  EXPECT_THAT(page, HasSubstr("\"buildings\":"));
}

TEST(LiveSession, ADayOfAPolicyThatIsThere) {
  Session session(small(), threads);
  EXPECT_THROW(static_cast<void>(session.day(state_of(1, 2), 3, 0, never_stop)), UserError);
  EXPECT_THROW(static_cast<void>(session.day(state_of(1, 2), 0, 40, never_stop)), UserError);
  EXPECT_TRUE(session.day(state_of(1, 2), 2, 39, never_stop).is_object());
}

TEST(Kept, DropsWhatWasAskedForLongestAgo) {
  Kept<int> kept(100);
  for (const int i : {1, 2, 3}) kept.put(std::to_string(i), std::make_shared<const int>(i), 30);
  ASSERT_TRUE(kept.find("1"));
  kept.put("4", std::make_shared<const int>(4), 30);
  EXPECT_FALSE(kept.find("2"));
  EXPECT_TRUE(kept.find("1"));
  kept.put("1", std::make_shared<const int>(5), 40);
  EXPECT_EQ(*kept.find("1"), 5);
  kept.put("large", std::make_shared<const int>(6), 101);
  EXPECT_FALSE(kept.find("large"));
  EXPECT_TRUE(kept.find("4"));
}

}  // namespace
}  // namespace cogov::live
