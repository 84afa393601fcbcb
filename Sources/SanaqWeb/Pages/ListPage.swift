internal import Reporting
internal import StatisticalModel
internal import Warehousing

/// What the pages of lists share: the form that filters, the choice of order, the way to more rows.
struct ListPage: Sendable {
  /// Codes of a dimension that are still offered in a list to choose from; of more the reader
  /// writes one.
  private static let offered = 400

  let frame: PageFrame
  let filter: ListFilter
  let snapshot: Snapshot
  /// `discrepancies`.
  let page: String
  /// Rows in all, and on a page.
  let count: Int
  let size: Int

  private var words: Words { frame.words }
  private var parameters: Parameters { filter.parameters }

  var number: Int { get throws(Refusal) { try parameters.number("page") ?? 1 } }
  var pages: Int { max(1, (count + size - 1) / size) }

  /// - Throws: ``Refusal/notFound`` behind the last page.
  func first() throws(Refusal) -> Int {
    let number = try number
    guard number <= pages else { throw .notFound }
    return (number - 1) * size
  }

  // MARK: The form

  /// Filters by what is chosen, without a script: the form's own address is the page's.
  func form(periods: [String], orders: [(value: String, title: String)] = []) -> Markup {
    var fields = ListFilter.dimensions(of: snapshot.structure).map { field($0, periods: periods) }
    fields += [
      choice(
        "cause", words[.causeLabel],
        Cause.allCases.map { ($0.rawValue, Markup("\($0.rawValue) \(words.cause($0))")) }),
      choice(
        "severity", words[.severityLabel],
        Severity.allCases.reversed().map { ($0.rawValue, Markup(words.severity($0))) }),
      choice(
        "source", words[.sourceLabel],
        snapshot.definition.sources.map {
          ($0.id, Markup(words.name($0.title, code: $0.id)))
        }),
    ]
    if !orders.isEmpty {
      fields.append(
        choice("sort", words[page: .order], orders.map { ($0.value, Markup($0.title)) }, any: false)
      )
    }
    if let vintage = parameters["vintage"] {
      fields.append(.element("input", ["type": "hidden", "name": "vintage", "value": vintage]))
    }
    let buttons = Markup.element(
      "div", ["class": "buttons"],
      [
        .element("button", ["type": "submit"], Markup(words[page: .show])),
        Link(Markup(words[page: .clear]), to: frame.path(to: page)).markup,
      ])
    let form = Markup.element(
      "form", ["method": "get", "action": frame.path(to: page).withoutQuery, "class": "filter"],
      fields + [buttons])
    return .element(
      "details", ["class": "filters", "open": "open"],
      [.element("summary", [:], Markup(words[page: .filters])), form])
  }

  private func field(_ dimension: Dimension, periods: [String]) -> Markup {
    let title = words.dimension(dimension.id)
    guard let list = dimension.codelist else {
      return choice(dimension.id, title, periods.map { ($0, Markup($0)) })
    }
    guard list.codes.count <= Self.offered else {
      return .element(
        "label", [:],
        [
          .element("span", [:], Markup(title)),
          .element(
            "input",
            [
              "name": dimension.id, "value": parameters[dimension.id] ?? "", "autocomplete": "off",
            ]),
        ])
    }
    return choice(
      dimension.id, title,
      list.codes.map { ($0.id, Markup(words.name($0.names, code: $0.id))) })
  }

  private func choice(
    _ name: String, _ title: String, _ values: [(value: String, title: Markup)], any: Bool = true
  ) -> Markup {
    let chosen = parameters[name]
    let all: [Markup] =
      any ? [.element("option", ["value": ""], Markup(words[page: .all]))] : []
    let options = values.map { value, title in
      Markup.element(
        "option", ["value": value, "selected": value == chosen ? "selected" : nil], title)
    }
    return .element(
      "label", [:],
      [
        .element("span", [:], Markup(title)),
        .element("select", ["name": name], all + options),
      ])
  }

  // MARK: Around the rows

  /// How many rows there are, which of them are shown, and where all of them are.
  ///
  /// - Parameter counted: the number of all rows with its word.
  func summary(_ counted: String, documents name: String) throws(Refusal) -> Markup {
    let first = try first()
    var text = counted + "."
    if count > size {
      text +=
        " "
        + words(
          page: .shownRows,
          [
            "first": words.number(first + 1), "last": words.number(min(count, first + size)),
          ])
    }
    let all = parameters.values.filter { !["sort", "page"].contains($0.key) }
    return .element(
      "p", [:],
      [
        Markup(text), " ", Markup(words[page: .allOfThem]), " ",
        Link("CSV", to: frame.document("\(name).csv", all)).markup, ", ",
        Link("JSON", to: frame.document(name, all)).markup, ".",
      ])
  }

  func pager() throws(Refusal) -> Markup {
    PageLinks(words: words, current: try number, count: pages, address: address(of:)).markup
  }

  private func address(of number: Int) -> String {
    frame.path(to: page).withoutQuery
      + parameters.query(with: ["page": number == 1 ? nil : "\(number)"])
  }
}

extension String {
  /// An address without its parameters.
  var withoutQuery: String { String(prefix { $0 != "?" }) }
}
