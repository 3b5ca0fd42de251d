"""Variants of a reporter assay as labelled FASTA for regression.

The label is log2((sum of RNA counts + 1) / (sum of DNA counts + 1)) over the replicates named, for variants
with at least `minimum` DNA reads. The split follows from the sequence alone (CRC-32 modulo 10: 0 is test, 1 is
valid, the rest train), so that a sequence measured twice never stands on both sides."""

import argparse
import csv
import gzip
import math
import pathlib
import sys
import zlib

PSEUDOCOUNT = 1


def fail(message):
    sys.exit(f"reporter_fasta.py: {message}")


def open_text(path):
    path = pathlib.Path(path)
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def split_of(sequence):
    return {0: "test", 1: "valid"}.get(zlib.crc32(sequence.encode()) % 10, "train")


def records(options):
    with open_text(options.table) as lines:
        reader = csv.DictReader(lines, delimiter="\t")
        wanted = {options.name, options.sequence, *options.rna, *options.dna}
        missing = wanted - set(reader.fieldnames or [])
        if missing:
            fail(f"{options.table}: no column {', '.join(sorted(missing))}")
        for row in reader:
            rna = sum(int(row[column]) for column in options.rna)
            dna = sum(int(row[column]) for column in options.dna)
            if dna >= options.minimum:
                label = math.log2((rna + PSEUDOCOUNT) / (dna + PSEUDOCOUNT))
                yield row[options.name], row[options.sequence], label


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", required=True)
    parser.add_argument("--name", required=True, help="column of the names")
    parser.add_argument("--sequence", required=True, help="column of the sequences")
    parser.add_argument("--rna", required=True, nargs="+", help="columns of RNA counts")
    parser.add_argument("--dna", required=True, nargs="+", help="columns of DNA counts")
    parser.add_argument("--minimum", type=int, default=20, help="DNA reads a variant must have")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    count = 0
    with open(options.output, "w", encoding="utf-8") as out:
        for name, sequence, label in records(options):
            out.write(f">{name} label={label:.6g} split={split_of(sequence)}\n{sequence}\n")
            count += 1
    if count == 0:
        fail(f"{options.table}: no variant has {options.minimum} DNA reads")


if __name__ == "__main__":
    main()
