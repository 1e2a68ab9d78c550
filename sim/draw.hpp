/// Keyed randomness: every draw is a pure function of who it concerns, when, and what it decides.
///
/// No generator is passed around, stored or advanced, so a draw depends on no thread, no order of events and
/// no policy: the same resident meets the same mishaps whatever is compared. The function is Philox4x32-10
/// (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) from the library Random123.
///
/// Two rules for callers. The index counts exogenous trials (a candidate, a calendar day, a stop), never
/// outcomes. And no two draws stand in one expression where their order could matter: name each result first.
#pragma once

#include <Random123/philox.h>

#include <cassert>
#include <cstdint>

namespace cogov {

/// The kind of entity that a draw concerns. The numbers enter the draws: never renumber, only append.
enum class EntityType : std::uint8_t {
  household = 0,
  resident = 1,
  building = 2,
  route = 3,
  courier = 4,
  unit = 5,
  person = 6,
  post = 7,
  project = 8,
  community = 9,
  test = 10,
  parameter = 11,
};

/// Whom a draw concerns: the community and the ordinal given at generation, never a row of a table, so that
/// rows may be reordered and agents added without changing anybody's luck.
struct Who {
  std::uint32_t community;  ///< below 2^24
  EntityType type;
  std::uint32_t ordinal;
};

/// What a draw decides. The numbers enter the draws: below 4096, never renumbered, only appended to.
enum class Why : std::uint16_t {
  household_size = 1,
  ages = 2,
  flags = 3,
  position = 4,
  propensity = 5,
  streets = 6,
  ties = 7,
  traits = 8,
  need_gap = 10,
  need_marks = 11,
  service_time = 20,
  report_delay = 21,
  patience = 22,
  first_fix = 23,
  rating = 24,
  routing = 25,
  lead_time = 26,
  reopening = 27,
  hazard_gap = 30,
  hazard_marks = 31,
  complaint = 32,
  patrol_notice = 40,
  visit_notice = 41,
  visit_refusal = 42,
  quitting = 50,
  recruitment = 51,
  leave = 52,
  susceptibility = 53,
  worsening = 60,
  dither = 70,
  belonging = 71,
  activation = 72,
  courier_route = 80,
  courier_day = 81,
  courier_notice = 82,
  courier_report = 83,
  courier_false = 84,
  courier_enrolment = 85,
  courier_risk = 86,
  errand = 87,
  joining = 90,
  asking = 91,
  session = 92,
  volunteer_traits = 93,
  volunteer_quitting = 94,
  attendance = 95,
  pairing = 96,
  pair_check = 97,
  studio = 98,
  contract_lead = 100,
  contract_case = 101,
  contract_call = 102,
  contract_notice = 103,
  repair_lead = 104,
  organisation = 107,
  unit_comes = 108,
  pledge = 109,
  gathered = 110,
  at_home = 111,
  offer_time = 112,
  list_entry = 113,
  level_post = 118,
  level_notice = 119,
  level_settles = 120,
  level_answer = 121,
  level_relay = 122,
  level_unowned = 123,
  level_lies = 124,
  effort = 125,
  vote = 130,
  turnout = 131,
  agenda = 132,
  council = 133,
  emergency = 140,
  world = 160,
  mechanisms = 1000,  ///< to 3047: what mechanisms decide, 32 numbers for each of 64
  test = 4000,
};

/// The 128 random bits of one draw.
struct Bits {
  std::uint64_t a, b;

  bool operator==(const Bits&) const = default;
};

/// A uniform number in the open interval (0, 1) from the upper 52 bits of a word.
///
/// The values are the odd multiples of 2^-53, so that 0 and 1 never occur and 1 - u is exact.
inline double uniform_of(std::uint64_t word) noexcept {
  return (static_cast<double>(static_cast<std::int64_t>(word >> 12)) + 0.5) * 0x1p-52;
}

/// The luck of one replicate: a value, and a pure function; no state advances.
class Luck {
 public:
  /// Luck of replicate number `replicate` of a scenario's `seed`: the key of all its draws is the first
  /// 64 bits of Philox with the seed as key and the replicate as counter.
  Luck(std::uint64_t seed, std::uint32_t replicate) noexcept {
    const philox4x32_ctr_t words = philox4x32(counter(replicate, 0, 0, 0), key(seed));
    key_ = key((std::uint64_t{words.v[1]} << 32) | words.v[0]);
  }

  /// The 128 bits of a draw; a changed component gives unrelated bits.
  ///
  /// @param who    community below 2^24
  /// @param index  the exogenous trial: candidate, calendar day, stop
  /// @param why    what is decided
  /// @param sub    below 2^20; further draws of the same trial (visit, attempt, word)
  [[nodiscard]] Bits bits(Who who, std::uint32_t index, Why why, std::uint32_t sub = 0) const noexcept {
    assert(who.community < (1U << 24) && static_cast<std::uint32_t>(why) < (1U << 12) && sub < (1U << 20));
    const std::uint32_t place = (who.community << 8) | static_cast<std::uint32_t>(who.type);
    const std::uint32_t purpose = (static_cast<std::uint32_t>(why) << 20) | sub;
    const philox4x32_ctr_t words = philox4x32(counter(who.ordinal, place, index, purpose), key_);
    return {(std::uint64_t{words.v[1]} << 32) | words.v[0], (std::uint64_t{words.v[3]} << 32) | words.v[2]};
  }

  /// A uniform number in the open interval (0, 1), from word `a` of the same draw.
  [[nodiscard]] double uniform(Who who, std::uint32_t index, Why why, std::uint32_t sub = 0) const noexcept {
    return uniform_of(bits(who, index, why, sub).a);
  }

 private:
  static philox4x32_ctr_t counter(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2, std::uint32_t c3) noexcept {
    return {{c0, c1, c2, c3}};
  }
  static philox4x32_key_t key(std::uint64_t bits) noexcept {
    return {{static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)}};
  }

  philox4x32_key_t key_{};
};

/// A run of draws of one trial, for the few distributions that need several uniforms: each call takes the
/// next `sub`. A small value on the caller's stack, never stored.
struct Draws {
  const Luck& luck;
  Who who;
  std::uint32_t index;
  Why why;
  std::uint32_t next_sub = 0;

  /// The next uniform number in the open interval (0, 1). Never call it twice in one expression.
  double uniform() noexcept { return luck.uniform(who, index, why, next_sub++); }
};

}  // namespace cogov
