"""Many regions on several workers, all on this machine: `make nation` shows it, and the tests try it.

`dagster.yaml` and `celery.yaml` are what several machines have, too. What is only here is that their services are
started by `parts`, `postgres`, `redis` and `stack`, that regions of invented registers are written by `regions`, and
that `clock` lets the night come at once.
"""
