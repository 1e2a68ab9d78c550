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

TEST(Shards, MissingOnesAreNamed) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 15);
  fs::remove(files(folder / "r.h5.parts", "shard-").at(4));
  EXPECT_NE(refusal_to_merge(folder).find("policy 'two more, please' replicate 1"), std::string::npos);
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
  EXPECT_NE(merge(folder / "r.h5.parts", folder / "r.h5", true), "");
}

}  // namespace
}  // namespace cogov
