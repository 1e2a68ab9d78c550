#include "models/emergency.hpp"

#include <algorithm>
#include <array>

#include "models/requests.hpp"
#include "models/sections.hpp"
#include "sim/distributions.hpp"

namespace cogov {

Section emergency_section() {
  constexpr Tag a = Tag::assumption;
  return {.key = "emergency",
          .title = "An emergency",
          .title_zh = "突发事件",
          .rule =
              "for some days a storm, an outbreak or a heatwave makes some kinds of request arise several times as "
              "often, everywhere and whatever is done about it",
          .rule_zh = "暴雨、疫情或高温期间，若干类诉求的发生成倍增加，全地区一致，与政策无关",
          .source = "claim: Yantai and Yangzhou tell of emergencies and of a natural disaster, without figures",
          .tag = a,
          .policy_may_set = false,
          .params = {
              choice_param("event", "none", {"none", "storm", "outbreak", "heat"},
                           "storm: litter, leaks, faults of buildings and streets, water or power off; outbreak: "
                           "errands, medical help, loneliness, papers; heat: medical help, emergencies, water or power "
                           "off, errands",
                           "事件：无、暴雨、疫情、高温", "assumption", a),
              choice_param("timing", "fixed", {"fixed", "by luck"}, "on a given day, or drawn", "时间：固定或随机",
                           "assumption", a),
              whole_param("from_day", 14, 0, 36500, "d", "after day 0, its first day, where the timing is fixed",
                          "第几天开始（固定时）", "assumption", a),
              real_param("per_year", 1, 0, 50, "1/year", "how often one begins, from the end of the last on, by luck",
                         "每年次数（随机时）", "assumption", a, .2, 3),
              whole_param("days", 7, 1, 365, "d", "that it lasts", "持续天数", "assumption", a),
              real_param("times", 5, 1, 50, "1", "how often these kinds arise meanwhile, over what is usual",
                         "相关诉求发生倍数", "assumption", a, 2, 15),
          }};
}

EmergencyRules EmergencyRules::read(const Settings& s) {
  EmergencyRules rules;
  const std::string& event = s.word("emergency.event");
  std::vector<std::string> kinds;
  if (event == "storm") kinds = {"litter", "leak", "building_fault", "street_fault", "utilities_off"};
  if (event == "outbreak") kinds = {"errands", "medical_help", "loneliness", "papers"};
  if (event == "heat") kinds = {"medical_help", "emergency", "utilities_off", "errands"};
  for (std::uint32_t kind = 0; kind < kind_count; ++kind) {
    if (std::find(kinds.begin(), kinds.end(), kind_keys()[kind]) != kinds.end()) rules.kinds |= 1U << kind;
  }
  rules.by_luck = s.word("emergency.timing") == "by luck";
  rules.from_day = static_cast<std::uint32_t>(s.integer("emergency.from_day"));
  rules.per_year = s.real("emergency.per_year");
  rules.days = static_cast<std::uint32_t>(s.integer("emergency.days"));
  rules.times = s.real("emergency.times");
  return rules;
}

namespace {

// An event's entity, below 2^27: whether of a building; its number among the day's of that origin; the row.
constexpr std::uint32_t of_building = 1U << 26;
constexpr std::uint32_t number_shift = 20;
constexpr std::uint32_t most_a_day = 64;
constexpr std::uint32_t own_trials = 0x2000'0000;  // apart from the numbers of ordinary candidates
constexpr std::uint32_t marks_word = 0x1'0000;     // above it the second draw of a candidate

struct Candidate {
  Who who;
  std::uint32_t day;
  std::uint32_t number;
  [[nodiscard]] Bits marks(const Context& ctx) const {
    return ctx.luck.bits(who, day, Why::emergency, marks_word + number);
  }
  [[nodiscard]] std::uint32_t trial() const { return own_trials | day << 8 | number; }
};

bool brings(const Context& ctx, std::size_t kind) { return (ctx.rules.emergency.kinds >> kind & 1U) != 0; }

std::size_t kind_of(const Context& ctx, const AliasTable& kinds, const Candidate& candidate) {
  return kinds.pick(uniform_of(candidate.marks(ctx).a));
}

/// An origin's candidates of a day, even over its hours, at so many a day of all its kinds.
void add_candidates(Context& ctx, Candidate candidate, double a_day, const AliasTable& kinds, std::uint32_t entity) {
  double passed = 0;
  for (; candidate.number < most_a_day; ++candidate.number) {
    const double u = ctx.luck.uniform(candidate.who, candidate.day, Why::emergency, candidate.number);
    passed += exponential(u, 1 / a_day);
    if (passed >= 1) return;
    if (!brings(ctx, kind_of(ctx, kinds, candidate))) continue;
    ctx.schedule(later(ctx.now, passed * day_seconds), EventKind::emergency, entity | candidate.number << number_shift);
  }
}

Emergency drawn(const Context& ctx, std::uint32_t since) {
  const EmergencyRules& rules = ctx.rules.emergency;
  const Who place{0, EntityType::community, 0};
  double begins = 0;
  if (rules.per_year <= 0) return {};
  for (std::uint32_t number = 0;; ++number) {
    begins += exponential(ctx.luck.uniform(place, number, Why::emergency), 365 / rules.per_year);
    if (begins >= since + 1.0) return {};
    const auto from = static_cast<std::uint32_t>(begins);
    if (since < from + rules.days) return {.holds = true, .number = number, .from = from, .until = from + rules.days};
    begins = from + rules.days;
  }
}

}  // namespace

Emergency emergency_of(const Context& ctx, std::uint32_t day) {
  const EmergencyRules& rules = ctx.rules.emergency;
  const std::uint32_t day0 = day_of(ctx.day0);
  if (rules.kinds == 0 || day < day0) return {};
  const std::uint32_t since = day - day0;
  Emergency emergency;
  if (rules.by_luck) {
    emergency = drawn(ctx, since);
  } else if (since >= rules.from_day && since - rules.from_day < rules.days) {
    emergency = {.holds = true, .number = 0, .from = rules.from_day, .until = rules.from_day + rules.days};
  }
  emergency.from += day0;
  emergency.until += day0;
  return emergency;
}

void emergency_day(Context& ctx, std::uint32_t day) {
  const double more = ctx.rules.emergency.times - 1;
  if (more <= 0 || !emergency_of(ctx, day).holds) return;
  for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
    const std::uint8_t need_class = ctx.plan.need_class[row];
    const double a_day = more * ctx.needs.weekly_rate[need_class] / 7;
    if (a_day <= 0) continue;
    add_candidates(ctx, {ctx.who(ResidentId(row)), day, 0}, a_day, ctx.needs.kind_of_need[need_class], row);
  }
  if (ctx.needs.hazard_rate <= 0) return;
  for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
    const std::uint32_t households = ctx.plan.first_household[row + 1] - ctx.plan.first_household[row];
    const double a_day = more * ctx.needs.hazard_rate * households * ctx.plan.condition[row] / 7;
    if (a_day <= 0) continue;
    add_candidates(ctx, {ctx.who(BuildingId(row)), day, 0}, a_day, ctx.needs.kind_of_hazard.front(), of_building | row);
  }
}

void on_emergency(Context& ctx, std::uint32_t entity) {
  const bool of_place = (entity & of_building) != 0;
  const std::uint32_t number = (entity & ~of_building) >> number_shift;
  const std::uint32_t row = entity & ((1U << number_shift) - 1);
  const ResidentId resident = of_place ? ResidentId{} : ResidentId(row);
  const BuildingId building = of_place ? BuildingId(row) : ctx.plan.building_of(resident);
  const Candidate candidate{of_place ? ctx.who(building) : ctx.who(resident), day_of(ctx.now), number};
  const AliasTable& kinds =
      of_place ? ctx.needs.kind_of_hazard.front() : ctx.needs.kind_of_need[ctx.plan.need_class[row]];
  const std::size_t kind = kind_of(ctx, kinds, candidate);
  const Lever rate = of_place ? Lever::hazard_rate : Lever::need_rate;
  const double factor = ctx.rules.levers.factor(ctx, rate, {.kind = kind, .building = building, .resident = resident});
  if (uniform_of(candidate.marks(ctx).b) >= ctx.needs.keep_chance(kind, ctx.now) * factor) return;
  arise(ctx, {.kind = kind,
              .of_place = of_place,
              .origin = row,
              .trial = candidate.trial(),
              .building = building,
              .reporter = of_place ? witness(ctx, building, candidate.trial()) : resident});
}

}  // namespace cogov
