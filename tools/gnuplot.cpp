#include "tools/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "output/columns.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

[[noreturn]] void cannot_run(int error) {
  throw OutputError(fmt::format("gnuplot could not be run ({})", std::strerror(error)));
}

/// Bytes in memory that another program reads or writes as a file: unlike pipes, neither side ever waits.
class MemoryFile {
 public:
  explicit MemoryFile(const char* name) : number_(memfd_create(name, MFD_CLOEXEC)) {
    if (number_ < 0) cannot_run(errno);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(number_); }

  [[nodiscard]] int number() const { return number_; }

  void fill(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) cannot_run(errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ::lseek(number_, 0, SEEK_SET);
  }

  [[nodiscard]] std::string all() const {
    ::lseek(number_, 0, SEEK_SET);
    std::string bytes;
    char buffer[65536];
    while (true) {
      const ssize_t count = ::read(number_, buffer, sizeof buffer);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) cannot_run(errno);
      if (count == 0) return bytes;
      bytes.append(buffer, static_cast<std::size_t>(count));
    }
  }

 private:
  int number_;
};

/// Starts the program and waits for it. @returns what waitpid() says of its end
int run(const MemoryFile& script, const MemoryFile& drawing, const MemoryFile& complaints) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, script.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, drawing.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, complaints.number(), STDERR_FILENO);
  std::string name = "gnuplot", defaults = "-d", standard_input = "-";
  char* arguments[] = {name.data(), defaults.data(), standard_input.data(), nullptr};
  pid_t process = 0;
  const int error = posix_spawnp(&process, "gnuplot", &files, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&files);
  if (error == ENOENT || error == EACCES) {
    throw UserError("gnuplot is not installed", "it draws the figures",
                    "install it with: apt-get install gnuplot-nox; or write the script alone with --script");
  }
  if (error != 0) cannot_run(error);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) cannot_run(errno);
  }
  return status;
}

/// The line that says why, of all that was written.
std::string reason_in(const std::string& complaints) {
  std::string last;
  for (std::size_t begin = 0; begin < complaints.size();) {
    const std::size_t end = std::min(complaints.find('\n', begin), complaints.size());
    const std::string line = complaints.substr(begin, end - begin);
    if (line.find_first_not_of(" ^\t") != std::string::npos) last = line;
    begin = end + 1;
  }
  return printable(last.substr(0, 300));
}

}  // namespace

std::string drawn_by_gnuplot(const std::string& script) {
  MemoryFile input("script"), drawing("drawing"), complaints("complaints");
  input.fill(script);
  const int status = run(input, drawing, complaints);
  std::string bytes = drawing.all();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || bytes.empty()) {
    throw OutputError(fmt::format("gnuplot did not draw the figure ({}); --script FILE keeps the script",
                                  reason_in(complaints.all())));
  }
  return bytes;
}

}  // namespace cogov
