#!/bin/bash
# The quickstart workflow with a handful of sequences, from simulation to report.
set -euo pipefail
# shellcheck source=tests/workflows/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

cat >"$folder/config.yaml" <<END
results: tiny
simulate: {preset: task3, number: 300, seed: 1}
activations: [relu, exponential]
seeds: [1]
train: {arch: cnn-local, epochs: 2}
methods: [saliency, integrated-gradients, mutagenesis]
explain: {limit: 8, subsets: 3, shown: 2}
attribute: {}
sis: {threshold_quantile: 0.5}
END
run_workflow quickstart "$folder/config.yaml"
expect_file "$folder/tiny/report.html"
expect_metric "$folder/tiny/tables/accuracy.tsv" auroc 2
expect_metric "$folder/tiny/tables/attribution.tsv" auroc 6
expect_file "$folder/tiny/tables/subsets.tsv"
expect_metric "$folder/tiny/tables/trust.tsv" recurrence 2
expect_file "$folder/tiny/motifs/relu.seed1.meme"

echo 'resluts: tiny' >>"$folder/config.yaml"
if run_workflow quickstart "$folder/config.yaml" 2>/dev/null; then
  echo "$0: a mistyped key of the configuration went unnoticed" >&2
  exit 1
fi
echo "quickstart workflow: ok"
