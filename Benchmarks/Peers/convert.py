"""Converts what the peers cannot read or read slowly; its time is given to them for free.

Health's XML becomes CSV, social protection's KZ-1048 becomes UTF-8 without its title rows.
"""

import csv
import glob
import os
import sys

from lxml import etree

case, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
columns = ["kato", "clinic", "year", "icd", "sex", "age", "n", "date"]
with open(f"{out}/health.csv", "w", newline="") as target:
    writer = csv.writer(target)
    writer.writerow(columns)
    for path in sorted(glob.glob(f"{case}/RawData/bench/health*/*.xml")):
        for _, element in etree.iterparse(path, tag="Count"):
            writer.writerow([element.get(column) for column in columns])
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
with open(f"{out}/social.csv", "w", encoding="utf-8", newline="\n") as target:
    target.write("region;office;year;category;sex;age;n;about;date\n")
    for path in sorted(glob.glob(f"{case}/RawData/bench/social*/*.csv")):
        if path.endswith("-again.csv"):
            continue
        with open(path, encoding="kz1048") as source:
            for number, line in enumerate(source):
                if number > 2:
                    target.write(line.replace("–", ""))
