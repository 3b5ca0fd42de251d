#!/usr/bin/python3
"""In-silico mutagenesis of siskin's edit engine beside the plainest loop in eager PyTorch, in one run, on one thread.

Usage: blackbox_benchmark.py BENCHMARK [--networks cnn-dist:200 ...] [--mutants 60]

BENCHMARK is the program blackbox_benchmark (see there for what it measures). The loop writes one base, evaluates the
sequence and writes the base back; a few mutants, spread over the sequence, tell the time of all 3 L. Needs
python3-torch."""

import argparse
import os
import subprocess
import sys
import time

import torch
from torch import nn
from training_step_benchmark import NETWORKS, block


class WithoutControls(nn.Module):
    def __init__(self, network, tracks):
        super().__init__()
        self.network, self.tracks = network, tracks

    def forward(self, x):
        return self.network(x, torch.zeros(len(x), self.tracks, x.shape[2]))


def basset(length):
    pooled = ((length // 3 - 10) // 4 - 6) // 4
    dense = [nn.Linear(200 * pooled, 1000), nn.ReLU(), nn.Linear(1000, 1000), nn.ReLU(), nn.Linear(1000, 1)]
    return nn.Sequential(*block(4, 300, 19, 9, 0.2), nn.MaxPool1d(3), *block(300, 200, 11, 0, 0.2), nn.MaxPool1d(4),
                         *block(200, 200, 7, 0, 0.2), nn.MaxPool1d(4), nn.Flatten(), *dense)


def pools_of_4(length):
    pooled = length // 4 // 4 // 4
    return nn.Sequential(nn.Conv1d(4, 64, 19, padding=9), nn.ReLU(), nn.MaxPool1d(4), nn.Conv1d(64, 128, 7, padding=3),
                         nn.ReLU(), nn.MaxPool1d(4), nn.Conv1d(128, 128, 7, padding=3), nn.ReLU(), nn.MaxPool1d(4),
                         nn.Flatten(), nn.Linear(128 * pooled, 128), nn.ReLU(), nn.Linear(128, 1))


MAKERS = {"basset": basset, "pools-of-4": pools_of_4, "cnn-dist": lambda length: NETWORKS["cnn-dist"][3](),
          "bpnet": lambda length: WithoutControls(NETWORKS["bpnet"][3](), 2)}


def milliseconds_of_loop(network, length, mutants):
    x = nn.functional.one_hot(torch.randint(0, 4, (1, length)), 4).transpose(1, 2).float().contiguous()
    places = [(i * length // mutants, i % 3 + 1) for i in range(mutants)]
    with torch.no_grad():
        network(x)  # warms up
        start = time.process_time()
        for position, shift in places:
            reference = x[0, :, position].clone()
            x[0, :, position] = reference.roll(shift)
            network(x)
            x[0, :, position] = reference
        return (time.process_time() - start) / mutants * 3 * length * 1e3


def milliseconds_of_siskin(program, name, length):
    text = subprocess.run([program, "2", name], check=True, capture_output=True, text=True).stdout
    for line in text.splitlines():
        words = line.split()
        if words[0] == "mutagenesis" and words[2] == str(length):
            return float(words[words.index("incremental") + 1])
    raise SystemExit(f"{program}: printed nothing of {name}, {length} bp")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--networks", nargs="+", default=["cnn-dist:200", "pools-of-4:2114", "bpnet:2114"])
    parser.add_argument("--mutants", type=int, default=60)
    arguments = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    torch.set_num_threads(1)
    print("network\tlength\teager_ms\tsiskin_ms\tratio", flush=True)
    for word in arguments.networks:
        name, length = word.split(":")
        siskin = milliseconds_of_siskin(arguments.program, name, int(length))
        loop = milliseconds_of_loop(MAKERS[name](int(length)).eval(), int(length), arguments.mutants)
        print(f"{name}\t{length}\t{loop:.0f}\t{siskin:.1f}\t{loop / siskin:.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
