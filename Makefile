# Two commands for a newcomer: `make run` and `make test`. The work is done by the small programs of tools/.
PYTHON ?= python3
.PHONY: help run test bench soak build messages lock-migrations screenshots
.DEFAULT_GOAL := help

help: ## what can be made here
	@echo "make run      the product on http://127.0.0.1:8000 (PORT=8080 make run: another port); Ctrl-C stops it"
	@echo "make test     every check and test, on SQLite and on PostgreSQL (at most 15 minutes on 2 cores)"
	@echo "make bench    measures the product beside bare tools in the same run"
	@echo "make soak     load, kills, faults and drills (SHORT=1: each once, at most 10 minutes)"
	@echo "make messages gathers the words of the interface for translation; make lock-migrations freezes new migrations"
	@echo "make screenshots takes the pictures of the documents anew, from a seeded product of their own"
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

messages: ## gather the messages of code and templates into the catalogues
	@exec .venv/bin/python tools/messages.py update

lock-migrations: ## note new migrations as landed
	@exec $(PYTHON) tools/lock_migrations.py

screenshots: ## pictures of the documents
	@exec .venv/bin/python tools/screenshots.py
