#!/bin/bash
# siskin in one command: installs what is missing (as root on Debian; else it says what to install),
# builds the tools into build/, runs the workflow of workflows/quickstart, and says where the report
# and the figures are. Takes no argument; results go to quickstart-results/ in the repository.
set -euo pipefail

if [ $# -gt 0 ]; then
  echo "quickstart.sh: takes no argument" >&2
  exit 2
fi
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
build=${SISKIN_BUILD_DIR:-$root/build}

# shellcheck source=workflows/common/setup.sh
source workflows/common/setup.sh

step() { printf '\n--- %s (after %d s)\n' "$1" "$SECONDS"; }

step "packages"
siskin_setup build workflow
step "build (a few minutes)"
siskin_configure . "$build" -DCMAKE_BUILD_TYPE=Release
cmake --build "$build" --parallel "$(siskin_jobs)"
step "workflow"
export PATH=$build/bin:$PATH
snakemake --snakefile workflows/quickstart/workflow/Snakefile --directory . --cores "$(nproc)" \
  --quiet progress rules

results=$root/quickstart-results
step "done"
echo "report:  $results/report.html"
echo "figures:"
find "$results/figures" -name '*.svg' | sort | sed 's/^/         /'
