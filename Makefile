# All that this needs is Python 3.11 or later and make; everything else goes into the folder .venv, from a lock file.
# With another Python: make PYTHON=python3.12

PYTHON ?= python3
VENV   ?= .venv
OUT    ?= build
PORT   ?= 8000

RUN  := $(VENV)/bin/python -m
PINCITE := $(VENV)/bin/pincite
# The environment that a target needs: `site` builds and serves, `test` has the tools for tests beside it.
ENVIRONMENT := $(PYTHON) requirements/environment.py --folder $(VENV)
# What bundles and checks the site's scripts; Node is the machine's, or the one that this put into the environment.
SCRIPTS := $(PYTHON) requirements/scripts.py --folder $(VENV)
# One process more than there are cores: a browser, a server or a store is often waited for.
WORKERS := $(VENV)/bin/python -c 'import os; print((os.cpu_count() or 1) + 1)'
NODE     = cd site_templates && $(or $(abspath $(wildcard $(VENV)/bin/node)),node)

.DEFAULT_GOAL := help
.PHONY: help site test check serve bench screenshots lighthouse lint types scripts lock clean python site-environment test-environment

help:  ## list what there is to make
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

site: site-environment  ## build the graph, the dump and the site
	@$(PINCITE) build . --out $(OUT)

check: test-environment  ## check quotations, shapes, queries, ontology and links
	@$(PINCITE) check

serve: site-environment  ## build, serve on http://127.0.0.1:8000 and rebuild on a change
	@$(PINCITE) serve --port $(PORT)

bench: site-environment  ## measure the build against the plain way
	@$(RUN) benchmarks.bench $(BENCH)

screenshots: test-environment  ## take a picture of every kind of page, at phone and desktop width, light and dark
	@CHROMIUM="$$($(VENV)/bin/python tests/tools/chromium.py)" || exit 1; export CHROMIUM; \
	  $(PINCITE) build . --out $(OUT) && $(VENV)/bin/python tests/tools/screenshots.py --site $(OUT)/site --out build-screenshots

lighthouse: test-environment  ## measure speed, access and good practice of a few pages in a browser (minutes)
	@$(SCRIPTS) lighthouse
	@CHROMIUM="$$($(VENV)/bin/python tests/tools/chromium.py)" || exit 1; export CHROMIUM; \
	  $(PINCITE) build . --out $(OUT) && $(RUN) tests.tools.lighthouse --site $(OUT)/site --node "$(or $(abspath $(wildcard $(VENV)/bin/node)),node)" $(LIGHTHOUSE)

test: lint types scripts  ## check the code and run all tests (in a real browser too)
	@$(SCRIPTS) comunica
	@CHROMIUM="$$($(VENV)/bin/python tests/tools/chromium.py)" || exit 1; export CHROMIUM; \
	  $(RUN) pytest -n $$($(WORKERS)) --dist loadfile --no-loadscope-reorder $(PYTEST)

lint: test-environment
	@$(RUN) ruff check .
	@$(RUN) ruff format --check --quiet .
	@$(VENV)/bin/lint-imports --no-logo
	@$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings --log-level=warn scripts

types: test-environment
	@$(RUN) mypy
	@$(NODE) node_modules/typescript/bin/tsc --project .

scripts: test-environment
	@$(NODE) --test scripts/tests/*.test.js

lock: python  ## resolve the dependencies anew
	@$(ENVIRONMENT) lock

clean:  ## remove what was built (the environment stays: .venv and site_templates/node_modules)
	rm -rf $(OUT) build-bench build-lighthouse build-screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src mappings site_templates tests benchmarks requirements -name __pycache__ -type d -prune -exec rm -rf {} +

site-environment: python
	@$(ENVIRONMENT) site
	@$(SCRIPTS) site

test-environment: python
	@$(ENVIRONMENT) test
	@$(SCRIPTS) test
	@$(SCRIPTS) vocabularies

# In words that every Python understands, so that an old one can say that it is old.
python:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "make: there is no $(PYTHON). Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than Python 3.11. Install a later one, or name it: make PYTHON=python3.12" >&2; exit 2; }
