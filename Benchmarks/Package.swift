// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target, those of the program itself.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// Depends on nothing of Sanaq, so that it can judge it.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // Three ministries' deliveries with known errors.
    .target(
      name: "Ministries", dependencies: [crypto],
      resources: [.copy("Pipeline"), .copy("Tables")], swiftSettings: house),
    .executableTarget(
      name: "generate", dependencies: ["Ministries", arguments], swiftSettings: house),
    // Flags against the known errors.
    .target(name: "Scoring", swiftSettings: house),
    .executableTarget(name: "score", dependencies: ["Scoring", arguments], swiftSettings: house),
    .testTarget(
      name: "MinistriesTests", dependencies: ["Ministries", crypto], swiftSettings: house),
    .testTarget(name: "ScoringTests", dependencies: ["Scoring"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
