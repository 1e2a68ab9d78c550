"""Memory does not grow with the number of runs: they are on disk, not in it."""

import os
import subprocess
import unittest

from faulty import COGOV, WithFaults

# What grows is an index of some hundred bytes a run, and the arrays that
# a merge gathers, within a fixed budget; the runs themselves, kept in memory, would take several times as much.
FEW, MANY, MOST = 100, 1000, 1.6


class Memory(WithFaults):
    def peak(self, *arguments):
        process = subprocess.Popen([COGOV, *arguments], cwd=self.folder, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss / 1024

    def peaks(self, replicates):
        run = ("run", "small.toml", "--worlds", "0", "--set", "run.days=180", "--replicates", str(replicates),
               "--threads", "2")
        running = self.peak(*run, "-o", "r.h5", "--shard", "1/2")
        self.peak(*run, "-o", "r.h5", "--shard", "2/2")
        merging = self.peak("merge", "r.h5.parts", "-o", "r.h5")
        os.remove(self.path("r.h5"))
        return running, merging

    def test_of_run_and_merge(self):
        few, many = self.peaks(FEW), self.peaks(MANY)
        for verb, less, more in zip(("run", "merge"), few, many):
            print(f"{verb}: {less:.0f} MiB for {2 * FEW} runs, {more:.0f} MiB for {2 * MANY}")
            self.assertLess(more, MOST * less, verb)


if __name__ == "__main__":
    unittest.main()
