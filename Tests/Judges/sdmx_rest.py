"""Serves pipelines and asks as sdmx1 and pysdmx do: PROGRAM FOLDER PIPELINE [OTHER…].

FOLDER has the pipelines after a run; the first is asked about. Every answer must have the
observations of the exported file, and those with a key or periods the ones that the warehouse's
views have for them.
"""

import atexit
import re
import subprocess
import sys
import urllib.error
import urllib.request

import sdmx
# sdmx1 cannot load it any more once it has read structure-specific data of 2.1.
import sdmx.reader.xml.v30
from pysdmx.api.dc.query import MultiFilter, NumberFilter, Operator, TextFilter
from pysdmx.api.qb import (
    ApiVersion, AvailabilityFormat, AvailabilityQuery, DataContext, DataFormat, DataQuery,
    RestService, StructureFormat, StructureQuery, StructureType)
from pysdmx.io import read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc

import warehouse

program, folder, pipeline, *others = sys.argv[1:]
path = f"{folder}/Warehouse/{pipeline}.sqlite"
server = subprocess.Popen(
    [program, "serve", pipeline, *others, "--port", "0", "--quiet"], cwd=folder,
    stderr=subprocess.PIPE, text=True)
atexit.register(server.kill)
port = re.search(r":(\d+)/", server.stderr.readline())[1]
# One of several is asked by its own address, one alone by that of all.
base = f"http://127.0.0.1:{port}/sdmx/" + (f"{pipeline}/" if others else "")
names = [warehouse.component(name) for name in warehouse.dimensions(path)]
flows = {part: f"{pipeline.upper()}_{part.upper()}" for part in ("figures", "sources")}
stored = warehouse.figures(path)


def get(address, accept="*/*"):
    request = urllib.request.Request(base + address, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def status(address):
    try:
        get(address)
    except urllib.error.HTTPError as error:
        body = error.read().decode()
        validate_doc(body)
        return error.code
    return 200


def exported(form, part):
    return subprocess.run(
        [program, "export", pipeline, "--format", form, "--part", part], cwd=folder,
        capture_output=True, check=True).stdout.decode()


FLAT = "dimensionAtObservation=AllDimensions"

# Each form byte for byte the exported file, whichever way it is asked for, and valid.
for form, media in [
    ("sdmx-csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
    ("sdmx-csv-1", "application/vnd.sdmx.data+csv;version=1.0.0"),
    ("sdmx-ml", "application/vnd.sdmx.data+xml;version=3.0.0"),
    ("sdmx-ml-2.1", "application/vnd.sdmx.structurespecificdata+xml;version=2.1"),
]:
    for part, flow in flows.items():
        text = exported(form, part)
        for answer in [get(f"data/{flow}?{FLAT}", media),
                       get(f"data/{flow}/all/all/?format={form}&{FLAT}")]:
            assert answer == (media, text), (form, part)
        # Series are what the standard has for those who do not say.
        assert get(f"data/{flow}", media) == get(
            f"data/{flow}?dimensionAtObservation=TIME_PERIOD", media)
        for query in ["dimensionAtObservation=TIME_PERIOD", "detail=serieskeysonly",
                      "detail=dataonly"]:
            answer = get(f"data/{flow}?{query}", media)[1]
            if form.startswith("sdmx-ml"):
                validate_doc(answer)

# sdmx1, with the agency as the source's id.
sdmx.add_source(
    {"id": "SANAQ", "url": base.rstrip("/"), "name": "Sanaq",
     "supports": {"availableconstraint": True}}, override=True)
client = sdmx.Client("SANAQ")
assert set(flows.values()) <= set(client.dataflow().dataflow)


def observations(message):
    """By key: the value, exact."""
    (dataset,) = message.data
    return {
        # To a key that is a text sdmx1 takes no structure, and then attributes for dimensions.
        frozenset((key, value.value) for key, value in observation.key.values.items()
                  if key in names):
            str(observation.value) if observation.value else None
        for observation in dataset.obs
    }


def expected(condition=lambda key: True):
    return {key: row[0] for key, row in stored.items() if condition(dict(key))}


known = client.dataflow(flows["figures"])
definition = known.structure[flows["figures"]]
assert [dimension.id for dimension in definition.dimensions][-1] == "TIME_PERIOD"
assert set(known.codelist) >= {f"CL_{name}" for name in names if name != "TIME_PERIOD"}
assert client.datastructure(flows["figures"]).structure[flows["figures"]].dimensions
assert client.conceptscheme(f"CS_{flows['figures']}").concept_scheme
assert client.codelist("CL_OBS_STATUS").codelist["CL_OBS_STATUS"]["A"]
assert observations(client.data(flows["figures"], key={}, dsd=definition)) == expected()

for name in (name for name in names if name != "TIME_PERIOD"):
    for code in sorted({dict(key)[name] for key in stored}):
        found = client.data(flows["figures"], key={name: code}, dsd=definition)
        assert observations(found) == expected(lambda key: key[name] == code), (name, code)
both = {name: sorted({dict(key)[name] for key in stored})[:2] for name in names[:2]}
found = client.data(flows["figures"], key=both, dsd=definition)
assert observations(found) == expected(
    lambda key: all(key[name] in codes for name, codes in both.items()))

# A range from one period to itself has that period: of the same kind, that is.
for period in sorted({dict(key)["TIME_PERIOD"] for key in stored}):
    found = client.data(
        flows["figures"], key={}, dsd=definition,
        params={"startPeriod": period, "endPeriod": period})
    kind = "-A" in period
    assert {key: value for key, value in observations(found).items()
            if ("-A" in dict(key)["TIME_PERIOD"]) == kind} == expected(
        lambda key: key["TIME_PERIOD"] == period), period

# Flat; and the keys of series alone.
flat = client.data(flows["figures"], key={}, dsd=definition,
                   params={"dimensionAtObservation": "AllDimensions"})
assert observations(flat) == expected()
keys = {frozenset((name, value) for name, value in key if name != "TIME_PERIOD") for key in stored}
listed = client.data(flows["figures"], key={}, dsd=definition, params={"detail": "serieskeysonly"})
assert {frozenset((name, value.value) for name, value in key.values.items())
        for key in listed.data[0].series} == keys

# What there is: the values of each dimension.
(constraint,) = client.availableconstraint(flows["figures"]).constraint.values()
(region,) = constraint.data_content_region
assert {dimension.id: {value.value for value in selection.values}
        for dimension, selection in region.member.items()} == {
    name: {dict(key)[name] for key in stored} for name in names}
for version in ["2.1", "3.0.0"]:
    media = f"application/vnd.sdmx.structure+xml;version={version}"
    for address in [
        f"availableconstraint/{flows['sources']}", "dataflow", "dataflow?detail=allstubs",
        f"dataflow/all/{flows['figures']}?references=all",
        f"datastructure/all/{flows['sources']}?references=children",
        f"datastructure/SANAQ/{flows['sources']}/1.0?references=all&detail=referencestubs",
        "codelist/all/CL_OBS_STATUS?references=parents", "conceptscheme?references=parents",
    ]:
        found, body = get(address, media)
        assert found == media, address
        validate_doc(body)

# pysdmx, which speaks REST itself.
service = RestService(
    base.rstrip("/"), ApiVersion.V1_5_0, data_format=DataFormat.SDMX_CSV_1_0_0,
    structure_format=StructureFormat.SDMX_ML_2_1,
    avail_format=AvailabilityFormat.SDMX_ML_2_1, timeout=60)
query = DataQuery(agency_id="SANAQ", resource_id=flows["figures"], version="1.0")
(dataset,) = read_sdmx(service.data(query).decode()).data
rows = dataset.data.to_dict("records")
assert {frozenset((name, row[name]) for name in names): row["OBS_VALUE"] or None
        for row in rows} == expected()
structures = read_sdmx(service.structure(StructureQuery(
    StructureType.DATA_STRUCTURE, "SANAQ", flows["figures"], "1.0")
).decode()).get_data_structure_definitions()
assert [structure.id for structure in structures] == [flows["figures"]]
assert b"ContentConstraint" in service.availability(AvailabilityQuery(
    agency_id="SANAQ", resource_id=flows["figures"], version="1.0"))
(dataset,) = read_sdmx(get(f"data/{flows['figures']}")[1]).data
assert len(dataset.data) == len(stored)

# The second generation of SDMX REST, of sdmx1 with the URLs of SDMX 3.0.
sdmx.add_source(
    {"id": "SANAQ", "url": base.rstrip("/"), "name": "Sanaq", "versions": {"3.0.0"},
     "supports": {"availableconstraint": True}}, override=True)
second = sdmx.Client("SANAQ")
# It cannot hold several values of one component, which 3.0 has.
accepted = {"Accept": "application/vnd.sdmx.structurespecificdata+xml;version=2.1"}
assert set(flows.values()) <= set(second.dataflow("*").dataflow)
known = second.dataflow(flows["figures"], params={"references": "all"})
assert known.structure[flows["figures"]].dimensions and "CL_OBS_STATUS" in known.codelist
assert second.datastructure(flows["figures"]).structure[flows["figures"]].dimensions
assert second.conceptscheme(f"CS_{flows['figures']}").concept_scheme
assert second.codelist("CL_OBS_STATUS").codelist["CL_OBS_STATUS"]["A"]
for key in [None, "*", {}]:
    assert observations(second.data(
        flows["figures"], key=key, dsd=definition, headers=accepted)) == expected()
for context in ["dataflow", "datastructure", "*"]:
    for version in ["1.0", "~", "*", "+"]:
        found = second.data(
            flows["figures"], dsd=definition, headers=accepted,
            params={"context": context, "version": version})
        assert observations(found) == expected(), (context, version)
coded = [name for name in names if name != "TIME_PERIOD"]
both = {name: sorted({dict(key)[name] for key in stored})[:2] for name in coded[:2]}
found = second.data(flows["figures"], key=both, dsd=definition)
assert observations(found) == expected(
    lambda key: all(key[name] in codes for name, codes in both.items()))
for place, name in enumerate(coded):
    for code in sorted({dict(key)[name] for key in stored}):
        parts = ["*"] * len(coded)
        parts[place] = code
        # What stands behind the last code may be left out.
        for key in [".".join(parts), ".".join(parts[:place + 1])]:
            found = second.data(flows["figures"], key=key, headers=accepted)
            assert observations(found) == expected(lambda key: key[name] == code), key
(constraint,) = second.availableconstraint(
    flows["figures"], key="*", component_id="*").constraint.values()
(region,) = constraint.data_content_region
assert {dimension.id: {value.value for value in selection.values}
        for dimension, selection in region.member.items()} == {
    name: {dict(key)[name] for key in stored} for name in names}

# Several keys are all of them and nothing between: for data and for what there is.
def series_of(key):
    return tuple(dict(key)[name] for name in coded)


chosen = sorted({series_of(key) for key in stored})[::3] or sorted({series_of(key) for key in stored})
# A key may be long, but not longer than an address.
chosen = chosen[:40]
several = ",".join(map(".".join, chosen))
assert observations(second.data(flows["figures"], key=several, headers=accepted)) == {
    key: row[0] for key, row in stored.items() if series_of(key) in chosen}
body = get(f"availability/dataflow/*/{flows['figures']}/1.0/{several}/{coded[0]}")[1]
validate_doc(body)
assert set(re.findall(r"<str:Value>(.*?)</str:Value>", body)) == {key[0] for key in chosen}
assert f">{sum(series_of(key) in chosen for key in stored)}<" in body

# pysdmx in its form of each version, with filters that are one thing here and another in Python.
def pairs(rows):
    return {frozenset((name, row[name]) for name in names): row["OBS_VALUE"] or None for row in rows}


def begins(text):
    return (int(text[:4]), 9) if text.endswith("-A1") else (int(text[:4]), 1)


def ends(text):
    return (int(text[:4]) + 1, 8) if text.endswith("-A1") else (int(text[:4]), 12)


areas = sorted({dict(key)["REF_AREA"] for key in stored})
years = sorted({dict(key)["TIME_PERIOD"][:4] for key in stored})
wanted = [
    (None, lambda key: True),
    (TextFilter("REF_AREA", Operator.EQUALS, areas[0]), lambda key: key["REF_AREA"] == areas[0]),
    (TextFilter("REF_AREA", Operator.NOT_EQUALS, areas[0]), lambda key: key["REF_AREA"] != areas[0]),
    (TextFilter("REF_AREA", Operator.IN, areas[:2]), lambda key: key["REF_AREA"] in areas[:2]),
    (TextFilter("REF_AREA", Operator.LIKE, f"{areas[-1][:2]}%"),
     lambda key: key["REF_AREA"].startswith(areas[-1][:2])),
    (TextFilter("TIME_PERIOD", Operator.BETWEEN, [years[0], years[-1]]),
     lambda key: begins(key["TIME_PERIOD"]) >= (int(years[0]), 1)
     and ends(key["TIME_PERIOD"]) <= (int(years[-1]), 12)),
    (TextFilter("TIME_PERIOD", Operator.GREATER_THAN, years[0]),
     lambda key: begins(key["TIME_PERIOD"]) > (int(years[0]), 12)),
    (NumberFilter("OBS_VALUE", Operator.GREATER_THAN_OR_EQUAL, 1000), None),
    (MultiFilter([TextFilter("REF_AREA", Operator.EQUALS, areas[0]),
                  TextFilter("TIME_PERIOD", Operator.GREATER_THAN_OR_EQUAL, years[-1])]),
     lambda key: key["REF_AREA"] == areas[0]
     and begins(key["TIME_PERIOD"]) >= (int(years[-1]), 1)),
]
for version in [ApiVersion.V2_0_0, ApiVersion.V2_1_0, ApiVersion.V2_2_0]:
    service = RestService(
        base.rstrip("/"), version, data_format=DataFormat.SDMX_CSV_1_0_0,
        structure_format=StructureFormat.SDMX_ML_3_0,
        avail_format=AvailabilityFormat.SDMX_ML_3_0, timeout=60)
    for filters, condition in wanted:
        query = DataQuery(
            DataContext.DATAFLOW, "SANAQ", flows["figures"], "1.0", components=filters)
        right = expected(condition) if condition else {
            key: row[0] for key, row in stored.items() if row[0] and float(row[0]) >= 1000}
        if not right:
            continue
        (dataset,) = read_sdmx(service.data(query).decode()).data
        assert pairs(dataset.data.to_dict("records")) == right, (version, filters)
        # As it writes everything out.
        whole = query.get_url(version).lstrip("/")
        (dataset,) = read_sdmx(get(whole, DataFormat.SDMX_CSV_1_0_0.value)[1]).data
        assert pairs(dataset.data.to_dict("records")) == right, whole
    structures = read_sdmx(service.structure(StructureQuery(
        StructureType.DATA_STRUCTURE, "SANAQ", flows["figures"], "1.0")
    ).decode()).get_data_structure_definitions()
    assert [structure.id for structure in structures] == [flows["figures"]]
    found = service.availability(AvailabilityQuery(
        DataContext.DATAFLOW, "SANAQ", flows["figures"], component_id="REF_AREA")).decode()
    validate_doc(found)
    assert set(re.findall(r"<str:Value>(.*?)</str:Value>", found)) == set(areas)

# Forms, and how much of each observation.
flow = f"dataflow/SANAQ/{flows['figures']}/1.0"
for form, media in [
    ("sdmx-csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
    ("sdmx-csv-1", "application/vnd.sdmx.data+csv;version=1.0.0"),
    ("sdmx-ml", "application/vnd.sdmx.data+xml;version=3.0.0"),
    ("sdmx-ml-2.1", "application/vnd.sdmx.structurespecificdata+xml;version=2.1"),
]:
    text = exported(form, "figures")
    for answer in [get(f"data/{flow}?{FLAT}", media), get(f"data/{flow}/*?format={form}&{FLAT}")]:
        assert answer == (media, text), form
assert get(f"data/{flow}")[0] == "application/vnd.sdmx.data+xml;version=3.0.0"
assert get(f"structure/dataflow")[0] == "application/vnd.sdmx.structure+xml;version=3.0.0"
for query in ["attributes=none", "measures=none", "attributes=none&measures=none",
              "attributes=OBS_STATUS,UNIT_MULT", "dimensionAtObservation=TIME_PERIOD",
              "lastNObservations=1", "firstNObservations=2&attributes=dataset"]:
    for media in ["application/vnd.sdmx.data+xml;version=3.0.0",
                  "application/vnd.sdmx.structurespecificdata+xml;version=2.1"]:
        validate_doc(get(f"data/{flow}?{query}", media)[1])
header = get(f"data/{flow}?attributes=OBS_STATUS,UNIT_MULT", "text/csv")[1].split("\n")[0]
assert header.strip().split(",")[-3:] == ["OBS_VALUE", "OBS_STATUS[]", "UNIT_MULT"], header
last = get(f"data/{flow}?lastNObservations=1", "application/vnd.sdmx.data+csv;version=1.0.0")[1]
assert len(last.splitlines()) == len({series_of(key) for key in stored}) + 1

# The addresses of rsdmx.
for address in ["dataflow/all/all/latest/",
                f"datastructure/SANAQ/{flows['figures']}/latest/?references=children",
                f"data/{flows['figures']}/all/all/?startPeriod={years[0]}&endPeriod={years[-1]}"]:
    get(address)

# Refusals are error messages of SDMX-ML.
for address, code in [
    (f"data/{flow}/{'*.' * (len(coded) + 3)}*", 400), (f"data/{flow}?c[NOTHING]=A", 400),
    (f"data/{flow}?c[REF_AREA]=no:A", 400), (f"data/{flow}?c[TIME_PERIOD]=ge:soon", 400),
    (f"data/{flow}?c[REF_AREA]=NOTHING", 404), (f"data/{flow}?startPeriod=2019", 400),
    (f"data/{flow}?updatedAfter=2019-01-01T00:00:00", 501), (f"data/{flow}?sort=*", 501),
    (f"data/{flow}?format=json", 406), ("data/dataflow/SANAQ/*", 501),
    ("data/dataflow/SANAQ/NOTHING", 404), ("structure/metadataflow/*", 501),
    (f"availability/{flow}/*?mode=available", 501), (f"data/{flow}.0", 404),
]:
    assert status(address) == code, (address[:80], status(address))
try:
    get(f"data/{flow}", "application/vnd.sdmx.data+json;version=2.0.0")
    raise SystemExit("there is no JSON")
except urllib.error.HTTPError as error:
    assert error.code == 406, error.code

# The same of the first generation.
area = sorted({dict(key)["REF_AREA"] for key in stored})[0]
for address, code in [
    ("data/NOTHING", 404), ("data/OTHER," + flows["figures"], 404),
    (f"data/{flows['figures']}/{'.' * (len(names) + 3)}", 400),
    (f"data/{flows['figures']}/NOTHING{'.' * (len(names) - 2)}", 404),
    (f"data/{flows['figures']}/{'A+' * 2000}B{'.' * (len(names) - 2)}", 404),
    (f"data/{flows['figures']}/{'A+' * 5000}B", 414),
    (f"data/{flows['figures']}/%00", 400), (f"data/{flows['figures']}/..%2F..%2Fetc", 400),
    (f"data/{flows['figures']}/{area}'%20OR%201", 400), (f"data/{flows['figures']}//all", 400),
    (f"data/{flows['figures']}?startPeriod=yesterday", 400),
    (f"data/{flows['figures']}?startPeriod=2019-13", 400),
    (f"data/{flows['figures']}?startPeriod=2019-W07", 501),
    (f"data/{flows['figures']}?startPeriod=1801&endPeriod=1802", 404),
    (f"data/{flows['figures']}?updatedAfter=2019-01-01", 501),
    (f"data/{flows['figures']}?format=parquet", 406), (f"data/{flows['figures']}?x=1", 400),
    (f"data/{flows['figures']}?detail=some", 400), ("metadata/x", 501), ("nothing", 404),
    ("dataflow/SANAQ/NOTHING", 404), ("dataflow/a%20b", 400), ("", 404),
]:
    assert status(address) == code, (address[:80], status(address))

server.terminate()
assert server.wait(timeout=20) == 0
print(len(stored), "figures,", len(listed.data[0].series), "series")
