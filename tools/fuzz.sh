#!/usr/bin/env bash
# Runs every fuzz target for a while and prints how often each was run and what was found.
#
#   FUZZ_SECONDS  how long each target runs (60)
#   FUZZ_TARGETS  which targets (all)
#   FUZZ_BYTES    the longest input, in bytes (4096)
#
# It needs no nightly compiler: libFuzzer's coverage is a stable option of the compiler, and there is
# no unsafe code here that a sanitizer could watch. What is learnt stays below target/fuzz; an input
# that breaks a law is put into fuzz/seeds, where `cargo test` finds it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds="${FUZZ_SECONDS:-60}"
bytes="${FUZZ_BYTES:-4096}"
targets="${FUZZ_TARGETS:-$(sed -n 's/^name = "\(.*\)"/\1/p' fuzz/Cargo.toml | tail -n +2 | tr '\n' ' ')}"
work=target/fuzz

total=0
found=0
failed=''
for target in $targets; do
  mkdir -p "$work/corpus/$target" "$work/artifacts/$target"
  words=()
  [ -f "fuzz/$target.dict" ] && words=("-dict=fuzz/$target.dict")
  log="$work/$target.log"
  # A slow input is one that takes ten seconds, and a large one that takes a gigabyte.
  if ! cargo fuzz run --sanitizer none --target-dir "$work/build" "$target" \
    "$work/corpus/$target" "fuzz/seeds/$target" -- \
    -max_total_time="$seconds" -max_len="$bytes" -timeout=10 -rss_limit_mb=1024 \
    -artifact_prefix="$work/artifacts/$target/" -print_final_stats=1 "${words[@]}" \
    > "$log" 2>&1; then
    failed="$failed $target"
    found=$((found + 1))
    tail -n 30 "$log"
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
  covered=$(sed -n 's/.*cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
  total=$((total + ${runs:-0}))
  printf '%-10s %10s runs, %6s places reached\n' "$target" "${runs:-0}" "${covered:-0}"
done
printf '%-10s %10s runs, %d findings%s\n' 'together' "$total" "$found" "${failed:+ in$failed}"
[ "$found" = 0 ] || {
  echo 'the inputs are in target/fuzz/artifacts; put each into fuzz/seeds once it is mended'
  exit 1
}
