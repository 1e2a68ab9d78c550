/// What organisations around a community offer, and how needs that wait for them are matched to it: what the alliance
/// (row 16) and the three lists (row 14) share.
///
/// An organisation is of a type, which says what it can serve and when it is open, and needs notice. It pledges hours
/// for each cycle; what it gives and nobody uses it saves up for a visit, no further. Needs wait in the pool of
/// Server::alliance until a round matches them: whoever is matched is seen to after the organisation's notice, in its
/// opening hours, if the pledge is honoured, and otherwise waits for the next round.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "models/context.hpp"

namespace cogov {

/// [organisations]
struct OrganisationRules {
  std::array<double, organisation_type_count> share{};  ///< by type, cumulative; the last is 1
  Seconds open_from = 0, open_to = 0, evening_to = 0;   ///< of the day
  double lead_min_days = 0, lead_max_days = 0;
  double at_home = 0;           ///< chance that somebody of 17-59 can be served in office hours
  std::int64_t saved_most = 0;  ///< seconds
  Seconds waits = 0;
  static OrganisationRules read(const Settings& settings);
};

/// What is said of a type.
struct OrganisationFacts {
  OrganisationType type;
  bool evenings;                     ///< open in the evening and at weekends too
  std::array<const char*, 4> kinds;  ///< of request that it can serve; null: no further one
};
[[nodiscard]] const std::array<OrganisationFacts, organisation_type_count>& organisation_types();

/// The days on which something is done every so many days: the fourth of each stretch, or the Monday after it.
struct Rounds {
  std::uint32_t every = 30;  ///< days, at least 7
  /// Whether it is done on a day, and for which time: the number counts stretches of the calendar.
  [[nodiscard]] bool on(std::uint32_t day, std::uint32_t& number) const;
  [[nodiscard]] bool on(std::uint32_t day) const;
  /// Whether the day is one of the five working days before it.
  [[nodiscard]] bool prepared_on(std::uint32_t day) const;
  /// Seconds of a cycle's share in what is pledged for a year.
  [[nodiscard]] std::int64_t share_of_year(double hours) const;
};

/// Whose luck an offer goes by.
[[nodiscard]] Who unit_who(const Context& ctx, std::uint32_t ordinal);
[[nodiscard]] Who entry_who(const Context& ctx, std::uint32_t ordinal);

/// A bit for each kind of request that it can serve.
[[nodiscard]] std::uint32_t kinds_of(const Offer& offer);

/// Brings a list of offers to a number; who was there stays as they are. New ones are of a drawn type and notice.
void adjust_offers(const Context& ctx, const OrganisationRules& rules, std::vector<Offer>& offers, std::size_t number,
                   bool of_list);

/// A cycle of an offer begins, in which it pledges `pledge` seconds and truly gives `available` of them.
void begin_cycle(const OrganisationRules& rules, Offer& offer, std::int64_t available);

/// Opens the pool for `mine` if it has offers; closes it if nobody has any.
void settle_pool(Context& ctx, const Mechanism& owner, const std::vector<Offer>& mine);

/// Whether an alliance or list may serve a kind here.
[[nodiscard]] bool serves_kind(const Context& ctx, std::size_t kind);

/// Matches all that waits for organisations to all that is on offer. With a list of resources the matching is the
/// best for all (sim/matching.hpp); without, each need as it stands takes the first offer that fits.
void hold_round(Context& ctx, const OrganisationRules& rules);

/// A service of an organisation has ended.
void count_service(Context& ctx, Seconds work);

}  // namespace cogov
