/// The two languages in which results are told.
#pragma once

namespace cogov {

enum class Language { english, chinese };

}  // namespace cogov
