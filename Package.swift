// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target of ours.
///
/// Warnings are errors, unsafe code is marked, imports are explicit. Dependencies keep their own.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target; `at` is its folder where that is not `Sources/<name>`.
func library(
  _ name: String, at path: String? = nil, over dependencies: [Target.Dependency] = [],
  excluding texts: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, exclude: texts, swiftSettings: house)
}

/// A test target over the target it is named for, with the shared support.
func tests(
  _ name: String, over dependencies: [Target.Dependency], excluding files: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"],
    path: "Tests/\(name)Tests", exclude: files, swiftSettings: house)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(
  name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "Sanaq",
  products: [
    .executable(name: "sanaq", targets: ["sanaq"]),
    .library(name: "StatisticalMethods", targets: ["StatisticalMethods"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // Without its traits: no reading of configurations, no part of Foundation it can do without.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // C libraries and the thin owners over them: the only place for unsafe code.
    .systemLibrary(
      name: "CLibCSV", path: "Sources/Bindings/CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(
      name: "CLibXML2", path: "Sources/Bindings/CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibXLSXWriter", path: "Sources/Bindings/CLibXLSXWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"])]),
    library("LibCSV", at: "Sources/Bindings/LibCSV", over: ["CLibCSV"]),
    library("LibXML2", at: "Sources/Bindings/LibXML2", over: ["CLibXML2"]),
    library(
      "LibXLSXWriter", at: "Sources/Bindings/LibXLSXWriter", over: ["CLibXLSXWriter"]),
    .systemLibrary(name: "CMalloc", path: "Sources/Bindings/CMalloc"),
    .target(name: "CRestart", path: "Sources/Bindings/CRestart"),
    library("Restart", at: "Sources/Bindings/Restart", over: ["CRestart"]),
    library("Files", at: "Sources/Bindings/Files", over: ["CMalloc", crypto]),
    library("SQLiteInsertion", at: "Sources/Bindings/SQLiteInsertion", over: [grdb, sqlite]),

    // The values, and the methods over them; the words of SDMX, for reading and writing it.
    library("StatisticalModel"),
    library("SDMXVocabulary"),
    library(
      "StatisticalMethods", over: ["StatisticalModel", bigInt], excluding: ["README.md"]),

    // The stages, in the order data flows. None imports another.
    library(
      "Extraction", over: ["StatisticalModel", "SDMXVocabulary", "Files", "LibCSV", "LibXML2"]),
    library("Staging", over: ["StatisticalModel"]),
    library("Harmonisation", over: ["StatisticalModel"]),
    library("Reconciliation", over: ["StatisticalModel", "StatisticalMethods"]),
    library(
      "Warehousing",
      over: ["StatisticalModel", "WarehouseSchema", "Files", "SQLiteInsertion", grdb, crypto]),
    .target(
      name: "Reporting", dependencies: ["StatisticalModel", "Warehousing", mustache],
      resources: [.embedInCode("Language/Catalogue"), .embedInCode("Templates")],
      swiftSettings: house),
    library(
      "Exporting",
      over: [
        "StatisticalModel", "SDMXVocabulary", "Warehousing", "Reporting", "Files", "LibXLSXWriter",
      ],
      excluding: ["README.md"]),
    library(
      "LineageDelivery", over: ["Files", httpClient, nioCore, nioHTTP, nioPosix, nioSSL]),

    // Definitions, plan and run; then the program.
    library(
      "Pipelining",
      over: [
        "StatisticalModel", "Files", "Restart", "Extraction", "Staging", "Harmonisation",
        "Reconciliation", "Warehousing", "SDMXVocabulary", yams,
      ]),
    .target(
      name: "SanaqWeb",
      dependencies: [
        "StatisticalModel", "SDMXVocabulary", "Warehousing", "Reporting", "Exporting", "Pipelining",
        "Files", hummingbird, hummingbirdCore, httpTypes, nioCore, logging,
      ], resources: [.embedInCode("API/openapi.json")], swiftSettings: house),
    .executableTarget(
      name: "sanaq",
      dependencies: [
        "StatisticalModel", "StatisticalMethods", "SDMXVocabulary", "Extraction", "Pipelining",
        "Warehousing", "Reporting", "Exporting", "LineageDelivery", "SanaqWeb", "Files", "Restart",
        arguments,
      ],
      swiftSettings: house),
    // The SQL under Warehouse/, which the target's folder links to, embedded in the program.
    .target(
      name: "WarehouseSchema", path: "Sources/WarehouseSchema",
      resources: [.embedInCode("Migrations"), .embedInCode("Views")], swiftSettings: house),

    .target(
      name: "TestSupport", dependencies: ["StatisticalModel"], path: "Tests/TestSupport",
      swiftSettings: house),
    tests("StatisticalModel", over: ["StatisticalModel"]),
    tests("StatisticalMethods", over: ["StatisticalMethods", "StatisticalModel"]),
    tests("Extraction", over: ["Extraction", "Files", "StatisticalModel", "SDMXVocabulary"]),
    tests("Staging", over: ["Staging", "StatisticalModel"]),
    tests("Harmonisation", over: ["Harmonisation", "StatisticalModel"]),
    tests("Reconciliation", over: ["Reconciliation", "StatisticalModel"]),
    tests("Reporting", over: ["Reporting", "StatisticalModel", "Warehousing"]),
    tests("Warehousing", over: ["Warehousing", "StatisticalModel", "Files", grdb]),
    tests("Exporting", over: ["Exporting", "StatisticalModel", "SDMXVocabulary", "Warehousing"]),
    tests("LineageDelivery", over: ["LineageDelivery"]),
    tests("Pipelining", over: ["Pipelining", "StatisticalModel", "Warehousing"]),
    tests(
      "SanaqWeb",
      over: [
        "SanaqWeb", "Reporting", "Pipelining", "StatisticalModel", hummingbird, httpTypes,
      ]),
    tests("CommandLine", over: ["sanaq"], excluding: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)

// A library in the instrumented build of .ci/fuzz; elsewhere tests, which replay what it has found.
let fuzzed: [Target.Dependency] = [
  "StatisticalModel", "StatisticalMethods", "Files", "Extraction", "Staging", "Pipelining",
  "TestSupport",
]
if Context.environment["SANAQ_FUZZ"] != nil {
  package.products.append(.library(name: "FuzzEntry", type: .dynamic, targets: ["FuzzEntry"]))
  package.targets += [
    library(
      "FuzzTargets", at: "Tests/FuzzTargets", over: fuzzed, excluding: ["CorpusTests.swift"]),
    library("FuzzEntry", at: "Sources/Bindings/FuzzEntry", over: ["FuzzTargets"]),
  ]
} else {
  package.targets.append(
    .testTarget(
      name: "FuzzTargets", dependencies: fuzzed, path: "Tests/FuzzTargets", swiftSettings: house))
}
