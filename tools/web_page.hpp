/// The web page's template, which is built from tools/web and embedded in the program.
#pragma once

#include <string_view>

namespace cogov {

/// One HTML file in which `page_placeholder` stands where the data go. Empty where the program was built without it
/// (-DCOGOV_WEB=OFF).
[[nodiscard]] std::string_view web_page() noexcept;

/// What stands in the template for the data.
inline constexpr std::string_view page_placeholder = "{\"cogov\":\"data\"}";

}  // namespace cogov
