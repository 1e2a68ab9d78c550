/// Crews: people of an organisation who are no persons of the model, at work in a community in office hours. Each is
/// somewhere, walks to the next door from there, and does one thing at a time: a request that waits in the mechanism's
/// own pool, or a call on a resident. A case that is begun goes on on the next working day; a call is over before the
/// day is.
///
/// A crew stands at the end of its mechanism's column, four numbers a person. Its events are numbered by its people.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "models/context.hpp"
#include "models/facilities/capacity.hpp"

namespace cogov {

class Mechanism;

/// A mechanism's crew in a community; a view, made where it is used.
class Crew {
 public:
  /// @param begin  where it begins in the mechanism's column; it ends with the column
  Crew(Context& ctx, const Mechanism& owner, std::size_t begin, OfficeHours office);

  /// Makes room for so many people; whoever is at work beyond them finishes.
  void fit(std::size_t people);
  /// The working day begins: who has nothing in hand stands at the service centre.
  void open();
  [[nodiscard]] bool idle(std::size_t who) const { return field(who, subject) == nothing; }
  [[nodiscard]] BuildingId place_of(std::size_t who) const;

  /// Walks to a request that waits in the own pool and serves it.
  /// @return seconds on the way and of work; -1, and nothing is begun, where the door is reached after hours
  std::int64_t serve(std::size_t who, RequestId r, Seconds work);
  /// Walks to a door and stays there for so long.
  /// @param entry  what the mechanism wants back in done()
  /// @return seconds in all; -1, and nothing is begun, where it would last beyond the day's hours
  std::int64_t call(std::size_t who, BuildingId door, std::size_t entry, Seconds stay);

  /// What an event of one of its people brings: nothing, for an event of something that came to nothing; the end of a
  /// case or of a way in vain; the end of a call.
  enum class Done : std::uint8_t { nothing, free, called };
  Done done(std::size_t who, std::size_t& entry);
  /// Whether one of them is on a request.
  [[nodiscard]] bool is_on(RequestId r) const;
  /// A request that somebody is on the way to is no more: the way has been for nothing.
  void lose(RequestId r);

 private:
  enum Field : std::size_t { until, at, subject, arrives, fields };         // seconds; building + 1; see below; seconds
  enum Subject : std::int32_t { nothing = 0, in_vain = -1, calling = -2 };  // request + 1; calling: less the entry

  [[nodiscard]] std::vector<std::int32_t>& column() const;
  [[nodiscard]] std::int32_t& field(std::size_t who, Field f) const { return column()[begin_ + who * fields + f]; }
  [[nodiscard]] std::size_t people() const { return (column().size() - begin_) / fields; }
  void set_out(std::size_t who, Purpose purpose, BuildingId to, Way way, Seconds end) const;

  Context* ctx_;
  const Mechanism* owner_;
  std::size_t begin_;
  OfficeHours office_;
};

/// When so much work is done that is begun in office hours and goes on on later working days; `never` where it isn't
/// before the clock ends.
[[nodiscard]] Seconds end_of_work(const OfficeHours& office, Seconds begin, Seconds work);

/// Whether a request is in the mechanism's own pool, or was there last.
[[nodiscard]] bool in_own_pool(const Context& ctx, const Mechanism& owner, RequestId r);

/// A request that waits in a pool goes where it would have gone without it.
void send_back(Context& ctx, RequestId r);

/// Those on whom a crew calls, in the order of residents: two numbers each, their row and the day on which a call is
/// due. Who was on the list keeps their turn; newcomers' turns are spread over their interval.
/// @param every  days between calls; 0: none
[[nodiscard]] std::vector<std::int32_t> list_calls(const Context& ctx, std::span<const std::int32_t> before, Why why,
                                                   const std::function<std::int32_t(ResidentId)>& every);

/// Where the call stands that is due longest by today; the list's end where none is.
[[nodiscard]] std::size_t most_overdue(std::span<const std::int32_t> list, std::int32_t today);

}  // namespace cogov
