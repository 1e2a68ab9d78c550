#include "models/state.hpp"

namespace cogov {

const std::array<std::string, activity_count>& activity_words() {
  static const std::array<std::string, activity_count> words{"off duty", "idle",      "travel", "service",   "patrol",
                                                             "visit",    "paperwork", "duties", "gatherings"};
  return words;
}

const std::array<std::string, activity_count>& activity_words_zh() {
  static const std::array<std::string, activity_count> words{"下班", "空闲", "路途",   "办理",    "巡查",
                                                             "走访", "材料", "会议等", "活动培训"};
  return words;
}

namespace {

/// Calls `each` with every column of the requests and the value that a new row begins with.
template <class Each>
void for_request_columns(RequestColumns& r, Each each) {
  each(r.kind, std::uint8_t{0});
  each(r.state, RequestState::arisen);
  each(r.of_place, std::uint8_t{0});
  each(r.origin, 0U);
  each(r.trial, 0U);
  each(r.building, BuildingId{});
  each(r.reporter, ResidentId{});
  each(r.finder, Finder::nobody);
  for (auto* flags : {&r.visible, &r.attempts, &r.hand_offs, &r.escalated, &r.repeated, &r.worsened, &r.acted, &r.step,
                      &r.level, &r.to_verify, &r.phantom}) {
    each(*flags, std::uint8_t{0});
  }
  each(r.pending, std::uint16_t{0});
  each(r.server, Server::none);
  each(r.worker, WorkerId{});
  each(r.pool, std::uint8_t{255});
  for (auto* times : {&r.onset, &r.noticed, &r.reported, &r.dispatched, &r.travel, &r.service, &r.first_resolved,
                      &r.resolved, &r.fixed, &r.opened}) {
    each(*times, never);
  }
}

}  // namespace

RequestId RequestColumns::add() {
  if (free.empty()) {
    for_request_columns(*this, [](auto& column, auto value) { column.push_back(value); });
    return RequestId(rows() - 1);
  }
  const RequestId id(free.back());
  free.pop_back();
  for_request_columns(*this, [&](auto& column, auto value) { column[id.row] = value; });
  return id;
}

WorkerId WorkerColumns::add(Role r, std::uint32_t post) {
  role.push_back(r);
  number.push_back(post);
  for (auto* flags : {&employed, &closed, &on_duty, &mechanism, &rostered}) flags->push_back(0);
  for (auto* numbers : {&person, &subject, &service_left, &paperwork_left, &duties_left, &extra_duties})
    numbers->push_back(0);
  for (auto* times : {&since, &until, &shift_end, &booked}) times->push_back(0);
  for (auto* times : {&quits_at, &hired_at}) times->push_back(never);
  last_kind.push_back(kind_count);
  activity.push_back(Activity::off);
  at.emplace_back();
  request.emplace_back();
  strain.push_back(0);
  load.push_back(1);
  month_worked.push_back(0);
  month_paid.push_back(0);
  skill.resize(skill.size() + kind_count, 0);
  return WorkerId(size() - 1);
}

void RecordColumns::add(Seconds t, What w, std::size_t k, WorkerId by, std::uint32_t of) {
  time.push_back(t);
  what.push_back(w);
  kind.push_back(static_cast<std::uint8_t>(k));
  author.push_back(by.exists() ? static_cast<std::uint16_t>(by.row) : std::uint16_t{65535});
  origin.push_back(of);
}

}  // namespace cogov
