/// Components whose ids the standard and its cross-domain concepts fix.
package enum SDMXConcept {
  package static let timePeriod = "TIME_PERIOD"
  /// The primary measure of 2.1.
  package static let observationValue = "OBS_VALUE"
  package static let observationStatus = "OBS_STATUS"
  package static let confidentialityStatus = "CONF_STATUS"
  /// The power of ten by which a value is to be multiplied.
  package static let unitMultiplier = "UNIT_MULT"
  package static let decimals = "DECIMALS"
  /// The day on which reporting years begin, as `--09-01`.
  package static let reportingYearStart = "REPORTING_YEAR_START_DAY"
  /// `dimensionAtObservation` of a message whose observations stand in no series.
  package static let allDimensions = "AllDimensions"

  package static let referenceArea = "REF_AREA"
  package static let unitMeasure = "UNIT_MEASURE"
  package static let comment = "COMMENT"

  /// The component that a dimension of our cells is taken from and exported as, unless somebody
  /// says otherwise: `area` is REF_AREA, time TIME_PERIOD, any other its name in capitals.
  package static func component(ofDimension id: String, isTime: Bool) -> String {
    if isTime { return timePeriod }
    return id == "area" ? referenceArea : SDMXIdentifier.upperCase(id)
  }

  /// Ids that are attributes wherever they occur: the cross-domain concepts that qualify a value
  /// and never tell one value from another.
  ///
  /// They decide what is an attribute in a message read without its structure.
  package static let attributes: Set<String> = [
    observationStatus, confidentialityStatus, unitMultiplier, decimals, reportingYearStart,
    "BASE_PER", "BREAKS", "COMMENT", "COMMENT_DSET", "COMMENT_OBS", "COMMENT_TS", "COMPILATION",
    "CONF_REDIST", "CONTACT", "DATA_COMP", "EMBARGO_DATE", "EMBARGO_TIME", "INT_LR",
    "LAST_UPDATE", "METADATA", "NAT_TITLE", "OBS_COM", "OBS_CONF", "OBS_FLAG", "OBS_PRE_BREAK",
    "PRE_BREAK_VALUE", "PUBL_ECB", "PUBL_MU", "PUBL_PUBLIC", "SOURCE_AGENCY", "SOURCE_PUB",
    "TIME_FORMAT", "TIME_PER_COLLECT", "TITLE", "TITLE_COMPL", "UNIT_INDEX_BASE",
  ]
}

/// The fixed terms of the header of SDMX-CSV 1.0 and 2.x.
package enum SDMXCSVTerm {
  /// First column of 1.0, with the reference below it.
  package static let dataflow = "DATAFLOW"
  /// First column of 2.x, one of ``structureTypes``; may be followed by the separator of several
  /// values in brackets.
  package static let structure = "STRUCTURE"
  /// In lower case.
  package static let structureTypes: Set<String> = ["dataflow", "datastructure", "dataprovision"]
  package static let structureID = "STRUCTURE_ID"
  package static let structureName = "STRUCTURE_NAME"
  package static let action = "ACTION"
  package static let seriesKey = "SERIES_KEY"
  package static let observationKey = "OBS_KEY"
  /// Between an id and its name, where labels are both.
  package static let label = ": "
}
