# Which network to explain, asked without the truth, and the motifs that its importance repeats. The
# including Snakefile defines
#   MOTIF_DATABASE   known motifs (MEME) to name them by; None for none

# The method whose maps are judged: one that gives all four bases a value, where there is one.
MAP_METHOD = next((name for name in ("saliency", "mutagenesis") if name in METHODS), METHODS[0])
FOUND_MOTIFS = expand(results("figures/motifs.{model}.svg"), model=EXAMPLE_MODELS)
CONTRIBUTION = "centered" if MAP_METHOD in ("saliency", "mutagenesis") else "sum"


rule consistency:
    input:
        map=results(f"attribution/{{model}}.{MAP_METHOD}.npz"),
        sequences=results(f"attribution/{{model}}.{MAP_METHOD}.onehot.npz"),
    output:
        results("scores/consistency/{model}.tsv"),
    log:
        results("logs/consistency/{model}.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-score consistency --onehot {input.sequences} -o {output} {input.map} 2> {log}"


rule select:
    input:
        expand(results("scores/consistency/{model}.tsv"), model=MODELS),
    output:
        results("tables/trust.tsv"),
    params:
        tables=lambda wildcards, input: " ".join(map("{}={}".format, MODELS, input)),
    log:
        results("logs/select.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-score select --metric recurrence --group observed -o {output} {params.tables} 2> {log}"


rule motifs:
    input:
        map=results(f"attribution/{{model}}.{MAP_METHOD}.npz"),
        sequences=results(f"attribution/{{model}}.{MAP_METHOD}.onehot.npz"),
    output:
        table=results("motifs/{model}.tsv"),
        motifs=results("motifs/{model}.meme"),
        seqlets=results("motifs/{model}.seqlets.bed"),
        hits=results("motifs/{model}.hits.bed"),
    params:
        contribution=CONTRIBUTION,
    log:
        results("logs/motifs/{model}.log"),
    threads: config["threads"]
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-score motifs --onehot {input.sequences} --contribution {params.contribution} "
        "--threads {threads} --meme {output.motifs} --seqlets {output.seqlets} --hits {output.hits} "
        "-o {output.table} {input.map} 2> {log}"


# Empty files stand for no motif, as a network that was hardly trained has none, and empty tables for
# no database.
rule plot_found_motifs:
    input:
        motifs=results("motifs/{model}.meme"),
        known=MOTIF_DATABASE or [],
    output:
        figure=results("figures/motifs.{model}.svg"),
        matches=results("matches/{model}.tsv"),
        scores=results("match_scores/{model}.tsv"),
    log:
        results("logs/plot_motifs/{model}.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "exec 2> {log}; touch {output}; "
        "if ! grep -q ^MOTIF {input.motifs}; then :; elif [ -z '{input.known}' ]; then "
        "siskin-plot motif --columns 3 -o {output.figure} {input.motifs}; "
        "else siskin-score filters --database {input.known} --matches {output.matches} "
        "-o {output.scores} {input.motifs} && "
        "siskin-plot matches --matches {output.matches} --database {input.known} "
        "-o {output.figure} {input.motifs}; fi"
