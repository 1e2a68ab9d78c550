"""The report's data, as the page holds them, and what `cogov report` refuses."""

import json
import re
import unittest

from scenario import InFolder, TINY

HOSTILE = '<script>alert(1)</script> "x" 名'


class Report(InFolder):
    def result(self, *arguments, text=TINY):
        self.write("tiny.toml", text)
        self.well("run", "tiny.toml", "-o", "a.h5", *arguments)

    def data(self, *arguments):
        """The data that stand in the page."""
        self.well("report", "a.h5", "-o", "a.html", "--force", *arguments)
        page = self.read("a.html").decode("utf-8")
        self.assertEqual(page.count("<script"), 2)
        return json.loads(re.search(r'<script type="application/json" id="data">([^<]*)</script>', page).group(1))

    def test_holds_both_languages_and_agrees_with_compare(self):
        self.result()
        data = self.data("--lang", "zh")
        told = json.loads(self.well("compare", "a.h5", "--json"))
        self.assertEqual(data["language"], "zh")
        self.assertEqual(self.data()["language"], "en")
        self.assertEqual([p["name"] for p in data["policies"]], ["today", "two more", "no patrols"])
        for verdict, policy in zip(data["verdicts"], told["policies"], strict=True):
            self.assertEqual(verdict["text"], {"en": policy["verdict"], "zh": policy["verdict_zh"]})
            for row, difference in zip(data["rows"], policy["differences"], strict=True):
                self.assertEqual(row["name"], difference["measure"])
                self.assertRegex(row["label"]["zh"], "[\u4e00-\u9fff]")
                cell = row["cells"][data["verdicts"].index(verdict)]
                if cell and difference["difference"] is not None:
                    self.assertAlmostEqual(cell[1], difference["difference"], delta=abs(difference["difference"]) * 1e-4)
        self.assertEqual(len(data["firstScreen"]), 8)
        self.assertEqual(data["provenance"]["seed"], "7")

    def test_series_and_map(self):
        self.result()
        data = self.data()
        series = {one["name"]: one for one in data["series"]["measures"]}["open_requests"]
        self.assertEqual(data["series"]["step"], 1)
        self.assertEqual([len(line) for line in series["levels"]["lines"][0]], [20] * 3)
        self.assertEqual(len(series["differences"]["lines"]), 2)
        for line in series["levels"]["lines"]:
            for middle, low, high in zip(*line, strict=True):
                self.assertTrue(low <= middle <= high)
        place = data["map"]
        self.assertEqual(place["policies"], 3)
        self.assertEqual({len(values) for measure in place["measures"] for values in measure["values"]},
                         {len(place["buildings"])})

    def test_names_cannot_break_out(self):
        self.result(text=TINY.replace('"two more"', f"'{HOSTILE}'"))
        self.assertEqual(self.data()["policies"][1]["name"], HOSTILE)
        page = self.read("a.html").decode("utf-8")
        self.assertNotIn("<script>alert", page)

    def test_several_communities_stand_on_one_map(self):
        self.result("--replicates", "1", "--set", "run.days=2", text=TINY.replace("households = 200", "households = 200\nnumber = 2"))
        self.assertIn("buildings", self.data()["map"])

    def test_what_is_refused(self):
        self.result()
        self.assertIn("there is no folder", self.refused("report", "a.h5", "-o", "none/a.html"))
        self.assertIn("is what it is to be made from", self.refused("report", "a.h5", "-o", "a.h5", "--force"))
        self.assertIn("is a folder", self.refused("report", "a.h5", "-o", "."))
        self.well("report", "a.h5")
        self.assertIn("exists already", self.refused("report", "a.h5"))
        self.refused("report", "a.h5", "--lang", "fr")
        self.refused("report", "none.h5")
        damaged = bytearray(self.read("a.h5"))
        damaged[len(damaged) // 2] ^= 1
        with open(self.path("b.h5"), "wb") as file:
            file.write(damaged)
        self.refused("report", "b.h5", "-o", "b.html")


if __name__ == "__main__":
    unittest.main()
