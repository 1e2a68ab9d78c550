/// Late hours of the window, and staff who serve at home.
#pragma once

#include "models/mechanism.hpp"
#include "models/workers.hpp"

namespace cogov {

/// Row 38: doors that don't close.
class OpenDoors final : public Mechanism {
 public:
  explicit OpenDoors(const Settings& s);

  void amend(Rules& rules) const override;
  // Column: for each resident to be visited, in their order, the row and the day on which a visit is due.
  void on_adopt(Context& ctx) const override;
  void on_drop(Context& ctx) const override;
  void on_day(Context& ctx, std::uint32_t day) const override;
  void on_event(Context& ctx, std::uint32_t what) const override;
  void on_request(Context& ctx, RequestId r, RequestState stage) const override;
  void on_served(Context& ctx, RequestId r, Server server, Seconds work) const override;

 private:
  enum What : std::uint32_t { set_out = 0, first_entry = 1 };
  static constexpr Seconds last_second = day_seconds - minute_seconds;  ///< a shift to midnight would have no end

  void stay_on(Shift& shift) const;
  void book_late_hours(Context& ctx, std::uint32_t day) const;
  std::vector<std::size_t> due_today(Context& ctx) const;
  void go_round(Context& ctx) const;
  void come_to_door(Context& ctx, std::size_t entry) const;

  bool same_staff_ = false, weekends_ = false;
  Seconds closes_ = 0, late_from_ = 0;
  std::uint32_t clerks_ = 0, night_clerks_ = 0;
  double evening_use_ = 0, night_use_ = 0;
  std::uint32_t carers_ = 0;
  std::uint32_t youngest_ = 0;
  double enrolled_share_ = 0;
  std::int32_t visit_every_ = 1;
  Seconds visit_seconds_ = 0;
  double refusal_chance_ = 0;
  std::uint32_t door_kinds_ = 0;
};

}  // namespace cogov
