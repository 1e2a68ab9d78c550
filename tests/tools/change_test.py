"""cogov compare BEFORE AFTER: what a change did."""

import csv
import io
import json
import unittest

from scenario import TINY, InFolder


class TwoResults(InFolder):
    def setUp(self):
        super().setUp()
        self.well("run", "tiny.toml", "-o", "a.h5")

    def after(self, *arguments, scenario="tiny.toml"):
        self.well("run", scenario, "-o", "b.h5", "--force", *arguments)
        return json.loads(self.well("compare", "a.h5", "b.h5", "--json"))

    def test_the_same_experiment(self):
        told = self.after()
        self.assertEqual((told["differences"], told["same_luck"]), ([], True))
        self.assertTrue(all(policy["nothing_changed"] for policy in told["policies"]))
        text = self.well("compare", "a.h5", "b.h5")
        self.assertIn("The two are the same experiment.", text)
        self.assertEqual(text.count("nothing changed"), 3)

    def test_one_policy_changed(self):
        told = self.after("--set", "policy.2.grid_workers.extra_full_time=4", "--set", "policy.2.patrol.lead_days=0")
        self.assertEqual(told["differences"], ["policy “two more”, grid_workers.extra_full_time: 2 before, 4 after",
                                               "policy “two more”, [patrol]: off before, on after",
                                               "policy “two more”, patrol.lead_days: 7 before, 0 after"])
        self.assertTrue(told["same_luck"])
        self.assertEqual([policy["nothing_changed"] for policy in told["policies"]], [True, False, True])
        text = self.well("compare", "a.h5", "b.h5")
        self.assertIn("“today”: nothing changed; every measure is the same in each of 4 runs.", text)
        self.assertRegex(text, r"“two more”: [^:]+: [\d.]+ days before, [\d.]+ after, [−+]?[\d.]+ \[")
        self.assertLessEqual(max(map(len, text.splitlines())), 100)
        chinese = self.well("compare", "a.h5", "b.h5", "--lang", "zh")
        self.assertIn("  - 方案“two more”，grid_workers.extra_full_time：改前2，改后4\n", chinese)
        self.assertIn("“today”：毫无变化", chinese)
        self.assertIn("difference [95 % interval]", self.well("compare", "a.h5", "b.h5", "--all"))

    def test_what_all_policies_share_is_said_once(self):
        told = self.after("--set", "requests.visible_factor=0.5")
        self.assertEqual(told["differences"], ["requests.visible_factor: 1 before, 0.5 after"])

    def test_another_seed_is_other_luck(self):
        told = self.after("--set", "run.seed=8")
        self.assertFalse(told["same_luck"])
        self.assertIn("run.seed: 7 before, 8 after", told["differences"])
        self.assertIn("Welch", told["luck"])
        self.assertIn("the seeds differ", self.well("compare", "a.h5", "b.h5"))

    def test_another_society_is_other_luck(self):
        told = self.after("--set", "community.households=220")
        self.assertFalse(told["same_luck"])
        self.assertIn("the societies differ", told["luck"])

    def test_more_replicates_are_paired_as_far_as_both_go(self):
        told = self.after("--replicates", "6")
        self.assertTrue(told["same_luck"])
        self.assertTrue(all(policy["nothing_changed"] for policy in told["policies"]))
        self.assertIn("4 pairs", told["luck"])

    def test_worlds_are_compared_where_they_are_the_same(self):
        self.well("run", "tiny.toml", "-o", "a.h5", "--force", "--worlds", "4")
        told = self.after("--worlds", "4", "--set", "policy.2.grid_workers.extra_full_time=4")
        moved = told["policies"][1]["differences"][0]
        self.assertEqual(moved["worlds"]["worlds"], 4)
        self.assertTrue(told["policies"][0]["nothing_changed"])

    def test_policies_are_matched_by_name(self):
        self.write("more.toml", TINY.replace("no patrols", "fewer patrols"))
        told = self.after(scenario="more.toml")
        self.assertEqual([policy["policy"] for policy in told["policies"]], ["today", "two more"])
        self.assertEqual(told["before"]["only_here"], ["no patrols"])
        self.assertIn("Only in b.h5: “fewer patrols”.", self.well("compare", "a.h5", "b.h5"))

    def test_nothing_in_common(self):
        self.write("other.toml", "[run]\ndays = 20\nwarmup_days = 0\nreplicates = 2\nworlds = 0\n[community]\n"
                                 "households = 200\n[[policy]]\nname = 'alone'\n")
        self.well("run", "other.toml", "-o", "b.h5")
        said = self.refused("compare", "a.h5", "b.h5")
        self.assertIn("no policy in common", said)
        self.assertIn("'alone'", said)

    def test_a_spreadsheet(self):
        self.after("--set", "policy.2.grid_workers.extra_full_time=4")
        text = self.well("compare", "a.h5", "b.h5", "--csv")
        rows = list(csv.DictReader(io.StringIO(text[1:])))
        self.assertEqual({row["policy"] for row in rows}, {"today", "two more", "no patrols"})
        self.assertEqual({row["exactly_zero"] for row in rows if row["policy"] == "today" and row["pairs"] != "0"},
                         {"true"})


if __name__ == "__main__":
    unittest.main()
