"""Attention in the zoo: by hand, by nn.MultiheadAttention, whole transformer layers."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from zoo_entry import Entry, conv, mean_head


def positions(length, width):
    """Sines and cosines of the position (Vaswani et al. 2017)."""
    place = torch.arange(length, dtype=torch.float64).unsqueeze(1)
    rate = torch.exp(torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(10000.0) / width))
    return torch.stack([torch.sin(place * rate), torch.cos(place * rate)], dim=2).flatten(1).float()


class Attention(nn.Module):
    """Softmax(Q K^T / sqrt(d)) V in several heads."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.out = nn.Linear(width, width), nn.Linear(width, width)

    def split(self, y: Tensor) -> Tensor:
        return y.view(y.size(0), y.size(1), self.heads, -1).transpose(1, 2)

    def forward(self, y: Tensor) -> Tensor:
        query, key, value = self.split(self.query(y)), self.split(self.key(y)), self.split(self.value(y))
        scores = torch.matmul(query, key.transpose(-2, -1)) / math.sqrt(query.size(-1))
        mixed = torch.matmul(torch.softmax(scores, dim=-1), value)
        return self.out(mixed.transpose(1, 2).reshape(y.size(0), y.size(1), -1))


class HandWritten(nn.Module):
    """Convolution, then two blocks of pre-norm attention and GELU."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8))
        self.register_buffer("place", positions(25, 16))
        self.attention = nn.ModuleList([Attention(16, 4), Attention(16, 2)])
        self.norms = nn.ModuleList([nn.LayerNorm(16), nn.LayerNorm(16)])
        self.dense = nn.ModuleList([nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 16)) for _ in range(2)])
        self.head = nn.Linear(16, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.stem(x).transpose(1, 2) + self.place
        for attention, norm, dense in zip(self.attention, self.norms, self.dense):
            y = y + attention(norm(y))
            y = y + dense(y)
        return self.head(y.mean(1))


class Multihead(nn.Module):
    def __init__(self, need_weights):
        super().__init__()
        self.stem = nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8))
        self.register_buffer("place", positions(25, 16))
        self.attention, self.head = nn.MultiheadAttention(16, 4, batch_first=True), mean_head(16)
        self.need_weights = need_weights

    def forward(self, x):
        y = self.stem(x).transpose(1, 2) + self.place
        mixed, weights = self.attention(y, y, y, need_weights=self.need_weights)
        answer = self.head((y + mixed).transpose(1, 2))
        return answer + weights.amax(2).mean(1, keepdim=True) if self.need_weights else answer


class Transformer(nn.Module):
    def __init__(self, norm_first):
        super().__init__()
        self.stem = nn.Sequential(conv(4, 16, 9), nn.GELU(), nn.AvgPool1d(8))
        self.layers = nn.ModuleList([nn.TransformerEncoderLayer(16, 4, 32, batch_first=True, norm_first=norm_first)
                                     for _ in range(2)])
        self.head = mean_head(16)

    def forward(self, x):
        y = self.stem(x).transpose(1, 2)
        for layer in self.layers:
            y = layer(y)
        return self.head(y.transpose(1, 2))


class AttentionPool(nn.Module):
    """Softmax-weighted pooling of neighbours (Avsec et al. 2021), and of all positions."""

    def __init__(self):
        super().__init__()
        self.stem, self.logit, self.score = conv(4, 16, 9), conv(16, 16, 1), conv(16, 1, 1)
        self.head = nn.Linear(16, 1)

    def forward(self, x):
        y = functional.gelu(self.stem(x))
        windows, logits = y.unfold(2, 4, 4), self.logit(y).unfold(2, 4, 4)
        y = (windows * torch.softmax(logits, dim=-1)).sum(-1)
        weights = torch.softmax(self.score(y), dim=2)
        return self.head((y * weights).sum(2)) + torch.logsumexp(y.mean(1), dim=1, keepdim=True)


ENTRIES = [
    Entry("attention", HandWritten, "attention by hand, positional encoding, layer norm, GELU"),
    Entry("attention_traced", HandWritten, "the same by tracing", how="trace"),
    Entry("attention_float64", HandWritten, "the same in double", dtype="float64"),
    Entry("multihead", lambda: Multihead(False), "nn.MultiheadAttention", how="trace"),
    Entry("multihead_weights", lambda: Multihead(True), "the same, its weights used too", how="trace"),
    Entry("transformer_post_norm", lambda: Transformer(False), "nn.TransformerEncoderLayer", how="trace"),
    Entry("transformer_pre_norm", lambda: Transformer(True), "the same with norm first", how="trace"),
    Entry("attention_pool", AttentionPool, "attention pooling and log-sum-exp"),
]
