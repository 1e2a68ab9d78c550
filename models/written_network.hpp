/// A small network written out in a scenario: who heeds whom, where each stands, how far each yields. For teaching, and
/// for comparison with what is known exactly.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/param.hpp"

namespace cogov {

class Settings;
class Society;
struct Population;

/// What [influence] says of the first residents of each community one by one, instead of what is drawn.
struct WrittenNetwork {
  std::vector<std::vector<std::uint32_t>> weights;  ///< row i: how much i heeds each, instead of i's ties; or empty
  std::vector<double> starts;                       ///< where each stands by itself, 0 to 1; or empty
  std::vector<double> susceptibilities;             ///< of each, 0 to 1; or empty
  double active_at_start = 0;                       ///< share of all residents, under the rules of active or not

  /// UserError where a list says nothing sensible, or describes more residents than a community surely has.
  static WrittenNetwork read(const Settings& settings);
};

/// The keys of it in the section [influence].
[[nodiscard]] std::vector<Param> written_network_params();

/// The population with the ties that weights stand for: one-way, to people of one's own community, as often as the
/// weight says. Without weights, the population as it is.
[[nodiscard]] std::shared_ptr<const Population> with_written_ties(std::shared_ptr<const Population> population,
                                                                  const WrittenNetwork& written);

/// Sets where residents stand, how far they yield and who is active, before the first day.
void write_levels(Society& society, const WrittenNetwork& written);

}  // namespace cogov
