#include "models/couriers.hpp"

#include "models/measure_rows.hpp"

namespace cogov {

void CourierTally::add(const CourierTally&) {}
void plan_couriers(std::span<Community>, CourierColumns&, const Population&, const Rules&, const Luck&, Seconds,
                   Seconds) {}
void on_courier(Context&, std::uint32_t) {}
void on_answer(Context&, RequestId) {}
void couriers_on_request(Context&, RequestId, RequestState) {}
bool riders_serve(const Context&) { return false; }
void give_to_riders(Context&, RequestId) {}
void add_courier_rows(std::vector<measure_rows::Row>&) {}

}  // namespace cogov
