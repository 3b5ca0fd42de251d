# Where the data of the configuration lie, and how each kind of them is handed to the tools.
DATA = config["data"]
KIND = DATA["kind"]
ON_GENOME = KIND in ("windows", "peaks")


def data_path(key):
    """The path of a file named by the configuration; found only when a job needs it."""
    return str(REPOSITORY / DATA["folder"] / DATA[key])


def given(key):
    """An input function, so that a missing folder is explained and not just listed."""

    def find(wildcards):
        path = Path(data_path(key))
        if not path.exists():
            raise WorkflowError(
                f"{path}: not found. Set data: folder: in the configuration to the folder "
                "that holds the data (config/README.md says where they come from)."
            )
        return str(path)

    return find


def own_script(name):
    return str(Path(workflow.basedir) / "scripts" / name)


def listed(option, key):
    """A list of the configuration as an option with many values."""
    return " ".join([option, *DATA.get(key, [])])


def repeated(option, key):
    """A list of the configuration as an option given many times."""
    return " ".join(f"{option} {value}" for value in DATA[key])


if ON_GENOME:
    GENOME = f"--genome {data_path('genome')}"
    WINDOWS, TEST_WINDOWS, EXPLAIN_WINDOWS = (
        results(f"data/{name}.bed") for name in ("windows", "test", "explain")
    )
    TRAIN_FILES = [WINDOWS]
    TRAIN_ARGUMENTS = (
        f"{GENOME} --regions {WINDOWS} --width {DATA['width']}"
        f" {repeated('--valid-chroms', 'valid_chroms')} {repeated('--test-chroms', 'test_chroms')}"
    )
    TEST_FILES = [TEST_WINDOWS]
    TEST_ARGUMENTS = f"{GENOME} --regions {TEST_WINDOWS}"
    LABELS = results("data/labels.tsv")
    EXPLAIN_FILES = [EXPLAIN_WINDOWS]
    EXPLAIN_ARGUMENTS = f"{GENOME} --regions {EXPLAIN_WINDOWS}"
else:
    SEQUENCES = results("data/sequences.fa")
    TRAIN_FILES = TEST_FILES = [SEQUENCES]
    TRAIN_ARGUMENTS = SEQUENCES
    TEST_ARGUMENTS = f"--split test {SEQUENCES}"
    LABELS = SEQUENCES
    if "explain" in DATA:
        EXPLAIN_FILES = given("explain")
        EXPLAIN_ARGUMENTS = data_path("explain")
    else:
        EXPLAIN_FILES = [SEQUENCES]
        EXPLAIN_ARGUMENTS = (
            f"--split test --label 1 --limit {config['explain']['limit']} {SEQUENCES}"
        )
SUBSET_LIMIT = config["explain"]["subsets"]
if ON_GENOME:
    SIS_ARGUMENTS = f"{EXPLAIN_ARGUMENTS} --limit {SUBSET_LIMIT}"
elif "explain" in DATA:
    SIS_ARGUMENTS = EXPLAIN_ARGUMENTS
else:
    SIS_ARGUMENTS = f"--split test --label 1 --limit {SUBSET_LIMIT} {SEQUENCES}"

REGRESSION = config["train"].get("loss") == "mse"
ACCURACY_METRIC = "pearson" if REGRESSION else "auroc"
ACCURACY_ROWS = "--where group=mean"
ACCURACY_ARGUMENTS = " ".join(
    [
        "--task regression" if REGRESSION else "",
        "" if ON_GENOME else "--split test",
    ]
)
RUN_ROWS = {"effects": "--where group=all"}
SUMMARIES = {
    "accuracy": "--by activation --metric "
    + ("pearson spearman" if REGRESSION else "auroc aupr")
    + " --where group=mean",
    "effects": "--by activation method --metric pearson spearman --where group=all",
}

WITH_SUBSETS = "sis" in config
MOTIF_DATABASE = data_path("motifs") if "motifs" in DATA else None
WITH_EFFECTS = "effects" in DATA
NAME_WORDS = ""
if ON_GENOME:
    LETTERS = data_path("genome")
    NAME_SOURCE = EXPLAIN_WINDOWS
elif "explain" in DATA:
    LETTERS = data_path("explain")
    NAME_SOURCE = given("explain")
else:
    LETTERS = SEQUENCES
    NAME_SOURCE = SEQUENCES
    NAME_WORDS = "split=test label=1"
SUBSETS_SHOWN = results(f"sis/{EXAMPLE_MODELS[-1]}.bed")
BELOW_FILES = [SUBSETS_SHOWN] if WITH_SUBSETS else []
BELOW_ARGUMENTS = f"--subsets {SUBSETS_SHOWN}" if WITH_SUBSETS else ""
