/// A small experiment with every sort of measure, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

#include "output/manifest.hpp"
#include "output/recorder.hpp"
#include "sim/errors.hpp"

namespace cogov::example {

namespace fs = std::filesystem;

/// A folder of its own for one test, removed afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "cogov-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path operator/(const std::string& name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

inline Manifest manifest(std::uint32_t replicates = 5) {
  Manifest made;
  made.title = "Three policies, \"quoted\" 网格";
  made.scenario_toml = "title = \"三项政策\"\n[run]\ndays = 7\nreplicates = 5\n";
  made.policies = {"today", "two more, please", "流动网格员"};
  made.replicates = replicates;
  made.seed = 18446744073709551615ULL;
  made.program_version = "0.1.0";
  made.model_version = "1";
  made.arguments = "cogov run x.toml";
  Dimension day{"day", "day", "日", "1", {}, {}, {}};
  for (std::int64_t d = 0; d < 7; ++d) day.values.push_back(d);
  made.layout.dimensions = {day,
                            {"resident_class",
                             "class of residents",
                             "居民类别",
                             "1",
                             {"child", "adult", "aged, 80+"},
                             {"儿童", "成人", "高龄"},
                             {}},
                            {"community", "community", "社区", "1", {}, {}, {10, 20}}};
  made.layout.measures = {
      {"burden_days", "d", "median burden", "负担中位数", Better::lower, false, {}},
      {"requests", "1", "requests made", "诉求数", Better::neither, true, {"day"}},
      {"satisfaction", "1", "satisfaction by class", "满意度", Better::higher, false, {"day", "resident_class"}},
      {"visits", "1", "visits", "走访次数", Better::neither, true, {"community", "resident_class", "day"}},
  };
  return made;
}

/// A street with a gate, and three people.
inline Imports imports() {
  Streets streets;
  const StreetNodeId a = streets.add_node(-5, 0), b = streets.add_node(5, 0.001), c = streets.add_node(5, -7.5);
  streets.add_edge(a, b, 10'500);
  streets.add_edge(b, c, 4'294'967'295U, StreetKind::gate);
  streets.locked_at_night[1] = 1;
  return {std::make_shared<const Streets>(streets),
          std::make_shared<const TieList>(TieList{3, {{0, 1, 0}, {0, 2, 1}}})};
}

inline Manifest manifest_with_imports() {
  Manifest made = manifest();
  made.set_imports(imports());
  return made;
}

/// The small experiment with four worlds that draw two parameters, one of them without an exact decimal form.
inline Manifest manifest_with_worlds() {
  Manifest made = manifest();
  made.worlds = 4;
  made.world_parameters = {
      {"patrol.notice_chance", "1", "chance to notice", "发现概率", 0.1, 0.9, 1.0 / 3, {0.1, 0.2 + 0.1, 2.0 / 3, 0.9}},
      {"couriers.delay", "min", "delay", "延误", 1, 10, 5, {9, 1e-300, 3, 4}}};
  return made;
}

/// The result of a run, a function of its key.
inline RunResult result(const Manifest& manifest, RunKey key, bool trace = false) {
  RunResult made;
  const std::int64_t base = 1000 * (key.policy + 1) + key.replicate;
  for (const Measure& measure : manifest.layout.measures) {
    const std::size_t size = manifest.layout.size(measure);
    if (measure.integer) {
      std::vector<std::int64_t> values;
      for (std::size_t i = 0; i < size; ++i) values.push_back(base * 100 + static_cast<std::int64_t>(i));
      made.arrays.emplace_back(values);
    } else {
      std::vector<double> values;
      for (std::size_t i = 0; i < size; ++i) values.push_back(static_cast<double>(base) / 7.0 + static_cast<double>(i));
      if (key.replicate == 1) values[0] = std::numeric_limits<double>::quiet_NaN();
      made.arrays.emplace_back(values);
    }
  }
  made.wall_seconds = 0.25;
  if (trace) {
    TraceTable table{
        "requests_trace", "request", {{"reported", "s", "when it was reported", {}}, {"kind", "1", "kind", {}}}};
    for (std::int64_t i = 0; i < key.policy + key.replicate; ++i) {  // none in the first run
      table.columns[0].values.push_back(base * 10 + i);
      table.columns[1].values.push_back(i);
    }
    made.trace.push_back(table);
    made.trace.push_back({"never", "event", {{"time", "s", "when", {}}}});
  }
  return made;
}

/// Runs everything that is missing and finishes.
inline std::string run_all(const fs::path& file, const Manifest& what, Recorder::Options options = {},
                           bool trace = false) {
  Recorder recorder(file, what, options);
  for (const RunKey key : recorder.missing()) recorder.add(key, result(what, key, trace));
  return recorder.finish();
}

/// Some of the runs, each durable, one shard each; then the recorder goes away unfinished.
inline void run_some(const fs::path& file, const Manifest& what, std::size_t count) {
  Recorder recorder(file, what, {});
  for (const RunKey key : recorder.missing()) {
    if (count-- == 0) return;
    recorder.add(key, result(what, key));
    recorder.flush();
  }
}

inline std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// Files of a folder whose names start like this, sorted.
inline std::vector<fs::path> files(const fs::path& folder, const std::string& start) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(start)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// What a call complains about; empty if it doesn't.
template <class Error, class Call>
std::string complaint(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace cogov::example
