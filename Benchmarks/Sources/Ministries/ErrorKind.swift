/// What can be wrong with a cell.
enum ErrorKind: String, CaseIterable {
  case lostRows = "lost-rows"
  case duplicate
  case resubmission
  case factor1000 = "factor-1000"
  case transposedDigits = "transposed-digits"
  case arithmetic
  case rounding
  case missingAsZero = "missing-as-zero"
  case otherAges = "other-age-scope"
  case otherDate = "other-date"
  case regionMoved = "region-moved"
  case geographySplit = "geography-split"
  case revision
  case definition
  /// Not an error: a source with another definition gives the same number.
  case agreement

  /// The code of the cause; nil where nothing is wrong.
  var cause: String? {
    switch self {
    case .lostRows: "ING"
    case .duplicate, .resubmission: "DUP"
    case .factor1000: "FMT"
    case .transposedDigits: "TYP"
    case .arithmetic: "ARI"
    case .rounding: "RND"
    case .missingAsZero: "ZER"
    case .otherAges: "SCO"
    case .otherDate: "TIM"
    case .regionMoved, .geographySplit: "GEO"
    case .revision: "REV"
    case .definition: "DEF"
    case .agreement: nil
    }
  }

  /// What the delivered files say about the cause to somebody who knows nothing else.
  enum Evidence: String {
    /// They prove it.
    case decisive
    /// They make it likely: only what other sources, cells or periods say speaks for it.
    case indirect
    /// Nothing: the file looks as if the rows had never been.
    case none
  }

  var evidence: Evidence {
    switch self {
    case .lostRows: .none
    case .transposedDigits, .missingAsZero, .regionMoved: .indirect
    default: .decisive
    }
  }
}

/// The sources of the pipeline.
enum Source: String, CaseIterable {
  case education
  case health
  case healthByJanuary = "health-by-january"
  case social
  case socialRecipients = "social-recipients"
  case socialOldBorders = "social-old-borders"

  /// The main source of the ministry.
  var ministry: Source {
    switch self {
    case .education: .education
    case .health, .healthByJanuary: .health
    case .social, .socialRecipients, .socialOldBorders: .social
    }
  }
}
