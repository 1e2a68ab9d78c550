// A library for LD_PRELOAD that lets any program meet with a fault at a chosen call.
//
// Counted are the calls that change the disk: write, pwrite, writev, ftruncate, fsync, fdatasync, rename, unlink,
// rmdir, remove, mkdir, and open where it creates. Standard output and error are not counted. The environment says what
// happens:
//
//   COGOV_FAULT_AT     the number of the call, from 1; none: only count
//   COGOV_FAULT        "kill": SIGKILL instead of the call; "torn": the same, a write being half done;
//                      "full": from this call on, whatever takes space fails with ENOSPC, a write being half done
//                      first; "io": this one write or sync fails with EIO; "int", "term", "hup": the program sends
//                      itself that signal before the call; "int2": SIGINT twice
//   COGOV_FAULT_COUNT  a file to which the number of calls is written at the end
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Verdict { go, tear, no_space, broken };

std::atomic<long> calls{0};

long chosen() {
  static const long at = [] {
    const char* text = std::getenv("COGOV_FAULT_AT");
    return text ? std::atol(text) : 0;
  }();
  return at;
}

bool asked_for(const char* fault) {
  static const char* const text = std::getenv("COGOV_FAULT");
  return text != nullptr && std::strcmp(text, fault) == 0;
}

void signal_self() {
  if (asked_for("int") || asked_for("int2")) raise(SIGINT);
  if (asked_for("int2")) raise(SIGINT);
  if (asked_for("term")) raise(SIGTERM);
  if (asked_for("hup")) raise(SIGHUP);
}

[[noreturn]] void die() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/// What is to become of the next call. `takes_space`: a full disk refuses it; `writes`: it can be torn.
Verdict next_call(bool takes_space, bool writes) {
  const long at = chosen();
  const long call = ++calls;
  if (at == 0 || call < at) return Verdict::go;
  if (asked_for("full")) return !takes_space ? Verdict::go : call == at && writes ? Verdict::tear : Verdict::no_space;
  if (call != at) return Verdict::go;
  if (asked_for("kill")) die();
  if (asked_for("torn")) {
    if (!writes) die();
    return Verdict::tear;
  }
  if (asked_for("io") && takes_space) return Verdict::broken;
  signal_self();
  return Verdict::go;
}

int failing(Verdict verdict) {
  errno = verdict == Verdict::no_space ? ENOSPC : EIO;
  return -1;
}

bool refused(Verdict verdict) { return verdict == Verdict::no_space || verdict == Verdict::broken; }

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// A write of `size` bytes that `call` does: whole, half, or not at all.
template <class Call>
ssize_t faulty_write(int descriptor, size_t size, Call call) {
  if (descriptor <= STDERR_FILENO) return call(size);
  const Verdict verdict = next_call(true, true);
  if (refused(verdict)) return failing(verdict);
  if (verdict == Verdict::go) return call(size);
  if (asked_for("full") && size < 2) return failing(Verdict::no_space);
  const ssize_t half = call(size / 2);
  if (asked_for("torn")) die();
  return half;
}

/// A call without bytes. A full disk refuses it if it takes space.
template <class Call>
int faulty(bool takes_space, Call call) {
  const Verdict verdict = next_call(takes_space, false);
  return refused(verdict) ? failing(verdict) : call();
}

/// Whoever creates a file needs space for its name.
template <class Call>
int faulty_open(int flags, Call call) {
  return (flags & O_CREAT) != 0 ? faulty(true, call) : call();
}

struct Count {
  ~Count() {
    const char* name = std::getenv("COGOV_FAULT_COUNT");
    if (name == nullptr) return;
    const long total = calls;
    if (std::FILE* file = std::fopen(name, "w")) {
      std::fprintf(file, "%ld\n", total);
      std::fclose(file);
    }
  }
} count_at_end;

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
  return faulty_write(descriptor, size, [&](size_t some) { return real(descriptor, bytes, some); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return faulty_write(descriptor, size, [&](size_t some) { return real(descriptor, bytes, some, offset); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  static auto* const real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return faulty_write(descriptor, size, [&](size_t some) { return real(descriptor, bytes, some, offset); });
}

ssize_t writev(int descriptor, const iovec* pieces, int count) {
  static auto* const real = next<ssize_t(int, const iovec*, int)>("writev");
  if (descriptor <= STDERR_FILENO) return real(descriptor, pieces, count);
  const Verdict verdict = next_call(true, false);
  return refused(verdict) ? failing(verdict) : real(descriptor, pieces, count);
}

int ftruncate(int descriptor, off_t size) noexcept {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return faulty(true, [&] { return real(descriptor, size); });
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  static auto* const real = next<int(int, off64_t)>("ftruncate64");
  return faulty(true, [&] { return real(descriptor, size); });
}

int fsync(int descriptor) {
  static auto* const real = next<int(int)>("fsync");
  return faulty(true, [&] { return real(descriptor); });
}

int fdatasync(int descriptor) {
  static auto* const real = next<int(int)>("fdatasync");
  return faulty(true, [&] { return real(descriptor); });
}

int rename(const char* from, const char* to) noexcept {
  static auto* const real = next<int(const char*, const char*)>("rename");
  return faulty(false, [&] { return real(from, to); });
}

int unlink(const char* name) noexcept {
  static auto* const real = next<int(const char*)>("unlink");
  return faulty(false, [&] { return real(name); });
}

int rmdir(const char* name) noexcept {
  static auto* const real = next<int(const char*)>("rmdir");
  return faulty(false, [&] { return real(name); });
}

int remove(const char* name) noexcept {
  static auto* const real = next<int(const char*)>("remove");
  return faulty(false, [&] { return real(name); });
}

int mkdir(const char* name, mode_t mode) noexcept {
  static auto* const real = next<int(const char*, mode_t)>("mkdir");
  return faulty(true, [&] { return real(name, mode); });
}

int open(const char* name, int flags, ...) {
  static auto* const real = next<int(const char*, int, ...)>("open");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return faulty_open(flags, [&] { return real(name, flags, mode); });
}

int open64(const char* name, int flags, ...) {
  static auto* const real = next<int(const char*, int, ...)>("open64");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return faulty_open(flags, [&] { return real(name, flags, mode); });
}

}  // extern "C"
