/// Row 16: alliance and joint meeting 党建联盟, 联席会: units around the community meet, hear its needs, and pledge
/// hours.
#include <algorithm>
#include <cmath>

#include "models/facilities/duties.hpp"
#include "models/facilities/offers.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> meeting_params() {
  return {
      whole_param("units", 31, 0, 400, "1", "units that have signed, in each community", "签约单位数",
                  "claim: Songyuan Guoerluosi, 31 units signed", Tag::claim),
      whole_param("meeting_every_days", 30, 7, 3650, "d", "between meetings", "会议间隔", "assumption: monthly", a),
      real_param("meeting_hours", 2, 0, 24, "h", "of each unit that comes to a meeting", "每单位每次会议用时",
                 "assumption", a, 1, 4),
      real_param("attendance", 1, 0, 1, "1", "chance that a unit comes to a meeting", "单位到会概率",
                 "assumption: all come", a, .6, 1),
      real_param("staff_hours", 8, 0, 400, "h", "of the community's staff for a meeting, in the week before it",
                 "每次会议社区筹备工时", "assumption", a, 4, 16),
      real_param("staff_hours_per_unit", .5, 0, 40, "h", "of the community's staff for a meeting and each unit",
                 "每次会议每单位筹备工时", "assumption", a, .25, 1),
      real_param(
          "gathering", .1, 0, 1, "1",
          "chance that a need that nobody has reported is gathered before a meeting; kinds that the alliance may "
          "serve",
          "会前收集到未上报需求的概率", "assumption", a, 0, .3),
  };
}

std::vector<Param> pledge_params() {
  return {
      as_size(real_param("hours_per_unit", 24, 0, 2000, "h/year", "pledged by each unit", "每单位每年承诺工时",
                         "assumption: two hours a month", a, 6, 60)),
      real_param("honour", .6, 0, 1, "1",
                 "share of its pledges that a unit honours, on average; a unit's own share is persistent",
                 "单位兑现承诺的平均比例", "assumption; 0.3-1 swept", a, .3, 1),
      real_param("honour_concentration", 4, .1, 1000, "1",
                 "how alike units are: their shares are Beta(mean times this, the rest of this)",
                 "单位间兑现率的集中度", "assumption", a, 1, 20),
      real_param("unused_effect", .02, 0, 1, "1",
                 "by how much of the way, each meeting, a unit's share moves to the share of its hours that was used",
                 "工时未被使用对兑现率的影响", "assumption", a, 0, .1),
      real_param("ticked_off", 0, 0, 1, "1",
                 "share of the offers that nobody has used by the next meeting and that are logged as a need answered",
                 "无人使用却记为已服务的资源比例", "assumption", a, 0, .3),
  };
}

std::vector<Param> familiarity_params() {
  return {
      real_param("familiarity", .3, 0, 1, "1",
                 "share of a hand-off's time that is saved when everybody knows each other; departments and property "
                 "firms sit at the table",
                 "熟悉后转办时间的最大降幅",
                 "assumption; the articles: department to department, nobody knew each other", a, 0, .6),
      real_param("familiar_after", 6, .1, 1000, "1", "meetings after which 1 - 1/e of that is reached",
                 "熟悉所需会议次数", "assumption", a, 3, 12),
      real_param("familiarity_half_life", 24, .1, 1200, "months", "meetings held are forgotten by half in",
                 "熟悉程度半衰期", "assumption", a, 6, 60),
  };
}

std::vector<Param> all_params() {
  std::vector<Param> params = meeting_params();
  for (Param& param : pledge_params()) params.push_back(std::move(param));
  for (Param& param : familiarity_params()) params.push_back(std::move(param));
  return params;
}

}  // namespace

Section alliance_section() {
  return {
      .key = "alliance",
      .title = "Alliance and joint meeting",
      .title_zh = "党建联盟与联席会",
      .rule =
          "units meet, hear the needs that wait for the alliance, and answer those that fit their kind, hours and "
          "notice; each honours its pledges with a chance of its own; who meets hands requests on faster",
      .rule_zh = "单位定期开会，听取等候联盟的需求，按类别、时间和预约期认领；各按自身概率兑现；常开会则转办更快",
      .fails_by =
          "meeting load on staff and units; thin contributions; pledges that stay on paper, or are ticked off unused",
      .fails_by_zh = "会议负担；贡献单薄；承诺停留在纸面，或无人使用也记为完成",
      .rows = {16},
      .source = "claim: Songyuan Guoerluosi, 31 units; Shenyang Tiexi, 1,620 members who meet and answer needs",
      .tag = Tag::claim,
      .moves = {"served_by_organisations", "needs_gathered", "found_first_share", "off_budget_yuan_per_year",
                "pledges_not_honoured"},
      .switchable = true,
      .lead_days = 45,
      .params = all_params()};
}

namespace {

constexpr double month_days = 365 / 12.0;

class Alliance final : public Mechanism {
 public:
  explicit Alliance(const Settings& s)
      : organisations_(OrganisationRules::read(s)),
        units_(static_cast<std::size_t>(s.integer("alliance.units"))),
        meetings_{static_cast<std::uint32_t>(s.integer("alliance.meeting_every_days"))},
        meeting_seconds_(whole_seconds(s.real("alliance.meeting_hours") * hour_seconds)),
        attendance_(s.real("alliance.attendance")),
        staff_seconds_(whole_seconds(
            (s.real("alliance.staff_hours") + s.real("alliance.staff_hours_per_unit") * static_cast<double>(units_)) *
            hour_seconds)),
        gathering_(s.real("alliance.gathering")),
        pledge_(meetings_.share_of_year(s.real("alliance.hours_per_unit"))),
        honour_(s.real("alliance.honour")),
        honour_concentration_(s.real("alliance.honour_concentration")),
        unused_effect_(s.real("alliance.unused_effect")),
        ticked_off_(s.real("alliance.ticked_off")),
        familiarity_(s.real("alliance.familiarity")),
        familiar_after_(s.real("alliance.familiar_after")),
        half_life_days_(s.real("alliance.familiarity_half_life") * month_days) {}

  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.size() != fields) column.assign(fields, 0);
    std::vector<Offer>& units = ctx.c.offers.units;
    adjust_offers(ctx, organisations_, units, units_, false);
    for (Offer& unit : units) {
      unit.pledge = pledge_;
      unit.honour = honour_of(ctx, unit);
    }
    if (units_ == 0) be_strangers(ctx);
    settle_pool(ctx, *this, units);
  }

  void on_drop(Context& ctx) const override {
    ctx.c.offers.units.clear();
    own_column(ctx, *this).clear();
    be_strangers(ctx);
    settle_pool(ctx, *this, ctx.c.offers.units);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (units_ == 0) return;
    if (meetings_.on(day)) schedule_mechanism(ctx, *this, ctx.now + 14 * hour_seconds, meet);
    if (meetings_.on(day + 1) && pledge_ > 0) schedule_mechanism(ctx, *this, ctx.now + 12 * hour_seconds, gather);
    if (meetings_.prepared_on(day)) prepare(ctx);
    know_each_other(ctx, day);
  }

  void on_event(Context& ctx, std::uint32_t what) const override {
    if (what == gather) return gather_needs(ctx);
    std::uint32_t cycle = 0;
    if (meetings_.on(day_of(ctx.now), cycle)) hold_meeting(ctx, cycle);
  }

  void on_served(Context& ctx, RequestId, Server, Seconds work) const override { count_service(ctx, work); }

 private:
  enum What : std::uint32_t { meet, gather };
  // Column: meetings remembered, in 1/65536, as of the day of the last; that day; seconds of preparation that are
  // still to be dealt out.
  enum Field : std::size_t { remembered, last_day, to_prepare, fields };
  static constexpr double one = 65536;

  std::int32_t& at(Context& ctx, Field field) const { return own_column(ctx, *this)[field]; }

  /// Nobody meets: hand-offs take what they take.
  static void be_strangers(Context& ctx) {
    ctx.c.hand_off_factor = 1;
    ctx.c.tally.alliance.familiarity = ctx.c.tally.alliance.communities = 0;
  }

  double honour_of(const Context& ctx, const Offer& unit) const {
    if (honour_ <= 0 || honour_ >= 1) return honour_;
    constexpr double least = .01;
    const Beta shares(std::max(least, honour_ * honour_concentration_),
                      std::max(least, (1 - honour_) * honour_concentration_));
    return shares.at(ctx.luck.uniform(unit_who(ctx, unit.ordinal), 0, Why::organisation, 2));
  }

  /// A fifth of the work on each of the five days before; what nobody was there for is left to the next.
  void prepare(Context& ctx) const {
    const std::int64_t due = at(ctx, to_prepare) + staff_seconds_ / 5;
    const std::int64_t dealt = deal_out_duties(ctx, due);
    at(ctx, to_prepare) = static_cast<std::int32_t>(due - dealt);
    if (ctx.counting()) ctx.c.tally.alliance.staff_meetings += dealt;
  }

  /// The day before a meeting.
  void gather_needs(Context& ctx) const {
    const RequestColumns& q = ctx.c.requests;
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      const RequestId r(row);
      if (q.state[row] != RequestState::arisen || q.of_place[row] != 0 || !serves_kind(ctx, q.kind[row])) continue;
      const double u = ctx.luck.uniform(ctx.origin(r), day_of(ctx.now), Why::gathered, q.trial[row] & 0xF'FFFFU);
      if (u >= gathering_) continue;
      if (ctx.counting()) ++ctx.c.tally.alliance.gathered;
      notice(ctx, r, Finder::meeting, {});
    }
  }

  void hold_meeting(Context& ctx, std::uint32_t cycle) const {
    if (ctx.counting()) ++ctx.c.tally.alliance.meetings;
    for (Offer& unit : ctx.c.offers.units) take_seat(ctx, unit, cycle);
    at(ctx, to_prepare) = 0;
    at(ctx, remembered) = static_cast<std::int32_t>(remembered_on(ctx, day_of(ctx.now)) * one + one);
    at(ctx, last_day) = static_cast<std::int32_t>(day_of(ctx.now));
    if (pledge_ > 0) hold_round(ctx, organisations_);
  }

  /// A unit comes or not; who doesn't come pledges nothing this time.
  void take_seat(Context& ctx, Offer& unit, std::uint32_t cycle) const {
    const Who who = unit_who(ctx, unit.ordinal);
    learn_from_use(unit);
    tick_off(ctx, unit, cycle);
    unit.honours = 0;
    unit.left = 0;
    unit.available = unit.used = 0;
    if (ctx.counting()) ctx.c.tally.alliance.pledged += pledge_;
    if (ctx.luck.uniform(who, cycle, Why::unit_comes) >= attendance_) return;
    begin_cycle(organisations_, unit, honoured(ctx, unit, cycle));
    book(ctx, CostItem::unit_meetings, meeting_seconds_, unit.ordinal);
    book(ctx, CostItem::unit_hours, unit.available, unit.ordinal);
    if (!ctx.counting()) return;
    ctx.c.tally.alliance.in_meetings += meeting_seconds_;
    ctx.c.tally.alliance.honoured += unit.available;
  }

  /// For which kinds a unit honours this cycle's pledge; the seconds that it gives are their share of the pledge.
  std::int64_t honoured(const Context& ctx, Offer& unit, std::uint32_t cycle) const {
    const double chance = unit.honour * unit.willingness;
    std::int64_t kinds = 0;
    std::int64_t kept = 0;
    for (std::uint32_t kind = 0; kind < kind_count; ++kind) {
      if ((kinds_of(unit) >> kind & 1U) == 0) continue;
      ++kinds;
      if (ctx.luck.uniform(unit_who(ctx, unit.ordinal), cycle, Why::pledge, kind) >= chance) continue;
      ++kept;
      unit.honours |= 1U << kind;
    }
    return unit.pledge * kept / kinds;
  }

  /// What nobody has used may stand in the records as used: the truth doesn't move.
  void tick_off(Context& ctx, const Offer& unit, std::uint32_t cycle) const {
    if (unit.available == 0 || unit.used > 0 || !ctx.counting()) return;
    if (ctx.luck.uniform(unit_who(ctx, unit.ordinal), cycle, own_luck(*this, 0)) >= ticked_off_) return;
    ++ctx.c.tally.ledgers.offers_ticked_off;
    ++ctx.c.tally.claimed_resolved;
  }

  /// Hours set aside for nothing make a unit careless; hours used bring it back.
  void learn_from_use(Offer& unit) const {
    if (unit.available == 0) return;
    const double used = std::min(1.0, static_cast<double>(unit.used) / static_cast<double>(unit.available));
    unit.willingness += unused_effect_ * (used - unit.willingness);
  }

  double remembered_on(Context& ctx, std::uint32_t day) const {
    const double days = static_cast<double>(day) - at(ctx, last_day);
    constexpr double log_2 = 0x1.62e42fefa39efp-1;
    return at(ctx, remembered) / one * exact_exp(-log_2 * days / half_life_days_);
  }

  void know_each_other(Context& ctx, std::uint32_t day) const {
    const double known = familiarity_ * (1 - exact_exp(-remembered_on(ctx, day) / familiar_after_));
    ctx.c.hand_off_factor = 1 - known;
    ctx.c.tally.alliance.familiarity = static_cast<std::int64_t>(known * one + .5);
    ctx.c.tally.alliance.communities = 1;
  }

  OrganisationRules organisations_;
  std::size_t units_;
  Rounds meetings_;
  Seconds meeting_seconds_;
  double attendance_;
  std::int64_t staff_seconds_;
  double gathering_;
  std::int64_t pledge_;
  double honour_, honour_concentration_, unused_effect_, ticked_off_;
  double familiarity_, familiar_after_, half_life_days_;
};

}  // namespace

std::unique_ptr<Mechanism> make_alliance(const Settings& settings) { return std::make_unique<Alliance>(settings); }

}  // namespace cogov
