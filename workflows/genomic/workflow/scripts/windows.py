"""Labelled windows of a genome as the BED files the tools read.

From a table of windows (--table, columns chrom, start, end, label), or from peaks (--peaks, BED) with windows
`flank` bases to either side of each as negatives, unless they touch a peak. The split of a window is that of
its chromosome. Writes four files: BED of all windows (column 5 is the label), BED of the test windows, BED of
the windows to explain (positive test windows, best first when the table has a rank), and a table of labels."""

import argparse
import collections
import csv
import gzip
import pathlib
import sys

Window = collections.namedtuple("Window", "chrom start end label split rank")


def fail(message):
    sys.exit(f"windows.py: {message}")


def open_text(path):
    path = pathlib.Path(path)
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def split_of(chrom, options):
    if chrom in options.test_chroms:
        return "test"
    return "valid" if chrom in options.valid_chroms else "train"


def rank_of(row):
    rank = row.get("rank", ".")
    return int(rank) if rank.isdigit() else sys.maxsize


def read_table(options):
    with open_text(options.table) as lines:
        reader = csv.DictReader(lines, delimiter="\t")
        missing = {"chrom", "start", "end", "label"} - set(reader.fieldnames or [])
        if missing:
            fail(f"{options.table}: no column {', '.join(sorted(missing))}")
        windows = []
        for number, row in enumerate(reader, start=2):
            split = split_of(row["chrom"], options)
            if row.get("split", split) != split:
                fail(f"{options.table}:{number}: split {row['split']}, but {row['chrom']} is configured as {split}")
            windows.append(Window(row["chrom"], int(row["start"]), int(row["end"]), row["label"], split,
                                  rank_of(row)))
    return windows


def read_peaks(options):
    with open_text(options.peaks) as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines
                if line.strip() and not line.startswith(("#", "track", "browser"))]
    for number, row in enumerate(rows, start=1):
        if len(row) < 3:
            fail(f"{options.peaks}: peak {number} has {len(row)} columns, expected at least 3")
    return [(row[0], (int(row[1]) + int(row[2])) // 2) for row in rows]


def peak_windows(options):
    """A window round each peak, and its two flanks where they are clear of all peaks."""
    peaks = read_peaks(options)
    centres = collections.defaultdict(list)
    for chrom, centre in peaks:
        centres[chrom].append(centre)
    half = options.width // 2
    windows = []
    for rank, (chrom, centre) in enumerate(peaks, start=1):
        places = [(centre, "1")]
        for other in (centre - options.flank, centre + options.flank):
            if all(abs(other - peak) >= options.width for peak in centres[chrom]):
                places.append((other, "0"))
        for middle, label in places:
            if middle >= half:
                windows.append(Window(chrom, middle - half, middle - half + options.width, label,
                                      split_of(chrom, options), rank))
    return windows


def write_bed(path, windows):
    lines = [f"{w.chrom}\t{w.start}\t{w.end}\t{w.chrom}:{w.start}-{w.end}\t{w.label}\t+\n" for w in windows]
    pathlib.Path(path).write_text("".join(lines), encoding="utf-8")


def write_labels(path, windows):
    lines = [f"{w.chrom}:{w.start}-{w.end}\t{w.label}\n" for w in windows]
    pathlib.Path(path).write_text("name\tlabel\n" + "".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--table")
    source.add_argument("--peaks")
    parser.add_argument("--width", type=int, default=200)
    parser.add_argument("--flank", type=int, default=1000)
    parser.add_argument("--valid-chroms", nargs="*", default=[])
    parser.add_argument("--test-chroms", nargs="*", default=[])
    parser.add_argument("--limit", type=int, required=True, help="how many windows to explain")
    for name in ("windows", "test", "explain", "labels"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    windows = read_table(options) if options.table else peak_windows(options)
    test = [window for window in windows if window.split == "test"]
    positive = sorted((w for w in test if w.label == "1"), key=lambda w: (w.rank, w.chrom, w.start))
    for name, chosen in (("test", test), ("positive test", positive)):
        if not chosen:
            fail(f"no {name} windows: check test_chroms")
    write_bed(options.windows, windows)
    write_bed(options.test, test)
    write_bed(options.explain, positive[: options.limit])
    write_labels(options.labels, test)


if __name__ == "__main__":
    main()
