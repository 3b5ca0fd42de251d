"""Networks of the zoo that differ in their elementwise functions, products and quotients."""

import torch
from torch import nn
from torch.nn import functional

from zoo_entry import Entry, conv, flat_head, mean_head


class Branches(nn.Module):
    """Each function on channels of its own, so that one wrong rule cannot hide behind another."""

    def __init__(self, functions):
        super().__init__()
        self.functions = nn.ModuleList(functions)
        self.stem = conv(4, 4 * len(functions), 9)
        self.mix, self.head = conv(4 * len(functions), 16, 5), mean_head(16)

    def forward(self, x):
        parts = torch.chunk(self.stem(x) * 1.5, len(self.functions), dim=1)
        results = []
        for i, function in enumerate(self.functions):
            results.append(function(parts[i]))
        return self.head(torch.relu(self.mix(torch.cat(results, dim=1))))


def common():
    return Branches([nn.GELU(), nn.SiLU(), nn.Mish(), nn.ELU(alpha=1.3), nn.SELU(), nn.CELU(alpha=0.7),
                     nn.Softplus(beta=2.0, threshold=3.0), nn.LeakyReLU(0.2), nn.ReLU6(), nn.Hardtanh(-0.5, 0.8),
                     nn.Sigmoid(), nn.Tanh()])


def deep(*functions):
    layers = []
    for i, function in enumerate(functions):
        layers += [conv(4 if i == 0 else 16, 16, 5), function]
    return nn.Sequential(*layers, nn.MaxPool1d(8), mean_head(16))


class Arithmetic(nn.Module):
    """Elementwise functions of arithmetic, kept within their domains."""

    def __init__(self):
        super().__init__()
        self.stem, self.mix, self.head = conv(4, 32, 9), conv(32, 16, 5), mean_head(16)

    def forward(self, x):
        a, b, c, d, e, f, g, h = torch.chunk(self.stem(x), 8, dim=1)
        parts = [torch.clamp(a, -0.5, 1.0), b.clamp(min=0.1).pow(1.5), torch.sqrt(c * c + 0.1),
                 torch.rsqrt(d.pow(2) + 0.3), torch.log(1.0 + torch.exp(e)), f.abs(),
                 torch.reciprocal(2.0 + torch.sigmoid(g)), torch.square(h) - h ** 3]
        return self.head(torch.relu(self.mix(torch.cat(parts, dim=1))))


class SqueezeExcite(nn.Module):
    """Channels multiplied by gates that the network computes from them (Hu et al. 2018)."""

    def __init__(self):
        super().__init__()
        self.stem, self.squeeze, self.excite = conv(4, 16, 9), nn.Linear(16, 4), nn.Linear(4, 16)
        self.head = flat_head(16 * 25)

    def forward(self, x):
        y = torch.relu(self.stem(x))
        gate = torch.sigmoid(self.excite(torch.relu(self.squeeze(y.mean(2)))))
        return self.head(functional.max_pool1d(y * gate.unsqueeze(2), 8))


class Quotient(nn.Module):
    """Attention by weights that are divided by their sum, and a saturating quotient."""

    def __init__(self):
        super().__init__()
        self.value, self.weight, self.head = conv(4, 16, 9), conv(4, 16, 9), nn.Linear(16, 1)

    def forward(self, x):
        value, weight = torch.relu(self.value(x)), functional.softplus(self.weight(x))
        value = value / (0.5 + weight)
        return self.head((value * weight).sum(2) / weight.sum(2))


class RootMeanSquare(nn.Module):
    """Normalisation written by hand: x / sqrt(mean(x^2)), then minus mean over standard deviation."""

    def __init__(self):
        super().__init__()
        self.stem, self.mix, self.head = conv(4, 16, 9), conv(16, 16, 5), mean_head(16)

    def forward(self, x):
        y = self.stem(x)
        y = torch.relu(self.mix(y * torch.rsqrt(y.pow(2).mean(1, keepdim=True) + 1e-3)))
        centred = y - y.mean(2, keepdim=True)
        return self.head(torch.tanh(centred / torch.sqrt((centred * centred).mean(2, keepdim=True) + 1e-2)) + y)


class Products(nn.Module):
    """Products of activations: with each other, with themselves, of three, and in place."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 24, 9), mean_head(8)

    def forward(self, x):
        a, b, c = torch.split(self.stem(x), 8, dim=1)
        y = a * b + c * c
        y = torch.addcmul(y, a, torch.sigmoid(c), value=0.5)
        return self.head(torch.tanh(0.3 * y * b))


class Gated(nn.Module):
    """Gated linear units and the gates of WaveNet."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.head = conv(4, 32, 9), conv(16, 16, 5), mean_head(8)

    def forward(self, x):
        y = functional.glu(self.first(x), dim=1)
        y = self.second(y)
        return self.head(torch.tanh(y[:, :8]) * torch.sigmoid(y[:, 8:]))


class Einsum(nn.Module):
    """Einsum with a constant, and of two activations."""

    def __init__(self):
        super().__init__()
        self.stem, self.mix = conv(4, 16, 9), nn.Parameter(torch.zeros(16, 8))
        self.head = nn.Linear(64, 1)

    def forward(self, x):
        y = functional.max_pool1d(torch.relu(self.stem(x)), 8)
        a = torch.einsum("ncl,cd->nld", y, self.mix)
        similar = torch.einsum("nld,nle->nde", a, torch.sigmoid(a))
        return self.head(similar.flatten(1) / 25)


class Bilinear(nn.Module):
    """Matrix products of two activations: matmul, bmm, baddbmm."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 24, 9), nn.Linear(64, 1)

    def forward(self, x):
        a, b, c = torch.relu(functional.avg_pool1d(self.stem(x), 8)).chunk(3, dim=1)
        gram = torch.bmm(a, b.transpose(1, 2)) / 25
        both = torch.baddbmm(gram, b, c.transpose(1, 2), alpha=0.04)
        return self.head(torch.tanh(torch.matmul(both, gram)).flatten(1))


ENTRIES = [
    Entry("activations", common, "twelve elementwise functions side by side"),
    Entry("activations_traced", common, "the same by tracing", how="trace"),
    Entry("activations_float64", common, "the same in double", dtype="float64"),
    Entry("gelu_silu", lambda: deep(nn.GELU(), nn.SiLU(), nn.GELU(approximate="tanh")), "GELU and SiLU in a row"),
    Entry("mish_elu_selu", lambda: deep(nn.Mish(), nn.ELU(), nn.SELU()), "Mish, ELU and SELU in a row"),
    Entry("celu_softplus_leaky", lambda: deep(nn.CELU(), nn.Softplus(), nn.LeakyReLU()),
          "CELU, softplus, leaky ReLU in a row"),
    Entry("relu6_hardtanh_tanh", lambda: deep(nn.ReLU6(), nn.Hardtanh(), nn.Tanh()), "ReLU6, hardtanh, tanh in a row"),
    Entry("hard_functions", lambda: Branches([nn.Hardswish(), nn.Hardsigmoid(), nn.LogSigmoid(), nn.Softsign(),
                                              nn.Tanhshrink(), nn.Softshrink(0.3), nn.Hardshrink(0.3),
                                              nn.Threshold(0.2, -0.1)]), "rarer elementwise functions, two with jumps"),
    Entry("prelu", lambda: deep(nn.PReLU(16), nn.PReLU(), nn.PReLU(16)), "ReLU with learned slopes"),
    Entry("gated", Gated, "gated linear units"),
    Entry("arithmetic", Arithmetic, "clamp, pow, sqrt, rsqrt, log, exp, abs, reciprocal, square"),
    Entry("squeeze_excite", SqueezeExcite, "product with a gate"),
    Entry("quotient", Quotient, "quotient of two activations"),
    Entry("root_mean_square", RootMeanSquare, "normalisation by hand"),
    Entry("products", Products, "products of activations"),
    Entry("einsum", Einsum, "einsum with a constant and of two activations"),
    Entry("bilinear", Bilinear, "matrix products of two activations", how="trace"),
]
