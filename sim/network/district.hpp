/// Streets of a Chinese district, generated; or a network that was read, with buildings put along it.
///
/// A community is a block between roads. In it stand one or more walled estates (小区): inner lanes with rows of
/// buildings, a main gate that is always open and side gates that may lock at night. Shops line the roads. No
/// two communities are copies.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/draw.hpp"
#include "sim/network/streets.hpp"

namespace cogov {

/// What streets are generated from. Assumptions throughout; see the section [streets].
struct DistrictFacts {
  std::vector<std::uint32_t> buildings;  ///< of each community; at least 1
  double building_spacing_metres = 40;   ///< between neighbouring entrances
  double estates_per_community = 2;      ///< on average, 1 to 3 around it
  double side_gates_per_estate = 2;      ///< on average
  double locked_share = 0.6;             ///< of side gates: locked at night
  double riders_kept_out_share = 0.2;    ///< of estates: riders stop at the main gate
  std::uint32_t shops_per_community = 6;
};

/// Where things stand in one community.
struct CommunityStreets {
  std::vector<StreetPoint> buildings;  ///< neighbours in number are neighbours in place
  std::vector<StreetPoint> drop_off;   ///< by building: where a rider hands over; the building, or the main gate
  StreetPoint centre;                  ///< the service centre
  std::vector<StreetPoint> shops;
  StreetPoint rest_station;         ///< where one would be opened: on a road, near the shops
  std::vector<StreetNodeId> nodes;  ///< that ways within the community may use, its surrounding roads included
  std::uint32_t zone = 0;           ///< of couriers: neighbouring communities, at most nine
};

struct District {
  Streets streets;
  std::vector<CommunityStreets> communities;
  std::uint32_t zones = 0;
};

/// Generates. Pure: the same facts and luck give the same district. Time and memory are linear in buildings.
[[nodiscard]] District build_district(const DistrictFacts& facts, const Luck& luck);

/// Puts communities on a network that was read: buildings stand along its streets, evenly by length, neighbours
/// in number neighbours in place; communities are stretches of it. There are no gates.
/// UserError when the network is not connected or has no streets.
[[nodiscard]] District settle_on(const Streets& streets, const DistrictFacts& facts, const Luck& luck);

}  // namespace cogov
