/// What is counted of volunteers and participation, and the measures made of it.
#include <algorithm>

#include "models/measure_rows.hpp"
#include "models/volunteers.hpp"

namespace cogov {

using namespace measure_rows;

namespace {

template <class T>
void add_each(std::vector<T>& to, const std::vector<T>& from) {
  if (to.size() < from.size()) to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

}  // namespace

void VolunteerTally::add(const VolunteerTally& other) {
  for (std::size_t use = 0; use < unpaid_use_count; ++use) seconds[use] += other.seconds[use];
  for (std::size_t stage = 0; stage < stage_count; ++stage) residents[stage] += other.residents[stage];
  for (const auto number : {&VolunteerTally::member_seconds, &VolunteerTally::pledged_seconds, &VolunteerTally::joined,
                            &VolunteerTally::left, &VolunteerTally::activities, &VolunteerTally::guests,
                            &VolunteerTally::pair_checks, &VolunteerTally::pairs_begun, &VolunteerTally::pairs_ended,
                            &VolunteerTally::found_by_neighbours, &VolunteerTally::at_day_0, &VolunteerTally::kept}) {
    this->*number += other.*number;
  }
  person_seconds.insert(person_seconds.end(), other.person_seconds.begin(), other.person_seconds.end());
  add_each(day_active, other.day_active);
}

const std::array<std::string, unpaid_use_count>& unpaid_use_words() {
  static const std::array<std::string, unpaid_use_count> words{"requests", "walking", "own work", "activities",
                                                               "checks"};
  return words;
}

const std::array<std::string, unpaid_use_count>& unpaid_use_words_zh() {
  static const std::array<std::string, unpaid_use_count> words{"办理诉求", "路途", "队内事务", "活动", "探望"};
  return words;
}

const std::array<std::string, stage_count>& stage_words() {
  static const std::array<std::string, stage_count> words{"bystander", "participant", "organiser"};
  return words;
}

const std::array<std::string, stage_count>& stage_words_zh() {
  static const std::array<std::string, stage_count> words{"旁观者", "参与者", "组织者"};
  return words;
}

namespace {

double hours(std::int64_t seconds) { return static_cast<double>(seconds) / hour_seconds; }

/// Hours on requests and on the way, of those in sessions.
double request_share(const VolunteerTally& v) {
  const auto of = [&](UnpaidUse use) { return v.seconds[static_cast<std::size_t>(use)]; };
  return ratio(of(UnpaidUse::requests),
               of(UnpaidUse::requests) + of(UnpaidUse::own_work) + of(UnpaidUse::walking) + of(UnpaidUse::activities));
}

/// Gini of the hours of those who were volunteers at any time since day 0.
double concentration(const VolunteerTally& v) {
  std::vector<std::int64_t> given;
  for (const std::int64_t seconds : v.person_seconds) {
    if (seconds >= 0) given.push_back(seconds);
  }
  std::sort(given.begin(), given.end());
  const auto n = static_cast<std::int64_t>(given.size());
  std::int64_t total = 0;
  std::int64_t weighted = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    total += given[static_cast<std::size_t>(i)];
    weighted += (2 * (i + 1) - n - 1) * given[static_cast<std::size_t>(i)];
  }
  return total > 0 ? static_cast<double>(weighted) / (static_cast<double>(n) * static_cast<double>(total)) : 0;
}

std::int64_t active_at_end(const VolunteerTally& v) { return v.day_active.empty() ? 0 : v.day_active.back(); }

void add_team_rows(std::vector<Row>& rows) {
  rows.push_back(whole("volunteers_active", high, "Volunteers at the last midnight", "期末志愿者人数",
                       [](const Totals& t) { return active_at_end(t.sum.volunteers); }));
  rows.push_back(real("volunteer_hours", "h", neither,
                      "Hours that volunteers gave; requests, ways, their team's own work and activities, members of "
                      "organisations left out",
                      "志愿服务工时", [](const Totals& t) {
                        const VolunteerTally& v = t.sum.volunteers;
                        const std::int64_t checks = v.seconds[static_cast<std::size_t>(UnpaidUse::checks)];
                        return hours(sum(v.seconds) - checks - v.member_seconds);
                      }));
  rows.push_back(real(
      "volunteer_request_share", "1", neither,
      "Volunteers' and members' hours that serve requests; of their hours in sessions and at activities, ways included",
      "志愿工时中用于诉求的占比", [](const Totals& t) { return request_share(t.sum.volunteers); }));
  rows.push_back(real("volunteer_retention_share", "1", neither,
                      "Volunteers of day 0 who never left; of all volunteers of day 0", "志愿者留存率",
                      [](const Totals& t) { return ratio(t.sum.volunteers.kept, t.sum.volunteers.at_day_0); }));
  rows.push_back(real("volunteer_hours_gini", "index", neither,
                      "Concentration of volunteers' hours; Gini over all who were volunteers since day 0, 0 equal to 1",
                      "志愿工时集中度（基尼系数）", [](const Totals& t) { return concentration(t.sum.volunteers); }));
  rows.push_back(whole("volunteers_joined", high, "Joined as volunteers since day 0", "新加入志愿者人次",
                       [](const Totals& t) { return t.sum.volunteers.joined; }));
  rows.push_back(whole("volunteers_left", neither, "Volunteers who left since day 0", "退出志愿者人次",
                       [](const Totals& t) { return t.sum.volunteers.left; }));
  rows.push_back(whole("activities", neither, "Activities of teams and meetings of studios", "队伍活动次数",
                       [](const Totals& t) { return t.sum.volunteers.activities; }));
  rows.push_back(whole("activity_guests", high, "Residents who came to an activity as guests", "活动来宾人次",
                       [](const Totals& t) { return t.sum.volunteers.guests; }));
}

void add_neighbour_rows(std::vector<Row>& rows) {
  rows.push_back(whole("pair_checks", neither, "Checks at the door by paired neighbours", "对门儿探望次数",
                       [](const Totals& t) { return t.sum.volunteers.pair_checks; }));
  rows.push_back(whole("pairs_begun", neither, "Pairs of neighbours begun since day 0", "新结对数",
                       [](const Totals& t) { return t.sum.volunteers.pairs_begun; }));
  rows.push_back(whole("pairs_ended", neither, "Pairs of neighbours that ended; misfits and helpers who tired",
                       "解除结对数", [](const Totals& t) { return t.sum.volunteers.pairs_ended; }));
  rows.push_back(whole("found_by_neighbours", high, "Unreported needs that paired neighbours noticed",
                       "对门邻居发现的诉求数", [](const Totals& t) { return t.sum.volunteers.found_by_neighbours; }));
}

void add_ledger_and_series_rows(std::vector<Row>& rows) {
  rows.push_back({{"member_hours_in_ledgers",
                   "h",
                   "Hours of members who check in, in three ledgers; truth and records: given, claims: pledged",
                   "三本账：双报到服务工时",
                   neither,
                   false,
                   {"ledger"}},
                  [](const Totals& t) -> Array {
                    const double given = hours(t.sum.volunteers.member_seconds);
                    return Reals{given, given, hours(t.sum.volunteers.pledged_seconds)};
                  }});
  rows.push_back({{"unpaid_hours_by_use",
                   "h",
                   "Unpaid hours of residents, by use; volunteers, members and neighbours",
                   "居民无偿工时（按用途）",
                   neither,
                   false,
                   {"unpaid_use"}},
                  [](const Totals& t) -> Array {
                    Reals values;
                    for (const std::int64_t seconds : t.sum.volunteers.seconds) values.push_back(hours(seconds));
                    return values;
                  }});
  rows.push_back({{"participation_stages",
                   "1",
                   "Residents by how far they take part, at the end",
                   "居民参与程度（期末人数）",
                   neither,
                   true,
                   {"participation_stage"}},
                  [](const Totals& t) -> Array {
                    return Wholes(t.sum.volunteers.residents.begin(), t.sum.volunteers.residents.end());
                  }});
  rows.push_back({{"volunteers_by_day", "1", "Volunteers at midnight", "志愿者人数（每日）", neither, true, {"day"}},
                  [](const Totals& t) -> Array { return t.sum.volunteers.day_active; }});
}

}  // namespace

void add_volunteer_rows(std::vector<Row>& rows) {
  add_team_rows(rows);
  add_neighbour_rows(rows);
  add_ledger_and_series_rows(rows);
}

}  // namespace cogov
