"""Tomtom's statistics by enumeration of every motif that can be drawn from a small database, and q-values."""

import itertools
import math

import numpy

BASES = 4


def with_pseudocount(matrix, sites, pseudocount):
    return (matrix * sites + pseudocount / BASES) / (sites + pseudocount)


def column_score(x, y, kind):
    """Gupta et al. (2007); larger is more alike."""
    if kind == "euclidean":
        return -math.sqrt(((x - y) ** 2).sum())
    if kind == "kullback-leibler":
        return -0.5 * ((x - y) * (numpy.log10(x) - numpy.log10(y))).sum()
    u, v = x - x.mean(), y - y.mean()
    whole = math.sqrt((u * u).sum() * (v * v).sum())
    return (u * v).sum() / whole if whole > 1e-12 else 0.0


def integer_scores(query, columns, kind):
    """Complete scores of Tanaka et al. (2011) as Tomtom's whole numbers: (rows, columns), and that of no column."""
    scores = numpy.array([[column_score(x, y, kind) for y in columns] for x in query])
    scores -= numpy.sort(scores, axis=1)[:, [(len(columns) - 1) // 2]]
    offset = math.floor(scores.min())
    scale = math.floor(100 / (scores.max() - offset))
    return numpy.floor((scores - offset) * scale + 0.5).astype(int), math.floor(-offset * scale + 0.5)


def placements(rows, width, least):
    """Offsets of the known motif's first column with enough rows in common."""
    least = min(least, rows, width)
    return [o for o in range(1 - width, rows) if min(rows, o + width) - max(0, o) >= least]


def total(scores, unaligned, picks, offset):
    rows = len(scores)
    return sum(scores[r][picks[r - offset]] if 0 <= r - offset < len(picks) else unaligned for r in range(rows))


def reverse(matrix):
    return matrix[::-1, ::-1]


def null_tail(scores, unaligned, width, least, score):
    """Probability that the largest of the sums over all offsets is `score` or more, sums taken as independent, each
    over all ways to draw as many columns as it needs."""
    below = 1.0
    for offset in placements(len(scores), width, least):
        ways = itertools.product(range(len(scores[0])), repeat=width)
        sums = [total(scores, unaligned, picks, offset) for picks in ways]
        below *= 1 - numpy.mean(numpy.array(sums) >= score)
    return 1 - below


def compare(query, targets, kind, both, least):
    """p-value, offset, overlap and strand of every target; matrices hold their pseudocounts."""
    strands = [False, True] if both else [False]
    columns = [row for back in strands for target in targets for row in (reverse(target) if back else target)]
    scores, unaligned = integer_scores(query, columns, kind)
    ends = numpy.cumsum([len(t) for t in targets])
    results = []
    for i, target in enumerate(targets):
        found = []
        for back in strands:
            start = ends[i] - len(target) + (ends[-1] if back else 0)
            picks = range(start, start + len(target))
            for o in placements(len(query), len(target), least):
                overlap = min(len(query), o + len(target)) - max(0, o)
                found.append((-total(scores, unaligned, picks, o), -overlap, back, o))
        best = min(found)
        one = null_tail(scores, unaligned, len(target), least, -best[0])
        results.append({"p": 1 - (1 - one) ** len(strands), "score": -best[0],
                        "places": {(-o, -n, back) for s, n, back, o in found if (s, n) == best[:2]}})
    return results


def null_share(p_values):
    """pi0est(pi0.method = "bootstrap") of R's qvalue, which is Storey, Taylor & Siegmund (2004, section 6) with the
    bootstrap's expectation in closed form and the 10 % quantile for the smallest estimate."""
    p, m = numpy.asarray(p_values), len(p_values)
    lambdas = numpy.array([i / 20 for i in range(1, 20)])
    above = numpy.array([(p >= x).sum() for x in lambdas])
    estimates = above / (m * (1 - lambdas))
    errors = above * (1 - above / m) / (m * (1 - lambdas)) ** 2
    errors = errors + (estimates - numpy.quantile(estimates, 0.1)) ** 2
    return min(1, max(1 / m, estimates[errors <= errors.min() + 1e-15].min()))


def q_values(p_values):
    """Storey & Tibshirani (2003): the smallest false discovery rate of any cut that lets it pass. Of fewer than 100 the
    share of true nulls is not estimated but 1: Benjamini & Hochberg (1995)."""
    p, m = numpy.asarray(p_values), len(p_values)
    share = null_share(p) if m >= 100 else 1
    return [min(share * m * t / (p <= t).sum() for t in p if t >= x) for x in p]
