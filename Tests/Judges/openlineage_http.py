"""An endpoint for events of OpenLineage, and runs that tell it: CASE PROGRAM FOLDER PIPELINE [SEED COUNT].

FOLDER has the pipeline, not yet run. Whatever the endpoint does, the vintage is published; what arrives
is made into the classes of openlineage-python, and is what `sanaq export` writes.
"""

import collections
import http.server
import os
import random
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

from openlineage.client.transport.http import HttpConfig, HttpTransport, urljoin

from openlineage_events import EventType, made

case, program, folder, pipeline, *numbers = sys.argv[1:]
KEY = "k3y-th4t-n0b0dy-m4y-s33"
warehouse = f"{folder}/Warehouse/{pipeline}.sqlite"
journal = f"{warehouse}.events"
received, paths, keys, was_published = [], [], [], []


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers as `replies` says, one entry for each request, the last for all that follow."""

    protocol_version = "HTTP/1.1"
    replies = [201]

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/json"
        reply = self.replies[0] if len(self.replies) == 1 else self.replies.pop(0)
        paths.append(self.path)
        keys.append(self.headers.get("Authorization"))
        if reply == "silence":
            time.sleep(60)
        if reply == "drip":
            for byte in b"HTTP/1.1 20":
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(2)
        if reply in ("close", "silence", "drip"):
            self.close_connection = True
            return
        if reply == "half":
            self.wfile.write(b"HTTP/1.1 2")
            self.close_connection = True
            return
        if reply == "garbage":
            self.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")
            self.close_connection = True
            return
        if 200 <= reply < 300:
            was_published.append(os.path.exists(warehouse))
            received.append(body.decode())
        self.send_response(reply)
        if 300 <= reply < 400:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def served(certificate=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def certificate(name):
    """Signed by itself, for a name."""
    path = f"{folder}/{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", path, "-out", f"{path}.crt", "-days", "2", "-subj", f"/CN={name}", "-addext",
         f"subjectAltName=DNS:{name}"], check=True, capture_output=True)
    with open(path, "a") as whole, open(f"{path}.crt") as part:
        whole.write(part.read())
    return path


def run(*options, environment={}, start=False):
    known = {name: value for name, value in os.environ.items() if "OPENLINEAGE" not in name}
    process = subprocess.Popen(
        [program, "run", pipeline, *options], cwd=folder, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=known | {"OPENLINEAGE_API_KEY": KEY} | environment)
    if start:
        return process
    begun = time.monotonic()
    output, errors = process.communicate(timeout=90)
    # Thirty seconds is what it may wait for the endpoint; the rest is the run itself.
    assert time.monotonic() - begun < 45
    assert KEY not in output + errors, "the key is in a message"
    return process.returncode, errors


def exported():
    return subprocess.run(
        [program, "export", pipeline, "--format", "openlineage"], cwd=folder, capture_output=True,
        text=True, check=True).stdout.splitlines()


def types():
    return [made(event).eventType.value for event in received]


def paired():
    """Every START has exactly one end, and no end is without its START.

    An event whose answer was lost may come again, the same in every byte.
    """
    runs = collections.defaultdict(list)
    for event in map(made, dict.fromkeys(received)):
        runs[event.run.runId].append(event.eventType)
    for events in runs.values():
        assert events[0] == EventType.START and len(events) == 2, events
        assert events[1] != EventType.START
    return collections.Counter(events[1].value for events in runs.values())


def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def taken():
    address = f"http://127.0.0.1:{served()}"
    assert run(environment={"OPENLINEAGE_URL": address}) == (0, "")
    assert received == exported() and types() == ["START", "COMPLETE"]
    assert was_published == [False, True], "START comes when the run begins"
    assert set(paths) == {"/api/v1/lineage"} and set(keys) == {f"Bearer {KEY}"}
    # Nothing to do is nothing to tell, and nothing is left to be told.
    assert run("--events", address)[0] == 0 and len(received) == 2
    # A run that reads everything and finds nothing new has begun, and ends without a vintage.
    assert run("--full", "--events", address) == (0, "")
    assert types()[2:] == ["START", "COMPLETE"] and paired() == {"COMPLETE": 2}
    assert made(received[3]).outputs == []
    # A file comes before the environment; who is told not to send does not.
    path = f"{folder}/events.ndjson"
    assert run("--full", "--events", path, environment={"OPENLINEAGE_URL": address})[0] == 0
    assert run("--full", environment={
        "OPENLINEAGE_URL": address, "OPENLINEAGE_DISABLED": " True ".strip()})[0] == 0
    assert len(received) == 4
    with open(path) as file:
        assert [made(line).eventType.value for line in file] == ["START", "COMPLETE"]


def addresses():
    """The endpoint is found as openlineage-python finds it."""
    port = served()
    cases = [(base, None) for base in ["", "/", "/base", "/base/", "/a/b/c?token=secret"]]
    cases += [("/a/b/", each) for each in ["", "lineage", "/lineage", "../x", "events?x=1"]]
    for base, endpoint in cases:
        paths.clear()
        url = f"http://127.0.0.1:{port}{base}"
        told = {} if endpoint is None else {"OPENLINEAGE_ENDPOINT": endpoint}
        code, errors = run("--full", "--events", url, environment=told)
        assert code == 0 and "secret" not in errors, errors
        known = HttpTransport(HttpConfig(url=url, **({"endpoint": endpoint} if endpoint else {})))
        whole = urljoin(known.url, known.endpoint)
        assert set(paths) == {whole.split(str(port), 1)[1]}, (base, endpoint, paths, whole)
    for url in ["http://", "http:///x", "https://u:p4ss@127.0.0.1/", "http://a b/"]:
        code, errors = run("--events", url)
        assert code == 64 and "p4ss" not in errors, (url, code, errors)
    for environment in [
        {"OPENLINEAGE_URL": "somewhere"}, {"OPENLINEAGE_URL": "ftp://x/"},
        {"OPENLINEAGE_URL": "http://x", "OPENLINEAGE_ENDPOINT": "http://elsewhere/"},
        {"OPENLINEAGE_URL": "http://x", "OPENLINEAGE_API_KEY": "s3cret\r\nHost: x"},
    ]:
        code, errors = run(environment=environment)
        assert code == 64 and "s3cret" not in errors, (environment, code, errors)


def missing(words, replies=None, address=None, environment={}, arrived=()):
    """Nothing, or not all, arrives: the vintage is published, stderr says so, and the code is 2."""
    Endpoint.replies = list(replies or [201])
    address = address or f"http://127.0.0.1:{served()}/?token=s3cret"
    code, errors = run("--events", address, environment=environment)
    assert code == 2, (code, errors)
    assert "vintage 1 is published" in errors and words in errors, errors
    assert "could not be delivered" in errors and "s3cret" not in errors
    assert "/elsewhere" not in paths
    assert types() == list(arrived), types()
    assert subprocess.run([program, "verify", pipeline], cwd=folder).returncode == 0


def secure():
    """An authority that only SSL_CERT_FILE names is trusted."""
    address = f"https://localhost:{served(certificate('localhost'))}"
    trusted = {"SSL_CERT_FILE": f"{folder}/localhost.pem.crt"}
    assert run("--events", address, environment=trusted) == (0, "")
    assert received == exported()


def recovered():
    """An endpoint that comes back gets what it has missed, each event once."""
    address = f"http://127.0.0.1:{served()}"
    # START is taken, the end is not: the next run sends it.
    Endpoint.replies = [201, 404]
    code, errors = run("--events", address)
    assert code == 2 and "the events of this run could not be delivered" in errors, errors
    assert types() == ["START"] and os.path.exists(journal)
    Endpoint.replies = [201]
    assert run("--events", address)[0] == 0, "nothing to do but this"
    assert received == exported() and types() == ["START", "COMPLETE"]
    # START is refused at first, and goes with the end.
    Endpoint.replies = [400, 201]
    assert run("--full", "--events", address) == (0, "")
    # One that fails now and then is asked again.
    Endpoint.replies = [503, 201, 500, 502, 201]
    assert run("--full", "--events", address) == (0, "")
    assert paired() == {"COMPLETE": 3}
    # An address that is gone for good keeps nobody from running, and is forgotten by who needs it not.
    with open(journal, "w") as file:
        file.write("no journal")
    code, errors = run("--full", "--events", address)
    assert code == 2 and ".events: is no list of runs" in errors, errors
    os.remove(journal)
    assert run("--full")[0] == 0 and not os.path.exists(journal)


def failed():
    """A run that is refused says so to the endpoint too, under its own code."""
    address = f"http://127.0.0.1:{served()}"
    for _ in range(2):
        code, errors = run("--events", address)
        assert code == 65, (code, errors)
    assert paired() == {"FAIL": 2}
    assert "network-2025.csv" in made(received[1]).run.facets["errorMessage"].message
    code, errors = run("--events", f"http://127.0.0.1:{closed_port()}")
    assert code == 65 and "could not be delivered" in errors and "published" not in errors


def locked():
    """While the end is being sent, the lock is held: no other run takes this one for dead."""
    address = f"http://127.0.0.1:{served()}"
    Endpoint.replies = [201, "silence", 201]
    first = run("--events", address, start=True)
    while len(paths) < 2:
        time.sleep(0.05)
    assert os.path.exists(warehouse)
    code, errors = run("--full", "--events", address)
    assert code == 75, (code, errors)
    first.communicate()
    assert first.returncode == 0
    assert paired() == {"COMPLETE": 1}


def killed(seed, count):
    """Every fifth run is killed: when the next one has begun, each START has exactly one end."""
    address = f"http://127.0.0.1:{served()}"
    chance = random.Random(seed)
    begun = time.monotonic()
    assert run("--events", address)[0] == 0
    duration = time.monotonic() - begun
    dead = 0
    for number in range(count):
        if number % 5:
            assert run("--full", "--events", address)[0] == 0
            continue
        # Some make a vintage, and are killed before or after it is in place.
        rule = f"{folder}/Pipelines/{pipeline}/reconcile.yaml"
        with open(rule, "a") as file:
            file.write(f"# {number}\n")
        before = len(paths)
        process = run("--full", "--events", address, start=True)
        # Half of them are killed behind their START, where most can go wrong.
        while number % 2 and len(paths) == before and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.random() * duration / (1 + number % 2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        dead += process.returncode == -signal.SIGKILL
    assert run("--full", "--events", address)[0] == 0
    print("seed", seed, "of", count, "runs killed", dead, dict(paired()),
          len(received) - len(set(received)), "events twice")
    assert dead > 0


{
    "taken": taken, "addresses": addresses, "recovered": recovered, "failed": failed,
    "locked": locked,
    "killed": lambda: killed(*map(int, numbers)),
    "down": lambda: missing("cannot be reached", address=f"http://127.0.0.1:{closed_port()}"),
    "nameless": lambda: missing("cannot be reached", address="http://no-such-host.invalid"),
    "silent": lambda: missing("does not answer in time", ["silence"]),
    "dripping": lambda: missing("does not answer in time", ["drip"]),
    "closing": lambda: missing("ends the connection", ["close"]),
    "halting": lambda: missing("ends the connection", ["half"]),
    "garbled": lambda: missing("failed", ["garbage"]),
    "key": lambda: missing("refuses the key", [401]),
    "refusing": lambda: missing("refuses the event (400)", [400]),
    "size": lambda: missing("takes no event of this size", [413]),
    "failing": lambda: missing("it fails (500)", [500]),
    "unavailable": lambda: missing("it fails (503)", [503]),
    "redirecting": lambda: missing("sends elsewhere (307)", [307]),
    "moved": lambda: missing("sends elsewhere (301)", [301]),
    "end": lambda: missing("it fails (500)", [201, 500], arrived=["START"]),
    "distrusted": lambda: missing(
        "certificate is not trusted",
        address=f"https://localhost:{served(certificate('localhost'))}"),
    "misnamed": lambda: missing(
        "certificate is not trusted",
        address=f"https://localhost:{served(certificate('elsewhere'))}",
        environment={"SSL_CERT_FILE": f"{folder}/elsewhere.pem.crt"}),
    "plain": lambda: missing("does not speak TLS", address=f"https://127.0.0.1:{served()}"),
    "secure": secure,
}[case]()
