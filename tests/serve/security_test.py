"""Who is answered by the live page's server, and what it makes of requests that no page would send."""

import json
import select
import time
import unittest

from served import DEADLINE_SECONDS, PATIENCE_SECONDS, STATE, Answer, Serving, everything

MOST_BODY = 64 * 1024


class Sender(Serving):
    """Only the page itself is answered."""

    def test_the_page_and_its_policy(self):
        page = self.server.get("")
        self.assertEqual((page.status, page.headers["content-type"]), (200, "text/html; charset=utf-8"))
        text = page.body.decode("utf-8")
        in_page = text.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
        policy = page.headers["content-security-policy"]
        self.assertEqual(policy, in_page + "; frame-ancestors 'none'")
        self.assertRegex(policy, "^default-src 'none'; script-src 'sha256-[^']+'; style-src 'unsafe-inline'; "
                                 "img-src data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';")
        for other in ("status", "none"):
            headers = self.server.get(other).headers
            self.assertEqual(headers["content-security-policy"], policy)
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["x-frame-options"], "DENY")
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            self.assertEqual(headers["cache-control"], "no-store")
            self.assertEqual(headers["cross-origin-opener-policy"], "same-origin")
            self.assertEqual(headers["cross-origin-resource-policy"], "same-origin")

    def test_the_token_is_random_and_long(self):
        self.assertRegex(self.server.token, "^[0-9a-f]{32}$")
        self.assertGreater(len(set(self.server.token)), 4)

    def test_a_wrong_token_is_as_good_as_none(self):
        token = self.server.token
        other = ("0" if token[-1] != "0" else "1")
        nothing = self.server.get("/nothing")
        self.assertEqual((nothing.status, nothing.body), (404, b""))
        wrong = ["/", f"/{token}", f"/{token[:-1]}{other}/", f"/{token[:-1]}/", f"/{token}0/", f"/{token.upper()}/x",
                 f"//{token}/", f"/{token}//", "/status", f"/{token[:-1]}{other}/status"]
        for path in wrong:
            for method in ("GET", "POST", "PUT"):
                headers = {"Origin": "http://" + self.server.host}
                answer = self.server.get(path, headers, method=method)
                self.assertEqual((answer.status, answer.body, answer.headers), (404, b"", nothing.headers), path)

    def test_path_traversal(self):
        token = self.server.token
        for path in ("/../../etc/passwd", f"/{token}/../../../etc/passwd", f"/{token}/..%2f..%2fetc/passwd",
                     f"/{token}/%2e%2e/{token}/", f"/%2f{token}/", f"/{token}%2f", f"/{token}/%73tatus", f"/{token}/./",
                     f"/x/../{token}/", f"/{token}/\\..\\x", f"/{token}/status/", f"/{token}/status%00", "*",
                     f"http://{self.server.host}/{token}/"):
            answer = self.server.raw(f"GET {path} HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n".encode())
            self.assertEqual((answer.status, answer.body), (404, b""), path)
        for path in (f"/{token}/\0", f"/{token}/status\0", f"/{token}/\x7f"):
            answer = self.server.raw(f"GET {path} HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n".encode())
            self.assertEqual(answer.status, 400, path)

    def test_foreign_hosts(self):
        port = self.server.port
        self.assertEqual(self.server.get("", {"Host": f"localhost:{port}"}).status, 200)
        for host in (None, "", "evil.example", f"evil.example:{port}", "127.0.0.1", "localhost", f"127.0.0.1:{port + 1}",
                     f"127.0.0.1:{port}.evil.example", f"127.0.0.1.evil.example:{port}", f"127.0.0.2:{port}",
                     f"[::1]:{port}", f"0.0.0.0:{port}", f"LOCALHOST:{port}", f"127.1:{port}", f"user@127.0.0.1:{port}"):
            answer = self.server.get("", {"Host": host})
            self.assertEqual(answer.status, 403, host)
            self.assertNotIn(self.server.token, answer.raw.decode())
        twice = f"GET /{self.server.token}/ HTTP/1.1\r\nHost: {self.server.host}\r\nHost: evil.example\r\n\r\n"
        self.assertEqual(self.server.raw(twice.encode()).status, 403)

    def test_foreign_origins(self):
        port = self.server.port
        body = {"state": STATE, "replicates": 8, "worlds": 0}
        self.assertEqual(self.server.post("scenario", body).status, 200)
        local = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
        self.assertEqual(self.server.post("scenario", body, local).status, 200)
        for origin in ("http://evil.example", "null", "", f"https://{self.server.host}", f"http://127.0.0.1:{port + 1}",
                       f"http://localhost:{port}", "http://127.0.0.1", f"http://{self.server.host}.evil.example",
                       f"http://{self.server.host}/"):
            self.assertEqual(self.server.post("scenario", body, {"Origin": origin}).status, 403, origin)
            if origin:
                self.assertEqual(self.server.get("", {"Origin": origin}).status, 403, origin)
        self.assertEqual(self.server.get("", {"Origin": "http://" + self.server.host}).status, 200)

    def test_a_post_without_an_origin(self):
        for path in ("run", "scenario", "report", "day"):
            answer = self.server.post(path, {"state": STATE}, {"Origin": None})
            self.assertEqual(answer.status, 403, path)
            self.assertIn("only the page itself", answer.sentence())

    def test_cross_site_requests(self):
        body = {"state": STATE, "replicates": 8, "worlds": 0}
        for site, status in (("same-origin", 200), ("cross-site", 403), ("same-site", 403), ("x", 403)):
            self.assertEqual(self.server.post("scenario", body, {"Sec-Fetch-Site": site}).status, status, site)
            self.assertEqual(self.server.get("", {"Sec-Fetch-Site": site}).status, status, site)
        self.assertEqual(self.server.get("", {"Sec-Fetch-Site": "none"}).status, 200)  # typed into the address bar
        followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        self.assertEqual(self.server.get("", followed | {"Sec-Fetch-Dest": "document"}).status, 200)  # a link
        self.assertEqual(self.server.get("", followed | {"Sec-Fetch-Dest": "iframe"}).status, 403)

    def test_other_methods_and_types(self):
        for method in ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
            answer = self.server.get("status", {"Origin": "http://" + self.server.host}, method=method)
            self.assertEqual((answer.status, answer.headers["allow"]), (405, "GET"), method)
            self.assertNotIn("access-control-allow-origin", answer.headers)
        self.assertEqual(self.server.get("run").status, 405)
        self.assertEqual(self.server.post("status", {}).status, 405)
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", None,
                     "application/jsonx"):
            self.assertEqual(self.server.post("run", {"state": STATE}, {"Content-Type": kind}).status, 415, kind)

    def test_only_this_computer_can_reach_it(self):
        """As the system knows it: one socket listens on the port, at 127.0.0.1."""
        listening = []
        for table in ("tcp", "tcp6"):
            with open("/proc/net/" + table, encoding="ascii") as file:
                rows = [line.split() for line in file.read().splitlines()[1:]]
            listening += [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{self.server.port:04X}")]
        self.assertEqual(listening, [f"0100007F:{self.server.port:04X}"])


class Form(Serving):
    """Requests that are too large, too slow, or not what they say."""

    def assert_answers(self, data, status):
        answer = self.server.raw(data)
        self.assertEqual(answer.status, status, data[:200])
        self.assertEqual(answer.raw.count(b"HTTP/1.1 "), 1)

    def test_a_body_too_large(self):
        """Is refused before it comes: nothing of it is sent here."""
        for length in (MOST_BODY + 1, 10**9, 2**63, 2**64 + 10, 10**40):
            self.assert_answers(self.server.head("POST", "run", {"Content-Length": length}), 413)
        whole = self.server.post("scenario", b" " * (MOST_BODY + 1))
        self.assertEqual(whole.status, 413)
        self.assertIn(str(MOST_BODY), whole.sentence())
        just = json.dumps({"state": STATE, "replicates": 8, "worlds": 0}).encode().ljust(MOST_BODY)
        self.assertEqual(self.server.post("scenario", just).status, 200)

    def test_a_body_shorter_than_it_says(self):
        begun = time.monotonic()
        answer = self.server.post("scenario", b"{}", {"Content-Length": 1000})
        self.assertEqual(answer.status, 400)
        self.assertGreaterEqual(time.monotonic() - begun, DEADLINE_SECONDS * 0.9)

    def test_a_body_longer_than_it_says(self):
        """What is left over is no second request."""
        body = json.dumps({"state": STATE, "replicates": 8, "worlds": 0}).encode()
        head = self.server.head("POST", "scenario", {"Content-Length": len(body)})
        self.assert_answers(head + body + self.server.head("GET", "status"), 200)
        self.assert_answers(self.server.head("GET", "") + self.server.head("GET", "status"), 200)
        smuggled = self.server.head("GET", "", {"Content-Length": 5}) + b"12345" + self.server.head("GET", "status")
        self.assert_answers(smuggled, 200)

    def test_lengths_that_are_none(self):
        for length in ("-1", "+5", "5 5", "0x5", "5,5", "five", "1e3"):
            self.assert_answers(self.server.head("POST", "run", {"Content-Length": length}) + b"{}", 400)
        head = self.server.head("POST", "run", {"Content-Length": 2}).replace(b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n")
        self.assert_answers(head + b"{}", 400)
        self.assert_answers(self.server.head("POST", "run"), 411)

    def test_chunked_and_compressed_bodies(self):
        chunked = self.server.head("POST", "run", {"Transfer-Encoding": "chunked"})
        self.assert_answers(chunked + b"ffffffffffffffff\r\n" + b"x" * 100_000, 411)
        both = self.server.head("POST", "run", {"Transfer-Encoding": "chunked", "Content-Length": 2})
        self.assert_answers(both + b"{}", 411)
        self.assert_answers(self.server.head("POST", "run", {"Content-Length": 20, "Content-Encoding": "gzip"}), 415)

    def test_a_client_that_asks_first(self):
        answer = self.server.post("scenario", {"state": STATE, "replicates": 8, "worlds": 0}, {"Expect": "100-continue"})
        self.assertEqual(answer.raw.split(b"\r\n\r\n")[0], b"HTTP/1.1 100 Continue")
        self.assertTrue(answer.body.startswith(b"HTTP/1.1 200 OK"))

    def test_heads_too_large(self):
        self.assert_answers(self.server.head("GET", "x" * 2100), 414)
        self.assert_answers(b"GET /" + b"x" * 200_000, 414)
        self.assert_answers(self.server.head("GET", "", {"X": "x" * 20_000}), 431)
        self.assert_answers(self.server.head("GET", "", {f"X-{i}": "y" for i in range(5000)}), 431)
        self.assertEqual(self.server.get("", {f"X-{i}": "y" for i in range(1000)}).status, 200)

    def test_what_is_no_request(self):
        for data in (b"GET /\r\n", b"GET / HTTP/0.9\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n", b"\r\n\r\n", b"x\r\n\r\n",
                     b"\x16\x03\x01\x02\x00\x01\x00\r\n", b" HTTP/1.1\r\n\r\n", b"FOO / HTTP/1.1\r\n\r\n",
                     b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /\xff\xfe HTTP/1.1 HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost\0: x\r\n\r\n"):
            self.assertIn(self.server.raw(data).status, (400, 403), data)
        with self.server.connect():
            pass  # and goes without a word

    def test_a_slow_client(self):
        """One byte at a time would take minutes; the whole request has a deadline."""
        body = json.dumps({"state": STATE, "replicates": 8, "worlds": 0}).encode()
        head = self.server.head("POST", "scenario", {"Content-Length": len(body), "X-Long": "x" * 1000})
        for at_once, statuses in ((0, (408,)), (len(head), (400,))):
            with self.server.connect() as connection:
                begun = time.monotonic()
                connection.sendall((head + body)[:at_once])
                for byte in (head + body)[at_once:]:
                    if select.select([connection], [], [], 0.05)[0]:
                        break
                    connection.sendall(bytes([byte]))
                self.assertIn(Answer(everything(connection)).status, statuses)
                self.assertLess(time.monotonic() - begun, PATIENCE_SECONDS / 2)

    def test_a_client_that_says_nothing(self):
        with self.server.connect() as connection:
            self.assertEqual(everything(connection), b"")

    def test_deep_bodies(self):
        """What copies them could run out of stack."""
        deep = b'{"state": ' + b"[" * 30_000
        objects = b'{"state":' * 6_000
        for body in (deep, deep + b"]" * 30_000 + b"}", objects, objects + b"1" + b"}" * 6_000):
            for path in ("run", "scenario", "report", "day"):
                answer = self.server.post(path, body)
                self.assertEqual(answer.status, 400, path)
                self.assertIn("nested too deep", answer.sentence())

    def test_bodies_that_are_no_state(self):
        for body in (b"", b"x", b"[]", b"1", b"{", b"{}", b'{"state": 1}', b'{"state": {}}', b'{"tab": {}, "state": {}}',
                     b'{"tab": "' + b"x" * 1000 + b'", "state": {}}', b"\xff\xfe{}", b'{"tab": "\xc3\x28", "state": {}}',
                     b'{"state": {}, "replicates": -1, "worlds": 0}',
                     b'{"state": {}, "replicates": 1e999, "worlds": 0}',
                     b'{"state": {}, "replicates": 1000000000, "worlds": 0}'):
            for path in ("run", "scenario", "report", "day"):
                answer = self.server.post(path, body)
                self.assertEqual(answer.status, 400, (path, body[:100]))
                self.assertTrue(answer.sentence())


if __name__ == "__main__":
    unittest.main()
