/// `cogov schema`: the JSON schema of the scenario language.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "scenarios/schema.hpp"
#include "tools/commands.hpp"

namespace cogov {

void add_schema(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("schema", "Print the JSON schema of scenario files, for editors");
  command->callback([&action] {
    action = [] {
      fmt::print("{}", json_schema());
      return 0;
    };
  });
}

}  // namespace cogov
