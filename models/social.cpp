#include "models/social.hpp"

#include <algorithm>
#include <cmath>

#include "sim/distributions.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t month_days = 30;

enum Word : std::uint32_t { anchor_word = 0, threshold_word = 1 };

std::uint16_t drawn_level(const Context& ctx, std::uint32_t row, Word word, double mean, double sd) {
  return level_of(normal(ctx.luck.uniform(ctx.who(ResidentId(row)), 0, Why::belonging, word), mean, sd));
}

/// Ties added, in both directions, without those that stand already; by row.
std::vector<std::pair<std::uint32_t, std::uint32_t>> added_ends(const TieNetwork& ties, const SocialColumns& social) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  for (const SocialColumns::AddedTie& tie : social.added) {
    const auto known = ties.neighbours(tie.a);
    if (tie.a == tie.b || std::binary_search(known.begin(), known.end(), tie.b)) continue;
    ends.emplace_back(tie.a, tie.b);
    ends.emplace_back(tie.b, tie.a);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

void rebuild_overlay(const TieNetwork& ties, SocialColumns& social) {
  social.overlay = {};
  if (social.added.empty()) return;
  std::sort(social.added.begin(), social.added.end());  // a policy may add the same ones month after month
  social.added.erase(std::unique(social.added.begin(), social.added.end()), social.added.end());
  TieOverlay& overlay = social.overlay;
  for (const auto& [row, other] : added_ends(ties, social)) {
    if (overlay.rows.empty() || overlay.rows.back() != row) {
      overlay.rows.push_back(row);
      overlay.first.push_back(static_cast<std::uint32_t>(overlay.others.size()));
    }
    overlay.others.push_back(other);
  }
  overlay.first.push_back(static_cast<std::uint32_t>(overlay.others.size()));
}

/// Everybody hears those within the community, those beyond, and those to whom a policy has tied them.
Heard heard_by_all(const Context& ctx, std::span<const Community> all, InfluenceRule rule) {
  const SocialColumns& social = ctx.c.social;
  const TieNetwork& ties = ctx.plan.ties;
  Heard heard(rule, social.belonging.size());
  heard.hear(rows_of(ties), ties.by_degree, social.belonging);
  for (const CrossTie& tie : ties.cross) heard.hear(tie.here, all[tie.community].social.belonging[tie.there]);
  const TieOverlay& overlay = social.overlay;
  for (std::size_t i = 0; i < overlay.rows.size(); ++i) {
    for (std::uint32_t at = overlay.first[i]; at < overlay.first[i + 1]; ++at) {
      heard.hear(overlay.rows[i], social.belonging[overlay.others[at]]);
    }
  }
  return heard;
}

std::int64_t sum_of(const std::vector<std::uint16_t>& levels) {
  std::int64_t sum = 0;
  for (const std::uint16_t level : levels) sum += level;
  return sum;
}

std::uint16_t moved(std::uint16_t level, std::int32_t amount, std::int32_t highest) {
  return static_cast<std::uint16_t>(std::clamp(level + amount, 0, highest));
}

/// Where one is active or not, an event moves where one stands while inactive.
void take_in(SocialColumns& social, SocialColumns::Touch touch) {
  std::uint16_t& level = social.belonging[touch.row];
  const bool is_active = social.two_state && level == active_level;
  social.sum -= level;
  if (social.two_state) {
    std::uint16_t& anchor = social.anchor[touch.row];
    anchor = moved(anchor, touch.amount, active_level - 1);
    if (!is_active) level = anchor;
  } else {
    level = moved(level, touch.amount, active_level);
  }
  social.sum += level;
}

}  // namespace

void start_social(Context& ctx) {
  const InfluenceRules& rules = ctx.rules.influence;
  const auto residents = static_cast<std::uint32_t>(ctx.plan.residents());
  SocialColumns& social = ctx.c.social;
  social.two_state = rules.two_state();
  social.anchor.resize(residents);
  const std::uint16_t highest = social.two_state ? active_level - 1 : active_level;
  for (std::uint32_t row = 0; row < residents; ++row) {
    social.anchor[row] =
        std::min(drawn_level(ctx, row, anchor_word, rules.belonging_mean, rules.belonging_sd), highest);
  }
  social.belonging = social.anchor;
  social.sum = sum_of(social.belonging);
  if (rules.rule) social.next.resize(residents);
  if (rules.rule != InfluenceRule::threshold) return;
  social.threshold.resize(residents);
  for (std::uint32_t row = 0; row < residents; ++row) {
    social.threshold[row] = drawn_level(ctx, row, threshold_word, rules.threshold_mean, rules.threshold_sd);
  }
}

void social_day(Context& ctx, std::span<const Community> all, std::uint32_t day) {
  SocialColumns& social = ctx.c.social;
  if (ctx.counting()) ctx.c.tally.social.day_belonging.push_back(social.sum);
  if (day % month_days == 0) rebuild_overlay(ctx.plan.ties, social);
  const InfluenceRules& rules = ctx.rules.influence;
  if (!rules.rule || day % rules.every_days != 0) return;
  influence_step(*rules.rule, rules.numbers, heard_by_all(ctx, all, *rules.rule),
                 {.level = social.belonging,
                  .next = social.next,
                  .anchor = social.anchor,
                  .susceptibility = social.threshold,  // by row where a scenario writes it
                  .threshold = social.threshold},
                 {.luck = ctx.luck, .community = ctx.plan.number, .ordinal = ctx.plan.resident_ordinal, .step = day});
  social.stepped = true;
}

void publish_social(Community& community, std::uint32_t /*day*/) {
  SocialColumns& social = community.social;
  if (social.stepped) {
    social.belonging.swap(social.next);
    social.sum = sum_of(social.belonging);
    social.stepped = false;
  }
  for (const SocialColumns::Touch touch : social.touched) take_in(social, touch);
  social.touched.clear();
}

void touch_belonging(Context& ctx, ResidentId resident, double amount) {
  const double moved_by = amount * ctx.rules.influence.event_step * active_level;
  const auto whole = static_cast<std::int32_t>(std::floor(moved_by + .5));
  if (whole != 0) ctx.c.social.touched.push_back({resident.row, whole});
}

double belonging_of(const Context& ctx, ResidentId resident) {
  return ctx.c.social.belonging[resident.row] / double{active_level};
}

void add_tie(Context& ctx, ResidentId one, ResidentId other, TieKind kind) {
  ctx.c.social.added.push_back({std::min(one.row, other.row), std::max(one.row, other.row), kind});
}

void drop_ties(Context& ctx, TieKind kind) {
  std::erase_if(ctx.c.social.added, [&](const SocialColumns::AddedTie& tie) { return tie.kind == kind; });
}

}  // namespace cogov
