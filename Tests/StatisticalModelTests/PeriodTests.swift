import StatisticalModel
import TestSupport
import Testing

@Suite("Periods")
struct PeriodTests {
  @Test(
    "Each form has its kind, its first and its last day",
    arguments: [
      ("2019", Period.Kind.calendarYear, 2019_01_01, 2019_12_31),
      ("2019/2020", .schoolYear, 2019_09_01, 2020_08_31),
      ("2019-Q1", .quarter, 2019_01_01, 2019_03_31),
      ("2019-Q4", .quarter, 2019_10_01, 2019_12_31),
      ("2019-09", .month, 2019_09_01, 2019_09_30),
      ("2020-02", .month, 2020_02_01, 2020_02_29),
      ("1900-02", .month, 1900_02_01, 1900_02_28),
      ("2000-02", .month, 2000_02_01, 2000_02_29),
      ("2022-06-08", .date, 2022_06_08, 2022_06_08),
    ])
  func forms(text: String, kind: Period.Kind, first: Int, last: Int) throws {
    let period = try #require(Period(parsing: text))
    #expect(period.kind == kind)
    #expect(period.firstDay == first)
    #expect(period.lastDay == last)
    #expect(period.description == text)
  }

  @Test(
    "Days that do not exist and other texts are no periods",
    arguments: [
      "", "19", "201", "20191", "2019-13", "2019-00", "2019-Q0", "2019-Q5", "2019-q1", "2019/2021",
      "2019/2019", "2019-2020", "2021-02-29", "1900-02-29", "2022-04-31", "2022-06-00", "2022-6-8",
      "2022/06/08", "08.06.2022", " 2019", "2019 ", "２０１９", "2019-09-1", "*",
    ])
  func refused(text: String) {
    #expect(Period(parsing: text) == nil)
  }

  @Test("A calendar year and the school year that starts in it are two periods")
  func yearsApart() {
    #expect(period("2019") != period("2019/2020"))
    #expect(period("2019").packed != period("2019/2020").packed)
  }

  @Test("Periods are in order of their first day")
  func order() {
    let ordered = ["2018/2019", "2019", "2019-Q2", "2019-09", "2019-09-05", "2020"].map(period)
    #expect(ordered.shuffled().sorted() == ordered)
  }

  @Test(
    "The spellings of a school year, told apart from months only by declaration",
    arguments: [
      // England's time_period; Kazakhstan's bureau; the profile of 2021; a starting year.
      ("201920", "2019/2020"), ("2019/20", "2019/2020"), ("2019-20", "2019/2020"),
      ("2019-2020", "2019/2020"), ("2019/2020", "2019/2020"), ("2019", "2019/2020"),
      ("2011-12", "2011/2012"), ("1999-00", "1999/2000"), ("199900", "1999/2000"),
    ])
  func schoolYears(text: String, expected: String) {
    #expect(Period(reading: text, as: .schoolYear) == period(expected))
  }

  @Test(
    "A school year whose second year is not the next is refused",
    arguments: [
      "2019-21", "201921", "2019-2021", "2019/19", "20192020", "2019-", "2019/", "2019-0",
      "19-20", "2019--20", "2019 20", "", "abcd", "2019–20",
    ])
  func badSchoolYears(text: String) {
    #expect(Period(reading: text, as: .schoolYear) == nil)
  }

  @Test("2011-12 is a month to one source and a school year to another")
  func monthOrSchoolYear() {
    #expect(Period(reading: "2011-12", as: .month) == period("2011-12"))
    #expect(Period(reading: "2011-12", as: .schoolYear) == period("2011/2012"))
    #expect(Period(reading: "2011-12", as: .calendarYear) == nil)
    #expect(Period(reading: "2011-12", as: .date) == nil)
  }

  @Test(
    "A source reads only the form it declares",
    arguments: [
      ("2019", PeriodForm.calendarYear, true), ("2019/2020", .calendarYear, false),
      ("2019-09", .month, true), ("2019", .month, false), ("01.02.2022", .date, true),
      ("2022-02-01", .date, true), ("1.2.2022", .date, false), ("31.02.2022", .date, false),
      ("2022-02", .date, false), ("2019-Q1", .canonical, true), ("01.02.2022", .canonical, false),
    ])
  func declaredForms(text: String, form: PeriodForm, isRead: Bool) {
    #expect((Period(reading: text, as: form) != nil) == isRead)
  }

  @Test("Day comes before month in a dotted date")
  func dottedDate() {
    #expect(Period(reading: "01.02.2022", as: .date) == period("2022-02-01"))
  }
}
