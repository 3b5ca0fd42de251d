#!/usr/bin/python3
"""Gradients of siskin-attribute against finite differences in double, and integrated gradients against the plainest
Python loop with the same points of the path, on networks of the zoo.

Usage: gradient_test.py BIN_DIR [--only TEXT]              needs python3-torch"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from needs_torch import numpy, torch  # first: ends the test where they are missing

from siskin_tool import (Checks, attribute, markov_sequence, onehot, random_sequence, relative_difference,
                         write_fasta)

LENGTH, LIMIT = 200, 1e-5
SMOOTH_ENOUGH = ("plain", "relu_thrice", "pool_then_relu", "exponential", "batch_norm", "layer_norm_channels",
                 "group_norm", "activations", "arithmetic", "squeeze_excite", "quotient", "einsum", "bilinear",
                 "attention", "multihead", "transformer_pre_norm", "control_flow", "in_place", "lists", "lstm",
                 "global_max", "conv2d", "gated")
ON_PATHS = ("plain", "exponential", "attention", "in_place", "batch_norm", "squeeze_excite", "lstm", "plain_float64")
STEPS = 12


class Network:
    def __init__(self, folder, name):
        self.path = folder / f"{name}.pt"
        self.module = torch.jit.load(str(self.path)).eval().double()

    def values(self, inputs):
        """Output 0 of (N,4,L)."""
        with torch.no_grad():
            return self.module(torch.from_numpy(inputs)).reshape(len(inputs), -1)[:, 0].numpy()

    def gradient(self, inputs):
        inputs = torch.from_numpy(inputs).requires_grad_()
        output = self.module(inputs).reshape(len(inputs), -1)[:, 0]
        return torch.autograd.grad(output.sum(), inputs)[0].numpy()


def finite_differences(network, x, step=1e-5):
    """Central differences in each of the 4 L directions of one sequence (4,L)."""
    directions = numpy.eye(x.size).reshape(-1, *x.shape) * step
    ahead, behind = network.values(x + directions), network.values(x - directions)
    return ((ahead - behind) / (2 * step)).reshape(x.shape)


def path_nodes(rule, count):
    """Points t of [0,1] and weights; the trapezoid has count + 1 points."""
    if rule == "gausslegendre":
        points, weights = numpy.polynomial.legendre.leggauss(count)
        return (points + 1) / 2, weights / 2
    if rule == "trapezoid":
        weights = numpy.full(count + 1, 1 / count)
        weights[[0, -1]] /= 2
        return numpy.linspace(0, 1, count + 1), weights
    shift = {"left": 0.0, "middle": 0.5, "right": 1.0}[rule]
    return (numpy.arange(count) + shift) / count, numpy.full(count, 1 / count)


def integrated_gradients(network, x, references, rule):
    """Mean over the references of (x - x') times the mean gradient along the straight path: (4,L)."""
    total = numpy.zeros_like(x)
    for reference in references:
        for point, weight in zip(*path_nodes(rule, STEPS)):
            total += (x - reference) * weight * network.gradient((reference + point * (x - reference))[None])[0]
    return total / len(references)


class Bench:
    """The exported zoo, sequences in FASTA, and how the tool is called."""

    def __init__(self, folder, binaries):
        self.folder, self.binaries = folder, binaries
        exporter = pathlib.Path(__file__).with_name("export_zoo.py")
        subprocess.run([sys.executable, str(exporter), str(folder)], check=True)
        rng = numpy.random.default_rng(5)
        self.texts = [random_sequence(LENGTH, rng), markov_sequence(LENGTH, rng)]
        self.references = [random_sequence(LENGTH, rng) for _ in range(3)]
        self.fasta = write_fasta(folder / "x.fa", self.texts)
        self.reference_fasta = write_fasta(folder / "references.fa", self.references)

    def map(self, checks, name, label, *words):
        result = attribute(self.binaries, self.folder / f"{name}-{label}", "-m", self.folder / f"{name}.pt",
                           "--precision", "float64", *words, self.fasta)
        return result.map() if checks.that(result.status == 0, f"{name}: {label}: {result.err}") else None


def check_finite_differences(bench, name, checks):
    network = Network(bench.folder, name)
    found = bench.map(checks, name, "saliency", "--method", "saliency")
    if found is None:
        return
    x = onehot(bench.texts).astype(numpy.float64)
    worst = max(relative_difference(found[i], finite_differences(network, x[i])) for i in range(len(x)))
    print(f"{name}\tgradient and finite differences\t{worst:.1e}", flush=True)
    checks.that(worst <= LIMIT, f"{name}: gradient and finite differences differ by {worst:.3g}")


def check_integrated_gradients(bench, name, checks):
    network = Network(bench.folder, name)
    x, references = onehot(bench.texts).astype(numpy.float64), onehot(bench.references).astype(numpy.float64)
    rules = ("middle", "gausslegendre", "left", "right", "trapezoid") if name == "plain" else ("middle",)
    for rule in rules:
        found = bench.map(checks, name, rule, "--method", "integrated-gradients", "--rule", rule, "--steps", STEPS,
                          "--references", bench.reference_fasta)
        if found is None:
            continue
        expected = numpy.stack([integrated_gradients(network, row, references, rule) for row in x])
        difference = relative_difference(found, expected)
        print(f"{name}\tintegrated gradients, {rule}\t{difference:.1e}", flush=True)
        checks.that(difference <= LIMIT, f"{name}: integrated gradients, {rule}: differ by {difference:.3g}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    checks = Checks()
    print("name\twhat\tlargest difference over largest value")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(pathlib.Path(name), arguments.bin.resolve())
        for network in SMOOTH_ENOUGH:
            if arguments.only in network:
                check_finite_differences(bench, network, checks)
        for network in ON_PATHS:
            if arguments.only in network:
                check_integrated_gradients(bench, network, checks)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
