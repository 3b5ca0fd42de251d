#!/usr/bin/python3
"""Answers that were worked out by hand, for networks small enough for that: siskin-attribute has to give them.

Usage: vectors_test.py BIN_DIR             needs python3-torch

T1 is test-data/models/t1.pt (two filters of width 2, ReLU, mean, linear); T1max is the same with the global maximum.
The toys read the A of single positions: saturation f = 1 - relu(1 - a - b), minimum f = a - relu(a - b), the products
a b + 2 c and a b^2, and one ReLU unit."""

import pathlib
import sys
import tempfile

from needs_torch import numpy, torch  # first: ends the test where they are missing

from torch import nn

from siskin_tool import Checks, attribute, onehot, write_fasta

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMIT = 1e-6
PROBABILITY = 0.2395337395  # change of the probability of T1 over that of its logit, against 0.25

DECONVNET = [[0.5, .25, .25, .25, -.25], [-.25, .25, .25, .25, .5], [-.125, 0, 0, 0, .125], [.125, 0, 0, 0, -.125]]
GRADIENT = [[.5, -.25, .125, -.0625, 0], [-.25, .5, -.0625, .125, 0], [-.125, .125, -.25, .0625, 0],
            [.125, -.125, .125, -.25, 0]]
CENTRED = [[.4375, -.3125, .140625, -.03125, 0], [-.3125, .4375, -.046875, .15625, 0],
           [-.1875, .0625, -.234375, .09375, 0], [.0625, -.1875, .140625, -.21875, 0]]
HYPOTHETICAL = [[.40625, 0, .0625, .170455, 0], [0, .125, .224432, .164773, .125],
                [.03125, -.135417, -.019886, 0, .083333], [.21875, -.0625, 0, .051136, -.125]]
GUIDED = [[.5, -.25, 0, 0, 0], [-.25, .5, 0, 0, 0], [-.125, .125, 0, 0, 0], [.125, -.125, 0, 0, 0]]
UNIFORM = numpy.array([0.375, 0.375, -0.226293103, -0.211206897, 0])


class GlobalMaximum(nn.Module):
    def __init__(self, conv, linear):
        super().__init__()
        self.conv, self.linear = conv, linear

    def forward(self, x):
        return self.linear(torch.relu(self.conv(x)).amax(2))


class Units(nn.Module):
    """ReLU of one dense layer, then another: every toy of ReLU is one."""

    def __init__(self, inner, inner_bias, outer, outer_bias, skip=None):
        super().__init__()
        self.inner = nn.Linear(len(inner[0]), len(inner))
        self.outer, self.skip = nn.Linear(len(inner), 1), nn.Linear(len(inner[0]), 1, bias=False)
        with torch.no_grad():
            self.inner.weight.copy_(torch.tensor(inner))
            self.inner.bias.copy_(torch.tensor(inner_bias))
            self.outer.weight.copy_(torch.tensor([outer]))
            self.outer.bias.fill_(outer_bias)
            self.skip.weight.copy_(torch.tensor([skip or [0.0] * len(inner[0])]))

    def forward(self, x):
        adenine = x[:, 0]
        return self.outer(torch.relu(self.inner(adenine))) + self.skip(adenine)


class Product(nn.Module):
    def forward(self, x):
        return (x[:, 0, 0] * x[:, 0, 1] + 2 * x[:, 0, 2]).unsqueeze(1)


class SquareProduct(nn.Module):
    def forward(self, x):
        return (x[:, 0, 0] * x[:, 0, 1] ** 2).unsqueeze(1)


def write_models(folder):
    t1 = torch.jit.load(str(ROOT / "test-data/models/t1.pt"))
    convolution, linear = nn.Conv1d(4, 2, 2), nn.Linear(2, 1)
    convolution.load_state_dict(t1.conv.state_dict())
    linear.load_state_dict(t1.linear.state_dict())
    modules = {"t1max": GlobalMaximum(convolution, linear), "saturation": Units([[-1.0, -1.0]], [1.0], [-1.0], 1.0),
               "minimum": Units([[10.0, -6.0]], [0.0], [-1.0], 0.0, [10.0, 0.0]), "product": Product(),
               "square_product": SquareProduct()}
    for name, module in modules.items():
        torch.jit.script(module.eval()).save(str(folder / f"{name}.pt"))


# network, sequence, options, expected: a number a position or a whole map
VECTORS = (
    ("t1", "ACGTA", "--method saliency", GRADIENT),
    ("t1", "ACGTA", "--method saliency --center", CENTRED),
    ("t1", "ACGTA", "--method grad-x-input", [.5, .5, -.25, -.25, 0]),
    ("t1", "ACGTA", "--method lrp --lrp-rule epsilon", [.5, .5, -.25, -.25, 0]),
    ("t1", "ACGTA", "--method deconvnet", DECONVNET),
    ("t1", "CATGA", "--method deconvnet", DECONVNET),
    ("t1", "ACGTA", "--method guided-backprop", GUIDED),
    ("t1", "ACGTA", "--method cam --upsample nearest", [3, 3, 0, -1.75, 0]),
    ("t1", "ACGTA", "--method cam --upsample receptive-field", [3, 1.5, -.875, -.875, 0]),
    ("t1", "ACGTA", "--method grad-cam --upsample nearest", [.75, .75, 0, -.4375, 0]),
    ("t1", "ACGTA", "--method grad-cam --upsample receptive-field", [.75, .375, -.21875, -.21875, 0]),
    ("t1", "ACGTA", "--method guided-grad-cam --upsample nearest", [.375, .375, 0, 0, 0]),
    ("t1", "ACGTA", "--method integrated-gradients --steps 4 --rule left", [.25, .25, -.1875, -.1875, 0]),
    ("t1", "ACGTA", "--method integrated-gradients --steps 4 --rule middle", [.375, .375, -.1875, -.1875, 0]),
    ("t1", "ACGTA", "--method deeplift --references zero", [.375, .375, -.21875, -.21875, 0]),
    ("t1", "ACGTA", "--method deeplift --references uniform", UNIFORM),
    ("t1", "ACGTA", "--method deeplift --references uniform --output-space probability", UNIFORM * PROBABILITY),
    ("t1", "ACGTA", "--method deeplift --references catga.fa", [.40625, .125, -.019886364, .051136364, 0]),
    ("t1", "ACGTA", "--method deeplift-shap --references catga.fa --hypothetical", HYPOTHETICAL),
    ("t1max", "ACGTA", "--method deeplift --references catga.fa", [1.25, 1.25, -.409090909, -.340909091, 0]),
    ("t1max", "ACGTA", "--method grad-x-input", [2, 2, -1, -1, 0]),
    ("saturation", "AA", "--method grad-x-input", [0, 0]),
    ("saturation", "AA", "--method deeplift --references zero", [.5, .5]),
    ("saturation", "AA", "--method integrated-gradients --steps 1000", [.5, .5]),
    ("minimum", "AA", "--method deeplift --references zero --deeplift-rule rescale", [0, 6]),
    ("minimum", "AA", "--method deeplift --references zero --deeplift-rule reveal-cancel", [3, 3]),
    ("minimum", "AA", "--method integrated-gradients --steps 50", [0, 6]),
    ("product", "AAA", "--method grad-x-input", [1, 1, 2]),
    ("product", "AAA", "--method deeplift --references zero", [.5, .5, 2]),
    ("square_product", "AA", "--method integrated-gradients --rule gausslegendre --steps 8", [1 / 3, 2 / 3]),
)


def by_position(found, text, options):
    """The value at the observed base for maps of gradients, the sum over the four bases for contributions."""
    return (found * onehot([text])[0] if "grad-x-input" in options else found).sum(0)


def check(binaries, folder, number, vector, checks):
    name, text, options, expected = vector
    fasta = write_fasta(folder / f"{number}.fa", [text])
    model = ROOT / "test-data/models/t1.pt" if name == "t1" else folder / f"{name}.pt"
    words = [str(folder / word) if word.endswith(".fa") else word for word in options.split()]
    result = attribute(binaries, folder / str(number), "-m", model, "--output-kind", "logit", *words, fasta)
    if not checks.that(result.status == 0, f"{name} {options}: {result.err}"):
        return
    expected = numpy.array(expected, dtype=float)
    found = result.map()[0] if expected.ndim == 2 else by_position(result.map()[0], text, options)
    difference = numpy.abs(found - expected).max()
    print(f"{name}\t{text}\t{options}\t{difference:.1e}")
    checks.that(difference <= LIMIT, f"{name} {text} {options}: found {found.tolist()}, expected {expected.tolist()}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_models(folder)
        write_fasta(folder / "catga.fa", ["CATGA"])
        for number, vector in enumerate(VECTORS):
            check(pathlib.Path(sys.argv[1]).resolve(), folder, number, vector, checks)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
