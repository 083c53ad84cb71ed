#!/usr/bin/env bash
# Starts the four services on free ports with a temporary data folder and runs every block of probes.md against them.
# Called by `./circumplex probe`, which has built the jars and put buf on the path.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$here/../target/dist
work=$(mktemp -d)
pids=()
stop() {
  kill "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

# start NAME: sets PORT to the port that the service took, and ADMIN to its admin port.
start() {
  local name=$1 variable=$2 deadline=$((SECONDS + 60))
  : >"$work/$name.out"
  env CIRCUMPLEX_DATA_DIR="$work/data" CIRCUMPLEX_DRAIN_QUIET_MILLIS=0 "$variable=0" "${variable/PORT/METRICS_PORT}=-1" \
    "${variable/PORT/ADMIN_PORT}=0" "${@:3}" \
    "${JAVA:-java}" -XX:TieredStopAtLevel=1 -jar "$dist/circumplex-$name.jar" >"$work/$name.out" 2>"$work/$name.log" &
  pids+=($!)
  until grep -q ' serving on ' "$work/$name.out"; do
    if ! kill -0 "${pids[-1]}" 2>/dev/null || ((SECONDS > deadline)); then
      echo "probe: $name did not start:" >&2
      tail -n 5 "$work/$name.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  PORT=$(sed -n 's/.*:\([0-9]*\)$/\1/p' "$work/$name.out")
  ADMIN=$(sed -n 's/.* admin at .*:\([0-9]*\)$/\1/p' "$work/$name.log")
}

start classifier-svc CLASSIFIER_PORT && classifier=$PORT
start personalizer-svc PERSONALIZER_PORT && personalizer=$PORT
start ranker-svc RANKER_PORT && ranker=$PORT
start gateway GATEWAY_PORT CLASSIFIER_ADDRESS="127.0.0.1:$classifier" PERSONALIZER_ADDRESS="127.0.0.1:$personalizer" \
  RANKER_ADDRESS="127.0.0.1:$ranker" && gateway=$PORT admin=$ADMIN

missing=0
for port in $gateway $classifier $personalizer $ranker; do
  for method in $(buf curl --protocol grpc --http2-prior-knowledge --list-methods "http://127.0.0.1:$port"); do
    case $method in
      grpc.*) ;;
      *) grep -q "/$method" "$here/probes.md" || { echo "probe: no line for $method in docs/probes.md" >&2; missing=1; } ;;
    esac
  done
done
((missing == 0)) || exit 1

sed -n '/^```sh$/,/^```$/p' "$here/probes.md" | grep -v '^```' |
  sed -e "s/:8980/:$gateway/; s/:8981/:$classifier/; s/:8982/:$personalizer/; s/:8983/:$ranker/; s/:8990/:$admin/" >"$work/probes.sh"
# One shell for all blocks, so that later ones see what earlier ones set; the first line that fails ends it.
bash -euo pipefail "$work/probes.sh"
echo "probe: every RPC answered"
