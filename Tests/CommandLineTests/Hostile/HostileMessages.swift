/// Documents broken as documents, or made to make a parser do more than parse.
extension HostileFile {
  static let messages: [HostileFile] = [
    message("a document type", 1, "DOCTYPE") { "<!DOCTYPE d><d/>" },
    message("a billion laughs", 1, "DOCTYPE") {
      let doubled = (1...9).map {
        "<!ENTITY a\($0) '\(String(repeating: "&a\($0 - 1);", count: 10))'>"
      }
      return "<!DOCTYPE d [<!ENTITY a0 'ha'>\(doubled.joined())]><d>&a9;</d>"
    },
    message("a quadratic blow-up", 1, "DOCTYPE") {
      "<!DOCTYPE d [<!ENTITY a '\(String(repeating: "x", count: 50_000))'>]>"
        + "<d>\(String(repeating: "&a;", count: 50_000))</d>"
    },
    message("a file as an entity", 1, "DOCTYPE") {
      "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><d>&a;</d>"
    },
    message("a page as an entity", 1, "DOCTYPE") {
      "<!DOCTYPE d [<!ENTITY a SYSTEM 'http://127.0.0.1:9/'>]><d>&a;</d>"
    },
    message("a parameter entity", 1, "DOCTYPE") {
      "<!DOCTYPE d [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/'>%a;]><d/>"
    },
    message("a document type elsewhere", 1, "DOCTYPE") {
      "<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/d.dtd'><d/>"
    },
    message("an entity nobody defined", 2, "'a'") { "<d>\n<r v='&a;'/></d>" },
    message("200,000 attributes", 2, "KB") {
      "<d>\n<r\((0..<200_000).map { " a\($0)=''" }.joined())/></d>"
    },
    message("300 levels", 1, "deep") { String(repeating: "<d>", count: 300) },
    message("a text of 10.5 MB", 1, "MB") { "<d>\(String(repeating: "t", count: 10_500_000))</d>" },
    message("an attribute of 10.5 MB", 1, "KB") {
      "<d a='\(String(repeating: "t", count: 10_500_000))'/>"
    },
    message("a comment of 10.5 MB", 1, "MB") {
      "<d><!--\(String(repeating: "t", count: 10_500_000))--></d>"
    },
    message("a name of 70 KB", 1, "KB") { "<\(String(repeating: "n", count: 70_000))/>" },
    message("UTF-7", 1, "UTF-7") { "<?xml version='1.0' encoding='UTF-7'?><d>+ADw-</d>" },
    message("UTF-16 by its own word only", 1, "UTF-16") {
      "<?xml version='1.0' encoding='UTF-16'?><d/>"
    },
    message("an end in the middle", 2, "ends") { "<d>\n<r region='KZ-10' year='2020'>" },
    message("an end in a tag", 2, "ends inside") { "<d>\n<r region='KZ-10" },
    message("a control character in a tag without an end", 2, "Couldn't find end") {
      "<d>\n<r\u{1} year='"
    },
    message("tags that cross", 2, "mismatch") { "<d>\n<r></d></r>" },
    message("two roots", 2, "Extra content") { "<d/>\n<d/>" },
    message("nothing", 1, "no element") { "" },
    message("a prefix of no namespace", 1, "Namespace prefix") { "<d><x:r/></d>" },
    message("an attribute twice", 2, "redefined") { "<d>\n<r year='1' year='2'/></d>" },
    message("an attribute without quotes", 2, "AttValue") { "<d>\n<r year=1/></d>" },
    message("a bracket in an attribute", 2, "'<'") { "<d>\n<r year='<'/></d>" },
    message("a control character", 2, "invalid character") { "<d>\n<r year='\u{1}'/></d>" },
    message("two dashes in a comment", 2, "hyphen") { "<d>\n<!-- a -- b --></d>" },
    message("a zero byte", 2, "NUL") { "<d>\n\u{0}</d>" },
    message("no record of the name", 1, "“r”") { "<d><rr/></d>" },
    message("a record in a record", 2, "inside") { "<d><r>\n<r/></r></d>" },
    message("a value of no element", 2, "no number") {
      "<d>\n<r region='KZ-10' year='2020'/></d>"
    },
    message("a page that says it is not there", 1, "AttValue") {
      "<html><head><meta charset=utf-8></head><body>404</body></html>"
    },
    message("JSON", 1, "empty") { #"{"region": "KZ-10"}"# },
  ]
}
