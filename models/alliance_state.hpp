/// What changes about organisations' offers in one community: the units of an alliance, the entries of a list.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace cogov {

/// What an organisation is, and so which kinds of request it can serve; see organisation_types().
enum class OrganisationType : std::uint8_t { clinic, school, repairer, office, shop };
inline constexpr std::size_t organisation_type_count = 5;

/// One organisation's offer of hours.
struct Offer {
  std::uint32_t ordinal = 0;  ///< names its luck
  OrganisationType type = OrganisationType::office;
  std::uint32_t lead_days = 0;  ///< notice that it needs
  double honour = 0;            ///< own chance to honour what it pledges
  double willingness = 1;       ///< by what factor that has changed with what its offers were used for
  std::int64_t pledge = 0;      ///< seconds a cycle
  std::int64_t saved = 0;       ///< seconds given and not used; below 0: owed to it, by a service that took longer
  std::int64_t left = 0;        ///< seconds that can be asked for until the next cycle
  std::int64_t available = 0, used = 0;  ///< seconds given in this cycle; of what was given or saved, used in it
  std::uint32_t honours = 0;             ///< a bit for each kind of request for which this cycle's pledge is honoured
  std::uint32_t services = 0;            ///< agreed on so far
};

/// All offers of a community, by ordinal.
struct Offers {
  std::vector<Offer> units;    ///< of its alliance
  std::vector<Offer> entries;  ///< of its list of resources
};

/// What is counted of offers from day 0 on; times in seconds.
struct AllianceTally {
  std::int64_t pledged = 0, honoured = 0;            ///< by units
  std::int64_t used = 0;                             ///< in services of units and of what the list names
  std::int64_t listed = 0, listed_on_paper = 0;      ///< by entries of the list; of these, by entries on paper only
  std::int64_t in_meetings = 0;                      ///< of units
  std::int64_t staff_meetings = 0, staff_lists = 0;  ///< of the community's own staff
  std::int64_t meetings = 0, gathered = 0;           ///< held; silent needs gathered for them
  std::int64_t matched = 0, not_honoured = 0, on_paper = 0;  ///< needs: of those matched, by units, by the list
  std::int64_t served = 0;
  std::int64_t familiarity = 0, communities = 0;  ///< in 1/65536, at the last midnight; where an alliance meets

  void add(const AllianceTally& other);
};

}  // namespace cogov
