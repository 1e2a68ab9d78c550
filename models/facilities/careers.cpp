#include "models/facilities/careers.hpp"

#include "models/context.hpp"

namespace cogov {

namespace {

/// Added to the grade of who leaves for a higher office; above all grades, so that they stand in no line.
constexpr std::uint8_t upwards = 128;

}  // namespace

bool call_upwards(Context& ctx, WorkerId w) {
  WorkerColumns& workers = ctx.c.workers;
  if (workers.employed[w.row] == 0 || workers.quits_at[w.row] <= ctx.now) return false;
  workers.quits_at[w.row] = ctx.now;
  ctx.c.careers.grade[w.row] |= upwards;
  return true;
}

bool called_upwards(const Context& ctx, WorkerId w) { return ctx.c.careers.grade[w.row] >= upwards; }

std::uint8_t grade_of(const Context& ctx, WorkerId w) { return ctx.c.careers.grade[w.row] % upwards; }

std::vector<std::int64_t> closed_cases(const Context& ctx, Seconds from) {
  const RecordColumns& records = ctx.c.records;
  const CareerColumns& careers = ctx.c.careers;
  std::vector<std::int64_t> closed(ctx.c.workers.size(), 0);
  for (std::size_t i = records.time.size(); i-- > 0 && records.time[i] >= from;) {
    const bool is_case =
        records.what[i] == RecordColumns::What::resolved || records.what[i] == RecordColumns::What::trivial_find;
    const std::size_t author = records.author[i];
    if (is_case && author < careers.since.size() && records.time[i] >= careers.since[author]) ++closed[author];
  }
  return closed;
}

SkillByKind skills_of(const Context& ctx, WorkerId w) {
  SkillByKind skills{};
  for (std::size_t kind = 0; kind < kind_count; ++kind) skills[kind] = ctx.c.workers.skill[w.row * kind_count + kind];
  return skills;
}

void learn_from(Context& ctx, WorkerId w, const SkillByKind& skills, double share) {
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    std::uint16_t& skill = ctx.c.workers.skill[w.row * kind_count + kind];
    if (skills[kind] > skill) skill = static_cast<std::uint16_t>(skill + share * (skills[kind] - skill) + .5);
  }
}

double mean_skill(const Context& ctx, WorkerId w) {
  std::uint32_t sum = 0;
  for (const std::uint16_t skill : skills_of(ctx, w)) sum += skill;
  return sum / (65535.0 * kind_count);
}

}  // namespace cogov
