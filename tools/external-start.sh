#!/bin/sh
# Trunk hook, run after the build and before the result is published: moves the inline script that
# starts the WebAssembly into a file of its own, because the content security policy of index.html
# allows no inline script. The file is named after its content, so that a cached copy never starts
# a newer build.
set -eu

page="$TRUNK_STAGING_DIR/index.html"
script="$TRUNK_STAGING_DIR/start.js"

# One record per "<script", so that it does not matter whether the page was minified into one line.
awk -v script="$script" '
  BEGIN { RS = "<script"; ORS = ""; moved = 0 }
  NR == 1 { print; next }
  {
    open_end = index($0, ">")
    attributes = substr($0, 1, open_end - 1)
    rest = substr($0, open_end + 1)
    close_start = index(rest, "</script>")
    if (attributes ~ /src=/ || close_start <= 1) { print "<script" $0; next }
    print substr(rest, 1, close_start - 1) "\n" > script
    moved += 1
    print "<script type=\"module\" src=\"./@START@\">" substr(rest, close_start)
  }
  END { if (moved != 1) { exit 3 } }
' "$page" > "$page.new" || {
  echo "external-start: expected exactly one inline script in $page" >&2
  exit 1
}

sum=$(cksum < "$script" | awk '{ printf "%08x", $1 }')
mv "$script" "$TRUNK_STAGING_DIR/start-$sum.js"
sed "s/@START@/start-$sum.js/" "$page.new" > "$page"
rm "$page.new"

# The packed app has a worker under this name. What is only built or served has one that takes it away
# again: a build kept on an earlier visit must not stand in front of the one being worked on.
cp tools/no-worker.js "$TRUNK_STAGING_DIR/service-worker.js"
