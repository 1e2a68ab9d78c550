/// What the live page asks of a scenario: curves that sharpen, the scenario and the report of what is shown, a day.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "output/language.hpp"
#include "scenarios/scenario.hpp"

namespace cogov::live {

using Json = nlohmann::ordered_json;

/// Hands an event over. @returns false: nobody listens any more
using Emit = std::function<bool(const std::string& event, const Json& data)>;

/// Refuses a scenario that is too large for a page which answers at once; to be asked before size_policies(), which
/// runs it. @throws UserError that says how much smaller it has to be
void require_small_enough(const Scenario& scenario);

/// A scenario that is looked at under changing settings. Its requests and answers are described in
/// tools/web/src/live_types.ts. May be asked from several threads at once; computing is done for one at a time.
/// All throw UserError where a request makes no sense or can't be computed here.
class Session {
 public:
  /// @param scenario  sized already (size_policies())
  /// @param threads  at most so many compute
  /// @throws UserError where the scenario can't be run, or is too large for a page that is to answer at once
  Session(Scenario scenario, std::uint32_t threads);
  ~Session();

  /// What the page starts from (LiveStart).
  [[nodiscard]] Json start(Language language) const;

  /// Computes stage after stage and emits "result" after each and "done" at last. Ends early, between two runs, once
  /// `stop` is true or nobody listens. What the baseline and either side came to is kept for the next request.
  void run(const Json& state, const std::atomic<bool>& stop, const Emit& emit);

  /// The scenario of a state as a file that `cogov run` gives the same numbers for, bit for bit.
  [[nodiscard]] std::string scenario(const Json& state, std::uint32_t replicates, std::uint32_t worlds) const;

  /// The report of a state, as `cogov report` would make it: one HTML page.
  [[nodiscard]] std::string report(const Json& state, std::uint32_t replicates, std::uint32_t worlds, Language language,
                                   const std::atomic<bool>& stop);

  /// A day of the first replicate under one of the three policies (DayData).
  [[nodiscard]] Json day(const Json& state, std::uint32_t policy, std::uint32_t day, const std::atomic<bool>& stop);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cogov::live
