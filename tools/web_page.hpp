/// The web pages' templates, which are built from tools/web and embedded in the program.
#pragma once

#include <string_view>

namespace cogov {

enum class WebPage { report, live, classroom };

/// One HTML file in which `page_placeholder` stands where the data go. Empty where the program was built without it
/// (-DCOGOV_WEB=OFF).
[[nodiscard]] std::string_view web_page(WebPage page) noexcept;

/// What a page needs and this program may lack. @throws UserError that says how to build it in
void require_web_pages();

/// What stands in the template for the data.
inline constexpr std::string_view page_placeholder = "{\"cogov\":\"data\"}";

}  // namespace cogov
