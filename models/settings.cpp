#include "models/settings.hpp"

#include "sim/errors.hpp"

namespace cogov {

Settings::Settings() {
  for (const Section& section : all_sections()) {
    std::vector<Value>& values = values_.emplace_back();
    for (const Param& param : section.params) values.push_back(param.fallback);
    on_.push_back(!section.switchable);
  }
}

namespace {

struct Position {
  std::size_t section;
  std::size_t param;
};

Position position_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  EXPECT(dot != std::string_view::npos);
  const int section = section_index(path.substr(0, dot));
  if (section < 0) throw InternalError("no section for '" + std::string(path) + "'");
  const int param = param_index(all_sections()[static_cast<std::size_t>(section)], path.substr(dot + 1));
  if (param < 0) throw InternalError("no parameter '" + std::string(path) + "'");
  return {static_cast<std::size_t>(section), static_cast<std::size_t>(param)};
}

template <class T>
const T& held(const Value& value, std::string_view path) {
  const T* found = std::get_if<T>(&value);
  if (found == nullptr) throw InternalError("'" + std::string(path) + "' is of another type");
  return *found;
}

}  // namespace

const Value& Settings::find(std::string_view path) const {
  const Position position = position_of(path);
  return values_[position.section][position.param];
}

bool Settings::boolean(std::string_view path) const { return held<bool>(find(path), path); }
std::int64_t Settings::integer(std::string_view path) const { return held<std::int64_t>(find(path), path); }
double Settings::real(std::string_view path) const { return held<double>(find(path), path); }
const std::string& Settings::word(std::string_view path) const { return held<std::string>(find(path), path); }
const std::vector<std::string>& Settings::words(std::string_view path) const {
  return held<std::vector<std::string>>(find(path), path);
}

bool Settings::on(std::string_view section) const {
  const int index = section_index(section);
  EXPECT(index >= 0);
  return on_[static_cast<std::size_t>(index)];
}

void Settings::switch_on(std::string_view section, bool on) {
  const int index = section_index(section);
  EXPECT(index >= 0 && (on || all_sections()[static_cast<std::size_t>(index)].switchable));
  on_[static_cast<std::size_t>(index)] = on;
}

void Settings::set(std::string_view path, Value value) {
  const Position position = position_of(path);
  values_[position.section][position.param] = std::move(value);
}

void Settings::copy_section(std::size_t section, const Settings& from) {
  values_[section] = from.values_[section];
  on_[section] = from.on_[section];
}

bool Settings::section_differs(std::size_t section, const Settings& other) const {
  if (on_[section] != other.on_[section]) return true;
  const std::vector<Param>& params = all_sections()[section].params;
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (params[i].key != lead_key && values_[section][i] != other.values_[section][i]) return true;
  }
  return false;
}

}  // namespace cogov
