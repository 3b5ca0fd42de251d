"""Puts the score tables of many runs under one another, with the parts of each file name as columns.

    combine_scores.py --columns activation seed method -o all.tsv relu.seed1.saliency.tsv ...

adds activation=relu, seed=1 and method=saliency to each row of that file."""

import argparse
import pathlib
import re
import sys


def read_rows(path):
    """Header and rows of a TSV; lines with # are comments."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]
    if not lines:
        sys.exit(f"combine_scores.py: {path}: no header")
    return lines[0], lines[1:]


def parts_of(path, columns):
    parts = path.name[: -len(".tsv")].split(".")
    if len(parts) != len(columns):
        sys.exit(f"combine_scores.py: {path}: found {len(parts)} parts in the name, expected {len(columns)}")
    return [re.sub(r"^seed(?=\d+$)", "", part) for part in parts]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--columns", nargs="+", required=True)
    parser.add_argument("-o", "--output", required=True, type=pathlib.Path)
    parser.add_argument("tables", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    first = None
    lines = []
    for path in options.tables:
        header, rows = read_rows(path)
        first = first or header
        if header != first:
            sys.exit(f"combine_scores.py: {path}: found columns {header}, expected {first}")
        parts = parts_of(path, options.columns)
        lines += ["\t".join(parts + row) for row in rows]
    made_by = f"# combine_scores.py --columns {' '.join(options.columns)} ({len(options.tables)} tables)"
    text = "\n".join([made_by, "\t".join(options.columns + first), *lines]) + "\n"
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
