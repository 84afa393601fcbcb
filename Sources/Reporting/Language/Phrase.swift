/// A text of the interface: a key of the catalogue, which has it in every language.
package enum Phrase: String, CaseIterable, Sendable {
  // The page.
  case skipToContent, contents, languages, languageName, numbersOfPicture, finding, vintageLabel
  case programVersion, madeAt, checkpoint, printedFoot

  // Words in tables.
  case cell, cells, area, period, category, causeLabel, severityLabel, outcomeLabel, sourceLabel
  case provider, valueLabel, figureLabel, difference, relativeGap, lowest, highest, median, share
  case number, flags, rule, evidence, asOf, file, line, column, reason, edition, step, amount
  case read, loaded, quarantined, ignored, status, total

  // Pictures.
  case notCompared, noGapFinding, widestGapFinding, heatMapDrawn, heatMapTable, dumbbellFinding
  case dumbbellAgreesFinding, dumbbellDrawn, waterfallFinding, waterfallDrawn, waterfallTable
  case vintagePlotDrawn, tileMapFinding, tileMapDrawn, tileMapTable, recordFlowDrawn
  case recordFlowTable

  // A vintage in counts.
  case cellsAgree, cellsDisagreeing, cellsNotJudged, unexplainedFlags, sinceLastVintage
  case flagsByCause, flagsBySource, cellsByPeriod, gridLeftOut

  // A cell.
  case interval, sourcesSideBySide, used, notUsed, superseded, definitions, definitionAttribute
  case noRule, worstCells, unit, decision, noDecision, nextStepLabel
  case decisions, decidedBy, day, until, action
  case blockValues, blockRules, balanced, adjustment, standardError, discrepancy, shadowPrice
  case contribution

  // Deliveries and records.
  case deliveries, received, refusedFiles, field

  // Letters to suppliers.
  case letters, lettersIntroduced, noLetters, letterTo, letterTable, allLines

  // The report.
  case largestDifference, reportTitle, summary, howJudged, whereSourcesDiffer, nothingCompared
  case worstByChildren, howRanked, nothingDiffers, whereRecordsWent, allFiles, summaryFile
  case cellsFile, flagsFile, valuesFile, gapsFile, quarantineFile
}

/// A text with a form for each grammatical number.
package enum CountedPhrase: String, CaseIterable, Sendable {
  case flagCount, recordCount, rowCount, vintagePlotFinding, recordFlowFinding
  case ofWarningsAndErrors, goneFlags, otherWays, letterLines, letterQuarantined, linesLeftOut
  case lettersLeftOut, reportLead, rowsNotShown, moreRows, leftOutRows
}
