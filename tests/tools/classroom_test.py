"""What `cogov report --classroom` writes, what it refuses, and how it stops."""

import json
import re
import signal
import subprocess
import unittest

from scenario import COGOV, InFolder, TINY

HOSTILE = '<script>alert(1)</script> "x"'


class Classroom(InFolder):
    def test_one_file_with_everything_computed(self):
        self.write("tiny.toml", TINY.replace('"two more"', f"'{HOSTILE} / 多两名'"))
        done = self.cogov("report", "--classroom", "tiny.toml", "--replicates", "2", "--lang", "zh", "-o", "class.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("125 points x 3 policies x 2 replicates = 750 runs", done.stderr)
        page = self.read("class.html").decode("utf-8")
        self.assertEqual(page.count("<script"), 2)
        data = json.loads(re.search(r'<script type="application/json" id="data">([^<]*)</script>', page).group(1))
        self.assertEqual(data["language"], "zh")
        self.assertEqual(data["policies"][1]["name"], {"en": HOSTILE, "zh": "多两名"})
        self.assertEqual(len(data["combinations"]["points"]), 125)
        self.assertTrue(data["day"]["watched"][0]["data"]["requests"])

    def test_what_is_refused(self):
        self.well("run", "tiny.toml", "-o", "a.h5")
        self.assertIn("is a result", self.refused("report", "--classroom", "a.h5"))
        self.assertIn("is a scenario", self.refused("report", "tiny.toml"))
        self.assertIn("is a scenario", self.refused("report", "tutorial"))
        self.assertIn("requires --classroom", self.refused("report", "a.h5", "--threads", "2"))
        self.assertIn("out of range", self.refused("report", "--classroom", "tiny.toml", "--replicates", "1"))
        self.assertIn("is what it is to be made from", self.refused("report", "--classroom", "tiny.toml", "-o", "tiny.toml", "--force"))
        self.write("one.toml", TINY[: TINY.index("[[policy]]")])
        self.assertIn("nothing to vote on", self.refused("report", "--classroom", "one.toml"))

    def test_an_interrupt_leaves_nothing(self):
        process = subprocess.Popen([COGOV, "report", "--classroom", "tiny.toml", "--replicates", "900", "-o", "c.html"],
                                   cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        self.assertIn("337,500 runs", process.stderr.readline())
        process.send_signal(signal.SIGINT)
        self.assertIn("nothing was written", process.communicate(timeout=60)[1])
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.names(), ["tiny.toml"])


if __name__ == "__main__":
    unittest.main()
