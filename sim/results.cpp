#include "sim/results.hpp"

#include <openssl/evp.h>

#include <bit>
#include <memory>

#include "sim/errors.hpp"

namespace cogov {

static_assert(std::endian::native == std::endian::little, "digests are over little-endian bytes");
static_assert(sizeof(double) == 8);

const Dimension& Layout::dimension(const std::string& name) const {
  for (const Dimension& candidate : dimensions) {
    if (candidate.name == name) return candidate;
  }
  throw InternalError("no dimension '" + name + "' in the layout");
}

std::size_t Layout::size(const Measure& measure) const {
  std::size_t product = 1;
  for (const std::string& name : measure.dimensions) product *= dimension(name).size();
  return product;
}

namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EXPECT(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(const void* bytes, std::size_t size) { EXPECT(EVP_DigestUpdate(context_.get(), bytes, size) == 1); }
  std::string hex() {
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EXPECT(EVP_DigestFinal_ex(context_.get(), raw, &size) == 1);
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
      text += digits[raw[i] >> 4];
      text += digits[raw[i] & 15];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string run_digest(const Layout& layout, const RunResult& result) {
  EXPECT(result.arrays.size() == layout.measures.size());
  Sha256 hash;
  for (const Array& array : result.arrays) {
    std::visit([&](const auto& values) { hash.add(values.data(), values.size() * sizeof values[0]); }, array);
  }
  return hash.hex();
}

std::string whole_digest(const std::vector<std::string>& run_digests) {
  Sha256 hash;
  for (const std::string& digest : run_digests) hash.add(digest.data(), digest.size());
  return hash.hex();
}

std::string sha256(const void* bytes, std::size_t size) {
  Sha256 hash;
  hash.add(bytes, size);
  return hash.hex();
}

}  // namespace cogov
