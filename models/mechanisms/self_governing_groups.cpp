/// Row 43: self-governing groups 养犬协会, 业委会: residents of a building who look after one matter themselves.
#include <algorithm>
#include <array>

#include "models/facilities/procedures.hpp"
#include "models/mechanisms/works.hpp"
#include "models/movements.hpp"
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

enum Counter : std::size_t { attempts, founded, dissolved, group_months, meetings, came, captured, strength, disputes };

/// What a group can be for, and the kinds of problem that it looks after.
struct Form {
  const char* word;
  std::vector<std::string> kinds;
};
const std::vector<Form>& forms() {
  static const std::vector<Form> all{{"dog owners", {"noise_dogs"}},
                                     {"owners' committee", {"shared_works", "building_fault"}},
                                     {"parking", {"fire_lane"}}};
  return all;
}

std::vector<Param> founding_params() {
  std::vector<std::string> words;
  for (const Form& form : forms()) words.emplace_back(form.word);
  Param kinds{.key = "forms",
              .type = Type::list,
              .fallback = words,
              .unit = "",
              .meaning = "what groups are for",
              .meaning_zh = "自治组织的类别：养犬协会、业委会、停车自管",
              .source = "claim: Yantai, associations of dog owners and owners' committees",
              .tag = Tag::claim,
              .choices = words};
  return {
      as_size(real_param("tried_per_year", .15, 0, 12, "1/year",
                         "rate at which the founding of a group is tried in a building, for each form",
                         "每楼每类组织每年尝试成立的次数", "assumption", a, .05, 1)),
      std::move(kinds),
      real_param("come_chance", .25, 0, 1, "1",
                 "chance that a resident of 18 and over comes to a founding meeting, at a belonging of a half; times "
                 "twice the belonging",
                 "18岁以上居民参加成立会的概率（归属感为一半时；按归属感成比例）", "assumption", a, .1, .5),
      real_param("quorum", .3, 0, 1, "1", "share of them who must come to found it", "成立所需到会比例", "assumption",
                 a, .1, .5),
      whole_param("least_members", 3, 1, 100, "1", "who must come in any case, and go on coming", "最少到会人数",
                  "assumption", a),
      real_param("attendance", .6, 0, 1, "1", "chance that a founder comes to a monthly meeting", "成员月会到会概率",
                 "assumption", a, .3, .9),
      real_param("meeting_hours", 1.5, .25, 5, "h", "of a meeting, unpaid", "会议时长（无偿）", "assumption", a, 1, 3),
      real_param("work_hours", 2, 0, 50, "h", "of looking after the matter, each month by each who came; unpaid",
                 "到会者每月自管工时（无偿）", "assumption", a, .5, 6),
  };
}

std::vector<Param> working_params() {
  return {
      real_param("effect", .4, 0, 1, "1",
                 "share of the hazards of its kinds that no longer arise in the building, in a month in which all "
                 "founders came; else in proportion",
                 "全员到会的当月该类问题减少的比例（其余按到会比例）", "assumption: unmeasured", a, 0, .7),
      real_param("belonging_step", .5, 0, 1, "1", "belonging gained by coming, in steps of one event",
                 "到会的归属感增量（以一次事件的变化量为单位）", "assumption", a, 0, 1),
      whole_param("weak_months", 3, 1, 120, "month",
                  "with fewer than the least members in a row, and the group is gone", "连续不足最少人数即解散的月数",
                  "assumption", a),
      real_param("captured_share", .6, 0, 1, "1",
                 "share of those present who are of one household or tied to it, from which on the group is captured",
                 "到会者中同一家庭及其熟人占比，达到即视为被把持", "assumption", a, .4, .9),
      real_param("captured_effect", .4, 0, 1, "1", "part of the effect that is left then: it serves its own",
                 "被把持时剩余效果", "assumption", a, 0, .8),
      real_param("captured_fee_factor", 2, 1, 10, "1", "by what fees are raised then", "被把持时收费倍数", "assumption",
                 a, 1, 4),
      real_param("dispute_chance", .1, 0, 1, "1", "chance each month that a dispute arises from it then",
                 "被把持时每月引发纠纷的概率", "assumption", a, .02, .3),
      real_param("subsidy_yuan", 600, 0, 1e5, "yuan/year", "of the budget for a group", "每个组织每年补贴",
                 "assumption", a, 0, 3000),
      real_param("fee_yuan", 2, 0, 1000, "yuan/month", "that each household of the building pays a group",
                 "每户每月向组织缴费", "assumption", a, 0, 20),
  };
}

}  // namespace

Section self_governing_groups_section() {
  std::vector<Param> params = founding_params();
  for (Param& param : working_params()) params.push_back(std::move(param));
  const Better neither = Better::neither;
  const int per_month = static_cast<int>(group_months);
  return {
      .key = "self_governing_groups",
      .title = "Self-governing groups",
      .title_zh = "居民自治组织",
      .rule =
          "where enough residents of a building come to found it, a group meets monthly and looks after one matter; "
          "the hazards of its kinds grow rarer as far as its founders keep coming",
      .rule_zh = "同楼到会者够多即成立自治组织，每月开会、自管一类事务；成员坚持参加，该类问题就减少",
      .fails_by =
          "capture: one circle runs it, serves itself, raises fees and makes for disputes; or nobody comes any more",
      .fails_by_zh = "被小圈子把持，只顾自己、提高收费、引发纠纷；或无人再来",
      .rows = {43},
      .source = "claim: Yantai, associations of dog owners and owners' committees; no effect size is known",
      .tag = a,
      .moves = {"true_requests", "arisen_by_kind", "belonging_mean"},
      .switchable = true,
      .lead_days = 30,
      .params = std::move(params),
      .measures = {{"group_attempts", "1", neither, "Founding meetings of self-governing groups", "自治组织成立会次数",
                    attempts},
                   {"groups_founded", "1", neither, "Self-governing groups founded", "成立的自治组织数", founded},
                   {"groups_dissolved", "1", Better::lower, "Self-governing groups that nobody came to any more",
                    "因无人参加而解散的自治组织数", dissolved},
                   {"group_months", "month", neither, "Months of self-governing groups", "自治组织存续月数",
                    group_months},
                   {"group_meetings", "1", neither, "Meetings of self-governing groups, foundings included",
                    "自治组织会议次数（含成立会）", meetings},
                   {"group_attendances", "1", neither, "Attendances at their meetings", "自治组织到会人次", came},
                   {"group_strength", "1", Better::higher, "Founders who came to a monthly meeting, mean",
                    "自治组织月会到会率", strength, per_month, .001},
                   {"group_captured_share", "1", Better::lower,
                    "Months in which a group was in the hands of one circle", "被小圈子把持的月份占比", captured,
                    per_month},
                   {"group_disputes", "1", Better::lower, "Disputes that arose from captured groups",
                    "因被把持引发的纠纷数", disputes}},
      .costs = {{"groups' subsidies", "自治组织补贴", "group-month", Payer::budget, "subsidy_yuan", 12},
                {"groups' fees", "自治组织收费", "1/100 household-month", Payer::unpaid, "fee_yuan", 100},
                {"groups' work", "自治组织自管工时", "second", Payer::unpaid, "costs.unpaid_hour", 3600}},
      .events = {"founding meeting: building, present, of how many", "group founded: building, form, founders",
                 "monthly meeting: building, form, present", "month in one circle's hands: building, form",
                 "group dissolved: building, form"}};
}

namespace {

constexpr std::uint32_t month_days = 30;
constexpr std::uint8_t youngest_member = 18;
constexpr std::size_t form_count = 3;

enum Decision : std::uint32_t { tried, disputed };
enum Event : std::size_t { founding_event, founded_event, meeting_event, captured_event, dissolved_event };

class SelfGoverningGroups final : public Mechanism {
 public:
  explicit SelfGoverningGroups(const Settings& s) {
    const auto real = [&](const char* key) { return s.real(std::string("self_governing_groups.") + key); };
    tried_per_year_ = real("tried_per_year");
    for (const std::string& word : s.words("self_governing_groups.forms")) {
      for (std::size_t form = 0; form < form_count; ++form) {
        if (forms()[form].word == word) allowed_[form] = true;
      }
    }
    for (std::size_t form = 0; form < form_count; ++form) {
      for (const std::size_t kind : kinds_of(forms()[form].kinds)) form_of_[kind] = form;
    }
    dispute_ = kinds_of({"dispute"}).front();
    come_chance_ = real("come_chance");
    quorum_ = real("quorum");
    least_ = static_cast<std::size_t>(s.integer("self_governing_groups.least_members"));
    attendance_ = real("attendance");
    meeting_seconds_ = whole_seconds(real("meeting_hours") * hour_seconds);
    work_seconds_ = whole_seconds(real("work_hours") * hour_seconds);
    effect_ = real("effect");
    belonging_step_ = real("belonging_step");
    weak_months_ = static_cast<std::int32_t>(s.integer("self_governing_groups.weak_months"));
    captured_share_ = real("captured_share");
    captured_effect_ = real("captured_effect");
    captured_fee_factor_ = real("captured_fee_factor");
    dispute_chance_ = real("dispute_chance");
  }

  // Column: for each building and form its effect in 1/1000 and its weak months in a row (-1: no group); then of each
  // group: building × 4 + form, how many founders, their rows.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (!column.empty() || tried_per_year_ <= 0) return;
    column.assign(list_begin(ctx), 0);
    for (std::size_t i = 1; i < column.size(); i += 2) column[i] = -1;
  }

  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  /// Meetings are spread over the month's evenings by building.
  void on_day(Context& ctx, std::uint32_t day) const override {
    if (own_column(ctx, *this).empty()) return;
    schedule_mechanism(ctx, *this, ctx.now + 19 * hour_seconds, day % month_days);
  }

  void on_event(Context& ctx, std::uint32_t evening) const override {
    if (own_column(ctx, *this).empty()) return;
    for (std::uint32_t row = evening; row < ctx.plan.buildings(); row += month_days) {
      for (std::size_t form = 0; form < form_count; ++form) {
        if (column_at(ctx, BuildingId(row), form, 1) >= 0) {
          meet(ctx, BuildingId(row), form);
        } else if (allowed_[form]) {
          try_to_found(ctx, BuildingId(row), form);
        }
      }
    }
  }

  [[nodiscard]] LeverSet levers() const override { return bit(Lever::hazard_rate); }
  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    if (column.empty() || !at.building.exists() || form_of_[at.kind] == form_count) return 1;
    return 1 - column[(at.building.row * form_count + form_of_[at.kind]) * 2] / 1000.;
  }

 private:
  static std::size_t list_begin(const Context& ctx) { return ctx.plan.buildings() * form_count * 2; }

  std::int32_t& column_at(Context& ctx, BuildingId b, std::size_t form, std::size_t what) const {
    return own_column(ctx, *this)[(b.row * form_count + form) * 2 + what];
  }

  static std::uint32_t month_of(const Context& ctx) { return day_of(ctx.now) / month_days; }

  /// Draws of a building go by the form too.
  std::uint32_t sub_of(std::size_t form) const { return static_cast<std::uint32_t>(form); }

  /// Meetings of this mechanism have luck of their own among all who are asked to meetings.
  std::uint32_t project_of(std::size_t form, bool founding) const {
    return 1000U * (number + 1U) + static_cast<std::uint32_t>(form) * 2 + (founding ? 1 : 0);
  }

  void try_to_found(Context& ctx, BuildingId b, std::size_t form) const {
    const double chance = tried_per_year_ * month_days / 365;
    if (ctx.luck.uniform(ctx.who(b), month_of(ctx), own_luck(*this, tried), sub_of(form)) >= chance) return;
    std::vector<std::uint32_t> asked;
    for (std::uint32_t row = ctx.plan.first_resident_of(b); row < ctx.plan.end_resident_of(b); ++row) {
      if (ctx.plan.age[row] >= youngest_member) asked.push_back(row);
    }
    const std::vector<std::uint32_t> present = who_comes(
        ctx, asked, [&](ResidentId r) { return come_chance_ * 2 * belonging_of(ctx, r); }, month_of(ctx),
        project_of(form, true));
    count(ctx, *this, attempts);
    attended(ctx, present);
    keep_event(ctx, *this, founding_event, b.row, static_cast<std::int64_t>(present.size()),
               static_cast<std::int64_t>(asked.size()));
    if (present.size() < std::max<std::size_t>(least_, least_share(quorum_, static_cast<std::uint32_t>(asked.size()))))
      return;
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.push_back(static_cast<std::int32_t>(b.row * 4 + form));
    column.push_back(static_cast<std::int32_t>(present.size()));
    for (const std::uint32_t row : present) column.push_back(static_cast<std::int32_t>(row));
    count(ctx, *this, founded);
    keep_event(ctx, *this, founded_event, b.row, static_cast<std::int64_t>(form),
               static_cast<std::int64_t>(present.size()));
    column_at(ctx, b, form, 1) = 0;
    work(ctx, b, form, present, present.size());
  }

  /// Everybody's evening.
  void attended(Context& ctx, const std::vector<std::uint32_t>& present) const {
    count(ctx, *this, meetings);
    count(ctx, *this, came, static_cast<std::int64_t>(present.size()));
    for (const std::uint32_t row : present) {
      const ResidentId r(row);
      book(ctx, CostItem::resident_hours, meeting_seconds_, row);
      take_part(ctx, r);
      touch_belonging(ctx, r, belonging_step_);
      record_outing(ctx, Mover::resident, Purpose::gathering, r, {}, ctx.now, meeting_seconds_);
    }
  }

  /// Where a group stands in the column.
  std::size_t place_of(Context& ctx, BuildingId b, std::size_t form) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    std::size_t at = list_begin(ctx);
    while (column[at] != static_cast<std::int32_t>(b.row * 4 + form))
      at += 2 + static_cast<std::size_t>(column[at + 1]);
    return at;
  }

  void meet(Context& ctx, BuildingId b, std::size_t form) const {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::size_t at = place_of(ctx, b, form);
    std::vector<std::uint32_t> founders;
    for (std::int32_t i = 0; i < column[at + 1]; ++i) {
      founders.push_back(static_cast<std::uint32_t>(column[at + 2 + static_cast<std::size_t>(i)]));
    }
    const std::vector<std::uint32_t> present = who_comes(
        ctx, founders, [&](ResidentId) { return attendance_; }, month_of(ctx), project_of(form, false));
    attended(ctx, present);
    keep_event(ctx, *this, meeting_event, b.row, static_cast<std::int64_t>(form),
               static_cast<std::int64_t>(present.size()));
    std::int32_t& weak = column_at(ctx, b, form, 1);
    weak = present.size() < least_ ? weak + 1 : 0;
    if (weak >= weak_months_) return dissolve(ctx, b, form);
    work(ctx, b, form, present, founders.size());
  }

  void dissolve(Context& ctx, BuildingId b, std::size_t form) const {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::size_t at = place_of(ctx, b, form);
    const auto begin = column.begin() + static_cast<std::ptrdiff_t>(at);
    column.erase(begin, begin + 2 + column[at + 1]);
    column_at(ctx, b, form, 0) = 0;
    column_at(ctx, b, form, 1) = -1;
    count(ctx, *this, dissolved);
    keep_event(ctx, *this, dissolved_event, b.row, static_cast<std::int64_t>(form));
  }

  /// The month to come: so many look after it; in the hands of one circle it is worth less, dearer and quarrelled over.
  void work(Context& ctx, BuildingId b, std::size_t form, const std::vector<std::uint32_t>& present,
            std::size_t of_founders) const {
    const double share = static_cast<double>(present.size()) / static_cast<double>(of_founders);
    const bool of_one_circle = !present.empty() && largest_circle(ctx, present) >= captured_share_;
    const double serves = present.size() < least_ ? 0 : effect_ * share * (of_one_circle ? captured_effect_ : 1);
    column_at(ctx, b, form, 0) = static_cast<std::int32_t>(serves * 1000 + .5);
    count(ctx, *this, group_months);
    count(ctx, *this, strength, static_cast<std::int64_t>(share * 1000 + .5));
    const std::int64_t homes = ctx.plan.first_household[b.row + 1] - ctx.plan.first_household[b.row];
    const double dearer = of_one_circle ? captured_fee_factor_ : 1;
    book_own(ctx, *this, 0, 1);
    book_own(ctx, *this, 1, static_cast<std::int64_t>(static_cast<double>(homes) * dearer * 100 + .5));
    for (const std::uint32_t row : present) book_own(ctx, *this, 2, work_seconds_, row);
    if (!of_one_circle) return;
    count(ctx, *this, captured);
    keep_event(ctx, *this, captured_event, b.row, static_cast<std::int64_t>(form));
    quarrel(ctx, b, form);
  }

  /// Share of those present who are of one household, or tied to somebody of it who is there.
  static double largest_circle(const Context& ctx, const std::vector<std::uint32_t>& present) {
    std::size_t largest = 0;
    for (const std::uint32_t centre : present) {
      const std::span<const std::uint32_t> ties = ties_of(ctx, ResidentId(centre));
      const auto near = [&](std::uint32_t row) {
        return row == centre || ctx.plan.household[row] == ctx.plan.household[centre] ||
               std::find(ties.begin(), ties.end(), row) != ties.end();
      };
      const auto circle = static_cast<std::size_t>(std::count_if(present.begin(), present.end(), near));
      largest = std::max(largest, circle);
    }
    return static_cast<double>(largest) / static_cast<double>(present.size());
  }

  void quarrel(Context& ctx, BuildingId b, std::size_t form) const {
    const Bits bits = ctx.luck.bits(ctx.who(b), month_of(ctx), own_luck(*this, disputed), sub_of(form));
    if (uniform_of(bits.a) >= dispute_chance_) return;
    const std::uint32_t trial = static_cast<std::uint32_t>(bits.b >> 34) | 0x4000'0000U;  // no candidate has it
    count(ctx, *this, disputes);
    arise(ctx, {.kind = dispute_,
                .of_place = true,
                .origin = b.row,
                .trial = trial,
                .building = b,
                .reporter = witness(ctx, b, trial)});
  }

  double tried_per_year_ = 0;
  std::array<bool, form_count> allowed_{};
  std::array<std::size_t, kind_count> form_of_ = [] {
    std::array<std::size_t, kind_count> none{};
    none.fill(form_count);
    return none;
  }();
  std::size_t dispute_ = 0;
  double come_chance_ = 0, quorum_ = 0;
  std::size_t least_ = 1;
  double attendance_ = 0;
  Seconds meeting_seconds_ = 0, work_seconds_ = 0;
  double effect_ = 0, belonging_step_ = 0;
  std::int32_t weak_months_ = 1;
  double captured_share_ = 1, captured_effect_ = 1, captured_fee_factor_ = 1, dispute_chance_ = 0;
};

}  // namespace

std::unique_ptr<Mechanism> make_self_governing_groups(const Settings& settings) {
  return std::make_unique<SelfGoverningGroups>(settings);
}

}  // namespace cogov
