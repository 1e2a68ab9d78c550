"""The program with faults put into it, and what must hold afterwards, for the tests beside this file."""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))

from scenario import COGOV, InFolder  # noqa: E402

SMALL = """title = "Small"
[run]
days = 10
warmup_days = 0
replicates = 2
worlds = 1
seed = 3
[community]
households = 200
[[policy]]
name = "today"
[[policy]]
name = "no patrols"
[policy.patrol]
enabled = false
lead_days = 0
"""


class WithFaults(InFolder):
    """Each test in a folder of its own that holds small.toml."""

    def setUp(self):
        super().setUp()
        os.remove(self.path("tiny.toml"))
        self.write("small.toml", SMALL)

    def with_fault(self, fault, at, *arguments):
        """Runs the program with a fault at its at-th call that changes the disk (see preload/faults.cc)."""
        environment = {**os.environ, "LD_PRELOAD": os.environ["COGOV_FAULTS"], "COGOV_FAULT": fault,
                       "COGOV_FAULT_AT": str(at)}
        return subprocess.run([COGOV, *arguments], cwd=self.folder, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=120, env=environment)

    def calls_of(self, *arguments):
        """How many calls that change the disk the program makes, as it does what is asked."""
        count = self.path("calls")
        environment = {**os.environ, "LD_PRELOAD": os.environ["COGOV_FAULTS"], "COGOV_FAULT_COUNT": count}
        done = subprocess.run([COGOV, *arguments], cwd=self.folder, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=120, env=environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with open(count, encoding="ascii") as file:
            calls = int(file.read())
        os.remove(count)
        return calls

    def digest_of(self, *arguments):
        return json.loads(self.well(*arguments, "--json"))["digest"]

    def half_files(self):
        """Whatever stands under a temporary name."""
        return [os.path.join(folder, name) for folder, _, names in os.walk(self.folder)
                for name in names if name.endswith(".tmp")]
