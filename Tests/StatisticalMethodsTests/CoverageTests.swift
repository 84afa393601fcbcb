import StatisticalMethods
import Testing

@Suite("Coverage: published numbers")
struct CoverageTests {
  @Test("two lists: Lincoln–Petersen and Chapman on the data of Seber (1982), p. 107")
  func twoLists() throws {
    let petersen = try #require(
      TwoListEstimate.lincolnPetersen(first: 948, second: 421, both: 167))
    #expect(petersen.size.printed(3) == "2389.868")
    // Rcapture's manual, closedp.t of the same table.
    #expect(petersen.standardError.printed(1) == "130.4")
    let chapman = try #require(TwoListEstimate.chapman(first: 948, second: 421, both: 167))
    #expect(chapman.size.printed(3) == "2382.798")
    #expect(chapman.standardError.printed(2) == "129.06")
    #expect(TwoListEstimate.lincolnPetersen(first: 5, second: 7, both: 0) == nil)
    #expect(TwoListEstimate.chapman(first: 5, second: 7, both: 6) == nil)
  }

  @Test("an odds ratio of one between two lists is independence")
  func oddsRatio() throws {
    let one = try #require(
      TwoListEstimate.size(oddsRatio: 1, first: 948, second: 421, both: 167))
    #expect(one.printed(3) == "2389.868")
    // 1202 seen, 781 · 254 / 167 = 1187.868 unseen, doubled.
    let two = try #require(
      TwoListEstimate.size(oddsRatio: 2, first: 948, second: 421, both: 167))
    #expect(two.printed(3) == "3577.737")
  }

  @Test(
    "three lists: every model of the spina bifida data",
    arguments: [
      (["A"], "763.888", "58.348", 3), (["BC"], "730.929", "3.860", 2),
      (["AC"], "755.943", nil, 2), (["AB"], "831.313", nil, 2),
      (["AB", "BC"], "758.321", "0.003", 1), (["AC", "BC"], "711.232", nil, 1),
      (["AB", "AC"], "1361.000", nil, 1), (["AB", "AC", "BC"], "762.981", "0.000", 0),
    ] as [([String], String, String?, Int)])
  func spinaBifida(_ interactions: [String], _ size: String, _ deviance: String?, _ freedom: Int)
    throws
  {
    let masks = interactions.filter { $0.count > 1 }.map { name in
      name.utf8.reduce(0) { $0 | 1 << (Int($1) - 65) }
    }
    let model = try #require(LogLinearModel(listCount: 3, interactions: masks))
    let estimate = try #require(ModelFit(model, to: Published.spinaBifida).estimate)
    #expect(estimate.size.printed(3) == size)
    #expect(deviance == nil || estimate.deviance.printed(3) == deviance)
    #expect(estimate.degreesOfFreedom == freedom)
  }

  @Test("standard errors and log-normal intervals of the spina bifida data")
  func intervals() throws {
    let first = try #require(
      ModelFit(Published.model(3, "BC"), to: Published.spinaBifida).estimate)
    #expect(first.standardError.printed(2) == "16.98")
    #expect(first.interval.lowerBound.printed(1) == "702.6")
    #expect(first.interval.upperBound.printed(1) == "769.8")
    let all = try #require(
      ModelFit(Published.model(3, "AB", "AC", "BC"), to: Published.spinaBifida).estimate)
    #expect(all.standardError.printed(1) == "86.4")
    #expect(all.interval.lowerBound.printed(1) == "670.1")
    #expect(all.interval.upperBound.printed(1) == "1051.8")
  }

  @Test("Chao's lower bound and the pairs of lists of the spina bifida data")
  func boundAndPairs() throws {
    let answer = try #require(CoverageEstimate(Published.spinaBifida))
    #expect(answer.lowerBound?.size.printed(3) == "789.742")
    let sizes = answer.pairs.map { $0.lincolnPetersen?.size.printed(1) }
    #expect(sizes == ["689.6", "777.8", "2432.3"])
  }

  @Test("the answer for the spina bifida data is a range, and says by which models")
  func range() throws {
    let answer = try #require(CoverageEstimate(Published.spinaBifida))
    let lists = answer.overlap.lists
    #expect(answer.entries.count == 8)
    #expect(answer.all?.lowest.printed(3) == "711.232")
    #expect(answer.all?.lowestModel.formula(lists: lists) == "[AC][BC]")
    #expect(answer.all?.highest.printed(0) == "1361")
    #expect(answer.all?.highestModel.formula(lists: lists) == "[AB][AC]")
    // AIC up to a constant is deviance and twice the parameters: [AB][BC] 0.003 + 12 is least;
    // [AC][BC] 0.668 + 12 (the 2 × 2 table of those on C, by hand), [A][BC] 3.860 + 10 and all
    // pairs 0 + 14 lie within 2 of it, independence 58.348 + 8 does not.
    #expect(
      answer.entries.filter(\.isSupported).map { $0.fit.model.formula(lists: lists) }
        == ["[A][BC]", "[AB][BC]", "[AC][BC]", "[AB][AC][BC]"])
    #expect(answer.supported?.lowest.printed(3) == "711.232")
    #expect(answer.supported?.highest.printed(3) == "762.981")
    #expect(answer.supported?.interval.upperBound.printed(1) == "1051.8")
  }

  @Test(
    "four lists: the HIV data as Rcapture prints them",
    arguments: [
      ([], "11124.58", "904.75", nil, nil),
      (["AB"], "12318.47", "1188.72", "7.614", "86.650"),
      (["AB", "AC", "AD", "BC", "BD", "CD"], "23443.5", "9594.9", "3.037", "92.073"),
    ] as [([String], String, String, String?, String?)])
  func rome(
    _ pairs: [String], _ size: String, _ error: String, _ deviance: String?, _ aic: String?
  ) throws {
    let masks = pairs.map { name in name.utf8.reduce(0) { $0 | 1 << (Int($1) - 65) } }
    let model = try #require(LogLinearModel(listCount: 4, interactions: masks))
    let estimate = try #require(ModelFit(model, to: Published.rome).estimate)
    let digits =
      size.count
      - (size.firstIndex(of: ".").map {
        size.distance(from: size.startIndex, to: $0)
      } ?? 0) - 1
    #expect(estimate.size.printed(digits) == size)
    #expect(estimate.standardError.printed(digits) == error)
    #expect(deviance == nil || estimate.deviance.printed(3) == deviance)
    #expect(aic == nil || estimate.aic.printed(3) == aic)
    #expect(estimate.degreesOfFreedom == 10 - pairs.count)
  }

  @Test("profile likelihood intervals as Rcapture prints them for the HIV data")
  func profile() throws {
    let one = try #require(ProfileInterval(Published.model(4, "AB"), on: Published.rome))
    // Rcapture prints 12308, 10266 and 14992.3.
    #expect(one.size.printed(0) == "12308")
    #expect(one.lower.printed(0) == "10266")
    #expect(one.upper?.printed(1) == "14992.3")
    let all = try #require(
      ProfileInterval(
        Published.model(4, "AB", "AC", "AD", "BC", "BD", "CD"), on: Published.rome))
    #expect(all.size.printed(1) == "23269.8")
    #expect(all.lower.printed(1) == "10027.6")
  }

  @Test("repeated contacts: Chao's bound and the zero-truncated Poisson")
  func contacts() throws {
    let bound = try #require(RepeatEstimate.lowerBound(contacts: Published.contacts))
    #expect(bound.size.printed(1) == "9273.5")
    // Standard errors from Rcapture's manual, closedp.0 with t = Inf.
    #expect(bound.standardError.printed(1) == "662.6")
    let poisson = try #require(TruncatedPoissonEstimate(contacts: Published.contacts))
    #expect(poisson.rate.printed(5) == "0.30862")
    #expect(poisson.size.printed(1) == "7079.9")
    #expect(poisson.standardError.printed(1) == "365.8")
    #expect(RepeatEstimate.lowerBound(contacts: [10, 0, 1]) == nil)
    #expect(TruncatedPoissonEstimate(contacts: [10, 0]) == nil)
  }
}
