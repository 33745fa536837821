# Two commands matter: `make demo` shows the product, `make test` proves it. `make` alone explains the rest.
# The work is done by deploy/local/setup.py and deploy/local/demo.py; here are only the names to type.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
RUN := .venv/bin/python
SETUP := $(PYTHON) deploy/local/setup.py

.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo chaos test faults bench check lock clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## install what the demonstration needs (once; afterwards it takes no time)
	@$(SETUP) demo

demo: setup ## play the year 2025 of Dương Quang, then stay up: RESET=1 starts clean, EXIT=1 ends, KILL=<service> kills one midway
	@$(RUN) -m deploy.local.demo $(if $(RESET),--reset) $(if $(EXIT),--exit) $(if $(KILL),--kill $(KILL))

chaos: setup ## work while services, broker, store and connections fail: DURATION=120 SEED=7 CLIENTS=12
	@$(RUN) -m deploy.local.chaos $(if $(DURATION),--duration $(DURATION)) $(if $(SEED),--seed $(SEED)) $(if $(CLIENTS),--clients $(CLIENTS))

setup-test: ## install what the tests need
	@$(SETUP) test

test: setup-test ## run all tests: ARGS="-k ballot" for some, AGAIN=1 for those that failed
ifdef ARGS
	@$(RUN) -m pytest $(ARGS)
else
	@$(RUN) -m deploy.local.tests $(if $(AGAIN),--again)
endif

bench: ## measure the speed against baselines of the same run: ONLY=relay,latency for some rows, QUICK=1 for a first look
	@$(SETUP) bench
	@$(RUN) -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

faults: setup-test ## every failure of docs/reliability.md on real processes, and the other long tests: WITHOUT=1 shows what each fault notices
	@$(if $(WITHOUT),THIDUA_FAULTS_WITHOUT=1) $(RUN) -m deploy.local.tests --faults $(if $(AGAIN),--again)

check: ## style, types, import order, dependencies, security, manifests, published events
	@$(SETUP) check
	@$(RUN) -m deploy.local.check

lock: ## resolve requirements*.in into requirements*.lock
	@$(SETUP) lock

clean: ## remove everything that was installed or recorded here, the demonstration's data included
	@$(SETUP) clean
