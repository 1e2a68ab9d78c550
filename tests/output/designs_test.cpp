/// Results with a design: points in the file, in the digests, in the names of runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "output/design_compare.hpp"
#include "output/design_runs.hpp"
#include "output/file_table.hpp"
#include "output/merge.hpp"
#include "output/parts.hpp"
#include "output/result_file.hpp"
#include "output/reversal.hpp"
#include "output/sensitivity_text.hpp"
#include "tests/output/example.hpp"

namespace cogov::example {
namespace {

/// The small experiment at six points: two numbers and two words.
Manifest designed(std::uint32_t replicates = 4) {
  Manifest made = manifest(replicates);
  made.design = {"grid",
                 1,
                 {{"patrol.notice_chance", "1", "chance", "概率", 0.1, 0.9, {}, {0.1, 0.1, 0.5, 0.5, 0.9, 0.9}},
                  {"policy.2.rule.of", "", "rule", "规则", 0, 1, {"none", "all, \"each\""}, {0, 1, 0, 1, 0, 1}}}};
  return made;
}

TEST(DesignResult, RunsGoReplicateByReplicatePointByPoint) {
  const Manifest made = designed();
  ASSERT_EQ(made.size(), 3U * 4 * 6);
  const std::vector<RunKey> runs = made.runs();
  EXPECT_EQ(made.replicate_of(runs[3 * 6]), 1U);
  EXPECT_EQ(made.point_of(runs[3 * 6 + 3]), 1U);
  EXPECT_EQ(made.name_of(runs[3 * 6 + 4]),
            "policy 'two more, please', replicate 1, point 1 (patrol.notice_chance = 0.1, policy.2.rule.of = all, "
            "\"each\")");
}

TEST(DesignResult, TheManifestComesBackAndTellsPointsApart) {
  const Manifest made = designed();
  const Manifest again = Manifest::from_json(made.to_json(), "here");
  EXPECT_EQ(again.design, made.design);
  EXPECT_EQ(again.digest(), made.digest());
  Manifest other = made;
  other.design.parameters[0].values[2] = 0.6;
  EXPECT_NE(other.digest(), made.digest());
  EXPECT_EQ(differences(made, other), std::vector<std::string>{"the points of the design differ"});
  EXPECT_EQ(manifest().to_json().find("design"), std::string::npos);  // ordinary manifests are as they were
}

TEST(DesignResult, RefusesAManifestWhosePointsAreNotWhole) {
  Manifest made = designed();
  made.design.parameters[1].values.pop_back();
  EXPECT_NE(complaint<UserError>([&] { Manifest::from_json(made.to_json(), "here"); }), "");
  made = designed();
  made.design.parameters[1].values[0] = 2;  // no such word
  EXPECT_NE(complaint<UserError>([&] { Manifest::from_json(made.to_json(), "here"); }), "");
  made = designed();
  made.design.block = 4;
  EXPECT_NE(complaint<UserError>([&] { Manifest::from_json(made.to_json(), "here"); }), "");
}

TEST(DesignResult, HoldsEveryRunAtItsPoint) {
  const Folder folder;
  const Manifest made = designed();
  const std::string digest = run_all(folder / "r.h5", made);
  const ResultFile file(folder / "r.h5");
  EXPECT_EQ(file.verify(), digest);
  const std::vector<double> burden = file.values("burden_days");
  ASSERT_EQ(burden.size(), 72U);
  const RunKey key{2, 3 * 6 + 4};
  EXPECT_EQ(burden[2 * 24 + 3 * 6 + 4], std::get<std::vector<double>>(result(made, key).arrays[0])[0]);
  const DesignRuns runs = design_runs(file, "burden_days");
  EXPECT_EQ(runs.values[2][4][3], burden[2 * 24 + 3 * 6 + 4]);
  EXPECT_EQ(runs.differences(2)[4][3], runs.values[2][4][3] - runs.values[0][4][3]);
  EXPECT_NE(complaint<UserError>([&] { static_cast<void>(design_runs(file, "visits")); }), "");
}

TEST(DesignResult, PartsAndResumingGiveTheSameBits) {
  const Folder folder;
  const Manifest made = designed();
  const std::string digest = run_all(folder / "whole.h5", made);
  for (const std::uint32_t shard : {2U, 3U, 1U}) run_all(folder / "r.h5", made, {.shard = shard, .shards = 3});
  EXPECT_EQ(merge(parts_folder(folder / "r.h5"), folder / "r.h5", false), digest);
  run_some(folder / "s.h5", made, 20);
  EXPECT_EQ(run_all(folder / "s.h5", made, {.resume = true}), digest);
}

TEST(DesignResult, OnePointFewerRunsThanABlockOrMoreAllVerify) {
  for (const std::uint32_t replicates : {1U, 2U, 1500U}) {
    const Folder folder;
    Manifest made = designed(replicates);
    made.layout.measures.resize(1);
    const std::string digest = run_all(folder / "r.h5", made);
    EXPECT_EQ(ResultFile(folder / "r.h5").verify(), digest);
  }
}

TEST(SlowDesignResult, AMeasureLargerThanWhatIsHeldIsWrittenInSlabs) {
  const Folder folder;
  Manifest made = designed(3);
  made.layout.dimensions[0].values.clear();
  for (std::int64_t day = 0; day < 160'000; ++day) made.layout.dimensions[0].values.push_back(day);
  made.layout.measures = {made.layout.measures[1]};  // 54 runs of 1.28 MB: more than 64 MiB
  const std::string digest = run_all(folder / "r.h5", made);
  const ResultFile file(folder / "r.h5");
  EXPECT_EQ(file.digest(), digest);  // read back and verified by merging
  const std::vector<std::int64_t> all = file.integers("requests");
  const std::size_t at = (std::size_t{1} * 18 + 2 * 6 + 5) * 160'000;
  EXPECT_EQ(all[at + 7], std::get<std::vector<std::int64_t>>(result(made, {1, 2 * 6 + 5}).arrays[0])[7]);
}

TEST(DesignResult, FailedRunsAreNamedWithWhatTheirPointTakes) {
  const Folder folder;
  const Manifest made = designed();
  {
    Recorder recorder(folder / "r.h5", made, {});
    for (const RunKey key : recorder.missing()) {
      if (made.point_of(key) == 3 && key.policy == 1)
        recorder.fail(key, "too many");
      else
        recorder.add(key, result(made, key));
    }
    EXPECT_NE(recorder.finish(), "");
  }
  const ResultFile file(folder / "r.h5");
  EXPECT_TRUE(std::isnan(design_runs(file, "burden_days").values[1][3][0]));
  const std::string said = complaint<UserError>([&] { require_no_failures(file); });
  EXPECT_NE(said.find("4 of 72 runs failed"), std::string::npos) << said;
  EXPECT_NE(said.find("patrol.notice_chance = 0.5, policy.2.rule.of = all, \"each\"): too many"), std::string::npos);
}

/// A text without its line breaks.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

TEST(DesignResult, ComparingCountsPoints) {
  DesignRuns runs{{"burden_days", "d", "Burden", "负担", Better::lower, false, {}}, {}};
  // At points 0 to 3 policy 1 is better, at 4 worse, at 5 not told from luck.
  const std::vector<double> shifts{-3, -2, -2, -1, 4, 0};
  for (std::size_t policy = 0; policy < 3; ++policy) {
    auto& points = runs.values.emplace_back();
    for (const double shift : shifts) {
      auto& own = points.emplace_back();
      for (int r = 0; r < 8; ++r) own.push_back(20 + r + (policy == 1 ? shift + 0.1 * (r % 2 ? 1 : -1) : 0));
    }
  }
  Manifest made = designed(8);
  const DesignComparison comparison = compare_points(runs);
  const std::string text = design_text(made, comparison, "r.h5", Language::english);
  EXPECT_NE(text.find("'two more, please': of 6 points better at 4, worse at 1, not told from luck at 1."),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Best: −3"), std::string::npos) << text;
  EXPECT_NE(text.find("at point 0"), std::string::npos) << text;
  EXPECT_NE(text.find("at point 4"), std::string::npos) << text;
  EXPECT_NE(text.find("one by one at 5 %: about 0.3 of 6 points look different by chance alone."), std::string::npos)
      << text;
  EXPECT_EQ(text.find("Too few"), std::string::npos) << text;
  runs.values[1][5].assign(8, std::numeric_limits<double>::quiet_NaN());  // all failed there
  const std::string fewer = one_line(design_text(made, compare_points(runs), "r.h5", Language::english));
  EXPECT_NE(fewer.find("not told from luck at 0. Too few runs to"), std::string::npos) << fewer;
}

TEST(DesignResult, WordsHaveNoRankCorrelation) {
  Manifest made = designed(4);
  made.design.method = "latin_hypercube";
  DesignRuns runs{{"burden_days", "d", "Burden", "负担", Better::lower, false, {}}, {}};
  auto& points = runs.values.emplace_back();
  for (const double level : {1, 2, 1, 2, 1, 2}) points.emplace_back(4, level);  // what the words make of it
  const auto said = [&] {
    return one_line(sensitivity_text(made, runs.measure, sensitivities(made, runs, 1), Language::english));
  };
  std::string text = said();  // the number alone is told from nothing
  EXPECT_NE(text.find("No rank correlation with burden is told from chance."), std::string::npos) << text;
  EXPECT_NE(text.find("cogov compare FILE --csv"), std::string::npos) << text;
  made.design.parameters.erase(made.design.parameters.begin());
  text = said();
  EXPECT_NE(text.find("All that was varied takes words"), std::string::npos) << text;
  EXPECT_EQ(text.find("Nothing that was varied matters"), std::string::npos) << text;
}

// ---- reversal maps

/// On a grid of x = 0 … 1 and y = 0, 1, 2: the second policy is better where x is above 0.25 + y / 4.
ReversalInput reversal(double noise, double offset = 0) {
  ReversalInput input{{"grid", 1, {{"a.x", "1", "x", "x", 0, 1, {}, {}}, {"b.y", "1", "y", "y", 0, 2, {}, {}}}},
                      {"burden_days", "d", "Burden", "负担", Better::lower, false, {}},
                      0,
                      1,
                      "workers",
                      "couriers",
                      {},
                      {}};
  for (const double y : {0.0, 1.0, 2.0}) {
    for (const double x : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
      input.design.parameters[0].values.push_back(x);
      input.design.parameters[1].values.push_back(y);
      auto& first = input.first_runs.emplace_back();
      auto& second = input.second_runs.emplace_back();
      for (int r = 0; r < 10; ++r) {
        first.push_back(5 + r);
        second.push_back(5 + r - (x - 0.25 - y / 4) * 10 + offset + (r % 2 ? noise : -noise));
      }
    }
  }
  return input;
}

TEST(Reversal, FindsTheBorder) {
  const ReversalInput input = reversal(0.01);
  const ReversalMap map = reversal_map(input);
  ASSERT_EQ(map.cells.size(), 18U);
  std::vector<BorderPoint> along_x;
  for (const BorderPoint& one : map.border) {
    if (one.along_x) along_x.push_back(one);
  }
  ASSERT_EQ(along_x.size(), 3U);
  for (const BorderPoint& one : along_x) EXPECT_NEAR(one.x, 0.25 + one.y / 4, 1e-9);
  EXPECT_EQ(map.at(0, 0).better, -1);
  EXPECT_EQ(map.at(0, 5).better, 1);
  const std::string sentence = reversal_sentence(input, map, Language::english);
  EXPECT_NE(sentence.find("'couriers' is better than 'workers' where"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("where x is above about 0.25 (at y 0), above about 0.5 (at y 1), above about 0.75 (at y 2)"),
            std::string::npos)
      << sentence;
  EXPECT_NE(reversal_sentence(input, map, Language::chinese).find("高于约0.5（y 为 1 时）"), std::string::npos)
      << reversal_sentence(input, map, Language::chinese);
}

TEST(Reversal, SaysEverywhereNowhereAndOpen) {
  const auto said = [](const ReversalInput& input) {
    return reversal_sentence(input, reversal_map(input), Language::english);
  };
  EXPECT_NE(said(reversal(0.01, -20)).find("everywhere"), std::string::npos);
  EXPECT_NE(said(reversal(0.01, 20)).find("nowhere"), std::string::npos);
  for (const double offset : {0, -20}) {
    const std::string noisy = said(reversal(100, offset));
    EXPECT_NE(noisy.find("can't be told from luck at any of 18 points"), std::string::npos) << noisy;
    EXPECT_EQ(noisy.find("everywhere"), std::string::npos) << noisy;
  }
}

TEST(Reversal, ExactZerosBetweenOppositeSignsAreTheBorder) {
  // One zero at x = 0.4 in the first row; a stretch of zeros from 0.2 to 0.6 in the second; one at the end in the
  // third.
  const std::vector<double> differences{2, 1, 0, -1, -2, -3, 1, 0, 0, 0, -1, -2, 5, 4, 3, 2, 1, 0};
  ReversalInput input = reversal(0);
  for (std::size_t point = 0; point < differences.size(); ++point) {
    for (std::size_t r = 0; r < 10; ++r) {
      input.second_runs[point][r] = input.first_runs[point][r] + differences[point];
    }
  }
  const ReversalMap map = reversal_map(input);
  std::vector<BorderPoint> along_x;
  for (const BorderPoint& one : map.border) {
    if (one.along_x) along_x.push_back(one);
  }
  ASSERT_EQ(along_x.size(), 2U);
  EXPECT_DOUBLE_EQ(along_x[0].x, 0.4);
  EXPECT_DOUBLE_EQ(along_x[1].x, 0.4);
  EXPECT_EQ(along_x[1].y, 1);
  const std::string sentence = reversal_sentence(input, map, Language::english);
  EXPECT_NE(sentence.find("above about 0.4 (at y 0), above about 0.4 (at y 1)"), std::string::npos) << sentence;
}

}  // namespace
}  // namespace cogov::example
