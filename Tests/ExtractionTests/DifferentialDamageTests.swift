import Extraction
import StatisticalModel
import TestSupport
import Testing

/// Documents damaged in one to three places, before expat and, where it is installed, lxml.
extension DifferentialTests {
  struct Opinions: Decodable {
    struct Record: Decodable, Equatable {
      var code: String?
      var text: String
    }

    /// nil where the parser refuses the document.
    var expat: [Record]?
    var lxml: [Record]?
  }

  private static let judgement = """
    import re
    try:
        import lxml.etree
    except ImportError:
        lxml = None
    def expat(data):
        parser, found, path = xml.parsers.expat.ParserCreate(namespace_separator=' '), [], []
        def start(name, attributes):
            path.append(name.split(' ')[-1])
            if path[-1] == 'r': found.append({'code': attributes.get('code'), 'text': ''})
        def end(name): path.pop()
        def characters(text):
            if path[-1] == 'r': found[-1]['text'] += text
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = characters
        try:
            parser.Parse(data, True)
        except xml.parsers.expat.ExpatError:
            return None
        return found
    def second(data):
        if not lxml: return expat(data)
        try:
            root = lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False))
        except lxml.etree.XMLSyntaxError:
            return None
        def own(element):
            return (element.text or '') + ''.join(child.tail or '' for child in element)
        return [{'code': element.get('code'), 'text': own(element)}
            for element in root.iter('{*}r')]
    def read(text):
        data = text.encode('utf8')
        return {'expat': expat(data), 'lxml': second(data)}
    """

  private func damaged(_ random: inout SeededGenerator) -> String {
    let pieces = [
      "<", ">", "&", "&amp;", "]]>", "--", "\"", "'", "=", "/", "\u{0}", "\u{1}", "\u{7F}", "<r>",
      "</r>", "<!", "<?", "?>", ";", "\u{FFFE}", "x:", " xmlns='u'", " code='2'", "\n", "қ", "&#0;",
      "&#x110000;", "&lt", "<![CDATA[", "<!-- ", "</d>",
    ]
    var text = "<d>"
    for _ in 0..<Int.random(in: 1...3, using: &random) { text += element(&random) }
    var characters = Array(text + "</d>")
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0..<characters.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: characters.remove(at: place)
      case 1: characters.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: place)
      default: characters[place] = characters.randomElement(using: &random) ?? " "
      }
    }
    return String(characters)
  }

  @Test(
    "3,000 damaged documents are refused where both others refuse them, and else read as they do")
  func damagedDocuments() throws {
    var random = SeededGenerator()
    let texts = (0..<3_000).map { _ in damaged(&random) }
    let answers = try python(
      Self.judgement, texts, with: Python.judges ?? Python.path, as: Opinions.self)
    var (refused, read) = (0, 0)
    for (text, answer) in zip(texts, answers) {
      let opinions = try #require(answer)
      // Where two parsers differ, neither is a judge.
      guard opinions.expat == opinions.lxml else { continue }
      let reading = try Reading(text.utf8, XMLTests.layout([("code", "@code"), ("text", ".")]))
      let comment: Comment =
        "seed \(random.seed): \(text.debugDescription) \(reading.error?.description ?? "")"
      switch reading.error?.reason {
      case .documentType, .nestedRecord, .encodingNotAllowed:
        // Well-formed, and refused all the same: that is no matter of parsing.
        continue
      case .noRecord:
        #expect(opinions.expat == [], comment)
      case nil:
        read += 1
        let records = reading.records.map { Opinions.Record(code: $0[0], text: $0[1] ?? "") }
        #expect(records == opinions.expat, comment)
      default:
        refused += 1
        #expect(opinions.expat == nil, comment)
      }
    }
    // One in nine is read: with so many documents every seed has more.
    #expect(refused > 100 && read > 100, "seed \(random.seed): \(refused) refused, \(read) read")
  }
}
