/// A connection of the live page under limits that the HTTP library doesn't know: a deadline for the whole of a
/// request, and a head that is small.
#pragma once

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <string>

namespace cogov::live {

/// Bytes of a request line, of all that stands before the body, and of the body, at most.
inline constexpr std::size_t most_line_bytes = 2048;
inline constexpr std::size_t most_head_bytes = 16 * 1024;
inline constexpr std::size_t most_body_bytes = 64 * 1024;

/// One accepted socket, of which one request is taken and which is closed then. The library reads line by line and
/// lets every byte take its own time; here the head is read as a whole first, and the library reads it from memory.
class Connection : public httplib::Stream {
 public:
  /// @param socket     is closed with this
  /// @param deadline   by when the request must have come as a whole
  /// @param stopping   ends every wait within a tenth of a second
  Connection(int socket, std::chrono::steady_clock::time_point deadline, const std::atomic<bool>& stopping);
  /// Closes; see linger().
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Reads until the empty line that ends the head.
  /// @returns 200, or the status to refuse the request with; 0: nobody asks anything
  [[nodiscard]] int read_head();

  /// Has the other side closed? Nobody reads then what is being made.
  [[nodiscard]] bool gone() const;

  /// Lets the other side read the answer before the connection is closed: a connection that is closed while there is
  /// something left to read from it takes the answer back.
  void linger();

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override;
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  using Time = std::chrono::steady_clock::time_point;

  [[nodiscard]] bool wait(short events, Time until) const;
  [[nodiscard]] int judge_head(std::size_t seen) const;

  int socket_;
  Time deadline_;
  const std::atomic<bool>& stopping_;
  std::string head_;       ///< what was read first; the beginning of the body may be in it
  std::size_t taken_ = 0;  ///< of head_
};

}  // namespace cogov::live
