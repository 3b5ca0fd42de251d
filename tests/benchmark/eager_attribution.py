"""The plainest correct loops of attribution methods in eager PyTorch: the baseline of attribution_benchmark.py.

DeepLIFT runs sequences and references as one batch of twice the size and replaces the gradient of ReLU and max-pool
by multipliers (Shrikumar, Greenside & Kundaje 2017), so that contributions sum to the difference of the outputs."""

import torch
from torch import nn
from torch.nn import functional

NEAR = 1e-6  # below this difference of inputs the derivative takes the place of the quotient


class Cnn(nn.Module):
    """Three convolutions with ReLU and max-pool 4, a dense layer of 96, one output."""

    def __init__(self, length: int):
        super().__init__()
        self.first = nn.Conv1d(4, 32, 19, padding=9)
        self.second = nn.Conv1d(32, 48, 7, padding=3)
        self.third = nn.Conv1d(48, 64, 7, padding=3)
        self.dense, self.head = nn.Linear(64 * (length // 64), 96), nn.Linear(96, 1)

    def forward(self, x):
        y = functional.max_pool1d(functional.relu(self.first(x)), 4)
        y = functional.max_pool1d(functional.relu(self.second(y)), 4)
        y = functional.max_pool1d(functional.relu(self.third(y)), 4)
        return self.head(functional.relu(self.dense(y.flatten(1))))

    @torch.jit.ignore
    def gradient_flop(self):
        """Operations of one forward and one backward pass to the input, which costs the same."""
        lengths = (16, 4, 1)  # of the convolutions' outputs, relative to that of the third
        positions = self.dense.in_features // 64 * 4
        convolutions = (self.first, self.second, self.third)
        products = sum(times * positions * layer.weight.numel() for times, layer in zip(lengths, convolutions))
        return 2 * 2 * (products + self.dense.weight.numel() + self.head.weight.numel())


class PairedRelu(torch.autograd.Function):
    """ReLU of [x; x'] whose backward pass multiplies by difference of outputs over difference of inputs."""

    @staticmethod
    def forward(ctx, pairs):
        result = functional.relu(pairs)
        ctx.save_for_backward(pairs, result)
        return result

    @staticmethod
    def backward(ctx, signal):
        pairs, result = ctx.saved_tensors
        difference = torch.sub(*pairs.chunk(2))
        change = torch.sub(*result.chunk(2))
        quotient = torch.where(difference.abs() < NEAR, (pairs.chunk(2)[0] > 0).to(pairs.dtype), change / difference)
        return signal * torch.cat([quotient, quotient])


class PairedMaxPool(torch.autograd.Function):
    """Max-pool of [x; x']: with m the larger of the two results, m - y' goes to the winner in x and y - m to the
    winner in x'; each is divided by the winner's own difference."""

    @staticmethod
    def forward(ctx, pairs, width):
        result, winners = functional.max_pool1d(pairs, width, return_indices=True)
        ctx.width = width
        ctx.save_for_backward(pairs, result, winners)
        return result

    @staticmethod
    def backward(ctx, signal):
        pairs, result, winners = ctx.saved_tensors
        difference = torch.sub(*pairs.chunk(2))
        ours, theirs = result.chunk(2)
        top = torch.maximum(ours, theirs)
        upper, lower = signal.chunk(2)
        change = torch.cat([upper * (top - theirs), lower * (ours - top)])
        spread = functional.max_unpool1d(change, winners, ctx.width, output_size=pairs.shape)
        plain = functional.max_unpool1d(signal, winners, ctx.width, output_size=pairs.shape).chunk(2)[0]
        multiplier = torch.where(difference.abs() < NEAR, plain, torch.add(*spread.chunk(2)) / difference)
        return torch.cat([multiplier, multiplier]), None


def paired_forward(network, pairs):
    """Cnn.forward with the two functions above."""
    y = PairedMaxPool.apply(PairedRelu.apply(network.first(pairs)), 4)
    y = PairedMaxPool.apply(PairedRelu.apply(network.second(y)), 4)
    y = PairedMaxPool.apply(PairedRelu.apply(network.third(y)), 4)
    return network.head(PairedRelu.apply(network.dense(y.flatten(1))))


def gradient(network, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(network(x).sum(), x)[0]


def saliency(network, x, batch):
    return torch.cat([gradient(network, rows) for rows in x.split(batch)])


def integrated_gradients(network, x, steps, batch):
    """Zero reference, points in the middle of `steps` equal parts; points of several sequences share a batch."""
    points = ((torch.arange(steps) + 0.5) / steps).view(1, -1, 1, 1)
    path = (x.unsqueeze(1) * points).flatten(0, 1)
    return x * saliency(network, path, batch).unflatten(0, (len(x), steps)).mean(1)


def deeplift_shap(network, x, references, batch):
    """Mean over the references of multiplier times difference; `batch` rows, half of them references."""
    ours = x.repeat_interleave(len(references[0]), dim=0)
    theirs = torch.cat(references)
    maps = []
    for first, second in zip(ours.split(batch // 2), theirs.split(batch // 2)):
        pairs = torch.cat([first, second]).requires_grad_()
        multiplier = torch.autograd.grad(paired_forward(network, pairs).sum(), pairs)[0][:len(first)]
        maps.append(multiplier * (first - second))
    return torch.cat(maps).unflatten(0, (len(x), -1)).mean(1)
