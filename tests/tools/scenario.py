"""A tiny scenario, and the program run on it, for the tests beside this file."""

import os
import shutil
import subprocess
import tempfile
import unittest

COGOV = os.environ["COGOV"]

TINY = """title = "Tiny"
[run]
days = 20
warmup_days = 5
replicates = 4
worlds = 0
seed = 7
[community]
households = 200
[compare]
primary_measure = "burden_days_median"
smallest_difference = 0.25
[[policy]]
name = "today"
[[policy]]
name = "two more"
[policy.grid_workers]
extra_full_time = 2
lead_days = 0
[[policy]]
name = "no patrols"
[policy.patrol]
enabled = false
lead_days = 0
"""


class InFolder(unittest.TestCase):
    """Each test in a folder of its own that holds tiny.toml; the program runs there."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="cogov-test-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.write("tiny.toml", TINY)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def names(self):
        return sorted(os.listdir(self.folder))

    def cogov(self, *arguments, **more):
        return subprocess.run([COGOV, *arguments], cwd=self.folder, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=60, **more)

    def well(self, *arguments, **more):
        """What the program prints when it does as asked."""
        done = self.cogov(*arguments, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def refused(self, *arguments, code=2):
        """What the program says when it refuses, having left the folder as it was."""
        before = {name: self.read(name) for name in self.names() if os.path.isfile(self.path(name))}
        done = self.cogov(*arguments)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done)
        after = {name: self.read(name) for name in self.names() if os.path.isfile(self.path(name))}
        self.assertEqual(after, before)
        return done.stderr
