"""What must be refused, and how: a place, a reason or a suggestion, exit code 2, and nothing written."""

import os
import unittest

from scenario import TINY, InFolder


class Scenarios(InFolder):
    def both(self, text, expected):
        """check and run refuse the scenario alike, and say what is expected."""
        self.write("bad.toml", text)
        for verb in ("check", "run"):
            said = self.refused(verb, "bad.toml")
            self.assertRegex(said, expected)
            self.assertEqual(self.names(), ["bad.toml", "tiny.toml"])

    def test_a_misspelt_key(self):
        self.both(TINY.replace("smallest_difference", "smalest_difference"),
                  r"bad\.toml:12:1: .*smalest_difference.*did you mean 'smallest_difference'\?")

    def test_a_share_above_one(self):
        self.both(TINY + "[patrol]\nnotice_chance = 1.5\n", r"bad\.toml:\d+:\d+: .*notice_chance.*1\.5.*0 to 1")

    def test_a_wrong_type(self):
        self.both(TINY.replace("days = 20", 'days = "twenty"', 1), r"bad\.toml:3:8: .*run\.days.*whole number")

    def test_a_missing_place(self):
        self.both('place = "places/yantai-dahaiyan.toml"\n' + TINY, r"bad\.toml:1:\d+: .*yantai-dahaiyan")

    def test_two_policies_of_one_name(self):
        self.both(TINY.replace('"no patrols"', '"two more"'), r"bad\.toml:\d+:\d+: .*two more")

    def test_no_scenario_of_that_name(self):
        self.assertIn("did you mean 'tutorial'?", self.refused("run", "tutorail"))

    def test_an_unknown_primary_measure(self):
        self.both(TINY.replace("burden_days_median", "burden_days_medain"),
                  r"burden_days_medain.*did you mean 'burden_days_median'\?")

    def test_facts_that_contradict_each_other(self):
        self.both(TINY.replace("households = 200", "households = 200\nshare_0_16 = 0.9\nshare_60_79 = 0.9"), r"add up")
        self.both(TINY + "[requests]\nhotline_share = 0.9\nneighbour_share = 0.9\n", r"add up")
        # Found in a policy other than the baseline too, before anything is run.
        self.both(TINY + "[[policy]]\nname = 'night'\n[policy.grid_workers]\nshift_from = 20\n", r"out of order")

    def test_more_residents_than_memory(self):
        self.both(TINY.replace("households = 200", "households = 200000\nnumber = 20000"), r"GiB")

    def test_check_names_the_file_and_everything_at_once(self):
        self.write("bad.toml", TINY.replace("burden_days_median", "nonsense") + "[requests]\nhotline_share = 0.9\n"
                   "neighbour_share = 0.9\n")
        said = self.refused("check", "bad.toml")
        self.assertEqual([line.split(":")[0] for line in said.splitlines()], ["bad.toml", "bad.toml"])

    def test_check_accepts_what_runs(self):
        for name in ("tiny.toml", "tutorial"):
            self.assertIn("all right", self.well("check", name))


class CommandLines(InFolder):
    def refused_run(self, *arguments):
        said = self.refused("run", "tiny.toml", *arguments)
        self.assertEqual(self.names(), ["tiny.toml"])
        return said

    def test_threads(self):
        for count in ("0", "-1", "99999", "two", "", "1.5", "99999999999999999999"):
            self.assertIn("--threads", self.refused_run(f"--threads={count}"), count)

    def test_shards(self):
        for shard in ("3/2", "0/0", "0/1", "-1/2", "x", "1", "1/", "/2", "1/2/3", ""):
            self.assertIn("--shard", self.refused_run(f"--shard={shard}"), shard)

    def test_replicates(self):
        for count in ("0", "-1", "many", ""):
            self.assertIn("replicates", self.refused_run(f"--replicates={count}"), count)

    def test_settings(self):
        self.assertIn("KEY=VALUE", self.refused_run("--set", "days"))
        self.assertIn("did you mean 'notice_chance'?", self.refused_run("--set", "patrol.notice_chanse=0.5"))
        self.assertIn("0 to 1", self.refused_run("--set", "patrol.notice_chance=1.5"))

    def test_an_existing_result(self):
        self.well("run", "tiny.toml", "-o", "a.h5")
        self.assertIn("--force", self.refused("run", "tiny.toml", "-o", "a.h5", "--set", "run.seed=9"))
        before = self.read("a.h5")
        self.well("run", "tiny.toml", "-o", "a.h5", "--set", "run.seed=9", "--force")
        self.assertNotEqual(self.read("a.h5"), before)

    def test_the_scenario_is_no_result(self):
        self.assertIn("is the scenario itself", self.refused_run("-o", "tiny.toml", "--force"))

    def test_a_folder_that_is_not_there(self):
        self.assertIn("no folder", self.refused_run("-o", "nowhere/a.h5"))

    def test_a_folder_that_can_not_be_written(self):
        # Root may write everywhere but where the kernel says no.
        folder = "/proc" if os.geteuid() == 0 else self.path("locked")
        if folder != "/proc":
            os.mkdir(folder, 0o500)
        self.refused("run", "tiny.toml", "-o", os.path.join(folder, "a.h5"), code=3)

    def test_what_is_no_result(self):
        for verb in (["compare"], ["verify"]):
            self.assertIn("tiny.toml", self.refused(*verb, "tiny.toml"))
            self.assertIn("none.h5", self.refused(*verb, "none.h5"))
        self.assertIn("none.h5.parts", self.refused("merge", "none.h5.parts", "-o", "a.h5"))


if __name__ == "__main__":
    unittest.main()
