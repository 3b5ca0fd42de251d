# One table of all runs for each kind of score, with the parts of the run's name as columns, and its
# means over seeds. The including Snakefile defines SUMMARIES: kind to options of summarise_scores.py.


rule combine_accuracy:
    input:
        expand(results("scores/accuracy/{model}.tsv"), model=MODELS),
    output:
        results("tables/accuracy.tsv"),
    params:
        script=script("combine_scores.py"),
    log:
        results("logs/combine_accuracy.log"),
    conda:
        "../envs/python.yaml"
    shell:
        "python3 {params.script} --columns activation seed -o {output} {input} 2> {log}"


rule combine_runs:
    input:
        expand(
            results("scores/{{kind}}/{model}.{method}.tsv"), model=MODELS, method=METHODS
        ),
    output:
        results("tables/{kind}.tsv"),
    params:
        script=script("combine_scores.py"),
    log:
        results("logs/combine_{kind}.log"),
    wildcard_constraints:
        kind="attribution|effects",
    conda:
        "../envs/python.yaml"
    shell:
        "python3 {params.script} --columns activation seed method -o {output} {input} 2> {log}"


rule combine_subsets:
    input:
        expand(results("scores/subsets/{model}.tsv"), model=MODELS),
    output:
        results("tables/subsets.tsv"),
    params:
        script=script("combine_scores.py"),
    log:
        results("logs/combine_subsets.log"),
    conda:
        "../envs/python.yaml"
    shell:
        "python3 {params.script} --columns activation seed -o {output} {input} 2> {log}"


rule summarise:
    input:
        results("tables/{kind}.tsv"),
    output:
        results("tables/{kind}.means.tsv"),
    params:
        script=script("summarise_scores.py"),
        what=lambda wildcards: SUMMARIES[wildcards.kind],
    log:
        results("logs/summarise_{kind}.log"),
    wildcard_constraints:
        kind="[a-z]+",
    conda:
        "../envs/python.yaml"
    shell:
        "python3 {params.script} {params.what} -o {output} {input} 2> {log}"
