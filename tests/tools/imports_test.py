"""Streets from a file: run on, stored with the result, repeated from the result alone."""

import os
import unittest

from scenario import TINY, InFolder

ROADS = "from,to,metres\n" + "".join(f"{i},{(i + 1) % 30},{40 + i}\n" for i in range(30))


class Imports(InFolder):
    def setUp(self):
        super().setUp()
        self.write("roads.csv", ROADS)
        self.write("tiny.toml", TINY + '[streets]\nfile = "roads.csv"\n')

    def test_a_result_needs_no_other_file(self):
        self.well("run", "tiny.toml", "-o", "a.h5", "--json")
        os.remove(self.path("roads.csv"))
        os.remove(self.path("tiny.toml"))
        self.assertIn("every bit the same", self.well("verify", "a.h5"))
        self.well("compare", "a.h5", "--json")

    def test_another_network_gives_other_results(self):
        self.well("run", "tiny.toml", "-o", "a.h5", "--json")
        self.write("roads.csv", ROADS.replace(",40\n", ",4000\n"))
        self.well("run", "tiny.toml", "-o", "b.h5", "--json")
        digests = [self.well("verify", name).splitlines()[-1] for name in ("a.h5", "b.h5")]
        self.assertNotEqual(*digests)

    def test_parts_of_another_network_are_refused(self):
        self.well("run", "tiny.toml", "-o", "a.h5", "--shard", "1/2")
        self.write("roads.csv", ROADS.replace(",40\n", ",41\n"))
        told = self.refused("run", "tiny.toml", "-o", "a.h5", "--shard", "2/2")
        self.assertIn("imported street network: another one", told)
        self.write("roads.csv", ROADS)
        self.well("run", "tiny.toml", "-o", "a.h5", "--shard", "2/2")
        self.well("merge", "a.h5.parts", "-o", "a.h5")
        self.well("verify", "a.h5")

    def test_faults_are_told_in_their_place(self):
        self.write("roads.csv", "from,to,metres\na,a,1\na,b,-1\n")
        for command in ("run", "check"):
            told = self.refused(command, "tiny.toml")
            self.assertIn("roads.csv:2:3: the street leads from 'a' to itself", told)
            self.assertIn("roads.csv:3:5: the length is '-1' m", told)


if __name__ == "__main__":
    unittest.main()
