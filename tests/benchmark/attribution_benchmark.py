#!/usr/bin/python3
"""Speed of siskin-attribute beside the plainest correct loop of eager PyTorch of the same method, in one run.

Usage: attribution_benchmark.py BIN_DIR [--lengths 200 2114] [--threads 1 2] [--methods saliency ...] [--repeats 3]
                                        [--seconds 2] [--clock wall|cpu]

The network has three convolutions, 4 to 32 of width 19, 32 to 48 of width 7 and 48 to 64 of width 7, each with ReLU
and max-pool 4, and a dense layer of 96: 53,457 weights at 200 bases and 237,777 at 2,114. Both sides give it 64 rows
at once. The loops get one-hot arrays and references from memory; the tool reads FASTA, encodes, draws shuffles and
writes a map, all of which is on its bill. Its time is the slope between a small and a large run, so start-up does not
count; it is printed by itself. Rounds alternate and the best of each counts, because other work on a machine only
ever slows a round down. On a machine that others use, --clock cpu counts the processor's seconds of each side (with
one thread). Before anything is timed, both sides have to give the same numbers.
Needs python3-torch and python3-numpy."""

import argparse
import dataclasses
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy
import torch

import eager_attribution as eager

BATCH, STEPS, REFERENCES = 64, 50, 20
AGREEMENT = 1e-3  # of the largest value, float32 on both sides


@dataclasses.dataclass
class Method:
    name: str
    words: list
    loop: object       # (network, sequences, references) -> maps
    passes: int        # gradients of one input that a sequence costs at least


METHODS = (
    Method("saliency", ["--method", "saliency"], lambda network, x, _: eager.saliency(network, x, BATCH), 1),
    Method("integrated-gradients", ["--method", "integrated-gradients", "--steps", str(STEPS)],
           lambda network, x, _: eager.integrated_gradients(network, x, STEPS, BATCH), STEPS),
    Method("deeplift-shap", ["--method", "deeplift-shap", "--references", "dinucleotide", "--reference-count",
                             str(REFERENCES)],
           lambda network, x, references: eager.deeplift_shap(network, x, references, BATCH), REFERENCES),
)


def processor_seconds():
    """Of this process and of the ones it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


class Setting:
    """A network for one length and sequences for it, on disk and in memory."""

    def __init__(self, folder, length, count, clock):
        self.folder, self.length, self.clock = folder, length, clock
        torch.manual_seed(length)
        self.network = eager.Cnn(length).eval().requires_grad_(False)
        torch.jit.script(self.network).save(str(folder / f"cnn{length}.pt"))
        rng = numpy.random.default_rng(length)
        self.codes = rng.integers(0, 4, (count, length))
        self.references = [self.onehot(rng.integers(0, 4, (REFERENCES, length)))]

    @staticmethod
    def onehot(codes):
        return torch.nn.functional.one_hot(torch.from_numpy(codes), 4).transpose(1, 2).float().contiguous()

    def fasta(self, name, codes):
        path = self.folder / f"{name}.fa"
        letters = numpy.array(list("ACGT"))
        path.write_text("".join(f">s{i}\n{''.join(letters[row])}\n" for i, row in enumerate(codes)), encoding="ascii")
        return path

    def run_tool(self, tool, words, fasta, threads=1):
        """(seconds, map)."""
        output = self.folder / "map.npz"
        start = self.clock()
        subprocess.run([str(tool), "--quiet", "-m", str(self.folder / f"cnn{self.length}.pt"), "--batch-size",
                        str(BATCH), "--threads", str(threads), *words, "-o", str(output), str(fasta)], check=True)
        return self.clock() - start, output

    def check_agreement(self, tool, method):
        """Ends the program unless both sides give the same numbers for the same references."""
        codes = self.codes[:2]
        words = list(method.words)
        if "dinucleotide" in words:
            order = self.references[0].argmax(1).numpy()
            words[words.index("dinucleotide")] = str(self.fasta("references", order))
        found = numpy.load(self.run_tool(tool, words, self.fasta("agree", codes))[1])["arr_0"]
        torch.set_num_threads(1)
        expected = method.loop(self.network, self.onehot(codes), self.references * 2).numpy()
        difference = numpy.abs(found - expected).max() / numpy.abs(expected).max()
        if difference > AGREEMENT:
            sys.exit(f"{method.name} at {self.length}: maps differ by {difference:.2g} of the largest value")


def seconds_of_loop(setting, method, count, threads):
    torch.set_num_threads(threads)
    x = setting.onehot(setting.codes[:count])
    start = setting.clock()
    method.loop(setting.network, x, setting.references * count)
    return setting.clock() - start


def rate_of_loop(setting, method, threads, seconds):
    """Sequences a second, roughly: doubles the number until it takes long enough; warms up on the way."""
    count = 4
    while (taken := seconds_of_loop(setting, method, count, threads)) < seconds and 2 * count < len(setting.codes):
        count *= 2
    return count / taken


def measure(tool, setting, method, threads, seconds, repeats):
    """(sequences a second of the tool, of the loop, start-up of the tool in seconds)."""
    rate = rate_of_loop(setting, method, threads, seconds / 8)
    large = int(min(max(8, rate * seconds), len(setting.codes)))
    loop_count, small = max(4, large // 2), max(2, large // 8)
    few, many = setting.fasta("few", setting.codes[:small]), setting.fasta("many", setting.codes[:large])
    slow, fast, loops = [], [], []
    for _ in range(repeats):
        fast.append(setting.run_tool(tool, method.words, few, threads)[0])
        slow.append(setting.run_tool(tool, method.words, many, threads)[0])
        loops.append(seconds_of_loop(setting, method, loop_count, threads))
    slope = (min(slow) - min(fast)) / (large - small)
    return 1 / slope, loop_count / min(loops), min(fast) - small * slope


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--lengths", type=int, nargs="+", default=[200, 2114])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--methods", nargs="+", default=[method.name for method in METHODS])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2, help="how long the large run should take, about")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    arguments = parser.parse_args()
    clock = time.perf_counter if arguments.clock == "wall" else processor_seconds
    tool = arguments.bin.resolve() / "siskin-attribute"
    print("length\tthreads\tmethod\tsiskin\teager loop\tratio\tbound\tGFLOP/s\tstart-up s")
    with tempfile.TemporaryDirectory() as name:
        for length in arguments.lengths:
            setting = Setting(pathlib.Path(name), length, 30000 if length < 1000 else 4000, clock)
            for method in (method for method in METHODS if method.name in arguments.methods):
                setting.check_agreement(tool, method)
            for threads in arguments.threads:
                gradients = None
                for method in (method for method in METHODS if method.name in arguments.methods):
                    found, loop, start_up = measure(tool, setting, method, threads, arguments.seconds,
                                                    arguments.repeats)
                    gradients = loop if method.name == "saliency" else gradients
                    bound = f"{gradients / method.passes:.1f}" if gradients else "-"
                    arithmetic = found * method.passes * setting.network.gradient_flop() / 1e9
                    print(f"{length}\t{threads}\t{method.name}\t{found:.1f}\t{loop:.1f}\t{found / loop:.2f}\t{bound}\t"
                          f"{arithmetic:.1f}\t{start_up:.2f}", flush=True)
    print(f"Sequences a second of {arguments.clock} time, best of {arguments.repeats} rounds. bound: as many plain "
          "gradients of the eager loop as the method needs: 1, 50, 20. GFLOP/s: what siskin would do if it did no more "
          "than these.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
