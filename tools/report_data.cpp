#include "tools/report_data.hpp"

#include <fmt/format.h>

#include "output/verdict.hpp"
#include "scenarios/load.hpp"
#include "sim/errors.hpp"
#include "tools/experiments.hpp"
#include "tools/report_parts.hpp"
#include "tools/web_page.hpp"

namespace cogov {

namespace {

using report::Json;

/// Where the result comes from and how to get it again.
Json provenance(const Result& result) {
  const Manifest& manifest = result.manifest();
  std::size_t failed = 0;
  for (const RunKey key : manifest.runs()) failed += result.failed(key) ? 1 : 0;
  return {{"file", result.path().filename().string()},
          {"program", manifest.program_version},
          {"model", manifest.model_version},
          {"seed", std::to_string(manifest.seed)},  // a double would lose its last digits
          {"arguments", manifest.arguments},
          {"digest", result.digest()},
          {"runs", manifest.size()},
          {"failed", failed},
          {"streets", manifest.streets_digest},
          {"ties", manifest.ties_digest}};
}

Json policies(const Result& result, const Comparison& comparison) {
  Json all = Json::array();
  for (std::size_t policy = 0; policy < result.manifest().policies.size(); ++policy) {
    Json entry{{"name", result.manifest().policies[policy]}};
    if (policy > 0 && comparison.of(policy).control) entry["control"] = *comparison.of(policy).control;
    all.push_back(std::move(entry));
  }
  return all;
}

}  // namespace

nlohmann::ordered_json report_data(const Result& result, Language first, ReportParts parts) {
  const Manifest& manifest = result.manifest();
  const Comparison comparison = compare(compare_input(result));
  const Scenario scenario =
      load_scenario_text(manifest.scenario_toml, result.path().string(), {.imports = result.imports()});
  Json json;
  json["language"] = first == Language::chinese ? "zh" : "en";
  json["title"] = manifest.title;
  json["policies"] = policies(result, comparison);
  json["replicates"] = manifest.replicates;
  json["worlds"] = manifest.worlds;
  json["days"] = scenario.baseline().integer("run.days");
  json["smallest"] = comparison.smallest_difference;
  json["note"] = report::both(closing_note(comparison, Language::english), closing_note(comparison, Language::chinese));
  json["verdicts"] = report::verdicts_json(comparison);
  json["firstScreen"] = report::first_screen_json(comparison);
  json["lists"] = report::lists_json(comparison);
  json["rows"] = report::rows_json(comparison);
  json["series"] = report::series_json(result);
  json["breakdowns"] = report::breakdowns_json(result);
  json["ledgers"] = report::ledgers_json(comparison);
  const bool all = parts == ReportParts::all;
  json["map"] = all ? report::map_json(result, scenario) : Json{{"missing", report::both("", "")}};
  json["settings"] = all ? report::settings_json(scenario) : Json::array();
  json["toml"] = all ? manifest.scenario_toml : "";
  json["provenance"] = provenance(result);
  return json;
}

std::string script_json(const nlohmann::ordered_json& json) {
  const std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 64);
  for (const char c : text) {
    if (c == '<')
      escaped += "\\u003c";
    else
      escaped += c;
  }
  return escaped;
}

std::string filled_page(std::string_view page, const nlohmann::ordered_json& data) {
  const std::size_t at = page.find(page_placeholder);
  EXPECT(at != std::string_view::npos);
  std::string filled(page.substr(0, at));
  filled += script_json(data);
  filled += page.substr(at + page_placeholder.size());
  return filled;
}

}  // namespace cogov
