# The data of the configuration in the forms that the tools read.
if ON_GENOME:

    rule prepare_windows:
        input:
            source=given(KIND),
            genome=given("genome"),
        output:
            windows=WINDOWS,
            test=TEST_WINDOWS,
            explain=EXPLAIN_WINDOWS,
            labels=LABELS,
        params:
            script=own_script("windows.py"),
            source="--table" if KIND == "windows" else "--peaks",
            place=f"--width {DATA['width']} --flank {DATA['flank']}",
            chroms=f"{listed('--valid-chroms', 'valid_chroms')} {listed('--test-chroms', 'test_chroms')}",
            limit=config["explain"]["limit"],
        log:
            results("logs/prepare.log"),
        conda:
            "../../../common/envs/python.yaml"
        shell:
            "python3 {params.script} {params.source} {input.source} {params.place} {params.chroms} "
            "--limit {params.limit} --windows {output.windows} --test {output.test} "
            "--explain {output.explain} --labels {output.labels} 2> {log}"

elif KIND == "fasta":

    rule prepare_fasta:
        input:
            fasta=given("fasta"),
            labels=given("labels"),
        output:
            SEQUENCES,
        params:
            script=own_script("label_fasta.py"),
        log:
            results("logs/prepare.log"),
        conda:
            "../../../common/envs/python.yaml"
        shell:
            "python3 {params.script} --fasta {input.fasta} --table {input.labels} -o {output} 2> {log}"

else:

    rule prepare_reporter:
        input:
            given("table"),
        output:
            SEQUENCES,
        params:
            script=own_script("reporter_fasta.py"),
            columns=f"--name {DATA['name']} --sequence {DATA['sequence']} {listed('--rna', 'rna')} {listed('--dna', 'dna')}",
            minimum=DATA["minimum"],
        log:
            results("logs/prepare.log"),
        conda:
            "../../../common/envs/python.yaml"
        shell:
            "python3 {params.script} --table {input} {params.columns} --minimum {params.minimum} "
            "-o {output} 2> {log}"
