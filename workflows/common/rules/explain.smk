# What the networks look at. The including Snakefile defines, before it includes this,
#   EXPLAIN_FILES, EXPLAIN_ARGUMENTS   the sequences to explain, and how a tool is told of them
#   SIS_ARGUMENTS                      those of them for which sufficient subsets are sought


rule attribute:
    input:
        EXPLAIN_FILES,
        model=results("models/{model}.pt"),
    output:
        track=results("attribution/{model}.{method}.bw"),
        map=results("attribution/{model}.{method}.npz"),
        onehot=results("attribution/{model}.{method}.onehot.npz"),
    params:
        options=options_of("attribute"),
        sequences=EXPLAIN_ARGUMENTS,
    log:
        results("logs/attribute/{model}.{method}.log"),
    threads: config["threads"]
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-attribute -m {input.model} --method {wildcards.method} {params.options} "
        "--threads {threads} --quiet -o {output.track} -o {output.map} --onehot {output.onehot} "
        "{params.sequences} 2> {log}"


rule sis:
    input:
        EXPLAIN_FILES,
        model=results("models/{model}.pt"),
    output:
        table=results("sis/{model}.tsv"),
        bed=results("sis/{model}.bed"),
    params:
        options=options_of("sis"),
        sequences=SIS_ARGUMENTS,
    log:
        results("logs/sis/{model}.log"),
    threads: config["threads"]
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-sis -m {input.model} {params.options} --threads {threads} --quiet "
        "--table {output.table} -o {output.bed} {params.sequences} 2> {log}"
