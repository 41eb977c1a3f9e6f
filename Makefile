# Every target makes the environment it needs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOWEST := .venv-lowest
REFEREES := .venv-referees
NODE := .cache/samples-node
WEB := explorer/web
CODE := runtime generator emulator explorer examples benchmarks tests
# The tests and benchmarks start many processes: let Python keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup generate check format test test-lowest referees soak samples peers page check-page test-page pictures demo emulator explorer bench

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable '.[async,emulator,explorer,generator]' --group dev
	@touch $@

setup: $(READY) ## Make .venv: an editable install with all extras and the development tools.

generate: $(READY) ## Regenerate generated/ from specs/; only what changed is written.
	$(BIN)/python -m alicloud.generator generate

check: $(READY) ## Formatting, lint, types, specs, stale output and docstrings; changes nothing.
	$(BIN)/black --check --quiet $(CODE) || ($(BIN)/black --diff --quiet $(CODE); exit 1)
	$(BIN)/ruff check $(CODE) generated
	$(BIN)/mypy
	$(BIN)/python -m alicloud.generator check
	$(BIN)/python -m alicloud.generator generate --check
	$(BIN)/pytest --quiet -m docs tests/test_docstrings.py

format: $(READY) ## Format the hand-written code.
	$(BIN)/black --quiet $(CODE)
	$(BIN)/ruff check --fix-only --quiet $(CODE)

test: $(READY) ## The tests, in less than three minutes.
	$(BIN)/pytest -m "not docs and not page and not soak" --numprocesses 2

test-lowest: $(LOWEST)/.ready ## What touches the dependencies, with the lowest versions that are allowed.
	$(LOWEST)/bin/pytest -m "not soak" --numprocesses 2 tests/core/http tests/core/calls \
		tests/clients/test_async.py tests/clients/test_retries.py tests/clients/test_verifying_server.py \
		tests/emulator/http tests/emulator/identity tests/emulator/sts tests/explorer/test_code.py \
		tests/generator/spec

$(LOWEST)/.ready: pyproject.toml tests/support/lowest.py
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(LOWEST)/bin/python tests/support/lowest.py > $(LOWEST)/constraints.txt
	$(LOWEST)/bin/python -m pip install --quiet --constraint $(LOWEST)/constraints.txt \
		--editable '.[async,emulator,explorer,generator]' --group test
	@touch $@

referees: $(REFEREES)/.ready ## Calls of every form beside the official SDKs of nine other products.
	$(REFEREES)/bin/pytest tests/referees

$(REFEREES)/.ready: pyproject.toml
	$(PYTHON) -m venv $(REFEREES)
	$(REFEREES)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(REFEREES)/bin/python -m pip install --quiet --editable '.[async,emulator,generator]' --group referees
	@touch $@

soak: $(READY) ## The long sweeps.
	$(BIN)/pytest -m soak --numprocesses 2

samples: $(READY) $(NODE)/.ready ## Run the samples against the emulator: all, or those of LANGUAGE=go.
	$(BIN)/python -m tests.samples $(LANGUAGE)
	$(BIN)/python -m tests.samples.projects $(LANGUAGE)

$(NODE)/.ready: tests/samples/node/package.json tests/samples/node/package-lock.json
	mkdir -p $(NODE)
	cp tests/samples/node/*.json $(NODE)
	cd $(NODE) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

peers: $(READY) ## Run programs written elsewhere against the emulator; GROUP=npm or GROUP=pypi for a part.
	$(BIN)/python -m tests.peers $(GROUP)

$(WEB)/node_modules/.ready: $(WEB)/package.json $(WEB)/package-lock.json
	cd $(WEB) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

page: $(WEB)/node_modules/.ready ## Build the Explorer's page from explorer/web; needs Node.
	cd $(WEB) && npm run --silent build

check-page: $(WEB)/node_modules/.ready ## Formatting and types of the page, and whether it is stale; needs Node.
	cd $(WEB) && npm run --silent check

test-page: $(READY) $(WEB)/node_modules/.ready ## The page in a browser; needs Node and chromium.
	$(BIN)/python -m pip install --quiet --group page
	$(BIN)/pytest -m page --numprocesses 2 tests/explorer/page

pictures: $(READY) ## Take the pictures of docs/images anew; needs chromium.
	$(BIN)/python -m pip install --quiet --group page
	EXPLORER_PICTURES=docs/images $(BIN)/pytest --quiet tests/explorer/page/test_pictures.py

demo: $(READY) ## Create a user and assume a role, in an emulator of RAM and STS.
	$(BIN)/python examples/create_user.py
	$(BIN)/python examples/assume_role.py

emulator: $(READY) ## Start the emulator as a server; Ctrl-C stops it.
	$(BIN)/python -m alicloud.emulator

explorer: $(READY) ## Start the Explorer, a page to try actions and copy code; Ctrl-C stops it.
	$(BIN)/python -m alicloud.explorer

bench: $(READY) ## Measure speed beside other SDKs, in about ten minutes; writes benchmarks/.
	$(BIN)/python -m benchmarks
