/// The watched day as JSON: the place's corner that is watched, and the requests that were open there.
#include "tools/day_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/request_kinds.hpp"
#include "tools/day_parts.hpp"
#include "tools/report_parts.hpp"

namespace cogov {

namespace day {

const std::vector<std::int64_t>& TraceColumns::at(const std::string& column) const {
  const auto found = std::find_if(table_->columns.begin(), table_->columns.end(),
                                  [&](const TraceColumn& one) { return one.name == column; });
  EXPECT(found != table_->columns.end());
  return found->values;
}

TraceColumns::TraceColumns(const RunResult& traced, const std::string& table) {
  const auto found =
      std::find_if(traced.trace.begin(), traced.trace.end(), [&](const TraceTable& one) { return one.name == table; });
  EXPECT(found != traced.trace.end());
  table_ = &*found;
}

std::array<std::int64_t, 2> Frame::rounded(Position at) const {
  return {std::llround(at.x - west), std::llround(at.y - south)};
}

Frame frame_of(const Streets& streets, const CommunityStreets& here) {
  constexpr double around = 60;  // metres: where no streets are named as the community's own
  std::vector<Position> points;
  for (const StreetNodeId node : here.nodes) points.push_back({streets.x[node.row], streets.y[node.row]});
  const double margin = points.empty() ? around : 0;
  for (const StreetPoint building : here.buildings) points.push_back(position_of(streets, building));
  points.push_back(position_of(streets, here.centre));
  Frame frame{.west = points.front().x, .south = points.front().y, .east = points.front().x, .north = points.front().y};
  for (const Position at : points) {
    frame = {.west = std::min(frame.west, at.x),
             .south = std::min(frame.south, at.y),
             .east = std::max(frame.east, at.x),
             .north = std::max(frame.north, at.y)};
  }
  return {.west = frame.west - margin,
          .south = frame.south - margin,
          .east = frame.east + margin,
          .north = frame.north + margin};
}

nlohmann::ordered_json finders_json() {
  using report::both;
  return {both("nobody", "无人"),
          both("a grid worker on patrol", "巡查的网格员"),
          both("a visitor at the door", "入户走访的人"),
          both("a courier", "骑手"),
          both("a neighbour", "邻居"),
          both("the contracted agency", "签约的社会组织"),
          both("a building leader", "楼长"),
          both("a meeting", "会议"),
          both("a health steward", "健康管家"),
          both("a child", "孩子")};
}

}  // namespace day

namespace {

using day::Frame;
using report::both;
using report::Json;

Json point_json(const Frame& frame, const Streets& streets, StreetPoint point) {
  return frame.rounded(position_of(streets, point));
}

Json streets_json(const Frame& frame, const Streets& streets) {
  Json kinds = Json::array({Json::array(), Json::array(), Json::array()});
  for (std::size_t edge = 0; edge < streets.edges(); ++edge) {
    const StreetNodeId from = streets.from[edge], to = streets.to[edge];
    const Position a{streets.x[from.row], streets.y[from.row]}, b{streets.x[to.row], streets.y[to.row]};
    if (!frame.touches(a, b)) continue;
    Json& lines = kinds[static_cast<std::size_t>(streets.kind[edge])];
    for (const Position end : {a, b}) {
      for (const std::int64_t metres : frame.rounded(end)) lines.push_back(metres);
    }
  }
  return kinds;
}

Json place_json(const Frame& frame, const Population& population, const CommunityPlan& plan) {
  const Streets& streets = population.streets;
  Json buildings = Json::array(), shops = Json::array();
  for (std::size_t b = 0; b < plan.buildings(); ++b) {
    Json building = point_json(frame, streets, plan.streets.buildings[b]);
    building.push_back(plan.first_household[b + 1] - plan.first_household[b]);
    buildings.push_back(std::move(building));
  }
  for (const CommunityPlan& other : population.communities) {
    for (const StreetPoint shop : other.streets.shops) {
      if (frame.holds(position_of(streets, shop))) shops.push_back(point_json(frame, streets, shop));
    }
  }
  return {{"width", std::llround(frame.east - frame.west)},
          {"height", std::llround(frame.north - frame.south)},
          {"streets", streets_json(frame, streets)},
          {"buildings", std::move(buildings)},
          {"centre", point_json(frame, streets, plan.streets.centre)},
          {"shops", std::move(shops)}};
}

/// Seconds from the day's midnight; null: not.
Json time_json(std::int64_t time, std::int64_t midnight) { return time == -1 ? Json() : Json(time - midnight); }

/// Rows of what people of the community lived with at some time of the day, in the order in which it arose.
std::vector<std::size_t> open_on_the_day(const day::TraceColumns& requests, std::uint32_t community,
                                         std::int64_t midnight) {
  const std::vector<std::int64_t>& onset = requests.at("onset");
  std::vector<std::size_t> open;
  for (std::size_t row = 0; row < requests.rows(); ++row) {
    const std::int64_t fixed = requests.at("fixed")[row];
    const std::int64_t gone = fixed == -1 ? requests.at("ended")[row] : fixed;
    const bool was_over = gone != -1 && gone <= midnight;
    const bool is_here = requests.at("community")[row] == community;
    if (is_here && !was_over && onset[row] < midnight + day_seconds) open.push_back(row);
  }
  std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return onset[a] < onset[b]; });
  return open;
}

Json requests_json(const RunResult& traced, std::uint32_t community, std::int64_t midnight) {
  const day::TraceColumns requests(traced, "requests");
  Json list = Json::array();
  for (const std::size_t row : open_on_the_day(requests, community, midnight)) {
    const auto at = [&](const char* column) { return requests.at(column)[row]; };
    const auto time = [&](const char* column) { return time_json(at(column), midnight); };
    const auto server = static_cast<std::size_t>(at("server"));
    list.push_back({{"kind", at("kind")},
                    {"building", at("building")},
                    {"personal", at("of_place") == 0},
                    {"onset", time("onset")},
                    {"noticed", time("noticed")},
                    {"reported", time("reported")},
                    {"dispatched", time("dispatched")},
                    {"service", time("service")},
                    {"closed", time("resolved")},
                    {"fixed", time("fixed")},
                    {"ended", at("fixed") == -1 ? time("ended") : Json()},
                    {"withdrawn", at("state") == static_cast<std::int64_t>(RequestState::withdrawn)},
                    {"finder", at("finder")},
                    {"server", server < server_count ? Json(server) : Json()},
                    {"worker", at("worker") == -1 ? Json() : Json(at("worker"))},
                    {"handOffs", at("hand_offs")},
                    {"attempts", at("attempts")}});
  }
  return list;
}

template <class Words>
Json words_json(const Words& english, const Words& chinese) {
  Json list = Json::array();
  for (std::size_t i = 0; i < english.size(); ++i) list.push_back(both(english[i], chinese[i]));
  return list;
}

/// In the order of enum Purpose.
Json purposes_json() {
  return {both("to a request", "去处理诉求"),
          both("on a visit", "去入户走访"),
          both("on patrol", "巡查"),
          both("to the service window", "去服务窗口"),
          both("home", "回家"),
          both("to a shop to pick up an order", "去商家取餐"),
          both("to a customer", "去送餐"),
          both("to the rest station", "去骑手驿站"),
          both("to the team's own work", "去做队伍自己的工作"),
          both("to an activity", "去参加活动"),
          both("to a meeting", "去开会"),
          both("to a service point", "去服务点")};
}

}  // namespace

nlohmann::ordered_json day_data(const PolicyExperiment& experiment, const RunResult& traced) {
  const Society society = experiment.society(0);
  const Population& population = society.population();
  const Tracing& tracing = society.tracing();
  EXPECT(tracing.on && tracing.community < population.communities.size());
  const CommunityPlan& plan = population.communities[tracing.community];
  const std::uint32_t day = tracing.day - day_of(experiment.calendar().day0);
  const std::int64_t midnight = std::int64_t{day} * day_seconds;
  const Frame frame = day::frame_of(population.streets, plan.streets);
  const std::optional<Position> station = day::rest_station(traced, population.streets);
  Json place = place_json(frame, population, plan);
  place["restStation"] = station && frame.holds(*station) ? Json(frame.rounded(*station)) : Json();
  return {{"place", std::move(place)},
          {"day", day},
          {"weekday", weekday_of_day(day)},
          {"trips", day::trips_json(traced, population.streets, frame, midnight)},
          {"requests", requests_json(traced, plan.number, midnight)},
          {"kinds", words_json(kind_titles(), kind_titles_zh())},
          {"purposes", purposes_json()},
          {"finders", day::finders_json()},
          {"servers", words_json(server_words(), server_words_zh())}};
}

}  // namespace cogov
