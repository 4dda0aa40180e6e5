# Two commands do everything on a fresh machine with Python 3.11 or newer:  make refresh  ·  make test
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help refresh app test test-all check format mutants soak dbt dev postgres metrics bi-proof lock clean

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s  %s\n", $$1, $$2}' Makefile

refresh: .venv/runtime  ## environment, then the main job on the embedded data, offline
	@$(REFRESH)

app: .venv/app  ## the what-if app on the published marts, in the browser (Ctrl-C ends it)
	@$(BIN)/tributary app

test: check  ## lint, types, SQL lint, then the tests; under ten minutes
	@$(BIN)/python -m pytest $(TWO_WORKERS) -m "not slow"

test-all: check  ## the same with what takes long: browser, kills, full disk, wide mirror, Superset; before a release; 30 minutes
	@$(BIN)/python -m tests.lint_sql --all
	@$(BIN)/python -m pytest $(TWO_WORKERS)
	@$(MAKE) bi-proof

check: .venv/development  ## lint, types and SQL lint alone
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(BIN)/python -m tests.lint_sql

format: .venv/development  ## put code in house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

mutants: .venv/development  ## damage a build in a hundred ways, and require that each is caught
	@$(BIN)/python -m tests.mutation

soak: .venv/development  ## kill fifty refreshes at random instants, fill up their disk, check what is left; an hour
	@$(BIN)/python -m tests.soak.kill
	@$(BIN)/python -m tests.soak.full_disk

dbt: .venv/runtime  ## dbt on a copy of the last build: make dbt ARGS="build -s levy_due+"
	@$(BIN)/tributary dbt $(ARGS)

dev: .venv/runtime  ## Dagster's web interface on http://127.0.0.1:3000
	@$(BIN)/tributary dev

postgres: .venv/runtime  ## drivers for the Postgres copy, and for Dagster's records in Postgres
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -c requirements-dev.lock 'psycopg[binary]' dagster-postgres

metrics: .venv/runtime  ## MetricFlow, for `tributary metrics`
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -c requirements-dev.lock dbt-metricflow

bi-proof: .venv/runtime data/bi/venv/installed  ## Superset asks the published file while versions are published
	@$(REFRESH)
	@$(BIN)/python -m benchmarks.bi_proof

data/bi/venv/installed: requirements-bi.lock
	@echo "Environment: data/bi/venv, Superset from requirements-bi.lock (about 1 GB, once)"
	@$(PYTHON) -m venv data/bi/venv
	@$(BIN)/uv pip install --quiet --python data/bi/venv/bin/python --require-hashes -r requirements-bi.lock
	@touch $@

lock: .venv/runtime  ## make the hash-locked requirements anew, without addresses
	$(BIN)/uv pip compile pyproject.toml $(LOCKING) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra app -c requirements.lock $(LOCKING) -o requirements-app.lock
	$(BIN)/uv pip compile pyproject.toml --extra app --extra dev -c requirements.lock -c requirements-app.lock \
		$(LOCKING) -o requirements-dev.lock
	$(BIN)/uv pip compile requirements-bi.in $(LOCKING) -o requirements-bi.lock

clean:  ## remove the environment and all that was made by running
	rm -rf .venv data/build data/checks data/dagster data/facts data/published data/raw

# Tests of a file share what they build, so a file stays with one worker; files whose tests build come first (testpaths).
TWO_WORKERS := --numprocesses 2 --dist loadfile --no-loadscope-reorder

LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

# Status 7: published, and something is newly quarantined, which the last lines name.
REFRESH = $(BIN)/tributary refresh || [ $$? -eq 7 ]

# uv installs several times faster than pip; where it cannot, pip does the same from the same hashes.
# Modules are compiled at once: without that, and where PYTHONDONTWRITEBYTECODE is set, every start compiles them anew.
INSTALL = $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes
PLAIN_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.venv/runtime: requirements-uv.lock requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Tributary needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make refresh PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Environment: .venv, from requirements.lock (about 1 GB, once)"
	@$(PYTHON) -m venv .venv
	@$(PLAIN_INSTALL) -r requirements-uv.lock
	@$(INSTALL) -r requirements.lock || $(PLAIN_INSTALL) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@$(BIN)/python -m compileall -q orchestration sources
	@$(BIN)/python -m orchestration.warehouse.dbt
	@touch $@

.venv/app: .venv/runtime requirements-app.lock
	@echo "Environment: the what-if app, from requirements-app.lock"
	@$(INSTALL) -r requirements-app.lock || $(PLAIN_INSTALL) -r requirements-app.lock
	@touch $@

.venv/development: .venv/runtime requirements-dev.lock requirements-oldest-reader.lock
	@echo "Environment: tools for development, from requirements-dev.lock"
	@$(INSTALL) -r requirements-dev.lock || $(PLAIN_INSTALL) -r requirements-dev.lock
	@$(INSTALL) --target .venv/oldest-reader -r requirements-oldest-reader.lock || \
		$(PLAIN_INSTALL) --target .venv/oldest-reader -r requirements-oldest-reader.lock
	@touch $@
