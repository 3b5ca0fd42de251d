# The page of the report: its sections, figures and tables.


def report_parts(wildcards, input):
    """What stands on the page, in order."""
    parts = [
        ("section", "The question", text_of("question.md")),
        ("figure", "The five motifs that make a sequence positive.", input.motifs),
        ("section", "What the networks learned", text_of("accuracy.md")),
        ("figure", "Loss and AUROC while training.", input.training),
        ("figure", "AUROC on test sequences, a point a network.", input.accuracy),
        ("table", "Means over seeds on test sequences.", input.means[0]),
        ("section", "Which bases they look at", text_of("attribution.md")),
        ("figure", "How well importance ranks planted bases first (AUROC).", input.auroc),
        ("figure", "The same as area under precision and recall.", input.aupr),
        ("table", "Means over seeds.", input.means[1]),
        ("section", "Which network to explain", text_of("trust.md")),
        ("table", "Networks by the recurrence of their patterns, the best first.", input.trust),
        ("figure", "Recurrence, which needs no truth, beside the AUROC of the same maps.", input.recurrence),
        ("section", "Which motifs they repeat", text_of("motifs.md")),
    ]
    parts += [("figure", motifs_caption(path), path) for path in input.found]
    parts += [
        ("section", "Examples", text_of("examples.md")),
    ]
    parts += [("figure", example_caption(path), path) for path in input.examples]
    parts += [("figure", heatmap_caption(path), path) for path in input.heatmaps]
    parts += [
        ("section", "Which bases are enough", text_of("subsets.md")),
        ("table", "Subsets against planted sites, means over seeds.", input.means[2]),
    ]
    return page(parts)
