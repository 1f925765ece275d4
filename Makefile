# `make help` lists what there is. The logic is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help demo run test check lint types imports templates lock-in-step cover bench install

PY := .venv/bin/python

help:  ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

demo:  ## two fictional clinics, served on this machine (FRESH=1 anew, PORT=8000)
	@scripts/demo

run:  ## the real instance in instance/, with production settings (PORT=8000)
	@scripts/run

test:  ## every test: both databases, documents, real browser (BROWSER=no leaves that out)
	@scripts/test

check: lint types imports templates lock-in-step  ## format, lint, types, import contracts, templates, lock files

lint: install  ## ruff: format and rules
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .

types: install  ## mypy, strict
	@$(PY) -m mypy

imports: install  ## who may import whom
	@.venv/bin/lint-imports

templates: install  ## djlint on templates/ (lint only)
	@$(PY) -m djlint templates --lint --quiet

lock-in-step: install
	@$(PY) scripts/lock_in_step.py

cover: install  ## branch coverage: 100 % of the core, 95 % over all
	@scripts/cover

bench: install  ## the figures, as ratios measured in one run
	@$(PY) -m benchmarks

install:  ## the environment for development, in .venv
	@scripts/environment development
