#!/usr/bin/python3
"""Motifs of filters and activations of layers by siskin-attribute against PyTorch's own modules and a NumPy version of
the activation alignment of Koo & Ploenzke (2021), on networks as for task1, trained by nobody: some filters hold words,
the rest are random, one is dead.

Usage: filters_test.py BIN_DIR              needs python3-torch"""

import csv
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy

try:
    import torch
except ImportError:
    print("skipped: no python3-torch")
    sys.exit(77)

BASES = "ACGT"
WORDS = ["TGACTCA", "CACGTG", "GGGCGGGGC", "TTGCGCAA"]
FILTERS, WIDTH, DEAD = 12, 19, 11


class Network(torch.nn.Module):
    def __init__(self, activation, padding):
        super().__init__()
        self.conv = torch.nn.Conv1d(4, FILTERS, WIDTH, padding=padding, bias=False)
        self.norm = torch.nn.BatchNorm1d(FILTERS, eps=1e-3)
        self.activation = activation
        self.pool = torch.nn.MaxPool1d(4)
        self.dense = torch.nn.Linear(FILTERS, 12)
        with torch.no_grad():
            self.conv.weight.normal_(0, 0.3)
            for i, word in enumerate(WORDS):
                self.conv.weight[i] = 0
                for j, base in enumerate(word):
                    self.conv.weight[i, BASES.index(base), 6 + j] = 1
            self.norm.running_mean.uniform_(0, 1)
            self.norm.running_var.uniform_(0.5, 2)
            self.norm.running_mean[DEAD] = 1000

    def filters(self, x):
        return self.activation(self.norm(self.conv(x)))

    def forward(self, x):
        return self.dense(self.pool(self.filters(x)).amax(2))


def fail(text):
    print("FAILED:", text)
    sys.exit(1)


def check(held, text):
    if not held:
        fail(text)


def read_fasta(path):
    names, texts = [], []
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith(">"):
            names.append(line[1:].split()[0])
            texts.append("")
        else:
            texts[-1] += line
    return names, texts


def onehot(texts):
    codes = numpy.array([list(text) for text in texts])
    return numpy.stack([codes == base for base in BASES], axis=1).astype(numpy.float32)


def read_meme(path):
    """Names, site counts and matrices, by the letter of the format's description."""
    lines = path.read_text(encoding="ascii").split("\n")
    head = {"ALPHABET= ACGT", "strands: + -", "A 0.25 C 0.25 G 0.25 T 0.25"}
    check(lines[0] == "MEME version 4" and head.issubset(lines), "head of " + path.name)
    motifs = {}
    for i, line in enumerate(lines):
        if not line.startswith("MOTIF "):
            continue
        words = lines[i + 1].split()
        check(words[:3] == ["letter-probability", "matrix:", "alength="] and words[3] == "4" and words[4] == "w="
              and words[6] == "nsites=" and words[8] == "E=", lines[i + 1])
        rows = [row.split() for row in lines[i + 2:i + 2 + int(words[5])]]
        check(all(sum(int(p.replace(".", "")) for p in row) == 10 ** 6 for row in rows), "a row does not sum to 1")
        check(lines[i + 2 + int(words[5])] == "", "more rows than w= says")
        motifs[line[6:]] = (float(words[7]), numpy.array(rows, dtype=float))
    return motifs


def align(x_ncl, activation_nfl, threshold, shift, width, inner):
    """Windows x[l+shift : l+shift+width] where the activation is above its share of the largest."""
    length = x_ncl.shape[2]
    result = []
    for f in range(activation_nfl.shape[1]):
        activation_nl = activation_nfl[:, f].astype(numpy.float64)
        windows = []
        for n, position in zip(*numpy.where(activation_nl > threshold * activation_nl.max())):
            start, end = position + shift, position + shift + width
            if (start > 0 and end < length) if inner else (start >= 0 and end <= length):
                windows.append(x_ncl[n, :, start:end])
        matrix = numpy.full((width, 4), 0.25)
        if len(windows) >= 2:
            counts = numpy.sum(windows, axis=0, dtype=numpy.float64).T
            bases = counts.sum(axis=1, keepdims=True)
            matrix = numpy.where(bases > 0, counts / numpy.maximum(bases, 1), 0.25)
        result.append((len(windows), matrix))
    return result


def trim(matrix):
    bits = 2 + numpy.sum(matrix * numpy.log2(matrix + 1e-7), axis=1)
    kept = numpy.where(bits > 0.5)[0]
    return matrix[max(kept.min() - 3, 0):kept.max() + 4] if len(kept) else matrix


class Case:
    def __init__(self, binaries, folder, activation, padding):
        torch.manual_seed(7)
        self.network = Network(activation, padding).eval()
        self.model = folder / "model.pt"
        torch.jit.script(self.network).save(str(self.model))
        self.binaries, self.folder = binaries, folder
        self.names, self.texts = read_fasta(folder / "task1.fa")
        self.x_ncl = onehot(self.texts)
        with torch.no_grad():
            self.activation_nfl = self.network.filters(torch.from_numpy(self.x_ncl)).numpy()

    def attribute(self, *words, stdin=None):
        command = [str(self.binaries / "siskin-attribute"), "-m", str(self.model), "--quiet", *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False, stdin=stdin,
                              env=os.environ | {"OMP_NUM_THREADS": "1"})
        check(done.returncode == 0, " ".join(command) + ": " + done.stderr.decode())
        return done.stdout

    def compare_filters(self, expected, *words):
        self.attribute("--method", "filters", "-o", "f.meme", "-o", "f.npz", "--report", "r.tsv", "task1.fa", *words)
        motifs = read_meme(self.folder / "f.meme")
        check(list(motifs) == [f"filter{f}" for f in range(FILTERS)], "names of filters")
        with open(self.folder / "r.tsv", encoding="ascii") as lines:
            report = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
        total = 0
        for f, (sites, matrix) in enumerate(expected):
            found_sites, found = motifs[f"filter{f}"]
            check(found_sites == sites and float(report[f]["sites"]) == sites,
                  f"{words}: filter{f} has {found_sites} sites, expected {sites}")
            check(found.shape == matrix.shape and numpy.abs(found - matrix).max() <= 1e-6,
                  f"{words}: filter{f} is another matrix")
            check(numpy.isclose(float(report[f]["maximum"]), self.activation_nfl[:, f].max(), rtol=1e-5), "maximum")
            bits = numpy.sum(2 + numpy.where(matrix > 0, matrix * numpy.log2(numpy.maximum(matrix, 1e-300)), 0).sum(1))
            check(abs(float(report[f]["information"]) - bits) < 1e-6, "information")
            total += sites
        with numpy.load(self.folder / "f.npz") as arrays:
            check(numpy.array_equal(arrays["arr_0"], self.network.conv.weight.detach().numpy()), "weights")
        print(f"{words}: {FILTERS} matrices, {total} windows agree")
        return motifs

    def compare_activations(self):
        self.attribute("--method", "activations", "-o", "a.npz", "-o", "a.tsv", "task1.fa", "--limit", "20")
        with numpy.load(self.folder / "a.npz") as arrays:
            found = arrays["arr_0"]
            check([name.decode() for name in arrays["names"]] == self.names[:20], "names of sequences")
        check(numpy.allclose(found, self.activation_nfl[:20], rtol=1e-5, atol=1e-6), "activations")
        with open(self.folder / "a.tsv", encoding="ascii") as lines:
            rows = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
        check(len(rows) == found.size, "rows of the table")
        table = numpy.array([float(row["value"]) for row in rows], dtype=numpy.float32).reshape(found.shape)
        check(numpy.array_equal(table, found), "the table and the array differ")
        top = self.attribute("--method", "activations", "--top", "3", "task1.fa").decode().splitlines()[2:]
        check(len(top) == 3 * FILTERS, "rows of --top")
        for line in top:
            channel, rank, name, position, value = line.split("\t")
            best_n = numpy.sort(self.activation_nfl[:, int(channel)].max(axis=1))[::-1]
            check(numpy.isclose(float(value), best_n[int(rank) - 1], rtol=1e-5, atol=1e-6), "--top: " + line)
            there = self.activation_nfl[self.names.index(name), int(channel), int(position)]
            check(numpy.isclose(float(value), there, rtol=1e-5, atol=1e-6), "--top names another place: " + line)
        print(f"activations: {found.size} values and {len(top)} tops agree")

    def compare_runs(self):
        """Batches, threads and pipes change nothing."""
        plain = self.attribute("--method", "filters", "task1.fa")
        small = self.attribute("--method", "filters", "task1.fa", "--batch-size", "7", "--threads", "2")
        check(plain == small, "batches and threads")
        with open(self.folder / "task1.fa", "rb") as stream:
            check(plain == self.attribute("--method", "filters", "-", stdin=stream), "standard input")


def make_sequences(binaries, folder):
    """Those of task1, with some N."""
    command = [str(binaries / "siskin-simulate"), "--preset", "task1", "--number", "600", "--seed", "5", "-q"]
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    rng = numpy.random.default_rng(1)
    for i in range(1, 80, 2):
        letters = list(made[i])
        for position in rng.choice(len(letters), 10, replace=False):
            letters[position] = "N"
        made[i] = "".join(letters)
    (folder / "task1.fa").write_text("\n".join(made), encoding="ascii")


def main():
    binaries = pathlib.Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_sequences(binaries, folder)
        for activation in (torch.nn.ReLU(), torch.nn.Softplus()):
            case = Case(binaries, folder, activation, 9)
            expected = align(case.x_ncl, case.activation_nfl, 0.5, -10, 20, True)
            motifs = case.compare_filters(expected)
            for i, word in enumerate(WORDS):
                rows = motifs[f"filter{i}"][1]
                found = "".join(BASES[base] for base in rows[7:7 + len(word)].argmax(axis=1))
                check(found == word, f"filter{i} holds {word} and gives {found}")
        case = Case(binaries, folder, torch.nn.ReLU(inplace=True), 9)
        check(case.activation_nfl[:, DEAD].max() == 0, "one filter should be dead")
        expected = align(case.x_ncl, case.activation_nfl, 0.8, -7, 15, True)
        case.compare_filters(expected, "--threshold", "0.8", "--window", "15")
        expected = align(case.x_ncl, case.activation_nfl, 0.5, -10, 20, True)
        case.compare_filters([(sites, trim(matrix)) for sites, matrix in expected], "--trim")
        case.compare_filters(align(case.x_ncl, case.activation_nfl, 0.5, -9, 19, False), "--window", "0")
        case.compare_activations()
        case.compare_runs()
        # Without padding position l reads x[l : l+19], whose middle is l + 9.
        case = Case(binaries, folder, torch.nn.ReLU(), 0)
        case.compare_filters(align(case.x_ncl, case.activation_nfl, 0.5, -1, 20, True))
        case.compare_filters(align(case.x_ncl, case.activation_nfl, 0.5, 0, 19, False), "--window", "0")
    return 0


if __name__ == "__main__":
    sys.exit(main())
