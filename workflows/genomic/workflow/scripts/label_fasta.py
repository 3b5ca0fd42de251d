"""A FASTA file with the labels of a table in its headers: `>name label=1 split=test`.

The table has the columns id, label and split, one row for every sequence."""

import argparse
import csv
import gzip
import pathlib
import sys


def fail(message):
    sys.exit(f"label_fasta.py: {message}")


def open_text(path):
    path = pathlib.Path(path)
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_table(path):
    with open_text(path) as lines:
        reader = csv.DictReader(lines, delimiter="\t")
        missing = {"id", "label", "split"} - set(reader.fieldnames or [])
        if missing:
            fail(f"{path}: no column {', '.join(sorted(missing))}")
        return {row["id"]: row for row in reader}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fasta", required=True)
    parser.add_argument("--table", required=True)
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    rows = read_table(options.table)
    with open_text(options.fasta) as lines, open(options.output, "w", encoding="utf-8") as out:
        for number, line in enumerate(lines, start=1):
            if line.startswith(">"):
                name = line[1:].split()[0]
                if name not in rows:
                    fail(f"{options.fasta}:{number}: {name} is not in {options.table}")
                line = f">{name} label={rows[name]['label']} split={rows[name]['split']}\n"
            out.write(line)


if __name__ == "__main__":
    main()
