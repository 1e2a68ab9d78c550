#!/usr/bin/env bash
# mpirun.sh PARTS SCENARIO RESULT.h5 [OPTION..]
#
# Runs SCENARIO in PARTS parts, one a rank of Open MPI (or of MPICH, whose mpirun takes the same
# arguments), and joins them. OPTION.. are options of `cogov run`. After an interruption, the same
# command goes on. Ranks on several machines need this folder on all of them; which machines, and
# other options of mpirun, stand in MPIRUN_OPTIONS: MPIRUN_OPTIONS="--hostfile machines".
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
read_arguments "$@"
require mpirun openmpi-bin

# The ranks don't talk to each other: mpirun only starts them, and --shard auto reads the rank.
# shellcheck disable=SC2086  # several options in one variable
mpirun -n "$parts" ${MPIRUN_OPTIONS:-} \
  "$cogov" run "$scenario" -o "$result" --shard auto --resume --threads 1 "${options[@]}" || exit

exec "$cogov" merge "$result.parts" -o "$result" "${merge_options[@]}"
