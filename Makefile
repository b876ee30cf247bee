# Two commands: `make run` opens the practice installation, `make test` proves it. `make help` lists the rest.

PYTHON ?= python3

BIN := .venv/bin
TOGETHER := --numprocesses=auto --dist=worksteal

.DEFAULT_GOAL := help
.PHONY: help run house test check fix bench locks ready ready-to-test

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r name does; do printf '  make %-8s %s\n' "$$name" "$$does"; done
	@echo
	@echo "  make run LAN=1        serve the room's network, encrypted"
	@echo "  Also: PORT, HOST, DATABASE_URL, SECOND_TRACK_DATA, SECOND_TRACK_KEYS (docs/operations.md)"

run: ready ## Open the practice installation: an invented dialogue, a way in for every role
	@exec $(BIN)/python -m app.startup practice

house: ready ## Open an empty house: no demo, one first administrator
	@exec $(BIN)/python -m app.startup house

test: ready-to-test ## Run all tests; what is skipped is said at the end. ARGS="tests/texts -x" for some
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@failed=0; \
	$(BIN)/python -m pytest $(TOGETHER) || failed=1; \
	echo; echo "The same again on PostgreSQL:"; \
	$(BIN)/python -m pytest $(TOGETHER) --database=postgresql -m "not slow and not browser" || failed=1; \
	exit $$failed
endif

check: ready-to-test ## Style, types, import contracts, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "not formatted: make fix"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint templates --lint --quiet

fix: ready-to-test ## Put style right where a tool can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: ready-to-test ## Measure against floors (ARGS="agenda pages" for some of them); writes benchmarks/results.json
	@$(BIN)/python -m benchmarks $(ARGS)

locks: ready ## Make the lock files anew from the .in files (no addresses, hashes for all)
	@for name in requirements requirements-test requirements-uv requirements-node; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-annotate --no-emit-index-url --no-emit-find-links $$name.in -o $$name.lock || exit 1; \
	done

ready:
	@$(PYTHON) -I app/startup/environment.py run
	@$(BIN)/python -I app/startup/assets.py

ready-to-test:
	@$(PYTHON) -I app/startup/environment.py test
	@$(BIN)/python -I app/startup/assets.py
