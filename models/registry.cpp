#include "models/registry.hpp"

#include "models/request_kinds.hpp"
#include "models/sections.hpp"

namespace cogov {

namespace {

struct Entry {
  const char* name;
  Section (*section)();
  std::unique_ptr<Mechanism> (*make)(const Settings&);
};

constexpr Entry mechanisms[] = {
#define MECHANISM(name) {#name, name##_section, make_##name},
#include "models/mechanisms.def"
#undef MECHANISM
};

}  // namespace

std::vector<Section> declared_sections() {
  std::vector<Section> sections{
      run_section(),          compare_section(),   community_section(),    society_section(), streets_section(),
      social_ties_section(),  influence_section(), requests_section(),     outside_section(), trust_section(),
      satisfaction_section(), couriers_section(),  grid_workers_section(), window_section(),  paperwork_section(),
      staffing_section(),     costs_section(),     organisations_section()};
  for (const Entry& entry : mechanisms) sections.push_back(entry.section());
  for (Section& section : request_kind_sections()) sections.push_back(std::move(section));
  return sections;
}

std::vector<std::unique_ptr<const Mechanism>> mechanisms_in_force(const Settings& settings) {
  std::vector<std::unique_ptr<const Mechanism>> in_force;
  std::uint8_t number = 0;
  for (const Entry& entry : mechanisms) {
    if (settings.on(entry.name)) {
      std::unique_ptr<Mechanism> mechanism = entry.make(settings);
      mechanism->number = number;
      in_force.push_back(std::move(mechanism));
    }
    ++number;
  }
  return in_force;
}

std::size_t mechanism_count() { return std::size(mechanisms); }

void schedule_mechanism(Context& ctx, const Mechanism& mechanism, Seconds time, std::uint32_t what) {
  ctx.schedule(time, EventKind::mechanism, static_cast<std::uint32_t>(mechanism.number) << mechanism_event_bits | what);
}

std::vector<std::int32_t>& own_column(Context& ctx, const Mechanism& mechanism) {
  return ctx.c.columns[mechanism.number];
}

}  // namespace cogov
