/// What to say when the command line itself is wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace cogov {

/// Makes a flag that is given twice an error in every subcommand, as an option with a value is anyway.
void refuse_repeated_flags(CLI::App& program);

/// One sentence in our own words about why the command line was refused, with a remedy. `program` is
/// the App just as its parse() left it by throwing `error`.
[[nodiscard]] std::string usage_message(const CLI::App& program, const CLI::ParseError& error);

}  // namespace cogov
