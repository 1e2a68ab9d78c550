/// What a user says of a request log: which column is what, which of its words mean what.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace cogov {

/// What a column of a log can be.
enum class LogField { id, kind, opened, closed, updated, status, channel, latitude, longitude, address, duplicate };
inline constexpr std::size_t log_field_count = 11;

/// "kind", "opened", ...: as [columns] of a map calls them.
[[nodiscard]] const std::array<const char*, log_field_count>& log_field_words();
[[nodiscard]] const std::array<const char*, log_field_count>& log_field_words_zh();

/// How a request came in.
enum class LogWay { phone, online, in_person, staff, other };
inline constexpr std::size_t log_way_count = 5;
[[nodiscard]] const std::array<const char*, log_way_count>& log_way_words();
[[nodiscard]] const std::array<const char*, log_way_count>& log_way_words_zh();

/// A kind that stands for "none of them": what is mapped to it is kept aside.
inline constexpr int no_kind = -1;

/// The map file; everything is optional.
struct LogMap {
  std::array<std::optional<std::string>, log_field_count> columns;  ///< headers by role; "" for "there is none"
  std::map<std::string, int> kinds;                                 ///< type of the log → kind of request, or no_kind
  std::map<std::string, LogWay> channels;                           ///< word of the log → way
  std::optional<bool> day_first;                                    ///< 3/5/2020 is the 3rd of May
  std::int64_t shift_seconds = 0;  ///< added to all times: from UTC to the clock on the wall
};

/// Reads a map:
///
///     [columns]  kind = "Request Type"      (id, kind, opened, closed, updated, status, channel, latitude, ...)
///     [kinds]    "Graffiti Removal" = "litter"      or "none"
///     [channels] "Call" = "phone"            (phone, online, in person, staff, other)
///     [times]    day_first = true    shift_hours = 8
///
/// @throws UserError with all problems
[[nodiscard]] LogMap read_log_map(const std::filesystem::path& file);

}  // namespace cogov
