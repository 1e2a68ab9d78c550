#include "tools/web_page.hpp"

#ifdef COGOV_WEB_PAGE
// The assembler reads the file; CMake makes this object depend on it.
asm(R"(
  .section .rodata
  .global cogov_web_page_begin
  .global cogov_web_page_end
cogov_web_page_begin:
  .incbin ")" COGOV_WEB_PAGE R"("
cogov_web_page_end:
  .byte 0
  .previous
)");

extern "C" {
extern const char cogov_web_page_begin[];
extern const char cogov_web_page_end[];
}
#endif

namespace cogov {

std::string_view web_page() noexcept {
#ifdef COGOV_WEB_PAGE
  return {cogov_web_page_begin, static_cast<std::size_t>(cogov_web_page_end - cogov_web_page_begin)};
#else
  return {};
#endif
}

}  // namespace cogov
