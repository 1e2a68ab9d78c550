/// Imported networks as groups of a result file.
#pragma once

#include "output/hdf5.hpp"
#include "sim/network/imports.hpp"

namespace cogov {

/// Writes /network and /ties, as far as there are any. @throws h5::Failure
void write_imports(h5::Group& root, const Imports& imports);

/// Reads them. @throws h5::Failure also where they are not stored as declared
[[nodiscard]] Streets read_network(const h5::Group& root);
[[nodiscard]] TieList read_ties(const h5::Group& root);

}  // namespace cogov
