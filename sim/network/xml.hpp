/// Reads XML tag by tag, in bounded memory, trusting nothing: no tree is built, no entity is defined, nothing
/// outside of the file is named. Enough for GraphML; not a general XML library.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/network/text_stream.hpp"

namespace cogov {

/// Elements of a document in the order of the text. Comments and processing instructions are passed
/// over; CDATA is text. @throws UserError at the first place that is no XML or goes beyond a limit.
class XmlReader {
 public:
  static constexpr std::size_t deepest = 64;          ///< elements within elements
  static constexpr std::size_t longest_name = 128;    ///< bytes, of an element or attribute
  static constexpr std::size_t longest_value = 4096;  ///< bytes, of an attribute or of text that is wanted
  static constexpr std::size_t most_attributes = 32;  ///< of one element

  enum class Event { open, close, end };

  explicit XmlReader(TextStream& text) : text_(text) {}

  /// Goes on to the next opening or closing tag (of <a/> both are told), or to the end of the document.
  Event next();
  /// Of the tag that next() told of, without a prefix such as "g:".
  [[nodiscard]] std::string_view name() const;
  /// Where its '<' stands.
  [[nodiscard]] Spot at() const { return at_; }
  /// How many elements are open; after `open`, that one included.
  [[nodiscard]] std::size_t depth() const { return open_.size(); }

  /// An attribute of an element that was just opened, or nullptr.
  struct Attribute {
    std::string name;
    std::string value;
    Spot at;  ///< of the value
  };
  [[nodiscard]] const Attribute* attribute(std::string_view name) const;

  /// Passes over the element that was just opened, its end included.
  void skip();
  /// The text of the element that was just opened, without blanks around it; its end is passed.
  /// Elements inside, and more than `longest_value` bytes, are refused.
  struct Text {
    std::string text;
    Spot at;  ///< where it begins
  };
  [[nodiscard]] Text text();

 private:
  struct Open {
    std::string name;
    int line;
  };

  [[noreturn]] void stop(Spot at, std::string what, std::string why = {}, std::string remedy = {});
  [[noreturn]] void stop_at_end();
  int take();
  void expect(std::string_view word, const char* what);
  void pass_blanks();
  std::string take_name();
  void take_entity(std::string& into);
  void take_tag();
  void take_closing_tag();
  bool take_attribute();
  void take_value(std::string& value);
  void take_markup();
  void take_until(std::string_view mark);
  void take_cdata();
  void take_character(int byte, Spot at);
  void keep(int byte);

  TextStream& text_;
  std::vector<Open> open_;
  std::vector<Attribute> attributes_;  ///< kept to reuse their memory
  std::size_t attribute_count_ = 0;
  std::string name_;
  Spot at_;
  bool closes_itself_ = false;
  bool had_root_ = false;
  bool wanted_ = false;  ///< text is to be kept
  Text kept_;
};

}  // namespace cogov
