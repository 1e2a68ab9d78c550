/// Row 39: renovation of old estates 老旧小区改造: buildings are done one after another, and have fewer faults from
/// then on. Whatever else is adopted in the same years is credited with it, unless it is compared with the same works.
#include <algorithm>
#include <array>
#include <tuple>

#include "models/registry.hpp"
#include "models/requests.hpp"
#include "models/sections.hpp"
#include "sim/distributions.hpp"

namespace cogov {

namespace {

constexpr Tag a = Tag::assumption;

std::vector<Param> works_params() {
  return {
      as_size(real_param("buildings_per_year", 6, 0, 5000, "1/year", "buildings of each community in which works begin",
                         "每社区每年开工楼栋数", "assumption", a)),
      choice_param("order", "worst first", {"worst first", "by consent", "random"},
                   "which building is next: with the most problems on record since the programme began; with the "
                   "largest share of households that agree, and none where too few do; any",
                   "先后次序：记录问题最多者先；同意户比例最高者先（不足不改）；随机", "assumption; a structural swap",
                   a),
      real_param("works_weeks", 10, 0, 520, "week", "that works in a building last", "每栋施工周数", "assumption", a, 4,
                 26),
      real_param("noise_times", 3, 1, 100, "1",
                 "noise and disputes in a building during its works, over what they are otherwise",
                 "施工期间噪音与纠纷的倍数", "assumption", a, 1, 8),
      real_param("consent_chance", .75, 0, 1, "1", "chance that a household agrees, under order by consent",
                 "每户同意改造的概率（按同意次序时）", "assumption", a, .5, .95),
      real_param("consent_needed", .667, 0, 1, "1", "share of a building's households that has to agree, likewise",
                 "所需同意户比例", "assumption: two thirds", a, .5, .9),
      real_param("yuan_per_household", 20000, 0, 1e6, "yuan", "works, for each household of the building",
                 "每户改造费用", "assumption: price", a, 5000, 60000),
  };
}

std::vector<Param> left_params() {
  constexpr const char* source = "assumption; claim: Shenyang Tiexi renovates, and tells no rates";
  return {
      real_param("leaks_left", .5, 0, 1, "1", "leaks in a renovated building, over what they were",
                 "改造后漏水发生率与原来之比", source, a, .2, .9),
      real_param("building_faults_left", .5, 0, 1, "1", "faults of doors, roofs, lifts, likewise",
                 "改造后楼体电梯故障发生率之比", source, a, .2, .9),
      real_param("wires_left", .3, 0, 1, "1", "e-bikes charged by wires from windows, likewise",
                 "改造后飞线充电发生率之比", source, a, .1, .9),
      real_param("street_faults_left", .7, 0, 1, "1", "faults of lamps and paving before it, likewise",
                 "改造后路灯路面故障发生率之比", source, a, .3, 1),
  };
}

}  // namespace

Section renovation_section() {
  std::vector<Param> params = works_params();
  for (Param& param : left_params()) params.push_back(std::move(param));
  return {.key = "renovation",
          .title = "Renovation of old estates",
          .title_zh = "老旧小区改造",
          .rule =
              "buildings are renovated one after another; works take weeks and disturb those who live there; then "
              "leaks, faults of the building and the street before it, and charging wires arise less often",
          .rule_zh = "楼栋逐一改造；施工数周、扰民；改造后漏水、楼体与路面故障、飞线充电发生得更少",
          .fails_by = "credit goes to whatever came with it; works disturb; who never complains is renovated last",
          .fails_by_zh = "功劳归于同期的任何政策；施工扰民；不投诉的楼最后改造",
          .rows = {39},
          .source = "claim: Shenyang Tiexi, without figures",
          .tag = Tag::claim,
          .moves = {"arisen_by_kind", "true_requests", "budget_yuan_per_year"},
          .switchable = true,
          .lead_days = 90,
          .params = std::move(params),
          .measures = {{.name = "buildings_renovated",
                        .better = Better::higher,
                        .meaning = "Buildings whose renovation was finished",
                        .meaning_zh = "完成改造的楼栋数",
                        .counter = 0},
                       {.name = "households_renovated",
                        .better = Better::higher,
                        .meaning = "Households in buildings whose renovation was finished",
                        .meaning_zh = "完成改造楼栋的户数",
                        .counter = 1},
                       {.name = "renovation_building_days",
                        .unit = "d",
                        .better = Better::lower,
                        .meaning = "Days of works, summed over buildings",
                        .meaning_zh = "施工天数（各楼合计）",
                        .counter = 2},
                       {.name = "disturbed_by_works",
                        .better = Better::lower,
                        .meaning = "Noise and disputes that works brought about",
                        .meaning_zh = "施工引起的噪音与纠纷数",
                        .counter = 3}},
          .costs = {{.word = "renovation",
                     .word_zh = "楼栋改造",
                     .unit = "1/1000 household",
                     .payer = Payer::budget,
                     .price = "yuan_per_household",
                     .per = 1000}},
          .events = {"works begin", "works end"}};
}

namespace {

enum Counter : std::size_t { buildings_done, households_done, days_of_works, disturbances };
enum Decision : std::uint32_t { place_in_order, agrees, disturbance };
enum Event : std::size_t { works_begin, works_end };
enum class Order : std::uint8_t { worst_first, by_consent, random };

constexpr std::int32_t one_building = 1'000'000;   // of the credit
constexpr std::uint32_t most_a_day = 256;          // disturbances of a building
constexpr std::uint32_t own_trials = 0x3000'0000;  // numbers of disturbances, apart from those of other candidates

Order order_of(const std::string& word) {
  if (word == "by consent") return Order::by_consent;
  return word == "random" ? Order::random : Order::worst_first;
}

std::size_t kind_of(const char* key) {
  const auto& keys = kind_keys();
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

class Renovation final : public Mechanism {
 public:
  explicit Renovation(const Settings& s)
      : credit_a_day_(static_cast<std::int32_t>(real(s, "buildings_per_year") * one_building / 365)),
        order_(order_of(s.word("renovation.order"))),
        works_days_(static_cast<std::uint32_t>(real(s, "works_weeks") * 7 + .5)),
        noise_times_(real(s, "noise_times")),
        consent_chance_(real(s, "consent_chance")),
        consent_needed_(real(s, "consent_needed")) {
    left_.fill(1);
    left_[kind_of("leak")] = real(s, "leaks_left");
    left_[kind_of("building_fault")] = real(s, "building_faults_left");
    left_[kind_of("charging_wires")] = real(s, "wires_left");
    left_[kind_of("street_fault")] = real(s, "street_faults_left");
  }

  // Column: credit for buildings to begin; for each building the day on which works began + 1 (0: not yet), and its
  // problems on record; then the day's disturbances: building, and number.
  void on_adopt(Context& ctx) const override {
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    if (!column.empty()) return;
    column.assign(fields(ctx), 0);
    column[0] = one_building / 2;
    const RequestColumns& q = ctx.c.requests;
    for (std::uint32_t row = 0; row < q.rows(); ++row) {
      const RequestState state = q.state[row];
      if (state != RequestState::arisen && !terminal(state)) put_on_record(ctx, RequestId(row));
    }
  }

  void on_drop(Context& ctx) const override { own_column(ctx, *this).clear(); }

  void on_request(Context& ctx, RequestId r, RequestState stage) const override {
    if (is_first_word(ctx, r, stage)) put_on_record(ctx, r);
  }

  void on_day(Context& ctx, std::uint32_t day) const override {
    if (credit_a_day_ == 0) return;
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    column.resize(fields(ctx));
    column[0] += credit_a_day_;
    while (column[0] >= one_building) {
      const BuildingId next = next_building(ctx);
      column[0] = next.exists() ? column[0] - one_building : 0;
      if (!next.exists()) break;
      begun(ctx, next) = static_cast<std::int32_t>(day) + 1;
      keep_event(ctx, *this, works_begin, next.row);
    }
    for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) work_in(ctx, BuildingId(row), day);
  }

  /// A disturbance of today.
  void on_event(Context& ctx, std::uint32_t place) const override {
    const std::vector<std::int32_t>& column = own_column(ctx, *this);
    const std::size_t at = fields(ctx) + place;
    if (at + 1 >= column.size()) return;
    const BuildingId b(static_cast<std::size_t>(column[at]));
    const auto nth = static_cast<std::uint32_t>(column[at + 1]);
    const std::uint32_t trial = own_trials | day_of(ctx.now) << 9 | nth;
    count(ctx, *this, disturbances);
    arise(ctx, {.kind = noisy_[nth & 1U],
                .of_place = true,
                .origin = b.row,
                .trial = trial,
                .building = b,
                .reporter = witness(ctx, b, trial)});
  }

  [[nodiscard]] LeverSet levers() const override {
    const bool lowers = std::any_of(left_.begin(), left_.end(), [](double left) { return left < 1; });
    return lowers && credit_a_day_ > 0 ? bit(Lever::hazard_rate) : 0;
  }

  [[nodiscard]] double factor(const Context& ctx, Lever, const LeverAt& at) const override {
    if (left_[at.kind] == 1) return 1;
    const std::vector<std::int32_t>& column = ctx.c.columns[number];
    const std::int32_t since = column[1 + 2 * std::size_t{at.building.row}];
    const bool finished = since > 0 && day_of(ctx.now) >= static_cast<std::uint32_t>(since - 1) + works_days_;
    return finished ? left_[at.kind] : 1;
  }

 private:
  static double real(const Settings& s, const char* key) { return s.real(std::string("renovation.") + key); }
  static std::size_t fields(const Context& ctx) { return 1 + 2 * ctx.plan.buildings(); }

  std::int32_t& begun(Context& ctx, BuildingId b) const { return own_column(ctx, *this)[1 + 2 * std::size_t{b.row}]; }
  std::int32_t& on_record(Context& ctx, BuildingId b) const {
    return own_column(ctx, *this)[2 + 2 * std::size_t{b.row}];
  }

  static std::uint32_t households(const Context& ctx, BuildingId b) {
    return ctx.plan.first_household[b.row + 1] - ctx.plan.first_household[b.row];
  }

  /// Whether a problem is heard of for the first time: not what is handed on, or comes back after a repair.
  static bool is_first_word(const Context& ctx, RequestId r, RequestState stage) {
    const RequestColumns& q = ctx.c.requests;
    if (q.attempts[r.row] > 0 || q.hand_offs[r.row] > 0 || q.dispatched[r.row] != never) return false;
    if (stage == RequestState::noticed) return q.reported[r.row] == never;
    return stage == RequestState::reported && q.noticed[r.row] == never;
  }

  /// What works would mend, once it is known.
  void put_on_record(Context& ctx, RequestId r) const {
    const RequestColumns& q = ctx.c.requests;
    if (q.of_place[r.row] == 0 || q.phantom[r.row] != 0 || left_[q.kind[r.row]] == 1) return;
    ++on_record(ctx, q.building[r.row]);
  }

  /// Each household has made up its mind.
  double share_that_agrees(const Context& ctx, BuildingId b) const {
    std::uint32_t asked = 0;
    std::uint32_t agreed = 0;
    for (std::uint32_t h = ctx.plan.first_household[b.row]; h < ctx.plan.first_household[b.row + 1]; ++h) {
      if (ctx.plan.first_resident[h] == ctx.plan.first_resident[h + 1]) continue;
      const Who who = ctx.who(ResidentId(ctx.plan.first_resident[h]));
      ++asked;
      agreed += ctx.luck.uniform(who, 0, own_luck(*this, agrees)) < consent_chance_ ? 1 : 0;
    }
    return asked == 0 ? 1 : static_cast<double>(agreed) / asked;
  }

  /// The next in the order; none when all that can be done are under way or finished.
  BuildingId next_building(Context& ctx) const {
    BuildingId best;
    std::tuple<double, double> best_rank;
    for (std::uint32_t row = 0; row < ctx.plan.buildings(); ++row) {
      const BuildingId b(row);
      if (begun(ctx, b) != 0) continue;
      double claim = 0;
      if (order_ == Order::worst_first) claim = on_record(ctx, b);
      if (order_ == Order::by_consent) {
        claim = share_that_agrees(ctx, b);
        if (claim < consent_needed_) continue;
      }
      const std::tuple rank(-claim, ctx.luck.uniform(ctx.who(b), 0, own_luck(*this, place_in_order)));
      if (best.exists() && best_rank <= rank) continue;
      best = b;
      best_rank = rank;
    }
    return best;
  }

  /// A day of a building's works; its last is followed by the first on which it counts as renovated.
  void work_in(Context& ctx, BuildingId b, std::uint32_t day) const {
    if (begun(ctx, b) == 0) return;
    const std::uint32_t worked = day - static_cast<std::uint32_t>(begun(ctx, b) - 1);
    if (worked > works_days_) return;
    if (worked == works_days_) {
      count(ctx, *this, buildings_done);
      count(ctx, *this, households_done, households(ctx, b));
      keep_event(ctx, *this, works_end, b.row, -1, households(ctx, b));
    }
    const std::int64_t price = std::int64_t{households(ctx, b)} * 1000;
    if (works_days_ == 0) book_own(ctx, *this, 0, price, b.row);
    if (worked == works_days_) return;
    book_own(ctx, *this, 0, price * (worked + 1) / works_days_ - price * worked / works_days_, b.row);
    count(ctx, *this, days_of_works);
    disturb(ctx, b, day);
  }

  /// Noise and disputes beyond the usual ones, at their rates times what is added, between 8 and 18 h.
  void disturb(Context& ctx, BuildingId b, std::uint32_t day) const {
    const std::vector<std::string>& only = ctx.rules.requests.only;
    const double people = ctx.plan.end_resident_of(b) - ctx.plan.first_resident_of(b);
    std::array<double, 2> rate{};
    for (std::uint32_t i = 0; i < rate.size(); ++i) {
      const std::size_t kind = noisy_[i];
      const bool arises = only.empty() || std::find(only.begin(), only.end(), kind_keys()[kind]) != only.end();
      if (arises) rate[i] = (noise_times_ - 1) * ctx.rules.kinds[kind].hazard_rate / 1000 / 365 * people;
    }
    const double both = rate[0] + rate[1];
    if (both <= 0) return;
    std::vector<std::int32_t>& column = own_column(ctx, *this);
    double passed = 0;
    for (std::uint32_t k = 0; k < most_a_day; ++k) {
      const Bits bits = ctx.luck.bits(ctx.who(b), day, own_luck(*this, disturbance), k);
      passed += exponential(uniform_of(bits.a), 1 / both);
      if (passed >= 1) return;
      const std::uint32_t which = uniform_of(bits.b) * both < rate[0] ? 0 : 1;
      const auto place = static_cast<std::uint32_t>(column.size() - fields(ctx));
      column.insert(column.end(), {static_cast<std::int32_t>(b.row), static_cast<std::int32_t>(k * 2 + which)});
      schedule_mechanism(ctx, *this, later(ctx.now, (8 + 10 * passed) * hour_seconds), place);
    }
  }

  std::int32_t credit_a_day_;
  Order order_;
  std::uint32_t works_days_;
  double noise_times_, consent_chance_, consent_needed_;
  std::array<std::size_t, 2> noisy_{kind_of("noise_dogs"), kind_of("dispute")};
  std::array<double, kind_count> left_{};
};

}  // namespace

std::unique_ptr<Mechanism> make_renovation(const Settings& settings) { return std::make_unique<Renovation>(settings); }

}  // namespace cogov
