#include "tools/web_page.hpp"

#include "sim/errors.hpp"

#ifdef COGOV_WEB_PAGES
// The assembler reads the files; CMake makes this object depend on them.
#define EMBED(name)                         \
  asm(".section .rodata\n"                  \
      ".global cogov_web_" name             \
      "_begin\n"                            \
      ".global cogov_web_" name             \
      "_end\n"                              \
      "cogov_web_" name                     \
      "_begin:\n"                           \
      ".incbin \"" COGOV_WEB_PAGES "/" name \
      ".html\"\n"                           \
      "cogov_web_" name                     \
      "_end:\n"                             \
      ".byte 0\n"                           \
      ".previous\n")
EMBED("report");
EMBED("live");
EMBED("classroom");

extern "C" {
extern const char cogov_web_report_begin[];
extern const char cogov_web_report_end[];
extern const char cogov_web_live_begin[];
extern const char cogov_web_live_end[];
extern const char cogov_web_classroom_begin[];
extern const char cogov_web_classroom_end[];
}
#endif

namespace cogov {

std::string_view web_page([[maybe_unused]] WebPage page) noexcept {
#ifdef COGOV_WEB_PAGES
  const auto between = [](const char* begin, const char* end) {
    return std::string_view(begin, static_cast<std::size_t>(end - begin));
  };
  switch (page) {
    case WebPage::report:
      return between(cogov_web_report_begin, cogov_web_report_end);
    case WebPage::live:
      return between(cogov_web_live_begin, cogov_web_live_end);
    case WebPage::classroom:
      return between(cogov_web_classroom_begin, cogov_web_classroom_end);
  }
#endif
  return {};
}

void require_web_pages() {
  if (!web_page(WebPage::report).empty()) return;
  throw UserError("this cogov was built without the web pages", "-DCOGOV_WEB=OFF, or Node.js was missing",
                  "install nodejs and npm and build it again with -DCOGOV_WEB=ON; `cogov compare` works without");
}

}  // namespace cogov
