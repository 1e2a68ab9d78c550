// Values and attributes; files, groups and storage are in hdf5.cpp.
#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include "output/hdf5.hpp"
#include "output/hdf5_calls.hpp"
#include "sim/errors.hpp"

namespace cogov::h5 {

Handle stored_type(Type type) {
  const auto copy = [](hid_t standard) { return Handle(check(H5Tcopy(standard), "H5Tcopy"), H5Tclose); };
  switch (type) {
    case Type::int8:
      return copy(H5T_STD_I8LE);
    case Type::uint8:
      return copy(H5T_STD_U8LE);
    case Type::int64:
      return copy(H5T_STD_I64LE);
    case Type::float64:
      return copy(H5T_IEEE_F64LE);
    case Type::text:
      break;
  }
  Handle text = copy(H5T_C_S1);
  check(H5Tset_size(text.id(), H5T_VARIABLE), "H5Tset_size");
  check(H5Tset_cset(text.id(), H5T_CSET_UTF8), "H5Tset_cset");
  return text;
}

namespace {

std::vector<const char*> pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> all;
  for (const std::string& text : texts) all.push_back(text.c_str());
  return all;
}

/// Creates an attribute and writes it. A text that is too long for a header is stored elsewhere by
/// the library.
void write_attribute(hid_t object, const std::string& name, hid_t type, hid_t space, const void* value) {
  const Handle attribute(check(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), "H5Acreate2"),
                         H5Aclose);
  check(H5Awrite(attribute.id(), type, value), "H5Awrite");
}

Handle scalar() { return Handle(check(H5Screate(H5S_SCALAR), "H5Screate"), H5Sclose); }

/// Copies what the library allocated and gives it back.
std::vector<std::string> taken(std::vector<char*>& raw, hid_t type, hid_t space) {
  std::vector<std::string> texts;
  for (const char* one : raw) texts.emplace_back(one ? one : "");
  check(H5Dvlen_reclaim(type, space, H5P_DEFAULT, raw.data()), "H5Dvlen_reclaim");
  return texts;
}

void require_text(hid_t type) {
  if (check(H5Tget_class(type), "H5Tget_class") != H5T_STRING || H5Tis_variable_str(type) <= 0) {
    throw Failure("a text of any length was expected");
  }
}

}  // namespace

void Object::set(const std::string& name, const std::string& text) {
  const Lock lock;
  const Handle type = stored_type(Type::text);
  const Handle space = scalar();
  const char* value = text.c_str();
  write_attribute(id(), name, type.id(), space.id(), &value);
}

void Object::set(const std::string& name, const std::vector<std::string>& texts) {
  EXPECT(!texts.empty());
  const Lock lock;
  const Handle type = stored_type(Type::text);
  const hsize_t size = texts.size();
  const Handle space(check(H5Screate_simple(1, &size, nullptr), "H5Screate_simple"), H5Sclose);
  const std::vector<const char*> values = pointers(texts);
  write_attribute(id(), name, type.id(), space.id(), values.data());
}

void Object::set(const std::string& name, std::int64_t number) {
  const Lock lock;
  const Handle space = scalar();
  write_attribute(id(), name, H5T_STD_I64LE, space.id(), &number);
}

void Object::set(const std::string& name, std::uint64_t number) {
  const Lock lock;
  const Handle space = scalar();
  write_attribute(id(), name, H5T_STD_U64LE, space.id(), &number);
}

void Object::set(const std::string& name, double number) {
  const Lock lock;
  const Handle space = scalar();
  write_attribute(id(), name, H5T_IEEE_F64LE, space.id(), &number);
}

bool Object::has_attribute(const std::string& name) const {
  const Lock lock;
  return check(H5Aexists(id(), name.c_str()), "H5Aexists") > 0;
}

std::vector<std::string> Object::texts(const std::string& name) const {
  const Lock lock;
  const Handle attribute(check(H5Aopen(id(), name.c_str(), H5P_DEFAULT), "H5Aopen"), H5Aclose);
  const Handle stored(check(H5Aget_type(attribute.id()), "H5Aget_type"), H5Tclose);
  require_text(stored.id());
  const Handle space(check(H5Aget_space(attribute.id()), "H5Aget_space"), H5Sclose);
  const Handle type = stored_type(Type::text);
  std::vector<char*> raw(static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space.id()), "npoints")));
  check(H5Aread(attribute.id(), type.id(), raw.data()), "H5Aread");
  return taken(raw, type.id(), space.id());
}

std::string Object::text(const std::string& name) const {
  std::vector<std::string> all = texts(name);
  if (all.size() != 1) throw Failure(fmt::format("attribute '{}' is not one text", name));
  return std::move(all[0]);
}

std::int64_t Object::integer(const std::string& name) const {
  const Lock lock;
  const Handle attribute(check(H5Aopen(id(), name.c_str(), H5P_DEFAULT), "H5Aopen"), H5Aclose);
  const Handle space(check(H5Aget_space(attribute.id()), "H5Aget_space"), H5Sclose);
  if (H5Sget_simple_extent_npoints(space.id()) != 1)
    throw Failure(fmt::format("attribute '{}' is not one number", name));
  std::int64_t number = 0;
  check(H5Aread(attribute.id(), H5T_NATIVE_INT64, &number), "H5Aread");
  return number;
}

Shape Dataset::shape() const {
  const Lock lock;
  const Handle space(check(H5Dget_space(id()), "H5Dget_space"), H5Sclose);
  std::vector<hsize_t> now(static_cast<std::size_t>(check(H5Sget_simple_extent_ndims(space.id()), "ndims")));
  check(H5Sget_simple_extent_dims(space.id(), now.data(), nullptr), "H5Sget_simple_extent_dims");
  return Shape(now.begin(), now.end());
}

Type Dataset::type() const {
  const Lock lock;
  const Handle stored(check(H5Dget_type(id()), "H5Dget_type"), H5Tclose);
  for (const Type candidate : {Type::int8, Type::uint8, Type::int64, Type::float64, Type::text}) {
    const Handle known = stored_type(candidate);
    if (check(H5Tequal(stored.id(), known.id()), "H5Tequal") > 0) return candidate;
  }
  throw Failure("a type of values that is never written here");
}

namespace {

/// The spaces of a transfer of one block: in the file, and as many values in a row in memory.
struct Block {
  Block(hid_t dataset, const Shape& offset, const Shape& count)
      : in_file(check(H5Dget_space(dataset), "H5Dget_space"), H5Sclose) {
    const std::vector<hsize_t> start(offset.begin(), offset.end());
    const std::vector<hsize_t> size(count.begin(), count.end());
    EXPECT(static_cast<int>(start.size()) == H5Sget_simple_extent_ndims(in_file.id()) && start.size() == size.size());
    check(H5Sselect_hyperslab(in_file.id(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr),
          "H5Sselect_hyperslab");
    hsize_t total = 1;
    for (const hsize_t one : size) total *= one;
    in_memory = Handle(check(H5Screate_simple(1, &total, nullptr), "H5Screate_simple"), H5Sclose);
  }
  Handle in_file;
  Handle in_memory;
};

}  // namespace

void Dataset::write(const void* values, Type as) {
  const Lock lock;
  const Handle type = stored_type(as);
  check(H5Dwrite(id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "H5Dwrite");
}

void Dataset::write(const void* values, Type as, const Shape& offset, const Shape& count) {
  const Lock lock;
  const Handle type = stored_type(as);
  const Block block(id(), offset, count);
  check(H5Dwrite(id(), type.id(), block.in_memory.id(), block.in_file.id(), H5P_DEFAULT, values), "H5Dwrite");
}

void Dataset::read(void* values, Type as) const {
  const Lock lock;
  const Handle type = stored_type(as);
  check(H5Dread(id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "H5Dread");
}

void Dataset::read(void* values, Type as, const Shape& offset, const Shape& count) const {
  const Lock lock;
  const Handle type = stored_type(as);
  const Block block(id(), offset, count);
  check(H5Dread(id(), type.id(), block.in_memory.id(), block.in_file.id(), H5P_DEFAULT, values), "H5Dread");
}

void Dataset::write_texts(const std::vector<std::string>& texts) {
  const std::vector<const char*> values = pointers(texts);
  write(values.data(), Type::text);
}

std::vector<std::string> Dataset::read_texts() const {
  const Lock lock;
  const Handle stored(check(H5Dget_type(id()), "H5Dget_type"), H5Tclose);
  require_text(stored.id());
  const Handle space(check(H5Dget_space(id()), "H5Dget_space"), H5Sclose);
  const Handle type = stored_type(Type::text);
  std::vector<char*> raw(static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space.id()), "npoints")));
  check(H5Dread(id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.data()), "H5Dread");
  return taken(raw, type.id(), space.id());
}

void Dataset::write_chunk(const Shape& offset, std::span<const std::byte> bytes) {
  const Lock lock;
  const std::vector<hsize_t> start(offset.begin(), offset.end());
  constexpr std::uint32_t all_filters_applied = 0;
  check(H5Dwrite_chunk(id(), H5P_DEFAULT, all_filters_applied, start.data(), bytes.size(), bytes.data()),
        "H5Dwrite_chunk");
}

void Dataset::make_scale(const std::string& name) {
  const Lock lock;
  // The netCDF library knows a dimension that has no variable by this name of its scale.
  const std::string no_variable =
      fmt::format("This is a netCDF dimension but not a netCDF variable.{:10}", shape().at(0));
  check(H5DSset_scale(id(), name.empty() ? no_variable.c_str() : name.c_str()), "H5DSset_scale");
}

void Dataset::attach(const Dataset& scale, unsigned axis) {
  const Lock lock;
  check(H5DSattach_scale(id(), scale.id(), axis), "H5DSattach_scale");
}

}  // namespace cogov::h5
