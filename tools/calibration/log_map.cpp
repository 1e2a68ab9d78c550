#include "tools/calibration/log_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "models/request_kinds.hpp"
#include "scenarios/document.hpp"
#include "scenarios/source.hpp"
#include "scenarios/values.hpp"
#include "scenarios/words.hpp"

namespace cogov {

const std::array<const char*, log_field_count>& log_field_words() {
  static constexpr std::array<const char*, log_field_count> words{"id",        "kind",    "opened",   "closed",
                                                                  "updated",   "status",  "channel",  "latitude",
                                                                  "longitude", "address", "duplicate"};
  return words;
}
const std::array<const char*, log_field_count>& log_field_words_zh() {
  static constexpr std::array<const char*, log_field_count> words{
      "编号", "类型", "受理时间", "办结时间", "更新时间", "状态", "渠道", "纬度", "经度", "地址", "重复件"};
  return words;
}
const std::array<const char*, log_way_count>& log_way_words() {
  static constexpr std::array<const char*, log_way_count> words{"phone", "online", "in person", "staff", "other"};
  return words;
}
const std::array<const char*, log_way_count>& log_way_words_zh() {
  static constexpr std::array<const char*, log_way_count> words{"电话", "网络", "当面", "工作人员", "其他"};
  return words;
}

namespace {

template <class Words>
std::vector<std::string> listed(const Words& words) {
  return {words.begin(), words.end()};
}

std::size_t position(const std::vector<std::string>& words, const std::string& word) {
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

/// Reads a map section by section.
class MapReader {
 public:
  MapReader(const Document& document, Problems& problems) : document_(document), problems_(problems) {}

  LogMap read() {
    const std::vector<std::string> sections{"columns", "kinds", "channels", "times"};
    for (auto&& [key, node] : document_.table) {
      const std::string name(key.str());
      if (name.starts_with(broken_table)) continue;
      const toml::table* table = node.as_table();
      if (position(sections, name) == sections.size() || table == nullptr) {
        problems_.add({document_.at(key), fmt::format("a map has no {}", shown(name)),
                       "it has the sections [columns], [kinds], [channels] and [times]", did_you_mean(name, sections)});
        continue;
      }
      for (auto&& [entry, value] : *table) read_entry(name, std::string(entry.str()), document_.at(entry), value);
    }
    return std::move(map_);
  }

 private:
  void read_entry(const std::string& section, const std::string& key, const Location& where, const toml::node& value) {
    if (section == "times") return read_time(key, where, value);
    const std::optional<std::string> text = read_text(value, key, section == "columns", document_.at(value), problems_);
    if (!text) return;
    if (section == "columns") {
      const std::size_t role = among(listed(log_field_words()), key, where, "columns of a log");
      if (role < log_field_count) map_.columns[role] = *text;
    } else if (section == "kinds") {
      std::vector<std::string> kinds = kind_keys();
      kinds.emplace_back("none");
      const std::size_t kind = among(kinds, *text, document_.at(value), "kinds of request");
      if (kind < kinds.size()) map_.kinds[key] = kind < kind_count ? static_cast<int>(kind) : no_kind;
    } else {
      const std::size_t way = among(listed(log_way_words()), *text, document_.at(value), "channels");
      if (way < log_way_count) map_.channels[key] = static_cast<LogWay>(way);
    }
  }

  void read_time(const std::string& key, const Location& where, const toml::node& value) {
    if (key == "day_first" && value.is_boolean()) {
      map_.day_first = **value.as_boolean();
    } else if (key == "shift_hours" && value.is_number() && value.value_or(99.0) >= -24 && value.value_or(99.0) <= 24) {
      map_.shift_seconds = static_cast<std::int64_t>(value.value_or(0.0) * 3600);
    } else {
      problems_.add({where,
                     fmt::format("'times.{}' can't be {}", key, kind_text(value)),
                     {},
                     "[times] has day_first = true or false, and shift_hours = a number from -24 to 24"});
    }
  }

  std::size_t among(const std::vector<std::string>& words, const std::string& word, const Location& where,
                    const char* what) {
    const std::size_t at = position(words, word);
    if (at < words.size()) return at;
    std::string known;
    for (const std::string& each : words) known += (known.empty() ? "" : ", ") + each;
    const std::string near = did_you_mean(word, words);
    problems_.add(
        {where, fmt::format("unknown word {}", shown(word)), fmt::format("the {} are {}", what, known), near});
    return at;
  }

  const Document& document_;
  Problems& problems_;
  LogMap map_;
};

}  // namespace

LogMap read_log_map(const std::filesystem::path& file) {
  Problems problems;
  const std::string name = file.string();
  problems.rank_file(name);
  std::string text;
  LogMap map;
  if (read_source(file, name, text, problems)) {
    const std::optional<Document> document = parse_document(std::move(text), name, problems);
    if (document) map = MapReader(*document, problems).read();
  }
  problems.throw_if_any();
  return map;
}

}  // namespace cogov
