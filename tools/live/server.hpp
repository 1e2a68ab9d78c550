/// The live page's HTTP server: for this computer only, and of it only for those who know the address.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "output/language.hpp"
#include "tools/live/session.hpp"

namespace cogov::live {

struct ServeOptions {
  int port = 0;  ///< 0: any that is free
  Language language = Language::english;
  std::chrono::milliseconds request_deadline{10'000};  ///< by when a request must have come as a whole
};

/// Serves one session on 127.0.0.1 under a random token: the page, and what it asks for (live_types.ts). One request a
/// connection, so that nothing of one can be taken for the next.
class Server {
 public:
  /// Begins to listen. @throws UserError where the port is taken or the program has no web pages
  Server(Session& session, const ServeOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// "http://127.0.0.1:PORT/TOKEN/"
  [[nodiscard]] const std::string& address() const;
  [[nodiscard]] int port() const;

  /// Serves until `stop`; cancels then what is being computed and ends its threads.
  void serve(const std::atomic<bool>& stop);

 private:
  class Http;
  std::unique_ptr<Http> http_;
};

}  // namespace cogov::live
