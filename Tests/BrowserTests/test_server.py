"""The server against those who mean harm, and over its life."""

import socket
import time
import unittest

from served import Served, shared


def raw(port, text, pause=0.0):
    """What the server sends back to these bytes before it closes or falls silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        for part in text if isinstance(text, list) else [text]:
            connection.sendall(part)
            time.sleep(pause)
        received = b""
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except (TimeoutError, ConnectionResetError):
            pass
        return received


def request(line, *fields):
    return "\r\n".join([line, *fields, "Connection: close", "", ""]).encode()


class HostileTests(unittest.TestCase):
    def test_raw_requests(self):
        served = shared()
        own = f"Host: 127.0.0.1:{served.port}"
        for name, sent, statuses in [
            ("plain", request("GET /en HTTP/1.1", own), [200]),
            ("no host", request("GET /en HTTP/1.1"), [400]),
            ("two hosts", request("GET /en HTTP/1.1", own, own), [400]),
            ("foreign host", request("GET /en HTTP/1.1", "Host: evil.example"), [421]),
            ("foreign address", request("GET http://evil.example/en HTTP/1.1", own), [200, 400, 421]),
            ("foreign in both", request("GET http://evil.example/en HTTP/1.1",
                                        "Host: evil.example"), [400, 421]),
            ("step out", request("GET /../../etc/passwd HTTP/1.1", own), [404]),
            ("step out, encoded", request("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", own), [404]),
            ("no path", request("GET * HTTP/1.1", own), [400, 404]),
            ("post", request("POST /en HTTP/1.1", own, "Content-Length: 0"), [405]),
            ("unknown method", request("BREW /en HTTP/1.1", own), [400, 405]),
            ("connect", request("CONNECT 127.0.0.1:22 HTTP/1.1", own), [400, 405, 421]),
            ("body", request("GET /en HTTP/1.1", own, "Content-Length: 3") + b"abc", [400]),
            ("smuggling", request("GET /en HTTP/1.1", own, "Content-Length: 3",
                                  "Transfer-Encoding: chunked") + b"0\r\n\r\n", [400]),
            ("long field", request("GET /en HTTP/1.1", own, "X: " + "a" * 1_000_000), [400, 431]),
            ("many fields", request("GET /en HTTP/1.1", own, *[f"X{n}: a" for n in range(1000)]),
             [400, 431]),
            ("long address", request("GET /en?a=" + "b" * 10_000 + " HTTP/1.1", own), [400, 414]),
            ("folded field", request("GET /en HTTP/1.1", own, "X: a\r\n b"), [200, 400]),
            ("null in address", b"GET /en\0 HTTP/1.1\r\n" + own.encode() + b"\r\n\r\n", [400, 404]),
            ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20, [400]),
        ]:
            with self.subTest(name):
                received = raw(served.port, sent)
                if received == b"" and statuses[0] >= 400:
                    continue
                self.assertTrue(received.startswith(b"HTTP/1.1 "), received[:80])
                self.assertIn(int(received[9:12]), statuses)
                self.assertNotIn(b"root:", received)
        self.assertEqual(served.get("/en")[0], 200)

    def test_many_idle_connections_do_not_stop_the_others(self):
        served = shared()
        idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(200)]
        try:
            for connection in idle:
                connection.sendall(b"GET /en HTTP/1.1\r\nHost: ")
            start = time.monotonic()
            self.assertEqual(served.get("/en")[0], 200)
            self.assertLess(time.monotonic() - start, 2)
        finally:
            for connection in idle:
                connection.close()


class LifeTests(unittest.TestCase):
    def test_a_new_vintage_is_shown_without_a_restart_and_nothing_is_written(self):
        served = Served()
        before = served.warehouses()
        first = served.get("/en/karaganda")
        self.assertIn(b"vintage 1,", first[2])
        for address in ["/en/karaganda/discrepancies", "/en/karaganda/sources",
                        "/api/v1/karaganda/figures", "/ru/kazakhstan/runs/1"]:
            self.assertEqual(served.get(address)[0], 200)
        self.assertEqual(served.warehouses(), before)

        definition = served.folder / "Pipelines/karaganda/pipeline.yaml"
        definition.write_text(definition.read_text().replace("title:", "# Revised.\ntitle:"))
        served.sanaq("run", "karaganda")
        second = served.get("/en/karaganda")
        self.assertIn(b"vintage 2,", second[2])
        self.assertNotEqual(first[1]["ETag"], second[1]["ETag"])
        old = served.get("/en/karaganda?vintage=1")
        self.assertIn(b"vintage 1,", old[2])
        self.assertIn(b"/en/karaganda/discrepancies?vintage=1", old[2])

        (served.folder / "Warehouse/england.sqlite").unlink()
        gone = served.get("/en/england")
        self.assertEqual((gone[0], gone[1]["Retry-After"]), (503, "5"))
        self.assertNotIn(b"sqlite", gone[2])
        self.assertEqual(served.stop(), 0)


if __name__ == "__main__":
    unittest.main()
