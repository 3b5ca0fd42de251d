# How well the maps, four numbers a base, foretell measured effects of substitutions.


rule score_effects:
    input:
        effects=given("effects") if WITH_EFFECTS else [],
        sequences=EXPLAIN_FILES,
        map=results("attribution/{model}.{method}.npz"),
    output:
        results("scores/effects/{model}.{method}.tsv"),
    params:
        column=DATA["effect_column"],
    log:
        results("logs/score_effects/{model}.{method}.log"),
    conda:
        "../../../common/envs/siskin.yaml"
    shell:
        "siskin-score effects --effects {input.effects} --effect-column {params.column} "
        "--sequences {input.sequences} -o {output} {input.map} 2> {log}"
