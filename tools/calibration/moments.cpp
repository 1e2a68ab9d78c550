#include "tools/calibration/moments.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace cogov {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Takes a text apart from its begin.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// A whole number of at most so many digits; -1 where there is none. `digits` tells how many.
  int number(std::size_t most, std::size_t* digits = nullptr) {
    std::size_t length = 0;
    int value = 0;
    while (length < most && length < rest_.size() && is_digit(rest_[length])) {
      value = value * 10 + (rest_[length++] - '0');
    }
    rest_.remove_prefix(length);
    if (digits != nullptr) *digits = length;
    return length == 0 ? -1 : value;
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  /// Letters are compared without regard to case.
  bool take_letters(std::string_view small) {
    if (rest_.size() < small.size()) return false;
    for (std::size_t i = 0; i < small.size(); ++i) {
      if ((rest_[i] | 0x20) != small[i]) return false;
    }
    rest_.remove_prefix(small.size());
    return true;
  }
  void blanks() {
    while (take(" ")) {
    }
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }

 private:
  std::string_view rest_;
};

struct Date {
  int year = 0, month = 0, day = 0;
  int first = 0, second = 0;  ///< as written, where the year comes last
};

std::optional<std::int64_t> midnight_of(const Date& date) {
  // The calendar's types hold one byte.
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return {};
  const std::chrono::year_month_day ymd{std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day))};
  if (!ymd.ok() || date.year < 1900 || date.year > 2200) return {};
  return std::chrono::sys_days(ymd).time_since_epoch().count() * std::int64_t{86400};
}

bool take_mark(Scanner& scan) {
  return scan.take("-") || scan.take("/") || scan.take(".") || scan.take("年") || scan.take("月");
}

std::optional<Date> read_date(Scanner& scan, DayOrder order) {
  std::size_t digits = 0;
  const int a = scan.number(4, &digits);
  if (a < 0) return {};
  if (digits == 4 && scan.at_digit()) {  // 20240503
    const int month = scan.number(2), day = scan.number(2);
    return Date{a, month, day};
  }
  if (!take_mark(scan)) return {};
  const int b = scan.number(2);
  if (b < 0 || !take_mark(scan)) return {};
  std::size_t last_digits = 0;
  int c = scan.number(4, &last_digits);
  if (c < 0) return {};
  scan.take("日");
  if (digits == 4) return Date{a, b, c};
  if (last_digits == 2) c += c < 70 ? 2000 : 1900;
  const bool month_first = order == DayOrder::month_first;
  return Date{c, month_first ? a : b, month_first ? b : a, a, b};
}

/// Seconds since midnight; -1 where it is no time.
std::int64_t read_time(Scanner& scan) {
  const bool morning = scan.take("上午"), evening = !morning && scan.take("下午");
  scan.blanks();
  const int hour = scan.number(2);
  int minute = 0, second = 0;
  if (hour < 0) return -1;
  if (scan.take(":") || scan.take("时") || scan.take("点") || scan.at_digit()) {
    minute = scan.number(2);
    if (minute < 0) return -1;
    scan.take("分");
    if (scan.take(":") || scan.at_digit()) second = scan.number(2);
    scan.take("秒");
    if (second < 0) return -1;
    if (scan.take(".") || scan.take(",")) {
      if (scan.number(9) < 0) return -1;
    }
  }
  scan.blanks();
  const bool am = morning || scan.take_letters("am"), pm = evening || (!am && scan.take_letters("pm"));
  if (hour > 24 || minute > 59 || second > 60 || ((am || pm) && (hour > 12 && !evening))) return -1;
  int clock = hour;
  if (am && hour == 12) clock = 0;
  if (pm && hour < 12) clock = hour + 12;
  return clock * 3600 + minute * 60 + second;
}

/// Whether what is left is nothing or a zone.
bool read_zone(Scanner& scan, std::optional<int>& zone) {
  scan.blanks();
  if (scan.done()) return true;
  if (scan.take_letters("z") || scan.take_letters("utc")) {
    zone = 0;
    return scan.done();
  }
  const bool minus = scan.take("-");
  if (!minus && !scan.take("+")) return false;
  const int hours = scan.number(2);
  scan.take(":");
  const int minutes = scan.at_digit() ? scan.number(2) : 0;
  if (hours < 0 || hours > 15 || minutes > 59) return false;
  zone = (minus ? -1 : 1) * (hours * 60 + minutes);
  return scan.done();
}

}  // namespace

std::optional<Moment> read_moment(std::string_view text, DayOrder order) {
  Scanner scan(text);
  const std::optional<Date> date = read_date(scan, order);
  if (!date) return {};
  const std::optional<std::int64_t> midnight = midnight_of(*date);
  if (!midnight) return {};
  Moment moment{*midnight, {}, false};
  if (scan.done()) return moment;
  if (!scan.take("T")) scan.blanks();
  const std::int64_t seconds = read_time(scan);
  if (seconds < 0 || !read_zone(scan, moment.zone_minutes)) return {};
  moment.wall += seconds;
  moment.has_time = true;
  return moment;
}

std::optional<DayOrder> order_of(std::string_view text) {
  Scanner scan(text);
  const std::optional<Date> date = read_date(scan, DayOrder::month_first);
  if (!date || date->first == 0) return {};
  if (date->first > 12 && date->first <= 31) return DayOrder::day_first;
  if (date->second > 12 && date->second <= 31) return DayOrder::month_first;
  return {};
}

std::string day_text(std::int64_t wall) {
  const std::int64_t day = wall >= 0 ? wall / 86400 : (wall - 86399) / 86400;
  const std::chrono::year_month_day ymd{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

}  // namespace cogov
