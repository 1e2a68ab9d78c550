/// `cogov new NAME [FILE]`: copies a built-in scenario to start from.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "scenarios/library.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/source.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"

namespace cogov {

namespace {

namespace fs = std::filesystem;

struct NewOptions {
  std::string name;
  std::string file;
};

/// Writes a file that must not exist yet: it is created exclusively, so that nothing is ever overwritten.
void write_new(const fs::path& file, const std::string& text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (handle < 0 && errno == EEXIST) {
    throw UserError(fmt::format("{} exists already", shown(file.string())), "'cogov new' never overwrites",
                    "give another name: cogov new NAME FILE");
  }
  if (handle < 0)
    throw OutputError(fmt::format("{} could not be made: {}", shown(file.string()), std::strerror(errno)));
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t got = ::write(handle, text.data() + written, text.size() - written);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    written += static_cast<std::size_t>(got);
  }
  const bool closed = ::close(handle) == 0;
  if (written == text.size() && closed) return;
  const int reason = errno;
  ::unlink(file.c_str());  // half a scenario is worse than none
  throw OutputError(fmt::format("{} could not be written: {}", shown(file.string()), std::strerror(reason)));
}

int make_new(const NewOptions& options) {
  try {
    const fs::path from = find_scenario(options.name, scenario_folders());
    const fs::path to = options.file.empty() ? from.filename() : fs::path(options.file);
    Problems problems;
    std::string text;
    read_source(from, from.string(), text, problems);
    problems.throw_if_any();
    write_new(to, text);
    fmt::print("{}\n", to.string());
    return 0;
  } catch (const UserError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  } catch (const OutputError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 3;
  }
}

}  // namespace

void add_new(CLI::App& app, Action& action) {
  auto options = std::make_shared<NewOptions>();
  CLI::App* command = app.add_subcommand("new", "Copy a built-in scenario to start from");
  command->add_option("NAME", options->name, "the scenario to copy; 'cogov scenarios' lists them")->required();
  command->add_option("FILE", options->file, "where to put it; left out: its own name, in the current folder");
  command->callback([options, &action] { action = [options] { return make_new(*options); }; });
}

}  // namespace cogov
