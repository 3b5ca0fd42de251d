"""Networks of the zoo that differ in how they are written: control flow, in-place operations,
lists, reshaping."""

from typing import List

import torch
from torch import Tensor, nn
from torch.nn import functional

from zoo_entry import Entry, conv, mean_head


class ControlFlow(nn.Module):
    """Loops and branches that depend on shapes and on the module only."""

    def __init__(self):
        super().__init__()
        self.stem, self.layers = conv(4, 16, 9), nn.ModuleList([conv(16, 16, 5), conv(16, 16, 3), conv(16, 16, 3)])
        self.head, self.deep = nn.Linear(16, 1), True

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.stem(x))
        if x.size(2) > 100 and self.deep:
            y = functional.max_pool1d(y, 4)
        else:
            y = functional.avg_pool1d(y, 2)
        for i, layer in enumerate(self.layers):
            if i % 2 == 0:
                y = y + torch.relu(layer(y))
            else:
                y = torch.tanh(layer(y))
        while y.size(2) > 10:
            y = functional.max_pool1d(y, 2)
        answer = self.head(y.mean(2))
        if y.size(0) < 1:
            return answer * 0.0
        return answer


class InPlace(nn.Module):
    """Operations that overwrite: of whole tensors, of slices, of a result filled in a loop."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.head = conv(4, 16, 9), conv(4, 16, 3), nn.Linear(16, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = x.clone()
        x[:, :, :5] = 0.0
        x[:, :, -5:].zero_()
        y = self.first(x)
        y.add_(self.second(x), alpha=0.5).mul_(1.5).sub_(0.25)
        y.relu_()
        z = y.clone()
        z[:, 3] *= 2.0
        z[:, 5] = z[:, 6] + z[:, 5]
        z[:, 8:10] = torch.sigmoid(y[:, 4:6])
        out = torch.zeros(x.size(0), 16, dtype=x.dtype, device=x.device)
        for i in range(4):
            out[:, 4 * i:4 * i + 4] = torch.tanh(z[:, 4 * i:4 * i + 4].mean(2))
        return self.head(out)


class Aliases(nn.Module):
    """Views taken before their base is overwritten, and bases read after a view was."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 16, 9), nn.Linear(8, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = torch.tanh(self.stem(x)) + 0.5
        early = y[:, :8]
        y.mul_(2.0)
        turned = y.transpose(1, 2)
        turned[:, 10:20] = 0.25
        flat = early.reshape(x.size(0), -1).view(x.size(0), 8, -1)
        flat[:, 2].copy_(early[:, 3].detach() + y[:, 12])
        early.add_(y[:, 8:].flip(1))
        return self.head(torch.relu(y[:, :8] + flat).mean(2))


class InPlaceModules(nn.Module):
    """As torchvision writes them: inplace=True everywhere."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(conv(4, 16, 9), nn.ReLU(inplace=True), nn.Dropout(0.2, inplace=True), nn.MaxPool1d(4),
                                  conv(16, 16, 5), nn.BatchNorm1d(16), nn.LeakyReLU(0.1, inplace=True), conv(16, 16, 3),
                                  nn.ELU(inplace=True), conv(16, 16, 3), nn.Hardtanh(inplace=True))
        self.head = mean_head(16)

    def forward(self, x):
        y = self.body(x)
        y += 1
        return self.head(y)


class Lists(nn.Module):
    """Concatenate, stack, split, chunk, unbind and lists that grow."""

    def __init__(self):
        super().__init__()
        self.stem, self.heads = conv(4, 16, 9), nn.ModuleList([mean_head(4) for _ in range(4)])

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.stem(x))
        left, right = torch.chunk(y, 2, dim=2)
        y = torch.cat([left, torch.tanh(right), left - right], dim=2)
        parts: List[Tensor] = []
        for i, part in enumerate(torch.split(y, [2, 6, 4, 4], dim=1)):
            if i == 0:
                part = torch.cat([part, part.flip(2)], dim=1)
            parts.append(part[:, :4])
        answers: List[Tensor] = []
        for i, head in enumerate(self.heads):
            answers.append(head(functional.max_pool1d(parts[i], 3)))
        columns = torch.unbind(torch.stack(answers, dim=2), dim=2)
        return torch.sigmoid(columns[0]) * columns[1] + columns[2] - torch.abs(columns[3])


class Shapes(nn.Module):
    """The same numbers in other places: pad, roll, permute, unfold, gather by constants, expand."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 8, 9), nn.Linear(25, 1)
        self.register_buffer("order", torch.tensor([7, 6, 5, 4, 3, 2, 1, 0]))
        self.register_buffer("mask", torch.arange(200) % 7 == 0)

    def forward(self, x):
        y = torch.relu(self.stem(functional.pad(x, [3, 1], value=0.25)[:, :, 2:-2].roll(2, dims=2)))
        y = y.masked_fill(self.mask, 0.0)
        y = y[:, self.order] + y.index_select(1, self.order).permute(0, 2, 1).contiguous().permute(0, 2, 1)
        y = torch.where(self.mask, y, torch.tanh(y))
        y = y.reshape(y.size(0), 8, 25, 8).amax(3)
        y = y * torch.ones_like(y[:1]).expand(y.size(0), -1, -1)
        return self.head(y.sum(1).squeeze().view(x.size(0), -1))


class Cumulative(nn.Module):
    """A running sum is linear."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 8, 9), mean_head(8)

    def forward(self, x):
        return self.head(torch.tanh(torch.cumsum(torch.relu(self.stem(x)), dim=2) / 50))


class OneNumber(nn.Module):
    """Returns (N), not (N,1); centres its input; skips from the input to the end."""

    def __init__(self):
        super().__init__()
        self.stem, self.head, self.skip = conv(4, 16, 9), mean_head(16), nn.Linear(800, 1)

    def forward(self, x):
        centred = x - x.mean(1, keepdim=True)
        return (self.head(torch.relu(self.stem(centred))) + self.skip(x.reshape(x.shape[0], -1))).squeeze(1)


ENTRIES = [
    Entry("control_flow", ControlFlow, "loops and branches on shapes"),
    Entry("in_place", InPlace, "in-place operations, assignment to slices"),
    Entry("in_place_traced", InPlace, "the same by tracing", how="trace", only_dtype="yes"),
    Entry("in_place_float64", InPlace, "the same in double", dtype="float64"),
    Entry("aliases", Aliases, "views of what is overwritten, detach"),
    Entry("in_place_modules", InPlaceModules, "modules with inplace=True"),
    Entry("lists", Lists, "concatenate, stack, split, chunk, unbind"),
    Entry("shapes", Shapes, "pad, roll, permute, index, mask, expand"),
    Entry("cumulative_sum", Cumulative, "running sum"),
    Entry("one_number", OneNumber, "output (N), input centred, skip from input to output"),
]
