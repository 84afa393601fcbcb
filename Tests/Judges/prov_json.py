"""Loads PROV-JSON with the prov package: FILE."""

import sys

from prov.model import ProvDerivation, ProvDocument, ProvEntity

with open(sys.argv[1], encoding="utf-8") as file:
    document = ProvDocument.deserialize(file, format="json")
assert list(document.get_records(ProvEntity)) and list(document.get_records(ProvDerivation))
document.unified()
print(len(list(document.get_records())), "records")
