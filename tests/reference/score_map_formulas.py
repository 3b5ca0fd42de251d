"""Metrics of profiles, tracks, maps and subsets in plain NumPy, by the formulas of the papers that siskin-score's page
names."""

import math

import numpy

from score_formulas import NAN, auroc, aupr, average_precision, pearson, ratio, spearman

# Profiles: Avsec et al. (2021), Tseng, Shrikumar & Kundaje (2020).


def multinomial_nll(shares, counts):
    p = numpy.maximum(shares / shares.sum(), 1e-12)
    factorials = sum(math.lgamma(x + 1) for x in counts)
    return -(math.lgamma(counts.sum() + 1) - factorials + (counts * numpy.log(p)).sum())


def divergence(p, q):
    """Jensen-Shannon in nats; the square of scipy.spatial.distance.jensenshannon."""
    if p.sum() <= 0 or q.sum() <= 0:
        return NAN
    p, q = p / p.sum(), q / q.sum()
    m = (p + q) / 2
    return 0.5 * sum((x[x > 0] * numpy.log(x[x > 0] / m[x > 0])).sum() for x in (p, q))


def smoothed(signal, sigma):
    """scipy.ndimage.gaussian_filter1d(truncate=1, mode='reflect')."""
    reach = int(sigma + 0.5)
    kernel = numpy.exp(-0.5 * (numpy.arange(-reach, reach + 1) / sigma) ** 2)
    return numpy.convolve(numpy.pad(signal, reach, mode="symmetric"), kernel / kernel.sum(), mode="valid")


def binned(signal, width, how):
    return numpy.array([getattr(numpy, how)(signal[i:i + width]) for i in range(0, len(signal), width)])


def one_distribution(shares, counts, sigma):
    """The first six metrics; both (strands, positions) of which all strands are one distribution."""
    q, x = shares.ravel(), counts.ravel()
    jsd = divergence(q, x)
    flat = math.sqrt(divergence(numpy.ones(len(x)), x))
    soft = divergence(*(numpy.concatenate([smoothed(track, sigma) for track in y]) for y in (shares, counts)))
    return (multinomial_nll(q, x), jsd, math.sqrt(jsd), 1 - math.sqrt(jsd) / flat if flat else NAN, soft,
            math.sqrt(soft))


def profile(shares, counts, sigma, bins, how, joint):
    """Metrics of one window; both (strands, positions), shares not normalised."""
    kept = numpy.array([joint or x.any() for x in counts])
    shares, counts = shares[kept], counts[kept]
    parts = [slice(None)] if joint else [slice(i, i + 1) for i in range(len(counts))]
    names = ["nll", "jsd", "jsd_distance", "jsd_normalised", "jsd_smoothed", "jsd_distance_smoothed"]
    result = dict(zip(names, numpy.mean([one_distribution(shares[s], counts[s], sigma) for s in parts], axis=0)))
    found, truth = (numpy.concatenate([y[s] / y[s].sum() for s in parts]) for y in (shares, counts))
    for width in bins:
        q, p, reads = (numpy.concatenate([binned(track, width, how) for track in y]) for y in (found, truth, counts))
        peak, background = (reads >= 3) & (p >= 0.15), p <= 0.05
        scored = peak | background
        result |= {f"pearson_{width}": pearson(q, p), f"spearman_{width}": spearman(q, p),
                   f"mse_{width}": ((q - p) ** 2).mean(),
                   f"average_precision_{width}": average_precision(peak[scored].astype(int), q[scored])}
    return result


# Attribution against truth: Koo & Ploenzke (2021), Majdandzic, Rajesh & Koo (2023).


def signal_to_noise(scores, bits, top):
    if not (bits > 0.1).any():
        return NAN
    noise = numpy.sort(scores[(scores > 0) & (bits == bits.min())])[::-1]
    return scores[bits > 0.1].mean() / noise[:top].mean() if len(noise) >= top else 0.0


def runs(mask):
    """Half-open intervals of true values."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], mask.astype(int), [0]])))
    return list(zip(edges[::2], edges[1::2]))


def expected_top(scores, inside, number):
    """How many of the `number` highest are inside, averaged over the orders of equal ones."""
    hits = 0.0
    for t in sorted(set(scores), reverse=True):
        tied = scores == t
        taken = min(max(number - (scores > t).sum(), 0), tied.sum())
        hits += taken * inside[tied].mean()
    return hits


def called(scores, share, gap, scored):
    """Intervals of called bases; those on either side of a base that is not scored are never one."""
    largest = scores[scored].max()
    found = []
    for first, last in runs(scored) if largest > 0 else []:
        joined = []
        for start, end in runs(scores[first:last] >= share * largest):
            if joined and first + start - joined[-1][1] <= gap:
                joined[-1] = (joined[-1][0], first + end)
            else:
                joined.append((first + start, first + end))
        found += joined
    return found


def iou(one, other):
    shared = len(one & other)
    return ratio(shared, len(one | other))


def instances(scores, signal, scored):
    items = []
    for first, last in runs(scored):
        own, inside = scores[first:last], signal[first:last]
        wide = numpy.array([inside[max(i - 5, 0):i + 5].any() for i in range(last - first)])
        items += [(label, own[a:b].max()) for label, mask in ((1, wide), (0, ~wide)) for a, b in runs(mask)]
    labels, best = zip(*items)
    return auroc(labels, best), aupr(labels, best)


def localisation(scores, signal, share=0.25, gap=3, scored=None):
    """`scored`: which bases are; what the others hold does not matter."""
    scored = numpy.ones(len(signal), dtype=bool) if scored is None else scored
    signal = signal & scored
    calls, truth = called(scores, share, gap, scored), runs(signal)
    spread = [set(range(a, b)) for a, b in calls]
    best = [max([iou(set(range(a, b)), one) for one in spread], default=0.0) for a, b in truth]
    area, under = instances(scores, signal, scored)
    hits = expected_top(scores[scored], signal[scored], signal.sum())
    return {"top_recall": ratio(hits, signal.sum()),
            "base_iou": iou(set().union(*spread), set(numpy.flatnonzero(signal))),
            "interval_iou": numpy.mean(best) if best else NAN, "instance_auroc": area, "instance_aupr": under}


def cosine(a, b):
    return (a * b).sum() / math.sqrt((a * a).sum() * (b * b).sum()) if a.any() and b.any() else 0.0


def model_cosines(found, model):
    signal = model.astype(float) - 0.25
    columns = [cosine(found[:, i], signal[:, i]) for i in range(signal.shape[1]) if signal[:, i].any()]
    return (cosine(found, signal), numpy.mean(columns)) if columns else (NAN, NAN)


# Smoothness: Tseng, Shrikumar & Kundaje (2020).


def magnitudes(track):
    """The discrete Fourier transform by its definition, frequencies 0 .. length / 2."""
    n = len(track)
    k = numpy.arange(n // 2 + 1)[:, None]
    return numpy.abs((track * numpy.exp(-2j * numpy.pi * k * numpy.arange(n) / n)).sum(axis=1))


def default_limit(length):
    return max(1, math.floor(length / 6.7 + 0.5))


def high_frequency(track, limit):
    m = magnitudes(track)
    k = numpy.arange(len(m))
    counted = (k >= 1) & (k < len(track) / 2)
    whole = m[counted].sum()
    return m[counted & (k > limit)].sum() / whole if whole > 1e-12 * max(1, m[0]) else NAN


def prior_loss(track, limit):
    kernel = numpy.exp(-0.5 * (numpy.arange(-3, 4) / 3) ** 2)
    m = magnitudes(numpy.convolve(track, kernel / kernel.sum())[3:-3])
    k = numpy.arange(len(m))
    weights = numpy.where(k <= limit, 1.0, 1 / (1 + numpy.maximum(k - limit, 0) ** 0.2))
    weights[0] = 0
    return 1 - (m / m.sum() * weights).sum() if m.sum() else 1.0


def entropy(values):
    p = values / values.sum()
    return -(p * numpy.log2(p)).sum()


def spectrum(track, limit=0):
    total, n = track.sum(), len(track)
    variation = numpy.abs(numpy.diff(track)).sum()
    limit = limit or default_limit(n)
    return {("high_frequency", "share"): high_frequency(track, limit),
            ("fourier_prior", "loss"): prior_loss(track, limit),
            ("entropy", "published"): entropy(track + 0.001),
            ("entropy", "relative"): entropy(track + 0.001 * total / n) if total else NAN,
            ("gini", "relative"): ratio(numpy.abs(track[:, None] - track[None]).sum(), 2 * n * total),
            ("total_variation", "published"): variation,
            ("total_variation", "relative"): ratio(variation, total)}


# Likeness of maps.


def jaccard_sum(a, b):
    result = 0.0
    for x, y in zip(a.T, b.T):
        u, v = (z / numpy.abs(z).sum() if z.any() else z for z in (x, y))
        most = numpy.maximum(numpy.abs(u), numpy.abs(v)).sum()
        if most:
            result += (numpy.minimum(numpy.abs(u), numpy.abs(v)) * numpy.sign(u) * numpy.sign(v)).sum() / most
    return result


def top_weights(found, top):
    """Probability of each base to be drawn among the `top` most important ones, which tied ones are at random."""
    importance = numpy.abs(found).sum(axis=0)
    return numpy.array([min(1, max(0, (top - (importance > x).sum()) / (importance == x).sum())) for x in importance])


def top_overlap(a, b, top):
    """Expected share of the chosen bases that two independent choices have in common."""
    if top >= a.shape[1] or not a.any() or not b.any():
        return NAN
    return (top_weights(a, top) * top_weights(b, top)).sum() / top


def likeness(a, b, top=20):
    total = jaccard_sum(a, b)
    return {"jaccard": total / a.shape[1], "jaccard_sum": total, "cosine": cosine(a, b),
            "pearson": pearson(a.ravel(), b.ravel()), "spearman": spearman(a.ravel(), b.ravel()),
            "top_overlap": top_overlap(a, b, top)}


# Consistency: Majdandzic et al. (2022).


def window_sums(found, window):
    lengths = math.fsum(math.sqrt((column ** 2).sum()) for column in found.T)
    scaled = found / lengths if lengths else found
    return sum(numpy.roll(scaled, -i, axis=1) for i in range(window))


def window_divergence(maps, window, kept):
    """As their published code: angles from 0 to pi (the azimuth halved), boxes of 0.1. Coordinates are rounded to
    single precision, in which siskin holds them."""
    a, c, g, t = numpy.concatenate([window_sums(one, window) for one in maps], axis=1)
    x, y, z = (v.astype(numpy.float32).astype(float) for v in (
        (c - a) / math.sqrt(2), math.sqrt(2 / 3) * (g - (a + c) / 2), math.sqrt(3 / 4) * (t - (a + c + g) / 3)))
    length = numpy.sqrt(x * x + y * y + z * z)
    number = int(kept * len(length))
    if number == 0:
        return NAN
    chosen = (length >= numpy.sort(length)[::-1][number - 1]) & (length > 0)
    boxes = numpy.zeros((31, 31))
    for u, v, w, r in zip(x[chosen], y[chosen], z[chosen], length[chosen]):
        azimuth = math.atan2(v, u) / 2 + math.pi / 2
        polar = math.acos(min(1, max(-1, w / r)))
        boxes[min(30, int(azimuth / 0.1)), min(30, int(polar / 0.1))] += r * r
    if not chosen.any():
        return NAN
    p = boxes / boxes.sum()
    inner = range(1, 30)
    return sum(p[i, j] * math.log(p[i, j] / p[max(i - 3, 1):i + 3, max(j - 3, 1):j + 3].mean())
               for i in inner for j in inner if p[i, j] > 0)


# The angle of a gradient to sequences: Majdandzic, Rajesh & Koo (2023).


def simplex_angles(found):
    """Degrees to the plane in which the channels sum to the same, by position: to its normal vector, taken off 90."""
    normal = numpy.full(4, 0.5)
    return numpy.array([90 - math.degrees(math.acos(min(1, abs(column @ normal) / math.sqrt(column @ column))))
                        for column in found.T if column.any()])


# Recurrence, siskin's own.

WIDTH, SHIFT, NEIGHBOURS, ASKED = 10, 4, 10, 120


def asked(number):
    """Which of `number` sequences are: at most 120, evenly spaced."""
    return [i for i in range(number) if number <= ASKED or ASKED * (i + 1) // number != ASKED * i // number]


def strongest(found, number):
    """Starts of the windows with the largest sums above 0, one after the other, none over another."""
    track = found.sum(axis=0)
    sums, starts = [track[i:i + WIDTH].sum() for i in range(len(track) - WIDTH + 1)], []
    for i in sorted(range(len(sums)), key=lambda i: -sums[i]):
        if sums[i] > 0 and len(starts) < number and all(abs(i - start) >= WIDTH for start in starts):
            starts.append(i)
    return starts


def unit(vector):
    length = math.sqrt((vector * vector).sum())
    return vector / length if length else vector


def recurrence(maps, number):
    """Of corrected maps times sequence: mean over the windows of all, weighted with their share of importance, of the
    mean cosine with the ten most alike windows of other sequences."""
    maps = [maps[i] for i in asked(len(maps))]
    owners, weights, windows, readings = [], [], [], []
    for owner, found in enumerate(maps):
        size, flanked = numpy.abs(found.sum(axis=0)), numpy.pad(found, ((0, 0), (SHIFT, SHIFT)))
        for start in strongest(found, number):
            stretch = flanked[:, start:start + WIDTH + 2 * SHIFT]
            owners.append(owner)
            weights.append(size[start:start + WIDTH].sum() / size.sum())
            windows.append(unit(found[:, start:start + WIDTH].ravel()))
            readings.append([unit(strand[:, i:i + WIDTH].ravel()) for strand in (stretch, stretch[::-1, ::-1])
                             for i in range(2 * SHIFT + 1)])
    if not windows:
        return 0.0
    readings, owners, means = numpy.array(readings), numpy.array(owners), []
    for owner, window in zip(owners, windows):
        others = (readings[owners != owner] @ window).max(axis=1, initial=-1)
        best = sorted([*others, *[0.0] * max(0, NEIGHBOURS - len(others))], reverse=True)
        means.append(sum(best[:NEIGHBOURS]) / NEIGHBOURS)
    return numpy.average(means, weights=weights)
