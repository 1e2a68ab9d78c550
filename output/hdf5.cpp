#include "output/hdf5.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <cstring>
#include <utility>

#include "output/hdf5_calls.hpp"
#include "output/hdf5_sink.hpp"
#include "sim/errors.hpp"

namespace cogov::h5 {

static_assert(std::is_same_v<hid_t, std::int64_t>);

std::recursive_mutex& library_mutex() {
  static std::recursive_mutex mutex;
  return mutex;
}

Lock::Lock() : guard_(library_mutex()) {
  // The library keeps one error stack a thread, so each thread silences its own.
  thread_local bool silenced = false;
  if (!silenced) {
    H5open();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    silenced = true;
  }
}

namespace {

/// Keeps the first entry that it is shown: the innermost function that failed.
herr_t first_reason(unsigned position, const H5E_error2_t* error, void* text) {
  if (position == 0 && error->desc) *static_cast<std::string*>(text) = error->desc;
  return 0;
}

}  // namespace

void fail(const char* call) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, first_reason, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Failure(reason.empty() ? fmt::format("{} failed", call) : fmt::format("{}: {}", call, reason));
}

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() {
  if (id_ < 0) return;
  const Lock lock;
  close_(id_);
}

void Handle::close() {
  if (id_ < 0) return;
  const Lock lock;
  check(close_(std::exchange(id_, -1)), "close");
}

namespace {

/// @param oldest  the oldest form that may be written. Object headers of 1.8 have checksums.
Handle access_list(H5F_libver_t oldest = H5F_LIBVER_V18) {
  Handle list(check(H5Pcreate(H5P_FILE_ACCESS), "H5Pcreate"), H5Pclose);
  check(H5Pset_libver_bounds(list.id(), oldest, H5F_LIBVER_V110), "H5Pset_libver_bounds");
  check(H5Pset_fclose_degree(list.id(), H5F_CLOSE_STRONG), "H5Pset_fclose_degree");
  return list;
}

constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Handle file_creation_list() {
  Handle list(check(H5Pcreate(H5P_FILE_CREATE), "H5Pcreate"), H5Pclose);
  check(H5Pset_link_creation_order(list.id(), ordered), "H5Pset_link_creation_order");
  check(H5Pset_attr_creation_order(list.id(), ordered), "H5Pset_attr_creation_order");
  return list;
}

}  // namespace

File File::create(const std::filesystem::path& path) {
  const Lock lock;
  const Handle creation = file_creation_list();
  const Handle access = access_list();
  auto error = std::make_unique<int>(0);
  use_sink(access.id(), error.get());
  const hid_t id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id());
  if (id < 0 && *error != 0) throw Failure(std::strerror(*error));
  File file(Handle(check(id, "H5Fcreate"), H5Fclose));
  file.write_error_ = std::move(error);
  return file;
}

void File::require_written() const {
  if (write_error_ && *write_error_ != 0) throw Failure(std::strerror(*write_error_));
}

void File::close() {
  handle_.close();
  require_written();
}

File File::in_memory() {
  const Lock lock;
  const Handle creation = file_creation_list();
  // H5Fget_file_image changes a flag in newer superblocks without renewing their checksum.
  const Handle access = access_list(H5F_LIBVER_EARLIEST);
  constexpr std::size_t growth = 1 << 20;
  check(H5Pset_fapl_core(access.id(), growth, false), "H5Pset_fapl_core");
  // The library refuses to open one name twice, even of files that exist in memory only.
  static std::uint64_t count = 0;
  const std::string name = fmt::format("memory-{}", ++count);
  return File(Handle(check(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), "H5Fcreate"), H5Fclose));
}

File File::open(const std::filesystem::path& path) {
  const Lock lock;
  const Handle access = access_list();
  return File(Handle(check(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), "H5Fopen"), H5Fclose));
}

Group File::root() const {
  const Lock lock;
  return Group(Handle(check(H5Gopen2(handle_.id(), "/", H5P_DEFAULT), "H5Gopen2"), H5Gclose));
}

std::string File::image() {
  const Lock lock;
  check(H5Fflush(handle_.id(), H5F_SCOPE_GLOBAL), "H5Fflush");
  const ssize_t size = check(H5Fget_file_image(handle_.id(), nullptr, 0), "H5Fget_file_image");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  check(H5Fget_file_image(handle_.id(), bytes.data(), bytes.size()), "H5Fget_file_image");
  return bytes;
}

bool Group::has(const std::string& name) const {
  const Lock lock;
  return check(H5Lexists(id(), name.c_str(), H5P_DEFAULT), "H5Lexists") > 0;
}

Group Group::create_group(const std::string& name) {
  const Lock lock;
  const Handle creation(check(H5Pcreate(H5P_GROUP_CREATE), "H5Pcreate"), H5Pclose);
  check(H5Pset_link_creation_order(creation.id(), ordered), "H5Pset_link_creation_order");
  check(H5Pset_attr_creation_order(creation.id(), ordered), "H5Pset_attr_creation_order");
  return Group(
      Handle(check(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), "H5Gcreate2"), H5Gclose));
}

Group Group::group(const std::string& name) const {
  const Lock lock;
  return Group(Handle(check(H5Gopen2(id(), name.c_str(), H5P_DEFAULT), "H5Gopen2"), H5Gclose));
}

Dataset Group::dataset(const std::string& name) const {
  const Lock lock;
  return Dataset(Handle(check(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), "H5Dopen2"), H5Dclose));
}

namespace {

herr_t keep_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

/// Chunking and filters of a dataset.
void set_layout(hid_t creation, const Storage& storage) {
  if (storage.fill) check(H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &*storage.fill), "H5Pset_fill_value");
  if (storage.chunk.empty()) return;
  const std::vector<hsize_t> chunk(storage.chunk.begin(), storage.chunk.end());
  check(H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data()), "H5Pset_chunk");
  if (storage.type == Type::text) return;  // the library refuses checksums on texts of any length
  check(H5Pset_shuffle(creation), "H5Pset_shuffle");
  check(H5Pset_deflate(creation, deflate_level), "H5Pset_deflate");
  check(H5Pset_fletcher32(creation), "H5Pset_fletcher32");
}

Handle space_of(const Storage& storage) {
  if (storage.shape.empty()) return Handle(check(H5Screate(H5S_SCALAR), "H5Screate"), H5Sclose);
  const std::vector<hsize_t> now(storage.shape.begin(), storage.shape.end());
  std::vector<hsize_t> most = now;
  if (storage.growable) most[0] = H5S_UNLIMITED;
  return Handle(check(H5Screate_simple(static_cast<int>(now.size()), now.data(), most.data()), "H5Screate_simple"),
                H5Sclose);
}

}  // namespace

std::vector<std::string> Group::names() const {
  const Lock lock;
  std::vector<std::string> found;
  check(H5Literate(id(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, keep_name, &found), "H5Literate");
  return found;
}

Dataset Group::create(const std::string& name, const Storage& storage) {
  const Lock lock;
  const Handle creation(check(H5Pcreate(H5P_DATASET_CREATE), "H5Pcreate"), H5Pclose);
  check(H5Pset_attr_creation_order(creation.id(), ordered), "H5Pset_attr_creation_order");
  set_layout(creation.id(), storage);
  const Handle space = space_of(storage);
  const Handle type = stored_type(storage.type);
  return Dataset(
      Handle(check(H5Dcreate2(id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                   "H5Dcreate2"),
             H5Dclose));
}

}  // namespace cogov::h5
