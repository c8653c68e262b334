# Two commands do all set-up on a fresh machine: `make workbooks` and `make test`.
PYTHON ?= python3
VENV := .venv
INQUIRY := $(VENV)/bin/inquiry
EXAMPLE_DAY := 2026-11-20

.PHONY: workbooks test bench lint system environment clean

workbooks: environment  ## the example district's workbooks and site
	$(INQUIRY) record import data/example/answers.jsonl --as-of $(EXAMPLE_DAY)
	$(INQUIRY) build --as-of $(EXAMPLE_DAY)

test: environment lint system  ## every test, browser included
	$(VENV)/bin/python -m pytest -n 2 --dist loadgroup

lint: environment
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: environment  ## speed and memory, side by side
	$(VENV)/bin/python -m pip install --quiet --no-deps ploomber-engine==0.0.33 ploomber-core debuglater  # the other way
	$(VENV)/bin/python tests/bench/reading.py
	$(VENV)/bin/python tests/bench/builds.py
	$(VENV)/bin/python tests/bench/disclosure.py
	$(VENV)/bin/python tests/bench/live.py
	INQUIRY_SECONDS=120 $(VENV)/bin/python -m pytest -q -s -o addopts= tests/lab/test_typists.py

system: environment  ## Debian's chromium, and Pango for PDFs, where they can be installed
	sh .ci/system

clean:  ## everything that is built; never the record of answers
	rm -rf data/example/workbooks data/example/build data/example/site data/example/editions data/example/disclosure $(VENV)

environment:  ## made, or renewed when the list of dependencies or the Python it was made with has changed
	@sh .ci/environment $(PYTHON) $(VENV)
