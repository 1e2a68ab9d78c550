/// What changes about diaries and meetings in one community.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/facilities/week_hours.hpp"
#include "models/ids.hpp"
#include "sim/time.hpp"

namespace cogov {

using DiaryId = Id<struct DiaryTag>;
using MeetingId = Id<struct MeetingTag>;

inline constexpr std::size_t most_in_gang = 32;

/// Time of a diary that a meeting has claimed.
struct DiaryEntry {
  Seconds from = 0, to = 0;
  MeetingId meeting{};
  Seconds arrives = never;  ///< when the person is there; `never` while a worker has not turned to it
  bool required = false;    ///< no meeting without this person
};

enum class MeetingState : std::uint8_t { agreed, called, held, over, cancelled };

/// A case that wants several people at once.
struct GangCall {
  std::uint32_t subject = 0;   ///< whatever the mechanism wants back
  std::uint32_t priority = 0;  ///< the lower goes first
  std::uint64_t key = 0;       ///< then the lower of these, which no other case has: a property of the case
  Seconds earliest = 0;        ///< may begin from here on
  Seconds latest = 0;          ///< and must begin at the latest here
  Seconds duration = 0;        ///< above 0
  BuildingId at{};             ///< where they meet; none: the service centre
  std::uint32_t named = 0;     ///< how many of `who` are named; the first `required` of them must come
  std::uint32_t required = 0;  ///< at most named
  std::uint32_t quorum = 0;    ///< so many must come in all; at most named
  std::array<DiaryId, most_in_gang> who{};  ///< each at most once

  /// Names one more.
  void name(DiaryId diary) { who.at(named++) = diary; }
  [[nodiscard]] std::span<const DiaryId> names() const { return {who.data(), named}; }
};

/// Diaries and meetings of a community.
struct GangColumns {
  struct Wish {
    std::uint8_t mechanism = 0;
    GangCall call;
  };
  struct Meeting {
    MeetingState state = MeetingState::over;
    std::uint8_t mechanism = 0;
    std::uint32_t subject = 0, quorum = 0;
    Seconds from = 0, to = 0;
    BuildingId at{};
  };

  // by diary
  std::vector<WorkerId> worker;                  ///< none: an outsider's
  std::vector<std::uint32_t> number;             ///< of the outsider: mechanism × 2^16 + the mechanism's number
  std::vector<WeekHours> hours;                  ///< of outsiders
  std::vector<std::vector<DiaryEntry>> entries;  ///< in order of time; no two overlap

  std::vector<Meeting> meetings;
  std::vector<std::uint32_t> free;  ///< meetings to use again: those whose end has passed
  std::vector<Wish> wishes;         ///< not settled yet
};

}  // namespace cogov
