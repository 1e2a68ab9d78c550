#include "tools/live/connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace cogov::live {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// How long one wait takes, at most, before it is looked whether the program is to end.
constexpr int slice_milliseconds = 100;

/// How long somebody may take to accept an answer, or an event.
constexpr std::chrono::seconds write_patience{10};

constexpr milliseconds linger_patience{500};
constexpr std::size_t most_lingering_bytes = 1 << 20;

/// Text that people or programs write, with no bytes in it at which a C string would end early.
bool is_plain(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || c == '\r' || c == '\n' || c == '\t';
  });
}

}  // namespace

Connection::Connection(int socket, Time deadline, const std::atomic<bool>& stopping)
    : socket_(socket), deadline_(deadline), stopping_(stopping) {}

Connection::~Connection() { close(socket_); }

bool Connection::wait(short events, Time until) const {
  while (!stopping_) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd polled{socket_, events, 0};
    const int ready = poll(&polled, 1, static_cast<int>(std::min<std::int64_t>(left, slice_milliseconds)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
  return false;
}

/// @param seen  bytes of the head that were looked at before
int Connection::judge_head(std::size_t seen) const {
  const std::size_t line = head_.find("\r\n");
  if (std::min(line, head_.size()) > most_line_bytes) return 414;
  if (line != std::string::npos && !std::string_view(head_).substr(0, line).ends_with(" HTTP/1.1")) return 400;
  const std::size_t end = head_.find("\r\n\r\n", seen < 3 ? 0 : seen - 3);
  if (std::min(end, head_.size()) > most_head_bytes) return 431;
  if (end == std::string::npos) return 0;
  return is_plain(std::string_view(head_).substr(0, end)) ? 200 : 400;
}

int Connection::read_head() {
  std::array<char, 4096> piece;
  while (wait(POLLIN, deadline_)) {
    const ssize_t got = recv(socket_, piece.data(), piece.size(), 0);
    if (got <= 0) return 0;
    const std::size_t seen = head_.size();
    head_.append(piece.data(), static_cast<std::size_t>(got));
    if (const int status = judge_head(seen); status != 0) return status;
  }
  return head_.empty() || stopping_ ? 0 : 408;
}

bool Connection::gone() const {
  pollfd polled{socket_, POLLRDHUP, 0};
  return poll(&polled, 1, 0) > 0;
}

void Connection::linger() {
  shutdown(socket_, SHUT_WR);
  const Time until = Clock::now() + linger_patience;
  std::array<char, 4096> ignored;
  std::size_t read = 0;
  while (read < most_lingering_bytes && wait(POLLIN, until)) {
    const ssize_t got = recv(socket_, ignored.data(), ignored.size(), 0);
    if (got <= 0) return;
    read += static_cast<std::size_t>(got);
  }
}

bool Connection::is_readable() const {
  pollfd polled{socket_, POLLIN, 0};
  return taken_ < head_.size() || poll(&polled, 1, 0) > 0;
}

bool Connection::is_writable() const {
  pollfd polled{socket_, POLLOUT, 0};
  return poll(&polled, 1, 0) > 0 && (polled.revents & (POLLERR | POLLHUP)) == 0;
}

ssize_t Connection::read(char* to, std::size_t size) {
  if (taken_ < head_.size()) {
    const std::size_t count = head_.copy(to, size, taken_);
    taken_ += count;
    return static_cast<ssize_t>(count);
  }
  if (!wait(POLLIN, deadline_)) return -1;
  return recv(socket_, to, size, 0);
}

/// All of it or nothing: one patience for the whole, so that nobody can draw an answer out by reading byte after byte.
ssize_t Connection::write(const char* from, std::size_t size) {
  const Time until = Clock::now() + write_patience;
  std::size_t written = 0;
  while (written < size) {
    if (!wait(POLLOUT, until)) return -1;
    const ssize_t sent = send(socket_, from + written, size - written, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return -1;
    written += static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
  }
  return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";  // nobody else can connect
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const { get_remote_ip_and_port(ip, port); }

}  // namespace cogov::live
