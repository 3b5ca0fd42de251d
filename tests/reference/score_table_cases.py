"""Cases of score_test.py whose input are tables: accuracy, effects, faithfulness, select, summarise, compare."""

import itertools
import math

import numpy

import score_formulas as formulas
from score_formulas import NAN
from score_support import mean_of, means, rows_in, write_maps, write_table


def logistic(x):
    return 1 / (1 + numpy.exp(-numpy.asarray(x, dtype=float)))


def task_lines(tasks, metrics_of):
    """Lines by output, their mean, and all in one pool; a task is (truth, prediction)."""
    lines, by_task = {}, []
    for name, (truth, found) in tasks.items():
        values = metrics_of(truth, found)
        by_task.append(values)
        lines |= {(metric, name): (value, len(truth)) for metric, value in values.items()}
    for metric in by_task[0]:
        lines[metric, "mean"] = mean_of([values[metric] for values in by_task])
    if len(tasks) > 1:
        pool = [numpy.concatenate(parts) for parts in zip(*tasks.values())]
        lines |= {(metric, "micro"): (value, len(pool[0])) for metric, value in metrics_of(*pool).items()}
    return lines


def write_tasks(scores, tasks, missing=()):
    """Labels and predictions, in other orders of names and outputs; where `missing` holds (row, output), the label is
    NA and taken out of `tasks`."""
    names = list(tasks)
    number = len(tasks[names[0]][0])
    rows = range(number)
    write_table(scores.path("labels.tsv"), ["name", *names],
                [[f"s{i}", *(NAN if (i, t) in missing else float(tasks[t][0][i]) for t in names)] for i in rows])
    write_table(scores.path("predicted.tsv"), ["name", *reversed(names)],
                [[f"s{i}", *(float(tasks[t][1][i]) for t in reversed(names))] for i in reversed(rows)])
    kept = {t: [i for i in rows if (i, t) not in missing] for t in names}
    return {t: tuple(numpy.asarray(x)[kept[t]] for x in tasks[t]) for t in names}


def accuracy_cases():
    rng = numpy.random.default_rng(11)
    labels = rng.integers(0, 2, 60)
    free = rng.normal(size=60) + labels
    tied = numpy.round(free * 2) / 2
    yield "random", {"a": (labels, free), "b": (1 - labels, tied), "c": (labels, -free)}, {(3, "a"), (59, "b")}
    yield "one class and constants", {"pos": (numpy.ones(7), rng.normal(size=7)), "neg": (numpy.zeros(7), free[:7]),
                                      "flat": (labels[:7], numpy.zeros(7))}, {(6, "flat")}
    yield "single item", {"one": (numpy.array([1]), numpy.array([0.25]))}, set()
    yield "far logits", {"far": (numpy.array([0, 1, 0, 1]), numpy.array([50.0, -50, -30, 800]))}, set()
    yield "all called", {"up": (labels[:20], numpy.abs(free[:20])), "down": (labels[:20], -numpy.abs(free[:20]))}, set()


def accuracy(scores):
    for what, tasks, missing in accuracy_cases():
        kept = write_tasks(scores, tasks, missing)
        command = ["accuracy", "--labels", "labels.tsv", "predicted.tsv"]
        scores.table(what, scores.run(*command), task_lines(
            kept, lambda y, x: formulas.classification(y, x, logistic(x))))
        scores.table(what, scores.run(*command, "--output-space", "value", "--negative-weight", 12.5), task_lines(
            kept, lambda y, x: formulas.classification(y, x, negative_weight=12.5)))
        scores.table(what, scores.run(*command, "--task", "regression"), task_lines(kept, formulas.regression))
    tasks = {name: (numpy.arange(9) % 2, numpy.random.default_rng(i).normal(size=9)) for i, name in enumerate("xyz")}
    write_tasks(scores, dict(reversed(tasks.items())))
    write_table(scores.path("labels.tsv"), ["name", "l0", "l1", "l2"],
                [[f"s{i}", *(float(y[i]) for y, _ in tasks.values())] for i in range(9)])
    scores.table("outputs without common names", scores.run("accuracy", "--labels", "labels.tsv", "predicted.tsv"),
                 task_lines(tasks, lambda y, x: formulas.classification(y, x, logistic(x))))
    edges = numpy.array([0, 0.1, 0.2, 0.3, 0.5, 0.5, 0.7, 0.75, 0.9, 1])
    kept = write_tasks(scores, {"p": (numpy.array([0, 1, 0, 0, 1, 0, 1, 1, 0, 1]), edges)})
    rows = scores.run("accuracy", "--labels", "labels.tsv", "--output-space", "probability", "--threshold", 0.75,
                      "--calibration", "bins.tsv", "predicted.tsv")
    scores.table("probability", rows, task_lines(
        kept, lambda y, p: formulas.classification(y, p, p, threshold=0.75)))
    for row in rows_in(scores.path("bins.tsv")):
        inside = (edges >= float(row["low"])) & ((edges < float(row["high"])) | (row["high"] == "1"))
        y, n, z = kept["p"][0][inside], inside.sum(), formulas.normal_quantile(0.975)
        scores.checks.that(int(row["n"]) == n, "n of a bin")
        scores.number(row["predicted"], edges[inside].mean() if n else NAN, "predicted")
        share = y.mean() if n else NAN
        scores.number(row["observed"], share, "observed")
        centre = (share + z * z / (2 * n)) / (1 + z * z / n) if n else NAN
        reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) if n else NAN
        scores.number(row["observed_low"], centre - reach, "observed_low")
        scores.number(row["observed_high"], centre + reach, "observed_high")


def areas(scores):
    """DeLong's interval and paired test."""
    rng = numpy.random.default_rng(12)
    z = formulas.normal_quantile(0.975)
    for number, decimals in ((12, 1), (80, 9), (200, 1)):
        labels = (numpy.arange(number) % 3 == 0).astype(int)
        one = numpy.round(rng.normal(size=number) + labels, decimals)
        other = numpy.round(0.5 * one + rng.normal(size=number), decimals)
        write_tasks(scores, {"y": (labels, other)})
        scores.path("predicted.tsv").rename(scores.path("other.tsv"))
        write_tasks(scores, {"y": (labels, one)})
        command = ["accuracy", "--labels", "labels.tsv", "--output-space", "value", "--resamples", 20]
        row = scores.run(*command, "--intervals", "delong", "predicted.tsv")[0]
        (area,), variance = formulas.delong(labels, one)
        for column, value in (("value", area), ("error", math.sqrt(variance)),
                              ("low", max(0, area - z * math.sqrt(variance))),
                              ("high", min(1, area + z * math.sqrt(variance)))):
            scores.number(row[column], value, f"delong {number} {column}")
        row = scores.run(*command, "--against", "other.tsv", "predicted.tsv")[0]
        (first, second), variance = formulas.delong(labels, one, other)
        error = math.sqrt(variance)
        for column, value in (("value", first), ("other", second), ("difference", first - second), ("error", error),
                              ("low", first - second - z * error), ("high", first - second + z * error),
                              ("p", formulas.two_sided_normal((first - second) / error))):
            scores.number(row[column], value, f"delong of two, {number} {column}", 1e-14)
    without_variance(scores)


def without_variance(scores):
    """A perfect order, its opposite, and two models that order alike, between which there is no difference."""
    labels, found = numpy.array([0, 0, 1, 1, 1]), numpy.array([0.1, 0.2, 0.3, 0.4, 0.5])
    command = ["accuracy", "--labels", "labels.tsv", "--output-space", "value", "--resamples", 20]
    swapped = found[[0, 2, 1, 3, 4]]
    for order, second, areas_of, nothing in ((found, -found, (1.0, 0.0), NAN), (found, 2 * found, (1.0, 1.0), 0.0),
                                             (swapped, 2 * swapped, (5 / 6, 5 / 6), 0.0)):
        write_tasks(scores, {"y": (labels, second)})
        scores.path("predicted.tsv").rename(scores.path("other.tsv"))
        write_tasks(scores, {"y": (labels, order)})
        row = scores.run(*command, "--against", "other.tsv", "predicted.tsv")[0]
        for column, value in (("value", areas_of[0]), ("other", areas_of[1]), ("difference", areas_of[0] - areas_of[1]),
                              ("p", nothing + 1), ("low", nothing), ("high", nothing)):
            scores.number(row[column], value, f"delong of {areas_of} without variance, {column}")
    write_tasks(scores, {"y": (labels, found)})
    row = scores.run(*command, "--intervals", "delong", "predicted.tsv")[0]
    for column, value in (("value", 1.0), ("error", NAN), ("low", NAN), ("high", NAN)):
        scores.number(row[column], value, f"delong of a perfect order, {column}")


def bootstrap(scores):
    """Intervals come of siskin's own random numbers: near NumPy's, to some of their standard errors."""
    rng = numpy.random.default_rng(13)
    truth = rng.normal(size=100)
    found = truth + rng.normal(size=100)
    write_tasks(scores, {"y": (truth, found)})
    rows = scores.run("accuracy", "--labels", "labels.tsv", "--task", "regression", "--intervals", "bootstrap",
                      "--resamples", 4000, "predicted.tsv")
    draws = rng.integers(0, 100, (4000, 100))
    for row in rows[:5]:
        own = [formulas.regression(truth[d], found[d])[row["metric"]] for d in draws[:400 if row["metric"] ==
                                                                                    "spearman" else 4000]]
        error = numpy.std(own)
        for column, value in (("error", error), ("low", numpy.quantile(own, 0.025)),
                              ("high", numpy.quantile(own, 0.975))):
            scores.checks.that(abs(float(row[column]) - value) < 0.3 * error, f"bootstrap {row} {column} {value}")


def effects(scores):
    rng = numpy.random.default_rng(14)
    maps = {name: rng.normal(size=(4, 9)).astype(numpy.float32).astype(float) for name in ("e1", "e2", "e3")}
    maps["e3"] = numpy.zeros((4, 9))
    write_maps(scores.path("map.npz"), maps)
    rows, kept = [], []
    for name, found in maps.items():
        for position, ref, alt in itertools.product(range(9), range(4), range(4)):
            if ref != position % 4 or alt == ref:
                continue
            effect = float(numpy.round(found[alt, position] - found[ref, position] + rng.normal(), 1))
            p, twins = float(numpy.round(rng.random(), 2)), [effect + float(rng.normal()) for _ in range(3)]
            effect = NAN if rng.random() < 0.1 else effect
            twins[2] = NAN if rng.random() < 0.1 else twins[2]
            rows.append([name, position + 1, "ACGT"[ref], "acgt"[alt], effect, p, *twins])
            if not math.isnan(effect):
                kept.append((name, effect, found[alt, position] - found[ref, position], p, twins))
    rows.append(["e1", 3, "G", "-", -3.0, 0.01, 1.0, 1.0, 1.0])
    unmeasured = sum(math.isnan(row[4]) for row in rows)
    write_table(scores.path("effects.tsv"), ["id", "pos", "ref", "alt", "effect_mean", "p", "r1", "r2", "r3"], rows)
    command = ["effects", "--effects", "effects.tsv", "--name-column", "id", "--position-offset", 1, "map.npz"]
    expected = {("skipped", "deletions"): (1, len(rows)), ("skipped", "unmeasured"): (unmeasured, len(rows))}
    of_one = []
    for name in [*maps, "all"]:
        pairs = [(m, f) for own, m, f, _, _ in kept if name in (own, "all")]
        one = {"pearson": formulas.pearson(*zip(*pairs)), "spearman": formulas.spearman(*zip(*pairs))}
        expected |= {(metric, name): (value, len(pairs)) for metric, value in one.items()}
        if name != "all":
            of_one.append(one)
    for metric in ("pearson", "spearman"):
        expected[metric, "mean"] = mean_of([one[metric] for one in of_one])
    scores.table("effects", scores.run(*command), expected)
    rows = scores.run(*command, "--strong", 1, "--p-column", "p", "--maximum-p", 0.6, *sum(
        (["--replicate-column", f"r{i}"] for i in (1, 2, 3)), []))
    found = {(row["metric"], row["group"]): row for row in rows}
    for name in [*maps, "all"]:
        own = [item for item in kept if name in (item[0], "all")]
        labels = [int(abs(m) >= 1 and p <= 0.6) for _, m, _, p, _ in own]
        sizes = [abs(f) for _, _, f, _, _ in own]
        signs = [numpy.sign(m) == numpy.sign(f) != 0 for (_, m, f, _, _), s in zip(own, labels) if s]
        for metric, value in (("strong_auroc", formulas.auroc(labels, sizes)),
                              ("strong_aupr", formulas.aupr(labels, sizes)),
                              ("strong_average_precision", formulas.average_precision(labels, sizes)),
                              ("strong_same_sign", float(numpy.mean(signs)))):
            scores.number(found[metric, name]["value"], value, f"effects {metric} {name}")
        replicates = numpy.array([twins for *_, twins in own])
        replicates = replicates[~numpy.isnan(replicates).any(axis=1)].T
        pairs = list(itertools.combinations(replicates, 2))
        r = numpy.mean([formulas.pearson(*pair) for pair in pairs])
        ceiling = math.sqrt(max(0, 3 * r / (1 + 2 * r)))
        scores.number(found["replicate_pearson", name]["value"], r, "replicate_pearson")
        scores.number(found["replicate_spearman", name]["value"],
                      numpy.mean([formulas.spearman(*pair) for pair in pairs]), "replicate_spearman")
        scores.number(found["noise_ceiling", name]["value"], ceiling, "noise_ceiling")
        reached = formulas.pearson(*zip(*[(m, f) for _, m, f, _, _ in own]))
        scores.number(found["pearson_of_ceiling", name]["value"], reached / ceiling, "pearson_of_ceiling")


def curve_area(points):
    points = sorted(points)
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in zip(points, points[1:]))
    return area / (points[-1][0] - points[0][0]) if points[-1][0] > points[0][0] else NAN


def faithfulness(scores):
    rng = numpy.random.default_rng(15)
    rows, lines, ends = [], [], {"deletion": [], "insertion": []}
    for name in ("a", "b", "flat"):
        one = {}
        for test, inserted in (("deletion", False), ("insertion", True)):
            fractions = [0, 1, *rng.choice(numpy.arange(1, 99), 7, replace=False) / 100]
            points = [(f, 1.0 if name == "flat" else float(rng.normal())) for f in fractions]
            random = [(f, float(rng.normal())) for f in (0, 0, 0.25, 0.25, 0.25, 0.5, 1)]  # of several orders
            for kind, curve in ((test, points), (test + "_random", random)):
                rows += [[name, kind, f, value, NAN] for f, value in curve]
            of_fraction = [(x, float(numpy.mean([y for f, y in random if f == x]))) for x in (0, 0.25, 0.5, 1)]
            area, chance = curve_area(points), curve_area(of_fraction)
            ends[test].append((area, *(points[i][1] for i in ((1, 0) if inserted else (0, 1)))))
            one |= {(test, "area"): area, (test, "random_area"): chance, (test, "gain"): area - chance if inserted else chance - area}
        for test in ("infidelity", "sensitivity", "completeness"):
            pairs = numpy.array([(float(x), 0.0 if name == "flat" else float(y)) for x, y in rng.normal(size=(5, 2))])
            pairs = numpy.abs(pairs) if test == "sensitivity" else pairs
            rows += [[name, test, NAN, float(v), float(e)] for v, e in pairs]
            one |= pair_figures(test, *pairs.T)
        layers = [(f, float(rng.random())) for f in (0, 0.5, 1)]
        rows += [[name, "randomisation", f, value, NAN] for f, value in layers]
        one |= {("randomisation", "similarity"): curve_area(layers), ("randomisation", "last_similarity"): layers[2][1]}
        lines.append(one)
    rng.shuffle(rows)
    rows = [[name, test, *map(float, numbers)] for name, test, *numbers in rows]
    write_table(scores.path("changes.tsv"), ["name", "test", "fraction", "value", "expected"], rows)
    wanted = means(lines, errors=True)
    for test, parts in ends.items():
        area, whole, nothing = numpy.mean(parts, axis=0)
        relative = (area - nothing) / (whole - nothing) if whole > nothing else NAN
        wanted[test, "relative_area"] = (relative, len(parts))
    scores.table("faithfulness", scores.run("faithfulness", "changes.tsv"), wanted, 1e-12)


def pair_figures(test, value, expected):
    if test == "sensitivity":
        return {(test, "largest"): (value / expected).max() if expected.all() else NAN}
    if test == "completeness":
        shares = numpy.abs(expected - value)[value != 0] / numpy.abs(value)[value != 0]
        return {(test, "relative_error"): shares.mean() if len(shares) else NAN}
    squares = (expected ** 2).sum()
    factor = max(0, (expected * value).sum() / squares) if squares else 0
    return {(test, "mean"): ((expected - value) ** 2).mean(),
            (test, "relative"): ((factor * expected - value) ** 2).mean() / (value ** 2).mean()}


def select(scores):
    values = [1.5, 2.25, 2.25, -1, 7]
    for i, value in enumerate(values):
        write_table(scores.path(f"m{i}.tsv"), ["metric", "group", "value", "n"], [["trust", "score", float(value), 9]])
    for words, sign in (([], -1), (["--lowest"], 1)):
        rows = scores.run("select", *words, "m0.tsv", *(f"net {i}=m{i}.tsv" for i in range(1, len(values))))
        names = ["m0.tsv", *(f"net {i}" for i in range(1, len(values)))]
        ranks = formulas.average_ranks(sign * numpy.array(values))
        scores.table("select", rows, {("rank", name): (rank, 5) for name, rank in zip(names, ranks)} |
                     {("trust", name): (value, 9) for name, value in zip(names, values)})


def summarise(scores):
    rng = numpy.random.default_rng(16)
    runs = {"x": rng.normal(size=9), "y": numpy.array([2.0, 2, 2]), "z": numpy.array([0.25])}
    words = []
    for label, values in runs.items():
        for i, value in enumerate(values):
            write_table(scores.path(f"{label}{i}.tsv"), ["metric", "group", "value", "n"], [["m", "g", float(value), 1]])
            words.append(f"{label}={label}{i}.tsv")
    for confidence in (0.95, 0.6):
        for row in scores.run("summarise", "--confidence", confidence, *words):
            values = runs[row["condition"]]
            n, several = len(values), len(values) > 1
            sd = numpy.std(values, ddof=1) if several else NAN
            reach = formulas.t_quantile(0.5 + confidence / 2, n - 1) * sd / math.sqrt(n) if several else NAN
            for column, value in (("value", values.mean()), ("sd", sd), ("median", numpy.median(values)),
                                  ("q1", numpy.quantile(values, 0.25)), ("q3", numpy.quantile(values, 0.75)),
                                  ("low", values.mean() - reach), ("high", values.mean() + reach),
                                  ("min", values.min()), ("max", values.max())):
                scores.number(row[column], value, f"summarise {row['condition']} {column}", 1e-13)


def samples():
    """Name, two samples, whether the exact null can be enumerated."""
    rng = numpy.random.default_rng(17)
    yield "no ties", rng.normal(size=7), rng.normal(size=7) + 0.8, True
    yield "ties", numpy.array([1, 2, 2, 3, 3, 5.0]), numpy.array([2, 2, 4, 4, 5, 6.0]), True
    yield "with equal pairs", numpy.array([1.5, 2, 0, 4, 5, 6, -1]), numpy.array([1.5, 2, 1, 3, 5.5, 4, 1]), True
    yield "few", numpy.array([3.0, 1]), numpy.array([2.0, 5]), True
    yield "large", rng.normal(size=60), rng.normal(size=60) + 0.3, False
    yield "large ties", rng.normal(size=120).round(), (rng.normal(size=120) + 0.4).round(), False


def compare(scores):
    for name, first, second, exact in samples():
        for i, (a, b) in enumerate(zip(first, second)):
            for label, value in (("a", a), ("b", b)):
                write_table(scores.path(f"{label}{i}.tsv"), ["metric", "group", "value", "n"],
                            [["m", "g", float(value), 1]])
        words = [f"{label}={label}{i}.tsv" for label in "ab" for i in range(len(first))]
        for alternative, pairing in itertools.product(("two-sided", "greater", "less"), ("paired", "unpaired")):
            rows = scores.run("compare", "--pairing", pairing, "--alternative", alternative, "--correction", "none",
                              *words)
            tests = (formulas.paired_t, formulas.wilcoxon) if pairing == "paired" else (formulas.welch,
                                                                                       formulas.mann_whitney)
            expected = [tests[0](first, second, alternative), tests[1](first, second, alternative, exact=exact)]
            scores.checks.that(len(rows) == 2, f"compare {name}: {len(rows)} lines")
            for row, one in zip(rows, expected):
                for column, value in one.items():
                    scores.number(row[column], value, f"compare {name} {alternative} {row['test']} {column}", 1e-12)


def without_spread(scores):
    """Constant samples, those that differ by rounding or by less than 1e-9 of the largest value, and single values:
    what is left of each test."""
    nothing = {"statistic": NAN, "p": NAN, "effect": NAN, "low": NAN, "high": NAN}
    cases = [((1, 1, 1), (1, 1, 1), "paired", {"value": 0, "statistic": 0, "p": 1, "effect": NAN, "low": 0, "high": 0},
              {"value": 0, "p": NAN, "effect": NAN}),
             ((1, 1, 1), (2, 2, 2), "paired", nothing | {"value": -1}, formulas.wilcoxon([1, 1, 1], [2, 2, 2])),
             ((0.9, 0.8, 0.7), (0.8, 0.7, 0.6), "paired", nothing | {"value": 0.1},
              formulas.wilcoxon([9, 8, 7], [8, 7, 6]) | {"value": 0.1}),
             ((2, 3, 4), (1, 2, 3 - 5e-10), "paired", nothing | {"value": 1}, formulas.wilcoxon([1, 1, 2], [0, 0, 0]) |
              {"value": 1}),
             ((1e9, 1e9 + 0.5), (1e9, 1e9), "unpaired", {"value": 0.25, "statistic": 0, "p": 1, "effect": NAN},
              formulas.mann_whitney([0, 0.5], [0, 0])),
             ((1e9, 1e9 + 0.5), (2e9, 2e9), "unpaired", nothing | {"value": -1e9 + 0.25},
              formulas.mann_whitney([1, 2], [3, 3]) | {"value": -1e9 + 0.25}),
             ((1,), (2,), "paired", nothing | {"value": -1}, formulas.wilcoxon([1], [2])),
             ((1, 1, 1), (2, 2, 2), "unpaired", nothing | {"value": -1}, formulas.mann_whitney([1, 1, 1], [2, 2, 2])),
             ((3, 3), (3, 3, 3), "unpaired", {"value": 0, "statistic": 0, "p": 1, "low": 0, "high": 0},
              formulas.mann_whitney([3, 3], [3, 3, 3])),
             ((1,), (2,), "unpaired", nothing | {"value": -1}, formulas.mann_whitney([1], [2]))]
    for number, (first, second, pairing, *expected) in enumerate(cases):
        words = []
        for label, values in (("a", first), ("b", second)):
            for i, value in enumerate(values):
                name = f"{label}{number}.{i}.tsv"
                write_table(scores.path(name), ["metric", "group", "value", "n"], [["m", "g", float(value), 1]])
                words.append(f"{label}={name}")
        for row, one in zip(scores.run("compare", "--pairing", pairing, *words), expected):
            for column, value in one.items():
                scores.number(row[column], float(value), f"{first} {second} {row['test']} {column}")


def corrections(scores):
    """Several metrics at once. Standard errors and what was skipped stand in the tables and are tested only by name."""
    rng = numpy.random.default_rng(18)
    data = {label: rng.normal(size=(6, 8)).round(1) + 0.5 * (label == "b") for label in "ab"}
    for label, values in data.items():
        for i in range(8):
            write_table(scores.path(f"{label}{i}.tsv"), ["metric", "group", "value", "n"],
                        [[f"m{k}", "g", float(values[k, i]), 1] for k in range(6)]
                        + [[metric, "g", float(values[0, i]), 1] for metric in ("m0_sem", "skipped")])
    words = [f"{label}={label}{i}.tsv" for label in "ab" for i in range(8)]
    for how in ("holm", "bonferroni", "bh", "none"):
        rows = scores.run("compare", "--correction", how, *words)
        scores.checks.that({row["metric"] for row in rows} == {f"m{k}" for k in range(6)}, f"metrics of {how}")
        for test, own in (("welch_t", formulas.welch), ("mann_whitney", formulas.mann_whitney)):
            p = [own(data["a"][k], data["b"][k])["p"] for k in range(6)]
            found = [row for row in rows if row["test"] == test]
            for row, one, value in zip(found, p, formulas.adjusted(p, how)):
                scores.number(row["p"], one, f"{test} p")
                scores.number(row["p_adjusted"], value, f"{test} {how}")
    for metric in ("m0_sem", "skipped"):
        rows = scores.run("compare", "--metric", metric, *words)
        scores.checks.that([row["metric"] for row in rows] == 2 * [metric], f"{metric} by name")
        scores.number(rows[0]["p_adjusted"], formulas.welch(data["a"][0], data["b"][0])["p"], metric)


CASES = {"accuracy": accuracy, "areas compared": areas, "bootstrap": bootstrap, "effects": effects,
         "faithfulness": faithfulness, "select": select, "summarise": summarise, "compare": compare,
         "no spread": without_spread, "corrections": corrections}
