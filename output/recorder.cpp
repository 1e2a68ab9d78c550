#include "output/recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "output/durable.hpp"
#include "output/file_table.hpp"
#include "output/import_bytes.hpp"
#include "output/merge_locked.hpp"
#include "output/merge_note.hpp"
#include "output/parts.hpp"
#include "output/result_file.hpp"
#include "output/target.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

/// Makes the folder if need be and takes its lock. Somebody who merges may remove it meanwhile.
FileLock enter(const fs::path& parts) {
  for (;;) {
    std::error_code error;
    fs::create_directory(parts, error);
    if (error) throw OutputError(fmt::format("cannot create '{}' ({})", parts.string(), error.message()));
    try {
      FileLock lock = FileLock::take(folder_lock_path(parts));
      if (lock.stands()) return lock;
    } catch (const OutputError&) {
      if (fs::exists(parts, error)) throw;
    }
  }
}

void require_same(const fs::path& parts, const Manifest& stored, const Manifest& mine) {
  std::vector<Problem> problems;
  for (const std::string& difference : differences(stored, mine)) {
    Problem problem;
    problem.where.file = parts.string();
    problem.what = "holds runs of another experiment";
    problem.why = difference;
    problem.remedy = "undo the change, or remove the folder and start anew";
    problems.push_back(std::move(problem));
  }
  if (!problems.empty()) throw UserError(std::move(problems));
}

}  // namespace

/// The queue between those who compute and the thread that writes.
struct Recorder::State {
  State(fs::path file, Manifest what, Options how)
      : result(std::move(file)), parts(parts_folder(result)), manifest(std::move(what)), options(how) {}

  void open();
  bool find_complete();
  void open_locked();
  void remove_stale() const;
  void start() {
    writer = std::thread([this] { write_loop(); });
  }
  void stop() noexcept;
  void push(FinishedRun run, std::size_t size);
  void write_loop();
  void commit(const std::vector<FinishedRun>& runs);
  void flush();

  const fs::path result;
  const fs::path parts;
  const Manifest manifest;
  const Options options;
  std::string manifest_digest;
  std::vector<RunKey> to_do;  ///< when the folder was opened
  std::optional<FileLock> part_lock;
  bool idle = false;     ///< this part has no runs
  std::string complete;  ///< digest of the result, where an earlier process has finished it

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<FinishedRun> waiting;
  std::size_t waiting_bytes = 0;
  std::size_t in_hand = 0;  ///< runs being written
  bool hurry = false;       ///< somebody waits for the disk: don't gather a group
  bool stopping = false;
  std::string failure;  ///< why nothing more can be written
  std::set<RunKey> added;
  std::thread writer;
};

void Recorder::State::open() {
  require_writable(manifest);
  // With more parts than runs some have nothing to do, not even when the others have merged already.
  idle = part_of(manifest, options.shard, options.shards).empty();
  if (idle) return;
  require_folder_of(result);
  if (options.resume && find_complete()) return;
  refuse_taken(result, options.force);
  manifest_digest = manifest.digest();
  const FileLock folder = enter(parts);
  try {
    open_locked();
  } catch (...) {
    // Nothing is left behind by a refusal; a folder that holds something stays.
    part_lock.reset();
    std::error_code error;
    if (!fs::exists(manifest_path(parts), error)) remove_parts(parts);
    throw;
  }
}

/// A process that was killed late, or a job that the scheduler puts in the queue again, may find all done.
bool Recorder::State::find_complete() {
  complete = noted_merge(parts, result);
  if (!complete.empty() && ResultFile(result).manifest().digest() != manifest.digest()) complete.clear();  // another's
  if (complete.empty()) complete = merged_long_ago(parts, result, manifest);
  if (!complete.empty()) remove_leftovers(parts);
  return !complete.empty();
}

void Recorder::State::open_locked() {
  refuse_taken(result, options.force);  // somebody may have finished it meanwhile
  part_lock = FileLock::try_take(part_lock_path(parts, options.shard, options.shards));
  if (!part_lock) {
    throw UserError(fmt::format("'{}' is being written by another process", parts.string()),
                    fmt::format("it holds the lock of part {}/{}", options.shard, options.shards),
                    "wait for it, or choose another name");
  }
  if (!fs::exists(manifest_path(parts))) {
    std::error_code error;
    const fs::path note = merge_note_path(parts);
    if (fs::exists(note, error)) fs::remove(note, error);  // of an experiment before this one
    keep_imports(parts, manifest);
    write_durably(manifest_path(parts), parts / "manifest.tmp", manifest.to_json());
    sync_name(parts);
    to_do = part_of(manifest, options.shard, options.shards);
    return;
  }
  const Manifest stored = read_manifest(parts);
  const char* how = "go on with --resume, or remove the folder to start anew";
  if (!options.resume && options.shards == 1) {
    throw UserError(fmt::format("'{}' holds an unfinished experiment", parts.string()), "", how);
  }
  require_same(parts, stored, manifest);
  keep_imports(parts, manifest);
  const ShardSet done(parts, manifest);
  const std::vector<RunKey> part = part_of(manifest, options.shard, options.shards);
  for (const RunKey key : part) {
    if (!done.place(manifest.index(key))) to_do.push_back(key);
  }
  if (!options.resume && to_do.size() < part.size()) {
    throw UserError(fmt::format("'{}' holds runs of part {}/{}", parts.string(), options.shard, options.shards), "",
                    how);
  }
  remove_stale();
}

/// A killed writer of this part may have left a file under a temporary name.
void Recorder::State::remove_stale() const {
  std::error_code error;
  fs::remove(parts / fmt::format("part-{}-of-{}.tmp", options.shard, options.shards), error);
  fs::remove(parts / "manifest.tmp", error);
}

void Recorder::State::push(FinishedRun run, std::size_t size) {
  constexpr std::size_t most_waiting = std::size_t{64} << 20;
  std::unique_lock lock(mutex);
  // A run larger than the bound still goes through, alone.
  changed.wait(lock, [&] { return !failure.empty() || waiting.empty() || waiting_bytes + size <= most_waiting; });
  if (!failure.empty()) throw OutputError(failure);
  EXPECT(!stopping && added.insert(run.key).second);
  waiting.push_back(std::move(run));
  waiting_bytes += size;
  changed.notify_all();
}

void Recorder::State::write_loop() {
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [&] { return stopping || !waiting.empty(); });
    if (waiting.empty()) return;
    constexpr std::size_t enough = std::size_t{8} << 20;
    changed.wait_until(lock, Clock::now() + options.group,
                       [&] { return stopping || hurry || waiting_bytes >= enough; });
    const std::vector<FinishedRun> runs = std::exchange(waiting, {});
    waiting_bytes = 0;
    in_hand = runs.size();
    lock.unlock();
    changed.notify_all();
    std::string problem;
    try {
      commit(runs);
    } catch (const std::exception& error) {
      problem = error.what();
    }
    lock.lock();
    in_hand = 0;
    if (!problem.empty() && failure.empty()) failure = problem;
    if (!failure.empty()) waiting.clear();  // what is on disk is kept, what isn't is done again
    changed.notify_all();
  }
}

void Recorder::State::commit(const std::vector<FinishedRun>& runs) {
  const std::string bytes = encode_shard(manifest, manifest_digest, runs);
  std::size_t first = manifest.size();
  for (const FinishedRun& run : runs) first = std::min(first, manifest.index(run.key));
  const std::string name = fmt::format("shard-{:08}-{}.h5", first, sha256(bytes.data(), bytes.size()).substr(0, 16));
  write_durably(parts / name, parts / fmt::format("part-{}-of-{}.tmp", options.shard, options.shards), bytes);
}

void Recorder::State::flush() {
  std::unique_lock lock(mutex);
  hurry = true;
  changed.notify_all();
  changed.wait(lock, [&] { return !failure.empty() || (waiting.empty() && in_hand == 0); });
  hurry = false;
  if (!failure.empty()) throw OutputError(failure);
}

void Recorder::State::stop() noexcept {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  changed.notify_all();
  if (writer.joinable()) writer.join();
}

Recorder::Recorder(fs::path result_file, Manifest manifest, Options options)
    : state_(std::make_unique<State>(std::move(result_file), std::move(manifest), options)) {
  state_->open();
  state_->start();
}

Recorder::~Recorder() { state_->stop(); }

std::vector<RunKey> Recorder::missing() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<RunKey> open;
  for (const RunKey key : state_->to_do) {
    if (!state_->added.contains(key)) open.push_back(key);
  }
  return open;
}

void Recorder::add(RunKey key, RunResult result) {
  const Layout& layout = state_->manifest.layout;
  EXPECT(state_->manifest.index(key) < state_->manifest.size());
  EXPECT(result.arrays.size() == layout.measures.size());
  std::size_t size = 0;
  for (std::size_t m = 0; m < layout.measures.size(); ++m) {
    const Array& array = result.arrays[m];
    const std::size_t count = std::visit([](const auto& values) { return values.size(); }, array);
    EXPECT(count == layout.size(layout.measures[m]));
    EXPECT(std::holds_alternative<std::vector<std::int64_t>>(array) == layout.measures[m].integer);
    size += count * sizeof(double);
  }
  for (const TraceTable& table : result.trace) {
    for (const TraceColumn& column : table.columns) size += column.values.size() * sizeof(std::int64_t);
  }
  std::string digest = run_digest(layout, result);
  state_->push({key, std::move(result), std::move(digest), std::nullopt}, size);
}

void Recorder::fail(RunKey key, std::string reason) {
  if (reason.empty()) reason = "no reason was given";
  const std::size_t size = reason.size();
  state_->push({key, {}, failed_digest(), std::move(reason)}, size);
}

void Recorder::flush() { state_->flush(); }

std::string Recorder::finish() {
  state_->flush();
  state_->stop();
  if (state_->idle || !state_->complete.empty()) return state_->complete;
  if (state_->options.shards > 1) {  // other parts may be on other machines: joining them is `merge`'s work
    state_->part_lock.reset();
    return "";
  }
  // Whoever lets go last sees nobody else at work and merges; without letting go first, two that
  // finish together would each wait for the other.
  state_->part_lock.reset();
  return merge_if_complete(state_->parts, state_->result, state_->manifest, state_->options.force);
}

}  // namespace cogov
