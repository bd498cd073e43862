# `make` alone lists what there is to do.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup build run test check format demo bench soak fuzz clean

sources := Sources Tests $(wildcard Fuzzing) Package.swift

# The same for every debug build: with other options SwiftPM would compile all of it anew.
debug_options := --explicit-target-dependency-import-check error

# Says which phase begins, and how long after the first `make` it does.
export MAKE_BEGAN := $(or $(MAKE_BEGAN),$(shell date +%s))
phase = @printf '== %s (%d s after the start)\n' '$(1)' $$(($$(date +%s) - $(MAKE_BEGAN)))

help: ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## bring the libraries and engines this machine lacks (quick when nothing does)
	@Scripts/setup

build: setup ## build the programs for release: .build/release/katmai
	$(call phase,release build)
	swift build -c release

run: build ## serve the console and AWS's clients on http://127.0.0.1:8080; with ARGS="--port 9000" and so on
	@.build/release/katmai serve $(ARGS)

# The end-to-end tests start the release programs. swift test comes last, so that its own words end the output.
test: build ## run every test; with KATMAI_DATASETS=folder also those on real photos
	$(call phase,tests)
	@if [[ -z "$$KATMAI_DATASETS" ]]; then \
		echo "KATMAI_DATASETS is not set: the tests on real photos are skipped"; fi
	Scripts/test-clients
	Scripts/test-browser
	swift test $(debug_options)

check: setup ## what has to pass before a commit: format, imports, comments, build, tests
	$(call phase,format)
	swift format lint --strict --parallel -r $(sources)
	$(call phase,imports and doc comments)
	Scripts/check-imports
	Scripts/check-docs
	$(call phase,debug build)
	swift build --build-tests $(debug_options)
	@$(MAKE) --no-print-directory test

format: ## lay out the Swift sources as `make check` wants them
	swift format -i --parallel -r $(sources)

demo: ## train, evaluate and detect on drawn pictures, or on yours with DATA=folder
	@Scripts/demo

bench: build ## measure speed against other engines, as ratios
	Benchmarks/run

soak: build ## serve at full load for SOAK_SECONDS (600); memory and descriptors must stay flat
	Scripts/soak

fuzz: setup ## feed broken files to the readers for FUZZ_SECONDS (60) each
	Scripts/fuzz

clean: ## remove what was built; the engines in the cache stay
	rm -rf .build .build-fuzz
