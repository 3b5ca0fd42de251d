"""Writes the inputs of the siskin-plot page into the folder of this script. Everything is made up: two
short motifs, two sequences with sites of them, an attribution map that sees the sites, and the tables of
a few imaginary training runs. Standard library only; the same bytes every time."""

import math
import pathlib
import struct
import zipfile

HERE = pathlib.Path(__file__).parent
LETTERS = "ACGT"
LENGTH = 60
MOTIFS = {
    "EX1": ("ETS-like", [(5, 5, 5, 85), (80, 10, 5, 5), (2, 2, 94, 2), (2, 2, 94, 2), (96, 1, 2, 1),
                         (92, 2, 2, 4), (15, 5, 75, 5), (20, 40, 10, 30)]),
    "EX2": ("E-box", [(30, 10, 50, 10), (1, 97, 1, 1), (96, 1, 1, 2), (2, 80, 15, 3), (3, 15, 80, 2),
                      (2, 1, 1, 96), (1, 1, 97, 1), (10, 50, 10, 30)]),
}
# sequence: (label, sites as (start, motif, letters))
SEQUENCES = {
    "seq1": (1, [(10, "EX1", "TAGGAAGC"), (38, "EX2", "GCACGTGC")]),
    "seq2": (0, [(25, "EX2", "ACACGTGT")]),
}


def background(number):
    """Letters without pattern to the eye, by a linear congruential generator."""
    state, letters = 12345 + 997 * number, []
    for _ in range(LENGTH):
        state = (1103515245 * state + 12345) % 2**31
        letters.append(LETTERS[(state >> 16) % 4])
    return letters


def sequence_and_values(number, sites):
    letters = background(number)
    values = [0.08 * math.sin(1.7 * i + number) for i in range(LENGTH)]
    for start, motif, site in sites:
        for i, letter in enumerate(site):
            letters[start + i] = letter
            share = MOTIFS[motif][1][i][LETTERS.index(letter)] / 100
            values[start + i] += max(0.0, 0.5 * math.log2(share / 0.25))
    values[50] -= 0.55  # a base that speaks against the call
    values[51] -= 0.35
    return "".join(letters), values


def npy(descr, shape, data):
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def write_map(path, rows):
    """rows: name -> (letters, values); the value stands in the channel of the base that is there."""
    floats = []
    for letters, values in rows.values():
        for base in LETTERS:
            floats += [value if letter == base else 0.0 for letter, value in zip(letters, values)]
    names = [name.encode() for name in rows]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("arr_0.npy", npy("<f4", (len(rows), 4, LENGTH), struct.pack(f"<{len(floats)}f", *floats))),
            ("names.npy", npy("|S4", (len(rows),), b"".join(names))),
        ):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


def write_text(name, lines):
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_sequences():
    rows = {name: sequence_and_values(i, sites) for i, (name, (_, sites)) in enumerate(SEQUENCES.items())}
    write_map(HERE / "map.npz", rows)
    write_text("seqs.fa", [line for name, (letters, _) in rows.items()
                           for line in (f">{name} label={SEQUENCES[name][0]}", letters)])
    write_text("sites.bed", [f"{name}\t{start}\t{start + len(site)}\t{MOTIFS[motif][0]}\t0\t+"
                             for name, (_, sites) in SEQUENCES.items() for start, motif, site in sites])
    write_text("occlusion.bedgraph", [f"{name}\t{i}\t{i + 1}\t{sum(values[max(0, i - 1):i + 2]) / 3:.4f}"
                                      for name, (_, values) in rows.items() for i in range(LENGTH)])
    write_text("subsets.bed", ["seq1\t11\t44\tsubset1\t0\t.\t11\t44\t0\t2\t5,4,\t0,29,",
                               "seq1\t12\t17\tsubset2\t0\t.\t12\t17\t0\t1\t5,\t0,"])


def write_motifs():
    lines = ["MEME version 4", "", "ALPHABET= ACGT", "", "strands: + -", "", "Background letter frequencies",
             "A 0.25 C 0.25 G 0.25 T 0.25"]
    for accession, (name, rows) in MOTIFS.items():
        lines += ["", f"MOTIF {accession} {name}",
                  f"letter-probability matrix: alength= 4 w= {len(rows)} nsites= 100 E= 0"]
        lines += [" ".join(f"{count / 100:.2f}" for count in row) for row in rows]
    write_text("motifs.meme", lines)


def write_tables():
    lines = ["activation\tmethod\tseed\tmetric\tgroup\tvalue\tn"]
    for a, activation in enumerate(("relu", "exponential")):
        for m, method in enumerate(("saliency", "mutagenesis")):
            for seed in range(1, 7):
                value = 0.66 + 0.12 * a + 0.05 * m + 0.04 * math.sin(3 * seed + a + 2 * m)
                lines.append(f"{activation}\t{method}\t{seed}\tauroc\tall\t{value:.4f}\t100")
                lines.append(f"{activation}\t{method}\t{seed}\tauprc\tall\t{value - 0.2:.4f}\t100")
    write_text("scores.tsv", lines)
    for number, name in enumerate(("relu", "exponential")):
        lines = ["epoch\ttrain_loss\tvalid_loss\tvalid_auroc"]
        for epoch in range(1, 21):
            train = 0.15 + 0.55 * math.exp(-epoch / (6 - 2 * number))
            valid = train + 0.03 + 0.002 * epoch + 0.01 * math.sin(epoch)
            lines.append(f"{epoch}\t{train:.4f}\t{valid:.4f}\t{1.05 - valid:.4f}")
        write_text(f"{name}.history.tsv", lines)


if __name__ == "__main__":
    write_motifs()
    write_sequences()
    write_tables()
