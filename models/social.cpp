#include "models/social.hpp"

#include "models/measure_rows.hpp"

namespace cogov {

void SocialTally::add(const SocialTally&) {}
void start_social(Context&) {}
void social_day(Context&, std::span<const Community>, std::uint32_t) {}
void publish_social(Community&, std::uint32_t) {}
void touch_belonging(Context&, ResidentId, double) {}
void add_social_rows(std::vector<measure_rows::Row>&) {}

}  // namespace cogov
