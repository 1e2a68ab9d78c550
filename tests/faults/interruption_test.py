"""Kills at random moments, a disk that is really full, and every signal that asks to stop."""

import json
import os
import random
import shutil
import signal
import subprocess
import unittest

from faulty import COGOV, WithFaults

MANY = ("run", "small.toml", "-o", "a.h5", "--set", "run.days=120", "--replicates", "300", "--worlds", "0")


class Kills(WithFaults):
    def test_killed_at_random_moments(self):
        whole = self.digest_of(*MANY[:3], "whole.h5", *MANY[4:])
        moments = random.Random(20240521)
        for _ in range(8):
            process = subprocess.Popen([COGOV, *MANY, "--resume", "--threads", "2"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            try:
                _, said = process.communicate(timeout=moments.uniform(0, 0.8))
                self.assertEqual((process.returncode, said), (0, ""))
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        self.assertEqual(self.digest_of(*MANY, "--resume"), whole)
        self.assertEqual(self.names(), ["a.h5", "small.toml", "whole.h5"])


class Signals(WithFaults):
    """The signal comes while the first runs are being written."""

    def test_one_drains_and_keeps(self):
        whole = self.digest_of(*MANY[:3], "whole.h5", *MANY[4:])
        for name in ("int", "term", "hup"):
            done = self.with_fault(name, 13, *MANY, "--threads", "1")
            self.assertEqual(done.returncode, 130, done)
            self.assertIn("finishing the runs in hand", done.stderr, name)
            self.assertRegex(done.stderr, r"interrupted; \d+ of 600 runs are kept in a\.h5\.parts: go on with the same "
                                          r"command and --resume\n$", name)
            self.assertEqual(self.names(), ["a.h5.parts", "small.toml", "whole.h5"], name)
            rest = json.loads(self.well(*MANY, "--resume", "--json"))
            self.assertEqual(rest["digest"], whole, name)
            self.assertLess(rest["runs"], 600, name)
            os.remove(self.path("a.h5"))

    def test_two_stop_at_once(self):
        whole = self.digest_of("run", "small.toml", "-o", "whole.h5")
        run = ("run", "small.toml", "-o", "a.h5")
        for call in (1, 5, 20, 60):
            done = self.with_fault("int2", call, *run)
            self.assertEqual(done.returncode, 130, done)
            self.assertIn("--resume", done.stderr)
            self.assertEqual(self.digest_of(*run, "--resume"), whole, call)
            os.remove(self.path("a.h5"))

    def test_a_part_that_is_asked_to_stop_goes_on_by_the_same_command(self):
        whole = self.digest_of(*MANY[:3], "whole.h5", *MANY[4:])
        first = (*MANY, "--shard", "1/2", "--resume")
        self.assertEqual(self.with_fault("term", 13, *first, "--threads", "1").returncode, 130)
        self.well(*first)
        self.well(*first)  # nothing is left to do
        self.well(*MANY, "--shard", "2/2", "--resume")
        self.assertEqual(self.digest_of("merge", "a.h5.parts", "-o", "a.h5"), whole)
        # Put in the queue again after everything was joined: there is nothing to do, and no harm in that.
        self.assertEqual(self.digest_of(*first), whole)
        self.assertEqual(self.names(), ["a.h5", "small.toml", "whole.h5"])


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare"), "mounting a small disk takes root")
class FullDisk(WithFaults):
    # In a mount namespace of its own, so that nothing stays mounted whatever happens.
    SCRIPT = """mount -t tmpfs -o size=$SIZE none disk || exit 77
"$COGOV" run small.toml -o disk/a.h5 >out 2>err; echo $? >code; find disk -type f >files
mount -o remount,size=64m disk && exec "$COGOV" run small.toml -o disk/a.h5 --resume --json"""

    def test_what_is_done_is_kept(self):
        whole = self.digest_of("run", "small.toml", "-o", "whole.h5")
        os.mkdir(self.path("disk"))
        for size in ("4k", "16k", "64k", "256k", "500k"):
            done = subprocess.run(["unshare", "-m", "sh", "-c", self.SCRIPT], cwd=self.folder, capture_output=True,
                                  text=True, check=False, timeout=120, env={**os.environ, "SIZE": size, "COGOV": COGOV})
            if done.returncode == 77:
                self.skipTest("no tmpfs can be mounted here")
            self.assertEqual(self.read("code"), b"3\n", size)
            self.assertIn(b"No space left on device", self.read("err"), size)
            files = self.read("files").split()
            self.assertNotIn(b"disk/a.h5", files)
            self.assertFalse([name for name in files if name.endswith(b".tmp")], size)
            self.assertEqual(json.loads(done.stdout)["digest"], whole, size)


if __name__ == "__main__":
    unittest.main()
