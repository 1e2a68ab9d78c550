#include "models/facilities/offers.hpp"

#include <algorithm>
#include <string_view>

#include "models/dispatch.hpp"
#include "models/mechanism.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "sim/matching.hpp"

namespace cogov {

Section organisations_section() {
  constexpr Tag a = Tag::assumption;
  constexpr const char* share = "assumption: relative to the shares of the other types";
  return {
      .key = "organisations",
      .title = "Organisations around the community",
      .title_zh = "辖区单位",
      .rule =
          "clinics serve medical help, schools child care and loneliness, repairers home repairs, leaks and building "
          "faults, offices jobs, papers, home care and loneliness, shops home care and errands; where the kind names "
          "the alliance",
      .rule_zh =
          "诊所办理量压配药陪诊，学校办理托管与陪伴，维修单位办理家修、漏水和楼体故障，机关企业办理求职、证明、"
          "保洁理发与陪伴，商户办理保洁理发与跑腿；以诉求类别中列有联盟者为限",
      .policy_may_set = false,
      .params = {
          real_param("clinics", .1, 0, 1, "1", "share of clinics and pharmacies", "诊所药店占比", share, a, .05, .2),
          real_param("schools", .1, 0, 1, "1", "share of schools and kindergartens", "学校幼儿园占比", share, a, .05,
                     .2),
          real_param("repairers", .15, 0, 1, "1", "share of repairers and property firms", "维修和物业单位占比", share,
                     a, .05, .3),
          real_param("offices", .45, 0, 1, "1", "share of offices, banks and enterprises", "机关、银行、企业占比",
                     share, a, .3, .6),
          real_param("shops", .2, 0, 1, "1", "share of shops and hairdressers", "商户理发店占比", share, a, .1, .4),
          real_param("open_from", 9, 0, 12, "h", "they open, hour of the day", "开门时刻", "assumption", a),
          real_param("open_to", 17, 12.5, 24, "h", "they close, on working days", "关门时刻", "assumption", a),
          real_param("evening_to", 20, 12.5, 24, "h", "repairers and shops close, weekends included",
                     "维修单位和商户关门时刻（含周末）", "assumption", a),
          real_param("lead_min", 7, 0, 14, "d", "shortest notice that an organisation needs", "最短预约天数",
                     "assumption: 7-30 days of notice", a, 3, 14),
          real_param("lead_max", 30, 14, 180, "d", "longest notice that an organisation needs", "最长预约天数",
                     "assumption: 7-30 days of notice", a, 14, 45),
          real_param("at_home", .5, 0, 1, "1", "chance that somebody of 17 to 59 can be served in office hours",
                     "17—59岁居民上班时间能接受服务的概率", "assumption", a, .2, .8),
          real_param("saved", 2, 0, 24, "h",
                     "what is given and not used is saved up for a visit, at most so much or one cycle's pledge",
                     "未用工时最多可积存", "assumption", a, 1, 4),
          switch_param("last_resort", true,
                       "whether what somebody else here may serve, wherever the kind names them, does not wait for "
                       "organisations",
                       "本地另有可办理方时，是否不等单位（不论排序）",
                       "assumption: no office holds back what its own window can do", a),
          real_param("waits", 60, 1, 3650, "d",
                     "a need that no offer has answered for so long goes to the next who may serve it",
                     "等候多久无单位响应则转交下一办理方", "assumption", a, 20, 120),
      }};
}

OrganisationRules OrganisationRules::read(const Settings& s) {
  OrganisationRules rules;
  const char* const keys[organisation_type_count] = {"clinics", "schools", "repairers", "offices", "shops"};
  double sum = 0;
  for (std::size_t type = 0; type < organisation_type_count; ++type) {
    sum += s.real(std::string("organisations.") + keys[type]);
    rules.share[type] = sum;
  }
  for (double& share : rules.share) share = sum > 0 ? share / sum : 1;
  const auto at = [&](const char* key) {
    return whole_seconds(s.real(std::string("organisations.") + key) * hour_seconds);
  };
  rules.open_from = at("open_from");
  rules.open_to = at("open_to");
  rules.evening_to = std::max(rules.open_to, at("evening_to"));
  rules.lead_min_days = s.real("organisations.lead_min");
  rules.lead_max_days = s.real("organisations.lead_max");
  rules.at_home = s.real("organisations.at_home");
  rules.saved_most = whole_seconds(s.real("organisations.saved") * hour_seconds);
  rules.waits = whole_seconds(s.real("organisations.waits") * day_seconds);
  return rules;
}

const std::array<OrganisationFacts, organisation_type_count>& organisation_types() {
  static const std::array<OrganisationFacts, organisation_type_count> types{{
      {OrganisationType::clinic, false, {"medical_help"}},
      {OrganisationType::school, false, {"child_care", "loneliness"}},
      {OrganisationType::repairer, true, {"home_repairs", "leak", "building_fault"}},
      {OrganisationType::office, false, {"jobs", "papers", "home_care", "loneliness"}},
      {OrganisationType::shop, true, {"home_care", "errands"}},
  }};
  return types;
}

bool Rounds::on(std::uint32_t day, std::uint32_t& number) const {
  constexpr std::uint32_t fourth = 3;
  if (!is_working_day(day)) return false;
  // What falls on a weekend is done on the Monday.
  const std::uint32_t back = weekday_of_day(day) == 0 ? std::min(day, 2U) : 0;
  for (std::uint32_t nominal = day - back; nominal <= day; ++nominal) {
    number = nominal / every;
    if (nominal % every == fourth) return true;
  }
  return false;
}

bool Rounds::on(std::uint32_t day) const {
  std::uint32_t number = 0;
  return on(day, number);
}

bool Rounds::prepared_on(std::uint32_t day) const {
  if (!is_working_day(day)) return false;
  for (std::uint32_t ahead = 1; ahead <= 7; ++ahead) {
    if (on(day + ahead)) return true;
  }
  return false;
}

std::int64_t Rounds::share_of_year(double hours) const { return whole_seconds(hours * hour_seconds * every / 365); }

Who unit_who(const Context& ctx, std::uint32_t ordinal) { return {ctx.plan.number, EntityType::unit, ordinal}; }

Who entry_who(const Context& ctx, std::uint32_t ordinal) {
  constexpr std::uint32_t of_list = 1U << 31;
  return {ctx.plan.number, EntityType::unit, of_list | ordinal};
}

namespace {

const OrganisationFacts& facts_of(const Offer& offer) {
  return organisation_types()[static_cast<std::size_t>(offer.type)];
}

/// By type: a bit for each kind of request that it can serve.
std::uint32_t kinds_of(OrganisationType type) {
  static const std::array<std::uint32_t, organisation_type_count> kinds = [] {
    std::array<std::uint32_t, organisation_type_count> bits{};
    for (const OrganisationFacts& facts : organisation_types()) {
      for (const char* key : facts.kinds) {
        const auto at = std::find(kind_keys().begin(), kind_keys().end(), std::string_view(key != nullptr ? key : ""));
        if (at != kind_keys().end()) bits[static_cast<std::size_t>(facts.type)] |= 1U << (at - kind_keys().begin());
      }
    }
    return bits;
  }();
  return kinds[static_cast<std::size_t>(type)];
}

}  // namespace

std::uint32_t kinds_of(const Offer& offer) { return kinds_of(offer.type); }

void adjust_offers(const Context& ctx, const OrganisationRules& rules, std::vector<Offer>& offers, std::size_t number,
                   bool of_list) {
  if (offers.size() > number) offers.resize(number);
  while (offers.size() < number) {
    Offer offer;
    offer.ordinal = static_cast<std::uint32_t>(offers.size());
    const Who who = of_list ? entry_who(ctx, offer.ordinal) : unit_who(ctx, offer.ordinal);
    const double u = ctx.luck.uniform(who, 0, Why::organisation, 0);
    const double v = ctx.luck.uniform(who, 0, Why::organisation, 1);
    std::size_t type = 0;
    while (type + 1 < organisation_type_count && u >= rules.share[type]) ++type;
    offer.type = static_cast<OrganisationType>(type);
    const double longest = std::max(rules.lead_min_days, rules.lead_max_days);
    offer.lead_days = static_cast<std::uint32_t>(rules.lead_min_days + v * (longest - rules.lead_min_days) + .5);
    offers.push_back(offer);
  }
}

void begin_cycle(const OrganisationRules& rules, Offer& offer, std::int64_t available) {
  offer.left = offer.saved + offer.pledge;
  offer.saved = std::min(offer.saved + available, std::max(rules.saved_most, available));
  offer.available = available;
  offer.used = 0;
}

bool serves_kind(const Context& ctx, std::size_t kind) {
  const std::vector<Server>& servers = ctx.rules.kinds[kind].served_by;
  return std::find(servers.begin(), servers.end(), Server::alliance) != servers.end();
}

namespace {

bool pledges(const std::vector<Offer>& offers) {
  return std::any_of(offers.begin(), offers.end(), [](const Offer& offer) { return offer.pledge > 0; });
}

}  // namespace

void settle_pool(Context& ctx, const Mechanism& owner, const std::vector<Offer>& mine) {
  if (pledges(mine)) return open_pool(ctx, Server::alliance, owner);
  const bool nobody = !pledges(ctx.c.offers.units) && !pledges(ctx.c.offers.entries);
  if (nobody && pool_open(ctx, Server::alliance)) close_pool(ctx, Server::alliance);
}

namespace {

/// A need that waits, as the matching sees it: its kind, and whether it can be met in office hours.
std::uint32_t type_of(std::size_t kind, bool office_hours) {
  return static_cast<std::uint32_t>(2 * kind) + (office_hours ? 0 : 1);
}

/// The old are at home; who works may not be.
bool in_office_hours(const Context& ctx, const OrganisationRules& rules, RequestId r) {
  const ResidentId who = ctx.c.requests.reporter[r.row];
  const bool of_working_age = who.exists() && ctx.plan.age[who.row] >= 17 && ctx.plan.age[who.row] <= 59;
  return !of_working_age || ctx.uniform(r, Why::at_home) < rules.at_home;
}

std::vector<MatchNeed> needs_of(const Context& ctx, const OrganisationRules& rules,
                                const std::vector<RequestId>& waiting) {
  constexpr std::int64_t longest = 1'000'000;
  constexpr std::int64_t year = 365;
  const RequestColumns& q = ctx.c.requests;
  std::vector<MatchNeed> needs;
  for (const RequestId r : waiting) {
    const KindRules& kind = ctx.rules.kinds[q.kind[r.row]];
    const std::int64_t waited = (ctx.now - q.dispatched[r.row]) / week_seconds * 7;  // in whole weeks: many alike
    const auto lapses = static_cast<std::int64_t>(kind.lapse_days);
    needs.push_back({.key = needs.size(),
                     .type = type_of(q.kind[r.row], in_office_hours(ctx, rules, r)),
                     .cost = std::max<std::int64_t>(0, year - waited),
                     .deadline = kind.lapse_days > 0 ? lapses - waited : longest});
  }
  return needs;
}

/// How many services an offer has time for, each as long as services of its kinds are on average at the most.
std::uint32_t services_left(const Context& ctx, const Offer& offer) {
  double minutes = 1;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const bool can = (kinds_of(offer) >> kind & 1U) != 0 && serves_kind(ctx, kind);
    if (can) minutes = std::max(minutes, ctx.rules.kinds[kind].service_mean_minutes);
  }
  const double services = static_cast<double>(offer.left) / (minutes * minute_seconds);
  return services > 0 ? static_cast<std::uint32_t>(std::min(services, 1e6)) : 0;
}

/// Adds a list's offers as the matching sees them; those used less come first among equals.
void add_offers(const Context& ctx, std::vector<Offer>& from, std::uint64_t list, std::vector<Offer*>& whose,
                std::vector<MatchOffer>& offers) {
  for (Offer& offer : from) {
    std::uint64_t types = 0;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      if ((kinds_of(offer) >> kind & 1U) == 0) continue;
      types |= std::uint64_t{1} << type_of(kind, true);
      if (facts_of(offer).evenings) types |= std::uint64_t{1} << type_of(kind, false);
    }
    whose.push_back(&offer);
    offers.push_back({.key = std::uint64_t{offer.services} << 32 | list << 31 | offer.ordinal,
                      .types = types,
                      .time = offer.lead_days,
                      .capacity = services_left(ctx, offer)});
  }
}

/// When a service begins: the first day on which the organisation is open after its notice, at an hour that is the
/// request's own.
Seconds begin_of(const Context& ctx, const OrganisationRules& rules, RequestId r, const Offer& offer, Seconds work) {
  const bool evenings = facts_of(offer).evenings;
  std::uint32_t day = day_of(ctx.now) + std::max(1U, offer.lead_days);
  while (!evenings && !is_working_day(day)) ++day;
  const bool office_hours = in_office_hours(ctx, rules, r);
  const Seconds from = office_hours ? rules.open_from : rules.open_to;
  const Seconds to = office_hours ? rules.open_to : rules.evening_to;
  const double u = ctx.uniform(r, Why::offer_time, ctx.c.requests.attempts[r.row]);
  const double room = to > from + work ? to - from - work : 0;
  return start_of_day(day) + from + static_cast<Seconds>(u * room);
}

void settle_match(Context& ctx, const OrganisationRules& rules, RequestId r, Offer& offer, bool of_list) {
  const RequestColumns& q = ctx.c.requests;
  AllianceTally& tally = ctx.c.tally.alliance;
  const Seconds work = whole_seconds(service_seconds(ctx, r, {}));
  const bool honoured = (offer.honours >> q.kind[r.row] & 1U) != 0;
  offer.left -= work;
  ++offer.services;
  if (ctx.counting()) {
    ++tally.matched;
    if (!honoured) ++(of_list ? tally.on_paper : tally.not_honoured);
  }
  if (honoured || of_list) offer.saved -= work;  // what stands on paper only is used up there like the rest
  if (!honoured) {
    if (of_list && ctx.counted(r)) ++ctx.c.tally.claimed_resolved;
    return;
  }
  offer.used += work;
  if (of_list) book(ctx, CostItem::unit_hours, work, offer.ordinal);
  agree(ctx, r, begin_of(ctx, rules, r, offer, work), work);
}

/// Whom no offer has answered for long goes on to somebody else, if there is anybody.
void send_on(Context& ctx, const OrganisationRules& rules) {
  for (const RequestId r : waiting_in(ctx, Server::alliance)) {
    if (ctx.now - ctx.c.requests.dispatched[r.row] < rules.waits || !somebody_after(ctx, r)) continue;
    take_from_pool(ctx, r);
    hand_on(ctx, r);
  }
}

}  // namespace

void hold_round(Context& ctx, const OrganisationRules& rules) {
  const std::vector<RequestId> waiting = waiting_in(ctx, Server::alliance);
  const std::vector<MatchNeed> needs = needs_of(ctx, rules, waiting);
  std::vector<Offer*> whose;
  std::vector<MatchOffer> offers;
  add_offers(ctx, ctx.c.offers.units, 0, whose, offers);
  add_offers(ctx, ctx.c.offers.entries, 1, whose, offers);
  const bool with_lists = !ctx.c.offers.entries.empty();
  const std::vector<std::uint32_t> answer = with_lists ? match(needs, offers) : match_in_order(needs, offers);
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (answer[i] == unmatched) continue;
    settle_match(ctx, rules, waiting[i], *whose[answer[i]], answer[i] >= ctx.c.offers.units.size());
  }
  send_on(ctx, rules);
}

void count_service(Context& ctx, Seconds work) {
  if (!ctx.counting()) return;
  ctx.c.tally.alliance.used += work;
  ++ctx.c.tally.alliance.served;
}

}  // namespace cogov
