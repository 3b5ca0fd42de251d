#!/usr/bin/env python3
"""Makes the models of this folder; see README.md."""
import json
import sys

import torch


class T1(torch.nn.Module):
    """Two filters of width 2, ReLU, mean over the positions, linear: small enough for hand
    calculation. Takes sequences of two bases or more."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv1d(4, 2, 2)
        self.linear = torch.nn.Linear(2, 1)
        with torch.no_grad():
            # (filter, channel A C G T, tap)
            self.conv.weight.copy_(torch.tensor([
                [[1.0, -0.5], [-0.5, 1.0], [-0.25, 0.25], [0.25, -0.25]],
                [[-0.5, 0.25], [0.25, -0.5], [1.0, -0.25], [-0.5, 1.0]]]))
            self.conv.bias.copy_(torch.tensor([-0.5, -0.25]))
            self.linear.weight.copy_(torch.tensor([[2.0, -1.0]]))
            self.linear.bias.copy_(torch.tensor([0.25]))

    def forward(self, x):
        return self.linear(torch.relu(self.conv(x)).mean(2))


def save(module, path, metadata):
    module.eval()
    example = torch.zeros(1, 4, 5)
    example[0, [0, 1, 2, 3, 0], range(5)] = 1  # ACGTA
    assert module(example).item() == 0.5625
    torch.jit.script(module).save(path, _extra_files={"siskin.json": json.dumps(metadata)})


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else "."
    save(T1(), folder + "/t1.pt", {"output_kind": "logit", "output_names": ["binding"]})
