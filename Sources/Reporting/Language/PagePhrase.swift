/// A text of the pages of `sanaq serve`, beside those of ``Phrase`` that the report has too.
package enum PagePhrase: String, CaseIterable, Sendable {
  // The pages and the ways between them.
  case overview, discrepancies, figures, sources, runs, downloads, about, pipelines, pipeline
  case siteLead, siteFoot, toPipelines, notLatest, showLatest, pages, pageNumber, yes, no

  // The overview.
  case sinceLast, firstVintage, worst, allDiscrepancies, whereGaps, picturesLater, causes
  case overPeriods

  // Lists.
  case filters, all, order, bySeverity, byDifference, byRelative, byCell, show, clear, shownRows
  case allOfThem, nothingFits, reportedValues, moreValues

  // A cell.
  case method, explainedShare, sourcesGive, noSingleValue, blockedValue, absentValue
  case seriesValue, toTrace, sourceValues, role, silent, sameMeaning, flagsOfCell, noFlags
  case speaksOf, tolerance, decisionsOfCell, bridges, balancing, checks, checksCaption, residual,
    overPeriodsCaption
  case overVintages, overVintagesCaption

  // A trace.
  case trace, traceOf, backToCell, noInputs, sender, received, licence, state, fileIntact
  case fileChanged, recordPlace, bytesPlace, recordText, recordGone, recordUndecoded, bytes

  // Runs and sources.
  case aboutRuns, finished, addsUp, cellsWritten, manifest, runTitle, definitionHash, ledger
  case ledgerCaption, quarantine, quarantineCaption, nothingQuarantined, leftOut, leftOutCaption
  case definition, definitionCaption, aboutSources, sourcesCaption, deliveries, usedFor, lostFor
  case deliveriesOf

  // Downloads and the API.
  case aboutDownloads, downloadsCaption, content, figuresFile, flagsFile, quarantineFile
  case summaryFile, sourcesFile, runsFile, aboutDeliveries, deliveriesCaption, bytesLabel
  case aboutNumbers, aboutFigures, aboutOutcomes, aboutCauses, aboutProof, aboutTrace
  case aboutVintages, aboutKeeping, aboutReadOnly, api, aboutAPI, apiCaption, address

  // Errors: what is wrong, and the next step.
  case errorRequest, errorNotFound, errorRefused, errorTooLong, errorUnavailable, errorDefect
  case errorMalformed, errorBody, errorUnknownParameter, errorUnknownValue, errorUnknownChoice
  case errorTwice, errorNoCell, errorNoFigure, errorNoVintage, errorNoPage, errorMethod
  case errorHost, errorCrossSite, errorLongAddress, errorTakesTooLong, errorBusy
  case errorNoWarehouse, errorOurs
}

/// A text of the pages with a form for each grammatical number.
package enum CountedPagePhrase: String, CaseIterable, Sendable {
  case figureCount, runCount, fileCount, moreRecords, moreBytes, moreInDocument
}

extension Words {
  package subscript(page phrase: PagePhrase) -> String { entry("page.\(phrase.rawValue)") }

  /// A phrase with its `{names}` filled.
  package func callAsFunction(page phrase: PagePhrase, _ values: [String: String]) -> String {
    fill(self[page: phrase], values)
  }

  /// A phrase in the form that a count asks for; `{n}` is the count.
  package func callAsFunction(page phrase: CountedPagePhrase, _ count: Int) -> String {
    let form = entry("page.\(phrase.rawValue).\(language.form(for: count).rawValue)")
    return fill(form, ["n": number(count)])
  }
}
