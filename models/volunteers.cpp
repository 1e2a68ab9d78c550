#include "models/volunteers.hpp"

#include "models/measure_rows.hpp"

namespace cogov {

void VolunteerTally::add(const VolunteerTally&) {}
void start_volunteers(Context&) {}
void volunteer_day(Context&, std::uint32_t) {}
void on_volunteer(Context&, std::uint32_t) {}
bool volunteers_serve(const Context&) { return false; }
void give_to_volunteers(Context&, RequestId) {}
void take_from_volunteers(Context&, RequestId) {}
InHand volunteers_in_hand(const Community&) { return {}; }
void add_volunteer_rows(std::vector<measure_rows::Row>&) {}

}  // namespace cogov
