# `make scan` and `make test` need Python 3.11 or later and make; all else is installed into .venv, pinned by hash.

PATHS ?= corpus
SCAN_FLAGS ?=
PYTEST_FLAGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL_PROJECT := $(PIP) install --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help scan test check format docs sample lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

scan: $(VENV)/.installed ## scan corpus/ (or PATHS="a b") and write a report
	$(BIN)/dedup scan $(PATHS) $(SCAN_FLAGS)

test: $(VENV)/.installed-dev ## run the tests; PYTEST_FLAGS="--slow --browser" for all of them
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

check: $(VENV)/.installed-dev ## check format, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.installed-dev ## write the tables of docs/configuration.md from the settings
	$(BIN)/python tools/write_configuration_doc.py

sample: $(VENV)/.installed ## write reports/sample, the sample report in the project, anew
	$(BIN)/dedup scan corpus --output reports/sample --quiet

# uv is a tool of whoever changes dependencies, not of who uses them: see docs/decisions/0001-lock-file.md.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --quiet $(LOCK_FLAGS)
lock: ## pin the dependencies anew (needs uv; LOCK_FLAGS=--upgrade for newer versions)
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --extra serve --group build --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The first interpreter that is new enough and can make an environment; PYTHON=... chooses another.
PYTHON ?=
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version)"; \
	    exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "No Python 3.11 or later with venv was found. Install one (on Debian and Ubuntu: python3 and" >&2; \
	echo "python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the dependencies, once"
	$(PIP) install --require-hashes -r requirements.lock
	$(INSTALL_PROJECT)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing the dependencies and the tools of development, once"
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(INSTALL_PROJECT)
	@touch $@ $(VENV)/.installed
