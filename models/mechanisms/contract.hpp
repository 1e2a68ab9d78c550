/// A social organisation under contract: its hours, its cases, its calls.
#pragma once

#include "models/facilities/capacity.hpp"
#include "models/mechanism.hpp"

namespace cogov {

/// Row 20: services bought by the hour. contract.cpp holds its days and hours, contract_cases.cpp what its staff do.
class Contract final : public Mechanism {
 public:
  explicit Contract(const Settings& s);

  // Column: the fields of the agency, those of each of its staff, then of each listed resident their row, the day on
  // which a call is due, and whether the agency knows them.
  void on_adopt(Context& ctx) const override;
  void on_drop(Context& ctx) const override {
    end_service(ctx);
    own_column(ctx, *this).clear();
  }
  void on_day(Context& ctx, std::uint32_t day) const override;
  void on_event(Context& ctx, std::uint32_t what) const override;
  void on_request(Context& ctx, RequestId r, RequestState stage) const override;
  void on_served(Context& ctx, RequestId r, Server server, Seconds work) const override;

 private:
  enum Field : std::size_t { begun, balance, allowance, unticked, fields };  // days, claimed seconds twice, 1/10^6 case
  // Until when, seconds; building + 1; request + 1 or what follows; seconds.
  enum StaffField : std::size_t { until, at, subject, travel, work, staff_fields };
  enum Subject : std::int32_t { idle = 0, turned_back = -1, calling = -2 };  // calling: less the entry's number
  static constexpr std::size_t most_staff = 20;
  static constexpr std::size_t list_begin = fields + most_staff * staff_fields;
  static constexpr std::size_t entry_size = 3;
  enum What : std::uint32_t { look = most_staff, opens };  // below: one of the staff is done, or has come in vain

  std::int32_t& of_agency(Context& ctx, Field field) const { return own_column(ctx, *this)[field]; }
  std::int32_t& of_staff(Context& ctx, std::size_t who, StaffField field) const {
    return own_column(ctx, *this)[fields + who * staff_fields + field];
  }

  // Hours.
  bool has_agency(Context& ctx, std::uint32_t day) const;
  bool begins(Context& ctx, std::uint32_t day) const;
  void end_service(Context& ctx) const;
  std::int32_t claimed(std::int64_t seconds) const {
    return static_cast<std::int32_t>(whole_seconds(static_cast<double>(seconds) / true_share_));
  }
  std::int64_t at_hand(Context& ctx) const;
  void claim(Context& ctx, std::int64_t seconds) const;
  void tick_off(Context& ctx, bool found_first) const;

  // Cases.
  double response_seconds(const Context& ctx, RequestId r) const;
  bool answered(const Context& ctx, RequestId r) const;
  double difficulty(const Context& ctx, RequestId r) const;
  void tally_answer(Context& ctx, RequestId r, bool is_taken) const;
  void hand_on_overdue(Context& ctx) const;
  void answer_orders(Context& ctx) const;
  RequestId next_case(Context& ctx, BuildingId here) const;
  bool begin_case(Context& ctx, std::size_t who, RequestId r) const;
  void look_for_work(Context& ctx) const;
  BuildingId place_of(Context& ctx, std::size_t who) const {
    return BuildingId(static_cast<std::uint32_t>(of_staff(ctx, who, at)) - 1U);
  }
  void set_out(Context& ctx, std::size_t who, BuildingId to, Seconds on_the_way, Seconds then) const;

  // Calls.
  std::size_t next_call(Context& ctx) const;
  void begin_call(Context& ctx, std::size_t who) const;
  void end_call(Context& ctx, std::size_t entry) const;
  void find_needs(Context& ctx, ResidentId visited, double chance) const;
  bool serves(const Context& ctx, std::size_t kind) const;

  double hours_;
  std::size_t staff_;
  OfficeHours office_;
  Lognormal response_days_;
  double longest_wait_;
  std::uint32_t change_every_, gap_days_;
  double creaming_, frailty_weight_, true_share_, audit_share_;
  double programme_share_;
  std::int32_t call_every_;
  Seconds call_seconds_;
  double refusal_chance_, notice_chance_, stranger_share_;
};

/// How many of these hold of a resident: 80 and over, disabled, 60 and over living alone; as a share of three.
[[nodiscard]] double frailty(const CommunityPlan& plan, ResidentId r);

/// Whether the agency has found it itself, on a call.
[[nodiscard]] bool is_own_find(const Context& ctx, RequestId r);

}  // namespace cogov
