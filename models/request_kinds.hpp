/// The twenty kinds of request: what they are, who may serve them, what happens if they are left.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/param.hpp"
#include "models/settings.hpp"
#include "sim/distributions.hpp"

namespace cogov {

inline constexpr std::size_t kind_count = 20;
inline constexpr std::size_t age_bands = 4;  ///< 0-16, 17-59, 60-79, 80+

/// Who may serve a request. `volunteer`, `contract`, `alliance`, `rider`, `contractor` and `leader` have nobody
/// behind them until a mechanism brings somebody.
enum class Server : std::uint8_t {
  grid_worker,
  window,
  volunteer,
  contract,
  property,
  department,
  enforcement,
  alliance,
  rider,
  contractor,  ///< repairs for money
  leader,      ///< building leaders and contact households
  partner,     ///< whoever a mechanism brings for what it takes over; no kind names them
  none
};
inline constexpr std::size_t server_count = 12;

/// The word for a server in scenarios: "grid worker", "property firm", ...
[[nodiscard]] const std::array<std::string, server_count>& server_words();
[[nodiscard]] const std::array<std::string, server_count>& server_words_zh();

/// The distribution of a service time; all but lognormal take the median as their mean.
enum class Shape : std::uint8_t { lognormal, exponential, fixed, erlang_2 };

/// One kind, read from its section.
struct KindRules {
  std::array<double, age_bands> need_rate{};  ///< per 1,000 residents of the age band and year
  double hazard_rate = 0;                     ///< of places, per 1,000 residents and year
  double reported_share = 0;                  ///< at the reference belief
  double report_delay_hours = 0;              ///< mean
  Lognormal service_minutes{};                ///< when shape is "lognormal"
  Shape shape = Shape::lognormal;
  double service_mean_minutes = 0;  ///< of whatever shape
  std::vector<Server> served_by;    ///< in order of preference
  double settled_share = 1;         ///< chance that the first server can settle it
  double visible_share = 0;         ///< chance that it can be seen from the street
  bool collective = false;
  int priority = 1;                    ///< 0 interrupts, then 1, 2, 3
  double lapse_days = 0;               ///< mean time until it is gone by itself; 0: never
  double doubling_days = 0;            ///< the work it makes doubles in so many days; 0: never
  double spreads_after_days = 0;       ///< mean time until one like it arises beside it, once; 0: never
  int becomes = -1;                    ///< the kind it turns into, or -1
  double becomes_per_day = 0;          ///< at this hazard rate while open
  double returns_share = 0;            ///< chance that it comes back after it was fixed
  double returns_days = 0;             ///< within so many days, uniformly
  double harm_per_day = 0;             ///< chance of an accident per day while open
  double winter_factor = 1;            ///< rate in winter against the rest of the year
  bool in_town = false;                ///< residents go to town for it: [community] town_kinds
  bool multiplied_by_alone = false;    ///< the rate is higher for who lives alone or is disabled
  bool multiplied_by_poverty = false;  ///< the rate is higher for who has a low income
};

/// One section "request_kinds.NAME" for each kind.
[[nodiscard]] std::vector<Section> request_kind_sections();

/// The keys of the kinds, in order: "litter", "fire_lane", ...
[[nodiscard]] const std::vector<std::string>& kind_keys();
[[nodiscard]] const std::vector<std::string>& kind_titles();
[[nodiscard]] const std::vector<std::string>& kind_titles_zh();

[[nodiscard]] std::array<KindRules, kind_count> read_kinds(const Settings& settings);

}  // namespace cogov
