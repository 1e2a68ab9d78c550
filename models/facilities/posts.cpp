#include "models/facilities/posts.hpp"

#include <algorithm>
#include <tuple>

#include "models/context.hpp"
#include "sim/errors.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr double full_skill = 65535;
constexpr std::uint16_t base_pay = 1000;

std::uint16_t& skill_at(Context& ctx, WorkerId w, std::size_t kind) {
  return ctx.c.workers.skill[w.row * kind_count + kind];
}

}  // namespace

void begin_career(Context& ctx, WorkerId w) {
  CareerColumns& careers = ctx.c.careers;
  const std::size_t size = std::max<std::size_t>(careers.grade.size(), w.row + 1U);
  careers.grade.resize(size, 0);
  careers.pay.resize(size, base_pay);
  careers.since.resize(size, 0);
  careers.promoted.resize(size, never);
  careers.grade[w.row] = 0;
  careers.pay[w.row] = base_pay;
  careers.since[w.row] = ctx.now;
  careers.promoted[w.row] = never;
}

void set_grade(Context& ctx, WorkerId w, std::uint8_t grade, std::uint16_t pay) {
  EXPECT(grade <= top_grade);
  CareerColumns& careers = ctx.c.careers;
  if (grade > careers.grade[w.row]) careers.promoted[w.row] = ctx.now;
  careers.grade[w.row] = grade;
  careers.pay[w.row] = pay;
}

std::vector<WorkerId> in_line(const Context& ctx, std::size_t role, std::uint8_t below,
                              std::span<const std::int64_t> merit) {
  const CareerColumns& careers = ctx.c.careers;
  std::vector<WorkerId> line;
  for (const WorkerId w : ctx.c.posts[role]) {
    if (ctx.c.workers.employed[w.row] != 0 && careers.grade[w.row] < below) line.push_back(w);
  }
  const auto key = [&](WorkerId w) {
    const std::int64_t worth = merit.empty() ? 0 : merit[w.row];
    return std::tuple(-worth, careers.since[w.row], ctx.c.workers.number[w.row]);
  };
  std::sort(line.begin(), line.end(), [&](WorkerId a, WorkerId b) { return key(a) < key(b); });
  return line;
}

std::vector<WorkerId> promote(Context& ctx, std::size_t role, std::size_t places, std::uint8_t top,
                              std::span<const std::uint16_t> pay, std::span<const std::int64_t> merit) {
  EXPECT(top <= top_grade && pay.size() > top);
  std::vector<WorkerId> promoted = in_line(ctx, role, top, merit);
  promoted.resize(std::min(promoted.size(), places));
  for (const WorkerId w : promoted) {
    const auto grade = static_cast<std::uint8_t>(ctx.c.careers.grade[w.row] + 1);
    set_grade(ctx, w, grade, pay[grade]);
  }
  return promoted;
}

double quit_factor(const Context& ctx, WorkerId w, const QuitEffects& effects) {
  const CareerColumns& careers = ctx.c.careers;
  const double above_base = (careers.pay[w.row] - double{base_pay}) / base_pay;
  double promotion = 0;
  if (careers.promoted[w.row] != never) {
    const double days = static_cast<double>(ctx.now - careers.promoted[w.row]) / day_seconds;
    constexpr double log_2 = 0.6931471805599453;
    promotion = effects.half_life_days > 0 ? exact_exp(-log_2 * days / effects.half_life_days) : 1;
  }
  return exact_exp(-effects.pay * above_base - effects.promotion * promotion);
}

void add_to_reserve(Context& ctx, std::uint32_t people, double days_share) {
  EXPECT(days_share >= 0);
  ctx.c.careers.reserve += people;
  ctx.c.careers.days_with_reserve = days_share;
}

void leave_reserve(Context& ctx, std::uint32_t people) {
  ctx.c.careers.reserve -= std::min(people, ctx.c.careers.reserve);
}

double fill_from_reserve(Context& ctx) {
  CareerColumns& careers = ctx.c.careers;
  if (careers.reserve == 0) return 1;
  --careers.reserve;
  ++careers.filled_from_reserve;
  return careers.days_with_reserve;
}

void train(Context& ctx, WorkerId w, std::span<const std::size_t> kinds, double gamma, double transfer) {
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const bool taught = std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    std::uint16_t& skill = skill_at(ctx, w, kind);
    const double gained = gamma * (taught ? 1 : transfer) * (full_skill - skill);
    skill = static_cast<std::uint16_t>(skill + gained + .5);
  }
}

void forget(Context& ctx, WorkerId w, double share) {
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    std::uint16_t& skill = skill_at(ctx, w, kind);
    skill = static_cast<std::uint16_t>(skill * (1 - share) + .5);
  }
}

bool passed_over(const Context& ctx, RequestId r) {
  const Levers& levers = ctx.rules.levers;
  if (!levers.pulled(Lever::effort)) return false;
  const std::size_t kind = ctx.c.requests.kind[r.row];
  if (ctx.rules.kinds[kind].priority == 0) return false;
  const double share = levers.factor(ctx, Lever::effort, {.kind = kind}) / levers.largest(Lever::effort);
  return ctx.uniform(r, Why::effort, ctx.c.requests.attempts[r.row]) >= share;
}

}  // namespace cogov
