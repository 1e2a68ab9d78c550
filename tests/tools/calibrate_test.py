"""`cogov calibrate` on request logs: other cities' exports without a word of code, bad input, and the way round."""

import csv
import json
import os
import unittest
from datetime import datetime, timedelta

from scenario import InFolder

try:
    import h5py
except ImportError:
    h5py = None

SAMPLE = os.path.join(os.environ["COGOV_SOURCE_DIR"], "..", "shared", "data", "la311-sample.csv")

# Headers as the exports have them; the lines are made up.
LOS_ANGELES = """SRNumber,CreatedDate,UpdatedDate,Owner,RequestType,Status,RequestSource,ServiceDate,ClosedDate,Address,Latitude
1-1,01/02/2023 08:00:00 AM,01/03/2023 09:00:00 AM,BOS,Bulky Items,Closed,Call,,01/03/2023 08:00:00 AM,"1 A ST, 90001",34.1
1-2,01/02/2023 12:30:00 PM,01/02/2023 01:00:00 PM,OCB,Graffiti Removal,Closed,Driver Self Report,,01/02/2023 12:40:00 PM,2 B ST,34.2
1-3,01/13/2023 05:00:00 PM,01/13/2023 05:00:00 PM,BSL,Single Streetlight Issue,Open,Mobile App,,,3 C ST,34.3
"""
NEW_YORK = """Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Incident Address,Status,Due Date,\
Resolution Description,Open Data Channel Type,Latitude,Longitude,Location
1,01/02/2023 08:00:00 PM,01/02/2023 11:00:00 PM,NYPD,Police,Noise - Residential,"Loud
Music/Party",1 A AVE,Closed,,"Said ""hush"", left.",ONLINE,40.1,-73.9,"(40.1, -73.9)"
2,01/03/2023 08:00:00 AM,01/05/2023 08:00:00 AM,HPD,Housing,HEAT/HOT WATER,ENTIRE BUILDING,2 B AVE,Closed,,,PHONE,40.2,-73.9,
3,01/14/2023 08:00:00 AM,,DOT,Transport,Street Light Condition,Out,3 C AVE,In Progress,,,MOBILE,40.3,-73.9,
"""
BOSTON = """case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_status,closure_reason,case_title,subject,reason,type,queue,\
location,location_street_name,latitude,longitude,source
101,2023-01-02 08:00:00,2023-01-04 08:30:00,2023-01-03 20:00:00,ONTIME,Closed,Case Closed,Pothole,PWD,Highway,\
Request for Pothole Repair,Q1,1 A St,1 A St,42.1,-71.1,Constituent Call
102,2023-01-03 09:00:00,,2023-01-03 10:00:00,ONTIME,Closed,Duplicate of Existing Case,Trash,PWD,Sanitation,\
Missed Trash/Recycling/Yard Waste/Bulk Item,Q2,2 B St,2 B St,42.2,-71.1,Citizens Connect App
103,2023-01-14 08:00:00,,,OVERDUE,Open,,Graf,PROP,Graffiti,Graffiti Removal,Q3,3 C St,3 C St,42.3,-71.1,Employee Generated
"""
HOTLINE = """诉求编号,诉求时间,办结时间,诉求类型,来源,地址,状态
A1,2024年3月4日 08:30,2024年3月6日 08:30,路灯不亮,12345电话,一小区1号楼,已办结
A2,2024/3/5 14:05:00,2024/3/5 18:05:00,噪音扰民,微信小程序,"二小区
3号楼",已办结
A3,2024-03-20 09:00,,楼上下水漏水,网格员上报,三小区,办理中
"""


class Logs(InFolder):
    def told(self, name, text, *arguments):
        if text is not None:
            self.write(name, text)
        return json.loads(self.well("calibrate", name, "--json", *arguments))

    def test_los_angeles(self):
        told = self.told("la.csv", LOS_ANGELES)
        self.assertEqual(told["columns"]["closed"]["header"], "ClosedDate")
        self.assertEqual(told["columns"]["kind"]["header"], "RequestType")
        self.assertEqual({k["kind"]: (k["reports"], k["found_by_staff"]) for k in told["kinds"]},
                         {"litter": (1, 1), "street_fault": (1, 0)})
        litter = told["kinds"][0]
        self.assertAlmostEqual(litter["reports_days"]["median"]["value"], 1)
        self.assertAlmostEqual(litter["found_days"]["median"]["value"], 10 / 1440)
        self.assertEqual(told["open"], 1)

    def test_new_york(self):
        told = self.told("ny.csv", NEW_YORK)
        self.assertEqual(told["cases"], 3)  # a line break in quotes is no line
        self.assertEqual([k["kind"] for k in told["kinds"]], ["street_fault", "utilities_off", "noise_dogs"])
        self.assertAlmostEqual(told["kinds"][2]["reports_days"]["median"]["value"], 3 / 24)
        self.assertEqual(told["columns"]["address"]["header"], "Incident Address")
        self.assertEqual({c["channel"]: c["way"] for c in told["channels"]},
                         {"ONLINE": "online", "PHONE": "phone", "MOBILE": "online"})

    def test_boston(self):
        told = self.told("boston.csv", BOSTON)
        self.assertEqual(told["columns"]["kind"]["header"], "type")
        self.assertEqual({k["kind"] for k in told["kinds"]}, {"street_fault", "litter"})
        self.assertEqual(told["found_by_staff"], 1)
        self.assertEqual((told["columns"]["opened"]["header"], told["columns"]["closed"]["header"]), ("open_dt", "closed_dt"))
        self.assertAlmostEqual(told["kinds"][1]["reports_days"]["median"]["value"], 1.5)

    def test_a_hotline_in_chinese_and_in_gb18030(self):
        told = self.told("hotline.csv", HOTLINE)
        self.assertEqual([k["kind"] for k in told["kinds"]], ["street_fault", "leak", "noise_dogs"])
        self.assertEqual([c["way"] for c in told["channels"]], ["phone", "online", "staff"])
        with open(self.path("gb.csv"), "wb") as file:
            file.write(HOTLINE.encode("gb18030"))
        again = self.told("gb.csv", None)
        for key in "kinds", "channels", "types":
            self.assertEqual(again[key], told[key])
        page = self.well("calibrate", "hotline.csv", "--lang", "zh")
        self.assertIn("日志不能说明的", page)
        self.assertIn("路灯路面井盖", page)

    def test_marks_and_line_ends(self):
        plain = self.told("a.csv", BOSTON)
        with open(self.path("b.csv"), "wb") as file:
            file.write(b"\xef\xbb\xbf" + BOSTON.replace("\n", "\r\n").encode())
        self.assertEqual(self.told("b.csv", None)["kinds"], plain["kinds"])
        self.assertEqual(self.told("c.csv", BOSTON.replace(",", ";"))["kinds"], plain["kinds"])

    def test_the_map_overrules_the_guess(self):
        self.write("map.toml", '[columns]\nkind = "reason"\nclosed = "target_dt"\n[kinds]\nHighway = "leak"\nGraffiti = "none"\n'
                               '[channels]\n"Constituent Call" = "staff"\n')
        told = self.told("boston.csv", BOSTON, "--map", "map.toml")
        self.assertEqual([(k["kind"], k["reports"], k["found_by_staff"]) for k in told["kinds"]],
                         [("litter", 1, 0), ("leak", 0, 1), (None, 0, 1)])
        self.write("map.toml", '[columns]\nkind = "nosuch"\n')
        self.assertIn("there is no column 'nosuch'", self.refused("calibrate", "boston.csv", "--map", "map.toml"))
        self.write("map.toml", '[kinds]\nHighway = "laek"\n[colums]\n')
        message = self.refused("calibrate", "boston.csv", "--map", "map.toml")
        self.assertIn("map.toml:2:11", message)
        self.assertIn("did you mean 'leak'?", message)
        self.assertIn("did you mean 'columns'?", message)

    def test_what_is_wrong_is_located(self):
        bad = """id,kind,opened,closed,status
1,litter,2023-01-02 08:00,2023-01-01 08:00,closed
2,litter,2023-13-02 08:00,,open
3,litter,2023-01-03 08:00,yesterday,closed
4,litter,2023-01-03 08:00
5,litter,2023-01-04T08:00:00+08:00,2023-01-04T09:00:00Z,closed
6,litter,2023-01-05 08:00,,closed
6,litter,2023-01-05 08:00,,closed
"""
        told = self.told("bad.csv", bad)
        self.assertEqual({t["what"]: (t["count"], t["first_line"]) for t in told["troubles"]},
                         {"lines with another number of fields than the header": (1, 5),
                          "dates of opening that can't be read": (1, 3),
                          "dates of closing that can't be read": (1, 4),
                          "cases that close before they open": (1, 2),
                          "times with a zone beside times without one, or with another zone": (1, 6),
                          "cases called closed, or cancelled, without a date of closing": (1, 7),
                          "lines with a number that was there already": (1, 8)})
        self.assertEqual(told["cases"], 4)
        # A zone counts: 08:00+08:00 is midnight in Greenwich, nine hours before.
        self.assertAlmostEqual(told["kinds"][0]["reports_days"]["median"]["value"], 9 / 24)

    def test_what_is_no_log_is_refused(self):
        for text, says in (("", "is empty"), ("id,kind,opened\n", "has no line after the header"),
                           ("1,2023-01-02,litter\n", "doesn't name the columns"),
                           ("a,b\n1,2\n", "no column seems to say what a request is about"),
                           ("kind,opened\nlitter,never\n", "no line can be read"),
                           ('kind,opened\n"litter,2023-01-02\n', "bad.csv:2:1: a quote is not closed"),
                           ("kind,opened\nlitter\0,x\n", "NUL byte"),
                           (f"kind,opened\n{'x' * 1001},2023-01-02\n", "bad.csv:2:1: the column of kinds has a word"),
                           ("kind,opened\n" + ("x" * 1000000 + ",") * 17 + "\n",
                            "bad.csv:2:1: a row is longer than 16 MiB")):
            self.write("bad.csv", text)
            self.assertIn(says, self.refused("calibrate", "bad.csv", "-o", "place.toml"))
            self.assertFalse(os.path.exists(self.path("place.toml")))
        self.refused("calibrate", ".")
        self.refused("calibrate", "nosuch.csv")
        self.write("good.csv", BOSTON)
        self.refused("calibrate", "good.csv", "--residents", "0")
        self.refused("calibrate", "good.csv", "-o", "good.csv")
        self.assertIn("are the same file", self.refused("calibrate", "good.csv", "-o", "x.md", "--report", "./x.md"))

    def test_a_neighbouring_part_is_left_alone(self):
        self.write("place.toml.part", "mine")
        self.told("good.csv", BOSTON, "-o", "place.toml")
        self.assertEqual(self.read("place.toml.part"), b"mine")
        self.assertTrue(self.read("place.toml"))

    def test_one_row(self):
        told = self.told("one.csv", "kind,opened\nlitter,2023-01-02\n", "--residents", "1000")
        self.assertEqual(told["cases"], 1)
        self.assertIsNone(told["kinds"][0]["rate"]["value"])

    def test_the_place_can_be_run(self):
        lines = ["id,kind,opened,closed"]
        start = datetime(2023, 1, 1)
        for i in range(3000):
            kind = ("leak", "utilities_off", "illegal_structure", "papers")[i % 4]
            opened = start + timedelta(hours=2.9 * i)
            lines.append(f"{i},{kind},{opened},{opened + timedelta(hours=5 + i % 97)}")
        self.write("log.csv", "\n".join(lines))
        self.well("calibrate", "log.csv", "--residents", "6000", "-o", "place.toml", "--report", "page.html")
        with open(self.path("page.html"), encoding="utf-8") as file:
            self.assertIn("<table>", file.read())
        self.write("my.toml", 'place = "place.toml"\n[run]\ndays = 10\nwarmup_days = 2\nreplicates = 2\nworlds = 0\n'
                              "[community]\nhouseholds = 100\n")
        effective = self.well("check", "my.toml", "--effective")
        place = self.read("place.toml").decode()
        self.assertIn("[request_kinds.leak]\nrate_places = 148", place)  # 750 of 6,000 people in 362.5 days, .85 reported
        self.assertIn("rate_places = 148", effective)
        self.assertIn("standard error", place)
        self.well("run", "my.toml", "-o", "my.h5")

    @unittest.skipUnless(os.path.exists(SAMPLE), "the sample of Los Angeles isn't on this machine")
    def test_the_sample_of_los_angeles(self):
        told = json.loads(self.well("calibrate", SAMPLE, "--json", "--residents", "3900000"))
        self.assertEqual(told["cases"], 10000)
        ways = {c["channel"]: c["way"] for c in told["channels"]}
        self.assertEqual(ways["Driver Self Report"], "staff")
        self.assertEqual(told["found_by_staff"], 2088)  # 20.9 %
        mapped = sum(k["reports"] + k["found_by_staff"] for k in told["kinds"] if k["kind"])
        self.assertGreater(mapped, 9000)
        litter = next(k for k in told["kinds"] if k["kind"] == "litter")
        self.assertAlmostEqual(litter["reports_days"]["median"]["value"], 3.0, delta=.3)
        self.assertLess(litter["found_days"]["median"]["value"] * 1440, 10)  # minutes: pooled medians mislead


FIT = """replicates = 2
evaluations = 25
[[parameter]]
key = "requests.hazard_factor"
[[target]]
measure = "true_requests"
value = 25
tolerance = 2
[[target]]
measure = "grid_workers_hours_nosuch"
value = 1
tolerance = 1
"""


class Fits(InFolder):
    """`cogov calibrate SCENARIO --fit FIT.toml`."""

    def test_a_fit_writes_a_scenario_that_runs_the_same(self):
        self.write("fit.toml", FIT[:FIT.rindex("[[target]]")])
        told = json.loads(self.well("calibrate", "tiny.toml", "--fit", "fit.toml", "-o", "fitted.toml", "--trace-csv",
                                    "trace.csv", "--json"))
        value = told["parameters"][0]["fitted"]
        self.assertEqual(told["distance"], min(step["distance"] for step in told["trace"]))
        with open(self.path("trace.csv"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([float(r["requests.hazard_factor"]) for r in rows], [s["values"][0] for s in told["trace"]])
        self.assertIn("hazard_factor = " + repr(value).removesuffix(".0"), self.read("fitted.toml").decode())
        self.assertIn('name = "no patrols"', self.well("check", "fitted.toml", "--effective"))
        self.assertIn("拟合", self.well("calibrate", "tiny.toml", "--fit", "fit.toml", "--lang", "zh"))

    def test_what_is_wrong_is_located(self):
        self.write("fit.toml", FIT)
        self.assertIn("fit.toml:9:1: there is no measure 'grid_workers_hours_nosuch'",
                      self.refused("calibrate", "tiny.toml", "--fit", "fit.toml"))
        for before, after, says in (("hazard_factor", "hazard_facto", "did you mean 'requests.hazard_factor'?"),
                                    ("requests.hazard_factor", "patrol.notice_chance", "[patrol] is off"),
                                    ("tolerance = 2", "tolerance = 0", "a tolerance above 0"),
                                    ("replicates = 2", "replicates = 1", "a whole number from 2"),
                                    ("replicates = 2", "replicate = 2", "did you mean 'replicates'?"),
                                    ("value = 25", 'value = 25\npolicy = "todai"', "did you mean 'today'?"),
                                    ('"requests.hazard_factor"', '"requests.hazard_factor"\nhigh = 100', "can't go from")):
            self.write("fit.toml", FIT.replace(before, after))
            self.assertIn(says, self.refused("calibrate", "tiny.toml", "--fit", "fit.toml"))
        self.assertIn("--residents has no effect", self.refused("calibrate", "tiny.toml", "--fit", "fit.toml",
                                                                "--residents", "5"))
        self.assertIn("--trace-csv has no effect", self.refused("calibrate", "x.csv", "--trace-csv", "t.csv"))


LOOP = """title = "loop"
[run]
days = 730
warmup_days = 60
replicates = 1
worlds = 0
seed = 5
[community]
number = 4
households = 2000
[requests]
only = ["litter", "building_fault", "street_fault"]
first_fix_share = 1
wrong_owner_share = 0
hotline_share = 1
neighbour_share = 0
hotline_dispatch = 0
[trust]
weight = 0
[outside_servers]
property_median = 3
property_p90 = 12
[request_kinds.building_fault]
rate_places = 50
lapse_days = 0
[request_kinds.litter]
rate_places = 90
lapse_days = 0
[request_kinds.street_fault]
lapse_days = 0
"""


@unittest.skipIf(h5py is None, "h5py isn't there")
class Loop(InFolder):
    """What a run logs gives back what it was run with."""

    def log(self):
        self.write("loop.toml", LOOP)
        self.well("run", "loop.toml", "-o", "loop.h5", "--trace", "--threads", "2")
        names = {0: "litter", 3: "lamp, paving, manhole", 5: "door, roof, lift fault"}
        start = datetime(2024, 1, 1)
        with h5py.File(self.path("loop.h5")) as result, open(self.path("loop.csv"), "w", encoding="utf-8") as file:
            requests, lines = result["requests"], csv.writer(file)
            lines.writerow(["id", "kind", "opened", "closed"])
            for i, (kind, reported, resolved) in enumerate(zip(requests["kind"][:], requests["reported"][:],
                                                               requests["resolved"][:])):
                if reported < 0:
                    continue
                closed = start + timedelta(seconds=int(resolved)) if resolved >= 0 else ""
                lines.writerow([i, names[int(kind)], start + timedelta(seconds=int(reported)), closed])
            residents = int(sum(result["residents_by_class"][0, 0, :5]))
        return residents

    def test_rates_and_durations_come_back(self):
        residents = self.log()
        told = json.loads(self.well("calibrate", "loop.csv", "--json", "--residents", str(residents)))
        rates = {k["kind"]: k["rate"] for k in told["kinds"]}
        # Rates of the scenario times the share reported; five standard errors: a false alarm in 1.7 million.
        for kind, truth in (("litter", 90 * .3), ("building_fault", 50 * .8), ("street_fault", 25 * .45)):
            self.assertLess(abs(rates[kind]["value"] - truth), 5 * rates[kind]["standard_error"], (kind, rates[kind]))
        days = next(k for k in told["kinds"] if k["kind"] == "building_fault")["reports_days"]
        for quantile, truth in (("median", 3), ("p90", 12)):
            self.assertLess(abs(days[quantile]["value"] - truth), 5 * days[quantile]["standard_error"], days[quantile])
        self.assertAlmostEqual(told["keys"]["outside_servers.property_median"], 3, delta=.5)


if __name__ == "__main__":
    unittest.main()
