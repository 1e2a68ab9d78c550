#include "tools/usage.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>

#include "scenarios/words.hpp"

namespace cogov {

namespace {

/// The subcommand that was being parsed, or the program itself.
const CLI::App& innermost(const CLI::App& program) {
  const auto given = program.get_subcommands();
  return given.empty() ? program : *given.back();
}

/// "cogov run", for remedies.
std::string spoken_name(const CLI::App& program, const CLI::App& command) {
  return &program == &command ? program.get_name() : program.get_name() + " " + command.get_name();
}

std::vector<std::string> subcommand_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// "did you mean 'check'? ", or nothing.
std::string did_you_mean(const std::string& guess) {
  return guess.empty() ? std::string{} : fmt::format("did you mean '{}'? ", guess);
}

std::string unexpected_argument(const CLI::App& program, const CLI::App& command, const std::string& argument) {
  const std::string help = fmt::format("'{} --help'", spoken_name(program, command));
  if (argument.size() > 1 && argument.front() == '-') {
    const std::string name = argument.substr(0, argument.find('='));
    return fmt::format("unknown option '{}'; {}{} lists the options", name,
                       did_you_mean(nearest(name, option_names(command))), help);
  }
  if (&command == &program) {
    return fmt::format("unknown command '{}'; {}{} lists the commands", argument,
                       did_you_mean(nearest(argument, subcommand_names(program))), help);
  }
  return fmt::format("unexpected argument '{}'; {} shows what {} takes", argument, help, spoken_name(program, command));
}

/// The option that was given more often than it may be, or nullptr.
const CLI::Option* repeated_option(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    const auto allowed = static_cast<std::size_t>(std::max(option->get_items_expected_max(), 1));
    if (option->count() > allowed) return option;
  }
  return nullptr;
}

}  // namespace

void refuse_repeated_flags(CLI::App& program) {
  for (CLI::App* command : program.get_subcommands([](CLI::App*) { return true; })) {
    for (CLI::Option* option : command->get_options()) {
      if (option->get_items_expected_max() == 0) option->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    }
  }
}

std::string usage_message(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& command = innermost(program);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> arguments = program.remaining(true);
    if (!arguments.empty()) return unexpected_argument(program, command, arguments.front());
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const CLI::Option* option = repeated_option(command);
    if (option != nullptr)
      return fmt::format("{} is given {} times; give it once", option->get_name(), option->count());
  }
  return fmt::format("{}; '{} --help' shows how it is used", error.what(), spoken_name(program, command));
}

}  // namespace cogov
