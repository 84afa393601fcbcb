"""Reads SDMX-CSV through pysdmx and compares it with the warehouse: FIGURES SOURCES WAREHOUSE."""

import sys

from pysdmx.io import read_sdmx

import warehouse


def observations(path):
    with open(path, newline="", encoding="utf-8") as file:
        text = file.read()
    # pysdmx 1.21 does not know the separator that the standard puts behind the first term.
    message = read_sdmx(text.replace("STRUCTURE[;],", "STRUCTURE,", 1))
    (dataset,) = message.data
    return dataset.data.rename(columns=lambda name: name.removesuffix("[]")).to_dict("records")


figures, sources, path = sys.argv[1:]
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
print(len(found), "figures,", len(rows), "statements")
