/// Which part of a run is this process's: as `--shard` says, or as whoever started many of it says.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace cogov {

/// The i-th of N parts, from 1.
struct Part {
  std::uint32_t number = 1;
  std::uint32_t of = 1;
  bool operator==(const Part&) const = default;
};

/// The value of an environment variable; null if it isn't set.
using Environment = std::function<const char*(const char* name)>;

/// Reads `--shard`: "2/8", or "auto". With "auto" the part comes from the environment:
///
/// - Slurm's job arrays: SLURM_ARRAY_TASK_ID, _MIN, _MAX, _STEP and _COUNT. The numbers may start anywhere,
///   but must have no gaps, or nobody would know which parts the array leaves out.
/// - the innermost of Open MPI's OMPI_COMM_WORLD_RANK and _SIZE, PMI_RANK and PMI_SIZE (MPICH and its kin), and
///   Slurm's tasks, SLURM_PROCID and SLURM_NTASKS (srun).
/// - both: each member of the array is divided among its tasks.
///
/// @throws UserError if the text names no part; with "auto", if there is no launcher, or what it says can't be
Part read_part(const std::string& text, const Environment& environment);

}  // namespace cogov
