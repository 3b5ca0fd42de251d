"""What the zoo of networks is made of: the entries and their weights."""

import dataclasses
import math
import typing
import zlib

import torch
from torch import nn


@dataclasses.dataclass
class Entry:
    """One network of the zoo and what siskin-attribute has to make of it."""
    name: str
    build: typing.Callable[[], nn.Module]
    why: str
    how: str = "script"         # or "trace"
    mode: str = "eval"          # or "train": in which the file is saved
    length: int = 200
    options: str = ""           # more command line: --head, --target
    expected: str = "exact"     # or "refused"
    refusal: str = ""           # what the refusal has to name
    dtype: str = "float32"
    only_dtype: str = ""        # "yes": tracing has written the type into the code


def weights_of(name):
    """Numbers of a network: large enough that units are on and off, pools have winners and
    exponentials bend, small enough that nothing overflows."""
    return torch.Generator().manual_seed(zlib.crc32(name.encode()))


def enliven(module, generator):
    """Replaces all weights and running statistics by random ones of a trained network's scale."""
    def normal(tensor, scale):
        tensor.copy_(torch.randn(tensor.shape, generator=generator, dtype=torch.float64) * scale)

    def uniform(tensor, low, high):
        tensor.copy_(low + (high - low) * torch.rand(tensor.shape, generator=generator, dtype=torch.float64))

    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if parameter.dim() > 1:
                normal(parameter, 1.6 / math.sqrt(parameter[0].numel()))
            elif name.endswith("weight"):
                uniform(parameter, 0.5, 1.5)  # of norms, and the slopes of PReLU
            else:
                normal(parameter, 0.3)
        for name, buffer in module.named_buffers():
            if name.endswith("running_mean"):
                normal(buffer, 0.5)
            elif name.endswith("running_var"):
                uniform(buffer, 0.5, 2.0)
    return module


def conv(inputs, outputs, width, dilation=1):
    """A convolution that keeps the length (odd width)."""
    return nn.Conv1d(inputs, outputs, width, dilation=dilation, padding=dilation * (width - 1) // 2)


class Mean(nn.Module):
    """Mean over the positions: (N,C,L) -> (N,C)."""

    def forward(self, x):
        return x.mean(2)


def mean_head(channels, outputs=1):
    return nn.Sequential(Mean(), nn.Linear(channels, outputs))


def flat_head(features, outputs=1, hidden=24):
    return nn.Sequential(nn.Flatten(), nn.Linear(features, hidden), nn.ReLU(), nn.Linear(hidden, outputs))
