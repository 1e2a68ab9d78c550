/// A request log as numbers: when each case came, of what type, through what channel, and how long it took.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "tools/calibration/log_columns.hpp"
#include "tools/calibration/log_map.hpp"

namespace cogov {

/// Most requests of one log: 32 bytes each are held.
inline constexpr std::size_t most_cases = 50'000'000;
/// Most different types, and most different channels.
inline constexpr std::size_t most_words = 5000;

/// One line of the log.
struct LogCase {
  static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::min();

  std::int64_t opened = 0;         ///< seconds since 1970 on the clock on the wall
  std::uint64_t place = 0;         ///< a number for the address or the coordinates; 0: not told
  std::int32_t seconds = unknown;  ///< from opening to closing, or to the log's end where it is open
  std::uint16_t type = 0, channel = 0;
  bool open = false;       ///< not closed when the log ends: it took longer than `seconds`
  bool duplicate = false;  ///< another report of a case that is there already
};

/// A word of the log and how often it stands there.
struct LogWord {
  std::string word;
  std::uint64_t count = 0;
};

/// Something that was met in lines of the log: how often, and where first.
struct Trouble {
  std::string what, what_zh;  ///< "dates of opening that can't be read"
  std::string done, done_zh;  ///< what was done with such lines
  std::uint64_t count = 0;
  std::int64_t first_line = 0;
  std::string example = {};
};

/// A log that has been read.
struct RequestLog {
  std::string file;
  LogColumns columns;
  std::uint64_t rows = 0;      ///< lines after the header
  std::vector<LogCase> cases;  ///< those that can be counted, by opening
  std::vector<LogWord> types;  ///< by number
  std::vector<LogWord> channels;
  std::vector<Trouble> troubles;
  std::int64_t first = 0, last = 0;  ///< openings of the first and the last case
  std::int64_t end = 0;              ///< the latest moment that the log tells of: open cases are censored here
  bool has_hours = true;             ///< false: openings have no time of day
  bool places_are_points = false;    ///< places are coordinates, not addresses
  bool converted = false;            ///< text was GB18030

  [[nodiscard]] double days() const;  ///< from the first opening to the last, a mean gap added
};

/// Reads a log. Lines without a readable opening are left out and counted; so are far-away openings (a handful of
/// cases, apart from all others by more than 200 days).
/// @throws UserError where nothing can be made of the file
[[nodiscard]] RequestLog read_request_log(const std::filesystem::path& file, const LogMap& map);

}  // namespace cogov
