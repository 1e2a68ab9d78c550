"""From a scenario to a result: run, compare, merge, verify, and going on after an interruption."""

import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import unittest

from scenario import COGOV, InFolder

MANY = ("--replicates", "400", "--set", "run.days=100")  # enough to be interrupted in


class Results(InFolder):
    def digest(self, file, *arguments):
        return json.loads(self.well("run", "tiny.toml", "-o", file, "--json", *arguments))["digest"]

    def test_run_prints_verdicts_a_table_and_the_digest(self):
        text = self.well("run", "tiny.toml", "-o", "a.h5", "--replicates", "8")
        self.assertIn("• ", text)
        self.assertIn("two more", text)
        self.assertRegex(text, r"a\.h5: 24 runs in [\d.]+ s, digest [0-9a-f]{64}\n$")
        self.assertIn("cogov compare a.h5 --all", text)
        self.assertLessEqual(max(map(len, text.splitlines()[:-1])), 100)
        # What compare prints is what run printed.
        self.assertTrue(text.startswith(self.well("compare", "a.h5")))

    def test_compare_shows_the_first_screen_or_everything(self):
        self.digest("a.h5")
        short, whole = self.well("compare", "a.h5"), self.well("compare", "a.h5", "--all")
        for text in short, whole:
            self.assertIn("Problems never dealt with", text)
        self.assertNotIn("Hand-offs (", short)
        self.assertNotIn("95 % interval]", short)
        self.assertIn("Hand-offs", whole)
        self.assertEqual(whole.count("difference [95 % interval]"), 2)
        self.assertLess(len(short.splitlines()), 50)
        chinese = self.well("compare", "a.h5", "--lang", "zh")
        self.assertIn("始终没人管的问题占比", chinese)
        self.assertIn("指标", chinese)
        self.assertIn("--all", self.refused("compare", "a.h5", "--all", "--json"))

    def test_json_and_csv_say_the_same(self):
        self.digest("a.h5")
        told = json.loads(self.well("compare", "a.h5", "--json"))
        self.assertEqual([p["policy"] for p in told["policies"]], ["two more", "no patrols"])
        self.assertEqual(told["primary"], "burden_days_median")
        self.assertEqual(told["first_screen"][0], "burden_days_median")
        text = self.well("compare", "a.h5", "--csv")
        self.assertTrue(text.startswith("\ufeff"))
        rows = list(csv.DictReader(io.StringIO(text[1:])))
        differences = [d for p in told["policies"] for d in p["differences"]]
        self.assertEqual(len(rows), len(differences))
        for row, difference in zip(rows, differences):
            self.assertEqual((row["measure"], row["group"]), (difference["measure"], difference["group"]))
            told_number = "" if difference["difference"] is None else difference["difference"]
            self.assertEqual(row["difference"] and float(row["difference"]), told_number)

    def test_a_policy_that_changes_nothing_makes_no_difference(self):
        self.write("same.toml", "[run]\ndays = 20\nwarmup_days = 0\nreplicates = 2\n[community]\nhouseholds = 200\n"
                                "[[policy]]\nname = 'a'\n[[policy]]\nname = 'b'\n")
        self.assertIn("“b” makes no difference at all", self.well("run", "same.toml"))

    def test_shards_in_any_order_merge_to_the_same_bits(self):
        whole = self.digest("whole.h5")
        parts = [1, 2, 3, 4]
        random.shuffle(parts)
        os.mkdir(self.path("all.h5.parts"))
        for part in parts:  # each on a machine of its own
            self.well("run", "tiny.toml", "-o", f"m{part}.h5", "--shard", f"{part}/4")
            for name in os.listdir(self.path(f"m{part}.h5.parts")):
                if not name.endswith(".lock"):
                    shutil.copy(self.path(f"m{part}.h5.parts/{name}"), self.path("all.h5.parts"))
            if part != parts[-1]:
                self.assertIn("lacks", self.cogov("merge", "all.h5.parts", "-o", "all.h5").stderr, parts)
        merged = json.loads(self.well("merge", "all.h5.parts", "-o", "all.h5", "--json"))
        self.assertEqual(merged["digest"], whole, parts)
        self.assertIn(whole, self.well("verify", "all.h5"))

    def test_shards_in_one_folder_are_left_for_merge(self):
        whole = self.digest("whole.h5")
        for part in ("2/2", "1/2"):
            self.well("run", "tiny.toml", "-o", "s.h5", "--shard", part)
            self.assertNotIn("s.h5", self.names())
        self.assertIn(whole, self.well("merge", "s.h5.parts", "-o", "s.h5"))
        self.assertNotIn("s.h5.parts", self.names())

    def test_threads_and_locale_change_nothing(self):
        environment = {**os.environ, "LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"}
        one = self.digest("one.h5", "--threads", "1")
        self.assertEqual(one, self.digest("three.h5", "--threads", "3"))
        told = json.loads(self.well("run", "tiny.toml", "-o", "de.h5", "--json", env=environment))
        self.assertEqual(told["digest"], one)
        self.assertEqual(self.well("compare", "de.h5", env=environment).replace("de.h5", "one.h5"),
                         self.well("compare", "one.h5"))

    def test_set_goes_over_the_scenario(self):
        one = self.digest("one.h5")
        self.assertNotEqual(one, self.digest("two.h5", "--set", "run.seed=8"))
        self.assertEqual(one, self.digest("three.h5", "--set", "run.seed=7"))

    def test_verify_refuses_what_was_altered(self):
        digest = self.digest("a.h5")
        self.assertIn(digest, self.well("verify", "a.h5", "--all"))
        content = bytearray(self.read("a.h5"))
        for at in (len(content) // 2, len(content) - 1, 9):
            content[at] ^= 1
            with open(self.path("flipped.h5"), "wb") as file:
                file.write(content)
            for verb in ("verify", "compare"):
                self.assertIn("flipped.h5", self.refused(verb, "flipped.h5"))
            content[at] ^= 1

    def test_closed_standard_output_loses_no_result(self):
        for end in (">&-", "| true"):
            done = subprocess.run(["bash", "-c", f'set -o pipefail; "$0" run tiny.toml -o c.h5 --force {end}', COGOV],
                                  cwd=self.folder, capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""), end)
            self.well("verify", "c.h5")

    def test_full_disk_behind_standard_output_is_said(self):
        done = subprocess.run(["bash", "-c", '"$0" run tiny.toml -o c.h5 >/dev/full', COGOV], cwd=self.folder,
                              capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.well("verify", "c.h5")


class Interrupted(InFolder):
    def start(self):
        """A run under way, with its first runs on disk."""
        process = subprocess.Popen([COGOV, "run", "tiny.toml", "-o", "a.h5", *MANY, "--threads", "1"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        while not any(name.startswith("shard-") for name in self.parts()):
            self.assertIsNone(process.poll(), "it was over before anything was kept")
            try:
                process.wait(0.01)
            except subprocess.TimeoutExpired:
                pass
        return process

    def parts(self):
        folder = self.path("a.h5.parts")
        return os.listdir(folder) if os.path.isdir(folder) else []

    def go_on(self):
        """Resumes; the digest must be that of a run in one go, and only what was missing is run."""
        self.assertNotIn("a.h5", self.names())
        self.assertIn("--resume", self.refused("run", "tiny.toml", "-o", "a.h5", *MANY))
        rest = json.loads(self.well("run", "tiny.toml", "-o", "a.h5", *MANY, "--resume", "--json"))
        whole = json.loads(self.well("run", "tiny.toml", "-o", "whole.h5", *MANY, "--json"))
        self.assertEqual(rest["digest"], whole["digest"])
        self.assertLess(rest["runs"], whole["runs"])
        self.assertNotIn("a.h5.parts", self.names())

    def test_killed(self):
        process = self.start()
        process.kill()
        process.communicate()
        self.go_on()

    def test_interrupted(self):
        process = self.start()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertIn("--resume", said)
        self.go_on()

    def test_two_writers(self):
        process = self.start()
        process.send_signal(signal.SIGSTOP)  # it holds its part, and cannot be done before the others have tried
        for more in ((), ("--resume",)):
            done = self.cogov("run", "tiny.toml", "-o", "a.h5", *MANY, *more)
            self.assertEqual(done.returncode, 2, done)
            self.assertIn("another process", done.stderr)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, "the first is not disturbed")
        self.well("verify", "a.h5")


if __name__ == "__main__":
    unittest.main()
