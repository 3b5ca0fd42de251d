"""Cases of score_test.py of motif comparison: every motif that can be drawn from a database of a few columns."""

import math

import numpy

import score_motif_formulas as of_motifs
from score_formulas import NAN
from score_support import mean_of, rows_in


def write_meme(path, motifs, sites):
    lines = ["MEME version 4", "", "ALPHABET= ACGT", ""]
    for name, matrix in motifs.items():
        lines += [f"MOTIF {name}", f"letter-probability matrix: alength= 4 w= {len(matrix)} nsites= {sites} E= 0"]
        lines += [" ".join(f"{p:.6f}" for p in row) for row in matrix] + [""]
    path.write_text("\n".join(lines), encoding="ascii")


def random_motif(width, rng):
    """Multiples of 1/64, so that what is written is exact."""
    return rng.multinomial(64, rng.dirichlet(numpy.full(4, 0.3)), width) / 64


def sets_of_motifs():
    """Queries and databases of at most six columns: width 3 has 12^3 motifs to draw."""
    rng = numpy.random.default_rng(31)
    queries = {f"q{w}": random_motif(w, rng) for w in (1, 2, 3, 5)}
    queries["palindrome"] = numpy.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]])
    yield queries, {"t0": random_motif(1, rng), "t1": random_motif(2, rng), "t2": random_motif(3, rng)}
    yield queries, {"same": queries["q2"], "other": random_motif(2, rng), "turned": queries["q2"][::-1, ::-1]}
    flat = {"flat": numpy.full((3, 4), 0.25), "full": random_motif(3, rng)}
    yield flat, {"t0": random_motif(3, rng), "t1": random_motif(2, rng), "t2": random_motif(1, rng)}


def information(matrix):
    return float(sum(2 + sum(p * math.log2(p) for p in row if p > 0) for row in matrix))


def filters(scores):
    for queries, targets in sets_of_motifs():
        write_meme(scores.path("q.meme"), queries, 20)
        write_meme(scores.path("t.meme"), targets, 20)
        for kind, both, least in (("euclidean", True, 1), ("euclidean", False, 2), ("pearson", True, 2),
                                  ("kullback-leibler", False, 1), ("kullback-leibler", True, 3)):
            words = ["--distance", kind, "--least-overlap", least] + ([] if both else ["--forward-only"])
            rows = scores.run("filters", "--database", "t.meme", "--threshold-on", "p-value", "--threshold", 1,
                              "--matches", "m.tsv", "--per-motif", "each.tsv", *words, "q.meme")
            compared = {}
            for name, query in queries.items():
                if information(query) > 0:
                    compared[name] = of_motifs.compare(
                        of_motifs.with_pseudocount(query, 20, 0.1),
                        [of_motifs.with_pseudocount(t, 20, 0.1) for t in targets.values()], kind, both, least)
            check_matches(scores, f"{kind} {both} {least}", list(targets), compared)
            check_figures(scores, queries, compared)
            flat = len(queries) - len(compared)
            scores.table("filters", rows, {
                ("information", "mean"): mean_of([information(q) for q in queries.values()]),
                ("uniform", "all"): float(flat), ("match_any", "all"): len(compared) / len(queries)})


def check_matches(scores, what, names, compared):
    rows = rows_in(scores.path("m.tsv"))
    scores.checks.that(len(rows) == len(compared) * len(names), f"{what}: {len(rows)} hits")
    for row in rows:
        found = compared[row["Query_ID"]]
        own, label = found[names.index(row["Target_ID"])], f"{what} {row['Query_ID']} {row['Target_ID']}"
        q_values = of_motifs.q_values([one["p"] for one in found])
        scores.number(row["p-value"], own["p"], label + " p")
        scores.number(row["E-value"], own["p"] * len(names), label + " E")
        scores.number(row["q-value"], q_values[names.index(row["Target_ID"])], label + " q")
        place = (int(row["Optimal_offset"]), int(row["Overlap"]), row["Orientation"] == "-")
        scores.checks.that(place in own["places"], f"{label}: {place} is not in {own['places']}")


def check_figures(scores, queries, compared):
    """Of every motif: width, information, hits, and the smallest p-value of all known motifs."""
    for row in rows_in(scores.path("each.tsv")):
        found, query = compared.get(row["name"]), queries[row["name"]]
        p = [one["p"] for one in found] if found else []
        expected = {"width": len(query), "information": information(query), "hits": len(p),
                    "best_p": min(p, default=NAN), "best_e": min(p, default=NAN) * 3,
                    "best_q": min(of_motifs.q_values(p)) if p else NAN}
        scores.number(row["value"], float(expected[row["metric"]]), str(row))


def shares_of_nulls(scores):
    """q-values where there are enough known motifs to estimate the share of true nulls: from the p-values that
    siskin-score printed itself, which bound the agreement."""
    for number in (60, 99, 100, 140):
        share_of_nulls(scores, number, numpy.random.default_rng(32))


def share_of_nulls(scores, number, rng):
    targets = {f"t{i}": random_motif(int(rng.integers(4, 9)), rng) for i in range(number)}
    queries = {"q": random_motif(7, rng), "t": targets["t7"]}
    write_meme(scores.path("q.meme"), queries, 50)
    write_meme(scores.path("t.meme"), targets, 50)
    scores.run("filters", "--database", "t.meme", "--threshold-on", "p-value", "--threshold", 1, "--matches", "m.tsv",
               "q.meme")
    for name in queries:
        rows = [row for row in rows_in(scores.path("m.tsv")) if row["Query_ID"] == name]
        p = [float(row["p-value"]) for row in rows]
        for row, expected in zip(rows, of_motifs.q_values(p)):
            scores.number(row["q-value"], expected, f"q of {name} {row['Target_ID']}", 2e-8 * expected)
            scores.number(row["E-value"], number * float(row["p-value"]), "E", 2e-8)


CASES = {"filters": filters, "q-values": shares_of_nulls}
