"""How it runs: Dagster's assets, checks, job and schedule, each a thin skin over a step of `night`.

The only package, beside `rsp_pipeline.definitions`, that imports dagster. Nothing is read, counted or written by rules
of its own here; what is told in the shell belongs in `shell`.
"""

import warnings

import dagster as dg

# Backfill policies are beta; dagster is pinned to one exact version, so they cannot change under us.
warnings.filterwarnings("ignore", category=dg.BetaWarning)
