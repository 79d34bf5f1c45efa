# `make run` and `make test` each work as the first command in a fresh clone; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench models package install uninstall lock readme \
    translations manual clean

PYTHON := .venv/bin/python -I
PYTEST := .venv/bin/python -m pytest -p no:pytest_qgis
QGIS_PYTEST := env QT_QPA_PLATFORM=offscreen .venv-qgis/bin/python -m pytest
QT6_PYTEST := env QT_QPA_PLATFORM=offscreen .venv-qt6/bin/python -m pytest
QGIS ?= yes
export QGIS BASE_PYTHON RASTER MODEL OUTPUT
unexport PYTHONHOME PYTHONPATH GDAL_DATA GDAL_DRIVER_PATH PROJ_DATA PROJ_LIB

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing and make .venv, .venv-qgis and .venv-qt6 (QGIS=no leaves the last two out)
	@tools/setup.sh test

run: ## the main job on the sample scene, or on RASTER="a.tif b.tif" with MODEL=id, into OUTPUT=folder
	@tools/setup.sh run
	@.venv/bin/python tools/main_job.py

lint: ## ruff, mypy and flake8-qgis
	@tools/setup.sh tools
	@$(MAKE) --no-print-directory check-style

.PHONY: check-style
check-style:
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	@mkdir -p build/typing && ln -sfn ../../plugin build/typing/tesela
	.venv/bin/python -m mypy --package tesela
	.venv/bin/python -m mypy --scripts-are-modules tools
	.venv/bin/python -m flake8 --isolated --select QGS --extend-ignore QGS105,QGS201,QGS202 plugin tools

format: ## let ruff mend and format what it can
	@tools/setup.sh tools
	.venv/bin/python -m ruff check --fix .
	.venv/bin/python -m ruff format .

test: ## lint, then every test
	@tools/setup.sh test
	@failed=0; \
	for part in check-style test-engine test-zoo test-shell test-qt6; do \
	    $(MAKE) --no-print-directory $$part || failed=1; \
	done; \
	exit $$failed

.PHONY: test-engine test-zoo test-shell test-qt6
test-engine:
	$(PYTEST) tests --ignore tests/shell --ignore tests/qt --ignore tests/zoo

test-zoo:
	$(PYTEST) tests/zoo

test-shell:
ifeq ($(QGIS),no)
	@echo "The tests of the shell were left out, because QGIS=no."
else
	$(QGIS_PYTEST) tests/shell tests/qt
endif

# The widgets that need only Qt, on Qt 6 and without QGIS.
test-qt6:
ifeq ($(QGIS),no)
	@echo "The tests on Qt 6 were left out, because QGIS=no."
else
	$(QT6_PYTEST) tests/qt
endif

bench: ## throughput and memory on a large raster, written to output/bench
	@tools/setup.sh run
	.venv/bin/python tools/bench.py

# The recipe for photographs has no data of its own: it is trained from a layer of yours.
BUNDLED := $(filter-out model_zoo/street-view/recipe.json,$(wildcard model_zoo/*/recipe.json))

models: ## train the bundled models again, from ../shared/data or $TESELA_DATA
	@tools/setup.sh run
	for recipe in $(BUNDLED); do .venv/bin/tesela train "$$recipe" || exit; done
	@echo "model_zoo/street-view was left out: it has no data of its own; model_zoo/README.md says how to train it."

package: ## write the plugin's zip into dist
	@tools/setup.sh run
	$(PYTHON) tools/package.py zip

install: ## link this checkout into the QGIS profile (QGIS_PROFILE=name, or its folder)
	@tools/setup.sh run
	$(PYTHON) tools/package.py install

uninstall: ## take that link out of the QGIS profile again
	$(PYTHON) tools/package.py uninstall

lock: ## resolve resources/locks/*.in again into the lock files
	@tools/setup.sh tools
	@.venv/bin/python tools/lock.py

readme: ## run the sample and write its figures and picture, and the models' figures, into README.md
	@$(MAKE) --no-print-directory run RASTER= MODEL= OUTPUT=
	@.venv/bin/python tools/readme_figures.py

translations: ## collect the plugin's texts into resources/i18n and compile their translations
	@tools/setup.sh tools
	@$(PYTHON) tools/translations.py update
	@$(PYTHON) tools/translations.py check

manual: ## take the manual's pictures again, in the real QGIS on a virtual screen
	@tools/setup.sh test
	@.venv/bin/python tools/manual_pictures.py

clean: ## remove everything that make made, environments included
	rm -rf .venv .venv-qgis .venv-qt6 build dist output *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .qgis-settings
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
