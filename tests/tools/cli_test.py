"""The program from outside: exit codes, and what is said on which stream."""

import os
import re
import subprocess
import unittest

COGOV = os.environ["COGOV"]


def cogov(*arguments, **more):
    return subprocess.run([COGOV, *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL,
                          **{"text": True, **more})


class CommandLine(unittest.TestCase):
    def refused(self, *arguments):
        """The message for a command line that must be refused, in one line on stderr."""
        done = cogov(*arguments)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr.startswith("cogov: "), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_version(self):
        done = cogov("--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^cogov \d+\.\d+\.\d+\n$")

    def test_version_is_that_of_the_changelog(self):
        path = os.path.join(os.environ["COGOV_SOURCE_DIR"], "CHANGELOG.md")
        with open(path, encoding="utf-8") as changelog:
            newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog.read(), re.MULTILINE).group(1)
        self.assertEqual(cogov("--version").stdout, f"cogov {newest}\n")

    def test_help(self):
        done = cogov("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("Exit codes", done.stdout)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 120)

    def test_nothing_asked(self):
        self.assertIn("--help", self.refused())

    def test_unknown_flag(self):
        self.assertIn("did you mean '--version'?", self.refused("--vresion"))
        self.assertIn("unknown option '-z'", self.refused("-z"))

    def test_unknown_command(self):
        self.assertIn("unknown command 'banana'", self.refused("banana"))

    def test_escape_sequences_do_not_reach_the_terminal(self):
        message = self.refused("a\x1b[2J\nb")
        self.assertNotIn("\x1b", message)
        self.assertIn("'a [2J b'", message)

    def test_arguments_that_are_not_utf8_or_huge(self):
        done = cogov(b"\xff\xfe", text=False)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(cogov("x" * 100000).returncode, 2)

    def test_locale_with_decimal_commas(self):
        for locale in ("de_DE.UTF-8", "C", "nonsense"):
            done = cogov("--version", env={**os.environ, "LC_ALL": locale})
            self.assertEqual((done.returncode, done.stderr), (0, ""))


class Streams(unittest.TestCase):
    def shell(self, script):
        return subprocess.run(["bash", "-c", script, COGOV], capture_output=True, text=True, check=False)

    def test_closed_standard_output(self):
        done = self.shell('"$0" --help >&-')
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_all_streams_closed(self):
        self.assertEqual(self.shell('"$0" --help <&- >&- 2>&-').returncode, 0)
        self.assertEqual(self.shell('"$0" --nonsense <&- >&- 2>&-').returncode, 2)

    def test_reader_that_left(self):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([COGOV, "--help"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
        os.close(writing)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_full_disk_behind_standard_output(self):
        done = self.shell('"$0" --help >/dev/full')
        self.assertEqual(done.returncode, 3)
        self.assertIn("standard output could not be written", done.stderr)


if __name__ == "__main__":
    unittest.main()
