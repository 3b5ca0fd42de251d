"""The names of the sequences that are explained, one a line: column 4 of a BED file, or the records of a FASTA
file, all or those with label= and split= as wanted in the header."""

import argparse
import itertools
import pathlib
import sys


def bed_names(lines):
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        yield fields[3] if len(fields) > 3 else f"{fields[0]}:{fields[1]}-{fields[2]}"


def fasta_names(lines, wanted):
    for line in lines:
        words = line[1:].split()
        if line.startswith(">") and wanted <= set(words[1:]):
            yield words[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with", dest="wanted", nargs="*", default=[], help="words such as split=test label=1")
    parser.add_argument("--limit", type=int, required=True)
    parser.add_argument("-o", "--output", required=True, type=pathlib.Path)
    parser.add_argument("source", help="BED (.bed) or FASTA")
    options = parser.parse_args()
    with open(options.source, encoding="utf-8") as lines:
        names = (bed_names(lines) if options.source.endswith(".bed")
                 else fasta_names(lines, set(options.wanted)))
        chosen = list(itertools.islice(names, options.limit))
    if not chosen:
        sys.exit(f"explained_names.py: {options.source}: no sequence to explain")
    options.output.write_text("".join(f"{name}\n" for name in chosen), encoding="utf-8")


if __name__ == "__main__":
    main()
