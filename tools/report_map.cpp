/// The neighbourhood for the web page: streets, buildings, and what happened at each under every policy.
#include <fmt/format.h>

#include <algorithm>

#include "models/experiment.hpp"
#include "models/tally.hpp"
#include "sim/engine.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"
#include "tools/report_parts.hpp"

namespace cogov::report {

namespace {

/// Days of people that are worth running again for a picture: a few seconds.
constexpr double most_person_days = 3e8;
constexpr std::size_t most_maps = 40;
constexpr double day_seconds = 86400;

Json no_map(const std::string& english, const std::string& chinese) { return {{"missing", both(english, chinese)}}; }

/// How many policies can be run again for the map.
std::size_t maps_for(const Scenario& scenario) {
  const Settings& settings = scenario.baseline();
  const double people = static_cast<double>(settings.integer("community.number")) *
                            static_cast<double>(settings.integer("community.households")) *
                            settings.real("community.mean_household_size") +
                        1;
  const double left = most_person_days / people - static_cast<double>(settings.integer("run.warmup_days"));
  const double maps = left / std::max<double>(1, static_cast<double>(settings.integer("run.days")));
  return maps < 1 ? 0 : std::min({scenario.policies.size(), most_maps, static_cast<std::size_t>(maps)});
}

/// What happened at the buildings of one run, community after community.
struct AtBuildings {
  std::vector<double> open_days, satisfaction;
};

AtBuildings at_buildings(const Society& society) {
  AtBuildings values;
  const double years = static_cast<double>(society.calendar().end - society.calendar().day0) / day_seconds / 365;
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    const Community& community = society.community(c);
    const CommunityPlan& plan = society.population().communities[c];
    for (std::uint32_t b = 0; b < plan.buildings(); ++b) {
      const double households = plan.first_household[b + 1] - plan.first_household[b];
      const double seconds = static_cast<double>(community.tally.building_open_seconds[b]);
      values.open_days.push_back(seconds / day_seconds / households / years);
      double sum = 0;
      const BuildingId building{b};
      for (std::uint32_t r = plan.first_resident_of(building); r < plan.end_resident_of(building); ++r)
        sum += community.residents.satisfaction[r] / 65535.0;
      values.satisfaction.push_back(sum / (plan.end_resident_of(building) - plan.first_resident_of(building)));
    }
  }
  return values;
}

/// Lives the first replicate of one policy again.
Society lived(const PolicyExperiment& experiment, const Society& warm, std::uint32_t policy) {
  Society society = warm;
  society.set_timeline(experiment.timeline(policy));
  advance(society, {experiment.calendar().day0, experiment.calendar().end}, experiment.window());
  society.finish();
  return society;
}

Json streets_json(const Streets& streets, double west, double south) {
  Json kinds = Json::array({Json::array(), Json::array(), Json::array()});
  for (std::size_t edge = 0; edge < streets.edges(); ++edge) {
    Json& lines = kinds[static_cast<std::size_t>(streets.kind[edge])];
    for (const StreetNodeId node : {streets.from[edge], streets.to[edge]}) {
      lines.push_back(std::lround(streets.x[node.row] - west));
      lines.push_back(std::lround(streets.y[node.row] - south));
    }
  }
  return kinds;
}

Json buildings_json(const Population& population, double west, double south) {
  Json buildings = Json::array();
  for (const CommunityPlan& plan : population.communities) {
    for (std::uint32_t b = 0; b < plan.buildings(); ++b) {
      const BuildingId building{b};
      std::size_t vulnerable = 0;
      for (std::uint32_t r = plan.first_resident_of(building); r < plan.end_resident_of(building); ++r)
        vulnerable += plan.vulnerable(ResidentId{r}) ? 1 : 0;
      buildings.push_back({std::lround(plan.x[b] - west), std::lround(plan.y[b] - south),
                           plan.first_household[b + 1] - plan.first_household[b],
                           plan.end_resident_of(building) - plan.first_resident_of(building), vulnerable});
    }
  }
  return buildings;
}

Json centres_json(const Population& population, double west, double south) {
  Json centres = Json::array();
  for (const CommunityPlan& plan : population.communities) {
    const Position at = position_of(population.streets, plan.streets.centre);
    centres.push_back({std::lround(at.x - west), std::lround(at.y - south)});
  }
  return centres;
}

Json rounded_list(const std::vector<double>& values, double precision) {
  Json list = Json::array();
  for (const double value : values) list.push_back(short_number(std::round(value / precision) * precision));
  return list;
}

Json place_json(const Population& population) {
  const Streets& streets = population.streets;
  const auto [west, east] = std::minmax_element(streets.x.begin(), streets.x.end());
  const auto [south, north] = std::minmax_element(streets.y.begin(), streets.y.end());
  return {{"width", std::lround(*east - *west)},
          {"height", std::lround(*north - *south)},
          {"streets", streets_json(streets, *west, *south)},
          {"buildings", buildings_json(population, *west, *south)},
          {"centres", centres_json(population, *west, *south)},
          {"spacing", std::lround(population.facts.building_spacing_metres)},
          {"generated", population.facts.communities > 0}};
}

Json measures_json(const std::vector<AtBuildings>& policies) {
  Json open = Json::array(), satisfaction = Json::array();
  for (const AtBuildings& values : policies) {
    open.push_back(rounded_list(values.open_days, .01));
    satisfaction.push_back(rounded_list(values.satisfaction, .001));
  }
  return {{{"label", both("Days with an open problem, per household and year", "每户每年有问题未解决的天数")},
           {"unit", both("days", "天")},
           {"better", -1},
           {"values", std::move(open)}},
          {{"label", both("Satisfaction at the end, 0 to 1 (least certain)", "期末满意度，0至1（最不确定）")},
           {"unit", both("", "")},
           {"better", 1},
           {"values", std::move(satisfaction)}}};
}

}  // namespace

Json map_json(const Result& result, const Scenario& scenario) {
  const std::size_t maps = maps_for(scenario);
  if (maps == 0) {
    return no_map("The place is too large to be run again for a map.", "该地规模较大，无法为绘制地图重新运行。");
  }
  const std::string altered_en = "There is no map: this program gives other results than the one that made the file.";
  const std::string altered_zh = "没有地图：本程序与生成该文件的程序结果不同。";
  if (result.manifest().model_version != model_version) return no_map(altered_en, altered_zh);
  const PolicyExperiment experiment(runnable_policies(scenario), false, scenario.imports);
  Society warm = experiment.society(0);
  advance(warm, {experiment.calendar().start, experiment.calendar().day0}, experiment.window());
  std::vector<AtBuildings> policies;
  for (std::uint32_t policy = 0; policy < maps; ++policy) {
    const Society society = lived(experiment, warm, policy);
    const RunResult again{.arrays = result_arrays(society, experiment.layout()), .trace = {}, .wall_seconds = 0};
    const bool as_in_file = run_digest(experiment.layout(), again) == result.digest({policy, 0});
    if (!as_in_file) return no_map(altered_en, altered_zh);
    policies.push_back(at_buildings(society));
  }
  Json json = place_json(warm.population());
  json["policies"] = maps;
  json["measures"] = measures_json(policies);
  return json;
}

}  // namespace cogov::report
