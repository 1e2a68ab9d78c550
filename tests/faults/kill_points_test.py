"""Death at any call that changes the disk, before it or halfway through a write, and a disk that fills up at any such
call: going on gives the digest of a run that nothing happened to, and nothing half-written is ever left as a result.

A sample of the calls, drawn by a fixed seed; with COGOV_ALL_POINTS set, every one."""

import os
import random
import shutil
import signal
import unittest

from faulty import WithFaults

RUN = ("run", "small.toml", "-o", "a.h5", "--threads", "1")
MERGE = ("merge", "s.h5.parts", "-o", "s.h5")


def points(calls, sample):
    """Which calls to strike: the first and last few and a sample between them, or all."""
    every = range(1, calls + 1)
    if os.environ.get("COGOV_ALL_POINTS"):
        return every
    ends = {*every[:2], *every[-6:]}
    return sorted(ends | set(random.Random(calls).sample(every, sample)))


class Runs(WithFaults):
    def setUp(self):
        super().setUp()
        self.digest = self.digest_of("run", "small.toml", "-o", "whole.h5")
        self.well("verify", "whole.h5", "--all")
        self.calls = self.calls_of(*RUN)
        self.assertGreater(self.calls, 60, "the calls are not being counted")
        os.remove(self.path("a.h5"))

    def go_on(self, *told):
        """The same command with --resume ends well, with the same digest, and leaves the result alone."""
        self.assertEqual(self.digest_of(*RUN, "--resume"), self.digest, told)
        self.assertEqual(self.names(), ["a.h5", "small.toml", "whole.h5"], told)
        os.remove(self.path("a.h5"))

    def test_killed_at_any_call(self):
        for fault in ("kill", "torn"):
            for call in points(self.calls, 8):
                done = self.with_fault(fault, call, *RUN)
                # How runs are grouped hangs on time: a run that makes fewer calls isn't struck.
                self.assertIn(done.returncode, (-signal.SIGKILL, 0), (fault, call, done))
                if os.path.exists(self.path("a.h5")):
                    self.assertIn(self.digest, self.well("verify", "a.h5", "--sample", "1"), (fault, call))
                self.go_on(fault, call)

    def test_killed_again_while_going_on(self):
        for first, second in ((40, 10), (80, 5), (self.calls - 3, 1), (self.calls - 3, 2)):
            self.with_fault("torn", first, *RUN)
            self.with_fault("torn", second, *RUN, "--resume")
            self.go_on(first, second)

    def test_a_disk_that_fills_up_at_any_call(self):
        for fault, reason in (("full", "No space left on device"), ("io", "Input/output error")):
            for call in points(self.calls, 4):
                done = self.with_fault(fault, call, *RUN)
                self.assertIn(done.returncode, (0, 3), (fault, call, done))
                self.assertEqual(os.path.exists(self.path("a.h5")), done.returncode == 0, (fault, call))
                if done.returncode == 3:
                    self.assertRegex(done.stderr, f"^cogov: cannot [a-z]+ '.*a\\.h5.*{reason}.*\n$", (fault, call))
                    self.assertEqual(self.half_files(), [], (fault, call))
                self.go_on(fault, call)


class Merges(WithFaults):
    def setUp(self):
        super().setUp()
        self.digest = self.digest_of("run", "small.toml", "-o", "whole.h5")
        for part in ("2/2", "1/2"):
            self.well("run", "small.toml", "-o", "s.h5", "--shard", part)
        shutil.copytree(self.path("s.h5.parts"), self.path("kept"))
        self.calls = self.calls_of(*MERGE)
        self.assertGreater(self.calls, 40, "the calls are not being counted")

    def struck(self, fault, call):
        """A merge with a fault, from the start."""
        os.remove(self.path("s.h5"))
        shutil.copytree(self.path("kept"), self.path("s.h5.parts"))
        return self.with_fault(fault, call, *MERGE)

    def go_on(self, *told):
        self.assertEqual(self.digest_of(*MERGE), self.digest, told)
        self.assertEqual(self.names(), ["kept", "s.h5", "small.toml", "whole.h5"], told)

    def test_killed_at_any_call(self):
        for fault in ("kill", "torn"):
            for call in points(self.calls, 8):
                done = self.struck(fault, call)
                self.assertIn(done.returncode, (-signal.SIGKILL, 0), (fault, call, done))
                self.go_on(fault, call)

    def test_a_disk_that_fills_up_at_any_call(self):
        for call in points(self.calls, 8):
            done = self.struck("full", call)
            self.assertIn(done.returncode, (0, 3), (call, done))
            self.assertEqual(os.path.exists(self.path("s.h5")), done.returncode == 0, call)
            self.assertEqual(self.half_files(), [], call)
            self.go_on("full", call)


if __name__ == "__main__":
    unittest.main()
