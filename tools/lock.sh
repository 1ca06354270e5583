#!/usr/bin/env bash
# Renew requirements/*.txt from pyproject.toml. `UPGRADE=1 tools/lock.sh` takes newer versions;
# without it only what pyproject.toml demands changes.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header "$@"
}

# dev first: it holds everything, and the other two take its versions.
compile ${UPGRADE:+--upgrade} --extra dev --group build pyproject.toml -o requirements/dev.txt
compile --no-annotate -c requirements/dev.txt pyproject.toml -o requirements/runtime.txt
compile --no-annotate -c requirements/dev.txt --group build -o requirements/build.txt
