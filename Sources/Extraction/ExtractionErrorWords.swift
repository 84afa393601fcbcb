import StatisticalModel

extension ExtractionError.Reason {
  /// What is wrong, and the next step.
  package var words: String {
    switch self {
    case .unclosedQuote, .strayQuote, .textAfterQuote, .tooManyColumns, .recordTooLong,
      .noHeader, .duplicateColumn, .missingColumn, .columnOutOfOrder:
      tableWords
    case .invalidUTF8, .invalidUTF16, .noByteOrderMark, .unassignedByte, .nulByte,
      .otherEncoding, .wrongTable:
      encodingWords
    case .malformedXML, .endsInside, .documentType, .encodingNotAllowed, .encodingContradicts,
      .startTagTooLong, .tooDeep, .textTooLong, .repeatedField, .nestedRecord, .noRecord:
      markupWords
    case .sdmx(let fault): fault.words
    case .changedWhileRead:
      "the file changed while it was read. Wait until it is written, and read it again."
    case .readersDisagree:
      "the two readers that check each other differ about this record. Please report this defect."
    }
  }

  private var tableWords: String {
    switch self {
    case .unclosedQuote:
      "the quote opened here is never closed. Close it, or double it if it is part of the text."
    case .strayQuote:
      "a quote stands inside a field that does not begin with one. "
        + "Put the whole field in quotes and double this one."
    case .textAfterQuote:
      "text follows a closing quote. Double the quote if it is part of the text."
    case .tooManyColumns(let limit):
      "the record has more than \(limit) columns. Check the separator."
    case .recordTooLong(let limit):
      "the record that begins here is longer than \(limit >> 20) MB. "
        + "Look for a quote that is not closed, or check the separator and the line ends."
    case .noHeader(let rows):
      "the file ends before its header of \(rows) row\(rows == 1 ? "" : "s"). "
        + "Check that it was received whole."
    case .duplicateColumn(let name, let first, let second):
      "columns \(first) and \(second) are both named “\(name)”. "
        + "Name them apart, or count one more header row."
    case .missingColumn(let name, let nearest):
      "there is no column “\(name)” in the header"
        + (nearest.map { "; the nearest is “\($0)”. " } ?? ". ")
        + "Correct the header, or the columns of the source's definition."
    case .columnOutOfOrder(let name, let after):
      "column “\(name)” must stand after “\(after)”. "
        + "Correct the header, or the order of the columns in the source's definition."
    default: ""
    }
  }

  private var encodingWords: String {
    switch self {
    case .invalidUTF8(let offset, let looksCyrillic):
      "the byte at offset \(offset) is not UTF-8. "
        + (looksCyrillic
          ? "The bytes look like windows-1251 or KZ-1048: declare the encoding the sender used."
          : "Declare the encoding the sender used, or ask for the file again.")
    case .invalidUTF16(let offset):
      "the bytes at offset \(offset) are not UTF-16 (half a character). Ask for the file again."
    case .noByteOrderMark:
      "UTF-16 without a byte order mark: which byte comes first cannot be told. "
        + "Save it with a mark, or as UTF-8."
    case .unassignedByte(let byte, let table, let offset):
      "byte 0x\(String(byte, radix: 16, uppercase: true)) at offset \(offset) means nothing in "
        + "\(table.rawValue). Declare the encoding the sender used."
    case .nulByte(let offset):
      "a NUL character at offset \(offset). "
        + "The file is damaged, binary, or UTF-16 that is not declared: ask for it again, or declare it."
    case .otherEncoding(let declared, let found):
      "the bytes are \(found.rawValue), not \(declared.rawValue) as declared. "
        + "Declare \(found.rawValue)."
    case .wrongTable(.windows1251):
      "a letter that no Kazakh or Russian word has: the bytes look like KZ-1048, not windows-1251. "
        + "Declare KZ-1048, or send the file as UTF-8 if the language is another."
    case .wrongTable:
      "a word with letters of other alphabets in it: the text was KZ-1048 and was read as "
        + "windows-1251 before it was saved. Ask for the file as it was first written, and declare KZ-1048."
    default: ""
    }
  }

  private var markupWords: String {
    switch self {
    case .malformedXML(let reason):
      "not well-formed XML: \(reason). Check that the file was received whole and ask for it again."
    case .endsInside(let element, let line):
      "the file ends inside element “\(element)”, which begins in line \(line). "
        + "It was cut off: ask for it again."
    case .documentType:
      "the document has a DOCTYPE, which could load or define anything. Remove it."
    case .encodingNotAllowed(let name):
      "encoding “\(name)” is not read here. Send the file as UTF-8, UTF-16, windows-1251 or KZ-1048."
    case .encodingContradicts(let declared, let found):
      "the XML declaration says “\(declared)”, but the bytes are \(found.rawValue). "
        + "Correct the declaration."
    case .startTagTooLong(let limit):
      "a tag is longer than \(limit >> 10) KB. Check how the file was made."
    case .tooDeep(let limit):
      "elements are nested more than \(limit) deep. Check how the file was made."
    case .textTooLong(let limit):
      "a text is longer than \(limit / 1_000_000) MB. Check how the file was made."
    case .repeatedField(let name, let path):
      "field “\(name)” (\(path)) occurs twice in the record that begins here. "
        + "Give it a path that occurs once."
    case .nestedRecord(let element):
      "a record “\(element)” stands inside another. "
        + "Name an element that does not contain itself as the record."
    case .noRecord(let element, let nearest):
      "the document has no element “\(element)”"
        + (nearest.map { "; the nearest is “\($0)”. " } ?? ". ")
        + "Correct the record, or its namespace, in the source's definition."
    default: ""
    }
  }
}
