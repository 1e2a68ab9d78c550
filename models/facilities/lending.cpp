#include "models/facilities/lending.hpp"

#include <algorithm>

#include "models/mechanism.hpp"
#include "models/workers.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr std::uint32_t post_bits = 15;         // of a loan's number: the post of who is lent
constexpr std::uint32_t guest_number = 0x8000;  // of the post in draws, and above all grids: a guest has none

// Mail of a loan: the terms, then the skill in parts of four kinds; on the way back what was learned, in such parts.
constexpr std::uint32_t terms_mail = 0xE0, skill_mail = 0xE1, learned_mail = 0xF1;
constexpr std::uint32_t kinds_a_part = 4;
constexpr std::uint32_t parts = (kind_count + kinds_a_part - 1) / kinds_a_part;

using Levels = std::array<std::uint16_t, kind_count>;

std::int64_t packed(const LoanTerms& terms) {
  const std::uint64_t bits = std::uint64_t{terms.from_day} << 44 | std::uint64_t{terms.days} << 28 |
                             std::uint64_t{terms.weekdays} << 21 | std::uint64_t{terms.kinds} << 1 |
                             (terms.general ? 1U : 0U);
  return static_cast<std::int64_t>(bits);
}

LoanTerms unpacked(std::int64_t from) {
  const auto bits = static_cast<std::uint64_t>(from);
  return {.from_day = static_cast<std::uint32_t>(bits >> 44),
          .days = static_cast<std::uint32_t>(bits >> 28 & 0xFFFFU),
          .weekdays = static_cast<std::uint32_t>(bits >> 21 & all_days),
          .kinds = static_cast<std::uint32_t>(bits >> 1 & all_kinds),
          .general = (bits & 1U) != 0};
}

bool sound(const LoanTerms& terms) {
  return terms.from_day < 1U << 16 && terms.days > 0 && terms.days < 1U << 16 && (terms.weekdays & ~all_days) == 0 &&
         (terms.kinds & ~all_kinds) == 0 && terms.local_share >= 0 && terms.local_share <= 1;
}

std::uint16_t scaled(std::uint32_t level, double share) { return static_cast<std::uint16_t>(level * share + .5); }

void send(Context& ctx, std::uint32_t kind, std::uint32_t to, std::int64_t a, std::uint32_t number) {
  ctx.c.post.send(ctx.now, {.due = ctx.now + least_mail_delay,
                            .kind = kind,
                            .from = ctx.plan.number,
                            .to = to,
                            .a = a,
                            .b = std::int64_t{number}});
}

/// Four levels a mail; all are due at the same second.
void send_levels(Context& ctx, std::uint32_t kind, const Loan& loan, const Levels& levels) {
  for (std::uint32_t part = 0; part < parts; ++part) {
    std::uint64_t bits = 0;
    for (std::uint32_t i = 0; i < kinds_a_part; ++i) {
      bits |= std::uint64_t{levels[part * kinds_a_part + i]} << 16 * i;
    }
    send(ctx, kind + part, loan.other, static_cast<std::int64_t>(bits), loan.number);
  }
}

void read_levels(const Mail& mail, std::uint32_t part, Levels& levels) {
  const auto bits = static_cast<std::uint64_t>(mail.a);
  for (std::uint32_t i = 0; i < kinds_a_part; ++i) {
    levels[part * kinds_a_part + i] = static_cast<std::uint16_t>(bits >> 16 * i);
  }
}

Levels skill_of(const WorkerColumns& workers, WorkerId w) {
  Levels levels{};
  std::copy_n(workers.skill.begin() + static_cast<std::ptrdiff_t>(w.row * kind_count), kind_count, levels.begin());
  return levels;
}

bool shift_works(const Context& ctx, std::uint32_t day) {
  const Shift& shift = ctx.rules.staff.grid_shift;
  return shift.weekends || shift.round_the_clock() || is_working_day(day);
}

/// Who is here with nothing in hand goes at once, others after their task.
void go_if_free(Context& ctx, WorkerId w) {
  const WorkerColumns& workers = ctx.c.workers;
  const Activity activity = workers.activity[w.row];
  const bool here = workers.on_duty[w.row] != 0 || workers.request[w.row].exists();
  if (here && (activity == Activity::off || activity == Activity::idle)) stand_down(ctx, w);
}

WorkerId row_for_guest(Context& ctx) {
  WorkerColumns& workers = ctx.c.workers;
  LendingColumns& lending = ctx.c.lending;
  for (const WorkerId w : lending.rows) {
    const bool gone = workers.closed[w.row] != 0 && workers.activity[w.row] == Activity::off;
    if (!gone || workers.on_duty[w.row] != 0) continue;
    ++workers.person[w.row];
    return w;
  }
  const WorkerId w = workers.add(Role::grid, guest_number + static_cast<std::uint32_t>(lending.rows.size()));
  lending.rows.push_back(w);
  return w;
}

void arrive(Context& ctx, Loan& loan) {
  loan.worker = row_for_guest(ctx);
  WorkerColumns& workers = ctx.c.workers;
  const std::uint32_t row = loan.worker.row;
  workers.closed[row] = 0;
  begin_in_post(ctx, loan.worker, 0);
  workers.quits_at[row] = never;
  std::copy(loan.skill.begin(), loan.skill.end(),
            workers.skill.begin() + static_cast<std::ptrdiff_t>(row * kind_count));
}

/// Leaves for good, and takes home what was learned, local knowledge excepted.
void depart(Context& ctx, const Loan& loan, bool with_word) {
  WorkerColumns& workers = ctx.c.workers;
  workers.employed[loan.worker.row] = 0;
  workers.closed[loan.worker.row] = 1;
  if (with_word && loan.other != pool_outside) {
    Levels learned = skill_of(workers, loan.worker);
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      const int gained = std::max(0, learned[kind] - loan.skill[kind]);
      learned[kind] = scaled(static_cast<std::uint32_t>(gained), 1 - loan.terms.local_share);
    }
    send_levels(ctx, static_cast<std::uint32_t>(loan.mechanism) << 8 | learned_mail, loan, learned);
  }
  go_if_free(ctx, loan.worker);
}

void take_home(Context& ctx, const Loan& loan, const Levels& learned) {
  WorkerColumns& workers = ctx.c.workers;
  if (workers.person[loan.worker.row] != loan.person) return;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    std::uint16_t& skill = workers.skill[loan.worker.row * kind_count + kind];
    skill = static_cast<std::uint16_t>(std::min(65535, skill + learned[kind]));
  }
}

std::vector<Loan>::iterator find_loan(std::vector<Loan>& loans, std::uint8_t mechanism, std::uint32_t other,
                                      std::uint32_t number) {
  return std::find_if(loans.begin(), loans.end(), [&](const Loan& loan) {
    return loan.mechanism == mechanism && loan.other == other && loan.number == number;
  });
}

/// What names a loan between two communities: how many the lender made before, and whose post it is.
std::uint32_t number_of(std::uint32_t loans_before, std::uint32_t post) {
  return loans_before << post_bits | (post & ((1U << post_bits) - 1));
}

/// Whether some mechanism keeps a worker from the post on a day of the first week of a loan: a camp, a course.
bool is_kept_away(const Context& ctx, WorkerId worker, const LoanTerms& terms) {
  for (std::uint32_t day = terms.from_day; day < terms.from_day + 7; ++day) {
    for (const auto& mechanism : ctx.rules.mechanisms) {
      if (terms.holds(day) && mechanism->keeps_away(ctx, worker, day)) return true;
    }
  }
  return false;
}

bool was_recalled(const Context& ctx, const Mechanism& mechanism, const Mail& mail) {
  const std::vector<Seconds>& recalled = ctx.c.lending.recalled;
  return mechanism.number < recalled.size() && mail.due < recalled[mechanism.number] + least_mail_delay;
}

void read_learned(Context& ctx, const Mechanism& mechanism, const Mail& mail, std::uint32_t part) {
  std::vector<Loan>& away = ctx.c.lending.away;
  const auto loan = find_loan(away, mechanism.number, mail.from, static_cast<std::uint32_t>(mail.b));
  if (loan == away.end()) return;
  read_levels(mail, part, loan->skill);
  if (part + 1 < parts) return;
  take_home(ctx, *loan, loan->skill);
  away.erase(loan);
}

void read_skill(Context& ctx, const Mechanism& mechanism, const Mail& mail, std::uint32_t part) {
  std::vector<Loan>& guests = ctx.c.lending.guests;
  const auto loan = find_loan(guests, mechanism.number, mail.from, static_cast<std::uint32_t>(mail.b & 0xFFFF'FFFF));
  if (loan != guests.end()) read_levels(mail, part, loan->skill);
}

}  // namespace

std::uint32_t mail_kind(const Mechanism& mechanism, std::uint32_t what) {
  EXPECT(what < 1U << 8);
  return static_cast<std::uint32_t>(mechanism.number) << 8 | what;
}

std::uint32_t post_at_home(const Loan& loan) { return loan.number & ((1U << post_bits) - 1); }

std::uint32_t first_loan_day(Seconds now) { return day_of(now + least_mail_delay) + 1; }

bool lend(Context& ctx, const Mechanism& mechanism, WorkerId worker, std::uint32_t to, const LoanTerms& terms) {
  const WorkerColumns& workers = ctx.c.workers;
  EXPECT(to != ctx.plan.number && sound(terms) && terms.from_day >= first_loan_day(ctx.now));
  EXPECT(workers.role[worker.row] == Role::grid);
  if (workers.employed[worker.row] == 0 || workers.closed[worker.row] != 0) return false;
  if (is_part_time(ctx, worker)) return false;  // loans are of whole shifts
  if (promised(ctx, worker) || guest_loan(ctx, worker) != nullptr || is_kept_away(ctx, worker, terms)) return false;
  LendingColumns& lending = ctx.c.lending;
  const Loan loan{.mechanism = mechanism.number,
                  .number = number_of(lending.loans++, workers.number[worker.row]),
                  .other = to,
                  .person = workers.person[worker.row],
                  .worker = worker,
                  .terms = terms};
  lending.away.push_back(loan);
  // What is local counts for nothing there, so it doesn't travel; its share does, for the way back.
  Levels levels = skill_of(workers, worker);
  for (std::uint16_t& level : levels) level = scaled(level, 1 - terms.local_share);
  const std::uint16_t local = scaled(65535, terms.local_share);
  ctx.c.post.send(ctx.now, {.due = ctx.now + least_mail_delay,
                            .kind = mail_kind(mechanism, terms_mail),
                            .from = ctx.plan.number,
                            .to = to,
                            .a = packed(terms),
                            .b = std::int64_t{local} << 32 | std::int64_t{loan.number}});
  send_levels(ctx, mail_kind(mechanism, skill_mail), loan, levels);
  return true;
}

void welcome_from_pool(Context& ctx, const Mechanism& mechanism, double skill, const LoanTerms& terms) {
  EXPECT(sound(terms) && terms.from_day > day_of(ctx.now) && skill >= 0 && skill <= 1);
  Loan loan{.mechanism = mechanism.number, .number = ctx.c.lending.loans++, .other = pool_outside, .terms = terms};
  loan.skill.fill(scaled(65535, skill * (1 - terms.local_share)));
  ctx.c.lending.guests.push_back(loan);
}

bool read_loan(Context& ctx, const Mechanism& mechanism, const Mail& mail) {
  const std::uint32_t what = mail.kind & 0xFFU;
  if (mail.kind >> 8 != mechanism.number || what < terms_mail) return false;
  if (was_recalled(ctx, mechanism, mail)) return true;
  if (what == terms_mail) {
    Loan loan{.mechanism = mechanism.number, .other = mail.from, .terms = unpacked(mail.a)};
    loan.number = static_cast<std::uint32_t>(mail.b & 0xFFFF'FFFF);
    loan.terms.local_share = static_cast<double>(mail.b >> 32) / 65535;
    ctx.c.lending.guests.push_back(loan);
  } else if (what >= learned_mail) {
    read_learned(ctx, mechanism, mail, what - learned_mail);
  } else {
    read_skill(ctx, mechanism, mail, what - skill_mail);
  }
  return true;
}

void recall_loans(Context& ctx, const Mechanism& mechanism) {
  LendingColumns& lending = ctx.c.lending;
  const auto of_this = [&](const Loan& loan) { return loan.mechanism == mechanism.number; };
  for (const Loan& loan : lending.guests) {
    if (of_this(loan) && loan.worker.exists()) depart(ctx, loan, false);
  }
  std::erase_if(lending.guests, of_this);
  std::erase_if(lending.away, of_this);
  lending.recalled.resize(std::max<std::size_t>(lending.recalled.size(), mechanism.number + 1U), 0);
  lending.recalled[mechanism.number] = ctx.now;
}

std::uint32_t dealt_out(std::uint32_t total, std::uint32_t communities, std::uint32_t community, std::uint32_t turn) {
  EXPECT(community < communities);
  const std::uint32_t place = (community + communities - turn % communities) % communities;
  return total / communities + (place < total % communities ? 1 : 0);
}

void lending_day(Context& ctx, std::uint32_t day) {
  LendingColumns& lending = ctx.c.lending;
  if (lending.away.empty() && lending.guests.empty()) return;
  const std::int64_t shift = shift_works(ctx, day) ? ctx.rules.staff.grid_shift.length() : 0;
  const std::int64_t counted = ctx.counting() ? shift : 0;
  for (const Loan& loan : lending.away) {
    if (!loan.terms.holds(day)) continue;
    go_if_free(ctx, loan.worker);
    lending.lent += shift;
    lending.counted_lent += counted;
  }
  for (Loan& loan : lending.guests) {
    if (loan.terms.over(day)) {
      if (loan.worker.exists()) depart(ctx, loan, true);
      continue;
    }
    if (day >= loan.terms.from_day && !loan.worker.exists()) arrive(ctx, loan);
    if (!loan.terms.holds(day)) {
      if (loan.worker.exists()) go_if_free(ctx, loan.worker);
      continue;
    }
    const bool from_pool = loan.other == pool_outside;
    (from_pool ? lending.from_pool : lending.borrowed) += shift;
    (from_pool ? lending.counted_from_pool : lending.counted_borrowed) += counted;
  }
  std::erase_if(lending.guests, [&](const Loan& loan) { return loan.terms.over(day); });
}

bool on_loan(const Context& ctx, WorkerId worker, std::uint32_t day) {
  const std::vector<Loan>& away = ctx.c.lending.away;
  return std::any_of(away.begin(), away.end(),
                     [&](const Loan& loan) { return loan.worker == worker && loan.terms.holds(day); });
}

bool promised(const Context& ctx, WorkerId worker) {
  const std::vector<Loan>& away = ctx.c.lending.away;
  return std::any_of(away.begin(), away.end(),
                     [&](const Loan& loan) { return loan.worker == worker && !loan.terms.over(day_of(ctx.now)); });
}

const Loan* guest_loan(const Context& ctx, WorkerId worker) {
  for (const Loan& loan : ctx.c.lending.guests) {
    if (loan.worker == worker) return &loan;
  }
  return nullptr;
}

bool elsewhere(const Context& ctx, WorkerId worker, std::uint32_t day) {
  const Loan* loan = guest_loan(ctx, worker);
  return loan != nullptr ? !loan->terms.holds(day) : on_loan(ctx, worker, day);
}

bool is_kept_by_earlier(const Context& ctx, const Mechanism& mechanism, WorkerId worker, std::uint32_t day) {
  for (const auto& other : ctx.rules.mechanisms) {
    if (other->number >= mechanism.number) return false;
    if (other->keeps_away(ctx, worker, day)) return true;
  }
  return false;
}

bool takes_kind(const Context& ctx, WorkerId worker, std::size_t kind) {
  const Loan* loan = guest_loan(ctx, worker);
  return loan == nullptr || (loan->terms.kinds >> kind & 1U) != 0;
}

bool only_for_others(const Context& ctx, WorkerId worker, std::uint8_t mechanism) {
  const Loan* loan = guest_loan(ctx, worker);
  return loan != nullptr && !loan->terms.general && loan->mechanism != mechanism;
}

bool specialist(const Context& ctx, WorkerId worker) {
  const Loan* loan = guest_loan(ctx, worker);
  return loan != nullptr && !loan->terms.general;
}

void check_lending(std::span<const Community> communities) {
  std::int64_t lent = 0;
  std::int64_t borrowed = 0;
  for (const Community& community : communities) {
    lent += community.lending.lent;
    borrowed += community.lending.borrowed;
  }
  EXPECT(lent == borrowed);
}

}  // namespace cogov
