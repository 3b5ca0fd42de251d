#!/usr/bin/python3
"""DeepLIFT-SHAP on every network of the zoo: contributions sum to the difference of outputs, or the operation that
has no rule is named and gradients work all the same.

Usage: zoo_test.py BIN_DIR [--only TEXT] [--jobs 2]        needs python3-torch

Nothing here comes from siskin itself: predictions, those of the references, and gradients are computed by PyTorch.
Prints a table: name, worst relative residual in float32 and in float64."""

import argparse
import concurrent.futures
import csv
import pathlib
import subprocess
import sys
import tempfile

from needs_torch import numpy, torch  # first: ends the test where they are missing

from siskin_tool import (Checks, attribute, markov_sequence, onehot, random_sequence, relative_difference,
                         sequences, write_fasta)

REFERENCES = 5
FLOAT32_LIMIT, FLOAT64_LIMIT, GRADIENT_LIMIT = 1e-4, 1e-9, 1e-5
SHUFFLES = ("--method", "deeplift-shap", "--references", "dinucleotide", "--reference-count", REFERENCES)


def read_zoo(folder):
    with open(folder / "zoo.tsv", encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def readout(output, options):
    """What siskin explains by `options`: (N,...) tensor, tuple or dictionary -> (N,K), as the options' page says."""
    words = options.split()
    value = dict(zip(words[::2], words[1::2]))
    if "--head" in value:
        output = output[int(value["--head"]) if value["--head"].isdigit() else value["--head"]]
    output = output.reshape(len(output), -1)
    if "--target-function" in value:
        centred = output - output.mean(1, keepdim=True)
        if value["--target-function"] == "profile-variance":
            return centred.square().sum(1, True) / 2
        return (torch.softmax(centred, 1) * centred).sum(1, True)  # profile-bpnet
    if "--contrast" in value:
        first, second = map(int, value["--contrast"].split(","))
        return (output[:, first] - output[:, second]).unsqueeze(1)
    if value.get("--target") == "all":
        return output
    target = int(value.get("--target", 0))
    return output[:, target:target + 1]


class Case:
    """One network of the zoo with its sequences and references."""

    def __init__(self, entry, folder, binaries):
        self.entry, self.name, self.binaries = entry, entry["name"], binaries
        self.folder = folder / self.name
        self.model = folder / entry["file"]
        length = int(entry["length"])
        rng = numpy.random.default_rng(length)
        # Shuffles of the last two are what they were: nothing differs, so nothing may be left over.
        self.texts = sequences(length, 11) + ["A" * length, "N" * length]
        self.references = [make(length, rng) for make in (random_sequence, markov_sequence) * REFERENCES][:REFERENCES]
        self.folder.mkdir()
        self.fasta = write_fasta(self.folder / "x.fa", self.texts)
        self.reference_fasta = write_fasta(self.folder / "references.fa", self.references)
        # Both where the type can be changed; a model in double is taken as it is.
        own = entry["dtype"]
        self.precisions = [own] if own == "float64" or entry["only_dtype"] else ["float32", "float64"]

    def run(self, label, *words):
        return attribute(self.binaries, self.folder / label, "-m", self.model, *self.entry["options"].split(), *words,
                         self.fasta)

    def precision_words(self, precision):
        return [] if precision == self.entry["dtype"] else ["--precision", precision]

    def torch_output(self, texts, gradient=False):
        """Predictions (N,K) by PyTorch, or the gradient (N,4,L) of each output."""
        dtype = getattr(torch, self.precisions[-1])
        module = torch.jit.load(str(self.model)).eval().to(dtype)
        inputs = torch.from_numpy(onehot(texts)).to(dtype).requires_grad_(gradient)
        with torch.set_grad_enabled(gradient):
            output = readout(module(inputs), self.entry["options"])
        if not gradient:
            return output.numpy()
        return [torch.autograd.grad(output[:, k].sum(), inputs, retain_graph=True)[0].numpy()
                for k in range(output.shape[1])]


def check_report(case, checks, result, limit):
    """Every pair is there, predictions are right, and residuals are what they are called."""
    rows = result.report()
    predictions = case.torch_output(case.texts)
    expected_rows = predictions.size * REFERENCES
    checks.that(len(rows) == expected_rows, f"{case.name}: {len(rows)} rows in the report, not {expected_rows}")
    outputs = sorted({row["output"] for row in rows})
    found = numpy.zeros(predictions.shape)
    for row in rows:
        found[int(row["sequence"].removeprefix("s")), outputs.index(row["output"])] = row["prediction"]
    accuracy = 1e-4 if limit > 1e-6 else 1e-8
    checks.that(relative_difference(found, predictions) < accuracy, f"{case.name}: predictions differ from PyTorch's")
    for row in rows:
        residual = row["sum"] - (row["prediction"] - row["reference_prediction"])
        scale = abs(row["prediction"]) + abs(row["reference_prediction"]) + abs(row["sum"])
        if abs(abs(residual) - abs(row["residual"])) > 1e-5 * scale + 1e-12:
            checks.that(False, f"{case.name}: residual {row['residual']} is not {residual}")
            break
    worst = max(row["relative_residual"] for row in rows)
    checks.that(worst <= limit, f"{case.name}: relative residual {worst:.3g} > {limit:g}")
    return worst


def check_map_sums(case, checks, result):
    """The maps themselves, summed, against PyTorch's predictions of sequences and references."""
    expected = case.torch_output(case.texts) - case.torch_output(case.references).mean(0)
    maps = result.maps()
    if not checks.that(len(maps) == expected.shape[1], f"{case.name}: {len(maps)} maps, not {expected.shape[1]}"):
        return
    for k, found in enumerate(maps):
        scale = numpy.abs(found).sum((1, 2)).max() + 1e-6
        difference = numpy.abs(found.sum((1, 2)) - expected[:, k]).max() / scale
        checks.that(difference <= 1e-5, f"{case.name}: map {k} sums to {found.sum((1, 2))}, not {expected[:, k]}")


def check_exact(case, checks):
    worst = ["-", "-"]
    for column, precision, limit in ((0, "float32", FLOAT32_LIMIT), (1, "float64", FLOAT64_LIMIT)):
        if precision not in case.precisions:
            continue
        result = case.run(precision, *SHUFFLES, *case.precision_words(precision))
        if not checks.that(result.status == 0, f"{case.name}: {result.err}"):
            return None
        worst[column] = check_report(case, checks, result, limit)
    result = case.run("file", "--method", "deeplift-shap", "--references", case.reference_fasta,
                      *case.precision_words(case.precisions[-1]))
    if checks.that(result.status == 0, f"{case.name}: {result.err}"):
        check_map_sums(case, checks, result)
    return worst


def check_refused(case, checks):
    result = case.run("refused", *SHUFFLES)
    checks.that(result.status == 1, f"{case.name}: status {result.status}, not refused")
    checks.that(len(result.err.splitlines()) == 1, f"{case.name}: not one line: {result.err}")
    checks.that(case.entry["refusal"] in result.err, f"{case.name}: {case.entry['refusal']} not named in: {result.err}")
    return result.err


def check_gradient(case, checks):
    """Saliency against PyTorch's own gradient, in double on both sides."""
    result = case.run("gradient", "--method", "saliency", *case.precision_words(case.precisions[-1]))
    if not checks.that(result.status == 0, f"{case.name}: saliency: {result.err}"):
        return
    expected = case.torch_output(case.texts, gradient=True)
    maps = result.maps()
    checks.that(len(maps) == len(expected), f"{case.name}: {len(maps)} gradients, not {len(expected)}")
    for found, wanted in zip(maps, expected):
        difference = relative_difference(found, wanted)
        checks.that(difference <= GRADIENT_LIMIT, f"{case.name}: gradient differs by {difference:.3g}")


def check(case):
    checks = Checks()
    exact = case.entry["expected"] == "exact"
    outcome = check_exact(case, checks) if exact else check_refused(case, checks)
    check_gradient(case, checks)
    if outcome is None:
        outcome = ["failed", "failed"]
    line = "\t".join(f"{x:.1e}" if isinstance(x, float) else x for x in (outcome if exact else ["refused", outcome]))
    print(f"{case.name}\t{line}\t{'' if not checks.failures else 'FAILED'}", flush=True)
    return checks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    exporter = pathlib.Path(__file__).with_name("export_zoo.py")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, str(exporter), str(folder)], check=True)
        cases = [Case(entry, folder, arguments.bin.resolve()) for entry in read_zoo(folder)
                 if arguments.only in entry["name"]]
        print("name\tfloat32\tfloat64\t(worst relative residual)")
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            parts = list(pool.map(check, cases))
        total = Checks()
        total.failures = [failure for part in parts for failure in part.failures]
        total.count = sum(part.count for part in parts)
        return total.finish()


if __name__ == "__main__":
    sys.exit(main())
