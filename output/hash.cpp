#include "output/hash.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "sim/errors.hpp"

namespace cogov {

struct Sha256::State {
  State() : context(EVP_MD_CTX_new(), EVP_MD_CTX_free) {}
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  EXPECT(state_->context && EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(const void* bytes, std::size_t size) {
  EXPECT(EVP_DigestUpdate(state_->context.get(), bytes, size) == 1);
}

std::string Sha256::hex() {
  unsigned char raw[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EXPECT(EVP_DigestFinal_ex(state_->context.get(), raw, &size) == 1);
  std::string text;
  for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", raw[i]);
  return text;
}

}  // namespace cogov
