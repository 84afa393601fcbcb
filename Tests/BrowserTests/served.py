"""The built program, serving copies of the shipped pipelines."""

import atexit
import hashlib
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "debug" / "sanaq"
PIPELINES = ["karaganda", "kazakhstan", "england"]
LANGUAGES = ["en", "ru", "kk"]


class Served:
    """Three pipelines after their first run, and the server over them."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sanaq-served-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "Warehouse").mkdir()
        for name in PIPELINES:
            for part in ["Pipelines", "RawData"]:
                shutil.copytree(ROOT / part / name, self.folder / part / name)
            self.sanaq("run", name)
        self.process = subprocess.Popen(
            [PROGRAM, "serve", *PIPELINES, "--port", "0", "--quiet"],
            cwd=self.folder, stderr=subprocess.PIPE, text=True)
        atexit.register(self.stop)
        line = self.process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        if not address:
            raise RuntimeError(f"the server said: {line}")
        self.port = int(address[1])
        self.base = f"http://127.0.0.1:{self.port}"

    def sanaq(self, *arguments):
        """What the program prints; it must succeed."""
        result = subprocess.run(
            [PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True)
        if result.returncode != 0:
            raise RuntimeError(f"{arguments}: {result.returncode}, {result.stderr}")
        return result.stdout

    def get(self, path, headers=None):
        """Status, header fields and body of an answer; redirects are not followed."""
        request = urllib.request.Request(self.base + path, headers=headers or {})
        try:
            with OPENER.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def warehouses(self):
        """Names and hashes of all that stands in the folder of warehouses."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted((self.folder / "Warehouse").iterdir())
        }

    def stop(self):
        """Tells the server to end; gives its code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=10)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


OPENER = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))
_shared = None


def shared():
    """One server for all tests that only read."""
    global _shared
    _shared = _shared or Served()
    return _shared
