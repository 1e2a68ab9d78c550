/// The rows of a community: who and what stands in them.
#pragma once

#include "sim/ids.hpp"

namespace cogov {

using ResidentId = Id<struct ResidentTag>;
using HouseholdId = Id<struct HouseholdTag>;
using BuildingId = Id<struct BuildingTag>;
using GridId = Id<struct GridTag>;
using RequestId = Id<struct RequestTag>;
using WorkerId = Id<struct WorkerTag>;
using VolunteerId = Id<struct VolunteerTag>;
using CourierId = Id<struct CourierTag>;  ///< of the whole place, not of a community

}  // namespace cogov
