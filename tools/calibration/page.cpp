#include "tools/calibration/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/columns.hpp"
#include "output/text_table.hpp"

namespace cogov {

namespace {

/// Signs that Markdown would read are set off.
std::string for_markdown(const std::string& text) {
  std::string safe;
  for (const char letter : printable(text)) {
    if (std::string_view("|*_`<>[]#\\").find(letter) != std::string_view::npos) safe += '\\';
    safe += letter;
  }
  return safe;
}

std::string for_html(const std::string& text) {
  std::string safe;
  for (const char letter : printable(text)) {
    if (letter == '&') {
      safe += "&amp;";
    } else if (letter == '<') {
      safe += "&lt;";
    } else if (letter == '>') {
      safe += "&gt;";
    } else if (letter == '"') {
      safe += "&quot;";
    } else {
      safe += letter;
    }
  }
  return safe;
}

/// Figures stand to the right, words to the left.
bool holds_figures(const PageSection& section, std::size_t column) {
  return std::all_of(section.lines.begin(), section.lines.end(), [&](const std::vector<std::string>& line) {
    const std::string& cell = line[column];
    return cell.empty() || (cell.front() >= '0' && cell.front() <= '9') || cell == "–";
  });
}

std::string table_text(const PageSection& section) {
  TextTable table;
  for (std::size_t i = 0; i < section.head.size(); ++i) {
    table.columns.push_back({.right = i > 0 && holds_figures(section, i), .least_head = 12});
  }
  table.lines.push_back(section.head);
  for (const std::vector<std::string>& line : section.lines) {
    std::vector<std::string>& safe = table.lines.emplace_back();
    for (const std::string& cell : line) safe.push_back(printable(cell));
  }
  return laid_out(table);
}

}  // namespace

std::string page_text(const Page& page) {
  const auto paragraph = [](const std::string& text) { return wrapped(printable(text), page_width) + "\n"; };
  std::string text = paragraph(page.title);
  for (const std::string& sentence : page.sentences) text += paragraph(sentence);
  for (const PageSection& section : page.sections) {
    text += "\n" + paragraph(section.heading);
    if (!section.lines.empty()) text += table_text(section);
    for (const std::string& sentence : section.sentences) {
      text += wrapped("- " + printable(sentence), page_width, "  ") + "\n";
    }
  }
  return text;
}

std::string page_markdown(const Page& page) {
  std::string text = "# " + for_markdown(page.title) + "\n";
  for (const std::string& sentence : page.sentences) text += "\n" + for_markdown(sentence) + "\n";
  for (const PageSection& section : page.sections) {
    text += "\n## " + for_markdown(section.heading) + "\n\n";
    if (!section.lines.empty()) {
      std::string rule = "|";
      text += "|";
      for (std::size_t i = 0; i < section.head.size(); ++i) {
        text += " " + for_markdown(section.head[i]) + " |";
        rule += i == 0 ? " --- |" : " ---: |";
      }
      text += "\n" + rule + "\n";
      for (const std::vector<std::string>& line : section.lines) {
        text += "|";
        for (const std::string& cell : line) text += " " + for_markdown(cell) + " |";
        text += "\n";
      }
      text += section.sentences.empty() ? "" : "\n";
    }
    for (const std::string& sentence : section.sentences) text += "- " + for_markdown(sentence) + "\n";
  }
  return text;
}

std::string page_html(const Page& page, bool chinese) {
  std::string text = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{}</title>\n<style>body{{font:16px/1.5 sans-serif;max-width:60em;"
      "margin:2em auto;padding:0 1em}}table{{border-collapse:collapse}}th,td{{border-bottom:1px solid "
      "#ccc;padding:.2em "
      ".8em;text-align:right}}th:first-child,td:first-child{{text-align:left}}</style></head><body>\n<h1>{}</h1>\n",
      chinese ? "zh" : "en", for_html(page.title), for_html(page.title));
  for (const std::string& sentence : page.sentences) text += "<p>" + for_html(sentence) + "</p>\n";
  for (const PageSection& section : page.sections) {
    text += "<h2>" + for_html(section.heading) + "</h2>\n";
    if (!section.lines.empty()) {
      text += "<table><thead><tr>";
      for (const std::string& cell : section.head) text += "<th>" + for_html(cell) + "</th>";
      text += "</tr></thead><tbody>\n";
      for (const std::vector<std::string>& line : section.lines) {
        text += "<tr>";
        for (const std::string& cell : line) text += "<td>" + for_html(cell) + "</td>";
        text += "</tr>\n";
      }
      text += "</tbody></table>\n";
    }
    if (section.sentences.empty()) continue;
    text += "<ul>";
    for (const std::string& sentence : section.sentences) text += "<li>" + for_html(sentence) + "</li>\n";
    text += "</ul>\n";
  }
  return text + "</body></html>\n";
}

}  // namespace cogov
