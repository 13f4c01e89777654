# Two commands matter: `make run` and `make test`. Python, git and make are enough for both.

PYTHON ?= python3
PORT ?= 8000
POSTGRES ?= postgres://root@127.0.0.1:5432
OWN_OPERATOR ?= BASC

PY := .venv/bin/python
PYTEST := $(PY) -m pytest
# One database a working copy, so that two copies can be checked on one server.
PG_TESTS := DATABASE_URL=$(POSTGRES)/bascule_$(shell pwd | cksum | cut -d' ' -f1)
# What .venv was made from: when the lock, its Python or the folder is another, it is made anew.
STAMP := { cksum requirements.lock; pwd; $(PY) -VV; } 2>&1

# What runs side by side says its lines together, where make can do that.
EACH_APART := $(if $(filter output-sync,$(.FEATURES)),--output-sync)

# Starting is three times slower when nothing keeps the compiled files.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory
.PHONY: help setup run test check check-rest lint postgresql in-chromium on-postgresql bench lock messages screenshot clean

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## Make .venv from requirements.lock; do nothing when it is up to date
	@[ -x $(PY) ] && [ "`$(STAMP)`" = "`cat .venv/stamp 2>/dev/null`" ] || $(MAKE) .venv

.PHONY: .venv
.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Bascule needs Python 3.11 or later; name one with PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@awk '/^[a-z]/ { found = /^uv==/ } found' requirements.lock > .venv/uv.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	$(PY) -m uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock || \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(STAMP) > .venv/stamp

run: setup ## Start everything on this machine with demo data: http://127.0.0.1:8000 (PORT=8000)
	@exec env DEBUG=on OWN_OPERATOR=$(OWN_OPERATOR) LOG_LEVEL=$${LOG_LEVEL:-WARNING} \
		$(PY) manage.py serve --demo --days 20 --port $(PORT)

test: setup ## Run every test that needs no service
	$(PYTEST) -n auto --dist worksteal -m "not browser and not gettext"

check: test check-rest ## Run all that CI runs: also lint, types, translations, PostgreSQL, Chromium

check-rest: setup postgresql
	$(MAKE) -j2 $(EACH_APART) lint in-chromium on-postgresql

in-chromium: setup
	$(PYTEST) tests/browser tests/test_translations.py -m "browser or gettext"

on-postgresql: setup postgresql
	$(PG_TESTS) $(PYTEST) -n auto --dist worksteal -m "not browser and not gettext"
	$(PG_TESTS) $(PYTEST) tests/browser/test_full_life.py

lint: setup ## Check style, types and migrations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run

postgresql: setup
	@$(PY) -c 'import psycopg; psycopg.connect("$(POSTGRES)/postgres", connect_timeout=5).close()' 2>/dev/null || \
		{ echo "No PostgreSQL answers at $(POSTGRES): start it, or name another one with POSTGRES=postgres://..." >&2; exit 1; }

bench: setup ## Measure (DATABASE_URL chooses the database)
	@set -e; for file in bench/*.py; do PYTHONPATH=. $(PY) $$file; done

lock: setup ## Lock the dependencies of pyproject.toml anew
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-emit-index-url pyproject.toml -o requirements.lock

messages: setup ## Update the French catalogue from the code, and compile it (needs gettext)
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemessages -l fr --no-location --no-obsolete \
		--ignore=tests --ignore=bench --ignore=docs
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py compilemessages -l fr --ignore=.venv

screenshot: setup ## Draw the README's screenshot (needs Chromium)
	$(PY) docs/screenshot.py

clean: ## Remove what was made here; the database stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis staticfiles test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
