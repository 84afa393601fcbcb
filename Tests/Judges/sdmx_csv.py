"""Reads SDMX-CSV through pysdmx, and 2.0 through sdmx1, and compares it with the warehouse.

FOLDER WAREHOUSE; the folder has the structure messages too.
"""

import os
import sys

import sdmx

from pysdmx.io import read_sdmx

import warehouse


def observations(path):
    with open(path, newline="", encoding="utf-8") as file:
        text = file.read()
    # pysdmx 1.21 does not know the separator that the standard puts behind the first term.
    message = read_sdmx(text.replace("STRUCTURE[;],", "STRUCTURE,", 1))
    (dataset,) = message.data
    return dataset.data.rename(columns=lambda name: name.removesuffix("[]")).to_dict("records")


def with_sdmx1(data, structure):
    """Keys and values, the multi-valued status as a list."""
    (definition,) = sdmx.read_sdmx(structure).structure.values()
    with open(data, "rb") as file:
        if not file.read(9).startswith(b"STRUCTURE"):
            return None
    (dataset,) = sdmx.read_sdmx(data, structure=definition).data
    return {
        (frozenset((key, value.value) for key, value in observation.key.values.items()),
         observation.value, str(observation.attached_attribute["CONF_STATUS"]))
        for observation in dataset.obs
    }


folder, path = sys.argv[1:]
figures, sources = (os.path.join(folder, name) for name in ("figures.csv", "sources.csv"))
dimensions = [warehouse.component(name) for name in warehouse.dimensions(path)]


def key(row):
    return [(name, row[name]) for name in dimensions]


found = {
    frozenset(key(row)): (
        row["OBS_VALUE"] or None, row["LOWER_BOUND"] or None, row["UPPER_BOUND"] or None,
        row["FIGURE_STATUS"], row["OUTCOME"])
    for row in observations(figures)
}
stored = warehouse.figures(path)
assert found == stored, {key: (found.get(key), stored[key]) for key in stored
                         if found.get(key) != stored[key]}

rows = observations(sources)
assert len({(*key(row), row["SOURCE"], row["STATEMENT"]) for row in rows}) == len(rows)
assert sorted(
    (sorted(key(row)), row["SOURCE"], row["OBS_VALUE"], row["STATE"], row["FILE"], row["EDITION"])
    for row in rows) == warehouse.sources(path)
for data, own, structure in (
    (figures, observations(figures), "structure.xml"), (sources, rows, "sources-structure.xml")
):
    others = with_sdmx1(data, os.path.join(folder, structure))
    more = ["SOURCE", "STATEMENT"] if data == sources else []
    assert others is None or others == {
        (frozenset(key(row) + [(name, row[name]) for name in more]), row["OBS_VALUE"],
         row["CONF_STATUS"]) for row in own}
print(len(found), "figures,", len(rows), "statements")
