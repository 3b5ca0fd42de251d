"""Means over runs of chosen metrics, a row for each group of runs.

    summarise_scores.py --by activation method --metric auroc aupr --where group=seed3 -o means.tsv all.tsv

`all.tsv` is what combine_scores.py writes. The columns of the result are those of --by, the number of runs, and
the metrics."""

import argparse
import math
import pathlib
import sys


def fail(message):
    sys.exit(f"summarise_scores.py: {message}")


def read_rows(path):
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]
    if not lines:
        fail(f"{path}: no header")
    return [dict(zip(lines[0], line)) for line in lines[1:]], lines[0]


def mean(values):
    """Of the finite ones; NA when there is none."""
    finite = [value for value in values if math.isfinite(value)]
    return f"{sum(finite) / len(finite):.6g}" if finite else "NA"


def summarise(rows, by, metrics):
    """Lines in the order in which the groups first come."""
    groups = {}
    for row in rows:
        runs = groups.setdefault(tuple(row[column] for column in by), {metric: [] for metric in metrics})
        if row["metric"] in runs:
            runs[row["metric"]].append(math.nan if row["value"] == "NA" else float(row["value"]))
    for key, runs in groups.items():
        count = max(len(values) for values in runs.values())
        yield [*key, str(count), *(mean(runs[metric]) for metric in metrics)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--by", nargs="+", required=True, metavar="COLUMN")
    parser.add_argument("--metric", nargs="+", required=True)
    parser.add_argument("--where", metavar="COLUMN=VALUE", help="only rows with this")
    parser.add_argument("-o", "--output", required=True, type=pathlib.Path)
    parser.add_argument("table", type=pathlib.Path)
    options = parser.parse_args()
    rows, header = read_rows(options.table)
    column, _, value = (options.where or "metric=").partition("=")
    missing = {*options.by, column, "metric", "value"} - set(header)
    if missing:
        fail(f"{options.table}: no column {', '.join(sorted(missing))}")
    if options.where:
        rows = [row for row in rows if row[column] == value]
    lines = [[*options.by, "runs", *options.metric], *summarise(rows, options.by, options.metric)]
    made_by = f"# summarise_scores.py {options.table.name}: means over runs, {options.where or 'all rows'}\n"
    options.output.write_text(made_by + "".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
