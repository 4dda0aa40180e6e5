"""Every number that is published has a unit, said once: in its name, or beside its description."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.catalog.units import NAMED, implied_unit, unit_of
from orchestration.runtime.paths import DBT_PROJECT


def columns_of_marts() -> list[tuple[str, dict[str, Any]]]:
    """Every column of every table under `models/marts`, with the name of its table."""
    found = []
    for model in sorted((DBT_PROJECT / "models" / "marts").glob("*/*.sql")):
        (entry,) = yaml.safe_load(Path(model).with_suffix(".yml").read_text())["models"]
        found += [(f"{model.parent.name}.{model.stem}", column) for column in entry.get("columns", [])]
    return found


COLUMNS = columns_of_marts()


def meta_of(column: dict[str, Any]) -> dict[str, Any]:
    return column.get("config", {}).get("meta", {})


def test_every_published_column_has_a_unit() -> None:
    without = [
        f"{table}.{column['name']}"
        for table, column in COLUMNS
        if "data_type" in column and not unit_of(column["name"], column["data_type"], meta_of(column))
    ]
    assert len(COLUMNS) > 900
    assert without == []


def test_no_unit_is_said_twice() -> None:
    twice = [
        f"{table}.{column['name']}"
        for table, column in COLUMNS
        if "data_type" in column
        and meta_of(column).get("unit") == implied_unit(column["name"], column["data_type"]) is not None
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("column", "data_type", "unit"),
    [
        ("levy_usd", "decimal(18,2)", "US dollars"),
        ("memory_bandwidth_gb_per_s", "decimal(38,18)", "gigabytes per second"),
        ("base_h20e_by_compute_year", "integer", "calendar year"),
        ("base_h20e_by_compute", "bigint", "H20 equivalents per year"),
        ("china_fiscal_year", "integer", "fiscal year, by the company's own name"),
        ("yield_on_666mm2_mid_share", "decimal(9,6)", "share: 1 is the whole"),
        ("known_at", "timestamp", "moment, UTC"),
        ("value_point", "decimal(24,6)", None),
        ("levy", "decimal(20,2)", None),
    ],
)
def test_a_name_says_its_unit(column: str, data_type: str, unit: str | None) -> None:
    assert implied_unit(column, data_type) == unit


def test_a_convention_that_no_column_uses_is_gone() -> None:
    numbers = [column["name"] for _, column in COLUMNS if column.get("data_type", "varchar") not in ("varchar", "date")]
    unused = [pattern.pattern for pattern, _ in NAMED if not any(pattern.search(name) for name in numbers)]
    assert unused == []


def test_what_the_yaml_says_speaks_first() -> None:
    assert unit_of("claimed_low_units", "bigint", {"unit": "per year, of what `measured_in` names"}) == (
        "per year, of what `measured_in` names"
    )
