/// Row 4: from "respond on complaint" 接诉即办 to "act before complaint" 未诉先办.
#include <algorithm>
#include <cmath>

#include "models/facilities/padding.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

Section act_before_complaint_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "act_before_complaint",
      .title = "Act before complaint",
      .title_zh = "未诉先办",
      .rule =
          "staff take up a larger share of what they notice before anybody complains, and are scored by the share "
          "of recorded cases found first; below the target they may log trivial finds",
      .rule_zh = "工作人员在居民投诉之前处理更多已发现的问题，并按记录中主动发现的占比考核；低于目标时可能登记琐碎发现",
      .fails_by = "padded finds: the records move, the truth doesn't, and logging takes time",
      .fails_by_zh = "凑数的“发现”：记录变好看，真实情况不变，登记还占用时间",
      .rows = {4},
      .source =
          "claim: Shenyang Tiexi, with the hotline's app; evidence: Hai'an 2024 logs 40 % found first, of unknown "
          "validity",
      .tag = Tag::claim,
      .moves = {"found_first_share", "burden_days_mean", "cases_by_ledger", "paperwork_share"},
      .switchable = true,
      .lead_days = 30,
      .params = {
          real_param("act_share", .5, 0, 1, "1", "of the finds that staff would have left, the share now taken up",
                     "原本搁置的发现中现在主动处理的比例", "assumption", a, 0, 1),
          real_param("target_share", .4, 0, 1, "1", "share of recorded cases found first that is asked for",
                     "主动发现占比目标", "evidence: Hai'an 2024 logs 40 %", Tag::evidence),
          real_param("padding", 0, 0, 1, "1", "share of the gap to the target that is filled with trivial finds",
                     "以琐碎发现填补差距的比例", "assumption", a, 0, .5),
          real_param("minutes_per_trivial_find", 4, 0, 60, "min", "of paperwork for each", "每条琐碎发现用时",
                     "assumption", a, 2, 10),
      }};
}

namespace {

class ActBeforeComplaint final : public Mechanism {
 public:
  explicit ActBeforeComplaint(const Settings& s)
      : act_share_(s.real("act_before_complaint.act_share")),
        target_(s.real("act_before_complaint.target_share")),
        padding_(s.real("act_before_complaint.padding")),
        minutes_(s.real("act_before_complaint.minutes_per_trivial_find")) {}

  double acts_on_finds(double so_far) const override { return so_far + (1 - so_far) * act_share_; }

  // Column: cases recorded, and of these found first, since the last month's end.
  void on_adopt(Context& ctx) const override { own_column(ctx, *this).resize(2, 0); }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    const bool found =
        stage == RequestState::dispatched && ctx.c.requests.acted[r.row] != 0 && ctx.c.requests.attempts[r.row] == 0;
    if (stage == RequestState::reported && ctx.c.requests.attempts[r.row] == 0 &&
        ctx.c.requests.hand_offs[r.row] == 0) {
      ++own_column(ctx, *this)[0];
    } else if (found) {
      ++own_column(ctx, *this)[0];
      ++own_column(ctx, *this)[1];
    }
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (day % 30 != 0) return;
    std::vector<std::int32_t>& seen = own_column(ctx, *this);
    // So many finds are lacking: (found + x) / (cases + x) = target.
    const double lacking = target_ < 1 ? (target_ * seen[0] - seen[1]) / (1 - target_) : 0;
    log_trivial_finds(ctx, static_cast<std::uint32_t>(std::max(0.0, std::floor(padding_ * lacking + .5))), minutes_);
    seen.assign(2, 0);
  }

 private:
  double act_share_, target_, padding_, minutes_;
};

}  // namespace

std::unique_ptr<Mechanism> make_act_before_complaint(const Settings& settings) {
  return std::make_unique<ActBeforeComplaint>(settings);
}

}  // namespace cogov
