/// What three ledgers come to, in a sentence.
#pragma once

#include <string>
#include <vector>

#include "output/language.hpp"
#include "output/ledgers.hpp"

namespace cogov {

/// Whether who comes first depends on the ledger that is read, over the measures that have a better direction; without
/// a full stop.
[[nodiscard]] std::string ledger_sentence(const std::vector<LedgerValues>& ledgers, Language language);

}  // namespace cogov
