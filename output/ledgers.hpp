/// Three ledgers: what truly happened, what the records say, what is claimed. Which policy looks best may hang on which
/// of them is read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/language.hpp"
#include "sim/results.hpp"

namespace cogov {

/// A measure in each ledger: means over the runs that have a value.
struct LedgerValues {
  Measure measure;                               ///< `better` is of the truth
  std::vector<std::string> ledgers, ledgers_zh;  ///< "truth", "records", "claims"
  std::vector<std::vector<double>> means;        ///< [ledger][policy]
};

/// Places of the policies in one ledger, 1 the best; of a measure without a better direction, 1 the highest. Shares
/// that differ by less than a tenth of a percentage point have the same place, and other values that agree in three
/// digits of the largest. A value that is missing or was never reached comes last.
[[nodiscard]] std::vector<std::size_t> places(const Measure& measure, const std::vector<double>& means);

/// Whether some ledger puts the policies in another order than the first; never where no direction is better.
[[nodiscard]] bool order_differs(const LedgerValues& values);

/// Whether other policies come first in some ledger than in the first; never where no direction is better.
[[nodiscard]] bool first_place_differs(const LedgerValues& values);

/// A table a measure, with the place of each policy in each ledger, and a sentence where the order, or who comes first,
/// hangs on the ledger. Measures that are 0 throughout are left out; "" where there is one policy.
[[nodiscard]] std::string ledger_text(const std::vector<LedgerValues>& ledgers,
                                      const std::vector<std::string>& policies, Language language);

}  // namespace cogov
