/// A small page of headings, sentences and tables, as text for a terminal, Markdown or HTML.
#pragma once

#include <string>
#include <vector>

namespace cogov {

/// One piece of a page: a heading with what stands below it.
struct PageSection {
  std::string heading;
  std::vector<std::string> head;                ///< of the table; empty: none
  std::vector<std::vector<std::string>> lines;  ///< as many cells each as the head
  std::vector<std::string> sentences;           ///< below the table
};

/// Everything on a page. Texts may hold anything: they are made safe for where they are shown.
struct Page {
  std::string title;
  std::vector<std::string> sentences;
  std::vector<PageSection> sections;
};

[[nodiscard]] std::string page_text(const Page& page);
[[nodiscard]] std::string page_markdown(const Page& page);
/// Self-contained: no script, nothing from elsewhere.
[[nodiscard]] std::string page_html(const Page& page, bool chinese);

}  // namespace cogov
