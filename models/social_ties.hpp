/// Who is tied to whom: drawn from the section [social_ties], or read from a file.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "sim/draw.hpp"

namespace cogov {

class Settings;
struct Population;
struct TieList;

/// What ties two residents. The four kinds of wider ties (四缘): shared ideals, work, interest, affection. The last
/// three are not generated: a file's, and those that policies add.
enum class TieKind : std::uint8_t { household, building, ideals, work, interest, affection, imported, pair, team };
inline constexpr std::size_t wider_kinds = 4;

/// Facts that ties are drawn from; see the section [social_ties].
struct TieFacts {
  double household_only_share = 0;  ///< of those aged 9 and over
  double building_ties = 0;         ///< of the others, on average
  double wider_ties = 0;            ///< likewise
  std::array<double, wider_kinds> kind_share{};
  double circle_size = 1;  ///< people
  double homophily = 0;
  double small_world = 0;
  double cross_share = 0;
  std::string file;  ///< of imported ties; empty: generated

  static TieFacts read(const Settings& settings);
};

/// Ties the residents of all communities, which have their people, households and buildings already; communities
/// side by side, in time linear in residents.
///
/// Households are tied throughout. Children under 9 and those who keep to their household have no other ties.
/// Within a building partners are drawn evenly. A wider tie is of one of four kinds; with chance `homophily` it is
/// formed within the resident's circle of that kind (people of one age group, drawn together), otherwise within the
/// whole community; there it leads to somebody near in place, or with chance `small_world` to anybody; and with
/// chance `cross_share` it leads to somebody of another community instead, the more likely the nearer that is (by
/// one over the square of the distance between the buildings' mean positions, or where these don't differ between
/// the numbers).
///
/// @param luck      the society's: draws are keyed by community, resident's ordinal and slot (Why::traits, Why::ties)
/// @param imported  replaces all but household ties: person i of the list is the i-th resident of the place. None:
///                  generated.
/// UserError where the list names more people than the place has residents.
/// Writes CommunityPlan::ties and Population::tie_figures.
void tie_residents(Population& population, const TieFacts& facts, const Luck& luck, const TieList* imported);

}  // namespace cogov
