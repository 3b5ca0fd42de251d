"""Writes map.npz, seed2.npz and onehot.npz: one array (1,4,4) each, float32, named "element". Standard library only."""

import struct
import zipfile

# Importance of A, C, G and T at the four bases of ACGT.
MAP_CL = [[0.5, -0.3, 0.0, 0.2],
          [0.1, 0.7, -0.6, 0.0],
          [0.2, -0.1, 0.9, 0.3],
          [-0.2, 0.1, -0.4, 0.4]]
# The same of another seed.
SEED2_CL = [[0.4, -0.1, 0.1, 0.0],
            [0.0, 0.5, -0.2, 0.1],
            [0.3, 0.0, 1.1, -0.3],
            [-0.2, 0.1, -0.5, 0.2]]
# The bases ACGT themselves.
ONEHOT_CL = [[1, 0, 0, 0],
             [0, 1, 0, 0],
             [0, 0, 1, 0],
             [0, 0, 0, 1]]


def npy(dtype, shape, data):
    header = str({"descr": dtype, "fortran_order": False, "shape": shape}).ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


for path, rows in (("map.npz", MAP_CL), ("seed2.npz", SEED2_CL), ("onehot.npz", ONEHOT_CL)):
    with zipfile.ZipFile(path, "w") as archive:
        values = [value for row in rows for value in row]
        for name, content in (("arr_0", npy("<f4", (1, 4, 4), struct.pack("<16f", *values))),
                              ("names", npy("|S7", (1,), b"element"))):
            archive.writestr(zipfile.ZipInfo(name + ".npy"), content)
