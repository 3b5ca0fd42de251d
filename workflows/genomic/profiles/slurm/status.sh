#!/bin/bash
# What became of a SLURM job, in Snakemake's words; by scontrol, so no accounting is needed.
state=$(scontrol --oneliner show job "$1" 2>/dev/null | grep -o 'JobState=[A-Z_]*')
case ${state#JobState=} in
  COMPLETED) echo success ;;
  PENDING | RUNNING | CONFIGURING | COMPLETING | SUSPENDED | REQUEUED) echo running ;;
  *) echo failed ;;
esac
