/// What a policy costs, and whom: every hour, fee and wage is booked once, where it arises, as a whole quantity;
/// yuan come from the prices of [costs] at the end.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/settings.hpp"

namespace cogov {

/// What is paid for, in the order of the results; mechanisms' own items follow. Quantities are in the item's own unit
/// (see cost_items()).
enum class CostItem : std::uint8_t {
  grid_worker_posts,
  window_posts,
  hiring,
  building_leaders,
  courier_reports,
  rest_stations,
  repairs,
  contract,
  audits,
  unit_meetings,
  unit_hours,
  overtime,
  volunteer_hours,
  leader_hours,
  resident_hours,
  rider_time,
  late_orders,
  town_ways,
};
inline constexpr std::size_t common_cost_items = 18;  ///< after these, what mechanisms declare (Section::costs)

/// [costs], yuan.
struct CostRules {
  std::vector<double> price;  ///< of one unit of an item's quantity
  static CostRules read(const Settings& settings);
};

/// What is said of an item.
struct CostItemFacts {
  CostItem item;
  Payer payer;
  std::string word;
  std::string word_zh;
  std::string unit;                   ///< of its quantity
  Bearer bearer = Bearer::residents;  ///< whose time it is, where it is unpaid
};
[[nodiscard]] const std::vector<CostItemFacts>& cost_items();
/// Where the items that a mechanism declares begin, by its position in the registry.
[[nodiscard]] CostItem own_cost_item(std::size_t mechanism, std::size_t item);
[[nodiscard]] const std::array<std::string, bearer_count>& bearer_words();
[[nodiscard]] const std::array<std::string, bearer_count>& bearer_words_zh();
[[nodiscard]] std::vector<std::string> cost_item_words();
[[nodiscard]] std::vector<std::string> cost_item_words_zh();

/// One booking, as a trace keeps it.
struct CostEntry {
  std::uint32_t day;  ///< from day 0
  CostItem item;
  std::uint32_t whose;  ///< post, unit, resident, courier: by the item; unowned where nobody's in particular
  std::int64_t quantity;
};
inline constexpr std::uint32_t unowned = 0xFFFF'FFFF;

/// The books of one community from day 0 on.
struct CostBook {
  std::vector<std::int64_t> quantity;
  std::array<std::vector<std::int64_t>, payer_count> day_millis;  ///< by payer and day: thousandths of a yuan
  std::vector<CostEntry> entries;                                 ///< with --trace

  /// Books a quantity on a day, at a price; keeps the entry where a trace is asked for.
  void add(const CostRules& rules, std::uint32_t day, CostItem item, std::int64_t amount, std::uint32_t whose,
           bool keep);
  void add(const CostBook& other);
  [[nodiscard]] double yuan(const CostRules& rules, Payer payer) const;
  [[nodiscard]] double yuan(const CostRules& rules, CostItem item) const;
};

struct Context;

/// Books what arises now; nothing before day 0.
void book(Context& ctx, CostItem item, std::int64_t quantity, std::uint32_t whose = unowned);

}  // namespace cogov
