"""The set-up scripts, in a made-up checkout, with stand-ins for apt, CMake and the rest on the PATH.

Nothing is installed or compiled. The stand-in for `cmake --build` copies a shell script to where the
program would be; each stand-in writes what it was called with to a log.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["COGOV_SOURCE_DIR"])

CMAKE = """\
echo "cmake $*" >>"$LOG"
if [ "$1" = --preset ]; then
  mkdir -p "build/$2" && echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >"build/$2/CMakeCache.txt" && touch "build/$2/build.ninja"
else
  grep -q BROKEN sim/*.cpp && { echo "sim/engine.cpp:1: error: BROKEN"; exit 1; }
  cp "$PROGRAM" "$2/cogov"
fi
"""
PROGRAM = '#!/bin/sh\necho "pid $$ in $PWD:" "$@"\n'
DPKG_QUERY = 'echo "dpkg-query" >>"$LOG"; for p in $INSTALLED; do echo "$p installed"; done; echo "cmake config-files"; exit 1\n'
APT_GET = """\
echo "apt-get $*" >>"$LOG"
case "$*" in *install*) [ -z "$APT_FAILS" ] || { echo "E: no network"; exit 100; };; esac
"""


def packages(name):
    script = f'. "{SOURCE}/tools/setup.sh"; echo "${{{name}[@]}}"'
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()


class SetUp(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.base = pathlib.Path(folder.name).resolve()
        self.root = self.base / "a check'out"
        for room in ("sim", "models", "scenarios", "output", "tools"):
            (self.root / room).mkdir(parents=True)
        for name in ("run", "test", "setup.sh"):
            shutil.copy(SOURCE / "tools" / name, self.root / "tools" / name)
        for name in ("CMakeLists.txt", "CMakePresets.json", "sim/engine.cpp", "sim/extra.cpp"):
            (self.root / name).write_text("")
        self.bin = self.base / "bin"
        self.bin.mkdir()
        (self.base / "program").write_text(PROGRAM)
        (self.base / "program").chmod(0o755)
        self.stand_in("cmake", CMAKE)
        self.stand_in("dpkg-query", DPKG_QUERY)
        self.stand_in("apt-get", APT_GET)
        self.stand_in("ctest", 'echo "ctest $*" >>"$LOG"\n')
        self.stand_in("id", "echo 0\n")
        self.stand_in("flock", '[ "$1" = 9 ] || { shift; exec "$@"; }; exec /usr/bin/flock "$@"\n')
        self.log = self.base / "log"
        everything = packages("build_packages") + packages("test_packages")
        self.env = {**os.environ, "PATH": f"{self.bin}:{os.environ['PATH']}", "LOG": str(self.log),
                    "PROGRAM": str(self.base / "program"), "INSTALLED": " ".join(everything), "APT_FAILS": ""}

    def stand_in(self, name, script):
        (self.bin / name).write_text("#!/bin/bash\n" + script)
        (self.bin / name).chmod(0o755)

    def call(self, name, *arguments, **more):
        self.log.write_text("")
        return subprocess.run([self.root / "tools" / name, *arguments], env=self.env, capture_output=True, text=True,
                              check=False, stdin=subprocess.DEVNULL, **{"cwd": self.base, **more})

    def calls(self, word):
        return [line for line in self.log.read_text().splitlines() if line.startswith(word)]

    def test_builds_first_and_then_only_after_a_change(self):
        self.assertEqual(self.call("run", "--version").returncode, 0)
        self.assertEqual(len(self.calls("cmake --build")), 1)
        self.assertEqual(self.call("run", "--version").returncode, 0)
        self.assertEqual(self.log.read_text(), "")

        changes = {
            "edit": lambda: (self.root / "sim/engine.cpp").write_text("// changed"),
            "edit with an old date": lambda: self.edit_with_old_date("sim/engine.cpp"),
            "new file": lambda: (self.root / "models/new.cpp").write_text(""),
            "deletion": lambda: (self.root / "sim/extra.cpp").unlink(),
            "top-level CMakeLists.txt": lambda: (self.root / "CMakeLists.txt").write_text("# changed"),
            "program deleted": lambda: (self.root / "build/release/cogov").unlink(),
        }
        for what, change in changes.items():
            change()
            self.call("run", "--version")
            self.assertEqual(len(self.calls("cmake --build")), 1, what)
            self.call("run", "--version")
            self.assertEqual(self.log.read_text(), "", what)

    def edit_with_old_date(self, name):
        (self.root / name).write_text("// from an archive")
        os.utime(self.root / name, (0, 0))

    def test_words_and_folder_of_the_caller(self):
        done = self.call("run", "check", "a b.toml", "*", "")
        self.assertIn(f"in {self.base}: check a b.toml * \n", done.stdout)
        link = self.base / "bin" / "cogov-here"
        link.symlink_to(self.root / "tools/run")
        linked = subprocess.run([link, "--version"], env=self.env, cwd="/", capture_output=True, text=True, check=False)
        self.assertIn("in /: --version", linked.stdout)

    def test_becomes_the_program(self):
        self.call("run", "--version")
        process = subprocess.Popen([self.root / "tools/run", "x"], env=self.env, stdout=subprocess.PIPE, text=True)
        self.assertIn(f"pid {process.pid} ", process.communicate()[0])

    def test_only_the_program_speaks_on_standard_output(self):
        done = self.call("run", "--version")
        self.assertEqual(len(done.stdout.splitlines()), 1, done.stdout)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_showcase(self):
        done = self.call("run")
        result = self.root / "results/showcase.h5"
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("run scenarios/showcase.toml -o results/showcase.h5 --force", done.stdout)
        self.assertIn(f"its result is in {result}", done.stdout)
        self.assertIn("report results/showcase.h5 -o results/showcase.html --force", done.stdout)
        self.assertIn(f"file://{self.root}/results/showcase.html", done.stdout)

    def test_exit_code_of_the_program(self):
        (self.base / "program").write_text("#!/bin/sh\nexit 3\n")
        self.assertEqual(self.call("run", "x").returncode, 3)
        done = self.call("run")
        self.assertEqual(done.returncode, 3)
        self.assertNotIn("result", done.stdout)

    def test_failed_build(self):
        (self.root / "sim/engine.cpp").write_text("BROKEN")
        for _ in range(2):
            done = self.call("run", "--version")
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("sim/engine.cpp:1: error: BROKEN", done.stderr)
        (self.root / "sim/engine.cpp").write_text("")
        self.assertEqual(self.call("run", "--version").returncode, 0)

    def test_checkout_that_was_moved_with_its_build(self):
        self.call("run", "--version")
        moved = self.base / "moved"
        self.root.rename(moved)
        self.root = moved
        self.assertEqual(self.call("run", "--version").returncode, 0)
        self.assertEqual(len(self.calls("cmake --preset")), 1)
        self.assertIn(str(moved), (moved / "build/release/CMakeCache.txt").read_text())

    def test_first_calls_at_the_same_time(self):
        self.stand_in("cmake", '[ -z "$(ls "$LOG.busy" 2>/dev/null)" ] || echo "cmake OVERLAP" >>"$LOG"\n'
                      'touch "$LOG.busy"\n' + CMAKE + 'rm "$LOG.busy"\n')
        self.log.write_text("")
        processes = [subprocess.Popen([self.root / "tools/run", str(i)], env=self.env, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, text=True) for i in range(6)]
        for i, process in enumerate(processes):
            out, _ = process.communicate()
            self.assertEqual(process.returncode, 0)
            self.assertTrue(out.endswith(f": {i}\n"), out)
        self.assertEqual(self.calls("cmake OVERLAP"), [])
        self.assertEqual(len(self.calls("cmake --preset")), 1)

    def test_installs_what_is_missing_and_nothing_else(self):
        self.env["INSTALLED"] = " ".join(p for p in packages("build_packages") if p not in ("cmake", "libtbb-dev"))
        self.assertEqual(self.call("run", "--version").returncode, 0)
        self.assertEqual(len(self.calls("dpkg-query")), 1)
        asked = self.calls("apt-get")
        self.assertEqual(len(asked), 2, asked)
        self.assertIn("update", asked[0])
        self.assertTrue(asked[1].endswith("install cmake libtbb-dev"), asked)
        self.assertEqual(self.calls("cmake --build")[0].split()[-4:], ["--target", "cogov", "--", "--quiet"])

    def test_node_from_elsewhere_is_left_alone(self):
        self.env["INSTALLED"] = " ".join(p for p in packages("build_packages") if p not in ("nodejs", "npm"))
        self.stand_in("node", "")
        self.stand_in("npm", "")
        self.call("run", "--version")
        self.assertEqual(self.calls("apt-get"), [])

    def test_nothing_missing_asks_nobody(self):
        self.call("run", "--version")
        self.assertEqual(self.calls("apt-get"), [])

    def test_missing_and_neither_root_nor_sudo(self):
        self.stand_in("id", "echo 1000\n")
        self.stand_in("sudo", "exit 1\n")
        self.env["INSTALLED"] = ""
        done = self.call("run", "--version")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn("apt-get install g++ cmake ninja-build", done.stderr)
        self.assertEqual(self.calls("apt-get"), [])

    def test_with_sudo(self):
        self.stand_in("id", "echo 1000\n")
        self.stand_in("sudo", 'echo "sudo $1" >>"$LOG"; [ "$1" = -n ] && shift; exec "$@"\n')
        self.env["INSTALLED"] = ""
        self.assertEqual(self.call("run", "--version").returncode, 0)
        self.assertEqual(self.calls("sudo"), ["sudo -n", "sudo flock"])
        self.assertEqual(len(self.calls("apt-get")), 2)

    def test_apt_that_fails(self):
        self.env.update(INSTALLED="", APT_FAILS="1")
        done = self.call("run", "--version")
        self.assertEqual(done.returncode, 1)
        self.assertIn("E: no network", done.stderr)
        self.assertEqual(self.calls("cmake"), [])

    def test_tests_are_selected(self):
        self.assertEqual(self.call("test").returncode, 0)
        self.assertIn("build/ci -j2 --output-on-failure", self.calls("ctest")[0])
        self.assertTrue(self.calls("ctest")[0].endswith("-LE slow"))
        self.call("test", "--all", "--asan")
        self.assertIn("build/asan -j2", self.calls("ctest")[0])
        self.assertNotIn("slow", self.calls("ctest")[0])
        self.assertEqual(self.call("test", "--nonsense").returncode, 2)
        self.assertIn("--asan", self.call("test", "--help").stdout)

    def test_tests_need_their_packages_too(self):
        self.env["INSTALLED"] = " ".join(packages("build_packages"))
        self.call("test")
        self.assertTrue(self.calls("apt-get")[1].endswith("install " + " ".join(packages("test_packages"))))


if __name__ == "__main__":
    unittest.main()
