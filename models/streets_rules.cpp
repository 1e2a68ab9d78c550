/// [streets]: the street network of the place, generated or read.
#include <algorithm>
#include <iterator>

#include "models/population.hpp"
#include "models/sections.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

std::vector<Param> layout_params() {
  constexpr Tag a = Tag::assumption;
  return {
      {.key = "file",
       .type = Type::text,
       .fallback = std::string(),
       .unit = "",
       .meaning = "GraphML or CSV with a street network to live on, without estates and gates; empty: one is generated",
       .meaning_zh = "街道网络文件（GraphML或CSV）；留空则自动生成",
       .source = "convention",
       .tag = Tag::convention},
      choice_param("keep", "all", {"all", "largest"},
                   "of a file's network in parts without a way between them: all (it is refused) or the largest part",
                   "网络文件不连通时：all 拒绝，largest 只保留最大部分", "convention", Tag::convention),
      real_param("estates", 2, 1, 3, "1", "walled estates of a community, on average", "每社区小区数（平均）",
                 "assumption", a, 1, 3),
      real_param("side_gates", 2, 0, 4, "1", "gates of an estate besides the main gate, on average",
                 "每小区侧门数（平均）", "assumption", a, 0, 3),
      real_param("locked_share", .6, 0, 1, "1", "side gates that are locked at night", "夜间上锁的侧门占比",
                 "assumption", a, 0, 1),
      real_param("locked_from", 23, 0, 24, "h", "hour from which they are locked", "上锁时刻", "assumption", a),
      real_param("locked_to", 5, 0, 24, "h",
                 "hour until which they are locked; the same hour as the one from which they are: never", "开锁时刻",
                 "assumption", a),
      real_param("riders_kept_out_share", .2, 0, 1, "1", "estates whose gates riders may not pass",
                 "禁止骑手入内的小区占比", "assumption", a, 0, .6),
      whole_param("shops", 6, 1, 200, "1", "shops with deliveries in each community", "每社区出餐店铺数", "assumption",
                  a),
  };
}

std::vector<Param> speed_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("walking_speed", 1.2, .2, 3, "m/s", "of everybody on foot", "步行速度", "assumption: unhurried adults",
                 a, .9, 1.4),
      real_param("riding_speed", 5, 1, 20, "m/s", "of riders on roads", "骑行速度（道路）",
                 "assumption: e-bikes, 18 km/h", a, 3.5, 7),
      real_param("lane_riding_speed", 3, .5, 20, "m/s", "of riders on lanes inside estates", "骑行速度（小区内）",
                 "assumption", a, 2, 4),
  };
}

}  // namespace

Section streets_section() {
  std::vector<Param> params = layout_params();
  for (Param& param : speed_params()) params.push_back(std::move(param));
  return {.key = "streets",
          .title = "Streets, gates and how fast people move on them",
          .title_zh = "街道、门禁与速度",
          .policy_may_set = false,
          .params = std::move(params)};
}

namespace {

constexpr const char* of_estates[] = {"streets.estates", "streets.side_gates", "streets.locked_share",
                                      "streets.riders_kept_out_share"};

/// A network that was read has no estates: keys about them would have no effect.
void refuse_estates_of_a_file(const Settings& s) {
  if (s.word("streets.file").empty()) return;
  const Settings defaults;
  for (const std::string path : of_estates) {
    if (s.real(path) == defaults.real(path)) continue;
    throw UserError(path + " has no effect beside streets.file", "a network that is read has no estates and gates",
                    "remove one of them");
  }
}

}  // namespace

bool is_of_generated_streets(std::string_view path) {
  return std::find(std::begin(of_estates), std::end(of_estates), path) != std::end(of_estates);
}

StreetFacts StreetFacts::read(const Settings& s) {
  refuse_estates_of_a_file(s);
  StreetFacts facts;
  facts.estates = s.real("streets.estates");
  facts.side_gates = s.real("streets.side_gates");
  facts.locked_share = s.real("streets.locked_share");
  facts.locked = {whole_seconds(s.real("streets.locked_from") * hour_seconds),
                  whole_seconds(s.real("streets.locked_to") * hour_seconds)};
  facts.riders_kept_out_share = s.real("streets.riders_kept_out_share");
  facts.shops = static_cast<std::uint32_t>(s.integer("streets.shops"));
  facts.walking_speed = s.real("streets.walking_speed");
  facts.riding_speed = s.real("streets.riding_speed");
  facts.lane_riding_speed = s.real("streets.lane_riding_speed");
  return facts;
}

}  // namespace cogov
