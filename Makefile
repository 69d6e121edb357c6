# zhengce (政策): `make run` shows the whole chain, `make test` checks it, `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DB := runs/corpus.db
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run serve test eval bench lint format samples models clean

help: ## 列出命令 list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

$(READY): pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "准备环境（首次约一至两分钟） preparing the environment (a minute or two the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(READY) ## 读入 corpus/、检索、比较 ingest corpus/, show a search and a comparison
	@$(BIN)/python scripts/tour.py $(DB)

serve: $(READY) ## 打开网页（先 make run） open the pages (after make run)
	@test -f $(DB) || $(BIN)/python scripts/tour.py $(DB)
	@$(BIN)/zhengce serve $(DB)

test: $(READY) ## 运行测试 run the tests
	@$(BIN)/python -m pytest -n auto

eval: $(READY) ## 在金标上评测，写 docs/evaluation.md score on the gold, write docs/evaluation.md
	@$(BIN)/python scripts/evaluate.py

bench: $(READY) ## 测速，写 docs/benchmarks.md measure speed, write docs/benchmarks.md
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/python scripts/benchmark.py

lint: $(READY) ## 检查代码风格 check the style of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(READY) ## 整理代码格式 format the code
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

samples: $(READY) ## 重建样例 Word 与 PDF rebuild the sample Word and PDF files
	@$(BIN)/python scripts/make_samples.py

models: $(READY) ## 重新训练分类模型（需要 ../shared） train the classifiers again (needs ../shared)
	@$(BIN)/python scripts/train_themes.py
	@$(BIN)/python scripts/train_functions.py
	@$(BIN)/python scripts/train_alignment.py

clean: ## 删除生成物 remove what was generated
	@rm -rf $(DB)* build dist .pytest_cache .ruff_cache
