#!/usr/bin/python3
"""Deconvnet, guided backprop, Grad-CAM and LRP of siskin-attribute against NumPy implementations by hand, on three
small networks. Before that, the implementations by hand are held against PyTorch's outputs and gradients.

Usage: numpy_methods_test.py BIN_DIR [--only TEXT]         needs python3-torch"""

import argparse
import pathlib
import sys
import tempfile

from needs_torch import numpy, torch  # first: ends the test where they are missing

import numpy_methods as by_hand
from siskin_tool import Checks, attribute, onehot, relative_difference, sequences, write_fasta
from numpy_networks import build

LIMIT = 1e-5
LENGTH = 200
# network -> (name of the layer in PyTorch, its number by hand), one of them pooled, for Grad-CAM
CAM_LAYERS = {"pooled": (("1", 1), ("5", 5)), "exponential": (("2", 2), ("4", 4)), "residual": (("4", 4), ("5", 5))}


def check_by_hand(name, module, network, x, checks):
    """The implementation by hand, as far as PyTorch knows the answer."""
    inputs = torch.from_numpy(x).requires_grad_()
    output = module.double()(inputs)
    gradient = torch.autograd.grad(output[:, 0].sum(), inputs)[0].numpy()
    checks.that(relative_difference(network.forward(x), output.detach().numpy()) < 1e-12, f"{name}: forward by hand")
    checks.that(relative_difference(by_hand.rectified(network, x, "gradient"), gradient) < 1e-12,
                f"{name}: gradient by hand")
    if name != "exponential":  # networks of ReLU: LRP without gamma is gradient times input
        checks.that(relative_difference(by_hand.lrp(network, x), gradient * x) < 1e-5, f"{name}: LRP by hand")


def expected_maps(name, network, x):
    """(label, words of the command line, expected map) of every method that the network has rules for."""
    if name != "exponential":
        yield "deconvnet", ["--method", "deconvnet"], by_hand.rectified(network, x, "deconvnet")
    yield "guided backprop", ["--method", "guided-backprop"], by_hand.rectified(network, x, "guided")
    yield "LRP epsilon", ["--method", "lrp", "--lrp-rule", "epsilon"], by_hand.lrp(network, x)
    for gamma in (0.25, 1.0):
        yield (f"LRP gamma {gamma}", ["--method", "lrp", "--lrp-rule", "gamma", "--gamma", gamma],
               by_hand.lrp(network, x, gamma))
    for layer, number in CAM_LAYERS[name]:
        values = by_hand.nearest(by_hand.grad_cam(network, x, number), x.shape[2])
        yield f"Grad-CAM of {layer}", ["--method", "grad-cam", "--layer", layer, "--upsample", "nearest"], \
            values[:, None, :] * x


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    checks = Checks()
    texts = sequences(LENGTH, 23)
    x = onehot(texts).astype(numpy.float64)
    print("network\tmethod\tlargest difference over largest value")
    with tempfile.TemporaryDirectory() as folder_name:
        folder = pathlib.Path(folder_name)
        fasta = write_fasta(folder / "x.fa", texts)
        for name in CAM_LAYERS:
            module, network = build(name)
            torch.jit.script(module).save(str(folder / f"{name}.pt"))
            check_by_hand(name, module, network, x, checks)
            for label, words, expected in expected_maps(name, network, x):
                if arguments.only not in label:
                    continue
                result = attribute(arguments.bin.resolve(), folder / f"{name}-{label}", "-m", folder / f"{name}.pt",
                                   "--precision", "float64", *words, fasta)
                if not checks.that(result.status == 0, f"{name}: {label}: {result.err}"):
                    continue
                difference = relative_difference(result.map(), expected)
                print(f"{name}\t{label}\t{difference:.1e}")
                checks.that(difference <= LIMIT, f"{name}: {label} differs by {difference:.3g} of its largest value")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
