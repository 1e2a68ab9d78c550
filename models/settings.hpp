/// The resolved values of all parameters: a plain value that can be copied and compared.
#pragma once

#include <string_view>
#include <vector>

#include "models/param.hpp"

namespace cogov {

/// All parameters of one policy (or of the baseline). Starts as the defaults, switchable sections off.
class Settings {
 public:
  Settings();

  /// Values by dotted path, "patrol.notice_chance" or "request_kinds.litter.rate_places".
  /// An unknown path or a wrong type is a bug of ours (InternalError): input was checked before.
  [[nodiscard]] bool boolean(std::string_view path) const;
  [[nodiscard]] std::int64_t integer(std::string_view path) const;
  [[nodiscard]] double real(std::string_view path) const;
  [[nodiscard]] const std::string& word(std::string_view path) const;
  [[nodiscard]] const std::vector<std::string>& words(std::string_view path) const;

  /// Whether a section is in force; always true for sections that are not switchable.
  [[nodiscard]] bool on(std::string_view section) const;
  void switch_on(std::string_view section, bool on);

  /// Sets a value that has been checked against its Param (type, bounds, choices).
  void set(std::string_view path, Value value);

  /// By position in all_sections(), for generated code.
  [[nodiscard]] const Value& at(std::size_t section, std::size_t param) const { return values_[section][param]; }
  [[nodiscard]] bool on_at(std::size_t section) const { return on_[section]; }
  void put(std::size_t section, std::size_t param, Value value) { values_[section][param] = std::move(value); }

  /// Takes one section over from other settings.
  void copy_section(std::size_t section, const Settings& from);
  /// Whether a section differs in anything but `lead_days`.
  [[nodiscard]] bool section_differs(std::size_t section, const Settings& other) const;

  bool operator==(const Settings&) const = default;

 private:
  [[nodiscard]] const Value& find(std::string_view path) const;

  std::vector<std::vector<Value>> values_;
  std::vector<bool> on_;
};

}  // namespace cogov
