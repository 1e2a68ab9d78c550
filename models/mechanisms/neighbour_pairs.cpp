/// Row 29: neighbour pairs 对门儿: somebody next door looks in on a household that may need it.
#include <algorithm>

#include "models/dispatch.hpp"
#include "models/harm.hpp"
#include "models/movements.hpp"
#include "models/participation.hpp"
#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "models/social.hpp"
#include "models/volunteers.hpp"
#include "sim/distributions.hpp"
#include "sim/exact_math.hpp"

namespace cogov {

Section neighbour_pairs_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "neighbour_pairs",
      .title = "Neighbour pairs",
      .title_zh = "对门儿",
      .rule =
          "a helper of the same building, or one nearby, knocks at the door of a vulnerable household and may "
          "notice needs that were not reported; the pair adds a tie",
      .rule_zh = "同楼或邻近的帮手上门看望困难家庭，可能发现未上报的需求；结对增加一条联系",
      .fails_by = "mismatch, helpers who tire, and less privacy",
      .fails_by_zh = "不合适的结对、帮手疲倦、隐私减少",
      .rows = {29},
      .source = "claim: Shenyang Tiexi, over 1,500 helping pairs and 6,000 small acts",
      .tag = Tag::claim,
      .moves = {"found_by_neighbours", "found_first_share", "unmet_days_vulnerable", "intrusions_per_person",
                "pair_checks", "pairs_ended"},
      .switchable = true,
      .lead_days = 30,
      .params =
          {
              real_param("pairs_share", .3, 0, 1, "1", "share of households with a vulnerable resident that are paired",
                         "结对困难家庭比例", "assumption; Tiexi tells of 1,500+ pairs in a district", a, .05, .6),
              real_param("checks_per_week", 1, 0, 7, "1/week", "how often the helper knocks", "每周探望次数",
                         "assumption", a, .25, 3),
              real_param("minutes", 10, 1, 120, "min", "of a check, the way not included; unpaid", "每次探望用时",
                         "assumption", a, 5, 20),
              real_param("notice_chance", .5, 0, 1, "1",
                         "chance to notice an unreported need of the household at a check", "发现未上报需求的概率",
                         "assumption", a, .2, .8),
              real_param("mismatch_chance", .2, 0, 1, "1", "chance that a new pair doesn't fit and ends within a month",
                         "结对不合适的概率", "assumption", a, .05, .4),
              real_param("tires_per_month", .03, 0, 5, "1/month", "rate at which helpers give up", "结对者放弃率（月）",
                         "assumption: a third in a year", a, .01, .08),
              real_param("renewal_chance", .3, 0, 1, "1",
                         "chance each month that a household left alone gets a new helper", "每月重新结对概率",
                         "assumption", a, .1, .8),
          },
      .costs = {{.word = "neighbours' checks",
                 .word_zh = "邻居探望时间",
                 .unit = "second",
                 .payer = Payer::unpaid,
                 .price = "costs.unpaid_hour",
                 .per = 3600,
                 .bearer = Bearer::neighbours}}};
}

namespace {

constexpr std::uint32_t month_days = 30;

// Words of a household's luck in one month, which goes by its first resident.
enum PairingWord : std::uint32_t { is_paired = 0, with_whom = 1, misfits = 2, tires = 3, renews = 4 };
constexpr std::uint32_t times_of_week = 0x8'0000;  // of the checks' own draws; below it: trials of requests

class NeighbourPairs final : public Mechanism {
 public:
  explicit NeighbourPairs(const Settings& s)
      : share_(s.real("neighbour_pairs.pairs_share")),
        checks_(s.real("neighbour_pairs.checks_per_week")),
        seconds_(whole_seconds(s.real("neighbour_pairs.minutes") * minute_seconds)),
        notice_chance_(s.real("neighbour_pairs.notice_chance")),
        mismatch_chance_(s.real("neighbour_pairs.mismatch_chance")),
        tiring_chance_(1 - exact_exp(-s.real("neighbour_pairs.tires_per_month"))),
        renewal_chance_(s.real("neighbour_pairs.renewal_chance")) {}

  // Column: for each household to be paired, in order: its row, the helper (-1: none), the day on which they began.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& list = own_column(ctx, *this);
    const std::vector<std::int32_t> before = std::move(list);
    list.clear();
    std::vector<std::size_t> newcomers;
    for (std::uint32_t h = 0; h < ctx.plan.households(); ++h) {
      if (!is_vulnerable(ctx, h) || luck(ctx, h, 0, is_paired) >= share_) continue;
      const std::size_t at = find(before, h);
      list.push_back(static_cast<std::int32_t>(h));
      list.push_back(at < before.size() ? before[at + 1] : -1);
      list.push_back(at < before.size() ? before[at + 2] : 0);
      if (at == before.size()) newcomers.push_back(list.size() - 3);
    }
    std::vector<std::uint8_t> helps = helpers(ctx, list);
    for (const std::size_t i : newcomers) pair_up(ctx, list, i, helps);
    renew_ties(ctx, list);
  }

  void on_drop(Context& ctx) const override {
    own_column(ctx, *this).clear();
    drop_ties(ctx, TieKind::pair);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    std::vector<std::int32_t>& list = own_column(ctx, *this);
    if (list.empty()) return;
    if (day % month_days == 0) turn_month(ctx, list, day / month_days);
    if (day % 7 != 0) return;
    for (std::size_t i = 0; i < list.size(); i += 3) {
      if (list[i + 1] >= 0) plan_checks(ctx, static_cast<std::uint32_t>(list[i]), day / 7);
    }
  }

  /// A knock at the door, unless the helper is busy elsewhere.
  void on_event(Context& ctx, std::uint32_t household) const override {
    const std::vector<std::int32_t>& list = own_column(ctx, *this);
    const std::size_t at = find(list, household);
    if (at == list.size() || list[at + 1] < 0) return;
    const ResidentId helper(static_cast<std::size_t>(list[at + 1]));
    const BuildingId door = ctx.plan.building_of_household[household];
    const Seconds way = seconds_between(ctx, ctx.plan.building_of(helper), door);
    const VolunteerId as_volunteer = row_of(ctx, helper);
    if (as_volunteer.exists()) {
      if (!is_free(ctx, as_volunteer)) return;
      ctx.c.volunteers.checks_until[as_volunteer.row] = ctx.now + seconds_ + 2 * way;
    }
    record_outing(ctx, Mover::resident, Purpose::visit, helper, door, ctx.now + way, seconds_);
    book_own(ctx, *this, 0, seconds_ + 2 * way, helper.row);
    if (ctx.counting()) {
      ++ctx.c.tally.volunteers.pair_checks;
      look_at_resident(ctx, checked_in(ctx, household), Watcher::neighbours);
      ctx.c.tally.volunteers.seconds[static_cast<std::size_t>(UnpaidUse::checks)] += seconds_ + 2 * way;
    }
    find_needs(ctx, HouseholdId(household));
  }

 private:
  /// Whom a check is for: the first of the household who is vulnerable.
  static ResidentId checked_in(const Context& ctx, std::uint32_t household) {
    for (std::uint32_t r = ctx.plan.first_resident[household]; r < ctx.plan.first_resident[household + 1]; ++r) {
      if (ctx.plan.vulnerable(ResidentId(r))) return ResidentId(r);
    }
    return first_of(ctx, household);
  }

  static ResidentId first_of(const Context& ctx, std::uint32_t household) {
    return ResidentId(ctx.plan.first_resident[household]);
  }

  static double luck(const Context& ctx, std::uint32_t household, std::uint32_t month, PairingWord word) {
    return ctx.luck.uniform(ctx.who(first_of(ctx, household)), month, Why::pairing, word);
  }

  static bool is_vulnerable(const Context& ctx, std::uint32_t household) {
    for (std::uint32_t r = ctx.plan.first_resident[household]; r < ctx.plan.first_resident[household + 1]; ++r) {
      if (ctx.plan.vulnerable(ResidentId(r))) return true;
    }
    return false;
  }

  /// Where a household stands in the list, or its end.
  static std::size_t find(const std::vector<std::int32_t>& list, std::uint32_t household) {
    std::size_t low = 0;
    std::size_t high = list.size() / 3;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (static_cast<std::uint32_t>(list[3 * middle]) < household) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const bool found = 3 * low < list.size() && static_cast<std::uint32_t>(list[3 * low]) == household;
    return found ? 3 * low : list.size();
  }

  static std::vector<std::uint8_t> helpers(const Context& ctx, const std::vector<std::int32_t>& list) {
    std::vector<std::uint8_t> helps(ctx.plan.residents(), 0);
    for (std::size_t i = 0; i < list.size(); i += 3) {
      if (list[i + 1] >= 0) helps[static_cast<std::size_t>(list[i + 1])] = 1;
    }
    return helps;
  }

  /// Somebody of the building, else of the next buildings, who is of an age to help, not vulnerable, and helps nobody.
  static ResidentId helper_for(const Context& ctx, std::uint32_t household, Bits bits,
                               const std::vector<std::uint8_t>& helps) {
    constexpr std::int64_t reach = 3;
    const auto home = static_cast<std::int64_t>(ctx.plan.building_of_household[household].row);
    for (std::int64_t step = 0; step <= 2 * reach; ++step) {
      const std::int64_t b = home + (step % 2 == 0 ? -step / 2 : (step + 1) / 2);
      if (b < 0 || b >= static_cast<std::int64_t>(ctx.plan.buildings())) continue;
      const BuildingId building(static_cast<std::size_t>(b));
      const std::uint32_t first = ctx.plan.first_resident_of(building);
      const std::uint32_t living = ctx.plan.end_resident_of(building) - first;
      const std::uint32_t start = below(bits.a, living);
      for (std::uint32_t i = 0; i < living; ++i) {
        const ResidentId r(first + (start + i) % living);
        const bool fit = may_volunteer(ctx, r) && !ctx.plan.vulnerable(r) && helps[r.row] == 0;
        if (fit && ctx.plan.household[r.row].row != household) return r;
      }
    }
    return {};
  }

  void pair_up(Context& ctx, std::vector<std::int32_t>& list, std::size_t at, std::vector<std::uint8_t>& helps) const {
    const auto household = static_cast<std::uint32_t>(list[at]);
    const std::uint32_t month = day_of(ctx.now) / month_days;
    const Bits bits = ctx.luck.bits(ctx.who(first_of(ctx, household)), month, Why::pairing, with_whom);
    const ResidentId helper = helper_for(ctx, household, bits, helps);
    if (!helper.exists()) return;
    helps[helper.row] = 1;
    list[at + 1] = static_cast<std::int32_t>(helper.row);
    list[at + 2] = static_cast<std::int32_t>(day_of(ctx.now));
    if (ctx.counting()) ++ctx.c.tally.volunteers.pairs_begun;
  }

  /// Pairs that don't fit end, helpers tire, and some households get a new one.
  void turn_month(Context& ctx, std::vector<std::int32_t>& list, std::uint32_t month) const {
    std::vector<std::uint8_t> helps = helpers(ctx, list);
    for (std::size_t i = 0; i < list.size(); i += 3) {
      const auto household = static_cast<std::uint32_t>(list[i]);
      if (list[i + 1] < 0) {
        if (luck(ctx, household, month, renews) < renewal_chance_) pair_up(ctx, list, i, helps);
        continue;
      }
      const std::int32_t age = static_cast<std::int32_t>(day_of(ctx.now)) - list[i + 2];
      if (age == 0) continue;  // they have not met yet
      const bool is_new = age <= static_cast<std::int32_t>(month_days);
      const bool misfit = is_new && luck(ctx, household, month, misfits) < mismatch_chance_;
      if (!misfit && luck(ctx, household, month, tires) >= tiring_chance_) continue;
      helps[static_cast<std::size_t>(list[i + 1])] = 0;
      list[i + 1] = -1;
      if (ctx.counting()) ++ctx.c.tally.volunteers.pairs_ended;
    }
    renew_ties(ctx, list);
  }

  void renew_ties(Context& ctx, const std::vector<std::int32_t>& list) const {
    drop_ties(ctx, TieKind::pair);
    for (std::size_t i = 0; i < list.size(); i += 3) {
      if (list[i + 1] < 0) continue;
      const ResidentId helper(static_cast<std::size_t>(list[i + 1]));
      add_tie(ctx, first_of(ctx, static_cast<std::uint32_t>(list[i])), helper, TieKind::pair);
    }
  }

  /// The week's knocks, on different days between 9 and 20 h.
  void plan_checks(Context& ctx, std::uint32_t household, std::uint32_t week) const {
    const Who who = ctx.who(first_of(ctx, household));
    const Bits bits = ctx.luck.bits(who, week, Why::pair_check, times_of_week);
    const auto checks = std::min(7U, static_cast<std::uint32_t>(checks_ + uniform_of(bits.a)));
    const std::uint32_t first_day = below(bits.b, 7);
    for (std::uint32_t k = 0; k < checks; ++k) {
      const std::uint32_t day = (first_day + k * 7 / checks) % 7;
      const double hour = 9 + 11 * ctx.luck.uniform(who, week, Why::pair_check, times_of_week + 1 + k);
      schedule_mechanism(ctx, *this, later(ctx.now, day * double{day_seconds} + hour * hour_seconds), household);
    }
  }

  void find_needs(Context& ctx, HouseholdId home) const {
    const RequestColumns& q = ctx.c.requests;
    for (const RequestId r : silent_needs(ctx, home)) {
      const Who who = ctx.who(ResidentId(q.origin[r.row]));
      const double u = ctx.luck.uniform(who, day_of(ctx.now), Why::pair_check, q.trial[r.row] & 0x7'FFFFU);
      if (u >= notice_chance_ * notice_factor(ctx, r)) continue;
      notice(ctx, r, Finder::neighbour, {});
      if (ctx.counting()) ++ctx.c.tally.volunteers.found_by_neighbours;
    }
  }

  double share_, checks_;
  Seconds seconds_;
  double notice_chance_, mismatch_chance_, tiring_chance_, renewal_chance_;
};

}  // namespace

std::unique_ptr<Mechanism> make_neighbour_pairs(const Settings& settings) {
  return std::make_unique<NeighbourPairs>(settings);
}

}  // namespace cogov
