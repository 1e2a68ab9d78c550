"""The guard of the arrows must itself notice what it is there for."""

import pathlib
import tempfile
import unittest

import layers


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for room in layers.MAY_NAME:
            self.write(f"{room}/a.hpp", "#pragma once\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def found(self):
        return layers.violations(self.root)[0]

    def test_every_pair_of_rooms(self):
        for room, allowed in layers.MAY_NAME.items():
            for other in layers.MAY_NAME:
                self.write(f"{room}/b.cpp", f'#include "{other}/a.hpp"\n')
                self.assertEqual(len(self.found()), 0 if other in allowed else 1, f"{room} -> {other}")
            (self.root / room / "b.cpp").unlink()

    def test_arrows_of_the_design(self):
        against = [("sim", "models"), ("models", "scenarios"), ("models", "output"), ("output", "models"),
                   ("scenarios", "output"), ("scenarios", "tools"), ("tools", "tests")]
        for room, other in against:
            self.assertNotIn(other, layers.MAY_NAME[room])

    def test_says_where(self):
        self.write("sim/deep/b.cpp", '// a comment\n  #  include <models/a.hpp>\n')
        self.assertEqual(len(self.found()), 1)
        self.assertTrue(self.found()[0].startswith("sim/deep/b.cpp:2: "), self.found())

    def test_only_output_names_hdf5(self):
        for header in ("hdf5.h", "hdf5_hl.h", "H5public.h", "hdf5/serial/hdf5.h"):
            for room in layers.MAY_NAME:
                self.write(f"{room}/b.cpp", f"#include <{header}>\n")
                self.assertEqual(len(self.found()), 0 if room in ("output", "tests") else 1, room)
                (self.root / room / "b.cpp").unlink()

    def test_link_lines(self):
        self.write("sim/CMakeLists.txt", "# not cogov_models\ntarget_link_libraries(cogov_sim PUBLIC TBB::tbb)\n")
        self.assertEqual(self.found(), [])
        self.write("output/CMakeLists.txt", "target_link_libraries(cogov_output PUBLIC cogov_sim cogov_models)\n")
        self.assertEqual(len(self.found()), 1)
        self.write("models/CMakeLists.txt", "pkg_check_modules(HDF5 REQUIRED hdf5)\n")
        self.assertEqual(len(self.found()), 2)

    def test_includes_are_named_from_the_root_and_exist(self):
        self.write("tools/b.cpp", '#include "a.hpp"\n#include "tools/../a.hpp"\n#include "tools/absent.hpp"\n')
        self.assertEqual(len(self.found()), 3)


if __name__ == "__main__":
    unittest.main()
