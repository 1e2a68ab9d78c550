#include "models/resident_trace.hpp"

#include <algorithm>
#include <array>

#include "models/world.hpp"

namespace cogov {

namespace {

/// Seconds given as a volunteer since day 0, by resident; -1: was none.
std::vector<std::int64_t> given_by_residents(const CommunityPlan& plan, const Community& community) {
  std::vector<std::int64_t> given(plan.residents(), -1);
  const std::vector<std::int64_t>& by_volunteer = community.tally.volunteers.person_seconds;
  for (std::size_t v = 0; v < by_volunteer.size(); ++v) {
    std::int64_t& seconds = given[community.volunteers.resident[v].row];
    if (by_volunteer[v] >= 0) seconds = std::max<std::int64_t>(seconds, 0) + by_volunteer[v];
  }
  return given;
}

}  // namespace

TraceTable resident_trace(const Society& society) {
  constexpr std::size_t width = 6;
  const std::array<std::array<const char*, 3>, width> columns = {
      {{"community", "1", "community, from 0"},
       {"row", "1", "row of the resident in it, from 0"},
       {"age", "year", "age"},
       {"stands", "1", "belonging at which one stands by oneself, 1/65535"},
       {"belonging", "1", "belonging at the end, 1/65535; under threshold and bass 65535: active"},
       {"volunteer_seconds", "s", "given as a volunteer since day 0; -1: was none"}}};
  TraceTable table{.name = "residents", .row = "resident", .columns = {}};
  for (const auto& [name, unit, meaning] : columns) {
    table.columns.push_back({.name = name, .unit = unit, .long_name = meaning, .values = {}});
  }
  for (std::uint32_t c = 0; c < society.communities(); ++c) {
    const Community& community = society.community(c);
    const CommunityPlan& plan = society.population().communities[c];
    const std::vector<std::int64_t> given = given_by_residents(plan, community);
    for (std::size_t row = 0; row < plan.residents(); ++row) {
      const std::array<std::int64_t, width> values{c,
                                                   static_cast<std::int64_t>(row),
                                                   plan.age[row],
                                                   community.social.anchor[row],
                                                   community.social.belonging[row],
                                                   given[row]};
      for (std::size_t i = 0; i < width; ++i) table.columns[i].values.push_back(values[i]);
    }
  }
  return table;
}

}  // namespace cogov
