import ArgumentParser
import Pipelining
import Reporting
import StatisticalModel
import Warehousing

/// `sanaq validate`: checks definitions and inputs, loads nothing.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check a pipeline's definition and delivered files; load nothing.",
    discussion: """
      Every problem is named, not only the first.

      EXAMPLES
        sanaq validate karaganda
        sanaq validate Pipelines/england --json
      """)

  @OptionGroup var pipeline: PipelineOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var restart: RestartOptions

  func run() async throws {
    let crashed = restart.prepare()
    let opened = try pipeline.opened()
    work.announce(opened)
    let prepared = try await ProgressLine.showing(unless: output) { progress in
      try await opened.prepared(
        options: RunOptions(
          keepsGoing: true, jobs: work.jobs, crashed: crashed, progress: progress),
        programVersion: Sanaq.version, clock: Clock.now)
    }
    Console.say(problems: prepared.problems)
    let content = prepared.content
    if output.json {
      try Console.print(
        JSONValue.object([
          "schema": "sanaq.validate/1", "pipeline": .string(opened.definition.id),
          "valid": .bool(prepared.problems.isEmpty),
          "deliveries": .integer(opened.deliveries.count),
          "records": .integer(content.deliveries.reduce(0) { $0 + $1.ledger.read }),
          "cells": .integer(content.results.count),
          "problems": .array(prepared.problems.map { .string($0.sentence) }),
        ]).text)
    } else if !output.quiet, prepared.problems.isEmpty {
      try Console.print(
        "\(opened.definition.id): \(opened.definition.files.count) definition files, "
          + "\(opened.deliveries.count) deliveries and \(content.results.count) cells are sound.")
    }
    if !prepared.problems.isEmpty { throw ExitCode.inputRejected }
  }
}
