"""What `cogov compare --all` says of ledgers and of harm, and whom it counts as groups."""

import json
import unittest

from scenario import InFolder

POLICIES = """
[[policy]]
name = "visits as a formality"
[policy.home_visits]
enabled = true
lead_days = 0
alone_60_plus = 104
formality = 1
"""


class Harm(InFolder):
    def setUp(self):
        super().setUp()
        with open(self.path("tiny.toml"), "a", encoding="utf-8") as file:
            file.write(POLICIES)
        self.well("run", "tiny.toml", "-o", "r.h5")

    def test_the_short_text_stays_short(self):
        text = self.well("compare", "r.h5")
        for word in ("records", "Harm:"):
            self.assertNotIn(word, text)
        self.assertLess(text.count("\n"), 60)

    def test_all_has_both_sections_in_both_languages(self):
        text = self.well("compare", "r.h5", "--all")
        for word in ("Truth, records, claims", "Home visits in three ledgers", "Harm: who is watched", "building leaders",
                     "ground floor", "those who report least", "children"):
            self.assertIn(word, text)
        text = self.well("compare", "r.h5", "--all", "--lang", "zh")
        for word in ("三本账", "入户走访次数", "负担与伤害", "底层住户", "最少上报者", "儿童"):
            self.assertIn(word, text)

    def test_as_json(self):
        compared = json.loads(self.well("compare", "r.h5", "--json"))
        ledgers = {ledger["measure"]: ledger for ledger in compared["ledgers"]}
        for name in ("visits_by_ledger", "burden_days_by_ledger", "cost_by_ledger", "satisfaction_by_ledger"):
            self.assertIn(name, ledgers)
            self.assertEqual(list(ledgers[name]["by_ledger"]), ["truth", "records", "claims"])
        self.assertEqual(ledgers["burden_days_by_ledger"]["better"], "lower")
        self.assertEqual(ledgers["burden_days_by_ledger"]["unit"], "d")
        visits = ledgers["visits_by_ledger"]["by_ledger"]
        self.assertEqual(visits["truth"]["means"][3], 0)
        self.assertGreater(visits["records"]["means"][3], visits["records"]["means"][0])
        self.assertTrue(ledgers["visits_by_ledger"]["same_first"])  # no direction is better: nobody is first
        harms = {harm["measure"]: harm for harm in compared["harms"]}
        self.assertEqual(len(harms["intrusions_by_watcher"]["groups"]), 6)
        self.assertEqual(len(harms["unpaid_hours_by_bearer"]["groups"]), 7)

    def test_classes_floors_and_thirds_are_judged_as_groups_and_watching_is_not(self):
        compared = json.loads(self.well("compare", "r.h5", "--json"))
        groups = {}
        for difference in compared["policies"][0]["differences"]:
            groups.setdefault(difference["measure"], []).append(difference["group"])
        self.assertEqual(groups["unmet_days_by_floor"], ["ground floor", "middle floors", "upper floors"])
        self.assertEqual(len(groups["unmet_days_by_reporting"]), 3)
        self.assertEqual(len(groups["burden_days_by_class"]), 8)
        self.assertNotIn("intrusions_by_class", groups)
        self.assertNotIn("unpaid_hours_by_bearer", groups)
        self.assertIn("intrusions_per_person", groups)


if __name__ == "__main__":
    unittest.main()
