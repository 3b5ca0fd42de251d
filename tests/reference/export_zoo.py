#!/usr/bin/python3
"""Writes the zoo: small TorchScript networks that between them are written in every way that networks for DNA are
written. Nobody trained them, but their units are on and off and their outputs differ between sequences.

Usage: export_zoo.py FOLDER          writes NAME.pt for each and zoo.tsv with what to expect of it

Needs python3-torch."""

import dataclasses
import pathlib
import sys
import warnings

import torch

import zoo_activation
import zoo_attention
import zoo_convolution
import zoo_refused
import zoo_structure
from zoo_entry import enliven, weights_of

ENTRIES = (zoo_convolution.ENTRIES + zoo_activation.ENTRIES + zoo_attention.ENTRIES + zoo_structure.ENTRIES +
           zoo_refused.ENTRIES)
COLUMNS = ("name", "file", "length", "dtype", "options", "expected", "refusal", "only_dtype", "why")


def random_onehot(count, length, seed, dtype=torch.float32):
    codes = torch.randint(0, 4, (count, length), generator=torch.Generator().manual_seed(seed))
    return torch.nn.functional.one_hot(codes, 4).transpose(1, 2).to(dtype).contiguous()


def network(entry):
    """The module with its weights; in training mode where the entry leaves it there."""
    module = entry.build()
    enliven(module, weights_of(entry.name))
    return module.train(entry.mode == "train").to(getattr(torch, entry.dtype))


def compiled(entry):
    """TorchScript of an entry. Traced with gradients on: without, PyTorch's transformers take a fused path."""
    module = network(entry)
    if entry.how == "script":
        return torch.jit.script(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        example = random_onehot(2, entry.length, 3, getattr(torch, entry.dtype))
        return torch.jit.trace(module, example, strict=False, check_trace=False)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "zoo.tsv", "w", encoding="utf-8") as table:
        print(*COLUMNS, sep="\t", file=table)
        for entry in ENTRIES:
            compiled(entry).save(str(folder / f"{entry.name}.pt"))
            fields = dataclasses.asdict(entry) | {"file": f"{entry.name}.pt"}
            print(*[fields[column] for column in COLUMNS], sep="\t", file=table)


if __name__ == "__main__":
    main()
