"""DuckDB loads the education CSV, and nothing else, into a file of its own."""

import os
import sys

import duckdb

case, out = sys.argv[1:]
path = f"{out}/education.duckdb"
for old in (path, f"{path}.wal"):
    if os.path.exists(old):
        os.remove(old)
base = duckdb.connect(path)
base.execute(
    f"create table education as select * from read_csv('{case}/RawData/bench/education/*.csv')"
)
print(base.execute("select count(*) from education").fetchone()[0])
base.close()
