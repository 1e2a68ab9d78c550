/// What a request log says: rates by kind, shape of day and week, durations, channels, repeats.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/calibration/durations.hpp"
#include "tools/calibration/log_map.hpp"
#include "tools/calibration/request_log.hpp"

namespace cogov {

/// How long some cases took, in days.
struct DurationFinding {
  std::size_t cases = 0;           ///< with a duration, open ones included
  std::size_t open = 0;            ///< of these
  std::size_t untold = 0;          ///< without one: cancelled, a duplicate, or with dates that make no sense
  Estimate median, p90;            ///< product-limit; unknown where too many are open
  double variation = 0;            ///< squared coefficient of variation of the closed ones
  std::optional<Mixture> mixture;  ///< where 20 cases or more are closed
};

/// One kind of request.
struct KindFinding {
  int kind = no_kind;            ///< no_kind: all types that were kept aside
  std::uint64_t reports = 0;     ///< by residents
  std::uint64_t found = 0;       ///< by staff
  std::uint64_t duplicates = 0;  ///< in neither count: they tell of no need of their own
  Estimate rate;                 ///< residents' reports per 1,000 residents and year; unknown without --residents
  DurationFinding of_reports, of_found;
};

/// One type of the log, and the kind that it was taken for.
struct TypeFinding {
  std::string type;
  std::uint64_t count = 0;
  int kind = no_kind;
  bool mapped = false;  ///< by the user, not guessed
};

/// One channel of the log.
struct ChannelFinding {
  std::string channel;
  std::uint64_t count = 0;
  LogWay way = LogWay::other;
  bool mapped = false;
  DurationFinding durations;
};

/// When residents report, as rates against the mean.
struct ShapeFinding {
  std::array<double, 24> hours{};    ///< 1: the mean hour
  std::array<double, 7> weekdays{};  ///< 1: the mean day, from Monday; NaN for a day that the log doesn't cover
  Estimate day_share;                ///< of reports between 7 and 21 h; unknown without hours or two days
  Estimate weekend_factor;           ///< a day of the weekend against another; unknown without both
};

/// Cases of the same type at the same place within a time after another; of those with a place.
struct RepeatFinding {
  std::uint64_t with_place = 0;
  Estimate within_62_hours, within_30_days;  ///< unknown where the log is too short to see them
};

struct Findings {
  double days = 0;
  std::optional<double> residents;
  std::uint64_t cases = 0, duplicates = 0, open = 0, found = 0;
  double dispersion = 1;                 ///< variance of daily counts over their mean, weekdays apart; at least 1
  std::vector<TypeFinding> types;        ///< the most frequent first
  std::vector<ChannelFinding> channels;  ///< the most frequent first
  std::vector<KindFinding> kinds;        ///< in the order of the model; what was kept aside comes last
  ShapeFinding shape;
  RepeatFinding repeats;
};

/// @param residents  of the area that the log covers, where it is known
[[nodiscard]] Findings findings_of(const RequestLog& log, const LogMap& map, std::optional<double> residents);

/// Durations of some cases as a finding; for who wants others than those above.
[[nodiscard]] DurationFinding find_durations(const std::vector<Duration>& durations, std::size_t untold, double least);

}  // namespace cogov
