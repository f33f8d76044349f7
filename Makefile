# Vanban. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup system documents test fast check templates accept messages bench clean
SHELL  := /bin/sh
PYTHON ?= python3
BIN    := .venv/bin
PIP    := $(BIN)/pip --quiet --disable-pip-version-check --no-input

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The stamps stand for the installed packages, so that a second call costs nothing.
.venv/runtime: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Vanban needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up .venv ..." >&2
	@$(PYTHON) -m venv .venv \
	  || { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: .venv/dev requirements/bench.txt
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

setup: .venv/dev ## make the virtual environment and install the locked packages
system: ; @sh tests/system-packages

documents: .venv/runtime ## build every dossier under data/ into output/
	@$(BIN)/vanban build

# One worker a core; a worker that has nothing left to do takes over what waits for another.
PYTEST := $(BIN)/python -m pytest -n logical --dist worksteal
# Compiled tests are kept, whatever the surroundings say: to compile them takes each worker seconds.
test fast: export PYTHONDONTWRITEBYTECODE :=

test: .venv/dev system ## run every test (ARGS="-k name" for some)
	@$(PYTEST) $(ARGS)

fast: .venv/dev ## run the tests that take no time, with fewer examples
	@$(PYTEST) -m "not slow" --hypothesis-profile=fast $(ARGS)

check: .venv/dev ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

templates: .venv/dev ## rebuild templates/*.docx from the decree's table
	@$(BIN)/python -m pipeline.stationery

accept: .venv/dev templates messages ## take what is made now as what is right, then read the diff
	@VANBAN_ACCEPT=1 $(BIN)/python -m pytest -q -m "not slow"
	@git diff --stat -- templates tests docs pipeline/locales

messages: .venv/dev ## bring the catalogue of messages up to date
	@$(BIN)/python tests/catalogue.py

bench: .venv/bench ## measure (bench/README.md says what and how)
	@$(BIN)/python -m bench

clean: ## remove what can be made again: output, caches, the virtual environment
	@rm -rf .venv output dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
