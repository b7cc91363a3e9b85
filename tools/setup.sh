#!/usr/bin/env bash
# Puts in place what building and testing need and a plain Rust toolchain lacks.
#
#   tools/setup.sh build     wasm target, Trunk, wasm-bindgen, the crates named in Cargo.lock
#   tools/setup.sh browser   Chromium and chromedriver
#   tools/setup.sh firefox   Firefox and geckodriver where they can be had, else a notice
#   tools/setup.sh axe       axe-core, the accessibility checker of the end-to-end tests
#   tools/setup.sh fuzz      cargo-fuzz, and a C++ compiler for libFuzzer
#   tools/setup.sh deny      cargo-deny
#   tools/setup.sh path      prints the directories to put in front of PATH
#   tools/setup.sh axe-file  prints where axe-core's script is kept
#   tools/setup.sh firefox-ready  prints the Firefox that tests can be run in, else says why not
#
# Tools are kept outside the clone, one directory per version, so that a second clone finds them.
# Whatever is there already is left alone; a second run takes no noticeable time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tools/versions.env

tools_dir="${CLAIMLIGHT_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/claimlight}"
trunk_dir="$tools_dir/trunk-$TRUNK_VERSION"
bindgen_dir="$tools_dir/wasm-bindgen-$WASM_BINDGEN_VERSION"
axe_dir="$tools_dir/axe-core-$AXE_CORE_VERSION"
gecko_dir="$tools_dir/geckodriver-$GECKODRIVER_VERSION"
fuzz_dir="$tools_dir/cargo-fuzz-$CARGO_FUZZ_VERSION"
deny_dir="$tools_dir/cargo-deny-$CARGO_DENY_VERSION"

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# install_crate <crate> <version> <directory> <program>: a ready-made binary if cargo-binstall can
# get one that runs here, else built from source. `--locked` is tried first; a registry mirror that
# lacks one of the locked versions refuses it, and then the newest compatible dependencies do too.
install_crate() {
  local crate=$1 version=$2 directory=$3 program=$4
  [ -x "$directory/bin/$program" ] && return 0
  mkdir -p "$directory"
  # Two makes at the same time (two clones, say) take turns instead of building twice.
  exec 9> "$directory/.lock"
  if command -v flock > /dev/null; then flock 9; fi
  if [ ! -x "$directory/bin/$program" ]; then
    say "installing $crate $version into $directory"
    if ! { command -v cargo-binstall > /dev/null &&
      cargo binstall --no-confirm --disable-telemetry --disable-strategies compile \
        --root "$directory" "$crate@$version" &&
      "$directory/bin/$program" --version > /dev/null; }; then
      say "building $crate $version from source; this takes a few minutes, once"
      cargo install --force --locked --root "$directory" --version "$version" "$crate" ||
        cargo install --force --root "$directory" --version "$version" "$crate" ||
        fail "could not install $crate $version; is the crate registry reachable?"
    fi
  fi
  exec 9>&-
  [ -x "$directory/bin/$program" ] || fail "$crate $version did not bring the program $program"
}

setup_build() {
  command -v cargo > /dev/null || fail "cargo is missing; install Rust from https://rustup.rs first"
  local sysroot
  sysroot=$(rustc --print sysroot)
  if [ ! -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ]; then
    command -v rustup > /dev/null ||
      fail "this Rust has no wasm32-unknown-unknown target and rustup is missing; install the target with your package manager (Debian: libstd-rust-dev-wasm32)"
    say "adding the wasm32-unknown-unknown target"
    rustup target add wasm32-unknown-unknown
  fi
  # Trunk runs offline, so the crates have to be here before it starts.
  cargo fetch --locked --quiet
  install_crate wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$bindgen_dir" wasm-bindgen-test-runner
  install_crate trunk "$TRUNK_VERSION" "$trunk_dir" trunk
}

have_chromium() {
  command -v chromium > /dev/null || command -v chromium-browser > /dev/null ||
    command -v google-chrome > /dev/null
}

# apt_install <package>…: installs as root, or by a sudo that asks for no password; where neither
# can be, or the packages cannot be had, it says so and fails.
apt_install() {
  local as_root=""
  if ! command -v apt-get > /dev/null; then
    say "there is no apt-get here; install what corresponds to $* and put it on the PATH"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    # -n: never wait for a password that nobody may be there to type.
    if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
      as_root="sudo -n"
    else
      say "run: sudo apt-get install $*"
      return 1
    fi
  fi
  say "installing $*"
  # An empty $as_root is no word, hence no quotes.
  if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" > /dev/null; }; then
    say "apt-get could not install $*"
    return 1
  fi
}

setup_browser() {
  if have_chromium && command -v chromedriver > /dev/null; then return 0; fi
  apt_install chromium chromium-driver fonts-dejavu-core ||
    fail "Chromium and chromedriver, of the same version, are needed for the browser tests"
}

# Debian calls its Firefox firefox-esr, and its plain `firefox` may be another one.
firefox_program() {
  if [ -n "${FIREFOX_BIN:-}" ]; then
    printf '%s\n' "$FIREFOX_BIN"
  else
    command -v firefox-esr || command -v firefox
  fi
}

geckodriver_program() {
  if [ -n "${GECKODRIVER:-}" ]; then
    printf '%s\n' "$GECKODRIVER"
  elif [ -x "$gecko_dir/bin/geckodriver" ]; then
    printf '%s\n' "$gecko_dir/bin/geckodriver"
  else
    command -v geckodriver
  fi
}

# Firefox is the second browser of the tests; they are worth running without it, so whatever cannot
# be had here is a notice and no failure.
setup_firefox() {
  if ! firefox_program > /dev/null; then
    apt_install firefox-esr fonts-dejavu-core || return 0
  fi
  geckodriver_program > /dev/null ||
    (install_crate geckodriver "$GECKODRIVER_VERSION" "$gecko_dir" geckodriver) || return 0
}

firefox_ready() {
  local program version
  program=$(firefox_program) || fail "Firefox is missing"
  geckodriver_program > /dev/null || fail "geckodriver is missing"
  # A Firefox in a snap may not see the profiles that the tests make below the temporary folder.
  if [ "$(head -c 2 "$program")" = '#!' ] && grep -q /snap/ "$program"; then
    fail "Firefox is a snap, which cannot be given a profile; set FIREFOX_BIN to another one"
  fi
  version=$("$program" --version 2> /dev/null | sed -n 's/.*Firefox \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge "$FIREFOX_OLDEST" ] ||
    fail "Firefox ${version:-of no known version} is older than $FIREFOX_OLDEST, the oldest that the tests are run in"
  printf '%s\n' "$program"
}

# axe-core is JavaScript and is wanted by tests only, so its absence is a notice and no failure.
setup_axe() {
  [ -f "$axe_dir/axe.min.js" ] && return 0
  if ! command -v npm > /dev/null; then
    say "npm is missing, so the accessibility checks of the end-to-end tests will be skipped"
    return 0
  fi
  local scratch
  scratch=$(mktemp -d)
  say "fetching axe-core $AXE_CORE_VERSION"
  if (cd "$scratch" && npm pack --silent "axe-core@$AXE_CORE_VERSION" > /dev/null 2>&1 &&
    tar -xzf "axe-core-$AXE_CORE_VERSION.tgz"); then
    mkdir -p "$axe_dir"
    mv "$scratch/package/axe.min.js" "$axe_dir/axe.min.js"
  else
    say "npm could not fetch axe-core, so the accessibility checks will be skipped"
  fi
  rm -rf "$scratch"
}

setup_fuzz() {
  command -v c++ > /dev/null || apt_install g++ || fail "libFuzzer is built with a C++ compiler"
  install_crate cargo-fuzz "$CARGO_FUZZ_VERSION" "$fuzz_dir" cargo-fuzz
}

case "${1:-}" in
  build) setup_build ;;
  browser) setup_browser ;;
  firefox) setup_firefox ;;
  firefox-ready) firefox_ready ;;
  axe) setup_axe ;;
  fuzz) setup_fuzz ;;
  deny) install_crate cargo-deny "$CARGO_DENY_VERSION" "$deny_dir" cargo-deny ;;
  path)
    printf '%s\n' "$trunk_dir/bin:$bindgen_dir/bin:$gecko_dir/bin:$fuzz_dir/bin:$deny_dir/bin"
    ;;
  axe-file) printf '%s\n' "$axe_dir/axe.min.js" ;;
  *) fail "say what to set up: build, browser, firefox, firefox-ready, axe, fuzz, deny, path or axe-file" ;;
esac
