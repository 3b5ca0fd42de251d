# How well the networks classify, and how well their explanations agree with what was planted.


rule score_attribution:
    input:
        truth=results("data/bits.bw"),
        track=results("attribution/{model}.{method}.bw"),
    output:
        results("scores/attribution/{model}.{method}.tsv"),
    log:
        results("logs/score_attribution/{model}.{method}.log"),
    conda:
        "../../../common/envs/siskin.yaml"
    shell:
        "siskin-score attribution --truth {input.truth} -o {output} {input.track} 2> {log}"


rule score_subsets:
    input:
        sites=results("data/sites.bed"),
        subsets=results("sis/{model}.bed"),
    output:
        results("scores/subsets/{model}.tsv"),
    log:
        results("logs/score_subsets/{model}.log"),
    conda:
        "../../../common/envs/siskin.yaml"
    shell:
        "siskin-score subsets --truth {input.sites} -o {output} {input.subsets} 2> {log}"
