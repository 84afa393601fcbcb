"""lxml reads health's XML and adds up its numbers."""

import glob
import sys

from lxml import etree

case, out = sys.argv[1:]
total = count = 0
for path in sorted(glob.glob(f"{case}/RawData/bench/health/*.xml")):
    for _, element in etree.iterparse(path, tag="Count"):
        total += int(element.get("n") or 0)
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
print(count, total)
