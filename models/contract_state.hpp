/// What is counted of services and repairs that are bought.
#pragma once

#include <cstdint>

namespace cogov {

/// What is counted of a service contract from day 0 on. A case is one that came to the agency, or that it found itself.
struct ContractTally {
  std::int64_t claimed_seconds = 0, true_seconds = 0;
  std::int64_t cases = 0;                                                             ///< services finished
  std::int64_t ticked_off = 0;                                                        ///< cases claimed that never were
  std::int64_t taken = 0, refused = 0, taken_vulnerable = 0, refused_vulnerable = 0;  ///< of what came to it
  std::int64_t taken_difficulty = 0, refused_difficulty = 0;                          ///< sums, in 1/1000
  std::int64_t calls = 0, found = 0;  ///< on listed residents; needs found by them

  void add(const ContractTally& other);
};

/// What is counted of a repair fund from day 0 on.
struct RepairTally {
  std::int64_t paid = 0;       ///< repairs finished
  std::int64_t seconds = 0;    ///< of work
  std::int64_t not_taken = 0;  ///< for lack of money

  void add(const RepairTally& other);
};

}  // namespace cogov
