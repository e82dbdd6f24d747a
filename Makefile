# The front door. Every target sets up what it needs; with the environment in place that costs nothing.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test regions pdf postgres nation s3 spark torture clients snapshots check bench ui lock clean
.DEFAULT_GOAL := help

help:                  ## List what make can do (this)
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: .venv/run         ## Refresh the follow-up from data/raw and print its key figures
	@$(BIN)/rsp refresh || test $$? -eq 1  # 1: good, with remarks

ui: .venv/run          ## Open Dagster's web page on http://127.0.0.1:3000
	@$(BIN)/rsp ui

test: .venv/dev        ## Run the tests
	@$(BIN)/pytest

snapshots: .venv/dev   ## Write the agreed charts, graph and pages anew
	@$(BIN)/pytest -m syrupy_snapshot --snapshot-update

regions: .venv/dev     ## Try every county, from its first programme file to an approved year
	@RSP_REGIONS=1 $(BIN)/pytest rsp_pipeline_tests/end_to_end/test_regions.py

torture: .venv/dev clients  ## Try the published file for an hour: readers, kills, full disks, two refreshes at once
	@RSP_TORTURE=1 RSP_CLIENTS=$(CURDIR)/.venv/clients $(BIN)/pytest --numprocesses=0 --capture=no \
		rsp_pipeline_tests/end_to_end/test_shop_window.py rsp_pipeline_tests/publishing/test_clients.py

clients: .venv/clients/1.2 .venv/clients/1.4  ## Fetch the older releases of DuckDB that the published file is tried with

postgres: .venv/postgres  ## Let Dagster's history be kept in Postgres, as deploy/compose has it

s3: .venv/s3           ## Let RSP_DATA_DIR be a place on object storage, as s3://bucket/region

spark: .venv/spark     ## Fetch Spark, for benchmarks.engines to compare with (half a gigabyte; needs Java)

nation: .venv/dev .venv/nation  ## Refresh every county's region on two workers, as several machines would (needs PostgreSQL and Redis)
	@$(BIN)/python -m deploy.nation

pdf: .venv/pdf         ## Let the follow-up be written as PDF, too (needs the system library Pango)

check: .venv/dev       ## Format, lint, types, the borders between the rooms, and that Dagster can load everything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dagster definitions validate

bench: .venv/dev       ## Measure whole nights, and fail where one costs more than half as much again as was agreed
	@$(BIN)/python -m benchmarks.night

lock: .venv/uv         ## Choose the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml -o requirements.lock $(LOCK)
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock $(LOCK)
	for group in pdf postgres nation kubernetes s3 spark; do \
		$(BIN)/uv pip compile --group $$group -c requirements-dev.lock -o requirements-$$group.lock $(LOCK) || exit; \
	done
	echo "duckdb~=1.2.0" | $(BIN)/uv pip compile - -o requirements-duckdb-1.2.lock $(LOCK)
	echo "duckdb~=1.4.0" | $(BIN)/uv pip compile - -o requirements-duckdb-1.4.lock $(LOCK)

clean:                 ## Remove the environment and everything the pipeline made
	rm -rf .venv .dagster .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find data/warehouse -mindepth 1 ! -name .gitkeep -delete

LOCK := --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras --quiet
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet

.venv/pip:
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.lock pyproject.toml | .venv/pip
	@echo "Setting up .venv from requirements.lock ..."
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q rsp_pipeline  # half a second of every start where Python may not do it itself
	@touch $@

.venv/%: requirements-%.lock .venv/run
	@echo "Setting up .venv from $< ..."
	@$(PIP) install --no-deps --require-hashes -r $<
	@touch $@

.venv/clients/%: requirements-duckdb-%.lock | .venv/pip
	@rm -rf $@
	@$(PIP) install --no-deps --require-hashes --target $@ -r $<
	@touch $@

.venv/uv: | .venv/pip
	@$(PIP) install uv
	@touch $@
