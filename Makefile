# Record Room. `make` alone explains everything; start with `make serve`.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test demo load derive check fix bench torture screenshot lock clean

PORT ?= 8001
DATA ?= data
SAMPLE := $(DATA)/sample
SAMPLE_ACTS := agencies/example-falls-pd/sample/acts.txt
SAMPLE_FIRST_DAY := 2024-11-06
SAMPLE_DAY := 2026-01-15
READY := .venv/.ready
BIN := .venv/bin
PYTHON ?=

help: ## This list
	@echo "Record Room: a public records room. Start here:"
	@echo
	@echo "  make serve     the portal with a made-up town's records, at http://127.0.0.1:$(PORT)"
	@echo "  make test      everything that is promised, tried"
	@echo
	@echo "All targets (DATA=folder and PORT=number may be added to any):"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1 \2/p' Makefile | while read -r name words; do printf '  make %-11s%s\n' "$$name" "$$words"; done
	@echo
	@echo "Then: README.md, docs/operate.md (clerks), docs/cookbook.md (journalists), docs/add-a-kind.md."

serve: $(READY) $(DATA)/current ## Serve the current release; on an empty data folder, the made-up town's
	@exec $(BIN)/python -m plugins.serve --release "$(DATA)/releases/$$(cat $(DATA)/current)" --port $(PORT)

demo: $(READY) $(DATA)/current ## Make, load and release the made-up town's records, where there are none yet
	@echo "$(DATA)/ holds release $$(cat $(DATA)/current). See it with: make serve"

test: check ## Everything that is promised, tried: check, then pytest
	@$(BIN)/python -m pytest -m "not torture" -n auto --maxprocesses 4 --dist loadfile

check: $(READY) ## Say what is wrong with code, declarations and derived files; write nothing
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/ingest formats
	$(BIN)/python -m ingest.derive --check
	$(BIN)/python -m publish.derive --check

fix: $(READY) ## Put code in order and write the derived files again
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(MAKE) --no-print-directory derive

derive: $(READY) ## Write what follows from kinds/ and portal.yml: metadata.yml, dictionary, schemas, command pages
	@$(BIN)/python -m ingest.derive
	$(BIN)/python -m publish.derive

load: $(READY) ## Load files: make load FILE="june.csv" AGENCY=example-falls-pd BY="Ana Ruiz"
	@[ -n "$(FILE)" ] || { echo 'Say which: make load FILE="june.csv" AGENCY=example-falls-pd BY="Ana Ruiz"' >&2; exit 2; }
	$(BIN)/ingest load --data "$(DATA)" $(FILE) $(if $(AGENCY),--agency "$(AGENCY)") $(if $(BY),--by "$(BY)")

bench: $(READY) ## Print our figures beside those of what users would pick instead
	@$(BIN)/python benchmarks/load.py
	[ ! -d ../shared/data/real ] || $(BIN)/python benchmarks/draft.py ../shared/data/real

torture: $(READY) ## The full count of faults: kills, full disks, hostile clients (long)
	@$(BIN)/python -m pytest -m torture -s

screenshot: $(READY) $(DATA)/current ## Take docs/home.png again, with the browser that is here
	@$(BIN)/python docs/screenshot.py --release "$(DATA)/releases/$$(cat $(DATA)/current)"

lock: $(READY) ## Choose the newest versions that pyproject.toml allows, and write them down with their hashes (KEEP=1: add only)
	@$(BIN)/python -m pip install --quiet pip-tools
	{ echo "# Derived from pyproject.toml by make lock. Do not edit."; \
	  $(BIN)/pip-compile --quiet $(if $(KEEP),,--upgrade) --allow-unsafe --extra test --generate-hashes --strip-extras --no-header \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file - pyproject.toml; } > requirements.new
	mv requirements.new requirements.lock

clean: ## Take away what can be made again: the environment and caches. Never data/
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, once for each change of what is locked.
$(READY): requirements.lock pyproject.toml
	@found=
	for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$name; break; fi
	done
	if [ -z "$$found" ]; then
	  echo "Record Room needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; exit 2
	fi
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then
	  echo "This Python cannot make environments yet: on Debian and Ubuntu, run sudo apt-get install python3-venv, then make again." >&2; exit 2
	fi
	[ -x $(BIN)/python ] && $(BIN)/python -c '' 2>/dev/null || "$$found" -m venv --clear .venv
	total=$$(grep -c '^[a-z].*==' requirements.lock); count=0
	echo "Setting up .venv with $$total packages. This is done once, and takes about a minute."
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock |
	  while read -r word name rest; do
	    [[ $$word = Collecting || $$word = Processing ]] || continue
	    count=$$((count + 1))
	    if [ -t 1 ]; then printf '\r  %3d of %d  %-40s' "$$count" "$$total" "$$(basename "$${name%%[=-][0-9=]*}")"
	    elif [ $$((count % 23)) = 0 ]; then echo "  $$count of $$total"; fi
	  done
	[ ! -t 1 ] || echo
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The first release of an empty data folder: a made-up town. A register that is there already is a clerk's, and is left alone.
$(DATA)/current: | $(READY)
	@unfinished="$(DATA)/.sample-unfinished"
	if [ -e "$(DATA)/register.db" ] && [ ! -e "$$unfinished" ]; then
	  echo "$(DATA)/ holds a register and no release yet. Make one: publish stage, look at it, then publish release (docs/operate.md)." >&2; exit 2
	fi
	mkdir -p "$(DATA)"; touch "$$unfinished"
	echo "Making the records of a place that does not exist, in $(DATA)/. This is done once."
	log="$(SAMPLE)/loading.log"; mkdir -p "$(SAMPLE)"; : > "$$log"
	told() { "$$@" >> "$$log" 2>&1 || [ $$? -eq 1 ] || { tail -20 "$$log" >&2; exit 2; }; }
	told $(BIN)/ingest sample --out "$(SAMPLE)"
	seen=" "   # wholes before what refers to them: polling places, then the police who stand at them, then the rest
	for folder in "$(SAMPLE)"/*elections*/ "$(SAMPLE)"/*-pd/ "$(SAMPLE)"/*/; do
	  [[ -d $$folder && $$seen != *" $$folder "* ]] || continue
	  seen="$$seen$$folder "; agency=$$(basename "$$folder")
	  echo "  loading what $$agency sent"
	  told $(BIN)/ingest load --data "$(DATA)" "$$folder" --agency "$$agency" --by "Made-up clerk"
	done
	echo "  loading what state laws say, which is not made up"
	told $(BIN)/ingest load --data "$(DATA)" police-presence-laws agencies/record-room-laws/laws/police_presence_laws.csv \
	  --agency record-room-laws --by "Record Room"
	echo "  rows that are wrong on purpose were set aside: ingest status --data $(DATA), or $$log"
	echo "  releasing, then putting some records right and releasing again"
	$(BIN)/publish stage --data "$(DATA)" --as-of $(SAMPLE_FIRST_DAY) --by "Made-up clerk" >> "$$log" 2>&1
	$(BIN)/publish release --data "$(DATA)" --solo >> "$$log"
	while read -ra words; do told $(BIN)/ingest "$${words[@]}" --data "$(DATA)"; done < $(SAMPLE_ACTS)
	$(BIN)/publish stage --data "$(DATA)" --as-of $(SAMPLE_DAY) --by "Made-up clerk" >> "$$log" 2>&1
	$(BIN)/publish release --data "$(DATA)" --solo >> "$$log"
	rm -f "$$unfinished"
