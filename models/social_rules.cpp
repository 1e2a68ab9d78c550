/// [social_ties]: who knows whom, drawn or read.
#include "models/sections.hpp"

namespace cogov {

Section social_ties_section() {
  return {.key = "social_ties",
          .title = "Ties between residents",
          .title_zh = "居民关系网络",
          .policy_may_set = false,
          .params = {{.key = "file",
                      .type = Type::text,
                      .fallback = std::string(),
                      .unit = "",
                      .meaning = "CSV with ties to live with (columns a, b); empty: they are drawn",
                      .meaning_zh = "关系名单文件（CSV，列 a、b）；留空则自动生成",
                      .source = "convention",
                      .tag = Tag::convention}}};
}

}  // namespace cogov
