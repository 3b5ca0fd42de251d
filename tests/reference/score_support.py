"""Runs siskin-score on files of the tests and holds each of its lines against what was computed independently."""

import csv
import io
import math
import os
import subprocess

import numpy

BASES = "ACGT"
# siskin-score prints nine significant digits: half of the last one, of a number that begins with 1.
PRINTED = 5.01e-9


class Scores:
    def __init__(self, binaries, folder, checks):
        self.program, self.folder, self.checks = str(binaries / "siskin-score"), folder, checks
        self.numbers, self.worst = 0, 0.0

    def path(self, name):
        return self.folder / name

    def run(self, *words):
        """The rows of the table as dictionaries of text."""
        done = subprocess.run([self.program, *map(str, words)], cwd=self.folder, capture_output=True, text=True,
                              check=False, env=os.environ | {"OMP_NUM_THREADS": "1"})
        self.checks.that(done.returncode == 0, " ".join(map(str, words)) + ": " + done.stderr.strip())
        return rows_of(done.stdout)

    def refuses(self, *words):
        done = subprocess.run([self.program, *map(str, words)], cwd=self.folder, capture_output=True, text=True,
                              check=False)
        self.checks.that(done.returncode in (1, 2) and done.stderr.count("\n") == 1, f"{words} is not refused")

    def number(self, found, expected, what, slack=0.0):
        """`slack`: what rounding within the sum may come to, where a result near 0 has lost its digits."""
        self.numbers += 1
        if expected is None or isinstance(expected, float) and math.isnan(expected):
            return self.checks.that(found == "NA", f"{what}: {found}, expected NA")
        if found == "NA":
            return self.checks.that(False, f"{what}: NA, expected {expected:.12g}")
        error = abs(float(found) - expected)
        if abs(expected) > 1e-6:
            self.worst = max(self.worst, error / abs(expected))
        return self.checks.that(error <= PRINTED * abs(expected) + max(slack, 1e-13),
                                f"{what}: {found}, expected {expected:.12g}")

    def table(self, what, rows, expected, slack=0.0):
        """Every line of the table is expected, and every expected line is there. Keys are (metric, group), values
        numbers or (number, n)."""
        found = {(row["metric"], row["group"]): row for row in rows}
        self.checks.that(len(found) == len(rows), f"{what}: a line stands there twice")
        self.checks.that(set(found) == set(expected), f"{what}: lines {sorted(set(found) ^ set(expected))[:6]} differ")
        for key in found.keys() & expected.keys():
            value, n = expected[key] if isinstance(expected[key], tuple) else (expected[key], None)
            self.number(found[key]["value"], value, f"{what} {' '.join(key)}", slack)
            if n is not None:
                self.checks.that(found[key]["n"] == str(n), f"{what} {key}: n {found[key]['n']}, expected {n}")


def rows_of(text):
    return list(csv.DictReader(io.StringIO("".join(line for line in text.splitlines(True) if line[0] != "#")),
                               delimiter="\t"))


def rows_in(path):
    return rows_of(path.read_text(encoding="utf-8"))


def write_table(path, columns, rows):
    lines = ["\t".join(columns)] + ["\t".join(cell(x) for x in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def cell(value):
    if isinstance(value, str):
        return value
    return "NA" if math.isnan(value) else repr(float(value)) if isinstance(value, float) else str(value)


def write_bedgraph(path, tracks):
    """Tracks by name, a base a line; NaN is left out. Starts as (name, start)."""
    with open(path, "w", encoding="ascii") as out:
        for key, values in tracks.items():
            name, start = key if isinstance(key, tuple) else (key, 0)
            for i, value in enumerate(values):
                if not math.isnan(value):
                    out.write(f"{name}\t{start + i}\t{start + i + 1}\t{float(value)!r}\n")


def write_maps(path, maps):
    """Maps (4,L) by name."""
    numpy.savez(path, arr_0=numpy.stack(list(maps.values())).astype(numpy.float32),
                names=numpy.array([name.encode() for name in maps]))


def onehot(text):
    return numpy.array([[letter == base for letter in text] for base in BASES], dtype=float)


def single(values):
    """What is left of numbers in single precision."""
    return numpy.asarray(values).astype(numpy.float32).astype(float)


def mean_of(values):
    """Mean of what is defined, and how many that are."""
    kept = [x for x in values if not math.isnan(x)]
    return (float(numpy.mean(kept)), len(kept)) if kept else (float("nan"), 0)


def means(per_sequence, errors):
    """The lines that siskin-score makes of figures by sequence: means, and their standard errors."""
    result = {}
    for key in dict.fromkeys(key for one in per_sequence for key in one):
        values = [one[key] for one in per_sequence if key in one and not math.isnan(one[key])]
        result[key] = mean_of(values)
        if errors:
            sem = float(numpy.std(values, ddof=1) / math.sqrt(len(values))) if len(values) > 1 else float("nan")
            result[key[0] + "_sem", key[1]] = (sem, len(values))
    return result
