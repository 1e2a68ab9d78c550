/// What mechanisms count and declare as measures of their own.
#include "models/measure_rows.hpp"
#include "models/registry.hpp"
#include "models/tally.hpp"

namespace cogov {

using namespace measure_rows;

MechanismSet mechanisms_on(std::span<const Settings> policies) {
  MechanismSet on;
  for (std::size_t m = 0; m < mechanism_count(); ++m) {
    for (const Settings& policy : policies) {
      if (policy.on(mechanism_section(m).key)) on.set(m);
    }
  }
  return on;
}

namespace {

std::int64_t counted(const Totals& totals, std::size_t mechanism, std::size_t counter) {
  const std::vector<std::vector<std::int64_t>>& own = totals.sum.own;
  if (mechanism >= own.size() || counter >= own[mechanism].size()) return 0;
  return own[mechanism][counter];
}

Row row_of(const OwnMeasure& own, std::size_t mechanism) {
  const bool whole = own.per < 0 && own.scale == 1;
  return {{own.name, own.unit, own.meaning, own.meaning_zh, own.better, whole, {}},
          [=](const Totals& t) -> Array {
            const std::int64_t above = counted(t, mechanism, own.counter);
            if (whole) return Wholes{above};
            const double scaled = static_cast<double>(above) * own.scale;
            if (own.per < 0) return Reals{scaled};
            return Reals{ratio(scaled, static_cast<double>(counted(t, mechanism, static_cast<std::size_t>(own.per))))};
          },
          static_cast<int>(mechanism)};
}

std::int64_t entered(const Totals& totals, std::size_t mechanism, const OwnEntry& entry) {
  const std::int64_t all = counted(totals, mechanism, static_cast<std::size_t>(entry.counter));
  return entry.less < 0 ? all : all - counted(totals, mechanism, static_cast<std::size_t>(entry.less));
}

Row row_of(const OwnLedger& own, std::size_t mechanism) {
  const bool whole = own.per < 0 && own.scale == 1;
  return {{own.name, own.unit, own.meaning, own.meaning_zh, own.better, whole, {"ledger"}},
          [=](const Totals& t) -> Array {
            Wholes counts;
            for (const OwnEntry& entry : {own.truth, own.records, own.claims})
              counts.push_back(entered(t, mechanism, entry));
            if (whole) return counts;
            const double below =
                own.per < 0 ? 1 : static_cast<double>(counted(t, mechanism, static_cast<std::size_t>(own.per)));
            Reals values;
            for (const std::int64_t count : counts)
              values.push_back(ratio(static_cast<double>(count) * own.scale, below));
            return values;
          },
          static_cast<int>(mechanism)};
}

}  // namespace

void add_own_rows(std::vector<Row>& rows) {
  for (std::size_t m = 0; m < mechanism_count(); ++m) {
    for (const OwnMeasure& own : mechanism_section(m).measures) rows.push_back(row_of(own, m));
    for (const OwnLedger& own : mechanism_section(m).ledgers) rows.push_back(row_of(own, m));
  }
}

}  // namespace cogov
