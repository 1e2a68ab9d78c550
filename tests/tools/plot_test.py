"""Figures: what their scripts hold, what names may do, and what is refused."""

import json
import os
import re
import shutil
import unittest
import xml.etree.ElementTree as xml

import h5py
import numpy

from scenario import COGOV, InFolder, TINY

HOSTILE = ["'; system \"touch x1\"; '", "`touch x2` $(touch x2) @x |touch x2", "{/Symbol a} \\n %s 100% ^2 _3",
           "<script>alert(1)</script> \"x\" 名", "very " * 30 + "long", "''", "\\"]
DESIGN = """
[design]
method = "grid"
[design.vary]
"grid_workers.duties" = [0, 120, 240]
"""
SECOND = '"grid_workers.logging" = [2, 10]\n'


def blocks(script):
    """The data blocks of a script by name, as rows of numbers."""
    found = re.findall(r"^\$(\w+) << EOD\n(.*?)^EOD$", script, re.MULTILINE | re.DOTALL)
    return {name: [[float(x) for x in line.split()] for line in text.splitlines() if line] for name, text in found}


def texts(script):
    """The texts of a script, as they will be read."""
    return [re.sub(r"\\(\d{3})", lambda m: chr(int(m.group(1), 8)), text)
            for text in re.findall(r'^set label "(.*)" at ', script, re.MULTILINE)]


class Figures(InFolder):
    def result(self, text=TINY):
        self.write("a.toml", text)
        self.assertEqual(self.cogov("run", "a.toml", "-o", "a.h5", "--force").returncode, 0)

    def script(self, *arguments):
        self.well("plot", "a.h5", "--script", "a.gp", "--force", *arguments)
        script = self.read("a.gp").decode("utf-8")
        self.assertTrue(script.startswith("# Made by cogov"))
        return script

    def designed(self, more=""):
        head, *policies = TINY.split("[[policy]]")
        self.result("[[policy]]".join([head + DESIGN + more, *policies]))

    def test_one_number_a_run_shows_differences_as_compare_tells_them(self):
        self.result(TINY.replace("worlds = 0", "worlds = 24")
                    .replace("[community]", "[patrol]\nenabled = true\n[community]"))
        script = self.script("-m", "found_first_share")
        told = json.loads(self.well("compare", "a.h5", "--json"))
        data = blocks(script)
        for number, policy in enumerate(told["policies"], start=1):
            row = next(d for d in policy["differences"] if d["measure"] == "found_first_share")
            self.assertAlmostEqual(data[f"dots{number}"][0][0], 100 * row["difference"], places=5)
            if row["interval95"] is None:  # the same in every run
                self.assertEqual(row["difference"], 0)
                self.assertNotIn(f"likely{number}", data)
                continue
            low, _, high, _ = data[f"likely{number}"][0]
            self.assertAlmostEqual(low, 100 * row["interval95"][0], places=5)
            self.assertAlmostEqual(high, 100 * row["interval95"][1], places=5)
            low, _, high, _ = data[f"worlds{number}"][0]
            self.assertAlmostEqual(low, 100 * row["worlds"]["range90"][0], places=5)
            self.assertAlmostEqual(high, 100 * row["worlds"]["range90"][1], places=5)
        words = " ".join(texts(script))
        self.assertIn("percentage points (to the right is better)", words)
        self.assertIn("24 plausible worlds", words)
        self.assertIn("Result " + self.digest()[:12], words)
        self.assertIn("（个百分点），向右为好", "".join(texts(self.script("-m", "found_first_share", "--lang", "zh"))))

    def digest(self):
        return json.loads(self.well("verify", "a.h5", "--json"))["digest"]

    def values(self, measure):
        with h5py.File(self.path("a.h5")) as file:
            return file[measure][...].astype(float)

    def test_days_hold_mean_and_nine_in_ten_or_paired_differences(self):
        self.result()
        runs = self.values("open_requests")
        data = blocks(self.script("-m", "open_requests"))
        self.assertEqual(sorted(data), ["curve1", "curve2", "curve3"])
        for policy in range(3):
            self.assertEqual([row[0] for row in data[f"curve{policy + 1}"]], list(range(20)))
            expected = numpy.stack([runs[policy].mean(axis=0), *numpy.quantile(runs[policy], [.05, .95], axis=0)])
            numpy.testing.assert_allclose(numpy.array(data[f"curve{policy + 1}"])[:, 1:].T, expected, rtol=1e-7)
        data = blocks(self.script("-m", "open_requests", "--differences", "--policies", "no patrols,two more"))
        self.assertEqual(sorted(data), ["curve1", "curve2"])
        difference = runs[2] - runs[0]
        numpy.testing.assert_allclose([row[1] for row in data["curve1"]], difference.mean(axis=0), atol=1e-7)
        half = 3.182446305 * difference.std(axis=0, ddof=1) / 2  # Student's t, 3 degrees of freedom
        numpy.testing.assert_allclose([row[3] - row[1] for row in data["curve1"]], half, rtol=1e-6, atol=1e-7)

    def test_labels_hold_levels_or_differences(self):
        self.result()
        runs = self.values("unmet_days_by_class")
        shown = [label for label in range(runs.shape[2]) if runs[:, :, label].any()]
        data = blocks(self.script("-m", "unmet_days_by_class"))
        for policy in range(3):
            numpy.testing.assert_allclose([row[0] for row in data[f"dots{policy + 1}"]],
                                          runs[policy].mean(axis=0)[shown], rtol=1e-7)
        data = blocks(self.script("-m", "unmet_days_by_class", "--differences"))
        numpy.testing.assert_allclose([row[0] for row in data["dots1"]],
                                      (runs[1] - runs[0]).mean(axis=0)[shown], rtol=1e-6, atol=1e-7)

    def test_a_parameter_is_a_line_and_two_are_a_map(self):
        self.designed()
        told = json.loads(self.well("compare", "a.h5", "--json"))["measures"][0]["policies"]
        data = blocks(self.script("-m", "burden_days_median", "--differences"))
        for number, policy in enumerate(told, start=1):
            self.assertEqual([row[0] for row in data[f"curve{number}"]], [0, 120, 240])
            numpy.testing.assert_allclose([row[1:] for row in data[f"curve{number}"]],
                                          [[p["difference"], p["low"] or p["difference"], p["high"] or p["difference"]]
                                           for p in policy["points"]], rtol=1e-6, atol=1e-7)
        self.designed(SECOND)
        told = json.loads(self.well("compare", "a.h5", "--json"))
        expected = {}
        first, second = told["design"]["parameters"]
        for a, b, point in zip(first["values"], second["values"], told["measures"][0]["policies"][1]["points"],
                               strict=True):
            expected[b, a] = point["difference"]
        cells = blocks(self.script())["map2"]
        numpy.testing.assert_allclose([row[5] for row in cells], [expected[key] for key in sorted(expected)],
                                      rtol=1e-6, atol=1e-7)
        self.designed(SECOND + '"grid_workers.leave_days" = [10, 20]\n')
        self.assertIn("cogov sensitivity", self.refused("plot", "a.h5"))

    def test_of_many_policies_those_that_change_most_are_shown(self):
        more = "".join(f'[[policy]]\nname = "plus {n}"\n[policy.grid_workers]\nextra_full_time = {n}\nlead_days = 0\n'
                       for n in range(1, 14))
        self.result(TINY + more)
        script = self.script("-m", "workers_at_post")
        self.assertEqual(len(blocks(script)), 12)
        self.assertIn("12 of 16 policies", " ".join(texts(script)))
        self.assertIn("today", texts(script))
        self.assertNotIn("plus 1", texts(script))
        self.assertIn("plus 13", texts(script))

    def test_refuses_in_words(self):
        self.result()
        said = self.refused("plot", "a.h5", "-m", "burden_days_medain")
        self.assertIn("did you mean 'burden_days_median'?", said)
        self.assertIn("--list", said)
        self.assertRegex(self.well("plot", "a.h5", "--list"), r"(?m)^burden_days_median +Days people live with")
        self.assertIn(".svg, .png, .pdf", self.refused("plot", "a.h5", "-o", "a.gif"))
        self.assertIn("did you mean 'two more'?", self.refused("plot", "a.h5", "--policies", "1,two mor"))
        self.assertIn("besides the baseline", self.refused("plot", "a.h5", "--policies", "1"))
        self.assertIn("no folder", self.refused("plot", "a.h5", "-o", "there/a.svg"))
        said = self.refused("plot", "a.h5", "--script", "a.h5")
        self.assertIn("is what it is to be made from", said)
        self.assertIn("another name with --script", said)
        self.write("a.svg", "mine")
        self.assertIn("with -o, or replace it with --force", self.refused("plot", "a.h5", "-o", "a.svg"))
        self.assertIn("with --script, or replace it with --force", self.refused("plot", "a.h5", "--script", "a.svg"))
        shutil.copy(self.path("a.h5"), self.path("b.svg"))
        self.assertIn("is what it is to be made from", self.refused("plot", "b.svg", "-o", "b.svg", "--force"))
        os.mkdir(self.path("empty"))
        done = self.cogov("plot", "a.h5", env={**os.environ, "PATH": self.path("empty")})
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("apt-get install gnuplot-nox", done.stderr)
        self.assertNotIn("burden_days_median.svg", self.names())


@unittest.skipUnless(shutil.which("gnuplot"), "gnuplot is not installed")
class Drawings(InFolder):
    def test_names_are_only_names(self):
        text = TINY.replace('"today"', json.dumps(HOSTILE[0]))
        for name in HOSTILE[1:]:
            text += f"[[policy]]\nname = {json.dumps(name)}\n[policy.patrol]\nenabled = true\nlead_days = 0\n"
        self.write("a.toml", text)
        self.well("run", "a.toml", "-o", "a.h5")
        before = self.names()
        for measure in ("burden_days_median", "open_requests", "unmet_days_by_class"):
            self.well("plot", "a.h5", "-m", measure)
            before = sorted([*before, measure + ".svg"])
            self.assertEqual(self.names(), before)
            root = xml.fromstring(self.read(measure + ".svg"))
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
            drawn = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
            for name in HOSTILE[1:4]:
                self.assertIn(name, drawn)
            self.assertTrue(any(line and line.startswith("very very") for line in drawn))
            self.assertEqual(list(root.iter("{http://www.w3.org/2000/svg}script")), [])

    def test_names_of_files_are_only_names(self):
        self.write("a.toml", TINY)
        self.well("run", "a.toml", "-o", "a.h5")
        for name in ("|touch x1; .svg", "`touch x2`'\".svg", "~root.svg"):
            self.well("plot", "a.h5", "-o", name)
            self.assertTrue(self.read(name).startswith(b"<?xml"))
            os.remove(self.path(name))
            self.well("plot", "a.h5", "-o", name, "--script", "a.gp", "--force")
            os.spawnlp(os.P_WAIT, "env", "env", "-C", self.folder, "gnuplot", "a.gp")
            self.assertTrue(self.read(name).startswith(b"<?xml"))
            os.remove(self.path(name))
        self.assertEqual(self.names(), ["a.gp", "a.h5", "a.toml", "tiny.toml"])

    def test_three_formats_in_two_languages(self):
        self.write("a.toml", TINY)
        self.well("run", "a.toml", "-o", "a.h5")
        for language, title in (("en", "Open requests at midnight"), ("zh", "未解决诉求数（每日）")):
            arguments = ("plot", "a.h5", "-m", "open_requests", "--lang", language, "--force", "-o")
            self.assertIn(title, self.well(*arguments, "a.svg"))
            root = xml.fromstring(self.read("a.svg"))
            self.assertEqual(root.find("{http://www.w3.org/2000/svg}title").text, title)
            self.assertIn(title, [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")])
            self.assertEqual((root.get("width"), root.get("height")), ("605", "378"))
            self.well(*arguments, "a.png")
            picture = self.read("a.png")
            self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(int.from_bytes(picture[16:20], "big"), 1890)
            self.assertEqual(picture[37:41] + picture[41:45], b"pHYs" + (11811).to_bytes(4, "big"))
            self.well(*arguments, "a.pdf")
            self.assertTrue(self.read("a.pdf").startswith(b"%PDF-"))
        self.assertEqual([name for name in self.names() if "tmp" in name], [])


if __name__ == "__main__":
    assert COGOV
    unittest.main()
