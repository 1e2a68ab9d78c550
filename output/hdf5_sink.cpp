#include "output/hdf5_sink.hpp"

#include <fcntl.h>
#include <hdf5.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <new>

#include "output/hdf5_calls.hpp"

namespace cogov::h5 {

namespace {

struct Settings {
  int* error;
};

/// A file under way. The library sees only the first member.
struct Sink {
  H5FD_t shared{};
  int descriptor = -1;
  int* error = nullptr;
  haddr_t allocated = 0;  ///< end of what the library has handed out
  haddr_t written = 0;    ///< end of what it believes to be on disk
};

Sink* sink(H5FD_t* file) { return reinterpret_cast<Sink*>(file); }
const Sink* sink(const H5FD_t* file) { return reinterpret_cast<const Sink*>(file); }

void keep(Sink* file, int error) {
  if (*file->error == 0) *file->error = error;
}

void* copy_settings(const void* settings) {
  return new (std::nothrow) Settings(*static_cast<const Settings*>(settings));
}

herr_t free_settings(void* settings) {
  delete static_cast<Settings*>(settings);
  return 0;
}

H5FD_t* open_sink(const char* name, unsigned, hid_t access_list, haddr_t) {
  const auto* settings = static_cast<const Settings*>(H5Pget_driver_info(access_list));
  if (!settings) return nullptr;
  const int descriptor = ::open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    *settings->error = errno;
    return nullptr;
  }
  Sink* made = new (std::nothrow) Sink;
  if (!made) {
    ::close(descriptor);
    return nullptr;
  }
  made->descriptor = descriptor;
  made->error = settings->error;
  return &made->shared;
}

herr_t close_sink(H5FD_t* file) {
  if (::close(sink(file)->descriptor) != 0) keep(sink(file), errno);
  delete sink(file);
  return 0;
}

herr_t query_sink(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  return 0;
}

haddr_t get_eoa(const H5FD_t* file, H5FD_mem_t) { return sink(file)->allocated; }

herr_t set_eoa(H5FD_t* file, H5FD_mem_t, haddr_t address) {
  sink(file)->allocated = address;
  return 0;
}

haddr_t get_eof(const H5FD_t* file, H5FD_mem_t) { return sink(file)->written; }

herr_t read_sink(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer) {
  auto* to = static_cast<char*>(buffer);
  while (size > 0) {
    const ssize_t got = ::pread(sink(file)->descriptor, to, size, static_cast<off_t>(address));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    to += got;
    address += static_cast<haddr_t>(got);
    size -= static_cast<size_t>(got);
  }
  std::memset(to, 0, size);  // beyond the end there are zeros, as in the library's own drivers
  return 0;
}

herr_t write_sink(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, const void* buffer) {
  Sink* to = sink(file);
  to->written = std::max<haddr_t>(to->written, address + size);
  const auto* from = static_cast<const char*>(buffer);
  while (size > 0 && *to->error == 0) {
    const ssize_t put = ::pwrite(to->descriptor, from, size, static_cast<off_t>(address));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      keep(to, put < 0 ? errno : ENOSPC);
      break;
    }
    from += put;
    address += static_cast<haddr_t>(put);
    size -= static_cast<size_t>(put);
  }
  return 0;
}

herr_t truncate_sink(H5FD_t* file, hid_t, hbool_t) {
  Sink* to = sink(file);
  if (*to->error == 0 && ::ftruncate(to->descriptor, static_cast<off_t>(to->allocated)) != 0) keep(to, errno);
  to->written = to->allocated;
  return 0;
}

H5FD_class_t sink_class() {
  H5FD_class_t driver{};
  driver.name = "cogov_sink";
  driver.maxaddr = HADDR_MAX >> 1;
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.fapl_size = sizeof(Settings);
  driver.fapl_copy = copy_settings;
  driver.fapl_free = free_settings;
  driver.open = open_sink;
  driver.close = close_sink;
  driver.query = query_sink;
  driver.get_eoa = get_eoa;
  driver.set_eoa = set_eoa;
  driver.get_eof = get_eof;
  driver.read = read_sink;
  driver.write = write_sink;
  driver.truncate = truncate_sink;
  constexpr H5FD_mem_t map[H5FD_MEM_NTYPES] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), driver.fl_map);
  return driver;
}

}  // namespace

void use_sink(std::int64_t access_list, int* error) {
  static const H5FD_class_t driver = sink_class();
  static const hid_t id = check(H5FDregister(&driver), "H5FDregister");
  const Settings settings{error};
  check(H5Pset_driver(access_list, id, &settings), "H5Pset_driver");
}

}  // namespace cogov::h5
