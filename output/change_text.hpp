/// Two results of one scenario, before and after a change, in plain words.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "output/compare.hpp"
#include "output/language.hpp"

namespace cogov {

/// A sentence in both languages.
struct Told {
  std::string english;
  std::string chinese;

  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::chinese ? chinese : english;
  }
};

/// One of the two results.
struct Side {
  std::string file;
  std::string title;
  std::string digest;
  std::string program_version, model_version;
  std::uint64_t seed = 0;
  std::uint32_t replicates = 0;
  std::vector<std::string> only_here = {};  ///< policies that the other one lacks
};

/// What a change did.
struct Change {
  Side before, after;
  std::vector<Told> differences;  ///< between the two experiments; empty: none
  bool same_luck = false;         ///< compared run by run
  Told luck;                      ///< how the runs are compared, and why
  /// One a policy that both have: the baseline is that policy before, policy 1 the same after.
  std::vector<Comparison> policies;
};

/// What a person asks: what differs between the two, and what that changed for each policy. No line is wider than 100
/// cells. @param all  every measure with its interval
[[nodiscard]] std::string change_text(const Change& change, bool all, Language language);
/// The same for programs: "policies" as in comparison_json().
[[nodiscard]] nlohmann::ordered_json change_json(const Change& change);
/// As comparison_csv(): the baseline's columns are those before the change.
[[nodiscard]] std::string change_csv(const Change& change);

}  // namespace cogov
