"""What a warehouse says, read through its documented views with Python's own SQLite."""

import sqlite3

# SDMX 3.0, section 6: the reporting year that begins on 1 September 2019.
SCHOOL_YEAR = "-A1"


def rows(path, query):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    return [dict(row) for row in database.execute(query)]


def dimensions(path):
    names = [row["name"] for row in rows(path, "SELECT name FROM pragma_table_info('v_cells')")]
    return [name for name in names if name not in ("cell_id", "cell")]


def component(dimension):
    """The SDMX id of a dimension, as Sources/Exporting/README.md gives it."""
    fixed = {"period": "TIME_PERIOD", "area": "REF_AREA"}
    return fixed.get(dimension, dimension.upper().replace("-", "_"))


def period(text):
    return text[:4] + SCHOOL_YEAR if "/" in text else text


def key(row, names):
    return tuple(
        (component(name), period(row[name]) if name == "period" else row[name]) for name in names
    )


def figures(path):
    """By key: value and bounds, exact text or None."""
    names = dimensions(path)
    return {
        frozenset(key(row, names)): (
            row["value_exact"] if row["status"] == "published" else None,
            row["lower_exact"], row["upper_exact"], row["status"], row["outcome"],
        )
        for row in rows(path, "SELECT * FROM v_figures")
    }


def sources(path):
    """Each source's statements about each cell, in no order: exact text or None, state, file."""
    names = dimensions(path)
    return sorted(
        (sorted(key(row, names)), row["source"], row["value_exact"] or "", row["state"],
         row["path"], str(row["edition"]))
        for row in rows(path, "SELECT * FROM v_sources")
    )
