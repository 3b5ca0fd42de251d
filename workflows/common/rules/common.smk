# What the rules of every workflow here share: where results go, which models there are, and how
# options of the configuration become options of a tool.
import re
import shlex
from pathlib import Path

REPOSITORY = Path(workflow.basedir).parents[2]
COMMON = REPOSITORY / "workflows" / "common"
RESULTS = config["results"]
MODELS = [
    f"{activation}.seed{seed}"
    for activation in config["activations"]
    for seed in config["seeds"]
]
METHODS = config["methods"]
# One network an activation is drawn.
EXAMPLE_MODELS = [
    f"{activation}.seed{config['seeds'][0]}" for activation in config["activations"]
]


wildcard_constraints:
    model="|".join(re.escape(model) for model in MODELS),
    method="|".join(METHODS),


def results(name):
    return str(Path(RESULTS) / name)


def script(name):
    """A script of workflows/common/scripts."""
    return str(COMMON / "scripts" / name)


def activation_of(wildcards):
    return wildcards.model.split(".seed")[0]


def seed_of(wildcards):
    return wildcards.model.split(".seed")[1]


def options_of(section):
    """{"batch_size": 100, "revcomp": True} as "--batch-size 100 --revcomp". A file of layers,
    such as arch: network.json, starts from the repository."""
    words = []
    for name, value in config.get(section, {}).items():
        if value is not False:
            words.append(f"--{name.replace('_', '-')}")
        if str(value).endswith(".json"):
            value = REPOSITORY / value
        if not isinstance(value, bool):
            words.append(str(value))
    return " ".join(words)


def page(parts):
    """Sections, figures and tables, (kind, text, content) each, as options of make_report.py."""
    return " ".join(
        f"--{kind} {shlex.quote(f'{text}::{content}')}" for kind, text, content in parts
    )


def text_of(name):
    """A text of the workflow's report folder, for a section."""
    return f"@{Path(workflow.basedir) / 'report' / name}"


def motifs_caption(path):
    return f"Motifs of {Path(path).stem.removeprefix('motifs.')}, found in its importance alone."


def heatmap_caption(path):
    index = Path(path).stem.removeprefix("heatmap")
    return f"Example {index}, {EXAMPLE_MODELS[-1]}: what every substitution does to the output."


def example_caption(path):
    index, method = Path(path).stem.removeprefix("example").split(".")
    return f"Example {index}, {method}: the letters are as high as they matter to each network."
