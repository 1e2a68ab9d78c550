/// Collects everything that is wrong, so that the user sees all of it at once.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/errors.hpp"

namespace cogov {

/// The problems of one load. Keeps the first 100; the rest are counted, which bounds memory and
/// the time that suggestions take, whatever is thrown at the loader.
class Problems {
 public:
  void add(Problem problem);
  [[nodiscard]] bool full() const { return problems_.size() >= most; }
  [[nodiscard]] std::size_t count() const { return problems_.size() + left_out_; }

  /// Throws a UserError with all problems, file by file in the order in which the files were first
  /// named by `rank_file`, each file from top to bottom; returns when there are none.
  void throw_if_any() const;

  /// Files named earlier are reported earlier.
  void rank_file(const std::string& file) { files_.push_back(file); }

 private:
  static constexpr std::size_t most = 100;
  [[nodiscard]] std::size_t rank_of(const std::string& file) const;

  std::vector<Problem> problems_;
  std::vector<std::string> files_;
  std::size_t left_out_ = 0;
};

}  // namespace cogov
