"""Cases of score_test.py whose input are regions, subsets of bases, and the maps of one model over many sequences."""

import numpy

import score_formulas as formulas
import score_map_formulas as of_maps
from score_formulas import NAN, ratio
from score_support import means, onehot, rows_in, single, write_bedgraph, write_maps
from siskin_tool import random_sequence


def overlap(scores):
    rng = numpy.random.default_rng(27)
    tracks = {("chr1", 100): single(rng.normal(size=80)), ("chr1", 200): single(rng.normal(size=50).round()),
              ("chr2", 0): single(rng.normal(size=40)), ("chr3", 10): numpy.ones(20), ("chr4", 5): single([0, 0, 0, 0])}
    regions = {"chr1": [(90, 110, 5), (105, 120, -1), (240, 260, 3)], "chr2": [(40, 60, 1)],
               "chr3": [(12, 15, 0)], "chr4": [(0, 7, -1)], "chr9": [(1, 2, 0)]}
    write_bedgraph(scores.path("track.bedgraph"), tracks)
    scores.path("peaks.narrowPeak").write_text("".join(
        f"{name}\t{a}\t{b}\tp\t0\t.\t1\t1\t1\t{summit}\n" for name, own in regions.items() for a, b, summit in own),
        encoding="ascii")
    for words, sign in (([], numpy.abs), (["--signed"], lambda x: x)):
        importance, inside, found = [], [], []
        for (name, start), track in tracks.items():
            track, places = sign(track), numpy.arange(start, start + len(track))
            own = regions.get(name, [])
            within = numpy.array([any(a <= i < b for a, b, _ in own) for i in places])
            above = numpy.maximum(track, 0)  # nothing else, of a track with its sign
            share = ratio(above[within].sum(), above.sum()) if within.any() else NAN
            summits = [a + s if s >= 0 else (a + b) // 2 for a, b, s in own]
            distance = [min((abs(i - s) for s in summits), default=0) for i in places]
            found.append({("importance_share", "mean"): share,
                          ("base_share", "mean"): within.mean() if within.any() else NAN,
                          ("importance_enrichment", "mean"): share / within.mean() if within.any() else NAN,
                          ("spearman", "summit_distance"): formulas.spearman(track, distance)
                          if within.any() else NAN})
            importance.append(track)
            inside.append(within)
        pooled, labels = numpy.concatenate(importance), numpy.concatenate(inside)
        n = len(pooled)
        enriched = of_maps.expected_top(pooled, labels, 0.1 * n) / (0.1 * n) / labels.mean()
        expected = {("auroc", "all"): formulas.auroc(labels, pooled), ("enrichment", "top_0.1"): enriched,
                    ("aupr", "all"): formulas.aupr(labels, pooled, start=False),
                    ("average_precision", "all"): formulas.average_precision(labels, pooled),
                    ("base_share", "all"): labels.mean()}
        expected = {key: (value, n) for key, value in expected.items()}
        rows = scores.run("overlap", "--regions", "peaks.narrowPeak", "--top-fraction", 0.1, "--curve", "curve.tsv",
                          *words, "track.bedgraph")
        scores.table("overlap", rows, expected | means(found, errors=True), 1e-12)
        for row in rows_in(scores.path("curve.tsv")):
            chosen = pooled >= numpy.float32(row["threshold"])
            for column, value in (("called", chosen.mean()), ("recall", labels[chosen].sum() / labels.sum()),
                                  ("precision", labels[chosen].mean()),
                                  ("enrichment", labels[chosen].mean() / labels.mean())):
                scores.number(row[column], value, f"curve {column}")


def random_subsets(rng, names):
    """Disjoint blocks by sequence and subset; some subsets share bases."""
    return {name: [sorted({int(i) for i in rng.choice(60, rng.integers(1, 12))}) for _ in range(rng.integers(1, 5))]
            for name in names}


def write_subsets(path, subsets):
    lines = []
    for name, own in subsets.items():
        for k, bases in enumerate(own):
            blocks = of_maps.runs(numpy.isin(numpy.arange(61), bases))
            start, end = bases[0], bases[-1] + 1
            lines.append("\t".join(map(str, [
                name, start, end, f"{name}/sis{k}", 0, ".", start, end, 0, len(blocks),
                "".join(f"{b - a}," for a, b in blocks), "".join(f"{a - start}," for a, _ in blocks)])) + "\n")
    path.write_text("".join(lines), encoding="ascii")


def site_figures(subsets, sites, cover):
    """Counts of one sequence: common, subset and site bases, hit and all sites, inside and all subsets."""
    bases, truth = set().union(*subsets), {i for a, b in sites for i in range(a, b)}
    hit = sum(any((n := len(set(s) & set(range(a, b)))) > 0 and n >= cover * (b - a) for s in subsets)
              for a, b in sites)
    return numpy.array([len(bases & truth), len(bases), len(truth), hit, len(sites),
                        sum(set(s) <= truth for s in subsets), len(subsets)])


def site_shares(counts, group):
    common, bases, truth, hit, sites, inside, subsets = (float(x) for x in counts)
    return {("base_precision", group): ratio(common, bases), ("base_recall", group): ratio(common, truth),
            ("f1", group): ratio(2 * common, bases + truth), ("site_recall", group): ratio(hit, sites),
            ("subset_precision", group): ratio(inside, subsets)}


def subsets_of_sites(scores):
    rng = numpy.random.default_rng(28)
    subsets = random_subsets(rng, [f"s{i}" for i in range(8)])
    sites = {name: [(int(a), int(a) + int(rng.integers(1, 12))) for a in rng.choice(48, 3)] for name in [*subsets, "u"]}
    del sites["s3"]
    write_subsets(scores.path("sis.bed"), subsets)
    scores.path("sites.bed").write_text("".join(f"{name}\t{a}\t{b}\tM\t1\t+\n" for name, own in sites.items()
                                                for a, b in own), encoding="ascii")
    for cover in (0, 0.25, 1):
        counts = [site_figures(own, sites.get(name, []), cover) for name, own in subsets.items()]
        each = [site_shares(one, "mean") | {("subsets", "mean"): float(one[6])} for one in counts]
        lengths = [len(one) for own in subsets.values() for one in own]
        expected = means(each, errors=False) | site_shares(sum(counts), "all")
        expected |= {("median_length", "all"): (float(numpy.median(lengths)), len(lengths)),
                     ("sequences_without_sites", "all"): (1, 8)}
        rows = scores.run("subsets", "--truth", "sites.bed", "--minimum-cover", cover, "sis.bed")
        scores.table("subsets", rows, expected)


def subsets_of_two_files(scores):
    rng = numpy.random.default_rng(30)
    one = random_subsets(rng, [f"s{i}" for i in range(9)])
    other = random_subsets(rng, [f"s{i}" for i in range(4, 12)])
    other["s5"] = one["s5"]
    write_subsets(scores.path("one.bed"), one)
    write_subsets(scores.path("other.bed"), other)
    for cover in (0, 0.25, 0.5, 1):
        counts = []
        for name in one | other:
            a, b = ([set(bases) for bases in file.get(name, [])] for file in (one, other))
            matched = [sum(any((n := len(x & y)) > 0 and n >= cover * len(x) for y in theirs) for x in own)
                       for own, theirs in ((a, b), (b, a))]
            union = (set().union(*a), set().union(*b))
            counts.append(numpy.array([len(union[0] & union[1]), len(union[0] | union[1]), matched[0], len(a),
                                       matched[1], len(b), bool(a and b)], dtype=float))
        keys, total = ("base_jaccard", "matched", "against_matched"), sum(counts)
        expected = means([{(key, "mean"): ratio(c[2 * i], c[2 * i + 1]) for i, key in enumerate(keys)} for c in counts],
                         errors=False)
        expected |= {(key, "all"): (total[2 * i] / total[2 * i + 1], 12) for i, key in enumerate(keys)}
        expected["sequences_in_both", "all"] = (total[6], 12)
        rows = scores.run("subsets", "--against", "other.bed", "--minimum-cover", cover, "one.bed")
        scores.table("two files of subsets", rows, expected)


def corrected(found):
    found = found.astype(float)
    return found - found.mean(axis=0)


def consistency(scores):
    """trust is an affine function of recurrence: known up to its two constants, which two runs give and which hold in
    all others. Fewer than 120 sequences, or other than three windows of each, have none."""
    rng = numpy.random.default_rng(29)
    motif, runs = rng.normal(size=(4, 8)), []
    for trial, (number, window, most) in enumerate(((12, 8, 3), (120, 1, 3), (131, 3, 3), (250, 8, 3), (119, 6, 3),
                                                   (120, 8, 2), (120, 5, 3), (3, 8, 9))):
        length, names = 60 + trial, [f"s{i}" for i in range(number)]
        files = {key: {name: rng.normal(size=(4, length)).astype(numpy.float32) for name in names} for key in
                 ("map", "reversed", "shifted", "seed1", "seed2")}
        seen = {name: onehot(random_sequence(length, rng)).astype(numpy.float32) for name in names}
        for name in names:
            for start in rng.choice(length - 8, 2):
                files["map"][name][:, start:start + 8] += (1 + trial) * motif
            files["reversed"][name] += files["map"][name][::-1, ::-1]
        files["map"]["s0"][:] = 0 if trial == 2 else files["map"]["s0"]
        for key, own in (files | {"onehot": seen}).items():
            write_maps(scores.path(f"{key}.npz"), own)
        kept = 0.04 if trial % 2 else 0.3
        rows = scores.run("consistency", "--onehot", "onehot.npz", "--reversed", "reversed.npz", "--shifted",
                          "shifted.npz", "--shift", 3, "--seed-map", "seed1.npz", "--seed-map", "seed2.npz", "--window",
                          window, "--kept", kept, "--strongest", most, "map.npz")
        found = [consistency_figures(files, seen, name) for name in names]
        whole = [corrected(own) for own in files["map"].values()]
        expected = means(found, errors=True)
        observed = [m * s for m, s in zip(whole, seen.values())]
        expected |= {("kld", "published"): (of_maps.window_divergence(whole, 6, 0.04), number),
                     ("kld", "observed"): (of_maps.window_divergence(observed, window, kept), number)}
        own = {row["metric"]: row for row in rows if row["metric"] in ("recurrence", "trust")}
        scores.table(f"consistency {trial}", [row for row in rows if row["metric"] not in own], expected, 1e-12)
        for metric, group in (("recurrence", "observed"), ("trust", "score")):
            scores.checks.that((own[metric]["group"], own[metric]["n"]) == (group, str(min(number, 120))), str(own))
        likeness = of_maps.recurrence(observed, most)
        # siskin compares windows in single precision.
        scores.number(own["recurrence"]["value"], likeness, f"recurrence {trial}", 1e-7)
        if number < 120 or most != 3:
            scores.number(own["trust"]["value"], NAN, f"trust {trial}")
        else:
            runs.append((likeness, float(own["trust"]["value"])))
    inputs, values = numpy.array([[1, x] for x, _ in runs]), numpy.array([t for _, t in runs])
    constants = numpy.linalg.lstsq(inputs, values, rcond=None)[0]
    scores.checks.that(len(runs) == 4 and numpy.ptp(inputs[:, 1]) > 0.05, f"too few or too like runs: {runs}")
    scores.checks.that(numpy.allclose(inputs @ constants, values, rtol=0, atol=2e-5), f"trust of {runs}")
    scores.checks.that(constants[1] > 0, f"sign of trust: {constants}")


def consistency_figures(files, seen, name):
    own = {key: corrected(maps[name]) for key, maps in files.items()}
    base = seen[name].astype(float)
    main, turned = own["map"] * base, own["reversed"][::-1, ::-1] * base
    # Column i of the shifted map is column i + 3 of the sequence.
    shifted = own["shifted"][:, :-3] * base[:, 3:]
    track = main.sum(axis=0)
    angles = of_maps.simplex_angles(files["map"][name].astype(float))
    steep = {("simplex_angle", f"above_{x}"): (angles > x).mean() if len(angles) else NAN for x in (30, 45, 60)}
    return steep | {
            ("simplex_angle", "mean"): angles.mean() if len(angles) else NAN,
            ("high_frequency", "signed"): of_maps.high_frequency(track, of_maps.default_limit(len(track))),
            ("agreement", "reversed"): of_maps.cosine(main, turned),
            ("agreement", "shifted"): of_maps.cosine(main[:, 3:], shifted),
            ("agreement", "seeds"): (of_maps.cosine(main, own["seed1"] * base)
                                     + of_maps.cosine(main, own["seed2"] * base)) / 2}


CASES = {"overlap": overlap, "subsets": subsets_of_sites, "subsets of two files": subsets_of_two_files,
         "consistency": consistency}
