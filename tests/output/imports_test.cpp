// Networks that a scenario read from other files: kept with the parts, stored with the result.
#include "output/import_bytes.hpp"
#include "output/merge.hpp"
#include "output/result_file.hpp"
#include "tests/output/example.hpp"

namespace cogov {
namespace {

using namespace example;

TEST(Imports, BytesReadBackAndAreRefusedWhenChanged) {
  const Imports what = imports();
  const std::string streets = bytes_of(*what.streets);
  const std::string ties = bytes_of(*what.ties);
  EXPECT_EQ(streets_from(streets, "s"), *what.streets);
  EXPECT_EQ(ties_from(ties, "t"), *what.ties);
  for (std::size_t length = 0; length < streets.size(); ++length) {
    EXPECT_THROW(static_cast<void>(streets_from(streets.substr(0, length), "s")), UserError) << length;
  }
  for (std::size_t length = 0; length < ties.size(); ++length) {
    EXPECT_THROW(static_cast<void>(ties_from(ties.substr(0, length), "t")), UserError) << length;
  }
  EXPECT_THROW(static_cast<void>(streets_from(streets + "x", "s")), UserError);
  EXPECT_THROW(static_cast<void>(ties_from(streets, "t")), UserError);
}

TEST(Imports, AreStoredWithTheResult) {
  const Folder folder;
  const Manifest what = manifest_with_imports();
  const std::string digest = run_all(folder / "r.h5", what);
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts"));
  const ResultFile result(folder / "r.h5");
  EXPECT_EQ(result.verify(), digest);
  EXPECT_TRUE(result.imports() == what.imports);
  EXPECT_EQ(result.manifest().digest(), what.digest());
  run_all(folder / "without.h5", manifest());
  EXPECT_TRUE(ResultFile(folder / "without.h5").imports() == Imports{});
}

TEST(Imports, TravelWithThePartsToMerge) {
  const Folder folder;
  const Manifest what = manifest_with_imports();
  for (const std::uint32_t shard : {2U, 1U}) run_all(folder / "r.h5", what, {.shard = shard, .shards = 2});
  EXPECT_TRUE(kept_imports(folder / "r.h5.parts", what) == what.imports);
  merge(folder / "r.h5.parts", folder / "m.h5", false);
  EXPECT_TRUE(ResultFile(folder / "m.h5").imports() == what.imports);
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts"));
}

TEST(Imports, AreOfTheIdentityOfAnExperiment) {
  const Folder folder;
  const Manifest what = manifest_with_imports();
  EXPECT_NE(what.digest(), manifest().digest());
  run_some(folder / "r.h5", what, 2);
  const auto refusal = [&](const Manifest& changed) {
    return complaint<UserError>([&] { const Recorder recorder(folder / "r.h5", changed, {.resume = true}); });
  };
  EXPECT_EQ(refusal(what), "");
  Manifest changed = what;
  Imports other = what.imports;
  Streets longer = *other.streets;
  ++longer.length_mm[0];
  other.streets = std::make_shared<const Streets>(longer);
  changed.set_imports(other);
  EXPECT_NE(refusal(changed).find("imported street network: another one"), std::string::npos) << refusal(changed);
  EXPECT_EQ(refusal(changed).find("ties"), std::string::npos);
  EXPECT_NE(refusal(manifest()).find("imported ties: another one"), std::string::npos);
}

TEST(Imports, DamagedOnesAreNotMergedAndAreWrittenAnewWhenResumed) {
  const Folder folder;
  const Manifest what = manifest_with_imports();
  for (const std::uint32_t shard : {1U, 2U}) run_all(folder / "r.h5", what, {.shard = shard, .shards = 2});
  const fs::path streets = streets_path(folder / "r.h5.parts");
  const std::string bytes = bytes_of(streets);
  std::string moved = bytes;  // sound as it looks, but a junction lies elsewhere
  moved[16 + 16] ^= 1;
  for (const std::string& bad : {std::string("x"), bytes.substr(0, bytes.size() - 1), bytes + "x", moved}) {
    write_bytes(streets, bad);
    EXPECT_NE(complaint<UserError>([&] { merge(folder / "r.h5.parts", folder / "m.h5", false); }).find("streets.bin"),
              std::string::npos);
  }
  fs::remove(ties_path(folder / "r.h5.parts"));
  EXPECT_NE(complaint<UserError>([&] { merge(folder / "r.h5.parts", folder / "m.h5", false); }), "");
  { const Recorder recorder(folder / "r.h5", what, {.resume = true, .shard = 1, .shards = 2}); }
  EXPECT_EQ(bytes_of(streets), bytes);
  merge(folder / "r.h5.parts", folder / "m.h5", false);
  EXPECT_TRUE(ResultFile(folder / "m.h5").imports() == what.imports);
}

}  // namespace
}  // namespace cogov
