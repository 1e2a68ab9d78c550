/// Two kinds of failure, and nothing else: the user's (located, with a remedy) and ours.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cogov {

/// A place in a file; `line` and `column` count from 1, 0 means "the file as a whole".
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One thing that is wrong, in the sentence shape "where: what is wrong (why); what to do".
struct Problem {
  Location where;
  std::string what;    ///< "unknown key 'patrole'"
  std::string why;     ///< may be empty
  std::string remedy;  ///< "did you mean 'patrol'?", may be empty

  /// "file:3:5: what (why); remedy", without a trailing line break. Parts that are empty are left out.
  [[nodiscard]] std::string sentence() const;
};

/// The user's input or usage is wrong. Nothing has been written. Exit code 2.
class UserError : public std::runtime_error {
 public:
  explicit UserError(std::vector<Problem> problems);
  explicit UserError(Problem problem) : UserError(std::vector<Problem>{std::move(problem)}) {}
  /// A problem without a place in a file.
  explicit UserError(std::string what, std::string why = {}, std::string remedy = {});

  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// A result could not be written (disk full, folder read-only). What was done is kept. Exit code 3.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A bug of ours. Exit code 1.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Ends the run with an InternalError that names the broken promise and its place in the code.
[[noreturn]] void broken_promise(std::string_view condition, const char* file, int line);

}  // namespace cogov

/// States what must be true whatever the user does; a failure is a bug of ours.
#define EXPECT(condition) ((condition) ? static_cast<void>(0) : ::cogov::broken_promise(#condition, __FILE__, __LINE__))
