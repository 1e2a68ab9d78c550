"""A running `cogov serve`, and requests to it written byte by byte, for the tests beside this file."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

COGOV = os.environ["COGOV"]

# A request must have come as a whole after this; a tenth of what people are given.
DEADLINE_SECONDS = 1.0

# Nothing here takes as long on a machine that works; a test waits for its condition and fails after this.
PATIENCE_SECONDS = 60.0

# To start, which may compute something first.
START_SECONDS = 120.0

# Three policies; {households} decides how long a request is computed for.
SCENARIO = """title = "Served"
[run]
days = {days}
warmup_days = 5
replicates = 40
worlds = 0
seed = 7
[community]
households = {households}
[[policy]]
name = "today"
[[policy]]
name = '{name}'
[policy.grid_workers]
extra_full_time = 2
lead_days = 0
[[policy]]
name = "no patrols"
[policy.patrol]
enabled = false
lead_days = 0
"""

STATE = {"all": {}, "a": {"preset": 1, "set": {}}, "b": {"preset": 2, "set": {}}}


def scenario(households=150, days=20, name="two more"):
    return SCENARIO.format(households=households, days=days, name=name)


def long_scenario():
    """One that nothing is left of only if it is cancelled: minutes of computing."""
    return scenario(households=12_000, days=365)


class Answer:
    """One HTTP answer as it came, and whatever came after its end."""

    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.raw = data
        self.status = int(lines[0].split()[1]) if data else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            self.headers[name.lower()] = value

    def json(self):
        return json.loads(self.body)

    def sentence(self):
        return " ".join(part for one in self.json()["problems"] for part in one.values())


class Server:
    """The program serving a scenario, in a folder of its own."""

    def __init__(self, text, *arguments):
        self.folder = tempfile.mkdtemp(prefix="cogov-test-")
        with open(os.path.join(self.folder, "served.toml"), "w", encoding="utf-8") as file:
            file.write(text)
        self.errors = open(os.path.join(self.folder, "stderr"), "w+b")
        command = [COGOV, "serve", "served.toml", "--json", "--no-open", "--request-deadline", str(DEADLINE_SECONDS)]
        self.process = subprocess.Popen([*command, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.errors)
        ready, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.end()
            raise AssertionError("the server did not start: " + self.told())
        self.address = json.loads(line)["address"]
        self.port = json.loads(line)["port"]
        self.token = self.address.split("/")[3]
        self.host = f"127.0.0.1:{self.port}"

    def told(self):
        self.errors.seek(0)
        return self.errors.read().decode("utf-8")

    def end(self, how=signal.SIGINT):
        """Its exit code, and how many seconds it took to end."""
        begun = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return code, time.monotonic() - begun

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()
        shutil.rmtree(self.folder)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS)

    def head(self, method, path, headers=None):
        """A request's head as the page would send it, `path` after the token; a header of None is left out."""
        fields = {"Host": self.host}
        if method == "POST":
            fields |= {"Origin": "http://" + self.host, "Content-Type": "application/json"}
        fields |= headers or {}
        target = path if path.startswith("/") else f"/{self.token}/{path}"
        lines = [f"{method} {target} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields.items()
                                                  if value is not None]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def raw(self, data):
        """Everything that comes back until the connection is closed."""
        with self.connect() as connection:
            try:
                connection.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # closed before all was read; the answer may be there
            return Answer(everything(connection))

    def get(self, path, headers=None, method="GET"):
        return self.raw(self.head(method, path, headers))

    def post(self, path, body, headers=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.raw(self.head("POST", path, {"Content-Length": len(data), **(headers or {})}) + data)

    def run(self, tab, state=None):
        return Stream(self, tab, state or STATE)

    def events_of(self, state):
        return self.run("tab", state).told()

    def status(self):
        return self.get("status").json()

    def memory_bytes(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(file.read().split("VmRSS:")[1].split()[0]) * 1024

    def sanitized(self):
        """Whether it is built with sanitizers, which keep freed memory: its growth says nothing then."""
        with open(f"/proc/{self.process.pid}/maps", encoding="utf-8") as file:
            return "libasan" in file.read()

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def everything(connection):
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except ConnectionResetError:
        pass
    return data


class Stream:
    """A run that is listened to, event by event."""

    def __init__(self, server, tab, state):
        body = json.dumps({"tab": tab, "state": state}).encode()
        self.connection = server.connect()
        self.connection.sendall(server.head("POST", "run", {"Content-Length": len(body)}) + body)
        self.file = self.connection.makefile("rb")
        self.status = int((self.file.readline().split() or [0, 0])[1])
        self.headers = {}
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").strip().partition(": ")
            self.headers[name.lower()] = value

    def lines(self):
        """The lines of the body without the chunks around them."""
        while (size := self.file.readline()) and int(size, 16):
            yield from self.file.read(int(size, 16)).decode("utf-8").split("\n")
            self.file.readline()

    def events(self):
        """(name, data) as they come; heartbeats as ("", None)."""
        name = ""
        for line in self.lines():
            if line == ":":
                yield "", None
            elif line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                yield name, json.loads(line[6:])

    def told(self):
        """All events until it ends, without the heartbeats."""
        events = [(name, data) for name, data in self.events() if name]
        self.close()
        return events

    def close(self):
        self.file.close()
        self.connection.close()


class Serving(unittest.TestCase):
    """All tests of a class ask one server, which must be alive and have nothing to complain of at the end."""

    SCENARIO = scenario()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(cls.SCENARIO)
        cls.addClassCleanup(cls.server.close)

    def tearDown(self):
        self.assertEqual(self.server.get("").status, 200)
        self.assertEqual(self.server.told().replace("\ncogov: stopping\n", ""), "")

    def wait_for(self, condition):
        until = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            self.assertLess(time.monotonic(), until, "what was waited for never came")
            time.sleep(0.02)

    def wait_until_free(self):
        """Nothing is computed and nobody listens."""
        self.wait_for(lambda: (lambda status: status["streams"] == status["jobs"] == 0)(self.server.status()))
