# One page with everything.


rule report:
    input:
        training=results("figures/training.svg"),
        accuracy=results("figures/accuracy.svg"),
        accuracy_means=results("tables/accuracy.means.tsv"),
        effects=results("figures/effects.pearson.svg") if WITH_EFFECTS else [],
        effects_means=results("tables/effects.means.tsv") if WITH_EFFECTS else [],
        examples=EXAMPLE_FIGURES,
        subsets=expand(results("sis/{model}.tsv"), model=MODELS) if WITH_SUBSETS else [],
        heatmaps=HEATMAPS,
        trust=results("tables/trust.tsv"),
        found=FOUND_MOTIFS,
    output:
        results("report.html"),
    params:
        script=script("make_report.py"),
        title=shlex.quote(config["title"]),
        parts=report_parts,
    log:
        results("logs/report.log"),
    conda:
        "../../../common/envs/python.yaml"
    shell:
        "python3 {params.script} --title {params.title} -o {output} {params.parts} 2> {log}"
