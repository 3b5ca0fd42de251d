"""Three small networks, each as a PyTorch module and as a chain of NumPy layers with the same weights."""

import torch
from torch import nn

import numpy_methods as by_hand
from zoo_entry import Mean, conv, enliven, weights_of


class Exponential(nn.Module):
    def forward(self, x):
        return torch.exp(x)


class Residual(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.inner = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.inner(x)


def pooled():
    return nn.Sequential(conv(4, 12, 9), nn.ReLU(), nn.MaxPool1d(4), conv(12, 12, 5), nn.ReLU(), nn.MaxPool1d(4),
                         nn.Flatten(), nn.Linear(12 * 12, 16), nn.ReLU(), nn.Linear(16, 2))


def exponential():
    return nn.Sequential(nn.Conv1d(4, 12, 9), nn.BatchNorm1d(12), Exponential(), conv(12, 12, 5), nn.ReLU(), Mean(),
                         nn.Linear(12, 1))


def residual():
    return nn.Sequential(conv(4, 12, 9), nn.ReLU(), Residual(conv(12, 12, 3), nn.ReLU()),
                         Residual(conv(12, 12, 5), nn.BatchNorm1d(12), nn.ReLU(), conv(12, 12, 1)), nn.ReLU(),
                         nn.MaxPool1d(8), Mean(), nn.Linear(12, 1))


def array(tensor):
    return tensor.detach().double().numpy()


def layer_by_hand(module):
    """The NumPy layer of a PyTorch module."""
    if isinstance(module, nn.Conv1d):
        return by_hand.Convolution(array(module.weight), array(module.bias), module.padding[0])
    if isinstance(module, nn.Linear):
        return by_hand.Dense(array(module.weight), array(module.bias))
    if isinstance(module, nn.BatchNorm1d):
        return by_hand.BatchNorm(*map(array, (module.weight, module.bias, module.running_mean, module.running_var)),
                                 module.eps)
    if isinstance(module, Residual):
        return by_hand.Residual(*map(layer_by_hand, module.inner))
    if isinstance(module, nn.MaxPool1d):
        return by_hand.MaxPool(module.kernel_size)
    simple = {nn.ReLU: by_hand.Relu, Exponential: by_hand.Exponential, Mean: by_hand.GlobalAverage}
    return simple[type(module)]()


def build(name):
    """(module in evaluation mode, the same by hand). Flattening is part of the dense layer by hand."""
    make = {"pooled": pooled, "exponential": exponential, "residual": residual}[name]
    module = enliven(make(), weights_of(name)).eval()
    return module, by_hand.Chain(layer_by_hand(part) for part in module if not isinstance(part, nn.Flatten))
