"""Imported first: ends a test as skipped where NumPy or PyTorch is missing."""

import sys

SKIPPED = 77  # as tests/reference/CMakeLists.txt tells CTest

try:
    import numpy
    import torch
except ImportError as error:
    print(f"skipped: {error} (Debian: python3-torch, python3-numpy)")
    sys.exit(SKIPPED)

torch.set_num_threads(1)
__all__ = ["numpy", "torch"]
