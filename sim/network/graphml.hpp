/// Reads a street network from GraphML as OSMnx writes it.
#pragma once

#include <filesystem>
#include <string>

#include "sim/network/street_builder.hpp"

namespace cogov {

/// Reads GraphML: nodes with `x` and `y`, edges with `length` in metres (without it, the distance between
/// the ends) and `highway` (paths and the like become lanes, everything else is a road).
///
/// Where the graph's `crs` is geographic, x and y are degrees, made into metres by an equirectangular
/// projection about the middle of the network on a sphere of 6,371,009 m, the same one on which OSMnx measures
/// lengths; with another `crs` or none they are metres.
/// Positions are rounded to millimetres about the middle. Junctions keep the order in which the file
/// defines them; streets are sorted by their ends (see add_streets()).
///
/// What OpenStreetMap holds and does no harm is put right and told in a note: both directions of a street,
/// streets side by side (the shortest is kept), streets that lead back to where they begin (dropped).
///
/// One pass in bounded memory: see XmlReader, largest_import, most_import_nodes, most_import_edges.
/// @throws UserError with the places of up to 20 problems
[[nodiscard]] StreetsRead read_graphml(TextStream& text, KeepParts keep = KeepParts::all);

/// The same from a regular file. @param name  what it is called in messages
[[nodiscard]] StreetsRead read_graphml(const std::filesystem::path& file, const std::string& name,
                                       KeepParts keep = KeepParts::all);

}  // namespace cogov
