"""How it runs: Dagster's assets, checks, job and schedule, each a thin skin over a function of another room.

The only package, beside `rsp_pipeline.definitions`, that imports dagster. Nothing is read, counted or written by
rules of its own here.
"""

import warnings

import dagster as dg

# Backfill policies are beta; dagster is pinned to one exact version, so they cannot change under us.
warnings.filterwarnings("ignore", category=dg.BetaWarning)
