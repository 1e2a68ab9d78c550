/// What is reported of ties and belonging.
#include <algorithm>

#include "models/measure_rows.hpp"
#include "models/social.hpp"
#include "models/totals.hpp"
#include "sim/quantiles.hpp"

namespace cogov {

using namespace measure_rows;

void SocialTally::add(const SocialTally& other) {
  day_belonging.resize(std::max(day_belonging.size(), other.day_belonging.size()), 0);
  for (std::size_t day = 0; day < other.day_belonging.size(); ++day) day_belonging[day] += other.day_belonging[day];
}

void add_social_totals(SocialTotals& totals, const CommunityPlan& plan, const Community& community) {
  const std::vector<std::uint16_t>& belonging = community.social.belonging;
  totals.belonging.insert(totals.belonging.end(), belonging.begin(), belonging.end());
  for (std::size_t row = 0; row < belonging.size(); ++row) {
    for (std::size_t c = 0; c < class_count; ++c) {
      if (plan.is(ResidentId(row), static_cast<ResidentClass>(c))) totals.by_class[c] += belonging[row];
    }
  }
}

namespace {

constexpr double whole_level = 65535;

double belonging_mean(const Totals& t) {
  std::int64_t total = 0;
  for (const std::uint16_t level : t.social.belonging) total += level;
  return ratio(total, t.people) / whole_level;
}

double belonging_lowest_tenth(const Totals& t) {
  Reals levels(t.social.belonging.begin(), t.social.belonging.end());
  return exact_quantile(levels, .1) / whole_level;
}

void add_tie_rows(std::vector<Row>& rows) {
  rows.push_back(real("ties_mean_degree", "index", neither, "Ties of a resident, mean; households' included",
                      "人均联系数（含家人）", [](const Totals& t) { return t.social.ties.mean_degree; }));
  rows.push_back(real("ties_clustering", "index", neither,
                      "How often two to whom one is tied are tied themselves; mean of residents with two ties or more",
                      "联系网络聚集系数", [](const Totals& t) { return t.social.ties.clustering; }));
  rows.push_back(real("ties_giant_share", "1", neither,
                      "Residents who are connected with each other through ties; the largest such part",
                      "最大连通部分占比", [](const Totals& t) { return t.social.ties.giant_share; }));
}

}  // namespace

void add_social_rows(std::vector<Row>& rows) {
  rows.push_back(
      real("belonging_mean", "index", high, "Belonging, mean at the end; 0 to 1", "归属感（平均）", belonging_mean));
  rows.push_back(real("belonging_lowest_tenth", "index", high, "Belonging that nine in ten exceed; 0 to 1, at the end",
                      "归属感（最低一成）", belonging_lowest_tenth));
  add_tie_rows(rows);
  rows.push_back({{"belonging_by_class",
                   "index",
                   "Belonging by class of resident; mean at the end, 0 to 1",
                   "各类居民归属感",
                   high,
                   false,
                   {"resident_class"}},
                  [](const Totals& t) -> Array {
                    Reals values;
                    for (std::size_t c = 0; c < class_count; ++c) {
                      values.push_back(ratio(t.social.by_class[c], t.residents[c]) / whole_level);
                    }
                    return values;
                  }});
  rows.push_back(
      {{"belonging", "index", "Belonging, mean at midnight; 0 to 1", "归属感（每日平均）", high, false, {"day"}},
       [](const Totals& t) -> Array {
         Reals values;
         for (const std::int64_t sum : t.sum.social.day_belonging) {
           values.push_back(ratio(sum, t.people) / whole_level);
         }
         return values;
       }});
}

}  // namespace cogov
