#!/usr/bin/env python3
"""Turns consensus sequences in IUPAC letters into probability matrices (MEME format).

usage: make_motifs.py consensus.tsv > siskin_consensus_motifs.meme

Each letter spreads 1 - EPSILON evenly over the bases it stands for and EPSILON evenly over the
others; N is uniform. The table has a header and the columns name and consensus.
"""

import csv
import sys

EPSILON = 0.06
BASES = "ACGT"
IUPAC = {
    "A": "A", "C": "C", "G": "G", "T": "T",
    "R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT", "M": "AC",
    "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}


def column(letter):
    inside = IUPAC[letter]
    if len(inside) == len(BASES):
        return [1 / len(BASES)] * len(BASES)
    high = (1 - EPSILON) / len(inside)
    low = EPSILON / (len(BASES) - len(inside))
    return [high if base in inside else low for base in BASES]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_motifs.py consensus.tsv")
    with open(sys.argv[1], newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    print("MEME version 4\n\nALPHABET= ACGT\n\nstrands: + -\n")
    print("Background letter frequencies\nA 0.25 C 0.25 G 0.25 T 0.25")
    for row in rows:
        consensus = row["consensus"]
        print(f"\nMOTIF consensus:{row['name']} {row['name']}")
        print(f"letter-probability matrix: alength= 4 w= {len(consensus)} nsites= 20 E= 0")
        for letter in consensus:
            print(" " + "  ".join(f"{p:.6f}" for p in column(letter)))


if __name__ == "__main__":
    main()
