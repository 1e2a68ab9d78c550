#include "sim/network/xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/utf8.hpp"

namespace cogov {

namespace {

bool is_blank(int byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

bool begins_name(int byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == ':' || byte >= 0x80;
}

bool continues_name(int byte) {
  return begins_name(byte) || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.';
}

std::string_view without_prefix(std::string_view name) { return name.substr(name.rfind(':') + 1); }

void append_utf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0 | code >> 6);
    add(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    add(0xe0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  } else {
    add(0xf0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3f));
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  }
}

/// The character that "amp" or "#x4E2D" stands for; 0 for anything else.
std::uint32_t entity_code(std::string_view entity) {
  constexpr std::pair<std::string_view, char> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [name, letter] : known) {
    if (entity == name) return static_cast<std::uint32_t>(letter);
  }
  if (!entity.starts_with('#')) return 0;
  const bool hex = entity.starts_with("#x");
  entity.remove_prefix(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(entity.data(), entity.data() + entity.size(), code, hex ? 16 : 10);
  const bool whole = error == std::errc{} && end == entity.data() + entity.size();
  const bool blank = code == '\t' || code == '\n' || code == '\r';
  const bool character = (code >= 0x20 || blank) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return whole && character ? code : 0;
}

}  // namespace

std::string_view XmlReader::name() const { return without_prefix(name_); }

const XmlReader::Attribute* XmlReader::attribute(std::string_view name) const {
  for (std::size_t i = 0; i < attribute_count_; ++i) {
    if (attributes_[i].name == name) return &attributes_[i];
  }
  return nullptr;
}

void XmlReader::stop(Spot at, std::string what, std::string why, std::string remedy) {
  if (remedy.empty()) remedy = "the file may be damaged; save it anew";
  text_.problems().stop(at, std::move(what), std::move(why), std::move(remedy));
}

void XmlReader::stop_at_end() {
  if (open_.empty()) stop(text_.here(), "the file ends where XML is expected");
  const Open& last = open_.back();
  stop(text_.here(), fmt::format("the file ends inside of {}, which begins in line {}", shown(last.name), last.line),
       "it was cut off", "get it whole");
}

/// The next byte, which must be there.
int XmlReader::take() {
  const int byte = text_.next();
  if (byte == TextStream::end) stop_at_end();
  return byte;
}

void XmlReader::expect(std::string_view word, const char* what) {
  for (const char letter : word) {
    const Spot at = text_.here();
    if (take() != static_cast<unsigned char>(letter)) stop(at, fmt::format("{} is expected here", what));
  }
}

void XmlReader::pass_blanks() {
  while (is_blank(text_.peek())) text_.next();
}

std::string XmlReader::take_name() {
  const Spot at = text_.here();
  if (!begins_name(text_.peek())) {
    if (text_.peek() == TextStream::end) stop_at_end();
    stop(at, "this is not a name", "a tag is expected to be like <name key=\"value\">");
  }
  std::string name;
  while (continues_name(text_.peek())) {
    name += static_cast<char>(text_.next());
    if (name.size() > longest_name) stop(at, fmt::format("the name is longer than {} bytes", longest_name));
  }
  return name;
}

/// What follows an '&'.
void XmlReader::take_entity(std::string& into) {
  const Spot at = text_.here();
  constexpr std::size_t longest_entity = 10;
  std::string entity;
  while (text_.peek() != ';') {
    if (entity.size() == longest_entity) break;
    entity += static_cast<char>(take());
  }
  const std::uint32_t code = text_.peek() == ';' ? entity_code(entity) : 0;
  if (code == 0) {
    stop(at, fmt::format("unknown entity {}", shown("&" + entity)),
         "known are &amp; &lt; &gt; &quot; &apos; and numbers of characters", "write the character itself");
  }
  text_.next();
  append_utf8(into, code);
}

// ---- tags ----

XmlReader::Event XmlReader::next() {
  attribute_count_ = 0;
  if (closes_itself_) {
    closes_itself_ = false;
    open_.pop_back();
    return Event::close;
  }
  for (;;) {
    const Spot at = text_.here();
    const int byte = text_.next();
    if (byte == TextStream::end) {
      if (!open_.empty() || !had_root_) stop_at_end();
      return Event::end;
    }
    if (byte != '<') {
      take_character(byte, at);
      continue;
    }
    const int kind = text_.peek();
    if (kind == '!') {
      take_markup();
    } else if (kind == '?') {
      take_until("?>");
    } else {
      at_ = at;
      if (kind != '/') {
        take_tag();
        return Event::open;
      }
      take_closing_tag();
      return Event::close;
    }
  }
}

void XmlReader::take_tag() {
  if (open_.empty() && had_root_) stop(at_, "there is a second document after the first");
  name_ = take_name();
  if (open_.size() == deepest) {
    stop(at_, fmt::format("elements are nested more than {} deep", deepest), "no network needs that");
  }
  had_root_ = true;
  open_.push_back({name_, at_.line});
  while (take_attribute()) {
  }
  closes_itself_ = text_.peek() == '/';
  if (closes_itself_) text_.next();
  expect(">", "the end '>' of the tag");
}

bool XmlReader::take_attribute() {
  const bool apart = is_blank(text_.peek());
  pass_blanks();
  const int byte = text_.peek();
  if (byte == '>' || byte == '/') return false;
  const Spot at = text_.here();
  if (byte != TextStream::end && !apart) stop(at, "a blank is expected before an attribute");
  if (attribute_count_ == most_attributes) {
    stop(at, fmt::format("the element has more than {} attributes", most_attributes));
  }
  std::string name = take_name();
  if (attribute(name) != nullptr) stop(at, fmt::format("the attribute {} is given twice", shown(name)));
  if (attributes_.size() == attribute_count_) attributes_.emplace_back();
  Attribute& attribute = attributes_[attribute_count_];
  attribute.name = std::move(name);
  pass_blanks();
  expect("=", "'=' after the name of an attribute");
  pass_blanks();
  attribute.at = text_.here();
  take_value(attribute.value);
  ++attribute_count_;
  return true;
}

void XmlReader::take_value(std::string& value) {
  const Spot at = text_.here();
  const int quote = take();
  if (quote != '"' && quote != '\'') stop(at, "a value in quotes is expected here");
  value.clear();
  while (text_.peek() != quote) {
    if (text_.peek() == '<') stop(text_.here(), "there is a '<' in a value", {}, "write &lt; for it");
    const int byte = take();
    if (byte == '&') {
      take_entity(value);
    } else {
      value += static_cast<char>(byte);
    }
    if (value.size() > longest_value) stop(at, fmt::format("the value is longer than {} bytes", longest_value));
  }
  text_.next();
}

void XmlReader::take_closing_tag() {
  text_.next();
  name_ = take_name();
  pass_blanks();
  expect(">", "the end '>' of the tag");
  if (open_.empty()) stop(at_, fmt::format("{} is closed, and was never opened", shown(name_)));
  if (open_.back().name != name_) {
    stop(at_, fmt::format("{} is closed here", shown(name_)),
         fmt::format("{} of line {} is still open", shown(open_.back().name), open_.back().line));
  }
  open_.pop_back();
}

// ---- what is no tag ----

/// After "<": a comment, CDATA, or what is refused.
void XmlReader::take_markup() {
  const Spot at = text_.here();
  text_.next();
  if (text_.peek() == '-') {
    expect("--", "a comment <!-- -->");
    take_until("-->");
  } else if (text_.peek() == '[') {
    if (open_.empty()) stop(at, "there is text outside of the document");
    expect("[CDATA[", "<![CDATA[");
    take_cdata();
  } else if (text_.peek() == 'D') {
    stop(at, "there is a DOCTYPE", "it can name other files and define entities that grow without end",
         "remove it; GraphML needs none");
  } else {
    take();
    stop(at, "this is neither a tag nor a comment");
  }
}

/// Passes over everything until a mark of two or three characters has been passed.
void XmlReader::take_until(std::string_view mark) {
  const std::uint32_t all = mark.size() == 2 ? 0xffff : 0xffffff;
  std::uint32_t wanted = 0;
  for (const char letter : mark) wanted = wanted << 8 | static_cast<unsigned char>(letter);
  std::uint32_t last = 0;
  while (last != wanted) last = (last << 8 | static_cast<std::uint32_t>(take())) & all;
}

void XmlReader::take_cdata() {
  std::string last;
  while (last != "]]>") {
    if (last.size() == 3) {
      keep(static_cast<unsigned char>(last.front()));
      last.erase(0, 1);
    }
    last += static_cast<char>(take());
  }
}

void XmlReader::take_character(int byte, Spot at) {
  if (open_.empty() && !is_blank(byte)) {
    stop(at, "there is text outside of the document", "XML begins with <", "is this the right file?");
  }
  if (wanted_ && kept_.text.empty() && !is_blank(byte)) kept_.at = at;
  if (byte != '&') {
    keep(byte);
    return;
  }
  std::string character;
  take_entity(character);
  for (const char one : character) keep(static_cast<unsigned char>(one));
}

void XmlReader::keep(int byte) {
  if (!wanted_ || (kept_.text.empty() && is_blank(byte))) return;
  kept_.text += static_cast<char>(byte);
  if (kept_.text.size() > longest_value) {
    stop(kept_.at, fmt::format("the text is longer than {} bytes", longest_value), "a short value is expected here");
  }
}

// ---- whole elements ----

void XmlReader::skip() {
  const std::size_t outside = open_.size() - 1;
  while (open_.size() > outside) next();
}

XmlReader::Text XmlReader::text() {
  kept_ = {{}, text_.here()};
  wanted_ = true;
  const Event event = next();
  wanted_ = false;
  if (event == Event::open) {
    stop(at_, fmt::format("there is an element {} where a value is expected", shown(name_)));
  }
  while (!kept_.text.empty() && is_blank(kept_.text.back())) kept_.text.pop_back();
  return std::move(kept_);
}

}  // namespace cogov
