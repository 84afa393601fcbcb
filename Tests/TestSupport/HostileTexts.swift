/// Names that try to be markup, script, a formula or a terminal command: for regions, categories,
/// sources, files and remarks.
///
/// Each of the attacks of the OWASP filter-evasion list that work without plug-ins, in each of the
/// places a name can stand in: as it is, and breaking out of a text, an attribute or a comment. An
/// accent on the breaking quotation mark hides it from escaping that goes by characters.
package enum HostileTexts {
  package static let all: [String] = attacks.flatMap { attack in
    escapes.map { "\($0)\(attack)" }
  }

  private static let escapes = [
    "", "\">", "'>", "\"\u{301} ", "</title></svg>", "-->", "]]>", "</style></script>",
  ]

  private static let attacks = [
    "<script>alert(1)</script>", "<ScRiPt src=//x.example/a.js></ScRiPt>",
    "<img src=x onerror=alert(1)>", "<img src=https://x.example/pixel.gif>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
    "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>",
    "<form action=https://x.example><button>x</button></form>", "<base href=https://x.example/>",
    "<link rel=stylesheet href=https://x.example/a.css>",
    "<style>@import 'https://x.example';</style>",
    "<meta http-equiv=refresh content='0;url=https://x.example'>",
    "<object data=https://x.example/x>", "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img>'>",
    "<!--", "<![CDATA[", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///x'>]>&e;",
    "onmouseover=alert(1) x=", "style=background:url(https://x.example)", "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)", "&amp;", "{{{content}}}",
    "{{#title}}x{{/title}}", "${7*7}", "\u{202E}gnp.exe", "\u{0}<b>", "\u{1B}[31mred", "\u{2028}x",
    "<\u{301}script>alert(1)</script>", "\u{FFFE}<i>",
  ]
}
