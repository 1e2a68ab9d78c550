/// `cogov explain [KEY|MECHANISM]`: what a section or a key means.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "scenarios/explain.hpp"
#include "sim/errors.hpp"
#include "tools/commands.hpp"

namespace cogov {

namespace {

struct ExplainOptions {
  std::string subject;
  std::string language = "en";
  bool json = false;
};

int explain(const ExplainOptions& options) {
  try {
    fmt::print("{}",
               options.json ? explain_json(options.subject) : explain_text(options.subject, options.language == "zh"));
    return 0;
  } catch (const UserError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", "Say what a section or a key of a scenario means");
  command->add_option("SUBJECT", options->subject, "a section (patrol) or a key (patrol.notice_chance); none: all");
  command->add_option("--lang", options->language, "language of the meanings")->check(CLI::IsMember({"en", "zh"}));
  command->add_flag("--json", options->json, "print JSON, in English and Chinese");
  command->callback([options, &action] { action = [options] { return explain(*options); }; });
}

}  // namespace cogov
