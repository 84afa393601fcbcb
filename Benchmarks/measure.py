"""Measures Sanaq against its peers over one case, in one sitting, and writes what came out.

Started by `run`, which builds the programs and installs the peers.
"""

import argparse
import csv
import datetime
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
WORK = f"{HERE}/.work"
BIN = f"{HERE}/.build/release"
SANAQ = f"{ROOT}/.build/release/sanaq"
PYTHON = f"{WORK}/venv/bin/python"


class Measure:
    """What one program took; the best of the rounds by wall time."""

    def __init__(self, name, rows):
        self.name, self.rows = name, rows
        self.seconds = self.cpu = self.megabytes = None
        self.note = ""

    def take(self, command, rounds=1, before=None, codes=(0,), keep=None):
        for _ in range(rounds):
            if before:
                before()
            with open(keep or os.devnull, "wb") as output:
                start = time.monotonic()
                process = subprocess.Popen(
                    command, stdout=output, stderr=subprocess.PIPE, cwd=WORK
                )
                errors = process.stderr.read()
                _, status, usage = os.wait4(process.pid, 0)
                seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in codes:
                raise SystemExit(f"{command}: {process.returncode}\n{errors.decode()[:2000]}")
            if self.seconds is None or seconds < self.seconds:
                self.seconds = seconds
                self.cpu = usage.ru_utime + usage.ru_stime
                self.megabytes = usage.ru_maxrss / 1024
        print(f"  {self.name}: {self.seconds:.2f} s, {self.megabytes:.0f} MB", flush=True)
        return self

    def row(self):
        return {
            "rows": self.rows,
            "what": self.name,
            "seconds": round(self.seconds, 3),
            "cpu": round(self.cpu, 3),
            "megabytes": round(self.megabytes),
            "note": self.note,
        }


def fetched(address):
    """How long a page takes to come whole, and its text."""
    start = time.monotonic()
    with urllib.request.urlopen(address, timeout=120) as answer:
        text = answer.read().decode()
    return time.monotonic() - start, text


class Case:
    """A generated case and what is measured over it."""

    def __init__(self, rows, seed, rounds):
        self.rows, self.rounds = rows, rounds
        self.path = f"{WORK}/case-{rows}-{seed}"
        self.out = f"{WORK}/peers-{rows}-{seed}"
        self.pipeline = f"{self.path}/Pipelines/bench"
        self.warehouse = f"{self.path}/Warehouse/bench.sqlite"
        self.seed = seed
        self.measures = []

    def measure(self, name, command, **options):
        measure = Measure(name, self.rows).take(command, **options)
        self.measures.append(measure)
        return measure

    def generate(self):
        for old in (self.path, self.out):
            shutil.rmtree(old, ignore_errors=True)
        self.measure(
            "generate",
            [f"{BIN}/generate", "--rows", str(self.rows), "--seed", str(self.seed), "--out", self.path],
        )

    def files(self, pattern="*/*.*"):
        return sorted(
            path
            for path in glob.glob(f"{self.path}/RawData/bench/{pattern}")
            if not path.endswith(".yaml")
        )

    def read_all(self):
        """So that every program finds the files in memory."""
        for path in self.files():
            with open(path, "rb") as file:
                while file.read(1 << 20):
                    pass

    def forget(self):
        for path in glob.glob(f"{self.path}/Warehouse/*") + glob.glob(f"{self.path}/Warehouse/.*"):
            if os.path.isfile(path):
                os.remove(path)

    def sanaq(self):
        raw = sum(os.path.getsize(path) for path in self.files())
        cold = self.measure(
            "sanaq run, cold", [SANAQ, "run", self.pipeline], rounds=self.rounds, before=self.forget
        )
        size = os.path.getsize(self.warehouse)
        cold.note = (
            f"{raw} bytes raw, warehouse {size} bytes ({size / raw:.3f}), "
            f"{raw / 1e6 / cold.seconds:.0f} MB/s"
        )
        self.measure("sanaq run, nothing changed", [SANAQ, "run", self.pipeline], rounds=3)
        self.score()
        for cell in self.some_cells():
            self.measure("sanaq trace", [SANAQ, "trace", self.pipeline, cell], rounds=3).note = cell
        self.pages()
        self.measure("sanaq verify", [SANAQ, "verify", self.pipeline])
        self.measure("sha256sum of the files", ["sha256sum", *self.files()])
        self.change_one()

    def score(self):
        flags = f"{self.path}/flags.json"
        self.measure(
            "sanaq flags --json", [SANAQ, "flags", self.pipeline, "--json"], keep=flags
        )
        score = f"{self.path}/score.txt"
        self.measure(
            "score",
            [f"{BIN}/score", "--truth", f"{self.path}/truth.csv", "--flags", flags],
            codes=(0, 1),
            keep=score,
        )
        with open(score) as lines:
            self.score_lines = lines.read()
        print(self.score_lines)

    def some_cells(self):
        with open(f"{self.path}/truth.csv") as file:
            clean = [row for row in csv.DictReader(file) if row["kind"] == "clean"]
        names = ("area", "period", "sex", "age", "category")
        for row in (clean[0], clean[len(clean) // 2], clean[-1]):
            yield "indicator=children-with-sen," + ",".join(f"{n}={row[n]}" for n in names)

    def pages(self):
        """The served pages, each asked eleven times: the median time and the size."""
        command = [SANAQ, "serve", self.pipeline, "--port", "0"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=WORK, text=True)
        try:
            site = next(
                found.group(0).rstrip("/")
                for found in (re.search(r"http://[0-9.:]+", line) for line in server.stderr)
                if found
            )
            # What is said of each request goes nowhere, so that it never fills the pipe.
            threading.Thread(target=server.stderr.read, daemon=True).start()
            bench = f"{site}/en/bench"
            cell = re.search(r'href="(/en/bench/cell[^"]+)"', fetched(bench)[1]).group(1)
            pages = ["", "/discrepancies", "/figures", "/sources", "/runs", "/downloads"]
            addresses = [(page or "/", bench + page) for page in pages]
            addresses.append(("/cell", site + cell.replace("&amp;", "&")))
            for name, address in addresses:
                answers = [fetched(address) for _ in range(11)]
                measure = Measure(f"sanaq serve, page {name}", self.rows)
                measure.seconds = statistics.median(seconds for seconds, _ in answers)
                measure.cpu, measure.megabytes = 0, 0
                size = len(answers[0][1].encode())
                measure.note = f"median of 11, {size} bytes, slowest {max(answers)[0]:.3f} s"
                print(f"  {measure.name}: {measure.seconds:.3f} s, {size} bytes", flush=True)
                self.measures.append(measure)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()

    def change_one(self):
        """One of the deliveries comes with another number in its last row."""
        path = self.files("education/education-KZ-62.csv")[0]
        note = os.path.join(os.path.dirname(path), "delivery.yaml")
        with open(path, "rb") as file:
            old = file.read()
        with open(note) as file:
            old_note = file.read()
        rows = old.split(b"\r\n")
        fields = rows[-2].split(b",")
        fields[7] = str(int(fields[7]) + 1).encode()
        rows[-2] = b",".join(fields)
        new = b"\r\n".join(rows)
        hashes = [hashlib.sha256(content).hexdigest() for content in (old, new)]
        with open(path, "wb") as file:
            file.write(new)
        with open(note, "w") as file:
            file.write(old_note.replace(*hashes))
        measure = self.measure("sanaq run, one file changed", [SANAQ, "run", self.pipeline])
        measure.note = f"{len(old)} of {sum(map(os.path.getsize, self.files()))} bytes"
        with open(path, "wb") as file:
            file.write(old)
        with open(note, "w") as file:
            file.write(old_note)

    def peers(self):
        os.makedirs(self.out, exist_ok=True)
        peers = f"{HERE}/Peers"
        convert = self.measure(
            "conversion for the peers", [PYTHON, f"{peers}/convert.py", self.path, self.out]
        )
        convert.note = "not counted against them"
        answers = {}
        for name, script in [
            ("DuckDB, education loaded into its file", "duckdb_load"),
            ("DuckDB, the comparison in SQL", "duckdb_compare"),
            ("polars, the comparison", "polars_compare"),
            ("pandas, the comparison", "pandas_compare"),
            ("lxml, health read", "lxml_iterparse"),
        ]:
            answer = f"{self.out}/{script}.txt"
            measure = self.measure(
                name,
                [PYTHON, f"{peers}/{script}.py", self.path, self.out],
                rounds=self.rounds,
                keep=answer,
            )
            with open(answer) as file:
                measure.note = answers[script] = file.read().strip()
        compared = {answers[f"{peer}_compare"] for peer in ("duckdb", "polars", "pandas")}
        if len(compared) != 1:
            print(f"warning: the peers do not agree: {sorted(compared)}", file=sys.stderr)
        for name, program, pattern in [
            ("libcsv alone, education", "bare_libcsv", "education/*.csv"),
            ("libxml2 alone, health", "bare_libxml2", "health/*.xml"),
        ]:
            self.measure(name, [f"{WORK}/{program}", *self.files(pattern)], rounds=self.rounds)


    def message(self):
        """A structure-specific SDMX message of a million observations, read and not loaded.

        Compared by processor time: the program hashes the file too, its peers do not.
        """
        path, count = f"{WORK}/message.xml", 1_000_000
        subprocess.run(
            [PYTHON, f"{HERE}/Peers/sdmx_message.py", path, str(count)], check=True
        )
        bare = self.measure(
            "libxml2 alone, SDMX message", [f"{WORK}/bare_libxml2", path], rounds=5
        )
        read = self.measure(
            "sanaq inspect --observations --count",
            [SANAQ, "inspect", path, "--observations", "--count"],
            rounds=5,
        )
        read.note = f"{read.cpu / bare.cpu:.2f} times libxml2 alone, by CPU"
        peers = []
        for name in ("sdmx1", "pysdmx"):
            peer = self.measure(
                f"{name}, SDMX message", [PYTHON, f"{HERE}/Peers/{name}_read.py", path]
            )
            peer.note = f"{peer.cpu / read.cpu:.0f} times sanaq, by CPU"
            peers.append(peer)
        for measure in (bare, read, *peers):
            measure.rows = count
        os.remove(path)


def machine():
    with open("/proc/cpuinfo") as file:
        model = next(
            (line.split(":")[1].strip() for line in file if line.startswith("model name")), "?"
        )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB of memory"


def main():
    parser = argparse.ArgumentParser(prog="Benchmarks/run", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000_000, help="rows of education")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is taken")
    parser.add_argument(
        "--sizes", default="", help="further sizes for a cold run each, such as 1000000,20000000"
    )
    parser.add_argument("--no-peers", action="store_true", help="measure Sanaq alone")
    parser.add_argument("--keep", action="store_true", help="leave the cases where they are")
    options = parser.parse_args()

    load = os.getloadavg()[0]
    case = Case(options.rows, options.seed, options.rounds)
    case.generate()
    case.read_all()
    case.sanaq()
    if not options.no_peers:
        case.peers()
        case.message()
    measures = case.measures
    for rows in [int(text) for text in options.sizes.split(",") if text]:
        other = Case(rows, options.seed, 1)
        other.generate()
        other.read_all()
        other.measure("sanaq run, cold", [SANAQ, "run", other.pipeline], before=other.forget)
        measures += other.measures
        if not options.keep:
            shutil.rmtree(other.path)
    write(options, measures, case.score_lines, load)
    if not options.keep:
        shutil.rmtree(case.path)
        shutil.rmtree(case.out, ignore_errors=True)


def write(options, measures, score, load):
    base = next(m for m in measures if m.name == "sanaq run, cold" and m.rows == options.rows)
    rows = [{**m.row(), "ratio": round(m.seconds / base.seconds, 3)} for m in measures]
    day = datetime.date.today().isoformat()
    command = "Benchmarks/run " + " ".join(sys.argv[1:])
    os.makedirs(f"{HERE}/results", exist_ok=True)
    name = f"{HERE}/results/{options.rows}"
    with open(f"{name}.json", "w") as file:
        document = {
            "command": command.strip(),
            "machine": machine(),
            "load": round(load, 1),
            "day": day,
            "measures": rows,
            "score": score.splitlines(),
        }
        json.dump(document, file, indent=1, ensure_ascii=False)
        file.write("\n")
    with open(f"{name}.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    lines = [
        f"`{command.strip()}`, {day}, {machine()}, load {load:.1f} at the start.",
        "",
        "| rows | what | seconds | of a cold run | CPU s | MB | |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        lines.append(
            f"| {row['rows']} | {row['what']} | {row['seconds']:.2f} | {row['ratio']:.2f} | "
            f"{row['cpu']:.2f} | {row['megabytes']} | {row['note']} |"
        )
    text = "\n".join(lines) + "\n"
    with open(f"{name}.md", "w") as file:
        file.write(text)
    print(text)


main()
