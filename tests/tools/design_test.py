"""Designs: announced, run, interrupted, shared out, verified, and analysed."""

import csv
import io
import json
import unittest

from scenario import TINY, InFolder

GRID = """
[design]
method = "grid"
[design.vary]
"patrol.notice_chance" = [0.1, 0.5, 0.9]
"policy.2.grid_workers.extra_full_time" = [0, 3]
"""
MORRIS = """
[design]
method = "morris"
trajectories = 4
[design.vary]
"patrol.notice_chance" = { low = 0.1, high = 0.9 }
"paperwork.share" = { low = 0.1, high = 0.6 }
"""


def designed(design):
    head, *policies = TINY.split("[[policy]]")
    return "[[policy]]".join([head.replace("worlds = 0", "worlds = 3") + "[patrol]" + design, *policies])


class Designs(InFolder):
    def setUp(self):
        super().setUp()
        self.write("grid.toml", designed(GRID))
        self.write("morris.toml", designed(MORRIS))

    def run_design(self, *arguments):
        done = self.cogov("run", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_it_says_first_what_is_coming(self):
        done = self.run_design("grid.toml", "-o", "a.h5")
        self.assertRegex(done.stderr, r"6 points x 3 policies x 4 replicates = 72 runs, about .+ on \d+ threads?; the "
                                      r"file: about \d+ MB\n")
        self.assertIn("a design is run without worlds", done.stderr)
        self.assertIn("of 6 points better at", done.stdout)
        self.assertIn("cogov sensitivity a.h5", done.stdout)
        self.assertLessEqual(max(map(len, done.stdout.splitlines()[:-1])), 100)
        self.assertTrue(done.stdout.startswith(self.well("compare", "a.h5")))
        self.assertIn("6个点", self.well("compare", "a.h5", "--lang", "zh"))
        rows = list(csv.DictReader(io.StringIO(self.well("compare", "a.h5", "--csv")[1:])))
        self.assertEqual({(r["patrol.notice_chance"], r["policy.2.grid_workers.extra_full_time"]) for r in rows},
                         {(a, b) for a in ("0.1", "0.5", "0.9") for b in ("0", "3")})
        told = json.loads(self.well("compare", "a.h5", "--json"))
        self.assertEqual(told["design"]["parameters"][1]["values"], [0, 3, 0, 3, 0, 3])
        # No more grid workers: policy 2 is the baseline there, exactly.
        self.assertEqual(told["measures"][0]["policies"][0]["points"][0]["difference"], 0)

    def test_one_digest_however_it_is_run(self):
        def digest(*arguments):
            return json.loads(self.run_design("grid.toml", "--json", *arguments).stdout)
        whole = digest("-o", "a.h5", "--threads", "1")
        self.assertEqual(whole["design"]["runs"], 72)
        for shard in ("3/3", "1/3", "2/3"):
            self.run_design("grid.toml", "-o", "b.h5", "--shard", shard)
        self.well("merge", "b.h5.parts", "-o", "b.h5")
        self.assertEqual(json.loads(self.well("verify", "b.h5", "--json", "--all"))["digest"], whole["digest"])
        # What is done is kept, what is missing is done; other points are another experiment.
        self.run_design("grid.toml", "-o", "c.h5", "--shard", "1/2")
        self.assertIn("another experiment", self.refused(
            "run", "grid.toml", "-o", "c.h5", "--resume", "--set", "design.vary.\"patrol.notice_chance\"=[0.1, 0.2, 0.9]"))
        self.assertEqual(digest("-o", "c.h5", "--resume")["digest"], whole["digest"])

    def test_a_point_is_the_run_with_its_values(self):
        self.run_design("grid.toml", "-o", "a.h5")
        self.write("one.toml", designed("\nnotice_chance = 0.5\n").replace("extra_full_time = 2", "extra_full_time = 3"))
        self.run_design("one.toml", "-o", "one.h5", "--worlds", "0")
        import h5py
        with h5py.File(self.path("a.h5")) as many, h5py.File(self.path("one.h5")) as one:
            self.assertEqual(many["burden_days_mean"].shape, (3, 4, 6))
            self.assertEqual(many["burden_days_mean"][:, :, 3].tolist(), one["burden_days_mean"][:].tolist())
            self.assertEqual(many["run_status"].shape, (3, 4, 6))

    def test_xarray_knows_the_points(self):
        try:
            import xarray
        except ImportError:
            self.skipTest("no xarray")
        self.run_design("grid.toml", "-o", "a.h5")
        for engine in ("netcdf4", "h5netcdf"):
            with xarray.open_dataset(self.path("a.h5"), engine=engine) as data:
                self.assertEqual(data.burden_days_mean.dims, ("policy", "replicate", "point"))
                self.assertEqual(list(data["patrol.notice_chance"].values), [.1, .1, .5, .5, .9, .9])
                self.assertIn("patrol.notice_chance", data.burden_days_mean.coords)
            with xarray.open_dataset(self.path("a.h5"), group="design", engine=engine) as data:
                self.assertEqual(data.varied_value.shape, (6, 2))

    def test_sensitivity_and_the_reversal_map(self):
        self.run_design("morris.toml", "-o", "m.h5")
        text = self.well("sensitivity", "m.h5", "-m", "found_first_share")
        self.assertIn("mu*", text)
        self.assertIn("What matters most for", text)
        self.assertIn("patrol.notice_chance", text)
        self.assertIn("影响最大的是", self.well("sensitivity", "m.h5", "--lang", "zh", "-m", "found_first_share"))
        told = json.loads(self.well("sensitivity", "m.h5", "--json", "-m", "found_first_share"))
        self.assertEqual(told["outputs"][0]["parameters"][0]["key"], "patrol.notice_chance")
        self.assertEqual(self.well("sensitivity", "m.h5", "-m", "found_first_share"), text)
        self.assertIn("needs a grid", self.refused("sensitivity", "m.h5", "--reversal", "share,notice_chance",
                                                   "-m", "burden_days_mean"))
        self.run_design("grid.toml", "-o", "g.h5")
        arguments = ("sensitivity", "g.h5", "-m", "burden_days_mean", "--policies", "2,3", "--reversal",
                     "notice_chance,extra_full_time")
        self.assertIn("can't be told from luck at any of 6 points", " ".join(self.well(*arguments).split()))
        cells = list(csv.DictReader(io.StringIO(self.well(*arguments, "--csv"))))
        self.assertEqual(sum(row["kind"] == "cell" for row in cells), 6)
        self.assertIn("can't give Sobol's indices", self.well("sensitivity", "g.h5", "-m", "burden_days_mean"))
        self.assertIn("names no two of them", self.refused("sensitivity", "g.h5", "-m", "burden_days_mean", "--reversal",
                                                           "nothing,extra_full_time"))

    def test_failed_runs_are_named_with_their_values(self):
        self.write("bad.toml", designed("\n[design.vary]\n\"requests.hotline_share\" = [0.2, 0.9]\n"
                                        "\"requests.neighbour_share\" = [0.05, 0.3]\n"))
        done = self.cogov("run", "bad.toml", "-o", "a.h5")
        self.assertEqual(done.returncode, 1, done.stderr)
        for said in (done.stderr, self.refused("sensitivity", "a.h5", "-m", "burden_days_mean")):
            self.assertIn("requests.hotline_share = 0.9, requests.neighbour_share = 0.3", said)
        self.assertIn("12 of 48 runs failed", self.refused("sensitivity", "a.h5", "-m", "burden_days_mean"))

    def test_what_can_not_be_is_refused_before_anything_is_written(self):
        million = "[" + ", ".join(str(i / 1000) for i in range(1000)) + "]"
        self.write("many.toml", designed("\n[design.vary]\n" + "".join(
            f"\"{key}\" = {million}\n" for key in ("patrol.notice_chance", "requests.first_fix_share", "requests.hotline_share",
                                                   "requests.neighbour_share"))))
        self.assertIn("the design has 1,000,000,000,000 points", self.refused("run", "many.toml", "-o", "a.h5"))
        self.assertIn("--trace can't be kept with a [design]", self.refused("run", "grid.toml", "-o", "a.h5", "--trace"))
        self.write("until.toml", TINY.replace("replicates = 4", "replicates = \"until\""))
        self.assertIn("nothing says until when", self.refused("run", "until.toml", "-o", "a.h5"))
        self.run_design("tiny.toml", "-o", "tiny.h5")
        self.assertIn("has no design", self.refused("sensitivity", "tiny.h5"))

    def test_until_it_is_precise(self):
        self.write("until.toml", TINY.replace("replicates = 4",
                                              "replicates = \"until\"\ntarget_half_width = 0.3\nmost_replicates = 60")
                   .replace("burden_days_median", "burden_days_mean"))
        one = self.run_design("until.toml", "-o", "a.h5", "--json", "--threads", "1")
        two = self.run_design("until.toml", "-o", "b.h5", "--json", "--threads", "2")
        self.assertRegex(one.stderr, r"\d+ replicates: the intervals of burden_days_mean reach")
        self.assertEqual(json.loads(one.stdout)["digest"], json.loads(two.stdout)["digest"])
        self.assertIn("every bit the same", self.well("verify", "a.h5"))
        self.assertIn("is left open", self.refused("run", "until.toml", "-o", "c.h5", "--shard", "1/2"))
        # Nothing is left to do, and nothing is done; another experiment is none of its business.
        again = self.run_design("until.toml", "-o", "a.h5", "--json", "--resume")
        self.assertEqual(json.loads(again.stdout)["digest"], json.loads(one.stdout)["digest"])
        self.assertEqual(json.loads(again.stdout)["runs"], 0)
        self.assertIn("exists already", self.refused("run", "until.toml", "-o", "a.h5"))
        self.assertIn("exists already", self.refused("run", "until.toml", "-o", "a.h5", "--resume", "--set", "run.seed=8"))
        self.assertIn("there is no folder", self.refused("run", "until.toml", "-o", "none/a.h5"))
        self.assertIn("swaps need a number of replicates", self.refused("swaps", "until.toml"))


if __name__ == "__main__":
    unittest.main()
