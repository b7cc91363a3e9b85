#!/usr/bin/env bash
# Puts in place what building and testing need and a plain Rust toolchain lacks.
#
#   tools/setup.sh build     wasm target, Trunk, wasm-bindgen, the crates named in Cargo.lock
#   tools/setup.sh browser   Chromium and chromedriver
#   tools/setup.sh axe       axe-core, the accessibility checker of the end-to-end tests
#   tools/setup.sh path      prints the directories to put in front of PATH
#   tools/setup.sh axe-file  prints where axe-core's script is kept
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

setup_browser() {
  if have_chromium && command -v chromedriver > /dev/null; then return 0; fi
  local packages="chromium chromium-driver" as_root=""
  command -v apt-get > /dev/null ||
    fail "Chromium and chromedriver are needed for the browser tests; install both, of the same version, and put them on the PATH"
  if [ "$(id -u)" != 0 ]; then
    # -n: never wait for a password that nobody may be there to type.
    if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
      as_root="sudo -n"
    else
      fail "Chromium and chromedriver are needed for the browser tests; run: sudo apt-get install $packages"
    fi
  fi
  say "installing $packages"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086 # the two words are two packages, and an empty $as_root is no word
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $packages fonts-dejavu-core > /dev/null ||
    fail "apt-get could not install $packages"
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

case "${1:-}" in
  build) setup_build ;;
  browser) setup_browser ;;
  axe) setup_axe ;;
  path) printf '%s\n' "$trunk_dir/bin:$bindgen_dir/bin" ;;
  axe-file) printf '%s\n' "$axe_dir/axe.min.js" ;;
  *) fail "say what to set up: build, browser, axe, path or axe-file" ;;
esac
