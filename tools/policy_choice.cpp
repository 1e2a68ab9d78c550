#include "tools/policy_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenarios/words.hpp"
#include "sim/errors.hpp"

namespace cogov {

std::optional<std::size_t> policy_position(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool whole = error == std::errc{} && end == name.data() + name.size();
  if (whole && number >= 1 && number <= names.size()) return number - 1;
  return {};
}

std::vector<std::size_t> chosen_policies(const std::vector<std::string>& names, const std::string& text) {
  std::vector<std::size_t> chosen;
  std::string rest = text;
  while (!rest.empty()) {
    std::optional<std::size_t> found;
    std::size_t end = rest.size();  // the longest piece that names one, as a name may have commas of its own
    while (!(found = policy_position(names, rest.substr(0, end))) && end != 0) {
      const std::size_t comma = rest.rfind(',', end - 1);
      end = comma == std::string::npos ? 0 : comma;
    }
    if (!found) {
      const std::string word = rest.substr(0, rest.find(','));
      const std::string guess = did_you_mean(word, names);
      throw UserError(fmt::format("--policies: there is no policy {}", shown(word)),
                      fmt::format("there are {}", one_of(names)),
                      guess.empty() ? "give names or numbers from 1, with commas between them" : guess);
    }
    if (std::ranges::find(chosen, *found) == chosen.end()) chosen.push_back(*found);
    rest = end < rest.size() ? rest.substr(end + 1) : "";
  }
  return chosen;
}

}  // namespace cogov
