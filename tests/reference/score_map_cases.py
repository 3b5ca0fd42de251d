"""Cases of score_test.py whose input are profiles, tracks, maps and subsets."""

import itertools
import math

import numpy

import score_formulas as formulas
import score_map_formulas as of_maps
from score_formulas import NAN
from score_support import means, onehot, rows_in, single, write_bedgraph, write_maps, write_table
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


def gaps(scores):
    """Bases that have truth and no value, inside and at the end, are 0, or not scored: then they end every run."""
    rng = numpy.random.default_rng(33)
    bits, score = numpy.repeat([0, 1.5, 0.05, 0], 8), single(rng.normal(size=32))
    score[rng.choice(32, 6, replace=False)] = NAN
    score[-2:] = NAN
    write_bedgraph(scores.path("track.bedgraph"), {"s": score})
    write_bedgraph(scores.path("bits.bedgraph"), {"s": bits})
    there = ~numpy.isnan(score)
    for word, kept, values in (("zero", there | True, numpy.nan_to_num(score)), ("skip", there, score)):
        rows = scores.run("attribution", "--truth", "bits.bedgraph", "--missing", word, "track.bedgraph")
        found = {(row["metric"], row["group"]): row["value"] for row in rows}
        signal, values = bits[kept] > 0.01, values[kept]
        scores.number(found["auroc", "seed3"], formulas.auroc(signal, values), word)
        scores.number(found["aupr", "seed3"], formulas.aupr(signal, values), word)
        strong = (bits[kept] > 0.1) | (bits[kept] == 0)
        scores.number(found["auroc", "seed1"], formulas.auroc(bits[kept][strong] > 0.1, values[strong]), word)
        whole = numpy.where(kept, numpy.nan_to_num(score), NAN)
        for key, value in of_maps.localisation(whole, bits > 0.01, scored=kept).items():
            scores.number(found[key, "seed3"], float(value), f"{word} {key}")
    scores.refuses("attribution", "--truth", "bits.bedgraph", "track.bedgraph")


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


def spectrum(scores):
    rng = numpy.random.default_rng(25)
    tracks = {"even": rng.normal(size=64), "odd": rng.normal(size=45), "prime": rng.normal(size=101) ** 3,
              "flat": numpy.ones(20), "zeros": numpy.zeros(20), "one": numpy.array([3.0]),
              "two": numpy.array([1.0, -2]), "five": rng.normal(size=5)}
    tracks = {(name, 0): single(track) for name, track in tracks.items()}
    tracks["odd", 70] = single(rng.normal(size=30))
    tracks["odd", 110] = numpy.zeros(16)
    tracks = dict(sorted(tracks.items()))
    for limit in (0, 7):
        long = {key: track for key, track in tracks.items() if len(track) > 2 * limit}
        write_bedgraph(scores.path("track.bedgraph"), long)
        rows = scores.run("spectrum", "--frequency-limit", limit, "--per-sequence", "each.tsv", "track.bedgraph")
        found = {(f"{name}:{start}-{start + len(track)}" if start else name): of_maps.spectrum(numpy.abs(track), limit)
                 for (name, start), track in long.items()}
        scores.table("spectrum", rows, means(list(found.values()), errors=True), 1e-12)
        for row in rows_in(scores.path("each.tsv")):
            scores.number(row["value"], found[row["name"]][row["metric"], row["group"]], str(row), 1e-12)
    scores.refuses("spectrum", "--frequency-limit", 8, "track.bedgraph")  # half of the zeros at odd:110
    maps = {f"s{i}": rng.normal(size=(4, 40)).astype(numpy.float32) for i in range(3)}
    seen = {name: onehot(random_sequence(40, rng)).astype(numpy.float32) for name in maps}
    write_maps(scores.path("map.npz"), maps)
    write_maps(scores.path("onehot.npz"), seen)
    for words, tracks in (([], [numpy.abs(m.astype(float)).sum(axis=0) for m in maps.values()]),
                          (["--onehot", "onehot.npz"], [numpy.abs(maps[n].astype(float) * seen[n]).sum(axis=0)
                                                        for n in maps])):
        scores.table("spectrum of maps", scores.run("spectrum", *words, "map.npz"),
                     means([of_maps.spectrum(track) for track in tracks], errors=True), 1e-12)
    for value in (NAN, math.inf):
        maps["s1"][2, 3] = value
        write_maps(scores.path("map.npz"), maps)
        scores.refuses("spectrum", "map.npz")
        scores.refuses("stability", "map.npz", "onehot.npz")


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


CASES = {"profile": profile, "attribution": attribution, "gaps in a track": gaps, "cosines": cosines,
         "spectrum": spectrum, "stability": stability}
