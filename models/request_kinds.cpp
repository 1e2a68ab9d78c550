#include "models/request_kinds.hpp"

#include <algorithm>

#include "sim/errors.hpp"

namespace cogov {

namespace {

// The table of kinds. Rates are assumptions, chosen so that about 480 true and 260 reported requests
// arise per 1,000 residents and year; the twelve-month totals are held by tests/verification/plausible_year_test.cpp.
struct KindDefaults {
  const char* key;
  const char* title;
  const char* title_zh;
  std::array<double, age_bands> needs;
  double places;
  double reported;
  double median, p90;
  const char* served_by;  // G W V C P D E A R
  double visible;
  int priority;
  double lapse_days;
  double doubling_days;
  double spreads_after_days;
  const char* becomes;
  double becomes_per_day;
  double returns_share, returns_days;
  double harm_per_day;
  double winter;
  bool collective;
};

// clang-format off
constexpr KindDefaults kinds[kind_count] = {
 {"litter", "litter", "垃圾堆放", {0,0,0,0}, 60, .30, 15,60, "GVP", 1, 2, 60, 5, 0, "", 0, 0,0, 0, 1, false},
 {"fire_lane", "blocked fire lane", "占用消防通道", {0,0,0,0}, 45, .40, 15,60, "GE", 1, 2, 60, 0, 0, "", 0, .3,30, 0, 1, false},
 {"charging_wires", "e-bike charging wires", "飞线充电", {0,0,0,0}, 25, .20, 20,90, "GP", .5, 2, 90, 0, 0, "", 0, 0,0, 1e-5, 1, false},
 {"street_fault", "lamp, paving, manhole", "路灯路面井盖", {0,0,0,0}, 25, .45, 15,60, "GD", 1, 2, 120, 0, 0, "", 0, 0,0, 1e-4, 1, false},
 {"leak", "sewer, leak", "下水漏水", {0,0,0,0}, 40, .85, 90,300, "PD", .5, 1, 90, 0, 2, "", 0, 0,0, 0, 1, false},
 {"building_fault", "door, roof, lift fault", "楼体电梯故障", {0,0,0,0}, 35, .80, 60,360, "P", .5, 2, 90, 0, 0, "", 0, 0,0, 0, 1, false},
 {"utilities_off", "water, power, heating off", "停水停电停暖", {0,0,0,0}, 15, .95, 30,120, "DG", 0, 1, 5, 0, 0, "", 0, 0,0, 0, 3, false},
 {"illegal_structure", "illegal structure", "违建占绿", {0,0,0,0}, 6, .50, 180,900, "EG", 1, 3, 0, 0, 0, "", 0, 0,0, 0, 1, false},
 {"noise_dogs", "noise, dogs", "噪音养犬", {0,0,0,0}, 40, .50, 40,150, "GE", .5, 2, 30, 0, 0, "dispute", .0043, 0,0, 0, 1, false},
 {"dispute", "neighbour dispute", "邻里纠纷", {0,0,0,0}, 15, .50, 120,480, "GV", 0, 2, 90, 0, 0, "", 0, 0,0, .0029, 1, false},
 {"papers", "papers, benefits", "证明社保低保", {10,70,70,60}, 0, .95, 20,60, "WG", 0, 2, 30, 0, 0, "", 0, 0,0, 0, 1, false},
 {"errands", "errands", "跑腿缴费", {0,3,30,150}, 0, .35, 30,75, "VGR", 0, 3, 7, 0, 0, "", 0, .2,7, 0, 1, false},
 {"home_care", "cleaning, hair, nails", "保洁理发剪甲", {0,0,20,200}, 0, .30, 45,120, "CVA", 0, 3, 30, 0, 0, "", 0, 0,0, 0, 1, false},
 {"home_repairs", "small repairs at home", "家电水电小修", {0,10,30,50}, 0, .60, 60,150, "PCA", 0, 3, 60, 0, 0, "leak", .0029, 0,0, 0, 1, false},
 {"medical_help", "check-up, medicine, escort", "量压配药陪诊", {3,5,50,150}, 0, .40, 40,180, "CAV", 0, 2, 30, 0, 0, "emergency", .003, 0,0, 0, 1, false},
 {"loneliness", "loneliness", "孤独求助", {5,8,30,80}, 0, .10, 60,120, "VCG", 0, 3, 90, 0, 0, "medical_help", .002, 0,0, 0, 1, false},
 {"emergency", "emergency at home", "居家意外", {.5,.5,6,40}, 0, .70, 60,180, "GD", 0, 0, 2, 0, 0, "", 0, 0,0, .05, 1, false},
 {"jobs", "jobs, training", "求职培训", {0,15,5,0}, 0, .40, 45,150, "AW", 0, 3, 60, 0, 0, "", 0, 0,0, 0, 1, false},
 {"child_care", "child care, school", "托管入学", {50,5,0,0}, 0, .40, 30,120, "VAW", 0, 3, 90, 0, 0, "", 0, 0,0, 0, 1, false},
 {"shared_works", "lift, parking, fees", "加梯车位物业费", {0,0,0,0}, 5, .60, 600,3000, "G", 0, 3, 365, 0, 0, "dispute", .0017, 0,0, 0, 1, true},
};
// clang-format on

constexpr const char* letters = "GWVCPDEARKL";

std::vector<std::string> words_of(const char* letters_of_kind) {
  std::vector<std::string> words;
  for (const char* letter = letters_of_kind; *letter != 0; ++letter) {
    const std::size_t index = std::string_view(letters).find(*letter);
    words.push_back(server_words()[index]);
  }
  return words;
}

std::vector<std::string> kinds_or_nothing() {
  std::vector<std::string> choices{"nothing"};
  for (const KindDefaults& kind : kinds) choices.emplace_back(kind.key);
  return choices;
}

Param number(const char* key, double fallback, double high, const char* unit, const char* meaning,
             const char* meaning_zh, const char* source = "assumption") {
  return {.key = key,
          .type = Type::real,
          .fallback = fallback,
          .low = 0,
          .high = high,
          .unit = unit,
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = source,
          .tag = Tag::assumption};
}

std::vector<Param> rate_params(const KindDefaults& kind) {
  const char* per = "1/(1000 residents and year)";
  return {
      number("rate_0_16", kind.needs[0], 1e7, per, "needs arising, ages 0-16", "0—16岁每千人每年发生数"),
      number("rate_17_59", kind.needs[1], 1e7, per, "needs arising, ages 17-59", "17—59岁每千人每年发生数"),
      number("rate_60_79", kind.needs[2], 1e7, per, "needs arising, ages 60-79", "60—79岁每千人每年发生数"),
      number("rate_80_plus", kind.needs[3], 1e7, per, "needs arising, ages 80 and over", "80岁以上每千人每年发生数"),
      number("rate_places", kind.places, 1e7, per, "hazards arising at places", "每千人每年场所隐患发生数"),
      number("winter_factor", kind.winter, 10, "1",
             "rate in winter (90 days) against the rest of the year, same yearly mean", "冬季发生率倍数（年均不变）"),
  };
}

std::vector<Param> service_params(const KindDefaults& kind) {
  return {
      number("service_median", kind.median, 1e5, "min", "median of the service time", "服务时间中位数"),
      number("service_p90", kind.p90, 1e6, "min", "the service time that nine in ten stay under",
             "服务时间第九十百分位"),
      {.key = "service_shape",
       .type = Type::choice,
       .fallback = std::string("lognormal"),
       .unit = "",
       .meaning = "distribution of the service time; all but lognormal take the median given here as their mean",
       .meaning_zh = "服务时间分布；除对数正态外，以此处的中位数为均值",
       .source = "assumption",
       .tag = Tag::assumption,
       .choices = {"lognormal", "exponential", "fixed", "erlang-2"}},
      {.key = "served_by",
       .type = Type::list,
       .fallback = words_of(kind.served_by),
       .unit = "",
       .meaning = "who may serve it, in order of preference",
       .meaning_zh = "可由谁办理（按优先顺序）",
       .source = "assumption",
       .tag = Tag::assumption,
       .choices = {server_words().begin(), server_words().end() - 1}},  // no kind names partners
      number("settled_share", std::string_view(kind.served_by).size() > 1 ? .85 : 1, 1, "1",
             "chance that the first server can settle it; otherwise it is handed on", "首个办理者能办结的概率"),
      {.key = "priority",
       .type = Type::integer,
       .fallback = std::int64_t{kind.priority},
       .low = 0,
       .high = 3,
       .unit = "1",
       .meaning = "0 interrupts other work, then 1, 2, 3",
       .meaning_zh = "优先级（0最急，可打断其他工作）",
       .source = "assumption",
       .tag = Tag::assumption},
      {.key = "collective",
       .type = Type::boolean,
       .fallback = kind.collective,
       .unit = "",
       .meaning = "whether it needs a decision of many households; a fact that no rule reads yet",
       .meaning_zh = "是否需要集体决定",
       .source = "assumption",
       .tag = Tag::assumption},
  };
}

std::vector<Param> information_params(const KindDefaults& kind) {
  const bool urgent = kind.priority == 0;
  return {
      number("reported_share", kind.reported, 1, "1", "share that is reported, at the reference belief in being helped",
             "（参考信任水平下）会上报的比例"),
      number("report_delay_hours", urgent ? 0.2 : 24, 8760, "h", "mean time from onset to the report",
             "从发生到上报的平均时间"),
      number("visible_share", kind.visible, 1, "1", "share that can be seen from the street or the lobby",
             "从街面或门厅可见的比例"),
  };
}

std::vector<Param> if_left_params(const KindDefaults& kind) {
  return {
      number("lapse_days", kind.lapse_days, 1e5, "d", "mean time until it is gone by itself; 0: never",
             "自行消失的平均天数（0：不会）"),
      number("doubling_days", kind.doubling_days, 1e5, "d",
             "the work it makes doubles in so many days, up to eightfold; 0: never",
             "工作量翻倍天数（至多8倍；0：不会）"),
      number("spreads_after_days", kind.spreads_after_days, 1e5, "d",
             "mean time until one like it arises beside it, once; 0: never", "蔓延一处的平均天数（0：不会）"),
      {.key = "becomes",
       .type = Type::choice,
       .fallback = std::string(*kind.becomes != 0 ? kind.becomes : "nothing"),
       .unit = "",
       .meaning = "the kind it turns into when left",
       .meaning_zh = "久拖后转化为何种诉求",
       .source = "assumption",
       .tag = Tag::assumption,
       .choices = kinds_or_nothing()},
      number("becomes_per_day", kind.becomes_per_day, 10, "1/d", "rate of turning into it while open",
             "未解决时每天转化率"),
      number("returns_share", kind.returns_share, 1, "1", "chance that it comes back after it was fixed",
             "解决后复发概率"),
      number("returns_days", kind.returns_days, 3650, "d", "within so many days, uniformly", "复发期限（均匀分布）"),
      number("harm_per_day", kind.harm_per_day, 1, "1/d", "accidents per day while open", "未解决时每天事故率"),
  };
}

void append(std::vector<Param>& to, std::vector<Param> more) {
  for (Param& param : more) to.push_back(std::move(param));
}

}  // namespace

const std::array<std::string, server_count>& server_words() {
  static const std::array<std::string, server_count> words{"grid worker",   "window",     "volunteer",       "contract",
                                                           "property firm", "department", "enforcement",     "alliance",
                                                           "rider",         "contractor", "building leader", "partner"};
  return words;
}

const std::array<std::string, server_count>& server_words_zh() {
  static const std::array<std::string, server_count> words{"网格员", "窗口", "志愿者", "社会组织", "物业", "部门",
                                                           "执法",   "联盟", "骑手",   "维修承包", "楼长", "协作方"};
  return words;
}

std::vector<Section> request_kind_sections() {
  std::vector<Section> sections;
  for (const KindDefaults& kind : kinds) {
    Section section{.key = std::string("request_kinds.") + kind.key,
                    .title = kind.title,
                    .title_zh = kind.title_zh,
                    .policy_may_set = false,
                    .params = {}};
    append(section.params, rate_params(kind));
    append(section.params, service_params(kind));
    append(section.params, information_params(kind));
    append(section.params, if_left_params(kind));
    sections.push_back(std::move(section));
  }
  return sections;
}

namespace {

std::vector<std::string> column(const char* KindDefaults::*member) {
  std::vector<std::string> texts;
  for (const KindDefaults& kind : kinds) texts.emplace_back(kind.*member);
  return texts;
}

int kind_index(const std::string& key) {
  const auto at = std::find(kind_keys().begin(), kind_keys().end(), key);
  return at == kind_keys().end() ? -1 : static_cast<int>(at - kind_keys().begin());
}

// A clause the source table states for classes of residents: kinds 12-17 for who lives alone or is
// disabled, kinds 11 and 18 for who has a low income.
bool for_the_frail(std::size_t kind) { return kind >= 11 && kind <= 16; }
bool for_the_poor(std::size_t kind) { return kind == 10 || kind == 17; }

KindRules read_kind(const Settings& s, std::size_t index) {
  const std::string at = "request_kinds." + kind_keys()[index] + ".";
  KindRules kind;
  kind.need_rate = {s.real(at + "rate_0_16"), s.real(at + "rate_17_59"), s.real(at + "rate_60_79"),
                    s.real(at + "rate_80_plus")};
  kind.hazard_rate = s.real(at + "rate_places");
  kind.winter_factor = s.real(at + "winter_factor");
  const double longer = s.real("requests.service_factor");
  const double median = s.real(at + "service_median") * longer;
  const double p90 = s.real(at + "service_p90") * longer;
  const std::string& shape = s.word(at + "service_shape");
  kind.shape = shape == "lognormal"     ? Shape::lognormal
               : shape == "exponential" ? Shape::exponential
               : shape == "fixed"       ? Shape::fixed
                                        : Shape::erlang_2;
  kind.service_minutes = Lognormal::from_median_p90(std::max(median, 1e-9), std::max({median, p90, 1e-9}));
  kind.service_mean_minutes = kind.shape == Shape::lognormal ? kind.service_minutes.mean() : median;
  for (const std::string& word : s.words(at + "served_by")) {
    const auto place = std::find(server_words().begin(), server_words().end(), word);
    kind.served_by.push_back(static_cast<Server>(place - server_words().begin()));
  }
  kind.settled_share = s.real(at + "settled_share");
  kind.priority = static_cast<int>(s.integer(at + "priority"));
  kind.collective = s.boolean(at + "collective");
  kind.reported_share = s.real(at + "reported_share");
  kind.report_delay_hours = s.real(at + "report_delay_hours");
  kind.visible_share = s.real(at + "visible_share");
  kind.lapse_days = s.real(at + "lapse_days");
  kind.doubling_days = s.real(at + "doubling_days");
  kind.spreads_after_days = s.real(at + "spreads_after_days");
  kind.becomes = kind_index(s.word(at + "becomes"));
  kind.becomes_per_day = kind.becomes < 0 ? 0 : s.real(at + "becomes_per_day");
  kind.returns_share = s.real(at + "returns_share");
  kind.returns_days = s.real(at + "returns_days");
  kind.harm_per_day = s.real(at + "harm_per_day");
  kind.multiplied_by_alone = for_the_frail(index);
  kind.multiplied_by_poverty = for_the_poor(index);
  return kind;
}

}  // namespace

const std::vector<std::string>& kind_keys() {
  static const std::vector<std::string> keys = column(&KindDefaults::key);
  return keys;
}
const std::vector<std::string>& kind_titles() {
  static const std::vector<std::string> titles = column(&KindDefaults::title);
  return titles;
}
const std::vector<std::string>& kind_titles_zh() {
  static const std::vector<std::string> titles = column(&KindDefaults::title_zh);
  return titles;
}

namespace {

/// What is assumed of all kinds at once: their rates, who reports, what can be seen.
void apply_factors(KindRules& kind, const Settings& s) {
  for (double& rate : kind.need_rate) rate *= s.real("requests.need_factor");
  kind.hazard_rate *= s.real("requests.hazard_factor");
  const double odds = s.real("requests.reporting_odds");
  kind.reported_share = odds * kind.reported_share / (1 + (odds - 1) * kind.reported_share);
  kind.visible_share *= s.real("requests.visible_factor");
}

}  // namespace

std::array<KindRules, kind_count> read_kinds(const Settings& settings) {
  std::array<KindRules, kind_count> all;
  for (std::size_t i = 0; i < kind_count; ++i) {
    all[i] = read_kind(settings, i);
    apply_factors(all[i], settings);
    const std::vector<std::string>& town = settings.words("community.town_kinds");
    all[i].in_town = std::find(town.begin(), town.end(), kind_keys()[i]) != town.end();
  }
  return all;
}

}  // namespace cogov
