#!/usr/bin/env bash
# slurm-array.sh PARTS SCENARIO RESULT.h5 [OPTION..]
#
# Submits SCENARIO to Slurm as a job array of PARTS members and a job that joins them, and waits for the
# result; Ctrl-C leaves the jobs as they are. OPTION.. are options of `cogov run`. The folder must be
# shared by all nodes. What members need beyond the defaults stands in the variables that sbatch reads
# itself: SBATCH_PARTITION=long SBATCH_TIMELIMIT=2:00:00. After a failure, the same command goes on.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
read_arguments "$@"
require sbatch slurm-client

# printf %q: sbatch gets a script, in which names with blanks must stay one word.
quoted() { printf '%q ' "$@"; }

# A member that Slurm stops and puts in the queue again goes on by itself: --requeue and --resume. Slurm warns it
# with SIGTERM, upon which it keeps what is done.
array=$(sbatch --parsable --job-name=cogov --array="1-$parts" --requeue --cpus-per-task="${CPUS_PER_PART:-1}" \
  --output="$result.%a.log" --open-mode=append --wrap="exec $(quoted "$cogov" run "$scenario" -o "$result" \
  --shard auto --resume --threads "${CPUS_PER_PART:-1}" "${options[@]}")") || exit

# The join comes after all members, however they ended: it names what is missing.
sbatch --wait --job-name=cogov-merge --dependency="afterany:$array" --output="$result.merge.log" \
  --wrap="exec $(quoted "$cogov" merge "$result.parts" -o "$result" "${merge_options[@]}")" >/dev/null || {
  cat "$result.merge.log" >&2
  echo "slurm-array.sh: not joined; see $result.*.log, and run this command again to go on" >&2
  exit 1
}
cat "$result.merge.log"
for ((part = 1; part <= parts; ++part)); do printf '%s\0' "$result.$part.log"; done | xargs -0 rm -f --
rm -f -- "$result.merge.log"
