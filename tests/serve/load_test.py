"""The live page's server with much to do: jobs that are cancelled, too many of everything, and its end."""

import json
import os
import resource
import signal
import socket
import subprocess
import threading
import unittest

from served import COGOV, PATIENCE_SECONDS, STATE, Server, Serving, everything, long_scenario, scenario

MOST_STREAMS = 8
MOST_JOBS = 16
MOST_CONNECTIONS = 64

HOSTILE = '</script><script>alert(1)</script>"\'&名'


def changed(**values):
    """A state with settings for all policies: "community__households" stands for "community.households"."""
    return {**STATE, "all": {key.replace("__", "."): value for key, value in values.items()}}


class Answers(Serving):
    """What the page gets."""

    def test_a_run_sharpens_until_it_is_done(self):
        stream = self.server.run("tab")
        self.assertEqual((stream.status, stream.headers["content-type"]), (200, "text/event-stream"))
        told = stream.told()
        self.assertEqual([name for name, _ in told][-1], "done")
        self.assertEqual([data["stage"] for name, data in told if name == "result"], list(range(len(told) - 1)))
        self.wait_until_free()

    def test_downloads(self):
        body = {"state": STATE, "replicates": 4, "worlds": 0, "language": "zh"}
        toml = self.server.post("scenario", body)
        self.assertEqual((toml.status, toml.headers["content-type"]), (200, "application/toml"))
        self.assertIn("attachment", toml.headers["content-disposition"])
        report = self.server.post("report", body)
        self.assertEqual((report.status, report.headers["content-type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("attachment", report.headers["content-disposition"])
        self.assertTrue(report.body.startswith(b"<!DOCTYPE html>"))
        day = self.server.post("day", {"state": STATE, "policy": 1, "day": 3})
        self.assertEqual((day.status, day.headers["content-type"]), (200, "application/json"))
        self.wait_until_free()

    def test_a_billion_residents_are_refused(self):
        state = changed(community__households=1_000_000_000)
        events = self.server.events_of(state)
        self.assertEqual([name for name, _ in events], ["problems"])
        self.assertTrue(events[0][1]["problems"][0]["what"])
        for path in ("report", "day"):
            body = {"state": state, "replicates": 4, "worlds": 0, "language": "en", "policy": 0, "day": 1}
            answer = self.server.post(path, body)
            self.assertEqual(answer.status, 400, path)
            self.assertTrue(answer.sentence())
        self.assertLess(self.server.memory_bytes(), 1 << 30)

    def test_settings_that_make_no_sense(self):
        for state in ({"all": 1}, changed(no__such=1), changed(run__days="x"), changed(run__days=-1),
                      {**STATE, "a": {"preset": 99, "set": {}}}, {**STATE, "a": {"preset": -1, "set": {}}},
                      {**STATE, "a": {"preset": 1e300, "set": []}}, {**STATE, "b": None}):
            self.assertEqual([name for name, _ in self.server.events_of(state)], ["problems"], state)
            self.assertEqual(self.server.post("scenario", {"state": state, "replicates": 4, "worlds": 0}).status, 400)
        self.assertEqual(self.server.post("day", {"state": STATE, "policy": 3, "day": 1}).status, 400)
        self.assertEqual(self.server.post("day", {"state": STATE, "policy": 0, "day": 999_999}).status, 400)


class HostileNames(Serving):
    """A policy's name is somebody's input."""

    SCENARIO = scenario(name=HOSTILE.replace("'", "’"))

    def test_html_in_names(self):
        page = self.server.get("").body.decode("utf-8")
        self.assertEqual(page.count("<script"), 2)
        self.assertNotIn("alert(1)</script>", page)
        start = json.loads(page.split('id="data">')[1].split("</script>")[0])
        self.assertEqual(start["presets"][1]["name"], HOSTILE.replace("'", "’"))


class Busy(Serving):
    """Runs that take minutes, so that whatever ends was cancelled."""

    SCENARIO = long_scenario()

    def assert_grew_less(self, before, most):
        if not self.server.sanitized():
            self.assertLess(self.server.memory_bytes() - before, most)

    def test_the_last_request_of_a_tab_wins(self):
        first = self.server.run("tab")
        events = first.events()
        next(events)  # it is being listened to
        second = self.server.run("tab")
        self.assertEqual([name for name, _ in events if name][-1:], ["cancelled"])
        self.assertEqual(self.server.status()["streams"], 1)
        self.assertIn(next(second.events())[0], ("", "result"))
        other = self.server.run("another tab")  # cancels nobody
        self.assertEqual(self.server.status()["streams"], 2)
        for stream in (first, second, other):
            stream.close()
        self.wait_until_free()

    def test_who_goes_in_mid_run_frees_the_work(self):
        stream = self.server.run("tab")
        next(stream.events())
        self.assertEqual(self.server.status()["streams"], 1)
        stream.close()
        self.wait_until_free()
        body = json.dumps({"state": STATE, "replicates": 40, "worlds": 100, "language": "en"}).encode()
        with self.server.connect() as connection:
            connection.sendall(self.server.head("POST", "report", {"Content-Length": len(body)}) + body)
            self.wait_for(lambda: self.server.status()["jobs"] == 1)
        self.wait_until_free()

    def test_too_many_streams(self):
        streams = [self.server.run(f"tab {i}") for i in range(MOST_STREAMS + 3)]
        self.assertEqual([stream.status for stream in streams], [200] * MOST_STREAMS + [503] * 3)
        self.assertEqual(streams[-1].headers["retry-after"], "1")
        self.assertEqual(self.server.status()["streams"], MOST_STREAMS)
        again = self.server.run("tab 0")  # who has one may ask anew
        self.assertEqual(again.status, 200)
        for stream in [*streams, again]:
            stream.close()
        self.wait_until_free()

    def test_thousands_of_jobs(self):
        before = self.server.memory_bytes()
        for i in range(2000):
            stream = self.server.run(f"tab {i % 3}")
            stream.close()
            if i % 100 == 0:
                self.assertLessEqual(self.server.status()["jobs"], MOST_JOBS)
        self.wait_until_free()
        self.assert_grew_less(before, 200 << 20)

    def test_thousands_of_connections(self):
        """So many are held, the others closed at once; as soon as they have gone or had their time, it serves again."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        files = self.server.open_files()
        before = self.server.memory_bytes()
        connections = [self.server.connect() for _ in range(2000)]
        self.assertLessEqual(self.server.open_files() - files, MOST_CONNECTIONS + 8)
        self.assert_grew_less(before, 50 << 20)
        closed = 0
        for connection in connections:
            connection.settimeout(PATIENCE_SECONDS)
            closed += everything(connection) == b""
            connection.close()
        self.assertEqual(closed, 2000)
        self.wait_for(lambda: self.server.get("").status == 200)

    def test_many_at_once_are_all_answered_or_closed(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.server.get("status").status))
                   for _ in range(200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(set(answers) | {0, 200}, {0, 200})
        self.assertIn(200, answers)


class End(unittest.TestCase):
    """How it starts and how it ends."""

    def served(self, text=None, *arguments):
        server = Server(text or scenario(), *arguments)
        self.addCleanup(server.close)
        return server

    def test_signals_end_it_with_success(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            server = self.served()
            self.assertEqual(server.end(how)[0], 0)
            self.assertEqual(server.told(), "\ncogov: stopping\n")
            with self.assertRaises(ConnectionRefusedError):
                server.connect()

    def test_a_signal_cancels_what_is_computed(self):
        server = self.served(long_scenario())
        streams = [server.run(f"tab {i}") for i in range(3)]
        idle = server.connect()
        next(streams[0].events())
        code, seconds = server.end()
        self.assertEqual(code, 0)
        self.assertLess(seconds, 10)  # of minutes that it would have taken
        for stream in streams:
            stream.close()
        idle.close()

    def test_a_port_that_is_taken(self):
        server = self.served()
        taken = subprocess.run([COGOV, "serve", "served.toml", "--no-open", "--port", str(server.port)], check=False,
                               cwd=server.folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        self.assertEqual((taken.returncode, taken.stdout), (2, ""))
        self.assertIn(f"port {server.port} can't be listened on", taken.stderr)
        self.assertEqual(server.get("").status, 200)

    def test_a_port_that_is_asked_for(self):
        for _ in range(5):
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            try:
                server = self.served(None, "--port", str(port))
            except AssertionError as error:
                self.assertIn(f"port {port} can't be listened on", str(error))  # somebody took it meanwhile
                continue
            self.assertEqual(server.port, port)
            return
        self.fail("no free port could be listened on")

    def test_what_is_refused(self):
        server = self.served()
        too_many = os.path.join(server.folder, "large.toml")
        with open(too_many, "w", encoding="utf-8") as file:
            file.write(scenario(households=1_000_000_000))
        for arguments in ([too_many], ["none"], ["served.toml", "--port", "70000"], ["served.toml", "--port", "-1"],
                          ["served.toml", "--threads", "0"], ["served.toml", "--lang", "fr"]):
            done = subprocess.run([COGOV, "serve", "--no-open", *arguments], check=False, cwd=server.folder,
                                  capture_output=True, text=True, timeout=PATIENCE_SECONDS)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertRegex(done.stderr, "^cogov: .{20}")

    def test_two_addresses_differ(self):
        self.assertNotEqual(self.served().token, self.served().token)


if __name__ == "__main__":
    unittest.main()
