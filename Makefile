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

.DEFAULT_GOAL := help
.PHONY: help site test check serve bench lint types lock clean python site-environment test-environment

help:  ## list what there is to make
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' Makefile

site: site-environment  ## build the graph, the dump and the site
	@$(PINCITE) build . --out $(OUT)

check: test-environment  ## check quotations, shapes, queries, ontology and links
	@$(PINCITE) check

serve: site-environment  ## build, serve on http://127.0.0.1:8000 and rebuild on a change
	@$(PINCITE) serve --port $(PORT)

bench: site-environment  ## measure the build against the plain way
	@$(RUN) benchmarks.bench $(BENCH)

test: lint types  ## check the code and run all tests (in a real browser too)
	@CHROMIUM="$$($(VENV)/bin/python tests/tools/chromium.py)" || exit 1; export CHROMIUM; \
	  $(RUN) pytest -n auto --dist loadfile $(PYTEST)

lint: test-environment
	@$(RUN) ruff check .
	@$(RUN) ruff format --check --quiet .
	@$(VENV)/bin/lint-imports --no-logo

types: test-environment
	@$(RUN) mypy

lock: python  ## resolve the dependencies anew
	@$(ENVIRONMENT) lock

clean:  ## remove what was built (the environment stays: it is the folder .venv)
	rm -rf $(OUT) build-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src mappings tests benchmarks requirements -name __pycache__ -type d -prune -exec rm -rf {} +

site-environment: python
	@$(ENVIRONMENT) site

test-environment: python
	@$(ENVIRONMENT) test

# In words that every Python understands, so that an old one can say that it is old.
python:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "make: there is no $(PYTHON). Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than Python 3.11. Install a later one, or name it: make PYTHON=python3.12" >&2; exit 2; }
