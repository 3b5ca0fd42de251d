# Synthetic sequences, and where in them the motifs were planted.

SEQUENCES = results("data/sequences.fa")
TRAIN_FILES = [SEQUENCES]
TRAIN_ARGUMENTS = SEQUENCES
TEST_FILES = [SEQUENCES]
TEST_ARGUMENTS = f"--split test {SEQUENCES}"
LABELS = SEQUENCES
EXPLAIN_FILES = [SEQUENCES]
EXPLAIN_ARGUMENTS = (
    f"--split test --label 1 --limit {config['explain']['limit']} {SEQUENCES}"
)
SIS_ARGUMENTS = (
    f"--split test --label 1 --limit {config['explain']['subsets']} {SEQUENCES}"
)
ACCURACY_METRIC = "auroc"
ACCURACY_ROWS = "--where group=mean"
ACCURACY_ARGUMENTS = "--split test"
RUN_ROWS = {"attribution": "--where group=seed3"}  # the definition of the exponential-activation paper

SUMMARIES = {
    "accuracy": "--by activation --metric auroc aupr --where group=mean",
    "attribution": "--by activation method --metric auroc aupr --where group=seed3",
    "subsets": "--by activation --metric base_precision base_recall site_recall median_length "
    "--where group=all",
}

LETTERS = SEQUENCES
NAME_SOURCE = SEQUENCES
NAME_WORDS = "split=test label=1"
SUBSETS_SHOWN = results(f"sis/{EXAMPLE_MODELS[-1]}.bed")
BELOW_FILES = [results("data/sites.bed"), SUBSETS_SHOWN]
BELOW_ARGUMENTS = f"--truth {results('data/sites.bed')} --subsets {SUBSETS_SHOWN}"
CORE_MOTIFS = ["SP1", "Gabpa", "CEBPB", "MAX", "YY1"]  # of the presets' positives
MOTIFS = MOTIF_DATABASE = str(COMMON.parents[1] / "test-data" / "motifs" / "siskin_consensus_motifs.meme")


rule simulate:
    output:
        sequences=SEQUENCES,
        sites=results("data/sites.bed"),
        bits=results("data/bits.bw"),
    params:
        options=options_of("simulate"),
    log:
        results("logs/simulate.log"),
    conda:
        "../../../common/envs/siskin.yaml"
    shell:
        "siskin-simulate {params.options} --truth {output.sites} --truth-track {output.bits} "
        "-o {output.sequences} 2> {log}"
