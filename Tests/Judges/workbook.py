"""Opens a workbook with openpyxl and compares its numbers with the warehouse: WORKBOOK WAREHOUSE."""

import sys
from decimal import Decimal

import openpyxl

import warehouse

book = openpyxl.load_workbook(sys.argv[1])
assert book.sheetnames == ["Cover", "Contents", "Notes", "figures", "sources", "flags", "codes"]
for sheet in book.worksheets:
    assert not sheet.merged_cells.ranges, sheet.title
    assert len(sheet.tables) == (0 if sheet.title == "Cover" else 1), sheet.title
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
notes = {row[0] for row in book["Notes"].iter_rows(min_row=5, values_only=True)}
assert {"[c]", "[e]", "[low]", "[x]", "[z]"} <= notes


def table(name):
    sheet = book[name]
    (marked,) = sheet.tables.values()
    first, *rows = [[cell.value for cell in row] for row in sheet[marked.ref]]
    return [dict(zip(first, row)) for row in rows]


def number(text):
    return None if text is None else Decimal(text)


def exact(value):
    assert value is None or isinstance(value, (int, float)), value
    return None if value is None else Decimal(repr(value))


path = sys.argv[2]
names = warehouse.dimensions(path)
rows = table("figures")
found = [
    (",".join(f"{name}={row[name]}" for name in names), exact(row["value"]), exact(row["lower"]),
     exact(row["upper"]))
    for row in rows]
stored = [
    (row["cell"], number(row["value_exact"]), number(row["lower_exact"]),
     number(row["upper_exact"]))
    for row in warehouse.rows(path, "SELECT * FROM v_figures ORDER BY cell")]
assert found == stored
# Beside every value that is not there stands why.
assert all(row["value"] is not None or row["shorthand"] for row in rows)
assert len(table("sources")) == len(warehouse.sources(path))
print(len(rows), "figures")
