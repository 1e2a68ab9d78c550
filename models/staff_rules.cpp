/// [grid_workers], [paperwork], [window], [staffing]: the community's own staff.
#include <cmath>

#include "models/rules.hpp"
#include "models/sections.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;
constexpr const char* fits_1760 = "assumption: 1,760 hours a year";
constexpr double working_days_a_year = 260;

std::vector<Param> shift_params(double from, double to, double break_from, double break_to) {
  return {
      real_param("shift_from", from, 0, 24, "h", "begin of the shift, hour of the day", "上班时间", fits_1760, a),
      real_param("shift_to", to, 0, 24, "h", "end of the shift", "下班时间", fits_1760, a),
      real_param("break_from", break_from, 0, 24, "h", "begin of the midday break", "午休开始", "assumption", a),
      real_param("break_to", break_to, 0, 24, "h", "end of the midday break", "午休结束", "assumption", a),
      switch_param("weekends", false, "whether they work at weekends", "周末是否上班", "assumption", a),
      real_param("leave_days", 20, 0, 260, "d", "days of leave and sickness a year", "年休病假天数", fits_1760, a),
  };
}

Shift read_shift(const Settings& s, const std::string& section) {
  const auto at = [&](const char* key) {
    return static_cast<Seconds>(std::floor(s.real(section + "." + key) * 3600 + .5));
  };
  Shift shift;
  shift.from = at("shift_from");
  shift.to = at("shift_to");
  shift.break_from = at("break_from");
  shift.break_to = at("break_to");
  shift.weekends = s.boolean(section + ".weekends");
  shift.leave_chance = s.real(section + ".leave_days") / working_days_a_year;
  const bool has_break = shift.break_to > shift.break_from;
  if (!has_break) shift.break_from = shift.break_to = shift.from;
  if (shift.to <= shift.from || (has_break && (shift.break_from < shift.from || shift.break_to > shift.to))) {
    throw UserError("the hours of [" + section + "] are out of order",
                    "a shift must end after it begins, and its break must lie within it",
                    "check shift_from, break_from, break_to, shift_to");
  }
  return shift;
}

/// The first hours of a shift: a share of its length.
Shift part_of(Shift shift, double share) {
  const auto length = static_cast<Seconds>(std::floor(share * shift.length() + .5));
  const Seconds morning = shift.break_from - shift.from;
  if (shift.break_to > shift.break_from && length <= morning) {
    shift.break_from = shift.break_to = shift.from;
    shift.to = shift.from + length;
  } else {
    shift.to = shift.from + length + (shift.break_to - shift.break_from);
  }
  return shift;
}

std::vector<Param> together(std::vector<Param> first, std::vector<Param> second) {
  for (Param& param : second) first.push_back(std::move(param));
  return first;
}

std::vector<Param> post_params() {
  return {
      whole_param("full_time", 8, 0, 100000, "1", "posts of full-time grid workers in each community",
                  "每社区专职网格员岗位数", "calculated: 8 grid branches of Dahaiyang, one each", Tag::calculated),
      as_size(whole_param("extra_full_time", 0, 0, 100000, "1", "posts on top of those that are there, one more each",
                          "增设的专职岗位数", "convention", Tag::convention)),
      as_size(real_param("extra_posts", 0, 0, 100000, "1",
                         "posts on top of these, a part of one included: its shift begins with the others' and ends "
                         "earlier; pay in proportion",
                         "再增设的岗位数（可含非全日制岗位）", "convention", Tag::convention)),
      switch_param("walks", true, "whether ways take time", "路途是否耗时", "convention", Tag::convention),
      choice_param(
          "queue", "own grid", {"own grid", "shared"},
          "whether each grid's requests wait for its own worker (others step in when that post is not at work) "
          "or for whoever is free",
          "诉求由本网格网格员办理还是共享队列", "assumption", a),
      choice_param("discipline", "priority", {"priority", "first come", "shortest"},
                   "which waiting request is served next", "排队规则", "assumption", a),
  };
}

std::vector<Param> work_params() {
  return {
      real_param("logging", 5, 0, 600, "min", "logging each case", "每件登记用时", "assumption", a, 2, 15),
      real_param("duties", 30, 0, 480, "min", "meetings, training and diary, each shift", "每班会议、培训、日记用时",
                 "assumption: 960 hours a year of eight workers", a, 15, 60),
      real_param("acts_on_finds", .5, 0, 1, "1",
                 "share of what staff notice that they take up before anybody complains", "发现问题后主动处理的比例",
                 "assumption", a, .2, .8),
      real_param("skill_start", .5, 0, 1, "1", "skill of those in post at the start", "初始技能", "assumption", a),
      real_param("skill_newcomer", .2, 0, 1, "1", "skill of a newcomer", "新人技能", "assumption", a, .05, .4),
      real_param("skill_saves", .3, 0, 1, "1", "share of the service time that full skill saves",
                 "满技能节省的时间比例", "assumption", a, .1, .5),
      real_param("practice", .02, 0, 1, "1", "share of what is lacking that one case of the kind teaches",
                 "每办一件弥补的差距比例", "assumption", a, 0, .1),
      real_param("skill_half_life", 12, .1, 1200, "months", "skill not practised halves in", "技能半衰期",
                 "assumption; 3-24 months swept", a, 3, 24),
      real_param("overtime", 1, 0, 12, "h", "longest overtime a day, for paperwork due and for what was begun",
                 "每日为赶材料最多加班", "assumption", a, 0, 3),
  };
}

}  // namespace

Section grid_workers_section() {
  return {
      .key = "grid_workers",
      .title = "Grid workers",
      .title_zh = "网格员",
      .rule =
          "each post serves a grid: requests by priority, patrols on time, visits, paperwork due by the end of the day",
      .rule_zh = "每个岗位负责一个网格：按优先级处理诉求，按时巡查、走访，当日完成台账",
      .fails_by = "paperwork and patrols take the hours that requests wait for",
      .lead_days = 60,
      .params = together(together(post_params(), shift_params(8.5, 17 + 1.0 / 3, 12, 13.5)), work_params())};
}

Section paperwork_section() {
  return {
      .key = "paperwork",
      .title = "Paperwork",
      .title_zh = "材料台账",
      .rule = "a share of each shift, or a fixed load of the community dealt out among its workers; due the same day",
      .rule_zh = "占每班的一定比例，或社区固定总量在网格员间分摊；当日完成",
      .fails_by = "the day's last hours go to it while requests wait for tomorrow",
      .lead_days = 30,
      .params = {
          choice_param("rule", "share", {"share", "fixed"}, "a share of the shift, or a load fixed per community",
                       "按比例或按总量", "assumption", a),
          real_param("share", .45, 0, .95, "1", "of a grid worker's shift, under rule share", "材料占工作时间比例",
                     "assumption; 0.2-0.7 swept", a, .2, .7),
          real_param("window_share", .3, 0, .95, "1", "of a window clerk's shift", "窗口人员材料占比", "assumption", a,
                     .1, .6),
          real_param("per_household", .313, 0, 60, "min", "a day, dealt out among the workers, under rule fixed",
                     "每户每日分钟数（按总量）", "calculated: half of 45 % of eight shifts for 2,528 households",
                     Tag::calculated),
          real_param("of_shift", .2, 0, .95, "1", "of each shift, under rule fixed", "每班固定占比（按总量）",
                     "assumption", a, .1, .35),
          real_param("per_case", 5, 0, 600, "min", "for each case logged, under rule fixed", "每件材料用时（按总量）",
                     "assumption", a, 0, 20),
          real_param("block", 30, 1, 480, "min", "longest stretch before looking up", "连续写材料最长时间",
                     "assumption", a, 10, 60),
      }};
}

Section window_section() {
  return {
      .key = "window",
      .title = "The window of the service centre",
      .title_zh = "服务中心窗口",
      .rule = "clerks serve those who come during opening hours, in the order of the grid workers' discipline",
      .rule_zh = "窗口人员在开放时间内接待来人，次序与网格员的处理规则相同",
      .fails_by = "closed hours; space without staff",
      .lead_days = 60,
      .params = together({whole_param("staff", 3, 0, 100000, "1", "clerks of each community", "每社区窗口人数",
                                      "evidence: 18 staff per 10,000 residents, 8 of 11 in grids", Tag::calculated)},
                         shift_params(9, 17, 12, 13.5))};
}

StaffRules StaffRules::read(const Settings& s) {
  StaffRules rules;
  const double extra = s.real("grid_workers.extra_posts");
  const double whole = std::floor(extra);
  rules.part_time = std::floor((extra - whole) * 1000 + .5) / 1000;
  rules.grid_posts =
      static_cast<std::uint32_t>(s.integer("grid_workers.full_time") + s.integer("grid_workers.extra_full_time") +
                                 static_cast<std::int64_t>(whole) + (rules.part_time > 0 ? 1 : 0));
  rules.window_posts = static_cast<std::uint32_t>(s.integer("window.staff"));
  rules.grid_shift = read_shift(s, "grid_workers");
  rules.part_time_shift = part_of(rules.grid_shift, rules.part_time);
  rules.window_shift = read_shift(s, "window");
  rules.shared_queue = s.word("grid_workers.queue") == "shared";
  const std::string& discipline = s.word("grid_workers.discipline");
  rules.discipline = discipline == "priority"     ? Discipline::priority
                     : discipline == "first come" ? Discipline::first_come
                                                  : Discipline::shortest;
  rules.walks = s.boolean("grid_workers.walks");
  rules.logging_minutes = s.real("grid_workers.logging");
  rules.duties_minutes = s.real("grid_workers.duties");
  rules.acts_on_finds = s.real("grid_workers.acts_on_finds");
  rules.skill_start = s.real("grid_workers.skill_start");
  rules.skill_newcomer = s.real("grid_workers.skill_newcomer");
  rules.skill_saves = s.real("grid_workers.skill_saves");
  rules.practice = s.real("grid_workers.practice");
  rules.skill_half_life_months = s.real("grid_workers.skill_half_life");
  rules.overtime_hours = s.real("grid_workers.overtime");
  rules.paperwork = s.word("paperwork.rule") == "fixed" ? PaperworkRule::fixed : PaperworkRule::share;
  rules.paperwork_share = s.real("paperwork.share");
  rules.window_paperwork_share = s.real("paperwork.window_share");
  rules.paperwork_per_household = s.real("paperwork.per_household");
  rules.paperwork_of_shift = s.real("paperwork.of_shift");
  rules.paperwork_per_case = s.real("paperwork.per_case");
  rules.paperwork_block = whole_seconds(s.real("paperwork.block") * minute_seconds);
  return rules;
}

Section staffing_section() {
  return {
      .key = "staffing",
      .title = "Burnout, quitting, recruitment",
      .title_zh = "过劳、离职与招聘",
      .rule =
          "strain = a person's own level + effect of load; it raises the hazard of quitting; a vacancy is filled "
          "after an exponential time by a newcomer",
      .rule_zh = "压力＝个人自身水平＋负荷的影响；压力提高离职风险；空岗经指数分布的时间后由新人补上",
      .fails_by = "load drives people out, and newcomers are slow",
      .lead_days = 0,
      .params = {
          real_param("quits_per_year", .2, 0, 20, "1/year", "hazard of quitting at no strain", "（无压力时）年离职率",
                     "evidence: Chinese social workers about 20 % a year", Tag::evidence, .05, .35),
          real_param("burnout_effect", .3, 0, 5, "1", "log hazard of quitting per unit of strain", "压力对离职的影响",
                     "assumption", a, 0, 1),
          real_param("load_effect", 1.5, 0, 20, "1", "strain per unit of load above the load that strains nobody",
                     "负荷对压力的影响", "assumption", a, 0, 4),
          real_param("reference_load", .9, .1, 3, "1", "hours worked over hours paid at which strain is as observed",
                     "基准负荷", "assumption", a),
          real_param("load_memory", 3, .1, 60, "months", "load is remembered with this mean", "负荷记忆", "assumption",
                     a, 1, 6),
          real_param("burnt_out_above", .2045, -10, 10, "1", "strain above which a person is burnt out", "过劳阈值",
                     "evidence: 41.9 % of community workers in Liaoning, n = 1,491", Tag::evidence),
          real_param("severe_above", 1.117, -10, 10, "1", "strain above which severely so", "严重过劳阈值",
                     "evidence: 13.2 %, same survey", Tag::evidence),
          real_param("recruitment", 60, 0, 3650, "d", "mean time to fill a vacancy", "招聘平均天数", "assumption", a,
                     30, 180),
      }};
}

StaffingRules StaffingRules::read(const Settings& s) {
  StaffingRules rules;
  rules.quits_per_year = s.real("staffing.quits_per_year");
  rules.burnout_effect = s.real("staffing.burnout_effect");
  rules.load_effect = s.real("staffing.load_effect");
  rules.reference_load = s.real("staffing.reference_load");
  rules.load_memory_months = s.real("staffing.load_memory");
  rules.burnt_out_above = s.real("staffing.burnt_out_above");
  rules.severely_above = s.real("staffing.severe_above");
  rules.recruitment_days = s.real("staffing.recruitment");
  return rules;
}

}  // namespace cogov
