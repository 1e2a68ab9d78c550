#include "tools/calibration/log_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "models/request_kinds.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"
#include "tools/calibration/log_words.hpp"

namespace cogov {

namespace {

/// What the first rows hold in one column.
struct Sample {
  std::string header;
  std::string example;
  std::size_t filled = 0, dates = 0, kinds = 0;
  std::size_t month_first = 0, day_first = 0;  ///< dates that can only be read so
  bool either = false;                         ///< a date that can be read both ways was met
  std::int64_t date_sum = 0;                   ///< of midnights in days, to tell the earlier column from the later
};

void look_at(Sample& sample, const std::string& field) {
  if (field.empty()) return;
  if (sample.example.empty()) sample.example = field;
  ++sample.filled;
  const std::optional<DayOrder> order = order_of(field);
  if (order) ++(*order == DayOrder::day_first ? sample.day_first : sample.month_first);
  const std::optional<Moment> moment = read_moment(field, order.value_or(DayOrder::month_first));
  if (moment) {
    ++sample.dates;
    sample.date_sum += moment->wall / 86400;
    sample.either = sample.either || (!order && field.find('/') != std::string::npos && field.find('/') < 3);
  } else if (guess_kind(field) != no_kind) {
    ++sample.kinds;
  }
}

std::vector<Sample> look_at_rows(LogRows& rows) {
  if (!rows.next()) {
    throw UserError(Problem{{rows.name()}, "is empty", "a log has a line of column names, and a request a line", {}});
  }
  std::vector<Sample> samples(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) samples[i].header = rows[i];
  for (std::size_t n = 0; n < rows_looked_at && rows.next(); ++n) {
    for (std::size_t i = 0; i < std::min(rows.size(), samples.size()); ++i) look_at(samples[i], rows[i]);
  }
  return samples;
}

class Finder {
 public:
  Finder(const std::vector<Sample>& samples, const LogMap& map, std::string name)
      : samples_(samples), map_(map), name_(std::move(name)), taken_(samples.size(), false) {}

  LogColumns find() {
    if (samples_.front().header.empty() && samples_.size() == 1) need_names();
    if (read_moment_in_header()) need_names();
    for (std::size_t role = 0; role < log_field_count; ++role) by_map(static_cast<LogField>(role));
    if (!problems_.empty()) throw UserError(std::move(problems_));
    for (std::size_t role = 0; role < log_field_count; ++role) by_name(static_cast<LogField>(role));
    by_content();
    require(LogField::kind);
    require(LogField::opened);
    if (!problems_.empty()) throw UserError(std::move(problems_));
    find_order();
    found_.columns = samples_.size();
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool read_moment_in_header() const {
    return std::any_of(samples_.begin(), samples_.end(),
                       [](const Sample& s) { return read_moment(s.header, DayOrder::month_first).has_value(); });
  }

  [[noreturn]] void need_names() const {
    throw UserError(Problem{{name_, 1, 1},
                            "the first line doesn't name the columns",
                            "there is a date in it, or nothing",
                            "put a line of names first, such as id,kind,opened,closed,status,channel,address"});
  }

  void take(LogField role, std::size_t column, Because because) {
    found_.of[static_cast<std::size_t>(role)] = {column, samples_[column].header, samples_[column].example, because};
    taken_[column] = true;
  }

  void by_map(LogField role) {
    const std::optional<std::string>& header = map_.columns[static_cast<std::size_t>(role)];
    if (!header || header->empty()) return;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      if (samples_[i].header == *header) return take(role, i, Because::map);
    }
    problems_.push_back({{name_, 1, 1},
                         fmt::format("there is no column {}", shown(*header)),
                         fmt::format("the map wants it for '{}'", log_field_words()[static_cast<std::size_t>(role)]),
                         fmt::format("there are {}", headers())});
  }

  /// A column of dates that holds none is not one, whatever it is called.
  [[nodiscard]] bool fits(LogField role, const Sample& sample) const {
    const bool wants_dates = role == LogField::opened || role == LogField::closed || role == LogField::updated;
    if (wants_dates) return role != LogField::opened ? sample.filled == 0 || sample.dates > 0 : true;
    return role == LogField::id || sample.dates * 2 <= sample.filled;
  }

  void by_name(LogField role) {
    const auto index = static_cast<std::size_t>(role);
    if (found_.of[index] || map_.columns[index]) return;
    for (const std::string& known : known_headers(role)) {
      for (std::size_t i = 0; i < samples_.size(); ++i) {
        if (!taken_[i] && plain_header(samples_[i].header) == known && fits(role, samples_[i])) {
          return take(role, i, Because::name);
        }
      }
    }
  }

  void by_content() {
    if (!found_[LogField::kind] && !map_.columns[static_cast<std::size_t>(LogField::kind)]) {
      std::size_t best = samples_.size();
      for (std::size_t i = 0; i < samples_.size(); ++i) {
        const bool many = samples_[i].kinds * 3 >= samples_[i].filled && samples_[i].kinds > 0;
        if (!taken_[i] && many && (best == samples_.size() || samples_[i].kinds > samples_[best].kinds)) best = i;
      }
      if (best < samples_.size()) take(LogField::kind, best, Because::content);
    }
    if (!found_[LogField::opened]) take_dates(LogField::opened, true);
    if (!found_[LogField::closed] && !map_.columns[static_cast<std::size_t>(LogField::closed)])
      take_dates(LogField::closed, false);
  }

  /// Of the columns that hold dates only, the earliest, or the first whose header speaks of closing.
  void take_dates(LogField role, bool opening) {
    std::size_t best = samples_.size();
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      const Sample& s = samples_[i];
      if (taken_[i] || s.dates == 0 || s.dates * 10 < s.filled * 9) continue;
      const std::string header = plain_header(s.header);
      if (!opening && (header.find("due") != std::string::npos || !closes(header))) continue;
      const auto mean = [&](std::size_t at) {
        return static_cast<double>(samples_[at].date_sum) / static_cast<double>(samples_[at].dates);
      };
      if (best == samples_.size() || (opening && mean(i) < mean(best))) best = i;
    }
    if (best < samples_.size()) take(role, best, Because::content);
  }

  [[nodiscard]] static bool closes(const std::string& header) {
    for (const char* word : {"clos", "end", "resol", "complet", "finish", "结", "完"}) {
      if (header.find(word) != std::string::npos) return true;
    }
    return false;
  }

  [[nodiscard]] std::string headers() const {
    std::string list;
    for (const Sample& sample : samples_) {
      if (list.size() > 300) return list + ", ...";
      list += (list.empty() ? "" : ", ") + shown(sample.header);
    }
    return list;
  }

  void require(LogField role) {
    if (found_[role]) return;
    const char* word = log_field_words()[static_cast<std::size_t>(role)];
    const char* what = role == LogField::kind ? "what a request is about" : "when a request was opened";
    problems_.push_back({{name_, 1, 1},
                         fmt::format("no column seems to say {}", what),
                         fmt::format("there are {}", headers()),
                         fmt::format("name it in a map file (--map): [columns] and {} = \"...\"", word)});
  }

  void find_order() {
    std::size_t month_first = 0, day_first = 0;
    bool either = false;
    for (const LogField role : {LogField::opened, LogField::closed, LogField::updated}) {
      if (!found_[role]) continue;
      const Sample& sample = samples_[found_[role]->column];
      month_first += sample.month_first;
      day_first += sample.day_first;
      either = either || sample.either;
    }
    found_.day_order = day_first > month_first ? DayOrder::day_first : DayOrder::month_first;
    found_.day_order_known = !either || day_first + month_first > 0;
    if (map_.day_first) {
      found_.day_order = *map_.day_first ? DayOrder::day_first : DayOrder::month_first;
      found_.day_order_known = true;
    }
  }

  const std::vector<Sample>& samples_;
  const LogMap& map_;
  std::string name_;
  std::vector<bool> taken_;
  LogColumns found_;
  std::vector<Problem> problems_;
};

}  // namespace

LogColumns find_columns(LogRows& rows, const LogMap& map) {
  const std::vector<Sample> samples = look_at_rows(rows);
  return Finder(samples, map, rows.name()).find();
}

}  // namespace cogov
