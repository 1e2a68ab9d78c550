/// What the live page's server answers, before it is sent: header fields, problems, events, and the requests read.
#pragma once

#include <httplib.h>

#include <exception>
#include <string>
#include <string_view>

#include "output/language.hpp"
#include "tools/live/session.hpp"

namespace cogov::live {

/// The body of a request: one JSON object, not deep. @throws UserError otherwise
[[nodiscard]] Json read_body(const std::string& body);

/// A member of a request. @throws UserError where it is missing or of another kind
[[nodiscard]] const Json& state_of(const Json& body);
[[nodiscard]] std::string tab_of(const Json& body);
[[nodiscard]] Language language_of(const Json& body);
/// @param most  UserError above it
[[nodiscard]] std::uint32_t count_of(const Json& body, const char* key, std::uint32_t most);

/// JSON as text in one line; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string text_of(const Json& json);

/// {"problems": [{what, why, hint}]} of an error. What isn't the user's error is also told on stderr.
[[nodiscard]] Json problems_of(const std::exception_ptr& error, int& status);
[[nodiscard]] Json problem(const std::string& what);

/// A server-sent event.
[[nodiscard]] std::string event_text(const std::string& event, const Json& data);

/// The header fields of every answer. @param page  whose content security policy is everybody's
[[nodiscard]] httplib::Headers secure_headers(std::string_view page);

/// A whole answer to what the library was never shown. @param status  408, 414 or the like
[[nodiscard]] std::string bare_answer(int status, const httplib::Headers& headers);

}  // namespace cogov::live
