/// Streets of a Chinese district, generated; or a network that was read, with buildings put along it.
///
/// A community is a block between roads. In it stand one or more walled estates (小区), a road between each and the
/// next: inner lanes with rows of buildings, a main gate that is always open and side gates that may lock at night.
/// Shops line the roads around. No two communities are copies. What is drawn about one community's block depends on
/// no other; only how long the roads around it and the drives to its gates are goes by its neighbours' size too.
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
  StreetPoint rest_station;  ///< where one would be opened: on a road, near the shops
  /// That ways within the community may use, its surrounding roads included; empty: all.
  std::vector<StreetNodeId> nodes;
  std::uint32_t zone = 0;  ///< of couriers: neighbouring communities, at most nine
};

struct District {
  Streets streets;
  std::vector<CommunityStreets> communities;
  std::uint32_t zones = 0;
};

/// Generates. Pure: the same facts and luck give the same district. Time and memory are linear in buildings. All of
/// it is connected, on foot also at night, and riders reach every place where they hand over.
/// @param facts  at least one community, fewer than 2^24; spacing above 0 (at least a metre is taken); shares 0 to 1
[[nodiscard]] District build_district(const DistrictFacts& facts, const Luck& luck);

/// Puts communities on a network that was read: buildings stand along its streets, evenly by length, neighbours
/// in number neighbours in place (streets follow a Hilbert curve); communities are stretches of it. The centre is
/// at the building nearest to the middle of all, shops stand anywhere along the community's stretch. No gates are
/// added, ways may use all nodes (each list is empty), and nine communities that follow each other are a zone.
/// UserError when the network is not connected or has no streets.
[[nodiscard]] District settle_on(const Streets& streets, const DistrictFacts& facts, const Luck& luck);

}  // namespace cogov
