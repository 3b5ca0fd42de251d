"""Networks of the zoo that no exact rule covers: DeepLIFT has to name what stops it, and gradients
have to work all the same."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from zoo_entry import Entry, conv, mean_head


class Recurrent(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.stem, self.cell = nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8)), kind(16, 8, batch_first=True,
                                                                                           bidirectional=True)
        self.head = nn.Linear(16, 1)

    def forward(self, x):
        y, _ = self.cell(self.stem(x).transpose(1, 2))
        return self.head(y.mean(1))


class DependsOnData(nn.Module):
    """What is computed depends on the sequences themselves."""

    def __init__(self):
        super().__init__()
        self.stem, self.head, self.other = conv(4, 16, 9), mean_head(16), mean_head(16)

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.stem(x))
        if x.sum() > 3:
            return self.head(y)
        return self.other(y)


class CountsData(nn.Module):
    """How often a loop runs depends on the sequences."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 16, 9), mean_head(16)

    def forward(self, x: Tensor) -> Tensor:
        y = self.stem(x)
        for _ in range(int(x[:, 0].sum().item()) % 3 + 1):
            y = torch.tanh(y)
        return self.head(y)


class Best(nn.Module):
    def __init__(self, kind: str):
        super().__init__()
        self.stem, self.head, self.kind = nn.Sequential(conv(4, 16, 9), nn.ReLU()), nn.Linear(48, 1), kind

    def forward(self, x):
        y = self.stem(x)
        if self.kind == "topk":
            best = torch.topk(y, 3, dim=2)[0]
        elif self.kind == "sort":
            best = torch.sort(y, dim=2, descending=True)[0][:, :, :3]
        else:
            best = torch.cumprod(torch.sigmoid(y), dim=2)[:, :, :3]
        return self.head(best.flatten(1))


class Unknown(nn.Module):
    """Operations without a rule: each would be silently wrong as a gradient."""

    def __init__(self, kind: str):
        super().__init__()
        self.stem, self.head, self.kind = conv(4, 16, 9), mean_head(16), kind

    def forward(self, x):
        y = self.stem(x)
        if self.kind == "boolean_index":
            return self.head(y) + 0.01 * y[y > 1].sum()
        return self.head(functional.normalize(torch.logcumsumexp(y, dim=2), dim=1))


class ChosenLeaky(nn.Module):
    """A leaky ReLU written with torch.where: which value is taken depends on the sequence."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 16, 9), mean_head(16)

    def forward(self, x):
        y = self.stem(x)
        return self.head(torch.where(y > 0, y, 0.1 * y))


class MaskedAssignment(nn.Module):
    """ReLU as an assignment to the negative ones."""

    def __init__(self):
        super().__init__()
        self.stem, self.head = conv(4, 16, 9), mean_head(16)

    def forward(self, x: Tensor) -> Tensor:
        y = self.stem(x)
        y[y < 0] = 0.0
        return self.head(y)


ENTRIES = [
    Entry("lstm", lambda: Recurrent(nn.LSTM), "recurrent network", expected="refused", refusal="aten::lstm"),
    Entry("lstm_traced", lambda: Recurrent(nn.LSTM), "the same by tracing", how="trace", expected="refused",
          refusal="aten::lstm", only_dtype="yes"),
    Entry("where", ChosenLeaky, "choice between activations", expected="refused", refusal="aten::"),
    Entry("masked_assignment", MaskedAssignment, "assignment where a condition holds", expected="refused",
          refusal="aten::index_put"),
    Entry("gru", lambda: Recurrent(nn.GRU), "recurrent network", expected="refused", refusal="aten::gru"),
    Entry("data_dependent_branch", DependsOnData, "branch on the sequences", expected="refused",
          refusal="control flow"),
    Entry("data_dependent_loop", CountsData, "loop that counts bases", expected="refused", refusal="control flow"),
    Entry("topk", lambda: Best("topk"), "best three positions", expected="refused", refusal="aten::topk"),
    Entry("sort", lambda: Best("sort"), "sorted positions", expected="refused", refusal="aten::sort"),
    Entry("cumulative_product", lambda: Best("cumprod"), "running product", expected="refused",
          refusal="aten::cumprod"),
    Entry("boolean_index", lambda: Unknown("boolean_index"), "how many numbers there are depends on the sequences",
          expected="refused", refusal="aten::index"),
    Entry("running_log_sum", lambda: Unknown("logcumsumexp"), "running log-sum-exp", expected="refused",
          refusal="aten::logcumsumexp"),
]
