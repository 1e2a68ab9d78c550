/// The program `cogov`: finds the subcommand, runs it, and turns what went wrong into an exit code.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "output/columns.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"
#include "tools/usage.hpp"

namespace cogov {

namespace {

enum Exit { done = 0, bug = 1, users_input = 2, not_written = 3 };

using AddCommand = void (*)(CLI::App&, Action&);

/// The subcommands, in the order in which --help lists them.
constexpr std::initializer_list<AddCommand> commands = {
    add_run, add_compare, add_report, add_serve,    add_sensitivity, add_check,     add_explain, add_scenarios,
    add_new, add_merge,   add_verify, add_validate, add_swaps,       add_calibrate, add_doctor,  add_schema};

constexpr const char* first_steps =
    "First steps:\n"
    "  cogov scenarios                    what there is to start from\n"
    "  cogov new tutorial my.toml         a scenario of your own\n"
    "  cogov run my.toml -o my.h5         run it\n"
    "  cogov compare my.h5                what each policy changed\n"
    "  cogov report my.h5                 a page to look at and to print\n"
    "  cogov serve my.toml                a page to try policies on\n"
    "\n"
    "Exit codes: 0 done, 2 wrong input or usage, 3 output could not be written, 130 interrupted, 1 a bug.";

/// One line on stderr. A stderr that is gone is no reason to fail.
void complain(std::string_view message) {
  const std::string line = "cogov: " + printable(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

/// Without these a file that the program opens could become its standard output, and be written to by
/// whatever prints.
void open_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) == -1) static_cast<void>(open("/dev/null", O_RDWR));
  }
}

/// Did whoever read our standard output go away (`cogov explain | head`)?
bool reader_left() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

/// The exit code once standard output is written out. A reader that left early had what it wanted.
int settle_output(int code) {
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (written || code != done || reader_left()) return code;
  complain("standard output could not be written; is the disk full?");
  return not_written;
}

int parse_and_act(int argc, char** argv) {
  CLI::App program{"Simulates how a community looks after itself together, under several policies on the same luck.",
                   "cogov"};
  program.set_version_flag("--version", "cogov " COGOV_VERSION);
  program.require_subcommand(0, 1);
  program.get_formatter()->column_width(30);
  program.footer(first_steps);
  Action action;
  for (const AddCommand add : commands) add(program, action);
  refuse_repeated_flags(program);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return program.exit(asked);
  } catch (const CLI::ParseError& error) {
    complain(usage_message(program, error));
    return users_input;
  }
  if (action) return action();
  complain("a command is missing; 'cogov --help' lists the commands");
  return users_input;
}

int guarded(int argc, char** argv) {
  try {
    return parse_and_act(argc, argv);
  } catch (const UserError& error) {
    for (const Problem& problem : error.problems()) complain(problem.sentence());
    return users_input;
  } catch (const OutputError& error) {
    complain(error.what());
    return not_written;
  } catch (const std::bad_alloc&) {
    complain("out of memory; use fewer --threads or a smaller place");
  } catch (const std::exception& error) {
    // What prints throws when standard output is a pipe that nobody reads any more.
    if (std::ferror(stdout) != 0) return done;
    complain(fmt::format("{}; this is a bug of cogov, please report it", error.what()));
  }
  return bug;
}

}  // namespace

}  // namespace cogov

int main(int argc, char** argv) {
  cogov::open_closed_streams();
  // A reader that goes away must not kill a run half-way; settle_output() notices it.
  std::signal(SIGPIPE, SIG_IGN);
  return cogov::settle_output(cogov::guarded(argc, argv));
}
