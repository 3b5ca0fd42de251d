"""Writes reads.npz and predicted.npz: profiles of three windows, (3,1,8) float32, named "a", "b", "c". Standard
library only; the .npy header is that of make_map.py."""

import struct
import zipfile

READS = [[0, 1, 4, 9, 4, 1, 0, 0],
         [0, 0, 0, 1, 3, 6, 2, 0],
         [2, 5, 2, 0, 0, 0, 0, 0]]
PREDICTED = [[0.02, 0.08, 0.20, 0.35, 0.20, 0.08, 0.05, 0.02],
             [0.02, 0.02, 0.05, 0.15, 0.25, 0.30, 0.15, 0.06],
             [0.20, 0.30, 0.20, 0.10, 0.05, 0.05, 0.05, 0.05]]


def npy(dtype, shape, data):
    header = str({"descr": dtype, "fortran_order": False, "shape": shape}).ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def write(path, rows):
    with zipfile.ZipFile(path, "w") as archive:
        values = [value for row in rows for value in row]
        for name, content in (("arr_0", npy("<f4", (3, 1, 8), struct.pack("<24f", *values))),
                              ("names", npy("|S1", (3,), b"abc"))):
            archive.writestr(zipfile.ZipInfo(name + ".npy"), content)


write("reads.npz", READS)
write("predicted.npz", PREDICTED)
