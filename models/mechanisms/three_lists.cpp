/// Row 14: three lists, of needs, resources and projects 需求、资源、项目清单: each cycle, needs are matched to offers.
///
/// Projects, small services repeated for a group, are left out: a need here is one request's.
#include "models/facilities/duties.hpp"
#include "models/facilities/offers.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

Section three_lists_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "three_lists",
      .title = "Lists of needs and resources",
      .title_zh = "需求、资源、项目清单",
      .rule =
          "needs that wait for organisations stand on one list, what organisations could give on another; each cycle "
          "the best matching of all is agreed on, an alliance's pledges included",
      .rule_zh = "等候单位的需求和单位可提供的资源各列清单；每周期整体最优匹配（含联盟承诺）",
      .fails_by = "paper offers: the need waits in vain, and the match is claimed as a problem solved; lists take time",
      .fails_by_zh = "纸面资源：需求空等一轮，却被当作已解决上报；维护清单费时",
      .rows = {14},
      .source = "claim: Shenyang Tiexi, 207 needs, 1,620 resources, 1,620 projects, 1,247 problems said to be solved",
      .tag = Tag::claim,
      .moves = {"served_by_organisations", "list_staff_hours", "off_budget_yuan_per_year", "paper_matches",
                "cases_by_ledger"},
      .switchable = true,
      .lead_days = 30,
      .params = {
          whole_param("resources", 40, 0, 5000, "1", "entries of each community's list of resources", "资源清单条目数",
                      "assumption; Tiexi: 1,620 resources of 1,620 members, one each", a),
          as_size(real_param("hours_per_resource", 12, 0, 2000, "h/year", "that each entry names",
                             "每条资源每年可用工时", "assumption", a, 4, 40)),
          real_param("usable_share", .4, 0, 1, "1",
                     "share of entries behind which there is somebody; the rest is paper", "真正可用的资源占比",
                     "assumption; the article's lists look like one entry per member", a, .1, .9),
          whole_param("cycle_days", 30, 7, 3650, "d", "between two matchings", "匹配周期", "assumption: monthly", a),
          real_param("minutes_per_entry", 3, 0, 600, "min",
                     "of the community's staff, each cycle, for each resource and each need on the lists",
                     "每条目每周期维护用时", "assumption", a, 1, 10),
      }};
}

namespace {

class ThreeLists final : public Mechanism {
 public:
  explicit ThreeLists(const Settings& s)
      : organisations_(OrganisationRules::read(s)),
        resources_(static_cast<std::size_t>(s.integer("three_lists.resources"))),
        cycles_{static_cast<std::uint32_t>(s.integer("three_lists.cycle_days"))},
        pledge_(cycles_.share_of_year(s.real("three_lists.hours_per_resource"))),
        usable_(s.real("three_lists.usable_share")),
        seconds_per_entry_(s.real("three_lists.minutes_per_entry") * minute_seconds) {}

  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (column.empty()) column.push_back(0);
    std::vector<Offer>& entries = ctx.c.offers.entries;
    adjust_offers(ctx, organisations_, entries, resources_, true);
    for (Offer& entry : entries) {
      const bool real = ctx.luck.uniform(entry_who(ctx, entry.ordinal), 0, Why::list_entry) < usable_;
      entry.pledge = pledge_;
      entry.honours = real ? kinds_of(entry) : 0;
    }
    settle_pool(ctx, *this, entries);
  }

  void on_drop(Context& ctx) const override {
    ctx.c.offers.entries.clear();
    own_column(ctx, *this).clear();
    settle_pool(ctx, *this, ctx.c.offers.entries);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (resources_ == 0) return;
    if (cycles_.on(day)) schedule_mechanism(ctx, *this, ctx.now + 15 * hour_seconds, 0);
    if (cycles_.prepared_on(day)) keep_lists(ctx);
  }

  void on_event(Context& ctx, std::uint32_t) const override {
    own_column(ctx, *this)[0] = 0;
    for (Offer& entry : ctx.c.offers.entries) {
      begin_cycle(organisations_, entry, entry.pledge);
      if (!ctx.counting()) continue;
      ctx.c.tally.alliance.listed += entry.pledge;
      if (entry.honours == 0) ctx.c.tally.alliance.listed_on_paper += entry.pledge;
    }
    hold_round(ctx, organisations_);
  }

  void on_served(Context& ctx, RequestId, Server, Seconds work) const override { count_service(ctx, work); }

 private:
  /// Column: seconds of work on the lists that are still to be dealt out. A fifth on each of the five days before a
  /// matching.
  void keep_lists(Context& ctx) const {
    std::int32_t& left = own_column(ctx, *this)[0];
    const std::size_t lines = resources_ + waiting_in(ctx, Server::alliance).size();
    const std::int64_t due = left + std::int64_t{whole_seconds(static_cast<double>(lines) * seconds_per_entry_ / 5)};
    const std::int64_t dealt = deal_out_duties(ctx, due);
    left = static_cast<std::int32_t>(due - dealt);
    if (ctx.counting()) ctx.c.tally.alliance.staff_lists += dealt;
  }

  OrganisationRules organisations_;
  std::size_t resources_;
  Rounds cycles_;
  std::int64_t pledge_;
  double usable_, seconds_per_entry_;
};

}  // namespace

std::unique_ptr<Mechanism> make_three_lists(const Settings& settings) { return std::make_unique<ThreeLists>(settings); }

}  // namespace cogov
