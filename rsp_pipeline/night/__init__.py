"""In which order: the steps of a night as plain functions, from delivered files to the published one.

`night` lists the steps; each module beside it holds those of one kind. Dagster's assets, the command `rsp`, the tests
and the benchmarks all run these. What a step does belongs in the rooms below, how Dagster runs and shows it in
`orchestration`, and what is told in the shell in `shell`.
"""
