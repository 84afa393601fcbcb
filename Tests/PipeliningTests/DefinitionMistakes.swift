import Testing

/// A mistake in one file of the small pipeline, and where and how it must be reported.
struct Mistake: CustomTestStringConvertible {
  var file: String
  var old: String
  var new: String
  /// Of the problem; the file is the one edited unless `at` names another.
  var line: Int
  var words: String
  var at: String?

  init(
    _ file: String, _ old: String, _ new: String, line: Int, _ words: String, at: String? = nil
  ) {
    self.file = file
    self.old = old
    self.new = new
    self.line = line
    self.words = words
    self.at = at
  }

  var testDescription: String { "\(file): \(words)" }

  static let personalData = [
    Mistake(
      "personal-data.yaml", "digits: 8", "digits: 7", line: 2, "a whole number from 8 to 20"),
    Mistake(
      "personal-data.yaml", "5, 6, 7]", "5, 6]", line: 2,
      "6 weights for the 7 digits before the last"),
    Mistake(
      "personal-data.yaml", "birthDate: 1", "birthDate: 4", line: 2, "do not end inside the 8"),
    Mistake("personal-data.yaml", "remainder", "rest", line: 2, "unknown word 'rest'"),
    Mistake("personal-data.yaml", "[surname]", "[]", line: 3, "the list is empty"),
  ]

  /// Lines are counted by hand in the fixture; the words are those the README promises.
  static let yaml = [
    Mistake(
      "pipeline.yaml", "title", "titel", line: 2, "unknown key 'titel'. Did you mean 'title'?"),
    Mistake("pipeline.yaml", "title", "titel", line: 1, "the key 'title' is missing"),
    Mistake("pipeline.yaml", "ru:", "en:", line: 2, "the key 'en' stands twice"),
    Mistake(
      "structure.yaml", "dimensions:", "dimensions: []\ndimensions:", line: 2,
      "the key 'dimensions' stands twice in one mapping. The first is on line 1."),
    Mistake("pipeline.yaml", "small", "&a small", line: 1, "anchors and aliases are not used"),
    Mistake("pipeline.yaml", "small", "*a", line: 1, "anchors and aliases are not used"),
    Mistake("pipeline.yaml", "small", "!!str small", line: 1, "tags are not used"),
    Mistake("pipeline.yaml", "small", "!mine 'small'", line: 1, "tags are not used"),
    Mistake("pipeline.yaml", "ru: Пример", "<<: {ru: a}", line: 2, "merge keys are not used"),
    Mistake("pipeline.yaml", "{en: A small pipeline,", "{[a]: b,", line: 2, "a key is a list"),
    Mistake("pipeline.yaml", "title:", "title:\t", line: 2, "a tab. Indent with spaces"),
    Mistake("pipeline.yaml", "A small", "A\u{7} small", line: 2, "the control character U+7"),
    Mistake("pipeline.yaml", "Пример", "\"П\\0р\"", line: 2, "the control character U+0"),
    Mistake("pipeline.yaml", "Пример}", "Пример}\n---\na: b", line: 3, "a second document"),
    Mistake("pipeline.yaml", "Пример}", "Пример", line: 3, "cannot be read as YAML"),
    Mistake(
      "pipeline.yaml", "A small pipeline", "[a, b]", line: 2, "expected a text, found a list"),
    Mistake("pipeline.yaml", "A small pipeline", "~", line: 2, "expected a text, found nothing"),
    Mistake("pipeline.yaml", "A small pipeline", "", line: 2, "expected a text, found nothing"),
    Mistake("pipeline.yaml", "A small pipeline", "''", line: 2, "the text is empty"),
    Mistake(
      "pipeline.yaml", "small\n", "large\n", line: 1, "'large' is not the name of its folder"),
    Mistake("pipeline.yaml", "small\n", "Small_1\n", line: 1, "expected an id: lower-case letters"),
    Mistake(
      "pipeline.yaml", "A small pipeline",
      String(repeating: "[", count: 40) + String(repeating: "]", count: 40), line: 2,
      "the nesting is deeper than 32 levels"),
  ]

  static let structure = [
    Mistake(
      "structure.yaml", "codelist: area", "codelist: areas", line: 3,
      "unknown code list 'areas'. Did you mean 'area'?"),
    Mistake("structure.yaml", "total: _T", "total: ALL", line: 5, "unknown code of 'sex' 'ALL'"),
    Mistake("structure.yaml", "id: sex", "id: area", line: 5, "'area' stands already on line 3"),
    Mistake("structure.yaml", "time: true", "codelist: sex", line: 2, "no dimension is time"),
    Mistake("structure.yaml", "time: true", "time: no", line: 4, "expected true"),
    Mistake(
      "structure.yaml", "time: true", "time: true, codelist: sex", line: 4,
      "'codelist' and 'time' exclude each other"),
    Mistake(
      "structure.yaml", "time: true", "time: true, total: 2019", line: 4, "'total' is not for"),
    Mistake(
      "structure.yaml", "codelist: sex, total: _T", "time: true", line: 5, "a second time dimension"
    ),
    Mistake("structure.yaml", "id: indicator", "id: measure", line: 2, "no dimension 'indicator'"),
    Mistake(
      "structure.yaml", "id: sex, codelist: sex, total: _T", "id: sex, codelist: area", line: 1,
      "no dimension uses this code list", at: "codelists/sex.csv"),
  ]

  static let codelists = [
    Mistake("codelists/area.csv", "name_ru", "name_de", line: 1, "unknown column 'name_de'"),
    Mistake("codelists/area.csv", "name_en", "", line: 1, "the column 'name_en' is missing"),
    Mistake("codelists/area.csv", "name_ru", "name_en", line: 1, "both named"),
    Mistake("codelists/area.csv", "KZ-62,KZ", ",KZ", line: 5, "'code' is empty"),
    Mistake("codelists/area.csv", "KZ-62,KZ", "KZ 62,KZ", line: 5, "'KZ 62' is not a code"),
    Mistake(
      "codelists/area.csv", "KZ-62,KZ", "KZ-62, KZ", line: 5, "a blank at the beginning or end"),
    Mistake("codelists/area.csv", "KZ-62,KZ", "KZ-62,KX", line: 5, "unknown parent 'KX'"),
    Mistake("codelists/area.csv", "3,3,KZ", ",3,KZ", line: 5, "given together or not at all"),
    Mistake("codelists/area.csv", "3,3,KZ", "3,-1,KZ", line: 5, "expected a whole number"),
    Mistake("codelists/area.csv", "KZ,,", "KZ,KZ-62,", line: 2, "in a circle: KZ → KZ-62 → KZ"),
    Mistake("codelists/area.csv", "Ulytau", "", line: 5, "'name_en' is empty"),
    Mistake(
      "codelists/area.csv", "2022-06-08,\n3,3,", ",\n3,3,", line: 4, "stands already on line 3"),
    Mistake("codelists/area.csv", "2022-06-07", "2022-06-08", line: 4, "overlaps that on line 3"),
    Mistake(
      "codelists/area.csv", "KZ,,Kazakhstan,,,", "KZ,,Kazakhstan,,,\n,,KZ,,Kazakhstan,,,", line: 3,
      "the code 'KZ' with this valid_from stands already on line 2"),
    Mistake(
      "codelists/area.csv", "2022-06-07", "2022-02-29", line: 3, "expected a day that exists"),
    Mistake(
      "codelists/area.csv", "Ulytau,,2022-06-08,", "Ulytau,,2022-06-08,2021-01-01", line: 5,
      "valid_to is before valid_from"),
    Mistake("codelists/area.csv", "KZ-62,KZ,Ulytau", "KZ-62,KZ", line: 5, "7 fields, the header 8"),
    Mistake(
      "codelists/area.csv", "KZ-35,,Karaganda region", "KZ-35,KZ-62,Karaganda region", line: 4,
      "'parent' differs from the code's first line, 3"),
    Mistake("codelists/sex.csv", "Girls,,", "Girls,7,", line: 3, "given together or not at all"),
    Mistake("codelists/sex.csv", "Girls,,", "Girls,7,6", line: 3, "'to' is below 'from'"),
    Mistake("codelists/sex.csv", "Girls,,", "Girls,-1,6", line: 3, "expected a whole number"),
    Mistake("codelists/sex.csv", "from,to", "unit,to", line: 1, "unknown column 'unit'"),
    Mistake(
      "codelists/indicator.csv", "stock,area", "stocks,area", line: 2, "Did you mean 'stock'?"),
    Mistake("codelists/indicator.csv", "persons,stock", ",stock", line: 2, "'unit' is empty"),
    Mistake(
      "codelists/indicator.csv", "area sex", "area sexe", line: 2, "unknown dimension 'sexe'"),
    Mistake("codelists/indicator.csv", "area sex", "period", line: 2, "unknown dimension 'period'"),
    Mistake("codelists/indicator.csv", ",measure,", ",mesure,", line: 1, "Did you mean 'measure'?"),
    Mistake("codelists/indicator.csv", "Children", "\"Children", line: 2, "never closed"),
  ]

  static let crosswalks = [
    // On 31 August a half ends, on 1 September another begins; the first line is for ever.
    Mistake(
      "crosswalks/area-names.csv", "Karaganda,KZ-35,,,,",
      "Karaganda,KZ-35,0.5,,,\nKaraganda,KZ,0.5,,2022-08-31,\nKaraganda,KZ-62,0.4,2022-09-01,,",
      line: 4, "add up to 0.9, not 1 (lines 2, 4)"),
    // Ends on the day on which the line above begins.
    Mistake(
      "crosswalks/area-names.csv", "Karaganda,KZ-35,,,,",
      "Karaganda,KZ-35,,2022-09-01,,\nKaraganda,KZ-35,,,2022-09-01,", line: 3,
      "'Karaganda' goes to 'KZ-35' at the same time on line 2"),
    Mistake("crosswalks/area-names.csv", "share", "weight", line: 1, "unknown column 'weight'"),
    Mistake(
      "crosswalks/area-names.csv", "Karaganda,KZ-35", "Karaganda,KZ-36", line: 2,
      "unknown code of 'area' 'KZ-36'"),
    Mistake(
      "crosswalks/area-names.csv", "0.4", "0.3", line: 5, "add up to 0.9, not 1 (lines 4, 5)"),
    Mistake("crosswalks/area-names.csv", "0.4", "0,4", line: 4, "7 fields, the header 6"),
    Mistake("crosswalks/area-names.csv", "0.4", "4e-1", line: 4, "no exponent"),
    Mistake("crosswalks/area-names.csv", "0.4", "-0.4", line: 4, "a number above zero"),
    Mistake(
      "crosswalks/area-names.csv", "KZ-35,,,2022-06-07", "KZ-35,,,2022-06-08", line: 4,
      "'Jezkazgan' goes to 'KZ-35' at the same time on line 3"),
    Mistake("crosswalks/area-names.csv", "probable", "likely", line: 4, "unknown word 'likely'"),
  ]

  static let sources = [
    Mistake(
      "sources/register.yaml", "source: register", "source: list", line: 1, "name of its file"),
    Mistake("sources/register.yaml", "measure: stock", "measure: level", line: 6, "unknown word"),
    Mistake(
      "sources/survey.yaml", "copiedFrom: [register]", "copiedFrom: [registr]", line: 4,
      "unknown source 'registr'. Did you mean 'register'?"),
    Mistake(
      "sources/survey.yaml", "copiedFrom: [register]", "copiedFrom: [survey]", line: 4,
      "expected another source"),
    Mistake(
      "sources/register.yaml", "format: csv", "format: xlsx", line: 10, "unknown word 'xlsx'"),
    Mistake(
      "sources/register.yaml", "format: csv", "format: csv\n  record: R", line: 11,
      "unknown key 'record'"),
    Mistake("sources/register.yaml", "\";\"", "\";;\"", line: 11, "expected one ASCII character"),
    Mistake("sources/register.yaml", "\";\"", "\".\"", line: 11, "expected one ASCII character"),
    Mistake("sources/register.yaml", "\";\"", "\"\\n\"", line: 11, "expected one ASCII character"),
    Mistake("sources/register.yaml", "\";\"", "'\"'", line: 11, "the same character"),
    Mistake(
      "sources/register.yaml", "\";\"", "\";\"\n  encoding: utf8", line: 12,
      "unknown word 'utf8'. Did you mean 'UTF-8'?"),
    Mistake("sources/register.yaml", "Boys, Note]", "Boys, Boys]", line: 12, "stands twice"),
    Mistake(
      "sources/register.yaml", "  columns: [Region, Year, Girls, Boys, Note]",
      "  headerRows: 0", line: 12, "the columns have no names"),
    Mistake(
      "sources/register.yaml", "missing: {", "unit: {columns: [Region]}\nmissing: {", line: 24,
      "'unit' needs aggregate: sum"),
    Mistake(
      "sources/register.yaml", "missing: {",
      "aggregate: sum\nunit: {columns: [Regions]}\nmissing: {", line: 25, "unknown column 'Regions'"
    ),
    Mistake("sources/survey.yaml", "Y/@v", "Y/@v/Z", line: 5, "expected a path"),
    Mistake("sources/survey.yaml", "record: Obs", "record: 'n:Obs'", line: 5, "without prefix"),
    Mistake(
      "sources/survey.yaml", "column: Area", "column: Aria", line: 8,
      "unknown column 'Aria'. Did you mean 'Area'?"),
    Mistake("sources/register.yaml", "column: Year", "column: Years", line: 19, "unknown column"),
    Mistake(
      "sources/register.yaml", "othersBlank: Region", "othersBlank: Reg", line: 14,
      "unknown column 'Reg'"),
    Mistake(
      "sources/register.yaml", "rule: total-row", "rule: heading", line: 15,
      "the row rule 'heading' stands already on line 14"),
    Mistake(
      "sources/register.yaml", "total: {area: KZ}", "total: {area: KY}", line: 15,
      "unknown code of 'area' 'KY'"),
    Mistake(
      "sources/register.yaml", "is: Total", "is: Total, blank: true", line: 15,
      "'is' and 'blank' exclude each other"),
    Mistake(
      "sources/register.yaml", "ignore: true", "ignore: true, from: Region", line: 14,
      "'section' and 'from' belong together"),
    Mistake(
      "sources/register.yaml", "ignore: true", "section: area, from: Region", line: 14,
      "that dimension does not take it"),
    Mistake(
      "sources/register.yaml", "column: Region, crosswalk", "section: true, crosswalk",
      line: 18, "no row rule gives 'area' its section"),
    Mistake(
      "sources/register.yaml", "area: {column: Region,", "place: {column: Region,", line: 18,
      "unknown dimension 'place'"),
    Mistake(
      "sources/register.yaml", "code: children", "code: child", line: 17,
      "unknown code of 'indicator' 'child'"),
    Mistake(
      "sources/register.yaml", "code: children", "code: children, column: Note", line: 17,
      "'code' and 'column' exclude each other"),
    Mistake(
      "sources/register.yaml", "code: children", "code: children, match: exact", line: 17,
      "'code' is a code already"),
    Mistake(
      "sources/register.yaml", "crosswalk: area-names", "crosswalk: area-name", line: 18,
      "unknown crosswalk 'area-name'. Did you mean 'area-names'?"),
    Mistake(
      "sources/survey.yaml", "{column: Area}", "{column: Area, form: month}", line: 8,
      "'form' is for the time dimension"),
    Mistake("sources/register.yaml", "form: calendarYear", "match: exact", line: 19, "'form' is"),
    Mistake("sources/register.yaml", "set: {sex: M}", "set: {sex: X}", line: 22, "unknown code"),
    Mistake(
      "sources/register.yaml", "set: {sex: M}", "set: {sex: F}", line: 22,
      "the columns 'Girls' and 'Boys' hold the same cell"),
    Mistake(
      "sources/register.yaml", "column: Boys", "column: Girls", line: 22,
      "the column 'Girls' holds values already by line 21"),
    Mistake(
      "sources/register.yaml", "column: Region, cross", "column: Girls, cross", line: 18,
      "cannot give codes too"),
    Mistake(
      "sources/register.yaml", "set: {sex: M}", "set: {sex: M, indicator: share}", line: 22,
      "'indicator' of 'Boys' comes from 'dimensions' and 'set'"),
    Mistake(
      "sources/register.yaml", "set: {sex: M}", "set: {sex: M}, header: period", line: 22,
      "'period' of 'Boys' comes from 'dimensions' and 'header'"),
    Mistake(
      "sources/survey.yaml", ", header: period", "", line: 10,
      "nothing gives 'period' of '2017' a code"),
    Mistake(
      "sources/survey.yaml", "  area:", "  sex: {header: true}\n  area:", line: 8,
      "no value column gives 'sex' by its name"),
    Mistake("sources/survey.yaml", "roundingUnit: 0.1", "roundingUnit: 0", line: 10, "above zero"),
    Mistake(
      "sources/register.yaml", "groups: [space, nbsp]", "groups: [comma]", line: 23,
      "the decimal sign cannot separate thousands too"),
    Mistake(
      "sources/register.yaml", "{\">\": atLeast}", "{\">\": atLeast, \">=\": atLeast}",
      line: 23, "'>' fits wherever '>=' does"),
    Mistake(
      "sources/register.yaml", "groups:", "negative: yes, groups:", line: 23, "true or false"),
    Mistake("sources/register.yaml", "no: notCollected", "no: never", line: 24, "unknown word"),
    Mistake(
      "sources/register.yaml", "{\"\": missing", "{'2017': missing", line: 24, "stands twice"),
    Mistake(
      "sources/register.yaml", "{\"\": missing", "{\"\": missing}\nasOf: {column: Girls}\nx: {y: z",
      line: 25, "cannot give dates too"),
    Mistake(
      "sources/register.yaml", "boundaryDate: 2022-06-08", "boundaryDate: 08.06.2022", line: 8,
      "written like 2022-06-08"),
  ]

  static let rules = [
    Mistake(
      "rules.yaml", "id: break", "id: both-sexes", line: 14,
      "the rule 'both-sexes' stands already on line 2"),
    Mistake("rules.yaml", "= [sex=_T]", "= ", line: 3, "found the end (character 21 of"),
    Mistake("rules.yaml", "[sex=F] +", "[sex=W] +", line: 3, "unknown code of 'sex' 'W'"),
    Mistake("rules.yaml", "[sex=F] +", "[gender=F] +", line: 3, "unknown dimension 'gender'"),
    Mistake("rules.yaml", "[sex=F] +", "register[sex=F] +", line: 3, "names a source"),
    Mistake("rules.yaml", "[sex=F] +", "sum([period=*]) +", line: 3, "periods have no parts"),
    Mistake("rules.yaml", "area: [KZ, KZ-35]", "area: [KZ, KZ-53]", line: 4, "'KZ-53'"),
    Mistake("rules.yaml", "area: [KZ, KZ-35]", "area: [KZ, KZ]", line: 4, "'KZ' stands twice"),
    Mistake("rules.yaml", "area: [KZ, KZ-35]", "area: []", line: 4, "the list is empty"),
    Mistake("rules.yaml", "period: 2017", "period: 17", line: 4, "'17' is not a period"),
    Mistake("rules.yaml", "sources: [survey]", "sources: [poll]", line: 5, "unknown source 'poll'"),
    Mistake(
      "rules.yaml", "severity: error", "severity: fatal", line: 6,
      "unknown word 'fatal'. Known: error, info, warning."),
    Mistake(
      "rules.yaml", "severity: error", "severity: error\n    tolerance: about", line: 7,
      "expected 'rounding' or a decimal"),
    Mistake(
      "rules.yaml", "change: 20", "change: 20\n    tolerance: 1", line: 16,
      "'tolerance' is not for 'change'"),
    Mistake(
      "rules.yaml", "    fails: {values: {before: 39.4, after: 64.5}}", "", line: 14,
      "the key 'fails' is missing"),
    // 33.3 + 66.8 − 100 = 0.1 is inside 3 × 0.1 / 2 = 0.15; 0.2 is not, and exact numbers admit 0.
    Mistake("rules.yaml", "[66.8]", "[66.9]", line: 10, "does not pass: left side minus right"),
    Mistake("rules.yaml", "      roundingUnit: 0.1", "", line: 10, "'passes' does not pass"),
    Mistake(
      "rules.yaml", "66.9, \"[sex=_T]\": 100.1", "66.9, \"[sex=_T]\": 100.2", line: 13,
      "'fails' does not fail"),
    Mistake("rules.yaml", "after: 37.1", "after: 56.3", line: 19, "the change is 20"),
    Mistake("rules.yaml", "after: 64.5", "after: 59.3", line: 20, "the change is 19.9"),
    Mistake(
      "rules.yaml", "\"[sex=F]\": 33.3, \"[sex=M]\": [66.8]",
      "\"[ sex=F]\": 33.3, \"[sex=M]\": [66.8]", line: 10, "unknown term '[ sex=F]'"),
    Mistake("rules.yaml", "[66.8]", "[66, 0.8]", line: 10, "is one cell and has one number"),
    Mistake("rules.yaml", "[66.8]", "6.68e1", line: 10, "no exponent"),
  ]

  /// The section stands before the rules, so that its lines are easily counted.
  private static func editing(_ text: String, line: Int, _ words: String) -> Mistake {
    Mistake(
      "rules.yaml", "rules:\n  - id: both", "editing:\n\(text)\nrules:\n  - id: both", line: line,
      words)
  }

  static let editing = [
    editing("  method: [sign]", line: 2, "unknown key 'method'. Did you mean 'methods'?"),
    editing("  methods: sign", line: 2, "expected a list, found a text"),
    editing("  methods:\n  - sign\n  - typo", line: 4, "unknown word 'typo'"),
    editing("  methods: [sign, sign]", line: 2, "the method 'sign' stands already on line 2"),
    editing(
      "  methods: [localisation, sign]", line: 2, "what the other methods leave. Put it last"),
    editing(
      "  methods: [sign]\n  localise: {maxVariables: 4}", line: 3,
      "'localise' is for the method 'localisation', which is not chosen. Remove it."),
    editing(
      "  methods: []\n  weights: [{weight: 2}]", line: 3,
      "'weights' is for the method 'localisation'"),
    editing("  localise: {maxVariables: 0}", line: 2, "a whole number from 1 to 200"),
    editing("  localise: {maxVariables: 4.5}", line: 2, "a whole number from 1 to 200"),
    editing("  localise: {maxSolutions: 1001}", line: 2, "a whole number from 1 to 1000"),
    editing("  localise: {limit: 40}", line: 2, "unknown key 'limit'"),
    editing("  localise: 40", line: 2, "expected a mapping"),
    editing("  weights: [{where: {sex: W}, weight: 2}]", line: 2, "unknown code of 'sex' 'W'"),
    editing("  weights: [{where: {sex: F}}]", line: 2, "the key 'weight' is missing"),
    editing("  weights:\n  - weight: 0", line: 3, "a number above zero"),
    editing("  weights:\n  - weight: -1", line: 3, "a number above zero"),
    editing("  weights:\n  - weight: 0.0001", line: 3, "at most 3 decimals"),
    editing("  weights:\n  - weight: 1001", line: 3, "up to 1000"),
    editing(
      "  weights:\n  - {sources: [poll], weight: 2}", line: 3, "unknown source 'poll'"),
    editing("  weights:\n  - {sources: [], weight: 2}", line: 3, "the list is empty"),
    editing("  localise: {}\nediting: {}", line: 3, "the key 'editing' stands twice"),
  ]

  static let reconciliation = [
    Mistake("reconcile.yaml", "percent: 0.5", "percent: -1", line: 1, "not negative"),
    Mistake("reconcile.yaml", "cause: GEO", "cause: DUP", line: 6, "unknown word 'DUP'"),
    Mistake("reconcile.yaml", "date: 2022-06-08", "date: 2022-06-31", line: 7, "a day that exists"),
    Mistake("reconcile.yaml", "where: {area: KZ-35}", "where: {area: KZ-34}", line: 8, "'KZ-34'"),
    Mistake("reconcile.yaml", "left: register", "left: registry", line: 13, "unknown source"),
    Mistake("reconcile.yaml", "left: register", "left: survey", line: 14, "to itself"),
    Mistake(
      "reconcile.yaml", "\"register[sex=M] - 2\"", "\"[sex=M]\"", line: 17, "names no source"),
    Mistake(
      "reconcile.yaml", "\"register[sex=M] - 2\"", "\"list[sex=M]\"", line: 17,
      "unknown source 'list'"),
    Mistake("reconcile.yaml", "\"register[sex=M] - 2\"", "2", line: 17, "has no cell"),
    Mistake("reconcile.yaml", "cause: SCO", "cause: UNX", line: 17, "unknown word 'UNX'"),
    Mistake("reconcile.yaml", "use: interval", "use: intervall", line: 20, "unknown source"),
    Mistake("reconcile.yaml", "rank: 2", "rank: 2.5", line: 20, "a whole number"),
    Mistake(
      "reconcile.yaml", "use: interval", "use: {balanced: halfs}", line: 20,
      "unknown balancing 'halfs'. Did you mean 'halves'?"),
    Mistake(
      "reconcile.yaml", "use: interval", "use: {balance: halves}", line: 20,
      "unknown key 'balance'. Did you mean 'balanced'?"),
    Mistake(
      "reconcile.yaml", "sources: [survey]", "sources: [survey, survey]", line: 24, "stands twice"),
    Mistake(
      "reconcile.yaml", "sources: [survey]", "sources: [survey, register]", line: 25,
      "'register' has no reliability"),
    Mistake(
      "reconcile.yaml", "sources: [survey]", "sources: [survey, register]", line: 24,
      "'register' and 'survey' are one measurement: one is copied from the other. Keep one"),
    Mistake(
      "reconcile.yaml", "{survey: {percent: 5}}", "{survey: 0}", line: 25,
      "expected 'fixed', 'rounding', a standard error above zero"),
    Mistake(
      "reconcile.yaml", "{survey: {percent: 5}}", "{survey: {percent: -5}}", line: 25,
      "a number above zero"),
    Mistake(
      "reconcile.yaml", "{survey: {percent: 5}}", "{survey: fixed, registry: fixed}", line: 25,
      "unknown source of this balancing 'registry'"),
    Mistake(
      "reconcile.yaml", "[part-whole]", "[both-sex, part-whole]", line: 26,
      "unknown rule 'both-sex'. Did you mean 'both-sexes'?"),
    Mistake(
      "reconcile.yaml", "[part-whole]", "[break]", line: 26,
      "the rule 'break' is about change"),
    Mistake(
      "reconcile.yaml",
      "    sources: [survey]\n    reliability: {survey: {percent: 5}}\n    rules: [part-whole]",
      "    sources: [register]\n    reliability: {register: fixed}\n    rules: [both-sexes]",
      line: 26,
      "the rule 'both-sexes' holds for survey and for no source of this balancing"),
    Mistake(
      "reconcile.yaml", "    rules: [part-whole]\n", "", line: 22,
      "one source and no rule leave nothing to balance"),
    Mistake("reconcile.yaml", "level: 0.01", "level: 1", line: 27, "above 0 and below 1"),
    Mistake("reconcile.yaml", "upper: 100", "upper: -1", line: 28, "'upper' is below 'lower'"),
    Mistake("reconcile.yaml", "upper: 100", "uper: 100", line: 28, "Did you mean 'upper'?"),
    Mistake("reconcile.yaml", "id: shares", "id: from-register", line: 20, "already on line 19"),
  ]
}
