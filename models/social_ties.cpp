#include "models/social_ties.hpp"

#include <algorithm>
#include <utility>

#include "models/imports.hpp"
#include "models/population.hpp"
#include "models/social_circles.hpp"
#include "sim/distributions.hpp"
#include "sim/engine.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

/// The communities that one's ties may lead to, and how likely each is.
struct Nearby {
  std::vector<std::uint32_t> community;
  std::vector<double> up_to;  ///< cumulative chance
};

struct Centre {
  double x = 0, y = 0;
};

Centre centre_of(const CommunityPlan& plan) {
  Centre centre;
  for (std::size_t b = 0; b < plan.buildings(); ++b) {
    centre.x += plan.x[b];
    centre.y += plan.y[b];
  }
  const auto buildings = static_cast<double>(std::max<std::size_t>(1, plan.buildings()));
  return {centre.x / buildings, centre.y / buildings};
}

/// Where communities lie: at the mean position of their buildings, or one after another while all begin at (0, 0).
std::vector<Centre> centres_of(const Population& population) {
  std::vector<Centre> centres;
  const auto& communities = population.communities;
  const auto at_origin = [](const CommunityPlan& plan) { return plan.x.front() == 0 && plan.y.front() == 0; };
  const bool placed = !std::all_of(communities.begin(), communities.end(), at_origin);
  for (const CommunityPlan& plan : communities) {
    centres.push_back(placed ? centre_of(plan) : Centre{static_cast<double>(plan.number), 0});
  }
  return centres;
}

/// The nearest communities. Looks at all: for a place of 4,000 communities that is a hundredth of what follows.
Nearby nearby(const std::vector<Centre>& centres, std::uint32_t here) {
  constexpr std::size_t most = 12;  // assumption: beyond them few ties lead
  std::vector<std::pair<double, std::uint32_t>> nearest;
  for (std::uint32_t c = 0; c < centres.size(); ++c) {
    if (c == here) continue;
    const double dx = centres[c].x - centres[here].x;
    const double dy = centres[c].y - centres[here].y;
    const std::pair<double, std::uint32_t> each{std::max(1.0, dx * dx + dy * dy), c};
    if (nearest.size() == most && each >= nearest.back()) continue;
    if (nearest.size() == most) nearest.pop_back();
    nearest.insert(std::upper_bound(nearest.begin(), nearest.end(), each), each);
  }
  Nearby result;
  double sum = 0;
  for (const auto& [square, c] : nearest) sum += 1 / square;
  double up_to = 0;
  for (const auto& [square, c] : nearest) {
    up_to += 1 / square / sum;
    result.community.push_back(c);
    result.up_to.push_back(up_to);
  }
  return result;
}

std::uint32_t pick(const Nearby& nearby, double u) {
  std::size_t i = 0;
  while (i + 1 < nearby.community.size() && u >= nearby.up_to[i]) ++i;
  return nearby.community[i];
}

/// Everybody with the rest of the household. Added residents, who all stand in one household, are tied to the next
/// few of them only: their number is a setting, and its square is not to be.
void add_household_ties(const CommunityPlan& plan, std::vector<Tie>& ties) {
  constexpr std::uint32_t most = 15;
  for (std::uint32_t row = 0; row < plan.residents(); ++row) {
    const std::uint32_t end = std::min(plan.first_resident[plan.household[row].row + 1], row + 1 + most);
    for (std::uint32_t other = row + 1; other < end; ++other) {
      ties.push_back({row, other, static_cast<std::uint8_t>(TieKind::household)});
    }
  }
}

/// Random choices of one draw, sixteen bits each: chances of kinds and places need no more.
class Choices {
 public:
  explicit Choices(std::uint64_t word) : word_(word) {}
  bool happens(double chance) { return next() < chance; }
  double next() {
    const double u = (static_cast<double>(word_ & 0xffffU) + .5) * 0x1p-16;
    word_ >>= 16;
    return u;
  }

 private:
  std::uint64_t word_;
};

/// Draws the ties that begin in one community.
class Tying {
 public:
  /// `all`: who mixes, by community.
  Tying(const CommunityPlan& plan, const TieFacts& facts, const Luck& luck,
        const std::vector<std::vector<std::uint32_t>>& all, Nearby nearby)
      : plan_(plan),
        facts_(facts),
        luck_(luck),
        all_(all),
        mixers_(all[plan.number]),
        nearby_(std::move(nearby)),
        circles_(plan, facts, luck, mixers_),
        mixers_before_(plan.residents() + 1, 0) {
    for (const std::uint32_t row : mixers_) ++mixers_before_[row + 1];
    for (std::size_t row = 0; row < plan.residents(); ++row) mixers_before_[row + 1] += mixers_before_[row];
  }

  std::vector<Tie> ties;        ///< within the community
  std::vector<CrossTie> cross;  ///< to others

  void draw() {
    for (std::uint32_t m = 0; m < mixers_.size(); ++m) {
      const Who who{plan_.number, EntityType::resident, plan_.resident_ordinal[mixers_[m]]};
      const Bits counts = luck_.bits(who, 1, Why::traits);
      // Each tie has two ends, and begins at one of them.
      const std::uint32_t in_building = poisson(uniform_of(counts.a), facts_.building_ties / 2);
      const std::uint32_t wider = poisson(uniform_of(counts.b), facts_.wider_ties / 2);
      for (std::uint32_t slot = 0; slot < in_building; ++slot) {
        add_building_tie(m, luck_.bits(who, slot, Why::ties, 0).a);
      }
      for (std::uint32_t slot = 0; slot < wider; ++slot) add_wider_tie(m, luck_.bits(who, slot, Why::ties, 1));
    }
  }

 private:
  void add(std::uint32_t m, std::uint32_t partner, TieKind kind) {
    ties.push_back({mixers_[m], mixers_[partner], static_cast<std::uint8_t>(kind)});
  }

  /// Somebody of the building who isn't of the household, evenly.
  void add_building_tie(std::uint32_t m, std::uint64_t word) {
    const BuildingId building = plan_.building_of(ResidentId(mixers_[m]));
    const std::uint32_t home = plan_.household[mixers_[m]].row;
    const std::uint32_t first = mixers_before_[plan_.first_resident_of(building)];
    const std::uint32_t own = mixers_before_[plan_.first_resident[home]];
    const std::uint32_t of_home = mixers_before_[plan_.first_resident[home + 1]] - own;
    const std::uint32_t others = mixers_before_[plan_.end_resident_of(building)] - first - of_home;
    if (others == 0) return;
    const std::uint32_t partner = first + below(word, others);
    add(m, partner < own ? partner : partner + of_home, TieKind::building);
  }

  void add_wider_tie(std::uint32_t m, Bits bits) {
    Choices choices(bits.a);
    const std::size_t kind = circles_.kind(choices.next());
    const bool in_circle = choices.happens(facts_.homophily);
    const bool anybody = choices.happens(facts_.small_world);
    const bool leaves = choices.happens(facts_.cross_share);
    if (leaves && !nearby_.community.empty()) return add_cross_tie(m, bits.b);
    constexpr std::uint32_t near = 80;  // assumption: people of the next two or three buildings
    const auto people = static_cast<std::uint32_t>(mixers_.size());
    const std::uint32_t partner =
        in_circle ? circles_.partner(m, kind, anybody, bits.b) : on_ring(m, people, anybody ? 0 : near, bits.b);
    add(m, partner, static_cast<TieKind>(static_cast<std::size_t>(TieKind::ideals) + kind));
  }

  /// The upper half of the word picks the community, the lower half the person.
  void add_cross_tie(std::uint32_t m, std::uint64_t word) {
    const std::uint32_t there = pick(nearby_, uniform_of(word >> 32 << 32));
    const std::vector<std::uint32_t>& people = all_[there];
    if (people.empty()) return;
    cross.push_back({mixers_[m], there, people[below(word << 32, static_cast<std::uint32_t>(people.size()))]});
  }

  const CommunityPlan& plan_;
  const TieFacts& facts_;
  const Luck& luck_;
  const std::vector<std::vector<std::uint32_t>>& all_;
  const std::vector<std::uint32_t>& mixers_;  ///< rows; elsewhere a mixer is named by the place here
  Nearby nearby_;
  Circles circles_;
  std::vector<std::uint32_t> mixers_before_;  ///< by row: mixers in the rows before
};

/// By community, the ties that lead out of it.
using CrossTies = std::vector<std::vector<CrossTie>>;

/// Each tie that begins in one community stands in the other as well.
void set_cross_ties(Population& population, CrossTies begun) {
  CrossTies both = begun;
  for (std::uint32_t c = 0; c < begun.size(); ++c) {
    for (const CrossTie& tie : begun[c]) both[tie.community].push_back({tie.there, c, tie.here});
  }
  begun.clear();
  const auto count = static_cast<std::uint32_t>(both.size());
  for_each_community(count, [&](std::uint32_t c) { population.communities[c].ties.set_cross(std::move(both[c])); });
}

void draw_ties(Population& population, const TieFacts& facts, const Luck& luck) {
  std::vector<CommunityPlan>& communities = population.communities;
  const auto count = static_cast<std::uint32_t>(communities.size());
  const std::vector<Centre> centres = centres_of(population);
  std::vector<std::vector<std::uint32_t>> mixers(count);
  for_each_community(count, [&](std::uint32_t c) { mixers[c] = mixers_of(communities[c], facts, luck); });
  CrossTies cross(count);
  for_each_community(count, [&](std::uint32_t c) {
    CommunityPlan& plan = communities[c];
    Tying tying(plan, facts, luck, mixers, facts.cross_share > 0 ? nearby(centres, c) : Nearby{});
    add_household_ties(plan, tying.ties);
    tying.draw();
    plan.ties = build_ties(static_cast<std::uint32_t>(plan.residents()), tying.ties, {});
    cross[c] = std::move(tying.cross);
  });
  set_cross_ties(population, std::move(cross));
}

/// Person i of the list is the i-th resident of the place.
void import_ties(Population& population, const TieList& list) {
  if (list.people > population.residents()) {
    throw UserError("the file of ties names " + std::to_string(list.people) + " people, the place has " +
                        std::to_string(population.residents()) + " residents",
                    "person i of the file is the i-th resident of the place",
                    "raise community.households or community.number, or shorten the file");
  }
  std::vector<CommunityPlan>& communities = population.communities;
  std::vector<std::uint32_t> first{0};
  std::vector<std::vector<Tie>> ties(communities.size());
  for (std::size_t c = 0; c < communities.size(); ++c) {
    first.push_back(first.back() + static_cast<std::uint32_t>(communities[c].residents()));
    add_household_ties(communities[c], ties[c]);
  }
  const auto community_of = [&](std::uint32_t person) {
    return static_cast<std::uint32_t>(std::upper_bound(first.begin(), first.end(), person) - first.begin() - 1);
  };
  CrossTies cross(communities.size());
  for (const Tie& tie : list.ties) {
    const std::uint32_t here = community_of(tie.a);
    const std::uint32_t there = community_of(tie.b);
    if (here == there) {
      ties[here].push_back({tie.a - first[here], tie.b - first[here], static_cast<std::uint8_t>(TieKind::imported)});
    } else {
      cross[here].push_back({tie.a - first[here], there, tie.b - first[there]});
    }
  }
  for_each_community(static_cast<std::uint32_t>(communities.size()), [&](std::uint32_t c) {
    communities[c].ties = build_ties(static_cast<std::uint32_t>(communities[c].residents()), ties[c], {});
  });
  set_cross_ties(population, std::move(cross));
}

}  // namespace

void tie_residents(Population& population, const TieFacts& facts, const Luck& luck, const TieList* imported) {
  if (imported != nullptr) {
    import_ties(population, *imported);
  } else {
    draw_ties(population, facts, luck);
  }
  std::vector<const TieNetwork*> networks;
  for (const CommunityPlan& plan : population.communities) networks.push_back(&plan.ties);
  population.tie_figures = figures_of(networks);
}

}  // namespace cogov
