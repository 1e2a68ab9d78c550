/// Row 7: rest stations 暖"新"驿站, where riders rest at about 3 pm.
#include "models/courier_rules.hpp"
#include "models/registry.hpp"
#include "models/sections.hpp"

namespace cogov {

Section rest_stations_section() {
  constexpr Tag a = Tag::assumption;
  return {
      .key = "rest_stations",
      .title = "Rest stations",
      .title_zh = "暖“新”驿站",
      .rule =
          "riders who rest there between noon and evening stay enrolled for longer and are more attentive in the "
          "evening",
      .rule_zh = "骑手午后到驿站休息，更久地参与上报，傍晚更留心",
      .fails_by = "cost; welfare used only to recruit: who enrols for the station reports what is trivial",
      .fails_by_zh = "成本；福利只用来拉人：为驿站而来的人只报琐碎事",
      .rows = {7},
      .source = "claim: Yangzhou, Qionghuaguan community, where riders rest at about 3 pm",
      .tag = Tag::claim,
      .moves = {"riders_enrolled_end", "courier_reports", "budget_yuan_per_year", "courier_false_reports",
                "courier_precision"},
      .switchable = true,
      .lead_days = 60,
      .params = {
          whole_param("stations", 1, 0, 9, "1", "stations of each zone of neighbouring communities; 0: none",
                      "每片区驿站数（0：无）", "claim: Yangzhou, Qionghuaguan community", Tag::claim),
          real_param("use_chance", .5, 0, 1, "1", "chance that an enrolled rider at work rests there that afternoon",
                     "骑手当日到驿站休息的概率", "assumption; riders rest there at about 3 pm", a, .2, .8),
          real_param("stays_effect", .5, 0, 1, "1",
                     "the hazard of losing heart falls by this share for who rests there every day",
                     "每日使用驿站者退出率降低比例", "assumption", a, 0, .8),
          real_param("attention_gain", .2, 0, 5, "1", "the chance to notice rises by this share after a rest",
                     "休息后发现概率提高比例", "assumption", a, 0, .5),
          real_param("recruited_only", 0, 0, 1, "1",
                     "of the riders who would not have enrolled, the share who now do, for the station alone",
                     "只为驿站福利而加入的比例", "assumption", a, 0, .5),
          real_param("trivial_per_1000_stops", 2, 0, 1000, "1",
                     "trivial reports of those who enrolled for the station; they report nothing else",
                     "只为福利加入者每千次停留的琐碎上报数", "assumption", a, .5, 5),
      }};
}

namespace {

/// All it does is done by the couriers of the place.
class RestStations final : public Mechanism {};

}  // namespace

void read_rest_stations(const Settings& s, CourierRules& rules) {
  const auto real = [&](const char* key) { return s.real(std::string("rest_stations.") + key); };
  if (!s.on("rest_stations")) return;
  rules.stations = static_cast<std::uint32_t>(s.integer("rest_stations.stations"));
  if (rules.stations == 0) return;
  rules.use_chance = real("use_chance");
  rules.stays_effect = real("stays_effect");
  rules.attention_gain = real("attention_gain");
  rules.recruited_only = real("recruited_only");
  rules.trivial_share = real("trivial_per_1000_stops") / 1000;
}

std::unique_ptr<Mechanism> make_rest_stations(const Settings&) { return std::make_unique<RestStations>(); }

}  // namespace cogov
