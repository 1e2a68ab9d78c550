/// `cogov serve [SCENARIO]`: the live what-if page, for this computer only.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "output/columns.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/experiments.hpp"
#include "tools/interrupt.hpp"
#include "tools/live/server.hpp"
#include "tools/live/session.hpp"
#include "tools/sizing.hpp"
#include "tools/terminal.hpp"
#include "tools/web_page.hpp"

namespace cogov {

namespace {

struct ServeCommand {
  std::string scenario = "showcase";
  std::int64_t threads = 0;  ///< 0: one a core
  int port = 0;
  std::string language = "en";
  double deadline_seconds = 10;
  bool no_open = false;
  bool json = false;
};

/// A file of this user's own that leads to the address: other users can read the arguments of programs.
std::string private_link(const std::string& address) {
  const char* own = std::getenv("XDG_RUNTIME_DIR");
  std::string name = fmt::format("{}/cogov-XXXXXX.html", own ? own : "/tmp");
  const int file = mkostemps(name.data(), 5, O_CLOEXEC);  // 0600
  if (file < 0) return "";
  const std::string text = fmt::format("<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0;url={}\">\n", address);
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  close(file);
  if (!written) unlink(name.c_str());
  return written ? name : "";
}

/// Shows the page where there is a desktop; nothing happens where there is none. The browser is no child of ours that
/// an interrupt from the keyboard would reach.
void open_browser(const std::string& link) {
  std::signal(SIGCHLD, SIG_IGN);  // nobody waits for it
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (const int stream : {0, 1, 2}) posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_RDWR, 0);
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  sigset_t usual;
  sigfillset(&usual);
  posix_spawnattr_setsigdefault(&how, &usual);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF);
  std::string name = "xdg-open", copy = link;
  char* arguments[] = {name.data(), copy.data(), nullptr};
  pid_t child = 0;
  static_cast<void>(posix_spawnp(&child, arguments[0], &files, &how, arguments, environ));
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
}

/// One line that a program can read, before anything is served.
void tell(const live::Server& server, const ServeCommand& options) {
  if (options.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"address", server.address()}, {"port", server.port()}}.dump());
  } else {
    fmt::print("{}\n", server.address());
  }
  std::fflush(stdout);
  if (options.json) return;
  fmt::print(stderr, "Open this address in a browser on this computer; nobody else can reach it. Ctrl-C ends it.\n");
}

int serve(const ServeCommand& options) {
  require_web_pages();
  install_interrupts(Interrupted::service);
  const std::uint32_t threads = threads_to_use(options.threads);
  LoadOptions load{.library = scenario_folders()};
  Scenario scenario = load_scenario(find_scenario(options.scenario, load.library), load);
  live::require_small_enough(scenario);
  if (std::ranges::any_of(scenario.policies,
                          [](const Policy& one) { return one.budget_yuan > 0 || !one.control.empty(); }))
    fmt::print(stderr, "cogov: sizing policies to their budgets, which takes some seconds\n");
  for (const std::string& note : size_policies(scenario, threads, stop_requested())) {
    fmt::print(stderr, "note: {}\n", printable(note));
  }
  if (stop_requested()) return 0;
  live::Session session(std::move(scenario), threads);
  live::Server server(session,
                      {.port = options.port,
                       .language = language_of(options.language),
                       .request_deadline = std::chrono::milliseconds(std::int64_t(options.deadline_seconds * 1000))});
  tell(server, options);
  const std::string link = !options.no_open && is_terminal(stdout) ? private_link(server.address()) : "";
  if (!link.empty()) open_browser(link);
  server.serve(stop_requested());
  if (!link.empty()) unlink(link.c_str());
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  auto options = std::make_shared<ServeCommand>();
  CLI::App* command = app.add_subcommand("serve", "A page to try policies on, in a browser on this computer");
  command->add_option("SCENARIO", options->scenario,
                      "a scenario file, or the name of a built-in scenario; showcase if left out");
  command->add_option("--port", options->port, "the port to listen on; any that is free if left out")
      ->check(CLI::Range(0, 65535));
  command->add_option("--threads", options->threads, "how many compute at once; one a core if left out")
      ->check(CLI::PositiveNumber);
  command->add_option("--lang", options->language, "en or zh: the language in which the page opens; it has both")
      ->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--no-open", options->no_open, "don't open a browser");
  command->add_flag("--json", options->json, "print the address as JSON");
  // For tests, which don't want to wait as long as a slow client may take.
  command->add_option("--request-deadline", options->deadline_seconds)->group("")->check(CLI::Range(0.1, 600.0));
  command->callback([options, &action] { action = [options] { return serve(*options); }; });
}

}  // namespace cogov
