/// What one file, one policy or the command line says about the sections, before it is put on top of
/// what came earlier: defaults < place < scenario < --set.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

#include "models/settings.hpp"
#include "scenarios/document.hpp"
#include "scenarios/problems.hpp"

namespace cogov {

/// One key that was given a value (its default where the value was refused, which is a problem then).
struct Assignment {
  std::size_t param = 0;
  Value value;
  Location where;        ///< of the key
  Location value_where;  ///< of the value
};

/// A section that was named, with what was given for it.
struct Mention {
  std::size_t section = 0;
  Location where;
  std::optional<bool> enabled;
  Location enabled_where;
  std::vector<Assignment> values;
};

/// Mentions in the order of the text, each section at most once.
using Layer = std::vector<Mention>;

/// Who speaks: a policy may not set everything.
enum class Speaker { place, scenario, policy };

/// Reads every section of a table. Keys for which `is_own` (a list) holds are left to the caller.
[[nodiscard]] Layer read_sections(const Document& document, const toml::table& table, Speaker speaker,
                                  const std::vector<std::string>& own_keys, Problems& problems);

/// Reads one key of one section into its mention: `enabled` or a parameter. `node` stands at `where`.
void read_key(Mention& mention, const std::string& key, const toml::node& node, const Location& key_where,
              const Location& where, Problems& problems);

/// Reports a section that a policy may not set; returns whether it may.
bool policy_may(std::size_t section, const Location& where, Problems& problems);

/// Reports keys under `enabled = false`. Only `lead_days` may stand there: it says when the turning off
/// takes hold.
void check_mention(const Mention& mention, Problems& problems);

/// Puts a layer on top of settings: a section that is named is on unless it says `enabled = false`.
void apply(const Layer& layer, Settings& settings);

/// Gives every section that is off its default values (but its own `lead_days`), so that settings
/// which act alike are equal.
void forget_what_is_off(Settings& settings);

/// "unknown key 'x'" with the nearest key, or the section that has a key of this name.
[[nodiscard]] Problem unknown_key(const Location& where, const std::string& key, const std::string& section);

/// "unknown section 'x'" with the nearest section, or the section that has a key of this name.
[[nodiscard]] Problem unknown_section(const Location& where, const std::string& name,
                                      const std::vector<std::string>& own_keys);

}  // namespace cogov
