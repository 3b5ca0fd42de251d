"""Metrics of predictions, ranks and tests in plain NumPy, by the letter of their definitions: sums over all pairs,
enumeration of all assignments and numerical integrals where a program would be cleverer."""

import itertools
import math

import numpy

NAN = float("nan")


def ratio(part, whole):
    return part / whole if whole else NAN


def average_ranks(values):
    """1 + how many are smaller + half of how many others are equal (method 'average' of scipy.stats.rankdata)."""
    values = numpy.asarray(values, dtype=float)
    return numpy.array([1 + (values < x).sum() + ((values == x).sum() - 1) / 2 for x in values])


def pearson(a, b):
    """scipy.stats.pearsonr."""
    a, b = numpy.asarray(a, dtype=float), numpy.asarray(b, dtype=float)
    if len(a) < 2 or (a == a[0]).all() or (b == b[0]).all():
        return NAN
    a, b = a - a.mean(), b - b.mean()
    return (a * b).sum() / math.sqrt((a * a).sum() * (b * b).sum())


def spearman(a, b):
    """scipy.stats.spearmanr."""
    return pearson(average_ranks(a), average_ranks(b)) if len(a) > 1 else NAN


def auroc(labels, scores):
    """sklearn.metrics.roc_auc_score: the share of the pairs (positive, negative) in order, ties counting half."""
    labels, scores = numpy.asarray(labels), numpy.asarray(scores, dtype=float)
    pairs = scores[labels == 1][:, None] - scores[labels == 0][None]
    return ratio((pairs > 0).sum() + 0.5 * (pairs == 0).sum(), pairs.size)


def curve(labels, scores, negative_weight=1):
    """Recall and precision when all scores >= t are called, t from the highest (sklearn precision_recall_curve)."""
    labels, scores = numpy.asarray(labels), numpy.asarray(scores, dtype=float)
    points = []
    for t in sorted(set(scores), reverse=True):
        true, false = (labels[scores >= t] == 1).sum(), (labels[scores >= t] == 0).sum()
        points.append((true / (labels == 1).sum(), true / (true + negative_weight * false)))
    return points


def both_classes(labels):
    return 0 < numpy.sum(labels) < len(labels)


def aupr(labels, scores, negative_weight=1, start=True):
    """Trapezoids (sklearn.metrics.auc); `start`: with the point (0, 1), as sklearn adds it."""
    if not both_classes(labels):
        return NAN
    points = ([(0, 1)] if start else []) + curve(labels, scores, negative_weight)
    return sum((r1 - r0) * (p0 + p1) / 2 for (r0, p0), (r1, p1) in zip(points, points[1:]))


def average_precision(labels, scores, negative_weight=1):
    """sklearn.metrics.average_precision_score."""
    if not both_classes(labels):
        return NAN
    points = [(0, 1)] + curve(labels, scores, negative_weight)
    return sum((r1 - r0) * p1 for (r0, _), (r1, p1) in zip(points, points[1:]))


def classification(labels, scores, probabilities=None, threshold=0.5, negative_weight=None):
    """Every metric of a binary task; sklearn.metrics where it has them, NaN for 0 / 0."""
    labels, scores = numpy.asarray(labels), numpy.asarray(scores, dtype=float)
    result = {"auroc": auroc(labels, scores), "aupr": aupr(labels, scores),
              "average_precision": average_precision(labels, scores)}
    if negative_weight is not None:
        result["aupr_corrected"] = aupr(labels, scores, negative_weight)
        result["average_precision_corrected"] = average_precision(labels, scores, negative_weight)
    if probabilities is None:
        return result
    p = numpy.asarray(probabilities, dtype=float)
    calls = p >= threshold
    tp, fp = (calls & (labels == 1)).sum(), (calls & (labels == 0)).sum()
    tn, fn = (~calls & (labels == 0)).sum(), (~calls & (labels == 1)).sum()
    right = numpy.maximum(numpy.where(labels == 1, p, 1 - p), 1e-15)
    result |= {"log_loss": -numpy.log(numpy.minimum(right, 1 - 1e-15)).mean(),
               "accuracy": (tp + tn) / len(p), "precision": ratio(tp, tp + fp), "recall": ratio(tp, tp + fn),
               "specificity": ratio(tn, tn + fp), "f1": ratio(2 * tp, 2 * tp + fp + fn),
               "mcc": ratio(tp * tn - fp * fn, math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
               "brier": ((p - labels) ** 2).mean()}
    error = 0
    for low in range(10):
        inside = (p >= low / 10) & ((p < (low + 1) / 10) | (low == 9))
        if inside.any():
            error += inside.sum() * abs(p[inside].mean() - labels[inside].mean())
    return result | {"calibration_error": error / len(p)}


def regression(truth, found):
    """sklearn.metrics.r2_score, mean_squared_error, mean_absolute_error; NaN without spread."""
    truth, found = numpy.asarray(truth, dtype=float), numpy.asarray(found, dtype=float)
    rest, spread = ((truth - found) ** 2).sum(), ((truth - truth.mean()) ** 2).sum()
    return {"pearson": pearson(truth, found), "spearman": spearman(truth, found),
            "r2": 1 - rest / spread if (truth != truth[0]).any() else NAN,
            "mse": rest / len(truth), "mae": numpy.abs(truth - found).mean()}


def placements(labels, scores):
    labels, scores = numpy.asarray(labels), numpy.asarray(scores, dtype=float)
    wins = scores[labels == 1][:, None] - scores[labels == 0][None]
    wins = (wins > 0) + 0.5 * (wins == 0)
    return wins.mean(axis=1), wins.mean(axis=0)


def delong(labels, *models):
    """Areas of one or two models, and the variance of the area (of the difference) by DeLong et al. (1988)."""
    parts = [placements(labels, scores) for scores in models]
    areas = [ten.mean() for ten, _ in parts]
    ten, one = parts[0] if len(parts) == 1 else (parts[0][0] - parts[1][0], parts[0][1] - parts[1][1])
    return areas, ten.var(ddof=1) / len(ten) + one.var(ddof=1) / len(one)


def two_sided_normal(z):
    return math.erfc(abs(z) / math.sqrt(2))


def bisect(function, target, low, high):
    """x at which a rising function reaches the target."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < target else (low, middle)
    return (low + high) / 2


def normal_quantile(p):
    return bisect(lambda x: 1 - 0.5 * math.erfc(x / math.sqrt(2)), p, -10, 10)


NODES, WEIGHTS = numpy.polynomial.legendre.leggauss(200)


def t_tail(t, freedom):
    """P(T >= t) for t >= 0: T = sqrt(freedom) tan(u) makes the density cos(u)^(freedom - 1) over an angle, which
    Gauss-Legendre quadrature integrates."""
    def area(low, high):
        u = low + (high - low) * (NODES + 1) / 2
        return (WEIGHTS * numpy.cos(u) ** (freedom - 1)).sum() * (high - low) / 2

    # cos^(v-1) is not smooth at pi/2 for small v, so the whole is taken from the Gamma function.
    half = 0.5 * math.sqrt(math.pi) * math.exp(math.lgamma(freedom / 2) - math.lgamma((freedom + 1) / 2))
    angle = math.atan(t / math.sqrt(freedom))
    return 0.5 - 0.5 * area(0, angle) / half if angle < 1.2 else tail_of_angle(angle, freedom) / (2 * half)


def tail_of_angle(angle, freedom):
    """The integral of sin(w)^(v-1) for w from 0 to pi/2 - angle; w = s^2 tames the end for v < 2."""
    top = math.sqrt(math.pi / 2 - angle)
    s = top * (NODES + 1) / 2
    return (WEIGHTS * numpy.sin(s * s) ** (freedom - 1) * 2 * s).sum() * top / 2


def t_quantile(p, freedom):
    return bisect(lambda t: 1 - t_tail(t, freedom), p, 0, 1e4)


def side(test_statistic_tail, t, alternative):
    """A p-value from the upper tail of a symmetric law."""
    upper = test_statistic_tail(abs(t))
    greater = upper if t >= 0 else 1 - upper
    return {"two-sided": 2 * upper, "greater": greater, "less": 1 - greater}[alternative]


def welch(a, b, alternative="two-sided", confidence=0.95):
    """scipy.stats.ttest_ind(equal_var=False); Hedges' g with the usual factor."""
    n, m = len(a), len(b)
    va, vb = numpy.var(a, ddof=1) / n, numpy.var(b, ddof=1) / m
    freedom = (va + vb) ** 2 / (va ** 2 / (n - 1) + vb ** 2 / (m - 1))
    difference, error = numpy.mean(a) - numpy.mean(b), math.sqrt(va + vb)
    pooled = math.sqrt(((n - 1) * n * va + (m - 1) * m * vb) / (n + m - 2))
    reach = t_quantile(0.5 + confidence / 2, freedom) * error
    return {"value": difference, "low": difference - reach, "high": difference + reach,
            "statistic": difference / error,
            "p": side(lambda t: t_tail(t, freedom), difference / error, alternative),
            "effect": difference / pooled * (1 - 3 / (4 * (n + m) - 9))}


def paired_t(a, b, alternative="two-sided", confidence=0.95):
    """scipy.stats.ttest_rel; Cohen's d_z."""
    d = numpy.asarray(a) - numpy.asarray(b)
    n, spread = len(d), numpy.std(d, ddof=1)
    t = d.mean() / (spread / math.sqrt(n))
    reach = t_quantile(0.5 + confidence / 2, n - 1) * spread / math.sqrt(n)
    return {"value": d.mean(), "low": d.mean() - reach, "high": d.mean() + reach, "statistic": t,
            "p": side(lambda x: t_tail(x, n - 1), t, alternative), "effect": d.mean() / spread}


def exact_p(values, found, alternative):
    """From the equally likely values of a statistic under the null."""
    values = numpy.asarray(values)
    greater, less = (values >= found - 1e-9).mean(), (values <= found + 1e-9).mean()
    return {"two-sided": min(1, 2 * min(greater, less)), "greater": greater, "less": less}[alternative]


def normal_p(found, mean, deviation, alternative):
    def upper(x):
        return 0.5 * math.erfc((x - mean) / deviation / math.sqrt(2))
    greater, less = upper(found - 0.5), 1 - upper(found + 0.5)
    return {"two-sided": min(1, 2 * min(greater, less)), "greater": greater, "less": less}[alternative]


def ties(values):
    return sum(count ** 3 - count for count in numpy.unique(values, return_counts=True)[1])


def wilcoxon(a, b, alternative="two-sided", exact=True):
    """scipy.stats.wilcoxon(zero_method='wilcox'), exact by all signs, or its normal law with continuity."""
    d = numpy.asarray(a, dtype=float) - numpy.asarray(b, dtype=float)
    kept = d[d != 0]
    ranks = average_ranks(numpy.abs(kept))
    found, n = ranks[kept > 0].sum(), len(kept)
    if exact:
        sums = [sum(r for r, up in zip(ranks, signs) if up) for signs in itertools.product((0, 1), repeat=n)]
        p = exact_p(sums, found, alternative)
    else:
        variance = n * (n + 1) * (2 * n + 1) / 24 - ties(numpy.abs(kept)) / 48
        p = normal_p(found, n * (n + 1) / 4, math.sqrt(variance), alternative)
    return {"value": numpy.median(d), "statistic": found, "p": p, "effect": 2 * found / ranks.sum() - 1}


def mann_whitney(a, b, alternative="two-sided", exact=True):
    """scipy.stats.mannwhitneyu, exact by all ways to deal the values out."""
    a, b = numpy.asarray(a, dtype=float), numpy.asarray(b, dtype=float)
    n, m, pooled = len(a), len(b), numpy.concatenate([a, b])
    ranks = average_ranks(pooled)
    least = n * (n + 1) / 2
    found = ranks[:n].sum() - least
    if exact:
        values = [ranks[list(chosen)].sum() - least for chosen in itertools.combinations(range(n + m), n)]
        p = exact_p(values, found, alternative)
    else:
        variance = n * m / 12 * (n + m + 1 - ties(pooled) / ((n + m) * (n + m - 1)))
        p = normal_p(found, n * m / 2, math.sqrt(variance), alternative)
    return {"value": numpy.median(a) - numpy.median(b), "statistic": found, "p": p, "effect": 2 * found / (n * m) - 1}


def adjusted(p_values, how):
    """R's p.adjust, from its definitions: the smallest level at which each hypothesis falls."""
    p, m = numpy.asarray(p_values, dtype=float), len(p_values)
    if how == "none":
        return p
    if how == "bonferroni":
        return numpy.minimum(1, m * p)
    order = sorted(p)
    if how == "holm":
        return numpy.array([min(1, max((m - i) * q for i, q in enumerate(order) if q <= x)) for x in p])
    return numpy.array([min(1, min(m / (i + 1) * q for i, q in enumerate(order) if q >= x)) for x in p])
