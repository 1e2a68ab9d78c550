/// What truth, records and claims say of a request, counted as it goes.
#pragma once

#include "models/context.hpp"

namespace cogov {

/// The records have just closed a request: whoever reported it is called back and asked how satisfied they are.
void ledgers_on_closing(Context& ctx, RequestId r);

/// What was closed isn't fixed.
void ledgers_on_failure(Context& ctx, RequestId r);

/// What was fixed comes back.
void ledgers_on_return(Context& ctx, RequestId r);

/// Who reported it has found it fixed, and rates it.
void ledgers_on_rating(Context& ctx, RequestId r);

/// A request that is counted is over, or the run is.
void ledgers_on_end(Context& ctx, RequestId r);

}  // namespace cogov
