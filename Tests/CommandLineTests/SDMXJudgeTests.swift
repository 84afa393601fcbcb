import TestSupport
import Testing

/// pysdmx writes a cube in every form it knows; what we read must be that cube.
@Suite struct SDMXJudgeTests {
  private static let script = #"""
    import sys
    import pandas as pd
    from pysdmx.io import write_sdmx
    from pysdmx.io.format import Format
    from pysdmx.io.pd import PandasDataset
    from pysdmx.model import (Code, Codelist, Component, Components, Concept, ConceptScheme,
        DataStructureDefinition, DataType, ItemReference, Role)
    from pysdmx.model.dataset import ActionType

    folder = sys.argv[1]
    def codes(id, *items):
        return Codelist(id=id, agency="BNS", version="1.0", name=id,
                        items=[Code(id=item, name="Name of " + item) for item in items])
    lists = {"FREQ": codes("CL_FREQ", "A"), "REF_AREA": codes("CL_AREA", "KZ", "KZ-35"),
             "SEX": codes("CL_SEX", "_T", "F", "M"), "OBS_STATUS": codes("CL_STATUS", "A", "P")}
    ids = ["FREQ", "REF_AREA", "SEX", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]
    concepts = ConceptScheme(id="CS", agency="BNS", version="1.0", name="Concepts",
                             items=[Concept(id=id, name=id) for id in ids])
    roles = [Role.DIMENSION] * 4 + [Role.MEASURE, Role.ATTRIBUTE]
    structure = DataStructureDefinition(
        id="SEN", agency="BNS", version="1.0", name="Needs", components=Components([
            Component(id, role == Role.DIMENSION, role,
                      ItemReference(sdmx_type="Concept", agency="BNS", id="CS", version="1.0",
                                    item_id=id),
                      DataType.PERIOD if id == "TIME_PERIOD" else DataType.STRING,
                      local_codes=lists.get(id),
                      attachment_level="O" if role == Role.ATTRIBUTE else None)
            for id, role in zip(ids, roles)]))
    rows = []
    for area in ["KZ", "KZ-35"]:
        for sex in ["_T", "F", "M"]:
            for year in ["2018", "2019"]:
                rows.append(["A", area, sex, year, str(100 + 7 * len(rows)) + ".5",
                             "P" if year == "2019" else "A"])
    for row in rows:
        print(" ".join(row))
    for version in ["2_1", "3_0"]:
        write_sdmx([concepts, *lists.values(), structure],
                   Format["STRUCTURE_SDMX_ML_" + version],
                   output_path=f"{folder}/structure-{version}.xml")
    schema = structure.to_schema()
    for form in ["CSV_1_0_0", "CSV_2_0_0", "CSV_2_1_0", "ML_2_1_GEN", "ML_2_1_STR", "ML_3_0"]:
        data = PandasDataset(structure=schema, data=pd.DataFrame(rows, columns=ids),
                             action=ActionType.Replace)
        write_sdmx(data, Format["DATA_SDMX_" + form], output_path=f"{folder}/{form}")
        if form.startswith("ML"):
            write_sdmx(data, Format["DATA_SDMX_" + form], output_path=f"{folder}/{form}-series",
                       dimension_at_observation={schema.short_urn: "TIME_PERIOD"})
    """#

  @Test("what pysdmx writes is read back whole", .enabled(if: Python.judges != nil))
  func readBack() throws {
    let workdir = try Workdir()
    let written = try #require(
      try Python.run(Self.script, [workdir.path], with: Python.judges))
    let cube = String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(cube.count == 12)
    let forms = [
      "CSV_1_0_0", "CSV_2_0_0", "CSV_2_1_0", "ML_2_1_GEN", "ML_2_1_GEN-series", "ML_2_1_STR",
      "ML_2_1_STR-series", "ML_3_0", "ML_3_0-series",
    ]
    for form in forms {
      for version in ["2_1", "3_0"] {
        let shown = try Sanaq.run(
          ["inspect", form, "--observations", "--structure", "structure-\(version).xml"],
          in: workdir.path)
        // `  FREQ=A,REF_AREA=KZ,…  107.5  OBS_STATUS=A  line 14`
        let read = shown.lines.dropFirst().map { line in
          line.split(whereSeparator: { " ,".contains($0) }).dropLast(2)
            .map { $0.split(separator: "=").last.map(String.init) ?? "" }.joined(separator: " ")
        }
        #expect(read.sorted() == cube.sorted(), "\(form) by \(version): \(shown.errors)")
      }
    }
  }
}
