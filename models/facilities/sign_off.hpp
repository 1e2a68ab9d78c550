/// Resolved in the records only: somebody signs that a problem is over, and it isn't.
#pragma once

#include "models/ids.hpp"

namespace cogov {

struct Context;

/// Ends a request that has an owner and is dispatched, in no queue or pool any more, as resolved in the records and not
/// in truth: it comes back like any service that has failed.
void sign_off(Context& ctx, RequestId request);

}  // namespace cogov
