# The motifs that were planted, and one page with everything.


rule plot_motifs:
    input:
        MOTIFS,
    output:
        results("figures/motifs.svg"),
    params:
        names=" ".join(f"--name {name}" for name in CORE_MOTIFS),
    log:
        results("logs/plot_motifs.log"),
    conda:
        "../../../common/envs/siskin.yaml"
    shell:
        "siskin-plot motif --columns 3 {params.names} -o {output} {input} 2> {log}"


rule plot_trust:
    input:
        consistency=expand(results("scores/consistency/{model}.tsv"), model=MODELS),
        attribution=expand(
            results(f"scores/attribution/{{model}}.{MAP_METHOD}.tsv"), model=MODELS
        ),
    output:
        results("figures/trust.svg"),
    params:
        runs=lambda wildcards, input: " ".join(
            f"{model}={table}"
            for tables in (input.consistency, input.attribution)
            for model, table in zip(MODELS, tables)
        ),
    log:
        results("logs/plot_trust.log"),
    conda:
        "../../../common/envs/siskin.yaml"
    shell:
        "siskin-plot scatter --x recurrence --where-x group=observed --y auroc --where-y group=seed3 "
        "--names -o {output} {params.runs} 2> {log}"


rule report:
    input:
        motifs=results("figures/motifs.svg"),
        training=results("figures/training.svg"),
        accuracy=results("figures/accuracy.svg"),
        auroc=results("figures/attribution.auroc.svg"),
        aupr=results("figures/attribution.aupr.svg"),
        examples=EXAMPLE_FIGURES,
        means=expand(results("tables/{kind}.means.tsv"), kind=SUMMARIES),
        heatmaps=HEATMAPS,
        trust=results("tables/trust.tsv"),
        recurrence=results("figures/trust.svg"),
        found=FOUND_MOTIFS,
    output:
        results("report.html"),
    params:
        script=script("make_report.py"),
        parts=report_parts,
    log:
        results("logs/report.log"),
    conda:
        "../../../common/envs/python.yaml"
    shell:
        "python3 {params.script} --title 'Which bases does the network look at?' "
        "-o {output} {params.parts} 2> {log}"
