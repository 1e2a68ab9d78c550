#include "models/registry.hpp"

#include <algorithm>

#include "models/request_kinds.hpp"
#include "models/sections.hpp"
#include "sim/errors.hpp"

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

/// Decisions that each mechanism can draw for.
constexpr std::uint32_t own_decisions = 32;

}  // namespace

std::vector<Section> declared_sections() {
  std::vector<Section> sections{
      run_section(),          compare_section(),   community_section(),     society_section(),  streets_section(),
      social_ties_section(),  influence_section(), requests_section(),      outside_section(),  trust_section(),
      satisfaction_section(), couriers_section(),  grid_workers_section(),  window_section(),   paperwork_section(),
      staffing_section(),     costs_section(),     organisations_section(), emergency_section()};
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

const Section& mechanism_section(std::size_t number) {
  static_assert(std::size(mechanisms) <= most_mechanisms);
  static const std::vector<Section> sections = [] {
    std::vector<Section> all;
    for (const Entry& entry : mechanisms) all.push_back(entry.section());
    return all;
  }();
  return sections.at(number);
}

Why own_luck(const Mechanism& mechanism, std::uint32_t what) {
  EXPECT(what < own_decisions);
  return static_cast<Why>(static_cast<std::uint32_t>(Why::mechanisms) + mechanism.number * own_decisions + what);
}

void count(Context& ctx, const Mechanism& mechanism, std::size_t counter, std::int64_t amount) {
  if (!ctx.counting()) return;
  std::vector<std::vector<std::int64_t>>& own = ctx.c.tally.own;
  if (own.size() <= mechanism.number) own.resize(mechanism.number + std::size_t{1});
  std::vector<std::int64_t>& counters = own[mechanism.number];
  if (counters.size() <= counter) counters.resize(counter + 1, 0);
  counters[counter] += amount;
}

void book_own(Context& ctx, const Mechanism& mechanism, std::size_t item, std::int64_t quantity, std::uint32_t whose) {
  book(ctx, own_cost_item(mechanism.number, item), quantity, whose);
}

void keep_event(Context& ctx, const Mechanism& mechanism, std::size_t what, std::int64_t subject, std::int64_t other,
                std::int64_t amount) {
  if (!ctx.tracing.on || !ctx.counting()) return;
  ctx.c.events.push_back({ctx.now, mechanism.number, static_cast<std::uint8_t>(what), subject, other, amount});
}

bool is_set_aside(const Context& ctx, WorkerId worker, Work work, std::size_t kind) {
  if (ctx.rules.setting_aside.empty() || ctx.c.workers.role[worker.row] != Role::grid) return false;
  return std::any_of(ctx.rules.setting_aside.begin(), ctx.rules.setting_aside.end(),
                     [&](const Mechanism* mechanism) { return mechanism->sets_aside(ctx, worker, work, kind); });
}

void tell_of_visit(Context& ctx, ResidentId resident, WorkerId worker) {
  for (const auto& mechanism : ctx.rules.mechanisms) mechanism->on_visit(ctx, resident, worker);
}

void schedule_mechanism(Context& ctx, const Mechanism& mechanism, Seconds time, std::uint32_t what) {
  ctx.schedule(time, EventKind::mechanism, static_cast<std::uint32_t>(mechanism.number) << mechanism_event_bits | what);
}

std::vector<std::int32_t>& own_column(Context& ctx, const Mechanism& mechanism) {
  return ctx.c.columns[mechanism.number];
}

}  // namespace cogov
