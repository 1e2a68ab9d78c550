/// What a scenario reads from other files: a street network, a list of ties.
#pragma once

#include "sim/network/imports.hpp"
