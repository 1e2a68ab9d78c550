/// Matters under discussion in one community.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/ids.hpp"
#include "sim/time.hpp"

namespace cogov {

using ProcedureId = Id<struct ProcedureTag>;

/// raised → discussed → passed → funded → done → rated; `stalled` ends any of the first three.
enum class ProcedureStage : std::uint8_t { raised, discussed, passed, funded, done, rated, stalled };
inline constexpr std::size_t procedure_stages = 7;

enum class Electorate : std::uint8_t { residents, households };

/// One matter.
struct Procedure {
  std::uint8_t mechanism = 0;
  ProcedureStage stage = ProcedureStage::raised;
  Electorate electorate = Electorate::residents;
  std::uint32_t project = 0;  ///< names its luck; below 2^20, and no other's in this community at the same time
  std::uint32_t subject = 0;  ///< row of a building or request, or what the mechanism likes
  ResidentId raiser{};        ///< none: the office
  std::uint32_t round = 0;    ///< of discussion and votes, from 0
  Seconds due = never;        ///< when the mechanism wants to look at it next
  std::array<Seconds, procedure_stages> reached{};  ///< `never` where it has not been
  std::vector<std::uint32_t> voters{};              ///< rows of residents or households, ascending
  std::vector<std::uint16_t> opinion{}, anchor{};   ///< by voter, 1/65535
};

/// Procedures of a community. A row that is rated or stalled may be used again.
struct ProcedureColumns {
  std::vector<Procedure> rows;
  std::vector<std::uint32_t> free;
  std::array<std::int64_t, procedure_stages> in_stage{};  ///< at present; of the last two ever
  std::int64_t raised_ever = 0;
};

}  // namespace cogov
