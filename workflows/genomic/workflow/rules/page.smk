# The page of the report: its sections, figures and tables.


def report_parts(wildcards, input):
    """What stands on the page, in order."""
    parts = [
        ("section", "What the networks learned", text_of("accuracy.md")),
        ("figure", "Loss and accuracy while training.", input.training),
        ("figure", "Held-out sequences, a point a network.", input.accuracy),
        ("table", "Means over seeds on held-out sequences.", input.accuracy_means),
    ]
    if WITH_EFFECTS:
        parts += [
            ("section", "Foretold and measured effects", text_of("effects.md")),
            ("figure", "Correlation with measured effects, a point a network.", input.effects),
            ("table", "Means over seeds.", input.effects_means),
        ]
    parts += [
        ("section", "Which network to explain", text_of("trust.md")),
        ("table", "Networks by the recurrence of their patterns, the best first.", input.trust),
        ("section", "Which motifs they repeat", text_of("motifs.md")),
    ]
    parts += [("figure", motifs_caption(path), path) for path in input.found]
    parts.append(("section", "Which bases they look at", text_of("examples.md")))
    parts += [("figure", example_caption(path), path) for path in input.examples]
    parts += [("figure", heatmap_caption(path), path) for path in input.heatmaps]
    return page(parts)
