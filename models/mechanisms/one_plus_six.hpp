/// What the rules of the "1+6" team and their table share.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace cogov::team {

/// The seven, in the order in which they are named.
enum Member : std::uint8_t { secretary, cadre, office_volunteer, police, grid_worker, property_manager, household };
inline constexpr std::size_t member_count = 7;
inline constexpr std::array<const char*, member_count> member_words{
    "secretary", "cadre", "office volunteer", "police", "grid worker", "property manager", "member household"};

enum Counter : std::size_t {
  cases,
  meetings,
  in_vain,
  given_back,
  partner_seconds,
  household_seconds,
  secretary_seconds,
  wait_seconds,
  present_sum,
  with_authority,
  ended
};
enum Item : std::size_t { partners_item, household_item, secretary_item };
enum Event : std::size_t { met, waited_in_vain, gave_back };

}  // namespace cogov::team
