"""Many regions on several workers, all on this machine: `make nation` shows it, and the tests try it.

`dagster.yaml` and `celery.yaml` are what several machines have, too, and as machines the processes share nothing but
PostgreSQL, Redis and object storage. What is only here is that these are started by `services` and all else by `stack`,
each a process of `parts` in a folder of its own, that `regions` delivers invented registers, and that `clock` lets the
night come at once.
"""
