"""The list of seeded errors stays alive: each changes a text that is there once, and the tests that should notice exist.

Whether they do notice is what ./tools/mutants tells, which takes much longer.
"""

import fnmatch
import json
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(os.environ["COGOV_SOURCE_DIR"])
MUTANTS = json.loads((ROOT / "tests" / "mutants.json").read_text())
PLAIN = re.compile(r"(?:TEST|TEST_F|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)")
BY_VALUE = re.compile(r"TEST_P\(\s*(\w+),\s*(\w+)\)")
VALUES = re.compile(r"INSTANTIATE_TEST_SUITE_P\(\s*(\w+),\s*(\w+),")


def names_in(folder):
    """The tests of a program, those by value with a name in place of the value."""
    text = "".join(file.read_text() for file in sorted((ROOT / "tests" / folder).rglob("*.cpp")))
    names = [f"{suite}.{test}" for suite, test in PLAIN.findall(text)]
    for prefix, suite in VALUES.findall(text):
        names += [f"{prefix}/{s}.{test}/value" for s, test in BY_VALUE.findall(text) if s == suite]
    return names


def finds(pattern, name):
    """Whether a filter finds a test; a value's own name is taken on trust where the test is by value."""
    if fnmatch.fnmatchcase(name, pattern):
        return True
    stem, slash, _ = pattern.rpartition("/")
    test, _, value = name.rpartition("/")
    return bool(slash) and value == "value" and fnmatch.fnmatchcase(test, stem)


class Mutants(unittest.TestCase):
    def test_there_are_many_of_them_with_names_of_their_own(self):
        self.assertGreaterEqual(len(MUTANTS), 30)
        self.assertEqual(len({m["name"] for m in MUTANTS}), len(MUTANTS))

    def test_each_changes_a_text_that_is_there_once(self):
        for mutant in MUTANTS:
            with self.subTest(mutant["name"]):
                self.assertEqual((ROOT / mutant["file"]).read_text().count(mutant["from"]), 1)
                self.assertNotEqual(mutant["from"], mutant["to"])

    def test_who_should_notice_exists_and_knows_the_truth(self):
        names = {}
        for mutant in MUTANTS:
            folder = mutant["tests"]
            self.assertNotEqual(folder, "golden", "a digest tells that something changed, not what is true")
            names.setdefault(folder, names_in(folder))
            for pattern in mutant["filter"].split(":"):
                with self.subTest(mutant["name"], pattern=pattern):
                    self.assertTrue(any(finds(pattern, name) for name in names[folder]))

    def test_the_command_lists_and_samples_them(self):
        command = ROOT / "tools" / "mutants"
        listed = subprocess.run([command, "--list"], capture_output=True, text=True, check=True).stdout
        self.assertIn(f"{len(MUTANTS)} errors", listed)
        few = subprocess.run([command, "--list", "--sample", "3"], capture_output=True, text=True, check=True).stdout
        self.assertIn("3 errors", few)
        none = subprocess.run([command, "no such error"], capture_output=True, text=True, check=False)
        self.assertNotEqual(none.returncode, 0)
        self.assertIn("no error has such a name", none.stderr)


if __name__ == "__main__":
    unittest.main()
