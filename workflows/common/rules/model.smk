# Networks: training and predictions. The including Snakefile defines, before it includes this,
#   TRAIN_FILES, TRAIN_ARGUMENTS   what siskin-train reads, and how it is told
#   TEST_FILES, TEST_ARGUMENTS     the held-out sequences of siskin-predict
#   LABELS, ACCURACY_ARGUMENTS     FASTA or table with their labels, and how siskin-score reads it


rule train:
    input:
        TRAIN_FILES,
    output:
        model=results("models/{model}.pt"),
        history=results("models/{model}.history.tsv"),
    params:
        activation=activation_of,
        seed=seed_of,
        options=options_of("train"),
        sequences=lambda wildcards: TRAIN_ARGUMENTS,
    log:
        results("logs/train/{model}.log"),
    benchmark:
        results("benchmarks/train/{model}.tsv")
    threads: config["threads"]
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-train --activation {params.activation} --seed {params.seed} {params.options} "
        "--threads {threads} --quiet --history {output.history} -o {output.model} "
        "{params.sequences} 2> {log}"


rule predict:
    input:
        TEST_FILES,
        model=results("models/{model}.pt"),
    output:
        results("predictions/{model}.tsv"),
    params:
        sequences=lambda wildcards: TEST_ARGUMENTS,
    log:
        results("logs/predict/{model}.log"),
    threads: config["threads"]
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-predict -m {input.model} --threads {threads} --quiet -o {output} "
        "{params.sequences} 2> {log}"


rule accuracy:
    input:
        labels=LABELS,
        predictions=results("predictions/{model}.tsv"),
    output:
        results("scores/accuracy/{model}.tsv"),
    params:
        options=ACCURACY_ARGUMENTS,
    log:
        results("logs/accuracy/{model}.log"),
    conda:
        "../envs/siskin.yaml"
    shell:
        "siskin-score accuracy {params.options} --labels {input.labels} -o {output} "
        "{input.predictions} 2> {log}"
