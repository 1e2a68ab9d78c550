"""Results and parts that are damaged, missing, foreign or in somebody else's hands: refused by name, exit code 2, and
nothing changed."""

import hashlib
import json
import os
import shutil
import unittest

from faulty import WithFaults

try:
    import h5py
except ImportError:
    h5py = None

RUN = ("run", "small.toml", "-o", "a.h5")


class Parts(WithFaults):
    """Two parts, not yet joined."""

    def setUp(self):
        super().setUp()
        for part in ("1/2", "2/2"):
            self.well(*RUN, "--shard", part)
        self.shards = sorted(name for name in os.listdir(self.path("a.h5.parts")) if name.startswith("shard-"))
        self.assertGreaterEqual(len(self.shards), 2)

    def shard(self, at):
        return self.path(os.path.join("a.h5.parts", self.shards[at]))

    def everything(self):
        paths = [os.path.join(folder, name) for folder, _, names in os.walk(self.folder) for name in names
                 if not name.endswith(".lock")]
        return {path: self.read(path) for path in paths}

    def both_refuse(self, *expected):
        """merge and going on refuse alike, and leave everything as it was."""
        before = self.everything()
        for verb in (("merge", "a.h5.parts", "-o", "a.h5"), (*RUN, "--resume")):
            said = self.refused(*verb)
            for word in expected:
                self.assertIn(word, said, verb)
            self.assertEqual(self.everything(), before)

    def test_a_flipped_bit_anywhere(self):
        with open(self.shard(1), "rb") as file:
            content = bytearray(file.read())
        for at in (0, 9, len(content) // 3, len(content) // 2, len(content) - 100, len(content) - 1):
            content[at] ^= 4
            with open(self.shard(1), "wb") as file:
                file.write(content)
            self.both_refuse(self.shards[1])
            content[at] ^= 4

    def test_a_shard_that_was_cut_short(self):
        for size in (0, 1, 100, os.path.getsize(self.shard(0)) - 1):
            os.truncate(self.shard(0), size)
            self.both_refuse(self.shards[0])

    def test_a_shard_of_another_experiment(self):
        self.well("run", "small.toml", "-o", "b.h5", "--shard", "1/2", "--set", "run.seed=4")
        foreign = next(name for name in os.listdir(self.path("b.h5.parts")) if name.startswith("shard-"))
        shutil.copy(self.path(f"b.h5.parts/{foreign}"), self.path("a.h5.parts"))
        shutil.rmtree(self.path("b.h5.parts"))
        self.both_refuse(foreign, "another experiment")

    def test_a_missing_shard(self):
        os.remove(self.shard(1))
        said = self.refused("merge", "a.h5.parts", "-o", "a.h5")
        self.assertRegex(said, r"'a\.h5\.parts' lacks \d of 6 runs \(policy '.*, (replicate|world) \d\); copy the other machines'")
        self.assertEqual(self.digest_of(*RUN, "--resume"), self.digest_of("run", "small.toml", "-o", "whole.h5"))

    def test_a_changed_scenario(self):
        for setting, line in (("run.seed=4", "seed: 3 before, 4 now"), ("run.replicates=3", "replicates: 2 before, 3 now"),
                              ("run.days=11", "days = 11"), ("policy.2.patrol.enabled=true", "now: [policy.patrol] enabled = true")):
            before = self.everything()
            said = self.refused(*RUN, "--resume", "--set", setting)
            self.assertIn("a.h5.parts", said)
            self.assertIn(line, said)
            self.assertEqual(self.everything(), before)

    def test_a_damaged_manifest(self):
        path = self.path("a.h5.parts/manifest.json")
        with open(path, "rb") as file:
            content = file.read()
        for damaged in (b"", content[:-5], content.replace(b"today", b"todaz", 1), b"[" * 100000):
            with open(path, "wb") as file:
                file.write(damaged)
            self.both_refuse("a.h5.parts")

    def test_a_result_within_the_parts(self):
        self.assertIn("within the folder", self.refused("merge", "a.h5.parts", "-o", "a.h5.parts/a.h5"))

    def test_a_result_in_a_folder_that_is_not_there(self):
        self.assertIn("no folder", self.refused("merge", "a.h5.parts", "-o", "nowhere/a.h5"))

    def test_joined_twice(self):
        digest = self.digest_of("merge", "a.h5.parts", "-o", "a.h5")
        self.assertEqual(self.digest_of("merge", "a.h5.parts", "-o", "a.h5"), digest, "whoever joins last is told the same")


class Names(WithFaults):
    def test_force_replaces_results_only(self):
        self.write("notes.txt", "precious")
        for name in ("notes.txt", "small.toml"):
            self.assertIn(name, self.refused("run", "small.toml", "-o", name, "--force"))
        self.well(*RUN)
        os.truncate(self.path("a.h5"), 1000)
        self.well(*RUN, "--force")
        self.well("verify", "a.h5")

    def test_a_link_is_not_followed(self):
        self.write("notes.txt", "precious")
        os.symlink("notes.txt", self.path("a.h5"))
        self.assertIn("a.h5", self.refused(*RUN))
        self.assertIn("a.h5", self.refused(*RUN, "--force"))
        os.remove(self.path("a.h5"))
        os.symlink("nowhere", self.path("a.h5"))
        self.assertIn("a.h5", self.refused(*RUN))

    def test_folders_and_pipes(self):
        os.mkdir(self.path("folder.h5"))
        self.assertIn("is a folder", self.refused("run", "small.toml", "-o", "folder.h5", "--force"))
        os.mkfifo(self.path("pipe.h5"))
        for verb in (("run", "small.toml", "-o", "pipe.h5", "--force"), ("compare", "pipe.h5"), ("verify", "pipe.h5"),
                     ("merge", "pipe.h5", "-o", "b.h5")):
            done = self.cogov(*verb)
            self.assertEqual((done.returncode, done.stdout), (2, ""), verb)
            self.assertIn("pipe.h5", done.stderr)

    def test_parts_that_are_no_folder(self):
        self.write("a.h5.parts", "precious")
        self.assertIn("a.h5.parts", self.refused(*RUN, code=3))

    def test_no_part_of_what_auto_finds(self):
        self.assertIn("tools/cluster", self.refused(*RUN, "--shard", "auto"))
        environment = {**os.environ, "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "5",
                       "SLURM_ARRAY_TASK_COUNT": "3"}
        self.assertIn("gaps", self.cogov(*RUN, "--shard", "auto", env=environment).stderr)
        self.assertEqual(self.names(), ["small.toml"])


class Results(WithFaults):
    def test_damage_is_refused_by_every_verb(self):
        self.well(*RUN)
        content = bytearray(self.read("a.h5"))
        damages = [("flipped", at) for at in range(0, len(content), len(content) // 9)]
        damages += [("cut", size) for size in (0, 7, 600, len(content) // 2, len(content) - 1)]
        for kind, at in damages:
            damaged = bytearray(content)
            if kind == "cut":
                del damaged[at:]
            else:
                damaged[at] ^= 16
            with open(self.path("b.h5"), "wb") as file:
                file.write(damaged)
            for verb in (("compare", "b.h5"), ("compare", "a.h5", "b.h5"), ("verify", "b.h5")):
                self.assertIn("b.h5", self.refused(*verb), (kind, at))

    def test_a_shard_is_no_result(self):
        self.well(*RUN, "--shard", "1/2")
        shard = next(name for name in os.listdir(self.path("a.h5.parts")) if name.startswith("shard-"))
        self.assertIn("cogov merge", self.refused("compare", f"a.h5.parts/{shard}"))


class Verify(WithFaults):
    def setUp(self):
        super().setUp()
        self.well(*RUN, "--shard", "1/2")
        self.well(*RUN, "--shard", "2/2")

    def test_a_sample_or_all(self):
        digest = self.digest_of("merge", "a.h5.parts", "-o", "a.h5")
        checked = json.loads(self.well("verify", "a.h5", "--all", "--json"))
        self.assertEqual(checked, {"file": "a.h5", "digest": digest, "runs": 6, "runs_repeated": 6, "ok": True,
                                   "differing": []})
        for sample in (1, 2, 5):
            told = json.loads(self.well("verify", "a.h5", "--sample", str(sample), "--json"))
            self.assertEqual(told["runs_repeated"], sample)
        self.assertIn("--sample", self.refused("verify", "a.h5", "--sample", "0"))

    @unittest.skipIf(h5py is None, "h5py is not installed")
    def test_the_run_that_comes_out_otherwise_is_named(self):
        """One value of one run is altered and every checksum put right: only running it again can tell."""
        shard = next(name for name in os.listdir(self.path("a.h5.parts")) if name.startswith("shard-00000000"))
        path = self.path(f"a.h5.parts/{shard}")
        with h5py.File(path, "r+") as file:
            row = file["values"][1]
            row[-1] ^= 1
            file["values"][1] = row
            file["run_digest"][1] = hashlib.sha256(row.tobytes()).hexdigest()
            policy, replicate = ["today", "no patrols"][file["policy"][1]], int(file["replicate"][1])
        with open(path, "r+b") as file:
            seal = hashlib.sha256(file.read()).hexdigest()
            file.write(f"\ncogov-seal-1 sha256 {seal}\n".encode())
        self.well("merge", "a.h5.parts", "-o", "a.h5")
        done = self.cogov("verify", "a.h5", "--all", "--json")
        self.assertEqual(done.returncode, 2, done)
        self.assertIn(f"the first is policy '{policy}', replicate {replicate}", done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual((told["ok"], told["differing"]), (False, [{"policy": policy, "replicate": replicate}]))


if __name__ == "__main__":
    unittest.main()
