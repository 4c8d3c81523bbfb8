# Everything a checkout needs, each a command that is quick when there is nothing to do.
#
#   make run              install, migrate, load the demo the first time, start web and worker   (PORT, HOST)
#   make install          install only: .venv/bin/portal is there afterwards
#   make test             all tests, on SQLite   (T="tests/notes -k send" for some of them)
#   make test-postgresql  all tests but those of looks and of the code's structure, on the server of TEST_DATABASE_URL
#   make lint             style, format and types
#   make bench            how fast it is, beside a calibration loop of the same minute
#   make format           put the code in the form that lint asks for
#   make lock             resolve requirements/*.in anew into the hashed locks
#   make messages         collect the texts, merge and compile the catalogues   (LANGUAGE=de begins another)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.NOTPARALLEL:
.PHONY: run install dev browser test test-postgresql bench lint format lock messages

export PYTHON
bin := .venv/bin

run: install
	@exec $(bin)/portal run --demo

install:
	@tools/system-packages runtime
	@tools/python-environment runtime

dev:
	@tools/system-packages runtime
	@tools/python-environment runtime dev

browser:
	@tools/system-packages runtime browser
	@tools/python-environment runtime dev

pytest := $(bin)/python -m pytest -p tests.no_skips -n auto --maxprocesses 8 --dist worksteal

test: browser
	@$(pytest) $(T)

test-postgresql: export TEST_DATABASE_URL ?= postgresql+psycopg://127.0.0.1:5432/postgres
test-postgresql: browser
	@$(pytest) --ignore tests/look --ignore tests/structure $(T)

bench: dev
	@$(bin)/python -m benchmarks.scoring

lint: dev
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/mypy

format: dev
	@$(bin)/ruff check --fix
	@$(bin)/ruff format

compile := pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate -p 3.11

lock: dev
	$(bin)/uv $(compile) requirements/build.in -o requirements/build.txt
	$(bin)/uv $(compile) requirements/runtime.in -o requirements/runtime.txt
	$(bin)/uv $(compile) requirements/dev.in -o requirements/dev.txt

# The source texts are American English. A new language begins with: make messages LANGUAGE=de
catalogues := portal/translations
pybabel := $(bin)/pybabel -q
messages: dev
	@mkdir -p build $(catalogues)
	@$(pybabel) extract --mapping babel.cfg --keywords _l --keywords lazy_gettext --add-comments "For translators:" \
	    --project "Candidate coaching portal" --copyright-holder "its authors" --sort-by-file --no-location --output build/messages.pot .
	@if [[ -n "$(LANGUAGE)" ]]; then \
	    $(pybabel) init --input-file build/messages.pot --output-dir $(catalogues) --locale "$(LANGUAGE)"; fi
	@if compgen -G "$(catalogues)/*/LC_MESSAGES/*.po" >/dev/null; then \
	    $(pybabel) update --input-file build/messages.pot --output-dir $(catalogues) --no-fuzzy-matching \
	        --ignore-obsolete --ignore-pot-creation-date && \
	    $(pybabel) compile --directory $(catalogues); fi
	@echo "$$(grep -c '^msgid' build/messages.pot) texts in build/messages.pot, catalogues: $$(ls $(catalogues) | xargs)"
