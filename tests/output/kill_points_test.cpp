// A process that dies at any single write, sync, rename or removal loses at most the runs in flight.
//
// This program puts itself between the code and the C library: the calls that change the disk are
// counted, and a worker (this same program, started anew) ends at the n-th, a write being torn.
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <optional>
#include <sstream>

#include "output/result_file.hpp"
#include "tests/output/example.hpp"

extern char** environ;

namespace {

std::atomic<bool> watching{false};
std::atomic<long> calls_left{0};  // 0: never dies
std::mutex log_mutex;
std::string call_log;  // one letter a call: w write, s sync, r rename, d delete

/// Whether this is the call at which to die.
bool dies(char letter) {
  if (!watching) return false;
  const std::lock_guard lock(log_mutex);
  call_log += letter;
  return --calls_left == 0;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  const bool last = dies('w');
  const long written = syscall(SYS_write, descriptor, bytes, last ? size / 2 : size);
  if (last) _exit(99);
  return written;
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  const bool last = dies('w');
  const long written = syscall(SYS_pwrite64, descriptor, bytes, last ? size / 2 : size, offset);
  if (last) _exit(99);
  return written;
}

int fsync(int descriptor) {
  if (dies('s')) _exit(99);
  return static_cast<int>(syscall(SYS_fsync, descriptor));
}

int rename(const char* from, const char* to) noexcept {
  if (dies('r')) _exit(99);
  return static_cast<int>(syscall(SYS_rename, from, to));
}

int remove(const char* name) noexcept {
  if (dies('d')) _exit(99);
  const long done = syscall(SYS_unlink, name);
  return static_cast<int>(done != 0 && errno == EISDIR ? syscall(SYS_rmdir, name) : done);
}
}

namespace cogov {
namespace {

using namespace example;

const Manifest& experiment() {
  static const Manifest made = [] {
    Manifest what = manifest(2);
    what.set_imports(imports());
    return what;
  }();
  return made;
}

/// The worker: told by the environment which file to write and at which call to die.
TEST(KillPoints, DISABLED_Worker) {
  const fs::path file = std::getenv("COGOV_TEST_FILE");
  const int acknowledged = ::open((file.string() + ".done").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  calls_left = std::atol(std::getenv("COGOV_TEST_CALLS"));
  watching = true;
  Recorder recorder(file, experiment(), {});
  for (const RunKey key : recorder.missing()) {
    recorder.add(key, result(experiment(), key));
    recorder.flush();
    const std::string line = std::to_string(key.policy) + " " + std::to_string(key.replicate) + "\n";
    syscall(SYS_write, acknowledged, line.data(), line.size());
  }
  recorder.finish();
  watching = false;
}

/// Runs the worker up to its n-th call; its exit code.
int worker(const fs::path& file, long calls) {
  setenv("COGOV_TEST_FILE", file.c_str(), 1);
  setenv("COGOV_TEST_CALLS", std::to_string(calls).c_str(), 1);
  std::string self = "/proc/self/exe";
  std::string filter = "--gtest_filter=KillPoints.DISABLED_Worker";
  std::string disabled = "--gtest_also_run_disabled_tests";
  std::string brief = "--gtest_brief=1";
  char* arguments[] = {self.data(), filter.data(), disabled.data(), brief.data(), nullptr};
  pid_t child = 0;
  EXPECT_EQ(posix_spawn(&child, self.c_str(), nullptr, nullptr, arguments, environ), 0);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<RunKey> acknowledged(const fs::path& file) {
  std::istringstream text(bytes_of(file.string() + ".done"));
  std::vector<RunKey> keys;
  for (RunKey key; text >> key.policy >> key.replicate;) keys.push_back(key);
  return keys;
}

/// After a death: the result is whole or absent, and nothing acknowledged has to be done again.
void check_what_is_left(const fs::path& file, const std::string& digest, long calls) {
  if (fs::exists(file)) {
    EXPECT_EQ(ResultFile(file).verify(), digest) << calls;
    return;
  }
  Recorder recorder(file, experiment(), {.resume = true});
  const std::vector<RunKey> missing = recorder.missing();
  for (const RunKey key : acknowledged(file)) {
    EXPECT_EQ(std::count(missing.begin(), missing.end(), key), 0) << calls << ": an acknowledged run is lost";
  }
  for (const RunKey key : missing) recorder.add(key, result(experiment(), key));
  EXPECT_EQ(recorder.finish(), digest) << calls;
  EXPECT_EQ(ResultFile(file).verify(), digest) << calls;
  EXPECT_FALSE(fs::exists(file.string() + ".parts")) << calls;
  EXPECT_FALSE(fs::exists(file.string() + ".tmp")) << calls;
}

TEST(KillPoints, NothingAcknowledgedIsLost) {
  const Folder all;
  const std::string digest = run_all(all / "whole.h5", experiment());
  long calls = 1;
  for (;; ++calls) {
    const Folder folder;
    const int code = worker(folder / "r.h5", calls);
    ASSERT_TRUE(code == 0 || code == 99) << code;
    if (code == 0) break;
    check_what_is_left(folder / "r.h5", digest, calls);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(calls, 50) << "the calls are not being counted";
}

TEST(KillPoints, EachFileIsSyncedBeforeItsNameAndTheFolderAfterIt) {
  const Folder folder;
  const auto logged = [&](const std::function<void()>& act) {
    call_log.clear();
    watching = true;
    act();
    watching = false;
    return call_log;
  };
  std::optional<Recorder> recorder;
  EXPECT_EQ(logged([&] { recorder.emplace(folder / "r.h5", experiment(), Recorder::Options{}); }), "wsrswsrswsrss")
      << "streets, ties, the manifest, then the name of the folder";
  for (const RunKey key : recorder->missing()) {
    const auto commit = [&] {
      recorder->add(key, result(experiment(), key));
      recorder->flush();
    };
    EXPECT_EQ(logged(commit), "wsrs");
  }
  const std::string merging = logged([&] { recorder->finish(); });
  const std::string end = "wwsrssrs";  // the seal; the note of the merge; the result's name
  EXPECT_NE(merging.find(end + "d"), std::string::npos) << "the parts go last: " << merging;
  EXPECT_EQ(merging.find('d'), merging.find(end + "d") + end.size()) << "and nothing before: " << merging;
}

}  // namespace
}  // namespace cogov
