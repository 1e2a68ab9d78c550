#include "sim/errors.hpp"

#include <fmt/format.h>

namespace cogov {

std::string Problem::sentence() const {
  std::string text;
  if (!where.file.empty()) {
    text += where.file;
    if (where.line > 0) text += fmt::format(":{}:{}", where.line, where.column);
    text += ": ";
  }
  text += what;
  if (!why.empty()) text += fmt::format(" ({})", why);
  if (!remedy.empty()) text += fmt::format("; {}", remedy);
  return text;
}

namespace {

std::string sentences(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += problem.sentence();
  }
  return text;
}

}  // namespace

UserError::UserError(std::vector<Problem> problems)
    : std::runtime_error(sentences(problems)), problems_(std::move(problems)) {}

UserError::UserError(std::string what, std::string why, std::string remedy)
    : UserError(Problem{{}, std::move(what), std::move(why), std::move(remedy)}) {}

void broken_promise(std::string_view condition, const char* file, int line) {
  throw InternalError(fmt::format("{}:{}: a promise of the program was broken: {}", file, line, condition));
}

}  // namespace cogov
