"""What `cogov explain` says of a section, a key, or everything."""

import json
import unittest

from scenario import InFolder


class Explain(InFolder):
    def test_everything(self):
        text = self.well("explain")
        for word in ("patrol", "Mechanisms, off until their section is present", "request_kinds.litter", "cogov explain patrol"):
            self.assertIn(word, text)

    def test_a_mechanism(self):
        text = self.well("explain", "patrol")
        for word in ("changes", "fails by", "3 in the list of mechanisms", "off until", "0.2 to 0.9", "a day",
                     "Shenyang Tiexi"):
            self.assertIn(word, text)

    def test_a_key(self):
        text = self.well("explain", "patrol.notice_chance")
        for line in (r"meaning +chance that a pass sees", r"default +0\.6\n", r"accepted +0 to 1\n",
                     r"plausible +0\.2 to 0\.9\n", r"unit +share\n", r"rests on +assumption", r"rows +3\n"):
            self.assertRegex(text, line)

    def test_a_key_of_several_sections(self):
        text = self.well("explain", "notice_chance")
        self.assertIn("patrol.notice_chance\n", text)
        self.assertIn("home_visits.notice_chance\n", text)

    def test_the_last_part_of_a_section_will_do(self):
        self.assertEqual(self.well("explain", "litter"), self.well("explain", "request_kinds.litter"))
        self.assertEqual(self.well("explain", "litter.priority"), self.well("explain", "request_kinds.litter.priority"))
        self.assertIn("[request_kinds.leak]", self.well("explain", "request_kinds"))
        self.assertNotIn("fire_lane, charging_wires", self.well("explain", "litter"), "long lists are left to the key")
        self.assertIn("fire_lane, charging_wires", self.well("explain", "litter.becomes"))

    def test_in_chinese(self):
        text = self.well("explain", "patrol.notice_chance", "--lang", "zh")
        self.assertRegex(text, "含义 +每次经过发现可见问题的概率")
        self.assertIn("每次经过发现可见问题的概率", self.well("explain", "patrol", "--lang", "zh"))

    def test_as_json(self):
        (patrol,) = json.loads(self.well("explain", "patrol", "--json"))["sections"]
        self.assertEqual(patrol["rows"], [3])
        sections = json.loads(self.well("explain", "--json"))["sections"]
        for section in sections:
            self.assertIsInstance(section["rows"], list)
            for param in section["params"]:
                self.assertTrue(param["meaning"] and param["meaning_zh"] and param["tag"], (section["key"], param))

    def test_what_is_not_there(self):
        self.assertIn("did you mean 'patrol'?", self.refused("explain", "patrole"))
        self.assertIn("did you mean 'litter'?", self.refused("explain", "liter"))


if __name__ == "__main__":
    unittest.main()
