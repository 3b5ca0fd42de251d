"""Convolutional networks of the zoo: pooling, heads, outputs."""

from typing import Dict, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from zoo_entry import Entry, conv, flat_head, mean_head


def plain():
    return nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(4), conv(16, 16, 5), nn.ReLU(), nn.MaxPool1d(4),
                         flat_head(16 * 12))


class FunctionalRelu(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second, self.head = conv(4, 16, 9), conv(16, 16, 5), flat_head(16 * 12)

    def forward(self, x):
        y = functional.max_pool1d(functional.relu(self.first(x)), 4)
        return self.head(functional.max_pool1d(torch.relu(self.second(y)), 4))


class ReluThrice(nn.Module):
    """One module of ReLU (and one of pooling) at three places."""

    def __init__(self):
        super().__init__()
        self.relu, self.pool = nn.ReLU(), nn.MaxPool1d(4)
        self.first, self.second = conv(4, 16, 9), conv(16, 16, 5)
        self.dense, self.head = nn.Linear(16 * 12, 24), nn.Linear(24, 1)

    def forward(self, x):
        y = self.pool(self.relu(self.first(x)))
        y = self.pool(self.relu(self.second(y)))
        return self.head(self.relu(self.dense(y.flatten(1))))


class PoolTies(nn.Module):
    """Ties wherever one looks: ReLU leaves whole windows at zero, the first filters see one base
    only and are constant along runs, windows overlap, are dilated and are padded."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv1d(4, 8, 1)
        self.second = nn.Conv1d(8, 8, 3)
        self.head = flat_head(8 * 46)

    def forward(self, x):
        y = torch.relu(self.first(x) - 0.8)
        y = functional.max_pool1d(y, 3, stride=2, padding=1)
        y = functional.max_pool1d(torch.relu(self.second(y)), 3, stride=2, padding=0, dilation=2, ceil_mode=True)
        return self.head(y[:, :, :46])


class Exponential(nn.Module):
    def forward(self, x):
        return torch.exp(x)


def exponential():
    return nn.Sequential(conv(4, 16, 9), nn.BatchNorm1d(16), Exponential(), nn.MaxPool1d(4), conv(16, 16, 5), nn.ReLU(),
                         nn.MaxPool1d(4), flat_head(16 * 12))


class BpNet(nn.Module):
    """Residual dilated convolutions; a profile and the logarithm of counts (Avsec et al. 2021)."""

    def __init__(self):
        super().__init__()
        self.stem = conv(4, 16, 21)
        self.blocks = nn.ModuleList([conv(16, 16, 3, dilation=2 ** i) for i in range(1, 5)])
        self.profile, self.counts = conv(16, 1, 25), nn.Linear(16, 1)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        y = torch.relu(self.stem(x))
        for block in self.blocks:
            y = y + torch.relu(block(y))
        return self.profile(y), self.counts(y.mean(2))


class TwoTasks(nn.Module):
    """Two heads in a dictionary."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8))
        self.left, self.right = mean_head(16, 3), flat_head(16 * 25)

    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        y = self.stem(x)
        return {"left": self.left(y), "right": self.right(y)}


def norm_net(first, second):
    return nn.Sequential(conv(4, 16, 9), first, nn.ReLU(), nn.MaxPool1d(4), conv(16, 16, 5), nn.ReLU(), second,
                         nn.ReLU(), mean_head(16))


class ChannelNorm(nn.Module):
    """Layer norm over the channels of each position."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.LayerNorm(channels)

    def forward(self, x):
        return self.norm(x.transpose(1, 2)).transpose(1, 2)


class GlobalMax(nn.Module):
    def __init__(self, amax: bool):
        super().__init__()
        self.amax = amax
        self.stem, self.head = nn.Sequential(conv(4, 32, 9), nn.ReLU()), nn.Linear(32, 1)

    def forward(self, x):
        y = self.stem(x)
        top = torch.amax(y, dim=2) if self.amax else y.max(dim=-1)[0]
        return self.head(top)


class ChannelMax(nn.Module):
    """Maxout: largest of groups of channels, then of positions and of pairs of activations."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.head = conv(4, 24, 9), conv(8, 8, 5), nn.Linear(8, 1)

    def forward(self, x):
        y = self.first(x).unflatten(1, (8, 3)).max(dim=2).values
        y = torch.maximum(y, self.second(y))
        return self.head(torch.minimum(y, torch.tanh(y)).amin(2))


class Conv2d(nn.Module):
    """The sequence as an image of one channel and four rows."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 16, (4, 9)), nn.Conv2d(16, 16, (1, 5))
        self.head = flat_head(16 * 11)

    def forward(self, x):
        y = functional.max_pool2d(functional.relu(self.first(x.unsqueeze(1))), (1, 4))
        y = functional.max_pool2d(functional.relu(self.second(y)), (1, 4))
        return self.head(y)


class BothStrands(nn.Module):
    """One network on both strands, and the larger answer."""

    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8), mean_head(16))

    def forward(self, x):
        return torch.maximum(self.network(x), self.network(x.flip([1, 2])))


def dropout():
    return nn.Sequential(conv(4, 16, 9), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.3), nn.MaxPool1d(8),
                         flat_head(16 * 25))


def transposed():
    return nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(4), nn.ConvTranspose1d(16, 8, 6, stride=4, padding=1),
                         nn.ReLU(), mean_head(8))


def pooled(*tail):
    return nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.AvgPool1d(4), conv(16, 32, 5), nn.ReLU(), *tail)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down, self.deep, self.up = conv(4, 16, 9), conv(16, 16, 5), conv(32, 8, 5)
        self.head = mean_head(8)

    def forward(self, x):
        skip = torch.relu(self.down(x))
        deep = torch.relu(self.deep(functional.max_pool1d(skip, 4)))
        wide = functional.interpolate(deep, scale_factor=4.0, mode="linear", align_corners=False)
        return self.head(torch.relu(self.up(torch.cat([skip, wide], dim=1))))


ENTRIES = [
    Entry("plain", plain, "convolution, ReLU, max-pool, dense"),
    Entry("plain_traced", plain, "the same by tracing", how="trace"),
    Entry("plain_float64", plain, "the same in double", dtype="float64"),
    Entry("dropout", dropout, "saved in training mode: dropout and batch norm", mode="train"),
    Entry("functional_relu", FunctionalRelu, "functional ReLU and max-pool: hooks never see them", how="trace"),
    Entry("relu_thrice", ReluThrice, "one ReLU module at three places"),
    Entry("relu_thrice_traced", ReluThrice, "the same by tracing", how="trace"),
    Entry("relu_then_pool", lambda: nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(4), mean_head(16)),
          "max-pool touches a ReLU from above"),
    Entry("pool_then_relu", lambda: nn.Sequential(conv(4, 16, 9), nn.MaxPool1d(4), nn.ReLU(), mean_head(16)),
          "max-pool touches a ReLU from below"),
    Entry("pool_ties", PoolTies, "max-pool over equal values; overlapping, dilated, padded windows"),
    Entry("exponential", exponential, "exponential first layer"),
    Entry("exponential_traced", exponential, "the same by tracing", how="trace"),
    Entry("exponential_float64", exponential, "the same in double", dtype="float64"),
    Entry("bpnet_profile", BpNet, "residual dilated network, profile head",
          options="--head 0 --target-function profile-bpnet"),
    Entry("bpnet_counts", BpNet, "the same, count head", options="--head 1"),
    Entry("bpnet_traced", BpNet, "the same by tracing, variance of the profile", how="trace",
          options="--head 0 --target-function profile-variance"),
    Entry("dict_left", TwoTasks, "dictionary of outputs, three in one", options="--head left --target all"),
    Entry("dict_right", TwoTasks, "dictionary of outputs, the other", options="--head right"),
    Entry("several_outputs", lambda: nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8), mean_head(16, 5)),
          "five outputs in one pass", options="--target all"),
    Entry("contrast", lambda: nn.Sequential(conv(4, 16, 9), nn.ReLU(), nn.MaxPool1d(8), mean_head(16, 5)),
          "difference of two outputs", options="--contrast 3,1"),
    Entry("batch_norm", lambda: nn.Sequential(nn.BatchNorm1d(4), norm_net(nn.BatchNorm1d(16), nn.BatchNorm1d(16))),
          "batch norm of the input, before and after ReLU"),
    Entry("layer_norm_channels", lambda: norm_net(ChannelNorm(16), ChannelNorm(16)), "layer norm over channels"),
    Entry("layer_norm_all", lambda: norm_net(nn.LayerNorm([16, 200]), nn.LayerNorm([16, 50])),
          "layer norm over channels and positions"),
    Entry("group_norm", lambda: norm_net(nn.GroupNorm(4, 16), nn.GroupNorm(1, 16)), "group norm"),
    Entry("instance_norm", lambda: norm_net(nn.InstanceNorm1d(16, affine=True), nn.InstanceNorm1d(16)),
          "instance norm"),
    Entry("instance_norm_running", lambda: norm_net(nn.InstanceNorm1d(16, affine=True, track_running_stats=True),
                                                    nn.BatchNorm1d(16)), "instance norm with running statistics"),
    Entry("global_max", lambda: GlobalMax(False), "max over positions with indices"),
    Entry("global_amax", lambda: GlobalMax(True), "max over positions by amax", how="trace"),
    Entry("global_average", lambda: pooled(nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(32, 1)),
          "global average head"),
    Entry("adaptive_max", lambda: pooled(nn.AdaptiveMaxPool1d(7), flat_head(32 * 7)),
          "adaptive max-pool, unequal windows"),
    Entry("channel_max", ChannelMax, "maxout, maximum and minimum of two activations"),
    Entry("softmax_output", lambda: nn.Sequential(plain(), nn.Linear(1, 4), nn.Softmax(dim=1)), "softmax output",
          options="--target 2"),
    Entry("log_softmax_output", lambda: pooled(mean_head(32, 4), nn.LogSoftmax(dim=1)), "log-softmax output",
          options="--target all"),
    Entry("sigmoid_output", lambda: nn.Sequential(plain(), nn.Sigmoid()), "sigmoid output"),
    Entry("conv2d", Conv2d, "two-dimensional convolution and max-pool", how="trace"),
    Entry("transposed", transposed, "transposed convolution"),
    Entry("unet", UNet, "down, up, skip connections, upsampling"),
    Entry("both_strands", BothStrands, "one network called on both strands, larger answer"),
    Entry("long", lambda: nn.Sequential(conv(4, 16, 21), nn.ReLU(), nn.MaxPool1d(16), conv(16, 16, 5), nn.ReLU(),
                                        nn.MaxPool1d(8), flat_head(16 * 8)), "a longer input", length=1024),
]
