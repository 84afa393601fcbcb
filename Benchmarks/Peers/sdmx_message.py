"""Writes a structure-specific message of SDMX-ML 2.1: the path, and how many observations.

Twenty years to a series, four dimensions besides the time, one attribute of the series and one of
the observation, as statistical offices publish them.
"""

import sys

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
URN = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=BNS:SEN(1.0):ObsLevelDim:TIME_PERIOD"

path, count = sys.argv[1], int(sys.argv[2])
with open(path, "w", encoding="utf-8") as out:
    out.write(f"""<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:m="{SCHEMAS}/message" xmlns:c="{SCHEMAS}/common"
    xmlns:s="{SCHEMAS}/data/structurespecific" xmlns:d="{URN}"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <m:Header>
    <m:ID>BENCH</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-01T00:00:00</m:Prepared>
    <m:Sender id="BNS"/>
    <m:Structure structureID="S" namespace="{URN}" dimensionAtObservation="TIME_PERIOD">
      <c:Structure><Ref agencyID="BNS" id="SEN" version="1.0" class="DataStructure"/></c:Structure>
    </m:Structure>
  </m:Header>
  <m:DataSet s:structureRef="S" xsi:type="d:DataSetType" s:dataScope="DataStructure" s:action="Replace">
""")
    written = series = 0
    while written < count:
        out.write(
            f'    <Series FREQ="A" REF_AREA="KZ-{series % 1000:03d}" SEX="{"FM"[series // 1000 % 2]}" '
            f'AGE="Y{series // 2000}" UNIT_MULT="0">\n'
        )
        series += 1
        for year in range(2000, min(2020, 2000 + count - written)):
            value = f"{written * 7919 % 100000}.{written % 10}"
            out.write(
                f'      <Obs TIME_PERIOD="{year}" OBS_VALUE="{value}" OBS_STATUS="A"/>\n'
            )
            written += 1
        out.write("    </Series>\n")
    out.write("  </m:DataSet>\n</m:StructureSpecificData>\n")
