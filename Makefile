# make learn    start the course          make test   prove all of it
# make bench    measure the speed claims  make lock   renew the lock files
# make grade ASSIGNMENT=01_logistic_regression    grade what was handed in
PYTHON ?= python3
BIN := .venv/bin
LAB_ARGS ?=
GRADE_ARGS ?=
# Here, once: a Python that is told to keep no bytecode would compile TensorFlow at every start.
COMPILE = $(BIN)/python -m compileall -qq -j 0 .venv || true

.PHONY: learn test bench grade lint lock clean

learn: .venv/installed
	@$(BIN)/course learn $(LAB_ARGS)

test: .venv/installed-test lint
	@$(BIN)/python -m pytest -n 3 tests

lint: .venv/installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

grade: .venv/installed
	@$(BIN)/course grade $(ASSIGNMENT) $(GRADE_ARGS)

bench: .venv/installed
	@$(BIN)/python -m benchmarks

.venv/installed: requirements.txt pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else \
	    "The course needs Python 3.11, 3.12 or 3.13; $(PYTHON) is " + sys.version.split()[0] + \
	    ". Name another one like this: make learn PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python -r requirements.txt
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

.venv/installed-test: .venv/installed tests/requirements.txt
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python -r tests/requirements.txt
	@$(COMPILE)
	@touch $@

lock: .venv/installed
	$(BIN)/python -m uv pip compile --quiet --universal --no-header --no-annotate --upgrade \
	    --python-version 3.11 pyproject.toml --output-file requirements.txt
	$(BIN)/python -m uv pip compile --quiet --universal --no-header --no-annotate \
	    --python-version 3.11 --extra test --constraint requirements.txt \
	    pyproject.toml --output-file tests/requirements.txt

# Leaves learn/ and instructor/ alone: they hold people's work.
clean:
	rm -rf .venv build *.egg-info .pytest_cache .ruff_cache .mypy_cache artifacts
