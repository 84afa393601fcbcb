internal import Reporting

/// Links to the pages of a long list; none for a short one.
struct PageLinks {
  let words: Words
  let current: Int
  let count: Int
  let address: (Int) -> String

  var markup: Markup {
    guard count > 1 else { return .none }
    let near = Set([1, current - 1, current, current + 1, count]).filter {
      (1...count).contains($0)
    }
    var items: [Markup] = []
    var last = 0
    for number in near.sorted() {
      if number > last + 1 { items.append(.element("li", [:], "…")) }
      let link = Link(
        Markup(words(page: .pageNumber, ["number": words.number(number)])), to: address(number),
        isCurrent: number == current)
      items.append(.element("li", [:], link.markup))
      last = number
    }
    return .element(
      "nav", ["class": "pager", "aria-label": words[page: .pages]], .element("ul", [:], items))
  }
}
