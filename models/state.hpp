/// What changes while a community lives: columns of requests, workers and residents, and the
/// counters kept along the way. A plain value: copying it branches a run.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/alliance_state.hpp"
#include "models/contract_state.hpp"
#include "models/costs.hpp"
#include "models/courier_state.hpp"
#include "models/facilities/gang_state.hpp"
#include "models/facilities/levels.hpp"
#include "models/facilities/loan_state.hpp"
#include "models/facilities/pools.hpp"
#include "models/facilities/posts.hpp"
#include "models/facilities/procedure_state.hpp"
#include "models/facilities/service_point_state.hpp"
#include "models/harm_state.hpp"
#include "models/ledger_state.hpp"
#include "models/movements.hpp"
#include "models/population.hpp"
#include "models/request_kinds.hpp"
#include "models/social_state.hpp"
#include "models/volunteer_state.hpp"
#include "sim/agenda.hpp"
#include "sim/ids.hpp"
#include "sim/mail.hpp"
#include "sim/time.hpp"

namespace cogov {

/// What happens in a community. At the same second the lower number comes first.
enum class EventKind : std::uint8_t {
  mail,       ///< entity: nothing
  shift,      ///< entity: worker × 4 + ShiftStep
  need,       ///< entity: resident
  hazard,     ///< entity: building
  mechanism,  ///< entity: mechanism × 2^21 + what the mechanism put there
  report,     ///< entity: request, as for all that follow
  reopen,
  dispatch,
  worker,  ///< entity: worker; its task is done
  outside_done,
  wake,  ///< entity: Role; staff who are free look at the queue, in which all of this second now stands
  lapse,
  withdraw,
  worsen,
  spread,
  returns,
  rate,
  answer,     ///< whether what a rider reported has been answered
  courier,    ///< entity: up to courier_reports.cpp
  volunteer,  ///< entity: volunteer; up to volunteers.cpp
  pool,       ///< entity: request; a pool's service begins or ends
  emergency,  ///< entity: up to emergency.cpp
};

enum class ShiftStep : std::uint8_t { begin, break_begin, break_end, end };

/// A request is in exactly one state. The last three are terminal.
enum class RequestState : std::uint8_t {
  arisen,      ///< nobody has spoken or acted
  noticed,     ///< staff have seen it
  reported,    ///< on its way to an owner
  dispatched,  ///< waiting for its owner, or in an outside server's hands
  travelling,
  in_service,
  resolved,  ///< closed in the records; truly fixed or not
  rated,
  lapsed,    ///< gone by itself, or turned into something else
  withdrawn  ///< the resident gave up
};
inline constexpr std::size_t state_count = 10;
[[nodiscard]] inline bool terminal(RequestState s) { return s >= RequestState::rated; }

/// Who noticed a request first, apart from those who live with it.
enum class Finder : std::uint8_t { nobody, patrol, visit, courier, neighbour, agency, leader, meeting, steward, child };

/// Requests: one row each while they live; rows of closed requests are used again once no event
/// refers to them. Times are seconds, `never` when not (yet) the case.
struct RequestColumns {
  std::vector<std::uint8_t> kind;
  std::vector<RequestState> state;
  std::vector<std::uint8_t> of_place;  ///< 1: a hazard of a building; 0: a need of a resident
  std::vector<std::uint32_t> origin;   ///< row of the building or resident
  std::vector<std::uint32_t> trial;    ///< the origin's n-th candidate; names the luck of the request
  std::vector<BuildingId> building;
  std::vector<ResidentId> reporter;  ///< who speaks up, if anybody
  std::vector<Finder> finder;
  std::vector<std::uint8_t> visible;   ///< from the street
  std::vector<std::uint8_t> attempts;  ///< services begun
  std::vector<std::uint8_t> hand_offs;
  std::vector<std::uint8_t> escalated;  ///< left the hands of its first owner, or found none
  std::vector<std::uint8_t> repeated;   ///< reported again
  std::vector<std::uint8_t> worsened;   ///< arose from another request that was left
  std::vector<std::uint8_t> acted;      ///< taken up by staff before anybody complained
  std::vector<std::uint8_t> step;       ///< position in the kind's served_by
  std::vector<std::uint8_t> level;      ///< how far up the levels below the dispatch: facilities/levels.hpp
  std::vector<Server> server;           ///< who has it, or served it
  std::vector<WorkerId> worker;
  std::vector<std::uint8_t> pool;  ///< the pool that has it, or had it last: facilities/pools.hpp
  std::vector<Seconds> opened;     ///< first written down in the records
  std::vector<Seconds> onset, noticed, reported, dispatched, travel, service, first_resolved, resolved, fixed;
  std::vector<std::uint8_t> to_verify;  ///< reported by a rider: a grid worker looks at it first
  std::vector<std::uint8_t> phantom;    ///< a rider's false report: known to records only, never part of the truth
  std::vector<std::uint16_t> pending;   ///< events on the agenda that refer to the row
  std::vector<std::uint32_t> free;      ///< rows to use again, latest last

  [[nodiscard]] RequestId add();
  [[nodiscard]] std::size_t rows() const { return kind.size(); }
};

enum class Role : std::uint8_t { grid, window };
inline constexpr std::size_t role_count = 2;

/// What staff do with their time. `idle` is at work with nothing to do.
enum class Activity : std::uint8_t { off, idle, travel, service, patrol, visit, paperwork, duties, gathering };
inline constexpr std::size_t activity_count = 9;
[[nodiscard]] const std::array<std::string, activity_count>& activity_words();
[[nodiscard]] const std::array<std::string, activity_count>& activity_words_zh();

/// Posts and the people in them.
struct WorkerColumns {
  std::vector<Role> role;
  std::vector<std::uint32_t> number;   ///< of the post within its role
  std::vector<std::uint8_t> employed;  ///< the post is filled
  std::vector<std::uint8_t> closed;    ///< the post is no more
  std::vector<std::uint32_t> person;   ///< how many people held the post before
  std::vector<std::uint8_t> on_duty;
  std::vector<Activity> activity;
  std::vector<Seconds> since, until;                   ///< of the present activity
  std::vector<Seconds> booked;                         ///< hours are booked up to here; at most a day ago
  std::vector<std::uint8_t> rostered;                  ///< is to work today's shift
  std::vector<Seconds> shift_end;                      ///< today's
  std::vector<BuildingId> at;                          ///< where they are; none: the service centre
  std::vector<RequestId> request;                      ///< being served, or to be gone on with tomorrow
  std::vector<std::uint32_t> service_left;             ///< seconds of it after the present session
  std::vector<std::uint32_t> subject;                  ///< of a mechanism's task
  std::vector<std::uint8_t> mechanism;                 ///< whose task it is
  std::vector<std::uint32_t> paperwork_left;           ///< seconds due today
  std::vector<std::uint32_t> duties_left;              ///< seconds due today
  std::vector<std::uint32_t> extra_duties;             ///< seconds of the day's duties that mechanisms bring
  std::vector<float> strain;                           ///< the person's own level, a standard normal value
  std::vector<double> load;                            ///< remembered: hours worked over hours paid
  std::vector<std::int64_t> month_worked, month_paid;  ///< seconds
  std::vector<std::uint16_t> skill;                    ///< worker × kind_count + kind, in 1/65535
  std::vector<std::uint8_t> last_kind;                 ///< of request served; kind_count: none yet
  std::vector<Seconds> quits_at, hired_at;             ///< take effect at the next midnight; `never` when not foreseen

  [[nodiscard]] std::size_t size() const { return role.size(); }
  [[nodiscard]] WorkerId add(Role r, std::uint32_t post);
};

/// What residents remember, in fixed point.
struct ResidentColumns {
  std::vector<double> clock;                             ///< weeks of the weekly profile, unrounded
  std::vector<std::uint32_t> trial;                      ///< candidates so far
  std::vector<std::uint16_t> good, bad;                  ///< Beta belief, in 1/256 experiences
  std::vector<std::uint16_t> satisfaction, expectation;  ///< in 1/65535
  std::vector<std::uint16_t> open_needs;                 ///< own needs that are not over
  std::int64_t satisfaction_sum = 0;                     ///< over all residents, kept along the way
  std::int64_t belief_sum = 0;                           ///< of belief_points(), likewise
};

struct BuildingColumns {
  std::vector<double> clock;
  std::vector<std::uint32_t> trial;
};

/// The ledger of records: append-only.
struct RecordColumns {
  enum class What : std::uint8_t { opened, resolved, trivial_find, visit };
  std::vector<Seconds> time;
  std::vector<What> what;
  std::vector<std::uint8_t> kind;
  std::vector<std::uint16_t> author;  ///< worker; 65535: an outside server
  std::vector<std::uint32_t> origin;  ///< of the request; 2^32 - 1: none

  void add(Seconds t, What w, std::size_t k, WorkerId by, std::uint32_t of);
};

/// What is counted from day 0 on. Requests that arose before it are not in it; hours and costs are from day 0.
struct Tally {
  std::array<std::int64_t, kind_count> arisen{}, reported{}, fixed{}, found_first{}, never_dealt{}, repeated{};
  std::array<std::int64_t, kind_count> open_seconds{}, ended{};    ///< of requests by kind
  std::array<std::int64_t, class_count> unmet_seconds{}, needs{};  ///< personal needs by class
  std::int64_t unmet_vulnerable = 0, unmet_others = 0;             ///< seconds
  std::int64_t worsened = 0, accidents = 0, hand_offs = 0, escalated = 0;
  std::int64_t fixed_7 = 0, fixed_15 = 0, record_7 = 0, record_15 = 0, closed_reports = 0;
  std::int64_t record_cases = 0, record_found_first = 0, trivial_finds = 0;
  std::int64_t claimed_resolved = 0, claimed_found_first = 0;
  std::int64_t visits = 0, visits_refused = 0, patrol_passes = 0, quits = 0;
  std::array<std::array<std::int64_t, activity_count>, role_count> worked{};  ///< seconds
  std::array<std::int64_t, role_count> paid{}, overtime{};                    ///< seconds on shift, beyond it
  std::array<std::int64_t, server_count> served{};                            ///< services finished
  std::int64_t vacant_days = 0, post_days = 0, filled_days = 0;
  std::int64_t burnt_out_days = 0, severe_days = 0;  ///< person-days of grid workers
  Durations burden, resolution;
  std::vector<std::uint32_t> response;              ///< seconds from report to the begin of the first service
  std::vector<std::int64_t> building_open_seconds;  ///< by building

  SocialTally social;
  VolunteerTally volunteers;
  CourierTally couriers;
  ContractTally contract;
  RepairTally repairs;
  LevelTally levels;
  AllianceTally alliance;
  LedgerTally ledgers;
  HarmTally harm;
  CostBook costs;
  std::vector<std::vector<std::int64_t>> own;  ///< mechanisms' own counters, by mechanism: count()

  // by day since day 0
  std::vector<std::int64_t> day_open, day_arisen, day_reported, day_fixed, day_at_post;
  std::vector<std::int64_t> day_satisfaction, day_belief;  ///< sums over residents, fixed point
};

/// Something that a mechanism did, kept with --trace: see keep_event().
struct OwnEvent {
  Seconds time;
  std::uint8_t mechanism;
  std::uint8_t what;  ///< position in Section::events
  std::int64_t subject, other, amount;
};

/// One community's whole state.
struct Community {
  Agenda agenda;
  PostBox post;
  RequestColumns requests;
  WorkerColumns workers;
  ResidentColumns residents;
  BuildingColumns buildings;
  RecordColumns records;
  SocialColumns social;
  VolunteerColumns volunteers;
  CourierDay couriers;
  Pools pools;
  CareerColumns careers;
  Offers offers;
  double hand_off_factor = 1;  ///< of the time that a hand-off takes
  GangColumns gangs;
  LendingColumns lending;
  ProcedureColumns procedures;
  ServicePointColumns service_points;
  std::array<std::vector<RequestId>, role_count> queue;  ///< waiting for staff
  std::array<std::vector<WorkerId>, role_count> posts;   ///< by number of the post
  std::vector<RequestId> in_sight;                       ///< open requests that can be seen from the street
  std::vector<std::vector<std::int32_t>> columns;        ///< mechanisms' own, by mechanism
  std::array<std::int64_t, state_count> in_state{};      ///< kept along the way, recounted by the books
  std::int64_t arisen_ever = 0;
  std::int64_t rostered = 0, on_shift = 0;  ///< seconds, of all staff: planned, and accounted for
  Tally tally;
  std::vector<std::array<std::int64_t, 24>> trace;  ///< closed requests, with --trace
  std::vector<OwnEvent> events;                     ///< with --trace
  std::vector<Trip> trips;                          ///< of the watched day, with --trace
};

}  // namespace cogov
