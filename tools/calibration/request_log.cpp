#include "tools/calibration/request_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/calibration/log_rows.hpp"
#include "tools/calibration/log_words.hpp"

namespace cogov {

namespace {

constexpr std::int64_t day = 86400;
/// A word that is longer, in characters, is a sentence.
constexpr std::ptrdiff_t longest_word = 1000;

enum TroubleKind { short_row, bad_opened, bad_closed, negative, mixed_zones, no_close, twice, far_away, trouble_count };

std::vector<Trouble> no_troubles() {
  std::vector<Trouble> t(trouble_count);
  t[short_row] = {"lines with another number of fields than the header", "字段数与表头不符的行", "left out", "略去"};
  t[bad_opened] = {"dates of opening that can't be read", "无法识别的受理时间", "left out", "略去"};
  t[bad_closed] = {"dates of closing that can't be read", "无法识别的办结时间", "counted, without a duration",
                   "计数，不计时长"};
  t[negative] = {"cases that close before they open", "办结早于受理的工单", "counted, without a duration",
                 "计数，不计时长"};
  t[mixed_zones] = {"times with a zone beside times without one, or with another zone", "时区不一致的时间",
                    "taken by the clock on the wall; without a duration where opening and closing differ",
                    "按当地钟点计；受理与办结写法不一的不计时长"};
  t[no_close] = {"cases called closed, or cancelled, without a date of closing", "称已办结或已撤销而无办结时间的工单",
                 "counted, without a duration", "计数，不计时长"};
  t[twice] = {"lines with a number that was there already", "编号重复的行", "left out", "略去"};
  t[far_away] = {"cases far away in time from all others", "时间上远离其余记录的工单", "left out", "略去"};
  return t;
}

/// Seconds since midnight, also of moments before 1970.
std::int64_t time_of_day(std::int64_t wall) { return (wall % day + day) % day; }

std::ptrdiff_t characters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(),
                       [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
}

/// FNV-1a, of at least 1: 0 stands for nothing.
std::uint64_t number_of(std::string_view text, std::uint64_t hash = 14695981039346656037ULL) {
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  return std::max<std::uint64_t>(hash, 1);
}

/// Words numbered as they are met. Looked up only: their order comes from the log.
class Words {
 public:
  std::uint16_t number(const std::string& word, const char* what, const LogRows& rows) {
    const auto [at, is_new] = numbers_.try_emplace(word, static_cast<std::uint16_t>(list_.size()));
    if (is_new) {
      if (list_.size() == most_words)
        refuse(fmt::format("the column of {} has more than {} different words", what, most_words), rows);
      if (characters(word) > longest_word)
        refuse(fmt::format("the column of {} has a word of more than {} characters", what, longest_word), rows);
      list_.push_back({word, 0});
    }
    ++list_[at->second].count;
    return at->second;
  }
  std::vector<LogWord> take() { return std::move(list_); }

 private:
  [[noreturn]] static void refuse(std::string what, const LogRows& rows) {
    throw UserError(Problem{rows.at(rows.line()), std::move(what), "it seems to be free text",
                            "name another column in a map file (--map): [columns]"});
  }

  std::unordered_map<std::string, std::uint16_t> numbers_;
  std::vector<LogWord> list_;
};

class LogReader {
 public:
  LogReader(const std::filesystem::path& file, const LogMap& map) : rows_(file), map_(map) {
    {
      LogRows first(file);
      log_.columns = find_columns(first, map);
    }
    log_.file = file.string();
    log_.troubles = no_troubles();
  }

  RequestLog read() {
    rows_.next();  // the header
    while (rows_.next()) {
      ++log_.rows;
      read_row();
      if (log_.cases.size() > most_cases) {
        throw UserError(
            Problem{{log_.file}, fmt::format("holds more than {} requests", most_cases), "", "split it by year"});
      }
    }
    log_.converted = rows_.converted();
    log_.types = types_.take();
    log_.channels = channels_.take();
    settle();
    return std::move(log_);
  }

 private:
  [[nodiscard]] const std::string& field(LogField role) const {
    static const std::string nothing;
    const std::optional<ColumnGuess>& at = log_.columns[role];
    return at && at->column < rows_.size() ? rows_[at->column] : nothing;
  }

  void note(TroubleKind kind, const std::string& example = {}) {
    Trouble& trouble = log_.troubles[kind];
    if (trouble.count++ == 0) {
      trouble.first_line = rows_.line();
      trouble.example = example;
    }
  }

  /// A day alone is the same day on any clock: only times are shifted.
  [[nodiscard]] std::optional<Moment> moment(LogField role) const {
    std::optional<Moment> read = read_moment(field(role), log_.columns.day_order);
    if (read && read->has_time) read->wall += map_.shift_seconds;
    return read;
  }

  void read_row() {
    if (rows_.size() != log_.columns.columns) return note(short_row);
    const std::optional<Moment> opened = moment(LogField::opened);
    if (!opened) return note(bad_opened, field(LogField::opened));
    if (!field(LogField::id).empty()) {
      if (!ids_.emplace(number_of(field(LogField::id)), true).second) return note(twice, field(LogField::id));
    }
    if (zones_.empty()) {
      zones_.push_back(opened->zone_minutes);
    } else if (zones_.front().has_value() != opened->zone_minutes.has_value() ||
               std::abs(zones_.front().value_or(0) - opened->zone_minutes.value_or(0)) > 60) {
      note(mixed_zones, field(LogField::opened));
    }
    with_hours_ += opened->has_time && time_of_day(opened->wall) != time_of_day(map_.shift_seconds) ? 1 : 0;
    LogCase one;
    one.opened = opened->wall;
    one.type = types_.number(field(LogField::kind), "kinds", rows_);
    one.channel = channels_.number(field(LogField::channel), "channels", rows_);
    one.place = place();
    const LogStage stage = log_.columns[LogField::status] ? guess_stage(field(LogField::status)) : LogStage::open;
    one.duplicate = stage == LogStage::duplicate ||
                    (log_.columns[LogField::duplicate] && says_duplicate(field(LogField::duplicate)));
    read_closing(one, *opened, stage);
    log_.cases.push_back(one);
  }

  [[nodiscard]] std::uint64_t place() {
    if (!field(LogField::address).empty()) return number_of(field(LogField::address));
    const std::string &latitude = field(LogField::latitude), &longitude = field(LogField::longitude);
    if (latitude.empty() || longitude.empty()) return 0;
    if (std::strtod(latitude.c_str(), nullptr) == 0) return 0;  // "0" stands for nothing
    ++points_;
    return number_of(longitude, number_of(latitude));
  }

  void read_closing(LogCase& one, const Moment& opened, LogStage stage) {
    std::string text = field(LogField::closed);
    std::optional<Moment> closed = moment(LogField::closed);
    const bool over = stage == LogStage::closed || stage == LogStage::duplicate;
    if (stage == LogStage::cancelled) {
      if (!closed) note(no_close);
      return;  // nobody did anything
    }
    if (!closed && text.empty() && over) {  // the last word on a closed case is that it is closed
      text = field(LogField::updated);
      closed = moment(LogField::updated);
      if (!closed) return note(no_close);
    }
    if (!closed && !text.empty()) return note(bad_closed, text);
    if (!closed) {
      one.open = true;
      return;
    }
    if (closed->zone_minutes.has_value() != opened.zone_minutes.has_value()) return note(mixed_zones, text);
    const std::int64_t zones = 60 * (closed->zone_minutes.value_or(0) - opened.zone_minutes.value_or(0));
    std::int64_t seconds = closed->wall - opened.wall - zones;
    if (!closed->has_time && seconds > -day) {
      // A day alone is taken at its noon, but not before the case was opened; between two days whole days pass, and
      // half of one within the same.
      if (opened.has_time) {
        seconds = std::max<std::int64_t>(seconds + day / 2, day / 8);
      } else if (seconds == 0) {
        seconds = day / 2;
      }
    }
    if (seconds < 0) return note(negative, field(LogField::opened) + " → " + text);
    if (seconds > INT32_MAX) return note(bad_closed, text);
    one.seconds = static_cast<std::int32_t>(seconds);
  }

  void settle() {
    std::vector<LogCase>& cases = log_.cases;
    if (cases.empty()) {
      const Trouble& bad = log_.troubles[bad_opened];
      const Trouble& rows = log_.troubles[short_row];
      const Trouble& worst = rows.count > bad.count ? rows : bad;
      if (log_.rows == 0)
        throw UserError(Problem{{log_.file}, "has no line after the header", "", "give a log of requests"});
      throw UserError(Problem{rows_.at(worst.first_line), "no line can be read",
                              fmt::format("{}: {}{}", worst.what, worst.count,
                                          worst.example.empty() ? "" : ", the first is " + shown(worst.example)),
                              "name the columns in a map file (--map)"});
    }
    std::stable_sort(cases.begin(), cases.end(),
                     [](const LogCase& a, const LogCase& b) { return a.opened < b.opened; });
    leave_out_far_away();
    log_.first = cases.front().opened;
    log_.last = cases.back().opened;
    log_.end = end_of_log();
    for (LogCase& one : cases) {
      if (one.open) one.seconds = static_cast<std::int32_t>(std::min<std::int64_t>(log_.end - one.opened, INT32_MAX));
    }
    log_.has_hours = with_hours_ * 10 > log_.rows;
    log_.places_are_points = points_ > 0;
  }

  /// A typing error in a year must not stretch the period.
  void leave_out_far_away() {
    std::vector<LogCase>& cases = log_.cases;
    const std::size_t few = cases.size() / 200;
    std::size_t begin = 0, end = cases.size();
    for (std::size_t i = 1; i <= few; ++i) {
      if (cases[i].opened - cases[i - 1].opened > 200 * day) begin = i;
      const std::size_t j = cases.size() - i;
      if (cases[j].opened - cases[j - 1].opened > 200 * day) end = j;
    }
    const std::size_t left_out = begin + (cases.size() - end);
    if (left_out == 0) return;
    Trouble& trouble = log_.troubles[far_away];
    trouble.count = left_out;
    trouble.example = day_text(begin > 0 ? cases.front().opened : cases.back().opened);
    cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(end), cases.end());
    cases.erase(cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(begin));
  }

  /// The latest opening or closing; of closings, all but the latest thousandth may be later than the last opening by
  /// years (typing errors aren't).
  [[nodiscard]] std::int64_t end_of_log() const {
    std::vector<std::int64_t> closings;
    for (const LogCase& one : log_.cases) {
      if (!one.open && one.seconds != LogCase::unknown) closings.push_back(one.opened + one.seconds);
    }
    if (closings.empty()) return log_.last;
    std::sort(closings.begin(), closings.end());
    std::size_t last = closings.size() - 1;
    const std::size_t few = closings.size() / 1000;
    for (std::size_t i = 1; i <= few; ++i) {
      const std::size_t j = closings.size() - i;
      if (closings[j] - closings[j - 1] > 200 * day) last = j - 1;
    }
    return std::max(log_.last, closings[last]);
  }

  LogRows rows_;
  const LogMap& map_;
  RequestLog log_;
  Words types_, channels_;
  std::unordered_map<std::uint64_t, bool> ids_;  ///< looked up only
  std::vector<std::optional<int>> zones_;        ///< of the first row
  std::uint64_t with_hours_ = 0, points_ = 0;
};

}  // namespace

double RequestLog::days() const {
  const auto n = static_cast<double>(cases.size());
  const double span = static_cast<double>(last - first) / day;
  return n > 1 ? span * n / (n - 1) : span;
}

RequestLog read_request_log(const std::filesystem::path& file, const LogMap& map) {
  return LogReader(file, map).read();
}

}  // namespace cogov
