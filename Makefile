# Two commands do everything on a fresh machine with Python 3.11+ and make:
#   make reports    make test
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/python -m uv
LOCK := $(BIN)/python -m uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --extra dev pyproject.toml -o requirements.lock

.DEFAULT_GOAL := help
.PHONY: help reports test lint lab dictionary reference lock bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("diagnoza needs Python 3.11 or newer; name one: make PYTHON=python3.12 reports" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv from requirements.lock (once; a minute or two)"
	@$(PYTHON) -m venv .venv
	@awk '/^uv==/ {on=1} on {print} on && !/\\$$/ {exit}' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --offline -e .
	@touch $@

reports: .venv/installed ## build every report that is not up to date
	@$(BIN)/diagnoza run

test: lint ## lint, types, tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: .venv/installed ## ruff and mypy
	@echo "ruff: rules and format"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@echo "mypy: strict on lib/"
	@$(BIN)/mypy

lab: .venv/installed ## explore the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

dictionary: .venv/installed ## write docs/data-dictionary.md, docs/glossary.md and docs/assumptions.md again
	@$(BIN)/diagnoza dictionary

reference: .venv/installed ## make data/raw/reference/ again from the national tables in DIAGNOZA_REFERENCE
	@$(BIN)/python scripts/make_reference.py

bench: .venv/installed ## where the time of a run goes, as ratios
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/surveys.py
	@$(BIN)/python bench/flows.py

lock: .venv/installed ## resolve requirements.lock again from pyproject.toml
	@$(LOCK)

clean: ## remove what is rebuilt (not .venv)
	@find data/processed reports -mindepth 1 ! -name README.md -delete
