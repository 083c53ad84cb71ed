#!/usr/bin/env bash
# Whether README.md shows what a command prints: `COMMAND | docs/excerpt.sh COMMAND` compares standard input, which it passes on, with
# the block that follows COMMAND there. Lines of the block must be lines of the output, next to each other and in that order; a line … stands
# for any number of lines. Exit code 1: they differ.
set -euo pipefail
export LC_ALL=C # bytes, whatever awk it is

readme=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/README.md
awk -v command="$*" '
  function excerpt(says) { print "excerpt: README.md, after " command ": " says > "/dev/stderr"; exit 1 }
  FILENAME != "-" && $0 == "    " command { after = 1 }
  FILENAME != "-" && after && /^```/ { inside = !inside; if (!inside) after = 0; next }
  FILENAME != "-" { if (inside) shown[++lines] = $0; next }
  { print; printed[++rows] = $0 }
  END {
    if (!lines) excerpt("there is no block")
    # The block falls into runs of lines, each of which is looked for behind the one before it.
    from = 1
    for (first = 1; first <= lines; first = last + 1) {
      last = first
      if (shown[first] ~ /^ *…$/) continue
      while (last < lines && shown[last + 1] !~ /^ *…$/) last++
      best = 0
      for (at = from; at <= rows; at++) {
        for (same = 0; first + same <= last && printed[at + same] == shown[first + same]; same++) { }
        if (first + same > last) break
        if (same > best) best = same
      }
      if (at > rows) excerpt("it does not print\n" shown[first + best])
      from = at + last - first + 1
    }
  }' "$readme" -
