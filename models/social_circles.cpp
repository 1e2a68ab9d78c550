#include "models/social_circles.hpp"

#include <algorithm>

#include "sim/distributions.hpp"

namespace cogov {

namespace {

/// The draw of a resident's traits: word a names the four circles, word b whether they keep to their household.
Bits traits_of(const CommunityPlan& plan, std::uint32_t row, const Luck& luck) {
  return luck.bits({plan.number, EntityType::resident, plan.resident_ordinal[row]}, 0, Why::traits);
}

std::size_t age_group(std::uint8_t age) { return age < 17 ? 0 : age < 60 ? 1 : 2; }

}  // namespace

std::vector<std::uint32_t> mixers_of(const CommunityPlan& plan, const TieFacts& facts, const Luck& luck) {
  std::vector<std::uint32_t> mixers;
  mixers.reserve(plan.residents());
  for (std::uint32_t row = 0; row < plan.residents(); ++row) {
    if (plan.is(ResidentId(row), ResidentClass::child)) continue;
    if (bernoulli(uniform_of(traits_of(plan, row, luck).b), facts.household_only_share)) continue;
    mixers.push_back(row);
  }
  return mixers;
}

std::uint32_t on_ring(std::uint32_t place, std::uint32_t size, std::uint32_t near, std::uint64_t word) {
  if (size < 2) return place;
  const std::uint32_t reach = near == 0 ? size - 1 : std::min(near, size - 1);
  return (place + 1 + below(word, reach)) % size;
}

Circles::Circles(const CommunityPlan& plan, const TieFacts& facts, const Luck& luck,
                 const std::vector<std::uint32_t>& mixers) {
  double sum = 0;
  for (const double share : facts.kind_share) sum += share;
  double up_to = 0;
  for (std::size_t kind = 0; kind < wider_kinds; ++kind) {
    up_to += sum > 0 ? facts.kind_share[kind] / sum : 1.0 / wider_kinds;
    up_to_[kind] = up_to;
  }
  std::array<double, age_groups> people{};
  for (const std::uint32_t row : mixers) ++people[age_group(plan.age[row])];
  std::array<std::uint32_t, age_groups> count{};  // circles of an age group, the same for each kind
  std::array<std::uint32_t, age_groups> first{};
  std::uint32_t circles = 0;
  for (std::size_t group = 0; group < age_groups; ++group) {
    count[group] = static_cast<std::uint32_t>(std::clamp(people[group] / facts.circle_size + .5, 1.0, 65535.0));
    first[group] = circles;
    circles += count[group];
  }
  for (const std::uint32_t row : mixers) {
    const std::size_t group = age_group(plan.age[row]);
    const std::uint64_t word = traits_of(plan, row, luck).a;
    for (std::size_t kind = 0; kind < wider_kinds; ++kind) {
      const auto sixteen = static_cast<std::uint32_t>(word >> 16 * kind & 0xffffU);
      kinds_[kind].circle.push_back(first[group] + (sixteen * count[group] >> 16));
    }
  }
  for (OfKind& kind : kinds_) fill(kind, circles);
}

void Circles::fill(OfKind& kind, std::uint32_t circles) {
  const auto mixers = static_cast<std::uint32_t>(kind.circle.size());
  kind.first.assign(circles + 1, 0);
  for (const std::uint32_t circle : kind.circle) ++kind.first[circle + 1];
  for (std::uint32_t circle = 0; circle < circles; ++circle) kind.first[circle + 1] += kind.first[circle];
  std::vector<std::uint32_t> at(kind.first.begin(), kind.first.end() - 1);
  kind.people.resize(mixers);
  kind.place.resize(mixers);
  for (std::uint32_t m = 0; m < mixers; ++m) {
    kind.place[m] = at[kind.circle[m]]++;
    kind.people[kind.place[m]] = m;
  }
}

std::size_t Circles::kind(double u) const {
  std::size_t kind = 0;
  while (kind + 1 < wider_kinds && u >= up_to_[kind]) ++kind;
  return kind;
}

std::uint32_t Circles::partner(std::uint32_t mixer, std::size_t kind, bool anybody, std::uint64_t word) const {
  constexpr std::uint32_t near = 6;  // assumption: the next few of a circle along the street
  const OfKind& of = kinds_[kind];
  const std::uint32_t begin = of.first[of.circle[mixer]];
  const std::uint32_t size = of.first[of.circle[mixer] + 1] - begin;
  return of.people[begin + on_ring(of.place[mixer] - begin, size, anybody ? 0 : near, word)];
}

}  // namespace cogov
