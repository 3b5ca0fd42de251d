"""Attribution methods for small convolutional networks in NumPy alone, forward and backward by hand: no graph, no
autograd, nothing shared with siskin or PyTorch.

Each layer has forward(x) and, for a signal at its output,
  back(signal, rule)   gradient, deconvnet or guided backprop (Zeiler & Fergus 2014, Springenberg et al. 2015);
  relevance(signal, epsilon, gamma)   LRP (Bach et al. 2015; Montavon et al. 2019).
Maps are (N,C,L) float64."""

import numpy

EPSILON = 1e-9


def stabilised(z, epsilon):
    return z + epsilon * numpy.where(z >= 0, 1.0, -1.0)


def raised(weight, gamma):
    return weight + gamma * numpy.maximum(weight, 0)


class Convolution:
    """Stride 1, zeros around the sequence; weight (out,in,width)."""

    def __init__(self, weight, bias, padding):
        self.weight, self.bias, self.padding = weight, bias, padding

    def windows(self, x):
        padded = numpy.pad(x, ((0, 0), (0, 0), (self.padding, self.padding)))
        return numpy.lib.stride_tricks.sliding_window_view(padded, self.weight.shape[2], axis=2)

    def apply(self, x, weight, bias):
        return numpy.einsum("nclk,ock->nol", self.windows(x), weight) + bias[:, None]

    def transposed(self, signal, weight):
        """The adjoint: every output sends its signal to the inputs of its window."""
        rows, _, length = signal.shape
        spread = numpy.zeros((rows, weight.shape[1], length + weight.shape[2] - 1))
        for k in range(weight.shape[2]):
            spread[:, :, k:k + length] += numpy.einsum("nol,oc->ncl", signal, weight[:, :, k])
        return spread[:, :, self.padding:spread.shape[2] - self.padding]

    def forward(self, x):
        self.input = x
        return self.apply(x, self.weight, self.bias)

    def back(self, signal, rule):
        return self.transposed(signal, self.weight)

    def relevance(self, signal, epsilon, gamma):
        weight, bias = raised(self.weight, gamma), raised(self.bias, gamma)
        z = self.apply(self.input, weight, bias)
        return self.input * self.transposed(signal / stabilised(z, epsilon), weight)


class Dense:
    """weight (out,in) on the flattened input."""

    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias

    def forward(self, x):
        self.shape, self.input = x.shape, x.reshape(len(x), -1)
        return self.input @ self.weight.T + self.bias

    def back(self, signal, rule):
        return (signal @ self.weight).reshape(self.shape)

    def relevance(self, signal, epsilon, gamma):
        weight, bias = raised(self.weight, gamma), raised(self.bias, gamma)
        z = self.input @ weight.T + bias
        return (self.input * ((signal / stabilised(z, epsilon)) @ weight)).reshape(self.shape)


class BatchNorm:
    """y = scale * x + shift a channel."""

    def __init__(self, weight, bias, mean, variance, eps):
        self.scale = (weight / numpy.sqrt(variance + eps))[:, None]
        self.shift = bias[:, None] - self.scale * mean[:, None]

    def forward(self, x):
        self.input = x
        return self.scale * x + self.shift

    def back(self, signal, rule):
        return signal * self.scale

    def relevance(self, signal, epsilon, gamma):
        scale, shift = raised(self.scale, gamma), raised(self.shift, gamma)
        return self.input * scale * signal / stabilised(scale * self.input + shift, epsilon)


class Relu:
    def forward(self, x):
        self.on = x > 0
        return numpy.where(self.on, x, 0.0)

    def back(self, signal, rule):
        if rule == "deconvnet":
            return numpy.maximum(signal, 0)
        return (numpy.maximum(signal, 0) if rule == "guided" else signal) * self.on

    def relevance(self, signal, epsilon, gamma):
        return signal


class Exponential:
    def forward(self, x):
        self.output = numpy.exp(x)
        return self.output

    def back(self, signal, rule):
        assert rule != "deconvnet", "deconvnet knows ReLU only"
        return (numpy.maximum(signal, 0) if rule == "guided" else signal) * self.output

    def relevance(self, signal, epsilon, gamma):
        return signal


class MaxPool:
    """Windows side by side; what is left over at the end is dropped. The first of equals wins."""

    def __init__(self, width):
        self.width = width

    def forward(self, x):
        rows, channels, length = x.shape
        count = length // self.width
        windows = x[:, :, :count * self.width].reshape(rows, channels, count, self.width)
        self.winner, self.shape = windows.argmax(3), x.shape
        return windows.max(3)

    def back(self, signal, rule):
        rows, channels, count = signal.shape
        windows = numpy.zeros((rows, channels, count, self.width))
        numpy.put_along_axis(windows, self.winner[..., None], signal[..., None], axis=3)
        result = numpy.zeros(self.shape)
        result[:, :, :count * self.width] = windows.reshape(rows, channels, -1)
        return result

    def relevance(self, signal, epsilon, gamma):
        return self.back(signal, "gradient")


class GlobalAverage:
    """(N,C,L) -> (N,C)."""

    def forward(self, x):
        self.input = x
        return x.mean(2)

    def back(self, signal, rule):
        length = self.input.shape[2]
        return numpy.repeat(signal[:, :, None] / length, length, axis=2)

    def relevance(self, signal, epsilon, gamma):
        weight = raised(1 / self.input.shape[2], gamma)
        z = weight * self.input.sum(2)
        return weight * self.input * (signal / stabilised(z, epsilon))[:, :, None]


class Residual:
    """y = x + inner(x)."""

    def __init__(self, *layers):
        self.inner = Chain(layers)

    def forward(self, x):
        self.input, self.change = x, self.inner.forward(x)
        return x + self.change

    def back(self, signal, rule):
        return signal + self.inner.back(signal, rule)

    def relevance(self, signal, epsilon, gamma):
        share = signal / stabilised(self.input + self.change, epsilon)
        return self.input * share + self.inner.relevance(self.change * share, epsilon, gamma)


class Chain:
    """Layers one after the other; keeps what each returned."""

    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, x):
        self.outputs = []
        for layer in self.layers:
            x = layer.forward(x)
            self.outputs.append(x)
        return x

    def back(self, signal, rule, above=0):
        """The signal at the output of layer `above` - 1; at the input of the chain by default."""
        for layer in reversed(self.layers[above:]):
            signal = layer.back(signal, rule)
        return signal

    def relevance(self, signal, epsilon, gamma):
        for layer in reversed(self.layers):
            signal = layer.relevance(signal, epsilon, gamma)
        return signal


def rectified(network, x, rule):
    """Gradient, deconvnet or guided backprop of output 0: (N,4,L)."""
    return network.back(unit(network.forward(x)), rule)


def lrp(network, x, gamma=0.0):
    """Relevance (N,4,L) of output 0, which starts as its value."""
    output = network.forward(x)
    return network.relevance(unit(output) * output, EPSILON, gamma)


def grad_cam(network, x, layer):
    """(N,L') at the output of layer number `layer`: channels weighted by their mean gradient, summed."""
    signal = network.back(unit(network.forward(x)), "gradient", above=layer + 1)
    return (signal.mean(2, keepdims=True) * network.outputs[layer]).sum(1)


def nearest(values, length):
    """(N,L') -> (N,length): every position takes the unit at the same fraction of the way."""
    return values[:, (numpy.arange(length) * values.shape[1]) // length]


def unit(output):
    """One at output 0, zero elsewhere."""
    signal = numpy.zeros_like(output)
    signal[:, 0] = 1
    return signal
