#!/bin/bash
# The genomic workflow on tiny data of every kind it reads, from preparation to report.
set -euo pipefail
# shellcheck source=tests/workflows/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

write_config() { # KIND, with the lines of data: on standard input
  cat >"$folder/$1.yaml" <<END
results: $1
title: Tiny $1
activations: [exponential]
seeds: [1]
methods: [saliency, mutagenesis]
explain: {limit: 4, shown: 2}
attribute: {}
data:
  folder: $folder/data
  kind: $1
END
  sed 's/^/  /' >>"$folder/$1.yaml"
}

mkdir "$folder/data"
python3 "$root/tests/workflows/make_tiny_data.py" "$folder/data"

write_config windows <<END
genome: genome.fa
windows: windows.tsv
valid_chroms: [chrB]
test_chroms: [chrC]
END
write_config peaks <<END
genome: genome.fa
peaks: peaks.bed
flank: 500
valid_chroms: [chrB]
test_chroms: [chrC]
END
write_config fasta <<END
fasta: sequences.fa.gz
labels: labels.tsv
motifs: $root/test-data/motifs/siskin_consensus_motifs.meme
END
write_config reporter <<END
table: reporter.tsv
name: tag
sequence: seq
rna: [rna]
dna: [dna]
explain: wildtype.fa
effects: effects.tsv
END
for kind in windows peaks fasta; do
  printf 'train: {arch: cnn-local, epochs: 2}\nsis: {threshold_quantile: 0.5}\n' >>"$folder/$kind.yaml"
done
echo 'train: {arch: cnn-local, epochs: 2, loss: mse}' >>"$folder/reporter.yaml"

for kind in windows peaks fasta reporter; do
  run_workflow genomic "$folder/$kind.yaml"
  expect_file "$folder/$kind/report.html"
  echo "genomic workflow, $kind: ok"
done
for kind in windows peaks fasta; do
  expect_metric "$folder/$kind/tables/accuracy.tsv" auroc 1
  expect_file "$folder/$kind/sis/exponential.seed1.tsv"
  expect_metric "$folder/$kind/tables/trust.tsv" recurrence 1
done
expect_metric "$folder/reporter/tables/effects.tsv" pearson 2

sed -i 's#^  folder: .*#  folder: /nowhere#' "$folder/fasta.yaml"
rm -r "$folder/fasta"
if run_workflow genomic "$folder/fasta.yaml" 2>"$folder/message"; then
  echo "$0: missing data went unnoticed" >&2
  exit 1
fi
grep -q '/nowhere/sequences.fa.gz: not found. Set data: folder:' "$folder/message"
