/// Row 41: the tables of a job desk.
#include "models/mechanisms/job_desks.hpp"
#include "models/sections.hpp"

namespace cogov::job_desks {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> desk_params() {
  return {
      as_size(real_param("adviser_hours", 10, 0, 168, "h/week", "of each community's adviser, on working days alike",
                         "每社区职业顾问每周工时（工作日均分）", "assumption", a, 2, 40)),
      real_param("adviser_hour", 50, 0, 1000, "yuan/h", "an hour of an adviser", "顾问每小时价格", "assumption: price",
                 a, 30, 80),
      real_param("opens", 9, 0, 16, "h", "hour at which the desk opens on working days", "工作日开门时刻", "assumption",
                 a),
      real_param("interview_minutes", 40, 1, 480, "min", "of the interview that each job seeker has first",
                 "首次面谈用时", "assumption: as the kind's own service", a, 20, 90),
      real_param("referral_minutes", 20, 0, 480, "min", "of the adviser for each referral to a vacancy",
                 "每次推荐顾问用时", "assumption", a, 10, 60),
      real_param("employer_minutes", 60, 0, 480, "min", "of an employer's staff for each applicant",
                 "用人单位每次面试用时", "assumption", a, 20, 120),
      real_param("longest_wait", 120, 1, 3650, "d",
                 "after which the desk sends a seeker on to the next who may serve, if there is one",
                 "多久未成则转下一办理方（如有）", "assumption", a, 60, 365),
  };
}

std::vector<Param> list_params() {
  return {
      real_param("vacancies_per_month", 6, 0, 500, "1/month", "new on each community's list",
                 "每社区每月新增岗位信息数", "assumption", a, 1, 30),
      whole_param("trades", 4, 1, 50, "1", "of skill; each vacancy and each seeker is of one of them", "技能类别数",
                  "assumption", a),
      real_param("real_share", .6, 0, 1, "1", "of vacancies behind which there is work; the others are paper",
                 "真实岗位占比（其余为纸面岗位）", "assumption; 0.1-0.95 swept", a, .1, .95),
      whole_param("stale_days", 30, 1, 3650, "d", "after which a vacancy is taken or forgotten", "岗位信息过期天数",
                  "assumption", a),
      whole_param("referral_days", 7, 0, 365, "d", "from a referral until its outcome is known", "推荐后得知结果的天数",
                  "assumption", a),
      real_param("hired_chance", .4, 0, 1, "1", "chance that an employer takes a fit applicant of the trade",
                 "符合条件者被录用的概率", "assumption", a, .15, .7),
  };
}

std::vector<Param> training_params() {
  return {
      real_param("fit_share", .6, 0, 1, "1", "of seekers who can do their trade as they come",
                 "无需培训即符合条件的求职者占比", "assumption", a, .3, .9),
      whole_param("course_places", 4, 0, 500, "1", "in each course; 0: there are none", "每期培训名额（0：无培训）",
                  "assumption", a),
      whole_param("course_every", 28, 1, 3650, "d",
                  "between the beginnings of courses, on the working day then or next", "培训开班间隔（遇休息日顺延）",
                  "assumption", a),
      whole_param("course_days", 10, 1, 365, "d", "of a course, on working days", "每期培训工作日数", "assumption", a),
      real_param("course_day_yuan", 150, 0, 10000, "yuan", "of a day of one person's course", "每人每天培训费用",
                 "assumption: price", a, 50, 400),
  };
}

}  // namespace

std::vector<Param> params() {
  std::vector<Param> all = desk_params();
  for (Param& param : list_params()) all.push_back(std::move(param));
  for (Param& param : training_params()) all.push_back(std::move(param));
  return all;
}

std::vector<OwnMeasure> measures() {
  constexpr Better up = Better::higher;
  constexpr Better low = Better::lower;
  constexpr Better none = Better::neither;
  return {
      {"job_interviews", "1", none, "Interviews with job seekers", "求职面谈次数", interviews},
      {"job_referrals", "1", none, "Referrals to vacancies", "岗位推荐次数", referrals},
      {"job_referrals_on_paper", "1", low, "Referrals to vacancies that were none", "推荐到纸面岗位的次数",
       paper_referrals},
      {"jobs_found", "1", up, "Seekers placed in work", "成功就业人数", placed},
      {"job_seekers_sent_on", "1", low, "Seekers whom the desk sent on", "转出的求职者数", sent_on},
      {"vacancies_listed", "1", none, "Vacancies put on the list", "登记岗位数", listed},
      {"vacancies_on_paper_share", "1", low, "Vacancies on the list that are paper", "纸面岗位占比", listed_on_paper,
       listed},
      {"job_adviser_hours", "h", none, "Advisers' hours at the desk", "职业顾问工时", adviser_seconds, -1, 1.0 / 3600},
      {"course_person_days", "d", none, "Person-days of courses", "培训人天", course_days},
      {"employer_hours", "h", none, "Employers' hours with applicants", "用人单位面试工时", employer_seconds, -1,
       1.0 / 3600},
  };
}

}  // namespace cogov::job_desks
