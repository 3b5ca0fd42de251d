"""Small made-up data of every kind that the genomic workflow reads: seconds to train on, and with a planted
site (TTACCCG), so that the tables have something in them. Usage: make_tiny_data.py FOLDER"""

import gzip
import pathlib
import random
import sys

SITE = "TTACCCG"
BASES = "ACGT"
WINDOW = 200
SPACING = 1000


def random_sequence(rng, length):
    return "".join(rng.choice(BASES) for _ in range(length))


def plant(sequence, at):
    return sequence[:at] + SITE + sequence[at + len(SITE):]


def write_genome(folder, rng):
    """Three chromosomes of 40 kb, a site every 2 kb; windows round sites and half-way between them."""
    windows, peaks, genome = [], [], []
    for chrom in ("chrA", "chrB", "chrC"):
        sequence = random_sequence(rng, 40000)
        for rank, centre in enumerate(range(SPACING, 39000, 2 * SPACING), start=1):
            sequence = plant(sequence, centre)
            peaks.append(f"{chrom}\t{centre}\t{centre + 1}\tpeak{rank}\t0\t+")
            for middle, label in ((centre, 1), (centre + SPACING, 0)):
                start = middle - WINDOW // 2
                windows.append(f"{chrom}\t{start}\t{start + WINDOW}\t{label}")
        genome.append(f">{chrom}\n{sequence}")
    (folder / "genome.fa").write_text("\n".join(genome) + "\n", encoding="utf-8")
    (folder / "windows.tsv").write_text("\n".join(["chrom\tstart\tend\tlabel", *windows]) + "\n", encoding="utf-8")
    (folder / "peaks.bed").write_text("\n".join(peaks) + "\n", encoding="utf-8")


def write_labelled_fasta(folder, rng):
    records, rows = [], ["id\tlabel\tsplit"]
    for number in range(120):
        sequence, label = random_sequence(rng, WINDOW), number % 2
        split = ("train", "train", "train", "valid", "test")[number // 2 % 5]
        if label:
            sequence = plant(sequence, rng.randrange(WINDOW - len(SITE)))
        records.append(f">s{number}\n{sequence}")
        rows.append(f"s{number}\t{label}\t{split}")
    with gzip.open(folder / "sequences.fa.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(records) + "\n")
    (folder / "labels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def mutate(rng, sequence, count):
    letters = list(sequence)
    for position in rng.sample(range(len(sequence)), count):
        letters[position] = rng.choice(BASES.replace(letters[position], ""))
    return "".join(letters)


def write_reporter(folder, rng):
    """Variants of one element whose RNA doubles with the site and falls with each change of it."""
    wildtype = plant(random_sequence(rng, 100), 40)
    rows = ["tag\tseq\tdna\trna"]
    for number in range(300):
        sequence = mutate(rng, wildtype, 8)
        kept = sum(a == b for a, b in zip(sequence[40:47], SITE))
        rows.append(f"t{number}\t{sequence}\t100\t{100 + 50 * kept + rng.randrange(20)}")
    (folder / "reporter.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "wildtype.fa").write_text(f">wildtype\n{wildtype}\n", encoding="utf-8")
    effects = ["pos\tref\talt\teffect_mean"]
    for position, reference in enumerate(wildtype):
        for other in BASES.replace(reference, ""):
            size = -0.5 if 40 <= position < 47 else 0.01
            effects.append(f"{position}\t{reference}\t{other}\t{size + rng.random() / 100:.4f}")
    (folder / "effects.tsv").write_text("\n".join(effects) + "\n", encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1])
    rng = random.Random(1)
    write_genome(folder, rng)
    write_labelled_fasta(folder, rng)
    write_reporter(folder, rng)


if __name__ == "__main__":
    main()
