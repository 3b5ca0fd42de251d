#!/usr/bin/python3
"""A training step of siskin beside the same network in eager PyTorch, in one run.

Usage: training_step_benchmark.py BENCHMARK [--networks cnn-dist ...] [--rounds 3] [--threads 1 2]

BENCHMARK is the program training_step_benchmark (see there for what a step is and for the batches). Rounds of the two
alternate and the best of each is compared, because other work on the machine only ever slows a round down. Set
OPENBLAS_CORETYPE (Haswell or SkylakeX) for both where OpenBLAS does not know the processor. Needs python3-torch."""

import argparse
import os
import subprocess
import sys
import time

import torch
from torch import nn


def block(inputs, filters, width, padding, dropout):
    return [nn.Conv1d(inputs, filters, width, padding=padding, bias=False), nn.BatchNorm1d(filters, eps=1e-3, momentum=0.01),
            nn.ReLU(), nn.Dropout(dropout)]


def cnn(filters, last_pool, flat, units, outputs):
    a, b, c, d = filters
    return nn.Sequential(
        *block(4, a, 19, 9, 0.1), *block(a, b, 7, 3, 0.2), nn.MaxPool1d(4), *block(b, c, 7, 0, 0.3), nn.MaxPool1d(4),
        *block(c, d, 3, 0, 0.4), last_pool, nn.Flatten(), nn.Linear(flat, units, bias=False),
        nn.BatchNorm1d(units, eps=1e-3, momentum=0.01), nn.ReLU(), nn.Dropout(0.5), nn.Linear(units, outputs))


def fourier_binary():
    layers, inputs = [], 4
    for width in (15, 15, 13):
        layers += [nn.Conv1d(inputs, 64, width), nn.ReLU(), nn.BatchNorm1d(64)]
        inputs = 64
    return nn.Sequential(*layers, nn.MaxPool1d(40), nn.Flatten(), nn.Linear(1536, 50), nn.ReLU(), nn.BatchNorm1d(50),
                         nn.Linear(50, 15), nn.ReLU(), nn.BatchNorm1d(15), nn.Linear(15, 4))


class BPNet(nn.Module):
    """Two strands, two control tracks; the trimming of bpnet-lite."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv1d(4, 64, 21, padding=10)
        self.dilated = nn.ModuleList([nn.Conv1d(64, 64, 3, padding=2**i, dilation=2**i) for i in range(1, 9)])
        self.profile = nn.Conv1d(66, 2, 75, padding=37)
        self.counts = nn.Linear(65, 1)

    def forward(self, x, controls):
        x = torch.relu(self.first(x))
        for layer in self.dilated:
            x = x + torch.relu(layer(x))
        profile = self.profile(torch.cat([x, controls], 1))[:, :, 557:-557]
        total = torch.log1p(controls[:, :, 520:-520].sum((1, 2))).unsqueeze(1)
        return profile, self.counts(torch.cat([x[:, :, 520:-520].mean(2), total], 1))


# batch, length, controls, network
NETWORKS = {
    "cnn-dist": (100, 200, 0, lambda: cnn((24, 32, 48, 64), nn.MaxPool1d(3, ceil_mode=True), 192, 96, 1)),
    "cnn-deep": (100, 200, 0, lambda: cnn((32, 48, 96, 128), nn.MaxPool1d(3), 384, 512, 12)),
    "fourier-binary": (128, 1000, 0, fourier_binary),
    "bpnet": (64, 2114, 2, BPNet),
}


class Eager:
    def __init__(self, name):
        batch, length, controls, make = NETWORKS[name]
        self.network = make()
        self.adam = torch.optim.Adam(self.network.parameters(), lr=1e-4)
        codes = torch.randint(0, 4, (batch, length))
        self.inputs = [nn.functional.one_hot(codes, 4).transpose(1, 2).float().contiguous()]
        if controls:
            self.inputs.append(torch.rand(batch, controls, length))
        self.steps = 10 if length < 500 else 1

    def step(self):
        self.adam.zero_grad()
        outputs = self.network(*self.inputs)
        loss = sum(one.mean() for one in outputs) if isinstance(outputs, tuple) else outputs.mean()
        loss.backward()
        self.adam.step()

    def milliseconds(self):
        self.step()  # warms up
        start = time.perf_counter()
        for _ in range(self.steps):
            self.step()
        return (time.perf_counter() - start) / self.steps * 1e3


def of_siskin(program, name, threads):
    command = [program, "--threads", str(threads), "--rounds", "1", name]
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
    text = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    product = float(text.split("matrices ")[1].split()[0])
    fields = dict(zip(*[line.split("\t") for line in text.splitlines()[1:3]]))
    return float(fields["fused_ms"]), float(fields["gflop"]), product


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--networks", nargs="+", choices=sorted(NETWORKS), default=list(NETWORKS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    print("network\tthreads\teager_ms\tsiskin_ms\tratio\tsiskin_gflops\tproduct_gflops\tshare", flush=True)
    for threads in arguments.threads:
        torch.set_num_threads(threads)
        for name in arguments.networks:
            eager, runs = Eager(name), []
            for _ in range(arguments.rounds):
                runs.append((eager.milliseconds(), *of_siskin(arguments.program, name, threads)))
            usual, fused = min(run[0] for run in runs), min(run[1] for run in runs)
            rate, product = runs[0][2] / fused * 1e3, max(run[3] for run in runs)
            print(f"{name}\t{threads}\t{usual:.1f}\t{fused:.1f}\t{usual / fused:.2f}\t{rate:.0f}\t{product:.0f}\t"
                  f"{rate / product:.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
