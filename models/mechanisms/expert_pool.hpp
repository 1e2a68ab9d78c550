/// A few specialists who can be consulted by appointment, and a grant that they may win.
#pragma once

#include <array>

#include "models/facilities/crews.hpp"
#include "models/mechanism.hpp"
#include "models/settings.hpp"

namespace cogov {

/// Row 17: an expert pool. expert_pool.cpp holds its keys and the grant, expert_appointments.cpp the diaries.
class ExpertPool final : public Mechanism {
 public:
  explicit ExpertPool(const Settings& s);

  // Column: the fields, the experts' diaries, the list of visits, the companions' crew.
  void on_adopt(Context& ctx) const override;
  void on_drop(Context& ctx) const override;
  void on_day(Context& ctx, std::uint32_t day) const override;
  void on_event(Context& ctx, std::uint32_t what) const override;
  void on_request(Context& ctx, RequestId r, RequestState stage) const override;
  bool take_over(Context& ctx, RequestId r, Server planned) const override;

  static constexpr std::size_t professions = 3;  ///< doctors, teachers, lawyers
  enum Counter : std::size_t { consultations, turned_away, waited, hours, missed, applications, grants, visits };

 private:
  enum Field : std::size_t { begun, grant_left, list_size, diaries };  // day; seconds; numbers
  static constexpr std::size_t most_experts = 60;
  static constexpr std::size_t list_begin = diaries + most_experts;
  enum What : std::uint32_t { look = 1U << 20, opens };  // below: one of the companions is done
  enum Decides : std::uint32_t { first_visit, wins, noticed };

  // Appointments.
  struct Slot {
    Seconds begin = never, end = never;
  };
  [[nodiscard]] std::size_t experts() const { return experts_[0] + experts_[1] + experts_[2]; }
  [[nodiscard]] bool attends(std::size_t expert, std::uint32_t week) const;
  [[nodiscard]] Slot slot_of(std::size_t expert, Seconds from, Seconds latest, Seconds work) const;
  [[nodiscard]] bool needs_an_expert(const Context& ctx, RequestId r, Server planned) const;
  bool book_appointment(Context& ctx, RequestId r, std::size_t profession) const;
  [[nodiscard]] std::int32_t& diary(Context& ctx, std::size_t expert) const {
    return own_column(ctx, *this)[diaries + expert];
  }
  void hold_session(Context& ctx, std::uint32_t day) const;

  // The grant.
  void apply_for_grant(Context& ctx, std::uint32_t day) const;
  [[nodiscard]] std::span<std::int32_t> list(Context& ctx) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    return std::span(column).subspan(list_begin, static_cast<std::size_t>(column[list_size]));
  }
  [[nodiscard]] Crew companions(Context& ctx) const { return {ctx, *this, list_begin + list(ctx).size(), session_}; }
  [[nodiscard]] bool is_visited(const Context& ctx, ResidentId r) const;
  void look_for_work(Context& ctx) const;
  void spend(Context& ctx, std::int64_t seconds) const;
  void end_visit(Context& ctx, ResidentId r) const;

  std::array<std::size_t, professions> experts_{};
  std::array<std::array<bool, kind_count>, professions> serves_{};
  double sessions_a_week_ = 0;  ///< of one expert
  std::uint32_t weekday_;       ///< 0: Monday
  OfficeHours session_;
  double hard_seconds_;
  Seconds longest_wait_;
  Seconds application_;
  double grant_chance_;
  std::uint32_t decision_days_;
  double grant_seconds_;
  std::string grant_class_;
  std::size_t companions_;
  std::int32_t visit_every_;
  Seconds visit_;
  double notice_chance_;
};

}  // namespace cogov
