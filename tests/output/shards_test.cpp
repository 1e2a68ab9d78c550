// Shards that are missing, damaged or foreign, and merging.
#include "output/durable.hpp"
#include "output/merge.hpp"
#include "output/result_file.hpp"
#include "tests/output/example.hpp"

namespace cogov {
namespace {

using namespace example;

std::string refusal_to_merge(const Folder& folder) {
  return complaint<UserError>([&] { merge(folder / "r.h5.parts", folder / "r.h5", false); });
}

std::string refusal_to_resume(const Folder& folder) {
  return complaint<UserError>([&] { const Recorder recorder(folder / "r.h5", manifest(), {.resume = true}); });
}

TEST(Shards, AreMergedWhereverTheyCameFrom) {
  const Folder folder;
  const Manifest what = manifest();
  run_all(folder / "a.h5", what, {.shard = 1, .shards = 3}, true);
  run_all(folder / "b.h5", what, {.shard = 2, .shards = 3}, true);
  run_all(folder / "r.h5", what, {.shard = 3, .shards = 3}, true);
  EXPECT_NE(refusal_to_merge(folder).find("lacks 10 of 15 runs"), std::string::npos);
  for (const char* from : {"a.h5.parts", "b.h5.parts"}) {
    for (const fs::path& shard : files(folder / from, "shard-")) fs::copy(shard, folder / "r.h5.parts");
  }
  EXPECT_EQ(merge(folder / "r.h5.parts/", folder / "r.h5", false), run_all(folder / "other.h5", what));
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts"));
  EXPECT_EQ(merge(folder / "r.h5.parts", folder / "r.h5", false), ResultFile(folder / "r.h5").digest())
      << "merged already: says so again";
  EXPECT_NE(complaint<UserError>([&] { merge(folder / "x.parts", folder / "r.h5", false); }), "");
}

TEST(Shards, WorldsAreRunInPartsLikeAllOtherRuns) {
  const Folder folder;
  const Manifest what = manifest_with_worlds();
  const std::string digest = run_all(folder / "whole.h5", what);
  for (std::uint32_t part = 1; part <= 4; ++part) {
    run_all(folder / (std::to_string(part) + ".h5"), what, {.shard = part, .shards = 4});
    if (part == 1) continue;
    for (const fs::path& shard : files(folder / (std::to_string(part) + ".h5.parts"), "shard-")) {
      if (part < 4) fs::copy(shard, folder / "1.h5.parts");
    }
  }
  EXPECT_NE(complaint<UserError>([&] { merge(folder / "1.h5.parts", folder / "r.h5", false); }).find("world 3"),
            std::string::npos);
  for (const fs::path& shard : files(folder / "4.h5.parts", "shard-")) fs::copy(shard, folder / "1.h5.parts");
  EXPECT_EQ(merge(folder / "1.h5.parts", folder / "r.h5", false), digest);
  EXPECT_EQ(ResultFile(folder / "r.h5").verify(), digest);
  run_some(folder / "again.h5", what, 20);  // three replicates short of the worlds, then five runs in them
  EXPECT_EQ(run_all(folder / "again.h5", what, {.resume = true}), digest);
}

TEST(Shards, WorldsAreCoveredEvenly) {
  const std::vector<RunKey> runs = manifest_with_worlds().runs();
  ASSERT_EQ(runs.size(), 27U);
  EXPECT_EQ(runs[14], (RunKey{2, 4})) << "the last replicate";
  EXPECT_EQ(runs[15], (RunKey{0, 5})) << "the first world under the baseline";
  EXPECT_EQ(runs[16], (RunKey{1, 5}));
  for (std::size_t run = 0; run < runs.size(); ++run) EXPECT_EQ(manifest_with_worlds().index(runs[run]), run);
}

TEST(Manifest, NamesWhatDiffersBetweenWorlds) {
  const Manifest before = manifest_with_worlds();
  EXPECT_TRUE(differences(before, manifest_with_worlds()).empty());
  const auto named = [&](const auto& change) {
    Manifest now = before;
    change(now);
    EXPECT_NE(now.digest(), before.digest());
    const std::vector<std::string> found = differences(before, now);
    return found.size() == 1 ? found.front() : "not one difference";
  };
  EXPECT_EQ(named([](Manifest& m) { m.world_parameters[0].high = 0.8; }),
            "worlds draw 'patrol.notice_chance' from 0.1 to 0.9 before, from 0.1 to 0.8 now");
  EXPECT_EQ(named([](Manifest& m) { m.world_parameters[1].values[2] = 3.5; }),
            "worlds draw 'couriers.delay' otherwise");
  EXPECT_EQ(named([](Manifest& m) { m.world_parameters.pop_back(); }), "worlds no longer draw 'couriers.delay'");
  EXPECT_EQ(named([](Manifest& m) { std::swap(m.world_parameters[0], m.world_parameters[1]); }),
            "the order of what worlds draw differs");
  EXPECT_EQ(named([](Manifest& m) {
              m.worlds = 3;
              for (WorldParameter& one : m.world_parameters) one.values.pop_back();
            }),
            "worlds: 4 before, 3 now");
}

TEST(Manifest, RefusesWorldsThatLackADraw) {
  Manifest what = manifest_with_worlds();
  what.world_parameters[1].values.pop_back();
  EXPECT_NE(complaint<UserError>([&] { (void)Manifest::from_json(what.to_json(), "m.json"); }), "");
  const Folder folder;
  EXPECT_THROW(Recorder(folder / "r.h5", what, {}), InternalError);
}

TEST(Shards, MissingOnesAreNamed) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  fs::remove(files(folder / "r.h5.parts", "shard-").at(4));
  EXPECT_NE(refusal_to_merge(folder).find("policy 'two more, please', replicate 1"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder / "r.h5"));
  EXPECT_TRUE(fs::exists(folder / "r.h5.parts"));
}

TEST(Shards, DamagedOnesAreRefusedByName) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  const fs::path shard = files(folder / "r.h5.parts", "shard-").at(3);
  const std::string whole = bytes_of(shard);
  for (std::size_t i = 0; i < 60; ++i) {
    std::string damaged = whole;
    damaged[i * whole.size() / 60] = static_cast<char>(damaged[i * whole.size() / 60] ^ 0x10);
    write_bytes(shard, damaged);
    ASSERT_NE(refusal_to_merge(folder).find(shard.filename().string()), std::string::npos) << i;
  }
  EXPECT_NE(refusal_to_resume(folder).find(shard.filename().string()), std::string::npos);
  write_bytes(shard, whole.substr(0, whole.size() / 2));
  EXPECT_NE(refusal_to_merge(folder).find(shard.filename().string()), std::string::npos);
  write_bytes(shard, whole);
  EXPECT_EQ(refusal_to_merge(folder), "");
}

TEST(Shards, ValuesThatDontFitTheirDigestAreRefused) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  const fs::path shard = files(folder / "r.h5.parts", "shard-").at(0);
  std::string bytes = bytes_of(shard);
  bytes.resize(bytes.size() - seal_of("").size());
  const std::int64_t value = 100003;  // requests of the first run on day 3
  const std::string pattern(reinterpret_cast<const char*>(&value), sizeof value);
  const std::size_t at = bytes.find(pattern);
  ASSERT_NE(at, std::string::npos);
  bytes[at] = static_cast<char>(bytes[at] + 1);
  write_bytes(shard, bytes + seal_of(bytes));
  EXPECT_NE(refusal_to_merge(folder).find("digest"), std::string::npos);
  EXPECT_NE(refusal_to_resume(folder).find("digest"), std::string::npos);
}

TEST(Shards, ForeignOnesAreRefusedByName) {
  const Folder folder;
  Manifest other = manifest();
  other.seed = 7;
  run_some(folder / "r.h5", manifest(), 15);
  run_some(folder / "other.h5", other, 1);
  const fs::path foreign = files(folder / "other.h5.parts", "shard-").at(0);
  fs::copy(foreign, folder / "r.h5.parts");
  EXPECT_NE(refusal_to_merge(folder).find(foreign.filename().string()), std::string::npos);
  EXPECT_NE(refusal_to_merge(folder).find("another experiment"), std::string::npos);
  EXPECT_NE(refusal_to_resume(folder).find("another experiment"), std::string::npos);
}

TEST(Shards, TwoThatDisagreeAreRefused) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  {
    Recorder liar(folder / "liar.h5", manifest(), {});
    RunResult wrong = result(manifest(), {0, 0});
    std::get<std::vector<double>>(wrong.arrays[0])[0] += 1;
    liar.add({0, 0}, wrong);
    liar.flush();
  }
  fs::copy(files(folder / "liar.h5.parts", "shard-").at(0), folder / "r.h5.parts");
  EXPECT_NE(refusal_to_merge(folder).find("disagree"), std::string::npos);
}

TEST(Shards, ADamagedManifestIsRefused) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  const fs::path file = folder / "r.h5.parts/manifest.json";
  const std::string whole = bytes_of(file);
  write_bytes(file, whole.substr(0, whole.size() / 2));
  EXPECT_NE(refusal_to_merge(folder).find("manifest.json"), std::string::npos);
  EXPECT_NE(refusal_to_resume(folder).find("manifest.json"), std::string::npos);
  write_bytes(file, "");
  EXPECT_NE(refusal_to_merge(folder), "");
}

TEST(Merge, RefusesToReplace) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  write_bytes(folder / "r.h5", "precious");
  EXPECT_NE(refusal_to_merge(folder).find("--force"), std::string::npos);
  EXPECT_EQ(bytes_of(folder / "r.h5"), "precious");
  EXPECT_THROW(merge(folder / "r.h5.parts", folder / "r.h5", true), UserError) << "--force replaces results only";
  EXPECT_EQ(bytes_of(folder / "r.h5"), "precious");
  write_bytes(folder / "r.h5", "\x89HDF\r\n\x1a\ncut short");
  EXPECT_NE(merge(folder / "r.h5.parts", folder / "r.h5", true), "");
}

}  // namespace
}  // namespace cogov
