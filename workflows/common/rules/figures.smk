# Figures that every workflow draws. The including Snakefile defines, before it includes this,
#   ACCURACY_METRIC, ACCURACY_ROWS   what networks are compared by, and which rows of the table hold it
#   RUN_ROWS                         the rows of the tables of attribution and effects, as options
#   LETTERS                          FASTA or genome in which the explained sequences stand
#   NAME_SOURCE, NAME_WORDS          FASTA or BED of the explained sequences; words of their headers
#   BELOW_FILES, BELOW_ARGUMENTS     what is drawn beneath them: sites, subsets
EXAMPLES = range(1, config["explain"]["shown"] + 1)
EXAMPLE_FIGURES = expand(
    results("figures/example{index}.{method}.svg"), index=EXAMPLES, method=METHODS
)
HEATMAPS = [
    results(f"figures/heatmap{index}.svg") for index in EXAMPLES if "mutagenesis" in METHODS
]


rule explained_names:
    input:
        NAME_SOURCE,
    output:
        results("data/explained.txt"),
    params:
        script=script("explained_names.py"),
        limit=config["explain"]["shown"],
        wanted=NAME_WORDS,
    log:
        results("logs/explained_names.log"),
    conda:
        "../envs/python.yaml"
    shell:
        "python3 {params.script} --limit {params.limit} -o {output} {input} "
        "--with {params.wanted} 2> {log}"


rule plot_history:
    input:
        expand(results("models/{model}.history.tsv"), model=MODELS),
    output:
        results("figures/training.svg"),
    params:
        columns=f"--column train_loss --column valid_loss --column valid_{ACCURACY_METRIC}",
        labels=" ".join(f"--label {model}" for model in MODELS),
    log:
        results("logs/plot_history.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-plot history {params.columns} {params.labels} -o {output} {input} 2> {log}"


rule plot_accuracy:
    input:
        results("tables/accuracy.tsv"),
    output:
        results("figures/accuracy.svg"),
    params:
        metric=ACCURACY_METRIC,
        rows=ACCURACY_ROWS,
    log:
        results("logs/plot_accuracy.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-plot strips --metric {params.metric} {params.rows} --x activation --colour activation "
        "--label 'test {params.metric}' -o {output} {input} 2> {log}"


rule plot_runs:
    input:
        results("tables/{kind}.tsv"),
    output:
        results("figures/{kind}.{metric}.svg"),
    params:
        rows=lambda wildcards: RUN_ROWS[wildcards.kind],
    log:
        results("logs/plot_{kind}_{metric}.log"),
    wildcard_constraints:
        kind="attribution|effects",
        metric="[a-z_]+",
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-plot strips --metric {wildcards.metric} {params.rows} --x activation --facet method "
        "--colour activation --label {wildcards.metric} -o {output} {input} 2> {log}"


rule plot_example:
    input:
        names=results("data/explained.txt"),
        tracks=expand(results("attribution/{model}.{{method}}.bw"), model=EXAMPLE_MODELS),
        letters=LETTERS,
        below=BELOW_FILES,
    output:
        results("figures/example{index}.{method}.svg"),
    params:
        rows=lambda wildcards, input: " ".join(
            f"--track {track} --title '{model}, {wildcards.method}'"
            for track, model in zip(input.tracks, EXAMPLE_MODELS)
        ),
        below=BELOW_ARGUMENTS,
    log:
        results("logs/plot_example{index}.{method}.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-plot attribution {params.rows} --sequences {input.letters} {params.below} "
        '--name "$(sed -n {wildcards.index}p {input.names})" -o {output} 2> {log}'


rule plot_heatmap:
    input:
        names=results("data/explained.txt"),
        map=results(f"attribution/{EXAMPLE_MODELS[-1]}.mutagenesis.npz"),
        letters=results(f"attribution/{EXAMPLE_MODELS[-1]}.mutagenesis.onehot.npz"),
    output:
        results("figures/heatmap{index}.svg"),
    log:
        results("logs/plot_heatmap{index}.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-plot heatmap --onehot {input.letters} --label 'change of the output' "
        '--name "$(sed -n {wildcards.index}p {input.names})" -o {output} {input.map} 2> {log}'
