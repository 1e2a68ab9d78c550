/// Who may ask the live page's server what: everything that is looked at before a request is answered.
#pragma once

#include <httplib.h>

#include <string>
#include <string_view>

namespace cogov::live {

/// 128 random bits in hexadecimal, which only those know whom the address was shown. @throws UserError where the system
/// has none to give
[[nodiscard]] std::string random_token();

/// Why a request isn't answered. A page anywhere on the web may send requests to 127.0.0.1 from the browser of whoever
/// reads it, also under a name of its own that it lets stand for that address; the headers tell such requests.
struct Refusal {
  int status = 200;  ///< 200: it is
  std::string what;  ///< a sentence; empty where nothing should be said
};

/// What may be asked for, and how.
struct Route {
  std::string_view name;    ///< what follows "/TOKEN/"
  std::string_view method;  ///< "GET" or "POST"
};

/// The routes of the server; "" is the page.
[[nodiscard]] const Route* route_of(std::string_view name);

/// Looks at a request before its body is read.
class Admission {
 public:
  Admission(int port, std::string token);

  /// @param request  as parsed, without its body
  [[nodiscard]] Refusal judge(const httplib::Request& request) const;

  /// The route that a request names. Only where it names one under the token.
  [[nodiscard]] const Route* route(const httplib::Request& request) const;

 private:
  [[nodiscard]] Refusal judge_sender(const httplib::Request& request) const;

  std::string hosts_[2];
  std::string token_;
};

}  // namespace cogov::live
