"""Whoever opens a model learns what it is: every model, column and macro says so, and every model has a check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.runtime.paths import DBT_PROJECT

MODELS = sorted((DBT_PROJECT / "models").rglob("*.sql"))
MACROS = sorted((DBT_PROJECT / "macros").rglob("*.sql"))


def described(model: Path) -> dict[str, Any]:
    """What YAML says of a model: the file beside it, or that of its folder where models are taken over as they are."""
    beside, of_folder = model.with_suffix(".yml"), model.parent / f"_{model.parent.name}.yml"
    entries = yaml.safe_load((beside if beside.is_file() else of_folder).read_text())["models"]
    (entry,) = (entry for entry in entries if entry["name"] == model.stem)
    return entry


def is_table(model: Path) -> bool:
    """Whether a model is a table, not a macro that takes parameters."""
    return "table_macro" not in model.read_text()


def has_columns_of_its_own(model: Path) -> bool:
    """Whether a model is a table with columns that nothing before it describes or checks.

    A staging model has those of its source, which Python declares and checks; one that is another model as it is
    has those of that model.
    """
    is_taken_over = re.fullmatch(
        r"(--.*\n)+(\{\{ config\(.*\) \}\}\n)?from \{\{ ref\('\w+'\) \}\}\n", model.read_text()
    )
    return is_table(model) and "staging" not in model.parts and not is_taken_over


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_a_model_says_what_it_is(model: Path) -> None:
    entry = described(model)
    assert len(entry["description"].split()) > 5
    assert model.read_text().startswith("-- ")


@pytest.mark.parametrize("model", [path for path in MODELS if has_columns_of_its_own(path)], ids=lambda path: path.stem)
def test_every_column_says_what_it_is_and_every_model_is_checked(model: Path) -> None:
    entry = described(model)
    is_mart = model.parts[-3] == "marts"
    assert entry["columns"]
    for column in entry["columns"]:
        assert len(column["description"].split()) > 1, column["name"]
        assert not is_mart or column["data_type"], column["name"]
    assert entry.get("data_tests") or any(column.get("data_tests") for column in entry["columns"])


def test_contracts_of_marts_are_enforced() -> None:
    project = yaml.safe_load((DBT_PROJECT / "dbt_project.yml").read_text())
    assert project["models"]["tributary"]["marts"]["+contract"] == {"enforced": True}
    loosened = [path.stem for path in MODELS if "'enforced': false" in path.read_text() and is_table(path)]
    assert loosened == []


@pytest.mark.parametrize("macro", MACROS, ids=lambda path: path.stem)
def test_a_macro_says_what_it_does(macro: Path) -> None:
    assert macro.read_text().startswith("{#")


def test_copies_name_every_mart_as_what_they_are_made_of() -> None:
    """Lineage reaches the readers: a copy holds all that is published."""
    file = DBT_PROJECT / "models" / "metrics" / "_exposures.yml"
    exposures = {one["name"]: one for one in yaml.safe_load(file.read_text())["exposures"]}
    marts = {f"ref('{model.stem}')" for model in (DBT_PROJECT / "models" / "marts").glob("*/*.sql") if is_table(model)}
    for name in ("postgres_copy", "parquet_release"):
        assert set(exposures[name]["depends_on"]) == marts, name
