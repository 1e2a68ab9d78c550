/// Reads streets and ties from plain lists: CSV with a line for each.
#pragma once

#include <filesystem>
#include <string>

#include "sim/network/street_builder.hpp"

namespace cogov {

/// Reads streets from a table with the columns `from,to,metres`. Junctions may have any name of up to
/// 64 bytes; they are numbered in the order of first mention, streets are sorted by their ends. All are roads.
///
/// The columns `from_x,from_y,to_x,to_y` (all or none, metres) say where junctions lie; without them they
/// are laid out from the lengths (see lay_out()). Ways are as long as `metres` says; positions are for maps, and to
/// tell which streets are neighbours.
///
/// Unlike in GraphML a street from a junction to itself is an error, and so is the same pair twice in either direction.
/// @throws UserError with the places of up to 20 problems
[[nodiscard]] StreetsRead read_street_list(TextStream& text, KeepParts keep = KeepParts::all);
[[nodiscard]] StreetsRead read_street_list(const std::filesystem::path& file, const std::string& name,
                                           KeepParts keep = KeepParts::all);

/// Reads ties from a table with the columns `a,b`, names of any kind of up to 64 bytes. People are
/// numbered in the order of first mention. A tie of somebody with himself, and the same pair twice in either
/// direction, are errors. @throws UserError with the places of up to 20 problems
[[nodiscard]] TieList read_tie_list(TextStream& text);
[[nodiscard]] TieList read_tie_list(const std::filesystem::path& file, const std::string& name);

/// Gives junctions of a connected network positions that agree with lengths as far as that goes on a plane: two
/// ends far apart make an axis, and each junction lies where its ways to both ends would meet, on that side of
/// the axis that suits its way to a third. The same for the same network, on any machine.
void lay_out(Streets& streets);

}  // namespace cogov
