#!/usr/bin/python3
"""Training speed of siskin-train beside the same network in eager PyTorch, in one run.

Usage: training_benchmark.py BIN_DIR [--sequences 6000] [--repeats 3] [--threads 1 2]

Both train cnn-dist (Koo & Ploenzke 2021) on the same random sequences of 200 bases, batch 100, Adam, L2 on the
kernels. The time of siskin-train is the difference between a run of three epochs and one of one epoch, so that
start-up and reading do not count; the baseline is timed around its epochs. Rounds alternate and the best of each is
compared, because other work on the machine only ever slows a round down. Needs python3-torch and python3-numpy."""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import torch

LENGTH, BATCH, VALID = 200, 100, 200


def write_data(path, count, rng):
    letters = numpy.array(list("ACGT"))
    with open(path, "w", encoding="ascii") as out:
        for i in range(count + VALID):
            split = "train" if i < count else "valid"
            sequence = "".join(letters[rng.integers(0, 4, LENGTH)])
            out.write(f">s{i} label={i % 2} split={split}\n{sequence}\n")


def seconds_of_tool(tool, data, folder, threads, epochs):
    start = time.perf_counter()
    subprocess.run([str(tool), "--quiet", "--arch", "cnn-dist", "--epochs", str(epochs), "--patience", "100", "--threads",
                    str(threads), "-o", str(folder / "m.pt"), str(data)], check=True)
    return time.perf_counter() - start


def block(inputs, filters, width, padding, dropout):
    return [torch.nn.Conv1d(inputs, filters, width, padding=padding, bias=False),
            torch.nn.BatchNorm1d(filters, eps=1e-3, momentum=0.01), torch.nn.ReLU(), torch.nn.Dropout(dropout)]


def eager_network():
    return torch.nn.Sequential(
        *block(4, 24, 19, 9, 0.1), *block(24, 32, 7, 3, 0.2), torch.nn.MaxPool1d(4),
        *block(32, 48, 7, 0, 0.3), torch.nn.MaxPool1d(4), *block(48, 64, 3, 0, 0.4), torch.nn.MaxPool1d(3),
        torch.nn.Flatten(), torch.nn.Linear(192, 96, bias=False), torch.nn.BatchNorm1d(96, eps=1e-3, momentum=0.01),
        torch.nn.ReLU(), torch.nn.Dropout(0.5), torch.nn.Linear(96, 1))


def seconds_of_eager(count, threads, epochs, rng):
    torch.set_num_threads(threads)
    codes = torch.from_numpy(rng.integers(0, 4, (count, LENGTH)))
    onehot = torch.nn.functional.one_hot(codes, 4).transpose(1, 2).float().contiguous()
    labels = (torch.arange(count) % 2).float().unsqueeze(1)
    network = eager_network()
    kernels = [p for p in network.parameters() if p.dim() > 1][:-1]
    adam = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss_of = torch.nn.BCEWithLogitsLoss()
    start = time.perf_counter()
    for _ in range(epochs):
        order = torch.randperm(count)
        for begin in range(0, count, BATCH):
            rows = order[begin:begin + BATCH]
            adam.zero_grad()
            loss = loss_of(network(onehot[rows]), labels[rows]) + 1e-6 * sum((k * k).sum() for k in kernels)
            loss.backward()
            adam.step()
            loss.item()
        with torch.no_grad():  # as the tool looks at its validation set
            network.eval()
            network(onehot[:VALID])
            network.train()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--sequences", type=int, default=6000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    rng = numpy.random.default_rng(1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = folder / "data.fa"
        write_data(data, arguments.sequences, rng)
        print("threads\tsiskin-train\teager PyTorch\tratio\t(sequences a second, best of", arguments.repeats, "rounds)")
        for threads in arguments.threads:
            tool, eager = [], []
            for _ in range(arguments.repeats):
                run = [seconds_of_tool(arguments.bin / "siskin-train", data, folder, threads, n) for n in (1, 3)]
                tool.append((run[1] - run[0]) / 2)
                eager.append(seconds_of_eager(arguments.sequences, threads, 2, rng) / 2)
            speeds = [arguments.sequences / min(times) for times in (tool, eager)]
            print(f"{threads}\t{speeds[0]:.0f}\t{speeds[1]:.0f}\t{speeds[0] / speeds[1]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
