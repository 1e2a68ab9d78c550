/// The tables from which everything about a parameter is generated: the parser, its bounds,
/// `cogov explain`, the JSON schema, the documentation and the attributes in the result file.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/results.hpp"

namespace cogov {

/// The value of a parameter: as in TOML, with a list of words as the one compound.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

enum class Type {
  boolean,
  integer,
  real,
  choice,  ///< one of Param::choices (a string)
  list,    ///< any of Param::choices in order of preference, each at most once (strings)
  text     ///< free text of at most 200 characters
};

/// What a value rests on: something an article claims, evidence, calculated from other entries,
/// an assumption (swept in the worlds), or a convention of the program itself.
enum class Tag { claim, evidence, calculated, assumption, convention };

inline constexpr double unswept = std::numeric_limits<double>::quiet_NaN();

/// One parameter. Numbers outside [low, high] are refused; [swept_low, swept_high] is what is
/// plausible, from which worlds are drawn.
struct Param {
  std::string key;  ///< "notice_chance"
  Type type = Type::real;
  Value fallback;  ///< the default
  double low = 0;  ///< bounds of what is accepted, for numbers
  double high = 1;
  std::string unit;     ///< "1", "min", "h", "d", "yuan", "1/d", ...; "" for words
  std::string meaning;  ///< English, without a full stop
  std::string meaning_zh;
  std::string source;  ///< "evidence: Yantai census 2020", "assumption; 0.2-0.9 swept"
  Tag tag = Tag::assumption;
  double swept_low = unswept;
  double swept_high = unswept;
  std::vector<std::string> choices = {};
  bool size = false;  ///< how much of a policy there is: what `budget_yuan` can scale

  [[nodiscard]] bool swept() const { return !std::isnan(swept_low); }
};

/// Who bears a cost: the public budget; partners, whose staff's time has a shadow price; people who are not paid.
enum class Payer : std::uint8_t { budget, partners, unpaid };
inline constexpr std::size_t payer_count = 3;

/// A measure of a mechanism's own: what it counted with count(), times `scale`, or over another of its counters.
struct OwnMeasure {
  std::string name;  ///< "council_meetings": unlike that of any other measure
  std::string unit = "1";
  Better better = Better::neither;
  std::string meaning;  ///< English
  std::string meaning_zh;
  std::size_t counter = 0;
  int per = -1;      ///< the counter to divide by; -1: none
  double scale = 1;  ///< whole numbers where it is 1 and nothing is divided
};

/// Something that a mechanism pays for, with money or time: booked with book_own().
struct OwnCost {
  std::string word;  ///< "training days"
  std::string word_zh;
  std::string unit;  ///< of the quantity booked: "second", "person-day"
  Payer payer = Payer::budget;
  std::string price;  ///< the parameter that is its price: "costs.unpaid_hour", or a key of its own section
  double per = 1;     ///< so many of the quantity cost that price: 3600 for seconds at a price an hour
};

/// A section of a scenario: `[patrol]`, or `[request_kinds.litter]`.
struct Section {
  std::string key;
  std::string title;
  std::string title_zh;
  std::string rule = {};  ///< what it changes (resources, hazards, information or ties)
  std::string rule_zh = {};
  std::string fails_by = {};  ///< how it can do harm
  std::string fails_by_zh = {};
  std::vector<int> rows = {};           ///< rows of the list of mechanisms; empty for what is not a mechanism
  std::string source = {};              ///< of the rule: "claim: ...; evidence: ..."
  Tag tag = Tag::assumption;            ///< what the rule rests on
  std::vector<std::string> moves = {};  ///< measures that it can move, besides its own
  bool switchable = false;              ///< off unless present; `enabled = false` turns it off
  bool policy_may_set = true;           ///< false for what all policies share: [run], [community], [society]
  double lead_days = 0;                 ///< default of the `lead_days` key that every section a policy may set has
  std::vector<Param> params;
  std::vector<OwnMeasure> measures = {};  ///< in the result where some policy has the mechanism on
  std::vector<OwnCost> costs = {};
  std::vector<std::string> events = {};  ///< what keep_event() keeps with --trace, in words
};

/// The key that every section has which a policy may set: how long after day 0 its change takes hold.
inline constexpr std::string_view lead_key = "lead_days";

/// The key that turns a switchable section on or off.
inline constexpr std::string_view enabled_key = "enabled";

/// All sections, in the order in which they are printed; built once. `lead_days` is in each
/// section's params already, `enabled` is not (it is Settings::on).
[[nodiscard]] const std::vector<Section>& all_sections();

/// Where a section stands in all_sections(), or -1.
[[nodiscard]] int section_index(std::string_view key);

/// Where a parameter stands in its section, or -1.
[[nodiscard]] int param_index(const Section& section, std::string_view key);

}  // namespace cogov
