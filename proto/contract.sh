#!/usr/bin/env bash
# Checks the contract with buf: `lint`, `breaking` against baseline/v1.binpb, or `baseline` to accept the contract as it is now.
# Called by `./circumplex proto-…`, which puts the imported protos into target/ and buf on the path.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
case ${1:-} in
  lint) buf lint src/main/proto && echo "proto-lint: clean" ;;
  breaking) buf breaking src/main/proto --against baseline/v1.binpb && echo "proto-breaking: compatible with the baseline" ;;
  baseline)
    # An accepted change is a published one, so readers of the changelog learn of it.
    if ! git diff HEAD -- ../CHANGELOG.md | grep -q '^+- Contract:'; then
      echo "proto-baseline: add a line '- Contract: …' to CHANGELOG.md first (compared with the last commit)" >&2
      exit 2
    fi
    mkdir -p baseline
    buf build src/main/proto --exclude-source-info -o baseline/v1.binpb
    echo "proto-baseline: proto/baseline/v1.binpb is the contract as it is now"
    ;;
  *)
    echo "usage: contract.sh lint|breaking|baseline" >&2
    exit 2
    ;;
esac
