#include "scenarios/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "models/param.hpp"
#include "scenarios/design.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/money.hpp"
#include "scenarios/param_words.hpp"
#include "scenarios/print.hpp"
#include "scenarios/words.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

/// A section and those of its parameters that were asked for.
struct Topic {
  const Section* section;
  std::vector<const Param*> params;
  bool one_key = false;
};

Topic whole(const Section& section) {
  Topic topic{&section, {}};
  for (const Param& param : section.params) topic.params.push_back(&param);
  return topic;
}

/// "litter" of "request_kinds.litter"; the key itself where it is not nested.
std::string last_part(const std::string& key) {
  const std::size_t point = key.rfind('.');
  return point == std::string::npos ? key : key.substr(point + 1);
}

/// Sections of the language that hold no settings of the society.
std::vector<const Section*> written_apart() { return {&policy_section(), &design_section()}; }

[[noreturn]] void refuse(const std::string& subject) {
  std::vector<std::string> names;
  for (const Section* section : written_apart()) {
    names.push_back(section->key);
    for (const Param& param : section->params) names.push_back(param.key);
  }
  for (const Section& section : all_sections()) {
    names.push_back(section.key);
    names.push_back(last_part(section.key));
    for (const Param& param : section.params) {
      names.push_back(param.key);
      names.push_back(section.key + "." + param.key);
    }
  }
  std::string remedy = did_you_mean(subject, names);
  if (remedy.empty()) remedy = "'cogov explain' lists all sections";
  throw UserError(Problem{{}, fmt::format("there is no section or key {}", shown(subject)), {}, std::move(remedy)});
}

/// Mechanisms by their row in the list of mechanisms, "22", or by their Chinese title.
std::vector<Topic> mechanisms_called(const std::string& subject) {
  std::vector<Topic> topics;
  if (subject.empty()) return topics;
  for (const Section& section : all_sections()) {
    const auto is_row = [&](int row) { return std::to_string(row) == subject; };
    if (section.title_zh == subject || std::any_of(section.rows.begin(), section.rows.end(), is_row))
      topics.push_back(whole(section));
  }
  return topics;
}

std::vector<Topic> sections_called(const std::string& subject) {
  std::vector<Topic> topics = mechanisms_called(subject);
  if (!topics.empty()) return topics;
  for (const Section& section : all_sections()) {
    if (subject.empty() || section.key == subject) topics.push_back(whole(section));
  }
  if (!topics.empty()) return topics;
  for (const Section& section : all_sections()) {
    if (last_part(section.key) == subject || section.key.starts_with(subject + ".")) topics.push_back(whole(section));
  }
  return topics;
}

std::vector<Topic> topics_of(const std::string& subject) {
  std::vector<Topic> topics = sections_called(subject);
  if (!topics.empty()) return topics;
  for (const Section& section : all_sections()) {
    for (const Param& param : section.params) {
      if (subject == param.key || subject == section.key + "." + param.key ||
          subject == last_part(section.key) + "." + param.key)
        topics.push_back({&section, {&param}, true});
    }
  }
  for (const Section* section : written_apart()) {
    if (subject == section->key) topics.push_back(whole(*section));
    for (const Param& param : section->params) {
      if (subject == param.key || subject == section->key + "." + param.key)
        topics.push_back({section, {&param}, true});
    }
  }
  if (topics.empty()) refuse(subject);
  return topics;
}

std::string support_words(Tag tag, bool chinese) {
  static const std::map<Tag, const char*> words{{Tag::claim, "宣称"},
                                                {Tag::evidence, "证据"},
                                                {Tag::calculated, "推算"},
                                                {Tag::assumption, "假设"},
                                                {Tag::convention, "约定"}};
  return chinese ? words.at(tag) : tag_text(tag);
}

std::string support_text(const Param& param, bool chinese) { return support_words(param.tag, chinese); }

/// What a mechanism's rule rests on; many sources begin with the tag itself.
std::string section_source(const Section& section, bool chinese) {
  const std::string tag = tag_text(section.tag);
  const std::string words = support_words(section.tag, chinese);
  if (!section.source.starts_with(tag)) return words + ": " + section.source;
  return chinese ? words + section.source.substr(tag.size()) : section.source;
}

/// Measures that a mechanism can move: its own last.
std::string measures_text(const Section& section, bool chinese) {
  std::vector<std::string> names = section.moves;
  for (const OwnMeasure& own : section.measures) names.push_back(own.name);
  return fmt::format("{}", fmt::join(names, chinese ? "、" : ", "));
}

/// What a mechanism pays for, and at what price.
std::string costs_text(const Section& section, bool chinese) {
  std::vector<std::string> items;
  for (const OwnCost& cost : section.costs) {
    const std::string key = cost.price.find('.') == std::string::npos ? section.key + "." + cost.price : cost.price;
    items.push_back(chinese ? cost.word_zh + "（" + key + "）" : cost.word + " (" + key + ")");
  }
  return fmt::format("{}", fmt::join(items, chinese ? "、" : ", "));
}

/// The range as a table has room for it: long lists of choices are counted.
std::string short_range(const Param& param, bool chinese) {
  constexpr std::size_t room = 4;
  if (param.choices.size() <= room) return accepted_range(param, chinese);
  const bool some = param.type == Type::list;
  return fmt::format(
      fmt::runtime(pick(chinese, some ? "some of {} words" : "one of {} words", some ? "{}个词中若干" : "{}个词之一")),
      param.choices.size());
}

/// Cells on a terminal: a Chinese character takes two.
std::size_t cells(const std::string& text) {
  std::size_t wide = 0;
  for (const char c : text) wide += static_cast<unsigned char>(c) >= 0xE3 ? 1 : 0;
  return character_count(text) + wide;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t taken = cells(text);
  return text + std::string(taken < width ? width - taken : 0, ' ');
}

/// A table with columns just wide enough; the last one is not padded.
std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], cells(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    text += " ";
    for (std::size_t i = 0; i + 1 < row.size(); ++i) text += " " + padded(row[i], widths[i]) + " ";
    text += fmt::format(" {}\n", row.back());
  }
  return text;
}

/// The sections under three heads: what is always there, what is off until named, and the kinds of request.
std::string list_of_sections(bool chinese) {
  const auto is_kind = [](const Section& section) { return section.key.find('.') != std::string::npos; };
  const auto list = [&](const char* head, const auto& belongs) {
    std::vector<std::vector<std::string>> rows;
    for (const Section& section : all_sections()) {
      if (!belongs(section)) continue;
      const std::string row = section.rows.empty() ? "" : fmt::format("({})", fmt::join(section.rows, ", "));
      rows.push_back({section.key, section.title + "  " + section.title_zh + (row.empty() ? "" : "  " + row)});
    }
    return rows.empty() ? std::string() : std::string(head) + "\n" + table(rows) + "\n";
  };
  return list(pick(chinese, "Always in force:", "始终有效："),
              [&](const Section& s) { return !s.switchable && !is_kind(s); }) +
         list(pick(chinese, "Mechanisms, off until their section is present (row of the list of mechanisms):",
                   "治理机制（写了该节才启用；括号内为清单行号）："),
              [&](const Section& s) { return s.switchable && !is_kind(s); }) +
         list(pick(chinese, "Kinds of request:", "诉求种类："), is_kind) +
         pick(chinese,
              "All about one of them: cogov explain patrol; about a key: cogov explain patrol.notice_chance; about a "
              "policy's money: cogov explain policy; designs: cogov explain design; a row of the list of mechanisms: "
              "cogov explain 13\n",
              "一节或一项的说明：cogov explain patrol；cogov explain patrol.notice_chance；政策的经费：cogov explain "
              "policy；试验设计：cogov explain design；机制清单某一行：cogov explain 13\n");
}

std::string section_text(const Topic& topic, bool chinese) {
  const Section& section = *topic.section;
  std::string text = fmt::format("[{}]  {}  {}\n", section.key, section.title, section.title_zh);
  const auto line = [&](const char* english, const char* other, const std::string& content) {
    if (!content.empty()) text += "  " + padded(pick(chinese, english, other), 11) + content + "\n";
  };
  line("changes", "作用", pick(chinese && !section.rule_zh.empty(), section.rule.c_str(), section.rule_zh.c_str()));
  line("fails by", "失效方式",
       pick(chinese && !section.fails_by_zh.empty(), section.fails_by.c_str(), section.fails_by_zh.c_str()));
  if (!section.rows.empty()) {
    line("rows", "机制编号",
         fmt::format(fmt::runtime(pick(chinese, "{} in the list of mechanisms", "机制清单第{}行")),
                     fmt::join(section.rows, ", ")));
  }
  if (!section.source.empty()) line("rests on", "依据", section_source(section, chinese));
  line("can move", "可影响", measures_text(section, chinese));
  line("costs", "成本", costs_text(section, chinese));
  if (section.switchable) {
    line("switch", "开关",
         pick(chinese, "off until the section is present; 'enabled = false' turns it off",
              "写了本节才启用；enabled = false 关闭"));
  }
  line("policies", "政策",
       &section == &policy_section() ? pick(chinese, "keys of a [[policy]] itself", "写在[[policy]]之下")
       : section.policy_may_set
           ? pick(chinese, "a policy may set its keys, under [policy.", "政策可改动：[policy.") + section.key + "]"
           : std::string(pick(chinese, "the same for all policies", "各政策相同，不能改动")));
  std::vector<std::vector<std::string>> rows;
  if (chinese) {
    rows.push_back({"键", "默认值", "允许范围", "合理范围", "单位", "依据", "含义"});
  } else {
    rows.push_back({"key", "default", "accepted", "plausible", "unit", "rests on", "meaning"});
  }
  for (const Param* param : topic.params) {
    const std::string source = source_text(*param);
    const std::string meaning = chinese ? param->meaning_zh : param->meaning;
    rows.push_back({param->key, toml_text(param->fallback), short_range(*param, chinese),
                    plausible_range(*param, chinese), unit_in_words(*param, chinese), support_text(*param, chinese),
                    source.empty() ? meaning : meaning + " (" + source + ")"});
  }
  const std::string example = section.key + "." + topic.params.front()->key;
  return text + "\n" + table(rows) +
         fmt::format(fmt::runtime(pick(chinese, "\n  All about one key: cogov explain {}\n",
                                       "\n  一项的全部说明：cogov explain {}\n")),
                     example);
}

std::string param_text(const Section& section, const Param& param, bool chinese) {
  std::string text = fmt::format("{}.{}\n", section.key, param.key);
  const auto line = [&](const char* english, const char* other, const std::string& content) {
    if (!content.empty()) text += "  " + padded(pick(chinese, english, other), 11) + content + "\n";
  };
  line("meaning", "含义", chinese ? param.meaning_zh : param.meaning);
  line("", "", chinese ? param.meaning : param.meaning_zh);
  line("default", "默认值", toml_text(param.fallback));
  line("accepted", "允许范围", accepted_range(param, chinese));
  line("plausible", "合理范围", plausible_range(param, chinese));
  line("unit", "单位", unit_in_words(param, chinese));
  if (param.size)
    line("size", "规模", pick(chinese, "a policy's budget_yuan can scale it", "可由政策的budget_yuan调节"));
  const std::string source = source_text(param);
  const bool says_tag = !chinese && param.source.starts_with(tag_text(param.tag));
  line("rests on", "依据",
       says_tag ? param.source : support_text(param, chinese) + (source.empty() ? "" : ": " + source));
  line("section", "所属", fmt::format("[{}] {}", section.key, chinese ? section.title_zh : section.title));
  if (!section.rows.empty()) line("rows", "机制编号", fmt::format("{}", fmt::join(section.rows, ", ")));
  return text;
}

template <class Row>
std::vector<std::string> names_of(const std::vector<Row>& rows, std::string Row::*name) {
  std::vector<std::string> names;
  for (const Row& row : rows) names.push_back(row.*name);
  return names;
}

Json param_json(const Param& param) {
  Json json = {{"key", param.key}, {"type", type_text(param.type)}, {"default", json_of(param.fallback)}};
  if (is_number(param)) {
    json["low"] = param.low;
    json["high"] = param.high;
    if (param.type == Type::integer) {
      json["low"] = static_cast<std::int64_t>(param.low);
      json["high"] = static_cast<std::int64_t>(param.high);
    }
  }
  if (!param.choices.empty()) json["choices"] = param.choices;
  if (param.size) json["size"] = true;
  json["unit"] = param.unit;
  json["meaning"] = param.meaning;
  json["meaning_zh"] = param.meaning_zh;
  json["source"] = param.source;
  json["tag"] = tag_text(param.tag);
  if (param.swept()) {
    json["swept_low"] = param.swept_low;
    json["swept_high"] = param.swept_high;
  }
  return json;
}

}  // namespace

namespace {

/// "hours a week" for "h/week", 小时/周; "per km" for "1/km", 每公里. The unit as it is where a part has no word.
std::string composed_unit(const std::string& unit, bool chinese) {
  struct Words {
    std::string_view unit, plural, one, chinese;
  };
  static constexpr Words all[] = {
      {"d", "days", "a day", "天"},           {"h", "hours", "an hour", "小时"},
      {"min", "minutes", "a minute", "分钟"}, {"s", "seconds", "a second", "秒"},
      {"m", "metres", "a metre", "米"},       {"km", "kilometres", "a kilometre", "公里"},
      {"m2", "m²", "a m²", "平方米"},         {"week", "weeks", "a week", "周"},
      {"month", "months", "a month", "个月"}, {"months", "months", "", "个月"},
      {"year", "years", "a year", "年"},      {"years", "years", "", "岁"},
      {"yuan", "yuan", "a yuan", "元"},       {"(m2 year)", "", "a m² and year", "（平方米·年）"}};
  const auto find = [](std::string_view part) {
    return std::find_if(std::begin(all), std::end(all), [&](const Words& words) { return words.unit == part; });
  };
  const std::size_t slash = unit.find('/');
  const std::string left = unit.substr(0, slash);
  const auto amount = find(left);
  if (amount == std::end(all) && left != "1") return unit;
  if (slash == std::string::npos) return std::string(chinese ? amount->chinese : amount->plural);
  const auto per = find(std::string_view(unit).substr(slash + 1));
  if (per == std::end(all)) return unit;
  const std::string each(per->one);
  const std::string each_zh(per->unit == "month" ? "月" : per->chinese);
  if (left == "1") return chinese ? "每" + each_zh : "per " + each.substr(each.find(' ') + 1);
  return chinese ? std::string(amount->chinese) + "/" + each_zh : std::string(amount->plural) + " " + each;
}

}  // namespace

std::string unit_in_words(const Param& param, bool chinese) {
  struct Words {
    const char *unit, *english, *chinese;
  };
  static constexpr Words all[] = {{"d", "days", "天"},
                                  {"h", "hours", "小时"},
                                  {"min", "minutes", "分钟"},
                                  {"s", "seconds", "秒"},
                                  {"m", "metres", "米"},
                                  {"yuan", "yuan", "元"},
                                  {"yuan/year", "yuan a year", "元/年"},
                                  {"yuan/month", "yuan a month", "元/月"},
                                  {"yuan/h", "yuan an hour", "元/小时"},
                                  {"1/d", "a day", "次/天"},
                                  {"1/year", "a year", "次/年"},
                                  {"1/(1000 residents and year)", "per 1,000 residents a year", "每千人每年"},
                                  {"logit", "log-odds", "对数几率"},
                                  {"of the measure", "of the measure", "同该指标"}};
  if (param.unit == "1" && param.type == Type::real && param.low >= 0 && param.high <= 1)
    return pick(chinese, "share", "比例");
  if (param.unit == "1") return pick(chinese, "number", "数");
  for (const Words& words : all) {
    if (param.unit == words.unit) return pick(chinese, words.english, words.chinese);
  }
  return composed_unit(param.unit, chinese);
}

std::string explain_text(const std::string& subject, bool chinese) {
  if (subject.empty()) return list_of_sections(chinese);
  std::string text;
  for (const Topic& topic : topics_of(subject)) {
    if (!text.empty()) text += "\n";
    text += topic.one_key ? param_text(*topic.section, *topic.params.front(), chinese) : section_text(topic, chinese);
  }
  return text;
}

std::string explain_json(const std::string& subject) {
  Json sections = Json::array();
  for (const Topic& topic : topics_of(subject)) {
    const Section& section = *topic.section;
    Json params = Json::array();
    for (const Param* param : topic.params) params.push_back(param_json(*param));
    sections.push_back({{"key", section.key},
                        {"title", section.title},
                        {"title_zh", section.title_zh},
                        {"rule", section.rule},
                        {"rule_zh", section.rule_zh},
                        {"fails_by", section.fails_by},
                        {"fails_by_zh", section.fails_by_zh},
                        {"rows", section.rows},
                        {"source", section.source},
                        {"tag", tag_text(section.tag)},
                        {"moves", section.moves},
                        {"measures", names_of(section.measures, &OwnMeasure::name)},
                        {"costs", names_of(section.costs, &OwnCost::word)},
                        {"switchable", section.switchable},
                        {"policy_may_set", section.policy_may_set},
                        {"lead_days", section.lead_days},
                        {"params", params}});
  }
  return json_text({{"sections", sections}});
}

}  // namespace cogov
