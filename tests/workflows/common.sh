# shellcheck shell=bash
# What the tiny runs of the workflows share. Sourced.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run_workflow() { # WORKFLOW CONFIG: all its output only when it fails
  local log=$folder/snakemake.log
  snakemake --snakefile "$root/workflows/$1/workflow/Snakefile" --configfile "$2" \
    --directory "$folder" --cores 2 >"$log" 2>&1 && return 0
  cat "$log" >&2
  find "$folder" -path '*/logs/*' -name '*.log' -size +0 -exec tail -n 5 {} + >&2
  return 1
}

expect_file() { # FILE: there, and not empty
  [ -s "$1" ] || {
    echo "$0: missing or empty: ${1#"$folder"/}" >&2
    return 1
  }
}

expect_metric() { # TABLE METRIC RUNS: the metric stands in that many rows at least
  local rows
  rows=$(awk -F'\t' -v metric="$2" 'NR > 1 {for (i = 1; i <= NF; i++) if ($i == metric) n++} END {print n + 0}' "$1")
  [ "$rows" -ge "$3" ] || {
    echo "$0: ${1#"$folder"/} has $rows rows of $2, expected at least $3" >&2
    return 1
  }
}
