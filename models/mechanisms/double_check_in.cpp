/// Row 15: double check-in 双报到: members of organisations report to the community where they live.
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

Section double_check_in_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "double_check_in",
      .title = "Double check-in",
      .title_zh = "双报到",
      .rule = "members of organisations who live here pledge hours a year and give them in sessions; many only sign",
      .rule_zh = "在本社区居住的单位成员认领每年服务时数并分次完成；不少人只签到",
      .fails_by = "box-ticking: hours are claimed and not given; crowds out volunteers",
      .fails_by_zh = "形式化：只报时数不出力；挤出志愿者",
      .rows = {15},
      .source = "claim: a commentary; Yantai Tashan, 7 units that adopted projects",
      .tag = Tag::claim,
      .moves = {"member_hours_in_ledgers", "served_by_server", "unpaid_hours", "volunteers_joined"},
      .switchable = true,
      .lead_days = 30,
      .params = {
          real_param("members_share", .08, 0, 1, "1", "share of residents of 18 to 59 who are members and check in",
                     "18—59岁居民中报到党员干部的比例",
                     "assumption; the articles name units that adopt projects, not persons", a, .03, .15),
          real_param("hours_per_year", 12, 0, 300, "h", "that each of them pledges", "每人每年承诺工时", "assumption",
                     a, 4, 40),
          real_param("formality", .4, 0, 1, "1", "share of members who check in on paper and give nothing",
                     "只签到不服务的比例", "assumption", a, 0, .8),
          real_param("session_hours", 1.5, .5, 3, "h", "of a session, mean; from half to one and a half times as long",
                     "每次服务时长", "assumption", a, 1, 2.5),
          real_param("crowding_out", .1, -1, 1, "1",
                     "the rate of joining teams is multiplied by 1 − this · (members' share of all hours given in "
                     "the last two months); below 0 they draw others in",
                     "对志愿者加入的挤出效应", "evidence: ±0.3", Tag::evidence, -.3, .3),
      }};
}

namespace {

constexpr int youngest_member = 18, oldest_member = 59;

class DoubleCheckIn final : public Mechanism {
 public:
  explicit DoubleCheckIn(const Settings& s)
      : share_(s.real("double_check_in.members_share")),
        formality_(s.real("double_check_in.formality")),
        pledge_a_day_(whole_seconds(s.real("double_check_in.hours_per_year") * hour_seconds / 365)) {}

  void on_adopt(Context& ctx) const override {
    for (std::uint32_t row = 0; row < ctx.plan.residents(); ++row) {
      const ResidentId r(row);
      if (ctx.plan.age[row] < youngest_member || ctx.plan.age[row] > oldest_member) continue;
      set_member(ctx, r, member(ctx, r));
    }
  }

  void on_drop(Context& ctx) const override {
    const std::vector<ResidentId> all = ctx.c.volunteers.resident;
    for (const ResidentId r : all) set_member(ctx, r, Member::no);
  }

  void on_day(Context& ctx, std::uint32_t) const override {
    if (ctx.counting())
      ctx.c.tally.volunteers.pledged_seconds += std::int64_t{ctx.c.volunteers.members} * pledge_a_day_;
  }

 private:
  Member member(const Context& ctx, ResidentId r) const {
    if (ctx.luck.uniform(ctx.who(r), 0, Why::volunteer_traits, 2) >= share_) return Member::no;
    const double u = ctx.luck.uniform(ctx.who(r), 0, Why::volunteer_traits, 3);
    return u < formality_ ? Member::on_paper : Member::giving;
  }

  double share_, formality_;
  Seconds pledge_a_day_;
};

}  // namespace

std::unique_ptr<Mechanism> make_double_check_in(const Settings& settings) {
  return std::make_unique<DoubleCheckIn>(settings);
}

}  // namespace cogov
