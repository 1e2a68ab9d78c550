/// Works at a building that several mechanisms have done: what is open there of a kind is settled with them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/context.hpp"
#include "models/param.hpp"

namespace cogov {

class Mechanism;

/// Kinds of request that arise at places: "litter", ..., "shared_works".
[[nodiscard]] const std::vector<std::string>& place_kinds();

/// Positions of kinds by their keys.
[[nodiscard]] std::vector<std::size_t> kinds_of(const std::vector<std::string>& keys);

/// Whether a request is a true problem of a place that is there still.
[[nodiscard]] bool is_open_hazard(const Context& ctx, RequestId r);

/// Those who do the works also settle what is open of a kind at a building, as far as nobody has it in hand: found
/// there, or waiting in the queue of staff. It waits in the mechanism's own pool, which is open, and is served from now
/// on. Returns how many.
std::int64_t settle_with_works(Context& ctx, const Mechanism& mechanism, BuildingId building, std::size_t kind);

}  // namespace cogov
