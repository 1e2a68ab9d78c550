#include "scenarios/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace cogov {

void Problems::add(Problem problem) {
  if (full()) {
    ++left_out_;
  } else {
    problems_.push_back(std::move(problem));
  }
}

std::size_t Problems::rank_of(const std::string& file) const {
  return static_cast<std::size_t>(std::find(files_.begin(), files_.end(), file) - files_.begin());
}

void Problems::throw_if_any() const {
  if (problems_.empty()) return;
  std::vector<Problem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(), [this](const Problem& a, const Problem& b) {
    return std::tuple(rank_of(a.where.file), a.where.line, a.where.column) <
           std::tuple(rank_of(b.where.file), b.where.line, b.where.column);
  });
  if (left_out_ > 0) {
    sorted.push_back({{}, fmt::format("and {} more problems", left_out_), {}, "mend these first, then check again"});
  }
  throw UserError(std::move(sorted));
}

}  // namespace cogov
