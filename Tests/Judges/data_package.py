"""Validates a data package and compares its numbers with the warehouse: PACKAGE WAREHOUSE."""

import csv
import os
import sys

from frictionless import Package, validate

import warehouse


def table(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


package, path = sys.argv[1:]
folder = os.path.dirname(package)
report = validate(package)
assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "message"])
assert [resource.name for resource in Package(package).resources] == [
    "figures", "sources", "flags", "codes"]

written = [
    (row["value"], row["lower"], row["upper"], row["cell"], row["result"])
    for row in (
        {**row, "cell": ",".join(f"{name}={row[name]}" for name in warehouse.dimensions(path)),
         "result": row["status"]}
        for row in table(folder, "figures.csv"))
]
stored = [
    (row["value_exact"] or "", row["lower_exact"] or "", row["upper_exact"] or "", row["cell"],
     row["status"])
    for row in warehouse.rows(path, "SELECT * FROM v_figures ORDER BY cell")
]
assert written == stored, "figures.csv differs from v_figures"
assert len(table(folder, "sources.csv")) == len(warehouse.sources(path))
flags = warehouse.rows(path, "SELECT flag, cause, difference_exact FROM v_discrepancies")
assert sorted((row["flag"], row["cause"], row["difference"]) for row in table(folder, "flags.csv")) \
    == sorted((row["flag"], row["cause"], row["difference_exact"] or "") for row in flags)
print(len(written), "figures,", len(flags), "flags")
