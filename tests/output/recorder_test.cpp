#include "output/recorder.hpp"

#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <functional>
#include <thread>

#include "output/durable.hpp"
#include "output/merge.hpp"
#include "output/result_file.hpp"
#include "tests/output/example.hpp"

namespace cogov {
namespace {

using namespace example;

TEST(Recorder, TheDigestHangsOnNeitherSplitNorOrder) {
  const Folder folder;
  const Manifest what = manifest();
  const std::string digest = run_all(folder / "one.h5", what);
  for (const std::uint32_t shards : {2U, 3U, 7U, 40U}) {
    const fs::path file = folder / ("split" + std::to_string(shards) + ".h5");
    for (std::uint32_t shard = shards; shard >= 1; --shard) {
      EXPECT_EQ(run_all(file, what, {.shard = shard, .shards = shards}), "") << "parts are left for merge";
    }
    EXPECT_EQ(merge(file.string() + ".parts", file, false), digest);
    EXPECT_EQ(ResultFile(file).verify(), digest);
    EXPECT_FALSE(fs::exists(file.string() + ".parts"));
  }
  Recorder recorder(folder / "backwards.h5", what, {});
  std::vector<RunKey> runs = recorder.missing();
  EXPECT_EQ(runs, what.runs());
  std::reverse(runs.begin(), runs.end());
  for (const RunKey key : runs) {
    recorder.add(key, result(what, key));
    recorder.flush();
  }
  EXPECT_EQ(recorder.finish(), digest);
}

TEST(Recorder, PartsCoverAllRunsOnce) {
  const Manifest what = manifest();
  for (std::uint32_t shards = 1; shards < 20; ++shards) {
    std::vector<RunKey> all;
    for (std::uint32_t shard = 1; shard <= shards; ++shard) {
      for (const RunKey key : part_of(what, shard, shards)) all.push_back(key);
    }
    EXPECT_EQ(all, what.runs()) << shards;
  }
  EXPECT_THROW(part_of(what, 3, 2), UserError);
  EXPECT_THROW(part_of(what, 0, 0), UserError);
  EXPECT_THROW(part_of(what, 0, 2), UserError);
}

TEST(Recorder, ManyThreadsMayAdd) {
  const Folder folder;
  const Manifest what = manifest(40);
  Recorder recorder(folder / "r.h5", what, {.group = std::chrono::milliseconds(0)});
  const std::vector<RunKey> runs = recorder.missing();
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < runs.size(); i += 4) recorder.add(runs[i], result(what, runs[i]));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(recorder.finish(), run_all(folder / "other.h5", what));
}

TEST(Recorder, ResumesWhatWasLeft) {
  const Folder folder;
  const Manifest what = manifest();
  run_some(folder / "r.h5", what, 4);
  write_bytes(folder / "r.h5.parts/part-1-of-1.tmp", "half a shard");
  Recorder recorder(folder / "r.h5", what, {.resume = true});
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts/part-1-of-1.tmp")) << "what a killed writer left is cleared away";
  const std::vector<RunKey> left = recorder.missing();
  ASSERT_EQ(left.size(), 11U);
  EXPECT_EQ(left.front(), (RunKey{1, 1}));
  for (const RunKey key : left) recorder.add(key, result(what, key));
  EXPECT_EQ(recorder.finish(), run_all(folder / "other.h5", what));
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts"));
}

TEST(Recorder, FailedRunsAreDoneWhenResumed) {
  const Folder folder;
  const Manifest what = manifest();
  {
    Recorder recorder(folder / "r.h5", what, {});
    recorder.fail({0, 0}, "why not");
    EXPECT_EQ(recorder.finish(), "");
  }
  EXPECT_EQ(Recorder(folder / "r.h5", what, {.resume = true}).missing().size(), 14U);
}

TEST(Recorder, RefusesToReplace) {
  const Folder folder;
  const Manifest what = manifest();
  const std::string digest = run_all(folder / "r.h5", what);
  const std::string before = bytes_of(folder / "r.h5");
  const auto refusal = [&](Recorder::Options options) {
    return complaint<UserError>([&] { const Recorder recorder(folder / "r.h5", what, options); });
  };
  EXPECT_NE(refusal({}).find("--force"), std::string::npos);
  Manifest other = what;
  other.seed = 1;
  EXPECT_NE(complaint<UserError>([&] { const Recorder recorder(folder / "r.h5", other, {.resume = true}); }), "");
  EXPECT_EQ(bytes_of(folder / "r.h5"), before);
  EXPECT_EQ(files(folder.path(), "").size(), 1U) << "a refusal leaves nothing behind";
  EXPECT_EQ(run_all(folder / "r.h5", what, {.force = true}), digest);

  fs::create_symlink(folder / "nowhere", folder / "link.h5");
  EXPECT_THROW(Recorder(folder / "link.h5", what, {}), UserError);
  fs::create_directory(folder / "folder.h5");
  EXPECT_THROW(Recorder(folder / "folder.h5", what, {.force = true}), UserError);
  EXPECT_THROW(Recorder(folder / "no/such/r.h5", what, {}), UserError);
  EXPECT_THROW(Recorder(folder / "part.h5", what, {.shard = 3, .shards = 2}), UserError);
}

TEST(Recorder, WhatIsDoneIsDone) {
  const Folder folder;
  const Manifest what = manifest();
  const std::string digest = run_all(folder / "r.h5", what);
  const std::string before = bytes_of(folder / "r.h5");
  for (const std::uint32_t shards : {1U, 3U}) {
    Recorder recorder(folder / "r.h5", what, {.resume = true, .shard = 1, .shards = shards});
    EXPECT_TRUE(recorder.missing().empty());
    EXPECT_EQ(recorder.finish(), digest) << "a job that is put in the queue again ends well";
  }
  EXPECT_EQ(bytes_of(folder / "r.h5"), before);
  EXPECT_EQ(files(folder.path(), "").size(), 1U);
  {
    Recorder anew(folder / "r.h5", what, {.force = true});
    for (const RunKey key : {RunKey{0, 0}, RunKey{1, 0}}) anew.add(key, result(what, key));
  }
  EXPECT_EQ(Recorder(folder / "r.h5", what, {.resume = true, .force = true}).missing().size(), what.size() - 2)
      << "parts that have not been merged are gone on with";
}

TEST(Recorder, RefusesUnfinishedPartsWithoutResume) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 2);
  EXPECT_NE(complaint<UserError>([&] { Recorder(folder / "r.h5", manifest(), {}); }).find("--resume"),
            std::string::npos);
  run_all(folder / "s.h5", manifest(), {.shard = 1, .shards = 2});
  EXPECT_NE(
      complaint<UserError>([&] { Recorder(folder / "s.h5", manifest(), {.shard = 1, .shards = 2}); }).find("--resume"),
      std::string::npos);
}

TEST(Recorder, SaysWhatChanged) {
  const Folder folder;
  run_some(folder / "r.h5", manifest(), 2);
  const auto refusal = [&](const Manifest& changed) {
    return complaint<UserError>([&] { const Recorder recorder(folder / "r.h5", changed, {.resume = true}); });
  };
  Manifest changed = manifest();
  changed.scenario_toml.replace(changed.scenario_toml.find("days = 7"), 8, "days = 9");
  EXPECT_NE(refusal(changed).find("line 3 before: [run] days = 7"), std::string::npos);
  EXPECT_NE(refusal(changed).find("line 3 now: [run] days = 9"), std::string::npos);
  changed = manifest();
  changed.seed = 1;
  EXPECT_NE(refusal(changed).find("seed: 18446744073709551615 before, 1 now"), std::string::npos);
  changed = manifest();
  changed.layout.measures[2].unit = "h";
  EXPECT_NE(refusal(changed).find("'satisfaction'"), std::string::npos);
  changed = manifest();
  changed.layout.dimensions[2].values[0] = 11;
  EXPECT_NE(refusal(changed), "");
  changed = manifest();
  changed.arguments = "the same, typed otherwise";
  EXPECT_EQ(refusal(changed), "");
}

TEST(Recorder, OneWriterAPart) {
  const Folder folder;
  const Recorder first(folder / "r.h5", manifest(), {.shard = 1, .shards = 2});
  EXPECT_NE(complaint<UserError>([&] {
              Recorder(folder / "r.h5", manifest(), {.resume = true, .shard = 1, .shards = 2});
            }).find("another process"),
            std::string::npos);
  Recorder second(folder / "r.h5", manifest(), {.shard = 2, .shards = 2});
  for (const RunKey key : second.missing()) second.add(key, result(manifest(), key));
  EXPECT_EQ(second.finish(), "");
  EXPECT_NE(complaint<UserError>([&] { merge(folder / "r.h5.parts", folder / "m.h5", false); }).find("another process"),
            std::string::npos);
}

TEST(Recorder, NobodyMergesWhileAnotherIsAtWork) {
  const Folder folder;
  const Manifest what = manifest();
  Recorder whole(folder / "r.h5", what, {.resume = true, .shard = 1, .shards = 1});
  Recorder part(folder / "r.h5", what, {.shard = 1, .shards = 2});
  for (const RunKey key : what.runs()) whole.add(key, result(what, key));
  for (const RunKey key : part.missing()) part.add(key, result(what, key));
  EXPECT_EQ(whole.finish(), "") << "the other is still at work";
  EXPECT_EQ(part.finish(), "") << "a part is left for merge";
  EXPECT_EQ(merge(folder / "r.h5.parts", folder / "r.h5", false), run_all(folder / "other.h5", what))
      << "runs done twice are the same";
}

TEST(Recorder, AReadOnlyFolderIsAnOutputError) {
  const Folder folder;
  fs::create_directory(folder / "locked");
  fs::permissions(folder / "locked",
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(folder.path(), fs::perms::all);
  const pid_t child = fork();
  if (child == 0) {
    // The superuser may write anywhere: be somebody else.
    if (geteuid() == 0 && seteuid(65534) != 0) _exit(4);
    try {
      const Recorder recorder(folder / "locked/r.h5", manifest(), {});
    } catch (const OutputError&) {
      _exit(3);
    } catch (...) {
    }
    _exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 3);
}

/// In a child whose files may grow to `bytes` only, as on a full disk: the exit code says what came
/// of it (3: OutputError).
int with_full_disk(rlim_t bytes, const std::function<void()>& act) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      act();
    } catch (const OutputError&) {
      std::exit(3);  // with the handlers of the HDF5 library, which must not stumble over the file
    } catch (const std::exception&) {
      std::exit(1);
    }
    std::exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(Recorder, AFullDiskKeepsWhatIsDone) {
  const Folder folder;
  const Manifest what = manifest();
  // All in one shard, however slow the machine.
  EXPECT_EQ(with_full_disk(8000, [&] { run_all(folder / "r.h5", what, {.group = std::chrono::hours(1)}); }), 3);
  EXPECT_EQ(files(folder / "r.h5.parts", "shard-").size(), 0U);
  EXPECT_FALSE(fs::exists(folder / "r.h5.parts/part-1-of-1.tmp"));
  EXPECT_EQ(run_all(folder / "r.h5", what, {.resume = true}), run_all(folder / "other.h5", what));
}

TEST(Merge, AFullDiskKeepsTheParts) {
  const Folder folder;
  Manifest what = manifest();
  what.layout.dimensions[0].values.resize(20000);
  run_some(folder / "r.h5", what, what.size());
  for (const rlim_t bytes : {rlim_t{100}, rlim_t{5000}, rlim_t{100000}, rlim_t{300000}}) {
    EXPECT_EQ(with_full_disk(bytes, [&] { merge(folder / "r.h5.parts", folder / "r.h5", false); }), 3) << bytes;
    EXPECT_FALSE(fs::exists(folder / "r.h5"));
    EXPECT_FALSE(fs::exists(folder / "r.h5.tmp"));
  }
  EXPECT_EQ(merge(folder / "r.h5.parts", folder / "r.h5", false), run_all(folder / "other.h5", what));
}

}  // namespace
}  // namespace cogov
