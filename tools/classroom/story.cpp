#include "tools/classroom/story.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "models/request_kinds.hpp"
#include "models/world.hpp"
#include "tools/day_parts.hpp"

namespace cogov::classroom {

namespace {

using day::TraceColumns;
using report::both;
using report::Json;

constexpr double seconds_a_day = 86400;
constexpr std::size_t fewest_needs = 2, most_needs = 4;

/// A resident of a community.
using Who = std::pair<std::int64_t, std::int64_t>;

/// What makes it the same need under all policies: when it arose, of what kind, which of the resident's candidates.
using Need = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

/// Row of a need in the trace of one policy.
using Needs = std::map<Need, std::size_t>;

/// @param latest  when a need may arise at the latest, in seconds from day 0
std::map<Who, Needs> needs_of(const TraceColumns& requests, std::int64_t latest) {
  const auto &community = requests.at("community"), &kind = requests.at("kind");
  const auto &of_place = requests.at("of_place"), &origin = requests.at("origin");
  const auto &trial = requests.at("trial"), &onset = requests.at("onset");
  std::map<Who, Needs> needs;
  for (std::size_t row = 0; row < requests.rows(); ++row) {
    if (of_place[row] != 0 || onset[row] < 0 || onset[row] > latest) continue;
    needs[{community[row], origin[row]}][{onset[row], kind[row], trial[row]}] = row;
  }
  return needs;
}

bool same_needs(const Needs& a, const Needs& b) {
  return std::ranges::equal(
      a, b, {}, [](const auto& need) { return need.first; }, [](const auto& need) { return need.first; });
}

/// How many of a resident's needs were truly fixed, and how long all were lived with; one not fixed: until the end.
std::pair<std::int64_t, std::int64_t> outcome(const TraceColumns& requests, const Needs& needs, std::int64_t end) {
  const auto &onset = requests.at("onset"), &fixed = requests.at("fixed");
  std::int64_t solved = 0, waited = 0;
  for (const auto& [need, row] : needs) {
    solved += fixed[row] >= 0 ? 1 : 0;
    waited += (fixed[row] >= 0 ? fixed[row] : end) - onset[row];
  }
  return {solved, waited};
}

struct Candidate {
  std::int64_t solved = 0;  ///< the largest less the smallest over policies
  std::size_t needs = 0;
  std::int64_t waited = 0;  ///< seconds, likewise
  Who who;

  /// Whether it is worth telling rather than the other one.
  [[nodiscard]] bool before(const Candidate& other) const {
    return std::tie(solved, needs, waited) > std::tie(other.solved, other.needs, other.waited);
  }
};

/// @param least  needs that the resident has at least
std::optional<Candidate> chosen(const std::vector<TraceColumns>& requests,
                                const std::vector<std::map<Who, Needs>>& needs, std::size_t least, std::int64_t end) {
  std::optional<Candidate> best;
  for (const auto& [who, first] : needs.front()) {
    if (first.size() < least || first.size() > most_needs) continue;
    std::vector<std::int64_t> solved, waited;
    for (std::size_t policy = 0; policy < needs.size(); ++policy) {
      const auto own = needs[policy].find(who);
      if (own == needs[policy].end() || !same_needs(own->second, first)) break;
      const auto [fixed, seconds] = outcome(requests[policy], own->second, end);
      solved.push_back(fixed);
      waited.push_back(seconds);
    }
    if (solved.size() < needs.size()) continue;
    const auto range = [](const std::vector<std::int64_t>& values) {
      return *std::ranges::max_element(values) - *std::ranges::min_element(values);
    };
    const Candidate candidate{range(solved), first.size(), range(waited), who};
    if (!best || candidate.before(*best)) best = candidate;
  }
  return best;
}

Json resident_json(const CommunityPlan& plan, std::uint32_t row) {
  const ResidentId who(row);
  const HouseholdId home = plan.household[row];
  Json classes = Json::array();
  for (std::size_t c = 0; c < class_count; ++c) {
    if (plan.is(who, static_cast<ResidentClass>(c))) classes.push_back(both(class_words()[c], class_words_zh()[c]));
  }
  return {{"number", row},
          {"age", plan.age[row]},
          {"classes", std::move(classes)},
          {"floor", plan.floor_of(home)},
          {"household", plan.first_resident[home.row + 1] - plan.first_resident[home.row]}};
}

Json finder_json(std::int64_t finder) {
  return finder == static_cast<std::int64_t>(Finder::nobody) ? Json()
                                                             : day::finders_json().at(static_cast<std::size_t>(finder));
}

Json server_json(std::int64_t server) {
  if (server < 0 || server >= static_cast<std::int64_t>(server_count)) return nullptr;
  const auto at = static_cast<std::size_t>(server);
  return both(server_words()[at], server_words_zh()[at]);
}

/// What became of one need under one policy.
Json course_json(const TraceColumns& requests, std::size_t row) {
  Json course;
  constexpr std::pair<const char*, const char*> times[] = {
      {"noticed", "noticed"}, {"reported", "reported"}, {"dispatched", "dispatched"},
      {"service", "service"}, {"closed", "resolved"},   {"fixed", "fixed"},
      {"ended", "ended"}};
  for (const auto& [key, name] : times) {
    const std::int64_t time = requests.at(name)[row];
    course[key] = time >= 0 ? report::short_number(static_cast<double>(time) / seconds_a_day) : Json();
  }
  course["finder"] = finder_json(requests.at("finder")[row]);
  course["server"] = requests.at("service")[row] >= 0 ? server_json(requests.at("server")[row]) : Json();
  const auto state = static_cast<RequestState>(requests.at("state")[row]);
  course["gaveUp"] = state == RequestState::withdrawn;
  course["lapsed"] = state == RequestState::lapsed;
  return course;
}

}  // namespace

Json story_json(const PolicyExperiment& experiment, const std::vector<RunResult>& traced) {
  const auto end = static_cast<std::int64_t>(experiment.calendar().end - experiment.calendar().day0);
  constexpr auto month = static_cast<std::int64_t>(30 * seconds_a_day);
  std::vector<TraceColumns> requests;
  std::vector<std::map<Who, Needs>> needs;
  for (const RunResult& run : traced) {
    requests.emplace_back(run, "requests");
    needs.push_back(needs_of(requests.back(), end > 2 * month ? end - month : end));
  }
  std::size_t least = fewest_needs;
  std::optional<Candidate> best = chosen(requests, needs, least, end);
  if (!best || best->solved == 0) {
    const std::optional<Candidate> other = chosen(requests, needs, 1, end);
    if (!best || (other && other->solved > 0)) {
      least = 1;
      best = other;
    }
  }
  if (!best) return nullptr;
  const auto community = static_cast<std::size_t>(best->who.first);
  const Society society = experiment.society(0);
  Json json{{"least", least},
            {"resident",
             resident_json(society.population().communities[community], static_cast<std::uint32_t>(best->who.second))}};
  for (const auto& [need, row] : needs.front().at(best->who)) {
    const auto kind = static_cast<std::size_t>(std::get<1>(need));
    json["needs"].push_back({{"kind", both(kind_titles()[kind], kind_titles_zh()[kind])},
                             {"day", report::short_number(static_cast<double>(std::get<0>(need)) / seconds_a_day)}});
  }
  for (std::size_t policy = 0; policy < traced.size(); ++policy) {
    Json courses = Json::array();
    for (const auto& [need, row] : needs[policy].at(best->who)) courses.push_back(course_json(requests[policy], row));
    json["policies"].push_back(std::move(courses));
  }
  return json;
}

}  // namespace cogov::classroom
