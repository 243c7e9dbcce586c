# Two commands do it all on a machine with python3 (3.11 or newer) and make: `make run`, `make test`.
.DEFAULT_GOAL := help
.PHONY: help run install dev test check bench messages lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

help: ## what the targets do
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

# A stamp, not pyvenv.cfg: an environment that was interrupted half-way is made anew.
$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/app.stamp: requirements/app.txt | $(VENV)/made.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/made.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/app.stamp

install: $(VENV)/app.stamp ## the virtual environment with the locked packages

dev: $(VENV)/dev.stamp ## the same, with the tools of development

run: install ## the site with demo content on http://127.0.0.1:8000
	@$(BIN)/python -m demo.run --port $(PORT)

test: dev ## the whole suite that needs no server
	@$(BIN)/python -m tools.compile_messages
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: dev ## lint, types, import contracts, migrations, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check --fail-level WARNING
	@$(BIN)/python -m tools.check_deploy
	@$(BIN)/python -m tools.check_messages
	@$(BIN)/python -m tools.check_compose

messages: dev ## bring locale/ru up to date with the code and the templates
	@$(BIN)/python -m tools.make_messages

bench: dev ## benchmarks: growth 1x, 4x, 16x in one run, then the site under load; tables and JSON
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench grouping
	@$(BIN)/python -m bench load --full

lock: dev ## lock the dependencies anew from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements/app.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt

clean: ## remove what the other targets made (not the data in var/)
	rm -rf $(VENV) staticfiles .mypy_cache .ruff_cache .pytest_cache
