# SPDX-License-Identifier: EUPL-1.2
# Thin names for scripts/dev.py, which does the work and also runs where there is no make.
# Arguments go through ARGS: make run ARGS="--help", make test ARGS="-k undo".

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))) python3)

.DEFAULT_GOAL := help
.PHONY: run test torture lint format bench bundle smoke lock clean help

run: ## set everything up and open the planner
test: ## set up what tests need, then run every check
torture: ## kill, starve and spoil the store for some minutes (ARGS=--short for a taste)
lint: ## check format, style, import contracts and types
format: ## format the sources and mend what the linter can
bench: ## measure; results land in benchmarks/results
bundle: ## build a program folder in dist/ that needs no Python
lock: ## resolve the requirements again (needs uv)

run test torture lint format bench bundle lock:
	@$(PYTHON) scripts/dev.py $@ $(ARGS)

smoke: bundle ## build the bundle and use it in an empty environment
	@bash scripts/smoke_bundle.sh

clean: ## remove everything that was built or installed here
	rm -rf .venv build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find planner ui tests benchmarks scripts -name __pycache__ -type d -exec rm -rf {} +

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 14
