/// Which column of a request log is what: guessed from names and from what they hold, or as a map says.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/calibration/log_map.hpp"
#include "tools/calibration/log_rows.hpp"
#include "tools/calibration/moments.hpp"

namespace cogov {

/// What a column was chosen for.
enum class Because { map, name, content };

/// A column that was found.
struct ColumnGuess {
  std::size_t column = 0;
  std::string header;
  std::string example;  ///< the first that isn't empty
  Because because = Because::name;
};

/// All columns of a log.
struct LogColumns {
  std::array<std::optional<ColumnGuess>, log_field_count> of;
  DayOrder day_order = DayOrder::month_first;
  bool day_order_known = true;  ///< false: dates such as 3/5/2020 were met, and nothing tells which is the day
  std::size_t columns = 0;      ///< of the header

  [[nodiscard]] const std::optional<ColumnGuess>& operator[](LogField role) const {
    return of[static_cast<std::size_t>(role)];
  }
};

/// Looks at the header and at most so many rows.
inline constexpr std::size_t rows_looked_at = 2000;

/// Finds the columns. @throws UserError where there is no header, or no column of kinds or of opening times
[[nodiscard]] LogColumns find_columns(LogRows& rows, const LogMap& map);

}  // namespace cogov
