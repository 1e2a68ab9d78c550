/// The subcommands: one file tools/command_NAME.cpp each, with the one function declared here.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace cogov {

/// What the parsed command line asks for; returns the exit code. Throws UserError (exit code 2),
/// OutputError (3); anything else that is thrown is a bug of ours (1).
using Action = std::function<int()>;

/// Each of these adds its subcommand to the program and, when that is the one given, sets `action`
/// from the subcommand's callback. Nothing is done while parsing. What options are parsed into must
/// live as long as the action (a shared_ptr that the callback captures), and so must `action`.
void add_run(CLI::App& program, Action& action);
void add_check(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_scenarios(CLI::App& program, Action& action);
void add_new(CLI::App& program, Action& action);
void add_schema(CLI::App& program, Action& action);
void add_compare(CLI::App& program, Action& action);
void add_sensitivity(CLI::App& program, Action& action);
void add_report(CLI::App& program, Action& action);
void add_serve(CLI::App& program, Action& action);
void add_merge(CLI::App& program, Action& action);
void add_doctor(CLI::App& program, Action& action);
void add_verify(CLI::App& program, Action& action);
void add_validate(CLI::App& program, Action& action);
void add_swaps(CLI::App& program, Action& action);
void add_calibrate(CLI::App& program, Action& action);

}  // namespace cogov
