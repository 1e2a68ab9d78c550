/// What is counted so that truth, records and claims can be told apart.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/request_kinds.hpp"

namespace cogov {

/// A duration that has ended, or not yet when the run did.
struct Durations {
  std::vector<std::uint32_t> seconds;
  std::vector<std::uint8_t> ended;
  void add(std::uint32_t duration, bool over) {
    seconds.push_back(duration);
    ended.push_back(over ? 1 : 0);
  }
};

/// Counted from day 0 on, of requests that truly arose since.
struct LedgerTally {
  Durations recorded, answered;              ///< of cases on record: until first closed; until first begun or closed
  Durations report_closed, report_answered;  ///< of reports, likewise
  std::int64_t ended_on_record = 0, never_closed = 0;  ///< cases on record; of these never closed in the records
  std::int64_t came_back = 0;          ///< closed and not fixed, or recurring: whether anybody says so or not
  std::int64_t reported_again = 0;     ///< cases on record that residents reported again
  std::int64_t visits_ticked_off = 0;  ///< signed for at the door
  std::int64_t offers_ticked_off = 0;  ///< offers that nobody used, logged as needs answered
  std::array<std::int64_t, server_count> fixed_by{};  ///< services that truly fixed something
  std::int64_t asked = 0, asked_satisfaction = 0;     ///< call-backs when a report is closed; in 1/65535
  std::int64_t rated = 0, rated_satisfaction = 0;     ///< of these, whose report was truly fixed
  void add(const LedgerTally& other);
};

}  // namespace cogov
