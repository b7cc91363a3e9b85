# Every target does its own set-up; see tools/setup.sh for what that is and where it goes.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

export PATH := $(shell tools/setup.sh path):$(PATH)
export CLAIMLIGHT_AXE := $(shell tools/setup.sh axe-file)
# A reader of a CI log needs no colour; a variable set by the caller wins.
export CARGO_TERM_COLOR ?= auto

PORT ?= 8080
# Everything the built page is made from; the folders too, because they change when a file goes.
SOURCES := $(shell find src style public) index.html Trunk.toml Cargo.toml Cargo.lock \
  $(shell find tools -type f) .cargo/config.toml
NATIVE := cargo test --locked
E2E := cargo test --locked --features e2e

.PHONY: help
help:
	@echo 'make serve   build and serve the app on http://127.0.0.1:$(PORT)/ while you edit it'
	@echo 'make test    every test: native, in the browser, end to end, size budget'
	@echo 'make dist    the static folder dist/, for any sub-path of any web server'
	@echo 'make lint    formatting, clippy for both targets, documentation'
	@echo 'make torture kill the browser again and again while it works; docs/durability.md'
	@echo 'make fuzz    a bounded round of every fuzz target; docs/fuzzing.md'
	@echo 'make deny    licences, sources and known faults of the dependencies; SECURITY.md'
	@echo 'make bench   compressed sizes, and how long the app takes in a browser; docs/benchmarks.md'
	@echo 'make clean   remove what was built (the installed tools stay)'

# The set-up is asked for every time, because tools may vanish; it costs a fraction of a second.
.PHONY: setup-build setup-browser setup-firefox setup-axe
setup-build:
	@tools/setup.sh build
setup-browser:
	@tools/setup.sh browser
setup-firefox:
	@tools/setup.sh firefox
setup-axe:
	@tools/setup.sh axe

.PHONY: serve
# Trunk refuses to ignore a folder that is not there, hence the mkdir.
serve: setup-build
	@echo 'Claimlight will be at http://127.0.0.1:$(PORT)/ once it is built; stop it with Ctrl+C.'
	@mkdir -p target/serve dist
	trunk serve --dist target/serve --port $(PORT)

.PHONY: dist
dist: dist/index.html
dist/index.html: $(SOURCES) | setup-build
	trunk build --release
	cargo run --locked --quiet --bin pack -- dist
	@touch $@

.PHONY: test test-native test-web test-size test-e2e test-e2e-chromium test-e2e-firefox
test: test-native test-web test-size test-e2e

# No browser and no Leptos: this is the quick loop, also as plain `cargo test`.
test-native: | setup-build
	$(NATIVE)

test-web: | setup-build setup-browser
	CHROMEDRIVER="$$(command -v chromedriver)" WASM_BINDGEN_TEST_TIMEOUT=120 cargo web-test --locked

test-size: dist
	$(E2E) --test size -- --nocapture

# Two browsers at a time at most: more would only make each other late on a small machine.
test-e2e: test-e2e-chromium test-e2e-firefox
test-e2e-chromium: dist | setup-browser setup-axe
	CLAIMLIGHT_BROWSER=chromium $(E2E) --test e2e -- --test-threads=2

# What kills the browser's processes knows those of Chromium only.
NOT_IN_FIREFOX := torture

# The same stories; a machine that cannot have this browser says so and goes on.
test-e2e-firefox: dist | setup-firefox setup-axe
	@if firefox=$$(tools/setup.sh firefox-ready); then \
	  echo 'CLAIMLIGHT_BROWSER=firefox $(E2E) --test e2e -- --test-threads=2'; \
	  echo 'notice: not in Firefox: $(NOT_IN_FIREFOX)'; \
	  FIREFOX_BIN=$$firefox CLAIMLIGHT_BROWSER=firefox $(E2E) --test e2e -- --test-threads=2 \
	    $(addprefix --skip ,$(NOT_IN_FIREFOX)); \
	else \
	  echo 'notice: the end-to-end tests are not run in Firefox; the reason is above'; \
	fi

# Kills the browser so many times in the midst of work; a seed that failed fails again.
TORTURE_KILLS ?= 200
TORTURE_SEED ?= 1
.PHONY: torture
torture: dist | setup-browser
	CLAIMLIGHT_BROWSER=chromium CLAIMLIGHT_TORTURE_KILLS=$(TORTURE_KILLS) \
	  CLAIMLIGHT_TORTURE_UPGRADES=25 CLAIMLIGHT_TORTURE_SEED=$(TORTURE_SEED) \
	  $(E2E) --test e2e -- torture:: --nocapture --test-threads=1

.PHONY: lint
lint: | setup-build
	cargo fmt --check
	cargo fmt --check --manifest-path fuzz/Cargo.toml
	@# Its lock file follows the app's dependencies.
	cargo metadata --locked --quiet --format-version 1 --manifest-path fuzz/Cargo.toml > /dev/null
	cargo clippy --locked --all-targets --all-features -- -D warnings
	cargo web-lint --locked -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --document-private-items --lib
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --document-private-items --lib \
	  --target wasm32-unknown-unknown

.PHONY: bench
bench: dist | setup-browser
	-$(E2E) --test size -- --nocapture
	cargo bench --locked --features e2e --bench app
	cargo run --locked --release --quiet --example bench_formats
	cargo run --locked --release --quiet --example bench_merge
	cargo run --locked --release --quiet --example bench_guess

# How long each target runs, and which: FUZZ_SECONDS=600 FUZZ_TARGETS='page project' make fuzz
.PHONY: fuzz
fuzz:
	@tools/setup.sh fuzz
	tools/fuzz.sh

.PHONY: deny
deny:
	@tools/setup.sh deny
	cargo deny --locked --all-features check licenses bans sources
	cargo deny --locked --manifest-path fuzz/Cargo.toml --config deny.toml check licenses bans sources
	@# The database of known faults is a Git repository that not every machine can reach.
	@if cargo deny --locked fetch db > /dev/null 2>&1; then \
	  cargo deny --locked --all-features check advisories; \
	else \
	  echo 'notice: the database of advisories cannot be had here, so known faults were not looked up'; \
	fi

.PHONY: clean
clean:
	cargo clean
	rm -rf dist
