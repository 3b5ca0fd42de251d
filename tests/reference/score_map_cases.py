"""Cases of score_test.py whose input are profiles, tracks, maps and subsets."""

import itertools
import math

import numpy

import score_formulas as formulas
import score_map_formulas as of_maps
from score_formulas import NAN, ratio
from score_support import means, onehot, rows_in, write_bedgraph, write_maps, write_table
from siskin_tool import random_sequence


def shares_of(raw, space):
    return numpy.exp(raw - raw.max()) if space == "logit" else raw


def profile(scores):
    rng = numpy.random.default_rng(21)
    reads = rng.poisson(2.0 * rng.random((7, 2, 43)) ** 3).astype(float)
    reads[:, :, 20] += rng.poisson(8, (7, 2))
    reads[1, 0] = 0
    reads[2] = 0
    reads[3], reads[4, :, 1:] = 1, 0
    other = reads + rng.poisson(1.0, reads.shape)
    raw = (0.3 * reads + rng.random(reads.shape)).astype(numpy.float32).astype(float)
    raw[5] = 1
    names = [f"w{i}".encode() for i in range(7)]
    write_profiles(scores, names, reads=reads, other=other, raw=raw)
    log_counts = [[f"w{i}", float(x), float(y)] for i, (x, y) in enumerate(rng.normal(4, 1, (7, 2)))]
    write_table(scores.path("counts.tsv"), ["name", "plus", "minus"], log_counts)
    cases = [("probability", 3, (1, 4, 10), "max", []), ("logit", 1.5, (5,), "mean", ["--strands", "joint"]),
             ("count", 2, (7,), "sum", [])]
    for space, sigma, bins, how, words in cases:
        if how != "max":  # a sum of the same numbers in another order is another number, which undoes ties
            reads = reads * (1 + rng.random(reads.shape)).astype(numpy.float32)
            other = other * (1 + rng.random(reads.shape)).astype(numpy.float32)
            reads, other = write_profiles(scores, names, reads=reads, other=other)
        rows = scores.run("profile", "--observed", "reads.npz", "--replicate", "other.npz", "--space", space, "--smooth",
                          sigma, "--bins", ",".join(map(str, bins)), "--bin-value", how, *words,
                          *(["--counts", "counts.tsv"] if space != "count" else []), "raw.npz")
        expected = {}
        for group in ("model", "replicate", "mean_profile"):
            found = []
            for i in range(7):
                shares = {"model": shares_of(raw[i], space), "replicate": other[i] + 1 / 43,
                          "mean_profile": reads.sum(axis=0) - reads[i] + 1 / 43}[group]
                found.append(window_figures(shares, reads[i], sigma, bins, how, bool(words)))
            expected |= {(key, group): value for key, value in means(found, errors=False).items()}
        total = {"model": numpy.array([row[1:] for row in log_counts]) if space != "count"
                 else numpy.log1p(raw.sum(axis=2)), "replicate": numpy.log1p(other.sum(axis=2))}
        for group, found in total.items():
            pair = (found.ravel(), numpy.log1p(reads.sum(axis=2)).ravel())
            expected |= {("counts_pearson", group): formulas.pearson(*pair),
                         ("counts_spearman", group): formulas.spearman(*pair),
                         ("counts_mse", group): ((pair[0] - pair[1]) ** 2).mean()}
        expected["skipped", "missing"] = (0, 7)
        scores.table(f"profile {space}", [row for row in rows if row["group"] != "shuffled"], expected, 1e-12)


def write_profiles(scores, names, **arrays):
    """The arrays as they are read again, in single precision."""
    for name, array in arrays.items():
        numpy.savez(scores.path(name + ".npz"), arr_0=array.astype(numpy.float32), names=names)
    return [single(array) for array in arrays.values()]


def window_figures(shares, counts, *settings):
    """A window without reads, or with nothing predicted on a strand that has some, has no figures."""
    joint = settings[-1]
    found = of_maps.profile(shares + (not shares.any()), counts if counts.any() else counts + 1, *settings)
    lost = not counts.any() or any(x.any() and not q.any() for q, x in zip(shares, counts)) and not joint
    return dict.fromkeys(found, NAN) if lost else found


def tracks_with_truth():
    """Importance and bits: random, tied, constant, without signal, all signal, NA at an end, one base."""
    rng = numpy.random.default_rng(22)
    for i in range(6):
        bits = numpy.zeros(64)
        for start in rng.choice(50, 3, replace=False):
            bits[start:start + 8] = numpy.float32(rng.choice([0, 0.005, 0.05, 0.5, 1.25, 2], 8))
        score = rng.normal(size=64) + bits
        yield f"s{i}", (numpy.round(score * 2) / 2 if i % 2 else score).astype(numpy.float32).astype(float), bits
    yield "constant", numpy.ones(30), numpy.repeat([0, 2.0, 0], 10)
    yield "zeros", numpy.zeros(30), numpy.repeat([0, 2.0, 0], 10)
    yield "negative", -numpy.arange(1.0, 31), numpy.repeat([0, 2.0, 0], 10)
    yield "nowhere", rng.normal(size=20).round(1).astype(numpy.float32).astype(float), numpy.zeros(20)
    yield "everywhere", rng.normal(size=20).round(1).astype(numpy.float32).astype(float), numpy.ones(20)
    yield "one", numpy.array([0.5]), numpy.array([1.5])


def attribution(scores):
    data = {name: (score, bits) for name, score, bits in tracks_with_truth()}
    write_bedgraph(scores.path("track.bedgraph"), {name: pair[0] for name, pair in data.items()})
    write_bedgraph(scores.path("bits.bedgraph"), {name: pair[1] for name, pair in data.items()})
    for share, gap in ((0.25, 3), (0.6, 0)):
        found = []
        for score, bits in data.values():
            kept = (bits > numpy.float32(0.1)) | (bits == bits.min())
            signal, strong = bits > numpy.float32(0.01), bits[kept] > numpy.float32(0.1)
            one = {("auroc", "seed3"): formulas.auroc(signal, score), ("aupr", "seed3"): formulas.aupr(signal, score),
                   ("auroc", "seed1"): formulas.auroc(strong, score[kept]),
                   ("aupr", "seed1"): formulas.aupr(strong, score[kept])}
            for top in (10, 20):
                one[f"snr_top{top}", "seed1"] = of_maps.signal_to_noise(score, bits, top)
            found.append(one | {(key, "seed3"): value for key, value in
                                of_maps.localisation(score, signal, share, gap).items()})
        rows = scores.run("attribution", "--truth", "bits.bedgraph", "--call-share", share, "--call-gap", gap,
                          "--per-sequence", "each.tsv", "track.bedgraph")
        scores.table("attribution", rows, means(found, errors=False), 1e-12)
        each = dict(zip(data, found))
        for row in rows_in(scores.path("each.tsv")):
            scores.number(row["value"], each[row["name"]][row["metric"], row["group"]], str(row), 1e-12)
    sites_as_truth(scores, data)


def sites_as_truth(scores, data):
    rng = numpy.random.default_rng(23)
    found, lines = [], []
    for name, (score, _) in data.items():
        inside = numpy.zeros(len(score), dtype=bool)
        for _ in range(3):
            start = int(rng.integers(0, len(score)))
            end = min(len(score), start + int(rng.integers(1, 9)))
            lines.append(f"{name}\t{start}\t{end}\tM\t5\t+\n")
            inside[start:end] = True
        found.append({(key, "sites"): value for key, value in (
            ("auroc", formulas.auroc(inside, score)), ("aupr", formulas.aupr(inside, score)),
            *of_maps.localisation(score, inside).items())})
    scores.path("sites.bed").write_text("".join(lines), encoding="ascii")
    rows = scores.run("attribution", "--truth", "sites.bed", "track.bedgraph")
    scores.table("attribution sites", rows, means(found, errors=False), 1e-12)


def cosines(scores):
    rng = numpy.random.default_rng(24)
    model = {f"s{i}": rng.dirichlet(numpy.ones(4), 12).T.astype(numpy.float32) for i in range(4)}
    maps = {name: rng.normal(size=(4, 12)).astype(numpy.float32) for name in reversed(model)}
    model["s0"][:, 3:] = 0.25
    model["s1"][:] = 0.25
    maps["s2"][:] = 0
    maps["s3"][:, 2] = 0
    write_maps(scores.path("model.npz"), model)
    write_maps(scores.path("map.npz"), maps)
    found = [dict(zip((("cosine", "map"), ("cosine", "position")), of_maps.model_cosines(
        maps[name].astype(float), model[name]))) for name in maps]
    rows = scores.run("attribution", "--truth-model", "model.npz", "--map", "map.npz")
    scores.table("cosine", rows, means(found, errors=False), 1e-12)


def single(values):
    return numpy.asarray(values).astype(numpy.float32).astype(float)


def spectrum(scores):
    rng = numpy.random.default_rng(25)
    tracks = {"even": rng.normal(size=64), "odd": rng.normal(size=45), "prime": rng.normal(size=101) ** 3,
              "flat": numpy.ones(20), "zeros": numpy.zeros(20), "one": numpy.array([3.0]),
              "two": numpy.array([1.0, -2]), "five": rng.normal(size=5)}
    tracks = {(name, 0): single(track) for name, track in tracks.items()}
    tracks["odd", 70] = single(rng.normal(size=30))
    tracks = dict(sorted(tracks.items()))
    write_bedgraph(scores.path("track.bedgraph"), tracks)
    for limit in (0, 7):
        rows = scores.run("spectrum", "--frequency-limit", limit, "--per-sequence", "each.tsv", "track.bedgraph")
        found = {(f"{name}:{start}-{start + len(track)}" if start else name): of_maps.spectrum(numpy.abs(track), limit)
                 for (name, start), track in tracks.items()}
        scores.table("spectrum", rows, means(list(found.values()), errors=True), 1e-12)
        for row in rows_in(scores.path("each.tsv")):
            scores.number(row["value"], found[row["name"]][row["metric"], row["group"]], str(row), 1e-12)
    maps = {f"s{i}": rng.normal(size=(4, 40)).astype(numpy.float32) for i in range(3)}
    seen = {name: onehot(random_sequence(40, rng)).astype(numpy.float32) for name in maps}
    write_maps(scores.path("map.npz"), maps)
    write_maps(scores.path("onehot.npz"), seen)
    for words, tracks in (([], [numpy.abs(m.astype(float)).sum(axis=0) for m in maps.values()]),
                          (["--onehot", "onehot.npz"], [numpy.abs(maps[n].astype(float) * seen[n]).sum(axis=0)
                                                        for n in maps])):
        scores.table("spectrum of maps", scores.run("spectrum", *words, "map.npz"),
                     means([of_maps.spectrum(track) for track in tracks], errors=True), 1e-12)


def stability(scores):
    rng = numpy.random.default_rng(26)
    names, files = [f"s{i}" for i in range(5)], ["a.npz", "b.npz", "c.npz"]
    shared = {name: rng.normal(size=(4, 30)) for name in names}
    maps = {file: {name: (shared[name] + rng.normal(size=(4, 30))).round(0 if name == "s1" else 6).astype(
        numpy.float32) for name in (names if file != "b.npz" else names[::-1])} for file in files}
    maps["a.npz"]["s2"][:] = 0
    maps["b.npz"]["s3"][:] = 1
    maps["c.npz"]["s4"][:, 5:] = 0
    for file, own in maps.items():
        write_maps(scores.path(file), own)
    for words, pairs in ((files, list(itertools.combinations(files, 2))),
                         (["a.npz", "b.npz", "--against", "c.npz"], [("a.npz", "c.npz"), ("b.npz", "c.npz")])):
        for top in (20, 7):
            found = [likeness_lines({file: own[name].astype(float) for file, own in maps.items()}, pairs, top)
                     for name in names]
            scores.table("stability", scores.run("stability", "--top", top, *words), means(found, errors=True), 1e-12)


def likeness_lines(own, pairs, top):
    by_pair = {pair: of_maps.likeness(own[pair[0]], own[pair[1]], top) for pair in pairs}
    lines = {}
    for metric in next(iter(by_pair.values())):
        groups = {"mean": list(by_pair)} | {" ".join(pair): [pair] for pair in pairs}
        groups |= {file: [pair for pair in pairs if file in pair] for file in own}
        for group, members in groups.items():
            values = [by_pair[pair][metric] for pair in members if not math.isnan(by_pair[pair][metric])]
            lines[metric, group] = float(numpy.mean(values)) if values else NAN
    return lines


def overlap(scores):
    rng = numpy.random.default_rng(27)
    tracks = {("chr1", 100): single(rng.normal(size=80)), ("chr1", 200): single(rng.normal(size=50).round()),
              ("chr2", 0): single(rng.normal(size=40)), ("chr3", 10): numpy.ones(20), ("chr4", 5): single([0, 0, 0, 0])}
    regions = {"chr1": [(90, 110, 5), (105, 120, -1), (240, 260, 3)], "chr3": [(12, 15, 0)], "chr4": [(0, 7, -1)],
               "chr9": [(1, 2, 0)]}
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
            share = ratio(track[within].sum(), track.sum()) if within.any() else NAN
            summits = [a + s if s >= 0 else (a + b) // 2 for a, b, s in own]
            distance = [min((abs(i - s) for s in summits), default=0) for i in places]
            found.append({("importance_share", "mean"): share,
                          ("base_share", "mean"): within.mean() if within.any() else NAN,
                          ("importance_enrichment", "mean"): share / within.mean() if within.any() else NAN,
                          ("spearman", "summit_distance"): formulas.spearman(track, distance) if own else NAN})
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
    """trust is an affine function of ln(kld), the high frequencies and the agreement of strands: known up to its
    constants, which as many runs give as there are constants, and which hold in all others."""
    rng = numpy.random.default_rng(29)
    names, motif = [f"s{i}" for i in range(12)], rng.normal(size=(4, 8))
    runs = []
    for trial in range(7):
        length, window = 60 + trial, (8, 1, 3, 8, 6, 8, 5)[trial]
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
                          window, "--kept", kept, "map.npz")
        found = [consistency_figures(files, seen, name) for name in names]
        whole = [corrected(own) for own in files["map"].values()]
        expected = means(found, errors=True)
        divergence = of_maps.window_divergence([m * s for m, s in zip(whole, seen.values())], window, kept)
        expected |= {("kld", "published"): (of_maps.window_divergence(whole, 6, 0.04), 12),
                     ("kld", "observed"): (divergence, 12)}
        scores.table(f"consistency {trial}", [row for row in rows if row["metric"] != "trust"], expected, 1e-12)
        trust = {row["group"]: float(row["value"]) for row in rows if row["metric"] == "trust"}
        runs.append(([1, math.log(divergence), expected["high_frequency", "signed"][0],
                      expected["agreement", "reversed"][0]], trust))
    for group, parts in (("patterns", 3), ("score", 4)):
        inputs, values = numpy.array([x[:parts] for x, _ in runs]), numpy.array([t[group] for _, t in runs])
        constants = numpy.linalg.solve(inputs[:parts], values[:parts])
        scores.checks.that(numpy.allclose(inputs @ constants, values, rtol=0, atol=1e-5), f"trust {group}")
        scores.checks.that((constants[1:] * [1, -1, 1][:parts - 1] > 0).all(), f"signs of trust {group}: {constants}")


def consistency_figures(files, seen, name):
    own = {key: corrected(maps[name]) for key, maps in files.items()}
    base = seen[name].astype(float)
    main, turned = own["map"] * base, own["reversed"][::-1, ::-1] * base
    # Column i of the shifted map is column i + 3 of the sequence.
    shifted = own["shifted"][:, :-3] * base[:, 3:]
    track = main.sum(axis=0)
    return {("high_frequency", "signed"): of_maps.high_frequency(track, of_maps.default_limit(len(track))),
            ("agreement", "reversed"): of_maps.cosine(main, turned),
            ("agreement", "shifted"): of_maps.cosine(main[:, 3:], shifted),
            ("agreement", "seeds"): (of_maps.cosine(main, own["seed1"] * base)
                                     + of_maps.cosine(main, own["seed2"] * base)) / 2}


CASES = {"profile": profile, "attribution": attribution, "cosines": cosines, "spectrum": spectrum,
         "stability": stability, "overlap": overlap, "subsets": subsets_of_sites,
         "subsets of two files": subsets_of_two_files, "consistency": consistency}
