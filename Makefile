# `make` lists what can be done. Every target works on a fresh Debian 12 that has make, git and
# Swift 6.2 or newer.

# What the program is built over; a library is added here and nowhere else.
PACKAGES = libcsv-dev libxml2-dev libxlsxwriter-dev libsqlite3-dev pkg-config
# Other programs by which the tests check ours.
TEST_PACKAGES = python3 python3-venv sqlite3 chromium fonts-noto-core

# The cell that `make demo` explains in the England pipeline.
EXPLAINED = indicator=ehc-plans,area=E92000001,period=2023/2024

SWIFT_SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests
SANAQ = .build/debug/sanaq

.PHONY: help demo release test check lint format faults fuzz sanitise bench bench-test packages test-packages
.NOTPARALLEL:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: packages ## Run the three pipelines and show what they flag
	swift build --product sanaq
	@.ci/demo $(SANAQ) '$(EXPLAINED)'

# With Swift's libraries inside, so that the machine it runs on needs none and it starts sooner.
release: packages ## Build the program for every night, optimised: .build/release/sanaq
	swift build -c release --product sanaq --static-swift-stdlib

test: packages test-packages ## Run every test
	.ci/tests
	.ci/browser

check: test lint ## All that a change must pass: test and lint

lint: packages ## Check form, conventions and undeclared imports
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	.ci/conventions
	swift build --build-tests --explicit-target-dependency-import-check error

format: ## Bring the Swift code into form
	swift format format --in-place --parallel --recursive $(SWIFT_SOURCES)

# Every point of a small run, and fifty rounds of eight runs at once; `make test` tries a sample.
faults: packages test-packages ## Kill a run and fail its calls at every point
	SANAQ_FAULTS=1000 .ci/tests --filter CommandLineTests.FaultSweepTests \
	  --filter CommandLineTests.ManyRunsTests

fuzz: packages ## Feed each reader what libFuzzer thinks of for a minute; see .ci/fuzz
	.ci/fuzz 60

sanitise: packages test-packages ## Run every test under the thread and the address sanitiser
	.ci/sanitise

bench: ## Measure against the peers, with 5 million rows; see Benchmarks/README.md
	Benchmarks/run

bench-test: ## Test the programs of Benchmarks, and that the tests' small case is theirs
	SWIFT_BACKTRACE=enable=no swift test --package-path Benchmarks

packages:
	@.ci/packages $(PACKAGES)

test-packages:
	@.ci/packages $(TEST_PACKAGES)
	@.ci/python --version
