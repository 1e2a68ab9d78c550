#include "models/written_network.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "models/sections.hpp"
#include "models/settings.hpp"
#include "models/social_rules.hpp"
#include "models/world.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr double highest_weight = 10000;
constexpr std::uint32_t active_word = 2;  ///< of Why::belonging; 0 and 1 are a resident's anchor and threshold

[[noreturn]] void refuse(const std::string& key, const std::string& text, const char* why, const char* remedy) {
  throw UserError("'influence." + key + "' is \"" + text + "\"", why, remedy);
}

/// The numbers of a text, apart by blanks or commas, each from 0 to `highest`; none if it says something else.
bool read_numbers(const std::string& text, double highest, std::vector<double>& numbers) {
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" ,\t", at)) != std::string::npos) {
    const std::size_t end = std::min(text.size(), text.find_first_of(" ,\t", at));
    double value = -1;
    const auto [rest, error] = std::from_chars(text.data() + at, text.data() + end, value);
    if (error != std::errc() || rest != text.data() + end || !(value >= 0 && value <= highest)) return false;
    numbers.push_back(value);
    at = end;
  }
  return true;
}

std::vector<double> levels_of(const Settings& s, const std::string& key) {
  const std::string& text = s.word("influence." + key);
  std::vector<double> levels;
  if (!read_numbers(text, 1, levels))
    refuse(key, text, "it takes numbers from 0 to 1", "write them apart by blanks, as in \"1 0 0.5\"");
  return levels;
}

std::vector<std::vector<std::uint32_t>> even_weights(const Settings& s) {
  constexpr std::int64_t most = 200;  // a day's step costs their square
  const std::int64_t people = s.integer("community.households");
  if (people > most)
    refuse("weights", "even", "a community has more than 200 households", "lower community.households");
  const auto n = static_cast<std::size_t>(people);
  return {n, std::vector<std::uint32_t>(n, 1)};
}

std::vector<std::uint32_t> weights_of_row(const std::string& text, const std::string& row) {
  std::vector<double> numbers;
  const bool read = read_numbers(row, highest_weight, numbers);
  const auto has_fraction = [](double weight) { return weight != std::floor(weight); };
  if (!read || std::ranges::any_of(numbers, has_fraction)) {
    refuse("weights", text, "weights are whole numbers from 0 to 10000",
           "write a row for each resident, rows apart by ';', as in \"2 1 1; 1 3 0; 1 0 2\"");
  }
  return {numbers.begin(), numbers.end()};
}

std::vector<std::vector<std::uint32_t>> weights_of(const Settings& s) {
  const std::string& text = s.word("influence.weights");
  if (text == "even") return even_weights(s);
  std::vector<std::vector<std::uint32_t>> rows;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.size(), text.find(';', at));
    rows.push_back(weights_of_row(text, text.substr(at, end - at)));
    at = end + 1;
  }
  for (const std::vector<std::uint32_t>& row : rows) {
    if (row.size() != rows.size())
      refuse("weights", text, "it is no square", "give as many rows as each row has numbers");
  }
  return rows;
}

Param text_param(const char* key, const char* meaning, const char* meaning_zh) {
  return {.key = key,
          .type = Type::text,
          .fallback = std::string(),
          .unit = "",
          .meaning = meaning,
          .meaning_zh = meaning_zh,
          .source = "convention",
          .tag = Tag::convention};
}

/// One-way ties, row by row; what else a row was tied to is gone.
void write_ties(CommunityPlan& plan, const std::vector<std::vector<std::uint32_t>>& weights) {
  const auto written = static_cast<std::uint32_t>(weights.size());
  std::vector<Tie> kept;
  for (std::uint32_t row = written; row < plan.residents(); ++row) {
    for (const std::uint32_t other : plan.ties.neighbours(row)) {
      if (other > row) kept.push_back({row, other, 0});
    }
  }
  std::vector<CrossTie> one_way;
  for (std::uint32_t row = 0; row < written; ++row) {
    for (std::uint32_t other = 0; other < written; ++other) {
      one_way.insert(one_way.end(), weights[row][other], {row, plan.number, other});
    }
  }
  plan.ties = build_ties(static_cast<std::uint32_t>(plan.residents()), kept, {});
  plan.ties.cross = std::move(one_way);
}

void write_levels(SocialColumns& social, const InfluenceRules& rules, const WrittenNetwork& written) {
  const std::uint16_t highest = social.two_state ? active_level - 1 : active_level;
  for (std::size_t row = 0; row < written.starts.size(); ++row) {
    social.anchor[row] = std::min(level_of(written.starts[row]), highest);
    social.belonging[row] = social.anchor[row];
  }
  if (rules.rule != InfluenceRule::friedkin_johnsen || written.susceptibilities.empty()) return;
  social.threshold.assign(social.anchor.size(), level_of(rules.numbers.susceptibility));
  for (std::size_t row = 0; row < written.susceptibilities.size(); ++row) {
    social.threshold[row] = level_of(written.susceptibilities[row]);
  }
}

void activate_some(Context& ctx, double share) {
  SocialColumns& social = ctx.c.social;
  for (std::size_t row = 0; social.two_state && row < social.belonging.size(); ++row) {
    const double u = ctx.luck.uniform(ctx.who(ResidentId(row)), 0, Why::belonging, active_word);
    if (u < share) social.belonging[row] = active_level;
  }
}

}  // namespace

std::vector<Param> written_network_params() {
  return {
      real_param("active_at_start", 0, 0, 1, "1",
                 "threshold, bass: share of residents who are active from the start, drawn evenly",
                 "起始即活跃的居民占比（门槛、Bass规则）", "convention", Tag::convention),
      text_param("weights",
                 "how much each of the first residents of a community heeds each of them, instead of their ties: whole "
                 "numbers, rows apart by ';', such as \"2 1 1; 1 3 0; 1 0 2\"; even: as many as there are households "
                 "heed all of them alike, themselves included; empty: by ties",
                 "各社区前几位居民彼此的影响权重（整数，行间用分号；even：按户数全体同权、含自身；空：按联系）"),
      text_param("starts",
                 "where the first residents stand by themselves: numbers from 0 to 1, such as \"1 0 0\"; empty: drawn",
                 "各社区前几位居民的自身水平（0—1；空：抽取）"),
      text_param("susceptibilities",
                 "under the rule of Friedkin and Johnsen: susceptibility of the first residents, each its own: numbers "
                 "from 0 to 1, such as "
                 "\"0.8 0.4\"; empty: the one for all",
                 "各社区前几位居民的易受影响程度（0—1；空：用统一值）"),
  };
}

WrittenNetwork WrittenNetwork::read(const Settings& s) {
  WrittenNetwork written;
  written.weights = weights_of(s);
  written.starts = levels_of(s, "starts");
  written.susceptibilities = levels_of(s, "susceptibilities");
  written.active_at_start = s.real("influence.active_at_start");
  const std::size_t people = std::max({written.weights.size(), written.starts.size(), written.susceptibilities.size()});
  const double households =
      static_cast<double>(s.integer("community.households")) * (1 - s.real("community.household_variation"));
  if (static_cast<double>(people) > std::floor(households)) {
    throw UserError("[influence] describes " + std::to_string(people) + " residents one by one",
                    "a community may have fewer", "raise community.households, or shorten the list");
  }
  return written;
}

std::shared_ptr<const Population> with_written_ties(std::shared_ptr<const Population> population,
                                                    const WrittenNetwork& written) {
  if (written.weights.empty()) return population;
  const auto changed = std::make_shared<Population>(*population);
  std::vector<const TieNetwork*> networks;
  for (CommunityPlan& plan : changed->communities) {
    write_ties(plan, written.weights);
    networks.push_back(&plan.ties);
  }
  changed->tie_figures = figures_of(networks);
  return changed;
}

void write_levels(Society& society, const WrittenNetwork& written) {
  if (written.starts.empty() && written.susceptibilities.empty() && written.active_at_start <= 0) return;
  society.prepare([&](Context& ctx) {
    SocialColumns& social = ctx.c.social;
    write_levels(social, ctx.rules.influence, written);
    activate_some(ctx, written.active_at_start);
    social.sum = 0;
    for (const std::uint16_t level : social.belonging) social.sum += level;
  });
}

}  // namespace cogov
