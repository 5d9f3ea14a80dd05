# Two commands for a newcomer: `make run` and `make test`. The work is done by the small programs of tools/.
PYTHON ?= python3
.PHONY: help run test bench soak build
.DEFAULT_GOAL := help

help: ## what can be made here
	@echo "make run      the product on http://127.0.0.1:8000 (PORT=8080 make run: another port); Ctrl-C stops it"
	@echo "make test     every check and test, on SQLite and on PostgreSQL (at most 15 minutes on 2 cores)"
	@echo "make bench    measures the product beside bare tools in the same run"
	@echo "make soak     load, kills, faults and drills (SHORT=1: each once, at most 10 minutes)"
	@echo "make build    only what run and test need: .venv, styles, scripts, translations"

run: ## build what is missing, serve, seed
	@exec $(PYTHON) tools/run.py

test: ## all checks and tests, one verdict
	@exec $(PYTHON) tools/check.py

bench: ## ratios to bare tools
	@exec $(PYTHON) tools/bench.py

soak: ## long runs
	@exec $(PYTHON) tools/soak.py

build: ## .venv, styles, scripts, translations
	@exec $(PYTHON) tools/build.py dev
