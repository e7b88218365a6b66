# Two commands matter: `make run` and `make test`. Both set up what they need by themselves.
PYTHON ?= python3
PY := .venv/bin/python
UV := .venv/bin/uv
export PORT ?= 8000
export PYTHONUNBUFFERED := 1
unexport PYTHONDONTWRITEBYTECODE  # modules are compiled once, not by every process

.DEFAULT_GOAL := help
.PHONY: help run setup setup-test test check format lifecycles bench lock demo-users clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup  ## set up, migrate, load, write the reports, serve on PORT (8000)
	@exec $(PY) manage.py serve

setup:  ## what `make run` needs: environment, packages, front end
	@$(PYTHON) bin/setup.py run

setup-test:  ## what `make test` and `make check` need besides: test packages, Chromium
	@$(PYTHON) bin/setup.py test

test: setup-test  ## every test, browser tests included
	$(PY) -m pytest -n auto --dist worksteal --cov --cov-report=term

check: setup-test  ## every check that is not a test
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	.venv/bin/lint-imports
	$(PY) -m mypy
	.venv/bin/djlint khuyencong --lint --quiet
	npm run --silent check
	$(PY) manage.py check
	$(PY) manage.py makemigrations --check --dry-run

format: setup-test  ## write the code the way `make check` wants it
	$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

lifecycles: setup-test  ## write docs/lifecycles/ from the tables in the code
	$(PY) manage.py write_lifecycles
	$(PY) manage.py write_adjustment_lifecycle
	$(PY) manage.py write_access

bench: setup-test  ## synthetic load; prints the budgets of docs as ratios of one run
	$(PY) bin/bench.py

demo-users: setup  ## one labelled account per role; the password is printed once
	$(PY) manage.py create_demo_users

LOCK := $(UV) pip compile --quiet --generate-hashes --no-header --no-emit-index-url --universal pyproject.toml
lock: setup-test  ## pin again what pyproject.toml asks for, without addresses
	$(LOCK) --output-file requirements.lock
	$(LOCK) --constraints requirements.lock --group dev --output-file requirements-dev.lock
	$(LOCK) --constraints requirements.lock --group data --output-file requirements-data.lock

clean:  ## remove what was built, not the data in var/
	rm -rf .venv node_modules khuyencong/ui/static/ui/build .mypy_cache .ruff_cache .pytest_cache
