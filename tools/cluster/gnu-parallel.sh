#!/usr/bin/env bash
# gnu-parallel.sh PARTS SCENARIO RESULT.h5 [OPTION..]
#
# Runs SCENARIO in PARTS parts under GNU parallel, one part a core at a time, and joins them.
# OPTION.. are options of `cogov run`: --set run.seed=7, --replicates 200. After an interruption, the
# same command goes on. Parts on several machines that share this folder:
#   PARALLEL="--sshloginfile machines --workdir $PWD" tools/cluster/gnu-parallel.sh 64 my.toml my.h5
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
read_arguments "$@"
require parallel parallel

# {} is the part's number. A part keeps its runs as they finish; --resume makes it go on with them.
seq "$parts" | parallel --will-cite --quote --halt soon,fail=1 \
  "$cogov" run "$scenario" -o "$result" --shard "{}/$parts" --resume --threads 1 "${options[@]}" || exit

exec "$cogov" merge "$result.parts" -o "$result" "${merge_options[@]}"
