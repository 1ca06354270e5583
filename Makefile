# open-csms: `make run` shows it working, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
CORPUS ?= tests/vectors/ocpp
SEEDS ?= 5000
POSTGRES ?= /usr/lib/postgresql/15

.PHONY: help run test lint format features conformance price-vectors mutate bench crash soak simulate-seeds \
  postgres-15 licences \
  coverage-page pages lock audit dist clean firmware-sim firmware-size firmware-kills firmware-soak flash board-test environment runtime-environment

help: ## Show this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: runtime-environment ## Start everything with a demonstration tenant and simulated stations
	@exec $(BIN)/open-csms demo

test: environment lint ## Run every check and test, fast ones first; one summary (ONLY=stages)
	@$(BIN)/python tools/suite.py $(ONLY)

lint: environment ## Check style, types and the direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@PYTHONPATH=src $(BIN)/lint-imports --no-logo
	@$(BIN)/python firmware/tools/type_check.py

format: environment ## Format the code and mend what can be mended
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

features: environment ## Run the features and write the living document
	@code=0; $(BIN)/python -m pytest features -q --world=memory --world=wire --world=firmware || code=$$?; \
	  $(BIN)/python -m tools.living_document; exit $$code

conformance: environment ## Run a folder of OCPP vectors over real sockets: CORPUS=dir (DATABASE=1)
	@$(BIN)/python -m tests.conformance $(CORPUS) $(if $(DATABASE),--database)

price-vectors: environment ## Price a folder tree of OCPI tariffs and CDRs: DIR=dir
	@PYTHONPATH=src $(BIN)/python -m tests.conformance.prices $(DIR)

mutate: environment ## Break the tariff engine in every way, and count what the tests notice
	@$(BIN)/python -m tools.mutate

bench: environment ## Measure, side by side with the bare floor; JSON under var/bench
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.page > docs/performance.md

crash: environment ## Kill server and database under load, release size
	@$(BIN)/python -m tests.crash --release

postgres-15: environment ## Run the persistence tests and a crash drill on an older server: POSTGRES=dir
	@TEST_POSTGRES=$(POSTGRES) $(BIN)/python -m pytest -q tests/adapters/persistence \
	  tests/adapters/stores tests/adapters/views tests/adapters/bus
	@TEST_POSTGRES=$(POSTGRES) $(BIN)/python -m tests.crash --transactions 2000 --kills 4

soak: environment ## Twenty minutes of load, watching memory
	@$(BIN)/python -m benchmarks soak

simulate-seeds: environment ## Simulate many worlds under faults: SEEDS=n
	@$(BIN)/python -m tests.simulation --seeds $(SEEDS)

coverage-page: environment ## Write docs/ocpp-coverage.md anew
	@$(BIN)/python -m tools.ocpp_coverage > docs/ocpp-coverage.md

pages: environment ## Print .env.example and docs/configuration.md anew
	@$(BIN)/python -m entrypoints.settings env > .env.example
	@$(BIN)/python -m entrypoints.settings markdown > docs/configuration.md

lock: environment ## Renew requirements/*.txt from pyproject.toml (UPGRADE=1 for newer versions)
	@tools/lock.sh

audit: environment ## Look for known vulnerabilities in the locked packages
	@# --strict: a package that could not be looked up is a failure, not a pass.
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements/runtime.txt

licences: environment ## List the licences of all locked packages; refuse what may not be here
	@$(BIN)/python tools/licences.py

dist: environment ## Build the wheel, the source archive and the SBOM under dist/
	@rm -rf dist && $(BIN)/hatchling build
	@$(BIN)/python tools/sbom.py > dist/sbom.cdx.json

firmware-sim: environment ## One simulated charge point of the firmware: URL=ws://… IDENTITY=… KEY=hex (PORT=5016)
	@mkdir -p var/firmware; exec $(BIN)/micropython -X heapsize=1m firmware/sim/run.py var/firmware/sim \
	  url=$(or $(URL),ws://127.0.0.1:9000/ocpp/demo) identity=$(or $(IDENTITY),CP1) key=$(KEY) \
	  control=$(or $(PORT),5016) echo=1

firmware-kills: environment ## A thousand SIGKILLs of a charge point, against our gateway and PostgreSQL
	@$(BIN)/python -m tests.firmware.drill --kills $(or $(KILLS),1000) --database

firmware-soak: environment ## Ten thousand messages of a charge point, watching its heap
	@FIRMWARE_MESSAGES=10000 $(BIN)/python -m pytest -q tests/firmware/test_memory.py

firmware-size: environment ## What the firmware's source takes in memory, and whether that is in its budget
	@$(BIN)/python firmware/tools/footprint.py

flash: environment ## Put MicroPython and the firmware on a board: MICROPYTHON_BIN=file PORT=/dev/ttyUSB0 (ERASE=1)
	@$(BIN)/python firmware/tools/flash.py --port $(or $(PORT),/dev/ttyUSB0) \
	  $(if $(MICROPYTHON_BIN),--image $(MICROPYTHON_BIN),--files) $(if $(ERASE),--erase)

board-test: environment ## Ask a board with the firmware what no simulation can tell: PORT=/dev/ttyUSB0
	@$(BIN)/python firmware/tools/flash.py --port $(or $(PORT),/dev/ttyUSB0) --test

clean: ## Remove the environment and caches; data under var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache dist build var/test
	find src tests tools features benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(PYTHON) tools/bootstrap.py dev

runtime-environment:
	@$(PYTHON) tools/bootstrap.py runtime
