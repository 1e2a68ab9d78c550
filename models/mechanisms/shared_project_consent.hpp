/// Row 34, as its own files see it: keys and measures in shared_project_consent.cpp, what happens in
/// shared_project_cases.cpp.
#pragma once

#include "models/facilities/procedures.hpp"
#include "models/mechanism.hpp"

namespace cogov {

enum class LiftCounter : std::uint8_t {
  cases,
  votes,
  votes_cast,
  passed,
  stalled,
  done,
  days,
  visits,
  opened,
  turned,
  yes_ground,
  ground,
  yes_middle,
  middle,
  yes_top,
  top,
  losers,
  compensation,
  paper_seconds
};

/// Lifts for old buildings. Column: what the budget has for lifts, then four entries a building (see OfBuilding), then
/// the households that wait for a visit.
class SharedProjectConsent final : public Mechanism {
 public:
  explicit SharedProjectConsent(const Settings& settings);

  void on_adopt(Context& ctx) const override;
  void on_drop(Context& ctx) const override;
  void on_day(Context& ctx, std::uint32_t day) const override;
  void on_event(Context& ctx, std::uint32_t what) const override;
  bool offer_task(Context& ctx, WorkerId w, TaskRank rank, Task& task) const override;
  void task_done(Context& ctx, WorkerId w, bool interrupted) const override;
  [[nodiscard]] LeverSet levers() const override { return bit(Lever::need_rate); }
  [[nodiscard]] double factor(const Context& ctx, Lever lever, const LeverAt& at) const override;

 private:
  enum OfBuilding : std::size_t {
    next_try,   ///< day from which on it may ask
    tries,      ///< how often it has
    votes,      ///< on the present matter
    matter_at,  ///< row of its matter + 1; 0: none; -1: never asks, or has its lift
    building_size
  };
  static constexpr std::size_t head = 1;  ///< [0]: thousandths of a lift that there is money for

  [[nodiscard]] std::int32_t& of(Context& ctx, BuildingId b, OfBuilding what) const;
  [[nodiscard]] std::int32_t of(const Context& ctx, BuildingId b, OfBuilding what) const;
  [[nodiscard]] std::size_t list_begin(const Context& ctx) const;
  void count_lift(Context& ctx, LiftCounter counter, std::int64_t amount = 1) const;

  [[nodiscard]] double height_of(const Context& ctx, HouseholdId home) const;
  [[nodiscard]] bool may_ask(const Context& ctx, BuildingId b) const;
  [[nodiscard]] double made_good() const;
  [[nodiscard]] double stands_for(const Context& ctx, HouseholdId home, std::uint32_t project) const;

  void ask(Context& ctx, std::uint32_t day) const;
  void open_case(Context& ctx, BuildingId b) const;
  void vote(Context& ctx, ProcedureId p) const;
  void count_by_floor(Context& ctx, ProcedureId p) const;
  void give_up(Context& ctx, ProcedureId p) const;
  void plan_visits(Context& ctx, ProcedureId p) const;
  void drop_visits(Context& ctx, BuildingId b) const;
  void deal_out_papers(Context& ctx, std::uint32_t day) const;
  void fund(Context& ctx) const;
  void finish(Context& ctx, ProcedureId p) const;
  void tell_residents(Context& ctx, BuildingId b) const;

  double cases_per_year_, without_lift_;
  std::uint32_t least_floors_;
  double yes_ground_, yes_second_, yes_top_, frail_gain_, yes_spread_, compensation_, compensation_half_;
  VoteRule rule_;
  double vote_chance_;
  Seconds vote_seconds_;
  std::uint32_t vote_every_, most_votes_, rest_days_;
  double susceptibility_;
  Seconds visit_seconds_;
  double refusal_chance_, convinced_chance_, hardened_chance_, convinced_share_, lifts_per_year_;
  std::uint32_t papers_days_;
  Seconds papers_seconds_;
  std::uint32_t works_days_;
  double relief_, ground_loss_, upper_gain_;
};

}  // namespace cogov
