#include "tools/calibration/log_page.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "models/request_kinds.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/print.hpp"
#include "scenarios/words.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_listed = 15;

const char* none = "–";

std::string figure(double value) {
  if (!(value == value)) return none;
  if (value >= 1000) return fmt::format("{:.0f}", value);
  return fmt::format("{:.3g}", value);
}
std::string percent(double share) { return share == share ? fmt::format("{:.1f} %", 100 * share) : none; }
std::string with_error(const Estimate& estimate) {
  if (!estimate.known()) return none;
  return estimate.error == estimate.error ? figure(estimate.value) + " ± " + figure(estimate.error)
                                          : figure(estimate.value);
}
std::string percent_with_error(const Estimate& estimate) {
  if (!estimate.known()) return none;
  return fmt::format("{:.1f} ± {:.1f} %", 100 * estimate.value, 100 * estimate.error);
}

/// A time in days, in the unit that reads best.
std::string time_text(double days, bool zh) {
  if (!(days == days)) return none;
  if (days < 1.0 / 24) return figure(days * 1440) + (zh ? " 分" : " min");
  if (days < 2) return figure(days * 24) + (zh ? " 小时" : " h");
  return figure(days) + (zh ? " 天" : " d");
}

class PageMaker {
 public:
  PageMaker(const RequestLog& log, const Findings& found, const PlaceKeys& keys, bool zh)
      : log_(log), found_(found), keys_(keys), zh_(zh) {}

  Page make() {
    const std::string file = std::filesystem::path(log_.file).filename().string();
    page_.title = say("What the log " + shown(file) + " says", "日志 " + shown(file) + " 的内容");
    page_.sentences.push_back(say(
        fmt::format("{} requests from {} to {} ({:.1f} days); {} open at the end, {} found by staff, {} duplicates.",
                    found_.cases, day_text(log_.first), day_text(log_.last), found_.days, found_.open, found_.found,
                    found_.duplicates),
        fmt::format("共{}件，{}至{}（{:.1f}天）；期末未结{}件，工作人员发现{}件，重复件{}件。", found_.cases,
                    day_text(log_.first), day_text(log_.last), found_.days, found_.open, found_.found,
                    found_.duplicates)));
    columns();
    troubles();
    types();
    kinds();
    mixtures();
    channels();
    shape();
    repeats();
    keys();
    unsaid();
    return std::move(page_);
  }

 private:
  [[nodiscard]] std::string say(std::string english, std::string chinese) const {
    return zh_ ? std::move(chinese) : std::move(english);
  }

  PageSection& section(std::string english, std::string chinese) {
    page_.sections.push_back({say(std::move(english), std::move(chinese)), {}, {}, {}});
    return page_.sections.back();
  }

  [[nodiscard]] std::string kind_name(int kind) const {
    if (kind == no_kind) return say("(none: kept aside)", "（未对应，不计）");
    const auto at = static_cast<std::size_t>(kind);
    return zh_ ? kind_titles_zh()[at] : kind_titles()[at];
  }

  [[nodiscard]] std::string way_name(LogWay way) const {
    return zh_ ? log_way_words_zh()[static_cast<std::size_t>(way)] : log_way_words()[static_cast<std::size_t>(way)];
  }

  [[nodiscard]] std::string because(Because reason) const {
    if (reason == Because::map) return say("the map", "映射文件");
    return reason == Because::name ? say("its name", "列名") : say("what it holds", "内容");
  }

  void columns() {
    PageSection& s = section("Columns, as they were read", "列的识别");
    s.head = {say("column", "含义"), say("header", "列名"), say("chosen by", "依据"), say("example", "示例")};
    for (std::size_t i = 0; i < log_field_count; ++i) {
      const std::optional<ColumnGuess>& guess = log_.columns.of[i];
      const std::string role = zh_ ? log_field_words_zh()[i] : log_field_words()[i];
      if (guess) {
        s.lines.push_back({role, guess->header, because(guess->because), shown(guess->example)});
      } else {
        s.lines.push_back({role, none, none, none});
      }
    }
    if (!log_.columns.day_order_known) {
      s.sentences.push_back(
          say("Nothing tells whether 3/5 is in March or May; the month was taken first. Say [times] "
              "day_first = true in a map file if it isn't so.",
              "无法判断日期中3/5是3月5日还是5月3日，按月在前处理；如不对，请在映射文件写 [times] "
              "day_first = true。"));
    }
    if (log_.converted)
      s.sentences.push_back(say("The text is GB18030, and was converted.", "文本为 GB18030 编码，已转换。"));
    if (!log_.has_hours) {
      s.sentences.push_back(say("The openings have no time of day.", "受理时间只有日期，没有钟点。"));
    }
  }

  void troubles() {
    bool any = false;
    for (const Trouble& trouble : log_.troubles) any = any || trouble.count > 0;
    if (!any) return;
    PageSection& s = section("Lines that were not as they should be", "有问题的行");
    s.head = {say("what", "问题"), say("lines", "行数"), say("first line", "首行"), say("example", "示例"),
              say("what was done", "处理")};
    for (const Trouble& trouble : log_.troubles) {
      if (trouble.count == 0) continue;
      s.lines.push_back({say(trouble.what, trouble.what_zh), fmt::format("{}", trouble.count),
                         trouble.first_line > 0 ? fmt::format("{}", trouble.first_line) : none,
                         trouble.example.empty() ? none : shown(trouble.example), say(trouble.done, trouble.done_zh)});
    }
  }

  void types() {
    PageSection& s = section("Types of the log, and the kinds they were taken for", "日志类型与模型种类的对应");
    s.head = {say("type", "类型"), say("share", "占比"), say("kind", "种类"), say("by", "依据")};
    std::uint64_t aside = 0, left = 0;
    for (std::size_t i = 0; i < found_.types.size(); ++i) {
      const TypeFinding& type = found_.types[i];
      if (type.kind == no_kind) aside += type.count;
      if (i >= most_listed) {
        left += type.count;
        continue;
      }
      s.lines.push_back({type.type.empty() ? say("(empty)", "（空）") : type.type, percent(of_all(type.count)),
                         kind_name(type.kind), type.mapped ? say("the map", "映射文件") : say("a guess", "推测")});
    }
    if (left > 0) {
      s.sentences.push_back(
          say(fmt::format("{} more types: {}.", found_.types.size() - most_listed, percent(of_all(left))),
              fmt::format("其余{}种类型共{}。", found_.types.size() - most_listed, percent(of_all(left)))));
    }
    if (aside > 0) {
      s.sentences.push_back(
          say(fmt::format("{} of all requests fit none of the model's kinds, and are kept aside: {}.",
                          percent(of_all(aside)), aside_list()),
              fmt::format("有{}的工单不属于模型的任何种类，不计入：{}。", percent(of_all(aside)), aside_list())));
    }
    s.sentences.push_back(say("A map file says otherwise: [kinds] and \"type\" = \"kind\".",
                              "如不对，可在映射文件 [kinds] 中写 \"类型\" = \"种类\"。"));
  }

  [[nodiscard]] std::string aside_list() const {
    std::string list;
    std::size_t named = 0;
    for (const TypeFinding& type : found_.types) {
      if (type.kind != no_kind) continue;
      if (++named > 10) return list + ", ...";
      list += (list.empty() ? "" : ", ") + shown(type.type) + " (" + percent(of_all(type.count)) + ")";
    }
    return list;
  }

  [[nodiscard]] double of_all(std::uint64_t count) const {
    return static_cast<double>(count) / static_cast<double>(found_.cases);
  }

  void duration_line(PageSection& s, std::string name, std::string who, std::uint64_t count, const DurationFinding& d,
                     std::string rate) const {
    s.lines.push_back({std::move(name), std::move(who), fmt::format("{}", count), std::move(rate),
                       fmt::format("{}", d.open), time_text(d.median.value, zh_), time_text(d.p90.value, zh_),
                       figure(d.variation)});
  }

  void kinds() {
    PageSection& s = section("Kinds: how often, and how long until they are closed", "各类：发生率与办结用时");
    s.head = {say("kind", "种类"), say("by", "来自"),     say("cases", "件数"),   say("a year and 1,000", "每千人每年"),
              say("open", "未结"), say("median", "中位"), say("p90", "九成以内"), say("squared variation", "变异平方")};
    for (const KindFinding& kind : found_.kinds) {
      if (kind.reports > 0) {
        duration_line(s, kind_name(kind.kind), say("residents", "居民"), kind.reports, kind.of_reports,
                      with_error(kind.rate));
      }
      if (kind.found > 0) {
        duration_line(s, kind_name(kind.kind), say("staff", "工作人员"), kind.found, kind.of_found, none);
      }
    }
    s.sentences.push_back(
        say("Open cases count as longer than seen so far (product-limit estimate); squared variation is "
            "of closed ones. ± is one standard error of counting.",
            "未结工单按删失处理（乘积限估计）；变异平方只计已结；±为计数的一个标准误。"));
    if (found_.duplicates > 0) {
      s.sentences.push_back(
          say(fmt::format("The {} duplicates are left out of these cases and rates: they tell of no need of their own.",
                          found_.duplicates),
              fmt::format("重复件{}件不计入以上件数与发生率：重复件不是另一项需求。", found_.duplicates)));
    }
    if (found_.dispersion > 1.5) {
      s.sentences.push_back(
          say(fmt::format("Days differ {:.1f} times as much as by luck alone; errors are widened for it.",
                          found_.dispersion),
              fmt::format("每日件数的波动是纯随机的{:.1f}倍，标准误已相应放大。", found_.dispersion)));
    }
  }

  void mixtures() {
    PageSection& s = section("Durations in two parts, where one lognormal won't do", "需要两段对数正态描述的用时");
    s.head = {say("kind", "种类"),  say("by", "来自"),     say("part", "段"),
              say("share", "占比"), say("median", "中位"), say("p90", "九成以内")};
    for (const KindFinding& kind : found_.kinds) {
      parts_of(s, kind_name(kind.kind), say("residents", "居民"), kind.of_reports);
      parts_of(s, kind_name(kind.kind), say("staff", "工作人员"), kind.of_found);
    }
    if (s.lines.empty()) page_.sections.pop_back();
  }

  void parts_of(PageSection& s, const std::string& name, const std::string& who, const DurationFinding& d) const {
    if (!d.mixture || d.mixture->parts.size() < 2) return;
    for (std::size_t i = 0; i < 2; ++i) {
      const LognormalPart& part = d.mixture->parts[i];
      s.lines.push_back({name, who, i == 0 ? say("short", "短") : say("long", "长"), percent_with_error(part.share),
                         time_text(part.median.value, zh_), time_text(part.p90.value, zh_)});
    }
  }

  void channels() {
    PageSection& s = section("Channels", "渠道");
    s.head = {say("channel", "渠道"), say("share", "占比"), say("taken for", "归为"), say("median", "中位"),
              say("p90", "九成以内")};
    for (std::size_t i = 0; i < found_.channels.size() && i < most_listed; ++i) {
      const ChannelFinding& channel = found_.channels[i];
      s.lines.push_back({channel.channel.empty() ? say("(not told)", "（无）") : channel.channel,
                         percent(of_all(channel.count)),
                         way_name(channel.way) + (channel.mapped ? say(" (map)", "（映射）") : ""),
                         time_text(channel.durations.median.value, zh_), time_text(channel.durations.p90.value, zh_)});
    }
    s.sentences.push_back(say("Cases found by staff are no reports: pooled with them, medians mislead.",
                              "工作人员自行发现的不算居民上报；混在一起的中位数会误导。"));
  }

  void shape() {
    const ShapeFinding& shape = found_.shape;
    PageSection& s = section("When residents report", "上报时间");
    static constexpr const char* days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    static constexpr const char* days_zh[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
    s.head = {say("day, hours", "日、时段"), say("against the mean", "相对均值")};
    for (std::size_t i = 0; i < 7; ++i) s.lines.push_back({zh_ ? days_zh[i] : days[i], figure(shape.weekdays[i])});
    if (log_.has_hours) {
      for (std::size_t h = 0; h < 24; h += 3) {
        const double mean = (shape.hours[h] + shape.hours[h + 1] + shape.hours[h + 2]) / 3;
        s.lines.push_back({fmt::format("{}-{} h", h, h + 3), figure(mean)});
      }
    }
    s.sentences.push_back(say("Between 7 and 21 h: " + percent_with_error(shape.day_share) +
                                  "; a day of the weekend against another: " + with_error(shape.weekend_factor) + ".",
                              "7至21时占" + percent_with_error(shape.day_share) + "；周末一天相对工作日：" +
                                  with_error(shape.weekend_factor) + "。"));
  }

  void repeats() {
    PageSection& s = section("The same type at the same place again", "同址同类再次上报");
    if (found_.repeats.with_place == 0) {
      s.sentences.push_back(say("The log tells no places.", "日志没有地点。"));
      return;
    }
    s.sentences.push_back(say("Within 62 hours: " + percent_with_error(found_.repeats.within_62_hours) +
                                  "; within 30 days: " + percent_with_error(found_.repeats.within_30_days) +
                                  " (– where the log is too short to see them).",
                              "62小时内：" + percent_with_error(found_.repeats.within_62_hours) + "；30天内：" +
                                  percent_with_error(found_.repeats.within_30_days) + "（日志太短时为–）。"));
    if (log_.places_are_points) {
      s.sentences.push_back(
          say("Places are coordinates as they stand: rounded ones lump neighbours together, and the "
              "shares are too high.",
              "地点为坐标原值；若坐标经过取整，邻近地点会混在一起，比例偏高。"));
    }
  }

  void keys() {
    PageSection& s = section("Keys of the model that follow", "由此得到的模型参数");
    s.head = {say("key", "参数"), say("value", "取值"), say("rests on", "依据")};
    for (const PlaceKey& key : keys_.keys) {
      s.lines.push_back({key.section + "." + key.key, toml_text(key.value), say(key.note, key.note_zh)});
    }
    if (s.lines.empty()) s.sentences.push_back(say("None.", "无。"));
  }

  void unsaid() {
    PageSection& s = section("What the log can't say", "日志不能说明的");
    for (const Unsaid& each : keys_.unsaid) s.sentences.push_back(say(each.text, each.text_zh));
  }

  const RequestLog& log_;
  const Findings& found_;
  const PlaceKeys& keys_;
  bool zh_;
  Page page_;
};

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }
Json json_of(const Estimate& estimate) {
  return {{"value", number(estimate.value)}, {"standard_error", number(estimate.error)}};
}

Json json_of(const DurationFinding& d) {
  Json parts = Json::array();
  if (d.mixture) {
    for (const LognormalPart& part : d.mixture->parts) {
      parts.push_back({{"share", json_of(part.share)}, {"median", json_of(part.median)}, {"p90", json_of(part.p90)}});
    }
  }
  return {{"cases", d.cases},      {"open", d.open},
          {"untold", d.untold},    {"median", json_of(d.median)},
          {"p90", json_of(d.p90)}, {"squared_variation", number(d.variation)},
          {"lognormals", parts}};
}

Json json_of_kind(int kind) { return kind == no_kind ? Json() : Json(kind_keys()[static_cast<std::size_t>(kind)]); }

Json columns_json(const RequestLog& log) {
  static constexpr const char* reasons[] = {"map", "name", "content"};
  Json columns = Json::object();
  for (std::size_t i = 0; i < log_field_count; ++i) {
    const std::optional<ColumnGuess>& guess = log.columns.of[i];
    columns[log_field_words()[i]] = guess ? Json{{"header", guess->header},
                                                 {"chosen_by", reasons[static_cast<std::size_t>(guess->because)]},
                                                 {"example", guess->example}}
                                          : Json();
  }
  return columns;
}

Json troubles_json(const RequestLog& log) {
  Json troubles = Json::array();
  for (const Trouble& trouble : log.troubles) {
    if (trouble.count == 0) continue;
    troubles.push_back({{"what", trouble.what},
                        {"count", trouble.count},
                        {"first_line", trouble.first_line},
                        {"example", trouble.example},
                        {"done", trouble.done}});
  }
  return troubles;
}

Json shape_json(const ShapeFinding& shape) {
  Json hours = Json::array(), weekdays = Json::array();
  for (const double each : shape.hours) hours.push_back(number(each));
  for (const double each : shape.weekdays) weekdays.push_back(number(each));
  return {{"hours", hours},
          {"weekdays", weekdays},
          {"day_share", json_of(shape.day_share)},
          {"weekend_factor", json_of(shape.weekend_factor)}};
}

}  // namespace

Page log_page(const RequestLog& log, const Findings& findings, const PlaceKeys& keys, Language language) {
  return PageMaker(log, findings, keys, language == Language::chinese).make();
}

Json log_json(const RequestLog& log, const Findings& found, const PlaceKeys& keys) {
  Json types = Json::array(), channels = Json::array(), kinds = Json::array(), values = Json::object(),
       unsaid = Json::array();
  for (const TypeFinding& type : found.types) {
    types.push_back(
        {{"type", type.type}, {"count", type.count}, {"kind", json_of_kind(type.kind)}, {"mapped", type.mapped}});
  }
  for (const ChannelFinding& channel : found.channels) {
    channels.push_back({{"channel", channel.channel},
                        {"count", channel.count},
                        {"way", log_way_words()[static_cast<std::size_t>(channel.way)]},
                        {"durations", json_of(channel.durations)}});
  }
  for (const KindFinding& kind : found.kinds) {
    kinds.push_back({{"kind", json_of_kind(kind.kind)},
                     {"reports", kind.reports},
                     {"found_by_staff", kind.found},
                     {"duplicates", kind.duplicates},
                     {"rate", json_of(kind.rate)},
                     {"reports_days", json_of(kind.of_reports)},
                     {"found_days", json_of(kind.of_found)}});
  }
  for (const PlaceKey& key : keys.keys) values[key.section + "." + key.key] = json_of(key.value);
  for (const Unsaid& each : keys.unsaid) unsaid.push_back(each.text);
  return {{"file", log.file},
          {"rows", log.rows},
          {"cases", found.cases},
          {"from", day_text(log.first)},
          {"to", day_text(log.last)},
          {"days", found.days},
          {"open", found.open},
          {"found_by_staff", found.found},
          {"duplicates", found.duplicates},
          {"dispersion", found.dispersion},
          {"columns", columns_json(log)},
          {"troubles", troubles_json(log)},
          {"types", types},
          {"kinds", kinds},
          {"channels", channels},
          {"shape", shape_json(found.shape)},
          {"repeats",
           {{"with_place", found.repeats.with_place},
            {"within_62_hours", json_of(found.repeats.within_62_hours)},
            {"within_30_days", json_of(found.repeats.within_30_days)}}},
          {"keys", values},
          {"unsaid", unsaid}};
}

}  // namespace cogov
