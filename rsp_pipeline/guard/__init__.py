"""The guard in front of Dagster's page: which requests it answers, who has logged in, and what the others are told.

It knows neither Dagster nor what is asked of it, only what a browser says of where a request comes from. How the page
is served belongs in `orchestration.serving`.
"""
