# Everything a checkout needs, each a command that is quick when there is nothing to do.
#
#   make run              install, migrate, load the demo the first time, start web and worker   (PORT, HOST)
#   make install          install only: .venv/bin/portal is there afterwards
#   make test             all tests, on SQLite   (T="tests/notes -k send" for some of them)
#   make test-postgresql  all tests but the browser's, on the server that TEST_DATABASE_URL names
#   make lint             style, format and types
#   make format           put the code in the form that lint asks for
#   make lock             resolve requirements/*.in anew into the hashed locks
#   make messages         collect the texts for translation, merge and compile the catalogues

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.NOTPARALLEL:
.PHONY: run install dev browser test test-postgresql lint format lock messages

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

pytest := $(bin)/python -m pytest -p tests.no_skips -n auto --maxprocesses 8

test: browser
	@$(pytest) $(T)

test-postgresql: export TEST_DATABASE_URL ?= postgresql+psycopg://root@127.0.0.1:5432/postgres
test-postgresql: dev
	@$(pytest) --ignore tests/journeys --ignore tests/structure $(T)

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

catalogues := portal/translations
messages: dev
	$(bin)/pybabel -q extract --mapping babel.cfg --keywords lazy_gettext --sort-by-file --no-location --output $(catalogues)/messages.pot .
	$(bin)/pybabel -q update --input-file $(catalogues)/messages.pot --output-dir $(catalogues) --no-fuzzy-matching
	$(bin)/pybabel -q compile --directory $(catalogues)
