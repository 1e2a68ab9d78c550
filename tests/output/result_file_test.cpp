#include "output/result_file.hpp"

#include <sys/stat.h>

#include <bit>
#include <span>
#include <sstream>

#include "output/chunks.hpp"
#include "output/csv.hpp"
#include "output/durable.hpp"
#include "output/format_document.hpp"
#include "output/hdf5.hpp"
#include "output/merge.hpp"
#include "tests/output/example.hpp"

namespace cogov {
namespace {

using namespace example;

TEST(ResultFile, GivesBackWhatWasAdded) {
  const Folder folder;
  const Manifest what = manifest();
  const std::string digest = run_all(folder / "r.h5", what);
  const ResultFile file(folder / "r.h5");
  EXPECT_EQ(file.digest(), digest);
  EXPECT_EQ(file.verify(), digest);
  EXPECT_EQ(file.manifest().digest(), what.digest());
  EXPECT_EQ(file.manifest().layout, what.layout);
  EXPECT_EQ(file.manifest().arguments, what.arguments);
  for (std::size_t m = 0; m < what.layout.measures.size(); ++m) {
    const Measure& measure = what.layout.measures[m];
    std::vector<double> expected;
    for (std::uint32_t policy = 0; policy < 3; ++policy) {
      for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
        const RunResult run = result(what, {policy, replicate});
        std::visit([&](const auto& values) { expected.insert(expected.end(), values.begin(), values.end()); },
                   run.arrays[m]);
      }
    }
    const std::vector<double> stored = file.values(measure.name);
    ASSERT_EQ(stored.size(), expected.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(stored[i]), std::bit_cast<std::uint64_t>(expected[i]))
          << measure.name << i;
    }
  }
  EXPECT_EQ(file.integers("requests")[0], 100000);
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts"));
  EXPECT_EQ(files(folder.path(), "").size(), 1U) << "nothing but the result is left";
  EXPECT_NE(complaint<UserError>([&] { (void)file.values("nosuch"); }).find("nosuch"), std::string::npos);
}

TEST(ResultFile, TheDigestIsTheOneThatTheEngineDefines) {
  const Folder folder;
  const Manifest what = manifest();
  std::vector<std::string> digests;
  for (const RunKey key : what.runs()) digests.push_back(run_digest(what.layout, result(what, key)));
  EXPECT_EQ(run_all(folder / "r.h5", what), whole_digest(digests));
}

TEST(ResultFile, WorldsStandInAGroupOfTheirOwn) {
  const Folder folder;
  const Manifest what = manifest_with_worlds();
  ASSERT_EQ(what.size(), 27U);
  {
    Recorder recorder(folder / "r.h5", what, {});
    for (const RunKey key : recorder.missing()) {
      if (key == RunKey{1, 7})
        recorder.fail(key, "out of memory");
      else
        recorder.add(key, result(what, key));
    }
    EXPECT_NE(recorder.finish(), "");
  }
  const ResultFile file(folder / "r.h5");
  EXPECT_EQ(file.verify(), file.digest());
  EXPECT_EQ(file.manifest().world_parameters, what.world_parameters) << "to the last bit";
  const std::vector<double> visits = file.world_values("visits");
  ASSERT_EQ(visits.size(), 3U * 4 * 42);
  EXPECT_EQ(visits[(2 * 4 + 3) * 42 + 41], 300841) << "policy 2, world 3 is replicate 8";
  EXPECT_EQ(file.values("visits").size(), 3U * 5 * 42) << "the root holds replicates only";
  EXPECT_TRUE(file.failed({1, 7}));
  EXPECT_EQ(file.failure({1, 7}), "out of memory");
  EXPECT_TRUE(std::isnan(file.world_values("burden_days")[1 * 4 + 2]));
  EXPECT_EQ(file.digest({2, 8}), run_digest(what.layout, result(what, {2, 8})));
  EXPECT_EQ(file.wall_seconds({0, 5}), 0.25);
  run_all(folder / "none.h5", manifest());
  EXPECT_TRUE(ResultFile(folder / "none.h5").world_values("visits").empty());
}

TEST(ResultFile, AFailedRunIsKeptAsFailed) {
  const Folder folder;
  const Manifest what = manifest();
  {
    Recorder recorder(folder / "r.h5", what, {});
    for (const RunKey key : recorder.missing()) {
      if (key == RunKey{1, 2})
        recorder.fail(key, "out of memory");
      else
        recorder.add(key, result(what, key));
    }
    EXPECT_NE(recorder.finish(), "");
  }
  const ResultFile file(folder / "r.h5");
  (void)file.verify();
  EXPECT_TRUE(file.failed({1, 2}));
  EXPECT_FALSE(file.failed({2, 1}));
  EXPECT_EQ(file.failure({1, 2}), "out of memory");
  EXPECT_EQ(file.failure({0, 0}), "");
  EXPECT_TRUE(std::isnan(file.values("burden_days")[1 * 5 + 2]));
  EXPECT_NE(file.digest(), run_all(folder / "whole.h5", what));
}

TEST(ResultFile, LargeArraysSpanManyChunks) {
  const Folder folder;
  Manifest what = manifest(3);
  what.layout.dimensions[0].values.clear();
  for (std::int64_t d = 0; d < 30001; ++d) what.layout.dimensions[0].values.push_back(d);
  const std::string digest = run_all(folder / "r.h5", what);
  const ResultFile file(folder / "r.h5");
  EXPECT_EQ(file.verify(), digest);
  const std::vector<std::int64_t> visits = file.integers("visits");
  EXPECT_EQ(visits.back(), 3002 * 100 + 2 * 3 * 30001 - 1);
}

TEST(ResultFile, RefusesWhatIsNoResult) {
  const Folder folder;
  const auto refusal = [&](const std::string& name) {
    return complaint<UserError>([&] { const ResultFile file(folder / name); });
  };
  EXPECT_NE(refusal("absent.h5"), "");
  write_bytes(folder / "empty.h5", "");
  EXPECT_NE(refusal("empty.h5"), "");
  write_bytes(folder / "text.h5", std::string(5000, 'x'));
  EXPECT_NE(refusal("text.h5").find("not a result"), std::string::npos);
  EXPECT_NE(refusal("."), "") << "a folder";
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_NE(refusal("pipe").find("regular"), std::string::npos) << "must not wait for a writer";
  run_some(folder / "s.h5", manifest(), 1);
  const fs::path shard = files(folder / "s.h5.parts", "shard-").at(0);
  EXPECT_NE(complaint<UserError>([&] { const ResultFile file(shard); }).find("cogov merge"), std::string::npos);
}

TEST(ResultFile, NoticesEveryBitFlip) {
  const Folder folder;
  run_all(folder / "r.h5", manifest_with_worlds(), {}, true);
  const std::string whole = bytes_of(folder / "r.h5");
  constexpr std::size_t positions = 360;
  for (std::size_t i = 0; i < positions; ++i) {
    std::string damaged = whole;
    const std::size_t at = i < 20 ? whole.size() - 1 - i : i * whole.size() / positions;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (i % 8)));
    write_bytes(folder / "damaged.h5", damaged);
    EXPECT_THROW((void)ResultFile(folder / "damaged.h5").verify(), UserError) << "byte " << at;
  }
}

TEST(ResultFile, NoticesATruncation) {
  const Folder folder;
  run_all(folder / "r.h5", manifest());
  const std::string whole = bytes_of(folder / "r.h5");
  for (const std::size_t size :
       {std::size_t{8}, std::size_t{100}, whole.size() / 2, whole.size() - 86, whole.size() - 1}) {
    write_bytes(folder / "short.h5", whole.substr(0, size));
    EXPECT_THROW(ResultFile(folder / "short.h5"), UserError) << size;
  }
  write_bytes(folder / "long.h5", whole + "x");
  EXPECT_THROW(ResultFile(folder / "long.h5"), UserError);
}

/// Changes a file as somebody would who knows how to seal it again.
template <class Change>
std::string tampered(const Folder& folder, Change change) {
  std::string bytes = bytes_of(folder / "r.h5");
  bytes.resize(bytes.size() - seal_of("").size());
  change(bytes);
  write_bytes(folder / "t.h5", bytes + seal_of(bytes));
  return complaint<UserError>([&] { (void)ResultFile(folder / "t.h5").verify(); });
}

TEST(ResultFile, VerifyComparesTheDigestsThemselves) {
  const Folder folder;
  run_all(folder / "r.h5", manifest());
  EXPECT_EQ(tampered(folder, [](std::string&) {}), "") << "sealed again without a change it is fine";
  const auto replace_all = [](std::string& bytes, const std::string& from, const std::string& to) {
    ASSERT_NE(bytes.find(from), std::string::npos);
    for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at))
      bytes.replace(at, from.size(), to);
  };
  EXPECT_NE(tampered(folder, [&](std::string& b) { replace_all(b, "aged, 80+", "aged, 90+"); }), "") << "labels";
  EXPECT_NE(tampered(folder, [&](std::string& b) { replace_all(b, "days = 7", "days = 8"); }), "") << "scenario";
  EXPECT_NE(tampered(folder, [&](std::string& b) { replace_all(b, "median burden", "mediam burden"); }), "")
      << "a description";
}

TEST(ResultFile, VerifyComparesTheValuesThemselves) {
  const Folder folder;
  const Manifest what = manifest();
  run_all(folder / "r.h5", what);
  std::vector<std::int64_t> values = ResultFile(folder / "r.h5").integers("requests");
  const auto stored = [&] {
    const std::vector<std::byte> chunk = filtered_chunk(std::as_bytes(std::span(values)));
    return std::string(reinterpret_cast<const char*>(chunk.data()), chunk.size());
  };
  const std::string before = stored();
  // Another chunk that fits into the place of the one that is there.
  bool fits = false;
  for (int tries = 0; tries < 10000 && !fits; ++tries) {
    for (std::size_t i = 35; i < 42; ++i) ++values[i];
    fits = stored().size() == before.size();
  }
  ASSERT_TRUE(fits);
  const std::string complaint = tampered(folder, [&](std::string& bytes) {
    ASSERT_NE(bytes.find(before), std::string::npos);
    bytes.replace(bytes.find(before), before.size(), stored());
  });
  EXPECT_NE(complaint.find("policy 'two more, please', replicate 0"), std::string::npos) << complaint;
}

TEST(ResultFile, VerifyComparesWhatTheWorldsHold) {
  const Folder folder;
  const Manifest what = manifest_with_worlds();
  run_all(folder / "r.h5", what);
  EXPECT_EQ(tampered(folder, [](std::string&) {}), "");
  const auto with_number = [&](auto before, auto after) {
    return tampered(folder, [&](std::string& bytes) {
      const std::string old_bytes(reinterpret_cast<const char*>(&before), sizeof before);
      const std::size_t at = bytes.find(old_bytes);
      ASSERT_NE(at, std::string::npos);
      bytes.replace(at, sizeof after, reinterpret_cast<const char*>(&after), sizeof after);
    });
  };
  EXPECT_NE(with_number(1e-300, 2e-300).find("parameter_value"), std::string::npos);
  EXPECT_NE(with_number(1.0 / 3, 0.25).find("parameter_default"), std::string::npos);
  const std::string digest = run_digest(what.layout, result(what, {2, 8}));
  EXPECT_NE(tampered(folder,
                     [&](std::string& bytes) {
                       const std::size_t at = bytes.find(digest);
                       ASSERT_NE(at, std::string::npos);
                       bytes[at] = bytes[at] == '0' ? '1' : '0';
                     })
                .find("digest"),
            std::string::npos);
}

TEST(ResultFile, VerifyComparesWhichRunsFailed) {
  const Folder folder;
  const Manifest what = manifest();
  {
    Recorder recorder(folder / "r.h5", what, {});
    for (const RunKey key : recorder.missing()) {
      if (key == RunKey{1, 2})
        recorder.fail(key, "out of memory");
      else
        recorder.add(key, result(what, key));
    }
    (void)recorder.finish();
  }
  std::vector<std::int64_t> status(15, 0);
  status[7] = 1;
  const std::string stored(reinterpret_cast<const char*>(status.data()), status.size() * sizeof status[0]);
  const auto moved_to = [&](std::size_t run) {
    return tampered(folder, [&](std::string& bytes) {
      const std::size_t at = bytes.find(stored);
      ASSERT_NE(at, std::string::npos);
      bytes[at + 7 * 8] = 0;
      if (run < 15) bytes[at + run * 8] = 1;
    });
  };
  EXPECT_EQ(moved_to(7), "");
  EXPECT_NE(moved_to(8).find("failed"), std::string::npos) << "a run with values can't have failed";
  EXPECT_NE(moved_to(15).find("digest"), std::string::npos) << "a run without values can't have succeeded";
}

TEST(Csv, IsTidyAndQuoted) {
  const Folder folder;
  run_all(folder / "r.h5", manifest());
  std::ostringstream out;
  write_csv(ResultFile(folder / "r.h5"), out);
  const std::string text = out.str();
  EXPECT_TRUE(
      text.starts_with("\xEF\xBB\xBFpolicy,replicate,measure,day,resident_class,community,value,unit\n"
                       "today,0,burden_days,,,,142.85714285714286,d\n"));
  EXPECT_NE(text.find("\ntoday,1,burden_days,,,,,d\n"), std::string::npos) << "NaN is an empty field";
  EXPECT_NE(text.find("\n\"two more, please\",4,requests,6,,,200406,1\n"), std::string::npos);
  EXPECT_NE(text.find("\n流动网格员,4,visits,6,\"aged, 80+\",20,300441,1\n"), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 15 * (1 + 7 + 21 + 42));
  EXPECT_EQ(csv_field("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
}

TEST(FormatDocument, NamesEverythingThatIsWritten) {
  const Folder folder;
  const Manifest what = manifest_with_worlds();
  run_all(folder / "r.h5", what);
  const std::string text = format_document(what.layout);
  const h5::File file = h5::File::open(folder / "r.h5");
  for (const std::string& name : file.root().names()) {
    const bool group = name == "provenance" || name == "timing" || name == "worlds";
    EXPECT_NE(text.find((group ? "`/" : "`") + name + "`"), std::string::npos) << name;
    if (!group) continue;
    for (const std::string& inner : file.root().group(name).names())
      EXPECT_NE(text.find(inner), std::string::npos) << inner;
  }
}

}  // namespace
}  // namespace cogov
