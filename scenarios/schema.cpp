#include "scenarios/schema.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

#include "models/param.hpp"
#include "scenarios/design.hpp"
#include "scenarios/json_values.hpp"
#include "scenarios/load.hpp"
#include "scenarios/money.hpp"
#include "scenarios/values.hpp"

namespace cogov {

namespace {

using Json = nlohmann::ordered_json;

std::string description(const Param& param) {
  const std::string unit = param.unit.empty() || param.unit == "1" ? "" : fmt::format(" [{}]", param.unit);
  return fmt::format("{}{} ({})", param.meaning, unit, param.source);
}

Json text_schema(const std::string& meaning, int shortest) {
  return {{"type", "string"}, {"minLength", shortest}, {"maxLength", longest_text}, {"description", meaning}};
}

Json param_schema(const Param& param) {
  Json schema;
  switch (param.type) {
    case Type::boolean:
      schema["type"] = "boolean";
      break;
    case Type::integer:
      schema = {{"type", "integer"},
                {"minimum", static_cast<std::int64_t>(param.low)},
                {"maximum", static_cast<std::int64_t>(param.high)}};
      if (param.key == "replicates") schema = {{"anyOf", {schema, {{"enum", {until_word}}}}}};
      break;
    case Type::real:
      schema = {{"type", "number"}, {"minimum", param.low}, {"maximum", param.high}};
      break;
    case Type::choice:
      schema = {{"type", "string"}, {"enum", param.choices}};
      break;
    case Type::list:
      schema = {{"type", "array"}, {"uniqueItems", true}, {"items", {{"type", "string"}, {"enum", param.choices}}}};
      break;
    case Type::text:
      schema = {{"type", "string"}, {"maxLength", longest_text}};
      break;
  }
  schema["default"] = json_of(param.fallback);
  schema["description"] = description(param);
  return schema;
}

Json table_schema() { return {{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}}; }

Json section_schema(const Section& section) {
  Json schema = table_schema();
  schema["title"] = section.title;
  schema["description"] = section.rule.empty() ? section.title : section.rule;
  Json& properties = schema["properties"];
  if (section.switchable) {
    properties[std::string(enabled_key)] = {
        {"type", "boolean"}, {"default", true}, {"description", "false turns it off"}};
  }
  for (const Param& param : section.params) properties[param.key] = param_schema(param);
  return schema;
}

/// Puts a reference to a section's definition where its dotted key belongs.
void refer(Json& table, const std::string& key) {
  Json* at = &table;
  std::size_t begin = 0;
  for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', begin)) {
    Json& inner = (*at)["properties"][key.substr(begin, dot - begin)];
    if (inner.is_null()) inner = table_schema();
    at = &inner;
    begin = dot + 1;
  }
  (*at)["properties"][key.substr(begin)] = {{"$ref", "#/definitions/" + key}};
}

}  // namespace

std::string json_schema() {
  Json schema = table_schema();
  schema["$schema"] = "http://json-schema.org/draft-04/schema#";
  schema["title"] = "cogov scenario";
  schema["properties"]["title"] = text_schema("what the scenario asks", 0);
  schema["properties"]["place"] =
      text_schema("file of the facts of the place, beside the scenario or among the installed ones", 1);
  Json policy = table_schema();
  policy["required"] = {"name"};
  policy["properties"]["name"] = text_schema("the name under which results are shown", 1);
  for (const Param& param : money_params()) policy["properties"][param.key] = param_schema(param);
  for (const Section& section : all_sections()) {
    schema["definitions"][section.key] = section_schema(section);
    refer(schema, section.key);
    if (section.policy_may_set) refer(policy, section.key);
  }
  Json design = section_schema(design_section());
  design["properties"]["vary"] = {
      {"type", "object"},
      {"description",
       "what is varied, by key: \"patrol.notice_chance\", or \"policy.2.alliance.units\" for one policy"},
      {"additionalProperties",
       {{"description", "a list of values, { low = ..., high = ... }, or \"range\", its plausible range"}}}};
  schema["properties"][design_section().key] = design;
  schema["properties"]["policy"] = {{"type", "array"},
                                    {"maxItems", most_policies},
                                    {"description", "the policies to compare; the first is the baseline"},
                                    {"items", policy}};
  return json_text(schema);
}

}  // namespace cogov
