"""Sequences for siskin-attribute, and what it makes of them, as NumPy arrays."""

import csv
import dataclasses
import os
import pathlib
import subprocess

import numpy

BASES = "ACGT"


def random_sequence(length, rng):
    return "".join(rng.choice(list(BASES), length))


def markov_sequence(length, rng):
    """Like a genome: a base depends on the one before, so there are runs and CpG is rare."""
    steps = {"A": (.4, .15, .25, .2), "C": (.35, .3, .05, .3), "G": (.25, .25, .3, .2), "T": (.15, .2, .25, .4)}
    sequence = rng.choice(list(BASES))
    while len(sequence) < length:
        sequence += rng.choice(list(BASES), p=steps[sequence[-1]])
    return sequence


def sequences(length, seed):
    """Uniform, genome-like, with N, with a long run, and a motif's core repeated."""
    rng = numpy.random.default_rng(seed)
    with_n = list(markov_sequence(length, rng))
    for position in rng.choice(length, length // 20, replace=False):
        with_n[position] = "N"
    run = random_sequence(length // 2, rng) + "A" * (length - length // 2)
    return [random_sequence(length, rng), markov_sequence(length, rng), "".join(with_n), run]


def onehot(texts):
    """(N,4,L) float32; all zero where a letter is no base."""
    codes = numpy.array([list(text) for text in texts])
    return numpy.stack([codes == base for base in BASES], axis=1).astype(numpy.float32)


def write_fasta(path, texts):
    with open(path, "w", encoding="ascii") as out:
        for i, text in enumerate(texts):
            out.write(f">s{i}\n{text}\n")
    return path


@dataclasses.dataclass
class Result:
    status: int
    err: str
    folder: pathlib.Path

    def map(self):
        """The attribution map (N,4,L) of the one output that was explained."""
        one, = self.maps()
        return one

    def maps(self):
        """The maps of all outputs, which siskin calls output0, output1, ..."""
        paths = sorted(self.folder.glob("map-*.npz"), key=lambda path: (len(path.name), path.name))
        return [numpy.load(path)["arr_0"].astype(numpy.float64) for path in paths]

    def report(self):
        """Rows of --report as dictionaries; what can be a number is one."""
        with open(self.folder / "report.tsv", encoding="utf-8") as lines:
            rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
        return [{key: as_number(text) for key, text in row.items()} for row in rows]


def as_number(text):
    try:
        return float(text)
    except ValueError:
        return text


def attribute(binaries, folder, *words):
    """Runs siskin-attribute; the map and the report land in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [str(binaries / "siskin-attribute"), *map(str, words), "-o", str(folder / "map-{target}.npz"), "--report",
               str(folder / "report.tsv"), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env=os.environ | {"OMP_NUM_THREADS": "1"})
    return Result(done.returncode, done.stderr.strip(), folder)


def relative_difference(found, expected):
    """Largest difference over the largest expected value."""
    return float(numpy.abs(found - expected).max() / max(numpy.abs(expected).max(), 1e-12))


class Checks:
    """Collects what failed, so that one run tells all of it."""

    def __init__(self):
        self.failures = []
        self.count = 0

    def that(self, held, message):
        self.count += 1
        if not held:
            self.failures.append(message)
        return held

    def finish(self):
        for failure in self.failures:
            print("FAILED:", failure)
        print(f"{self.count} checks, {len(self.failures)} failed")
        return 1 if self.failures or self.count == 0 else 0
