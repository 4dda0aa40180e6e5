"""Expectations: what they read, and that looking at companies in parts finds what looking at all of them finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from orchestration.quality import parquet
from orchestration.quality.expectation import Expectation, Outcome, combined
from orchestration.quality.parquet import some_companies_at_a_time
from orchestration.quality.schema_expectations import tables_read

ASKED = Expectation("landing", "it", "landing.facts", None, "error", "0 rows", "select 1")


def model(name: str, materialized: str, *reads: str) -> dict[str, Any]:
    return {
        "resource_type": "model",
        "name": name,
        "schema": "marts",
        "config": {"materialized": materialized},
        "depends_on": {"nodes": list(reads)},
    }


NODES = {
    "model.t.levy": model("levy", "table", "model.t.rates"),
    "model.t.chips": model("chips", "table"),
    "model.t.rates": model("rates", "table"),
    "model.t.recent": model("recent", "view", "source.t.landing.facts", "model.t.rates"),
}


def a_test(*reads: str, **more: str) -> dict[str, Any]:
    return {"depends_on": {"nodes": list(reads)}, **more}


@pytest.mark.parametrize(
    ("test", "names"),
    [
        # A table is made of others, but its rows are its own.
        (a_test("model.t.levy"), {"marts.levy"}),
        # A relationship reads the table it points to as well.
        (a_test("model.t.chips", attached_node="model.t.levy"), {"marts.levy", "marts.chips"}),
        # A view has the rows of what it reads.
        (a_test("model.t.recent"), {"marts.recent", "marts.rates", "landing.facts"}),
        # Tables that a macro finds in dbt's graph are only in the SQL.
        (a_test(compiled_code='select * from "marts"."chips"'), {"marts.chips"}),
        # The catalog tells of every table.
        (
            a_test(compiled_code="select * from information_schema.columns"),
            {"marts.levy", "marts.chips", "marts.rates", "marts.recent", "landing.facts"},
        ),
    ],
)
def test_a_test_reads_what_its_sql_and_its_views_read(test: dict[str, Any], names: set[str]) -> None:
    assert tables_read(test, NODES) == names


def test_counts_of_parts_add_up_and_what_all_parts_say_is_said_once() -> None:
    missing = {"position": 3, "column_name": "unit"}
    first = Outcome(
        ASKED, [{"column_name": "cik", "broken_rows": 2}, {"column_name": "unit", "broken_rows": 1}, missing]
    )
    second = Outcome(ASKED, [{"column_name": "cik", "broken_rows": 5}, missing])
    whole = combined([first, Outcome(ASKED, []), second])
    assert whole.rows == [
        {"column_name": "cik", "broken_rows": 7},
        {"column_name": "unit", "broken_rows": 1},
        missing,
    ]
    assert (whole.success, whole.observed) == (False, "8 rows")
    assert combined([Outcome(ASKED, []), Outcome(ASKED, [])]).success
    failed = combined([Outcome(ASKED, []), Outcome(ASKED, [], fault="no such column")])
    assert (failed.success, failed.observed) == (False, "could not be run: no such column")


def test_every_row_is_in_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever file it lies in: a file with rows of two companies, one without a CIK, an empty one, another type."""
    monkeypatch.setattr(parquet, "FACTS_AT_ONCE", 3)
    schema = {"cik": pl.String, "fact_no": pl.Int32}
    frames = [
        pl.DataFrame([("1", 1), ("1", 2), ("3", 3)], schema=schema, orient="row"),
        pl.DataFrame([("2", 4), (None, 5)], schema=schema, orient="row"),
        pl.DataFrame([("3", 6), ("3", 7), ("3", 8), ("3", 9)], schema=schema, orient="row"),
        pl.DataFrame([("4", 10, "x")], schema={**schema, "extra": pl.String}, orient="row"),
        pl.DataFrame(schema=schema),
    ]
    paths = [str(tmp_path / f"{number}.parquet") for number in range(len(frames))]
    for frame, path in zip(frames, paths, strict=True):
        frame.write_parquet(path)
    files = {"facts": paths, "companyfacts": paths[-1:], "landings": paths[:1]}
    visits = [("1", "2026-06-30", "folder"), ("3", "2026-06-30", "folder"), ("5", "2026-06-30", "folder")]
    parts = []
    with duckdb.connect() as place:
        for _ in some_companies_at_a_time(place, files, visits):
            rows = place.execute("select cik, fact_no from landing.facts order by all").fetchall()
            visited = [cik for (cik,) in place.execute("select cik from landing.visits order by all").fetchall()]
            parts.append((rows, visited))
    assert parts == [
        ([("1", 1), ("1", 2), ("2", 4), (None, 5)], ["1"]),
        ([("3", 3), ("3", 6), ("3", 7), ("3", 8), ("3", 9)], ["3"]),
        ([("4", 10)], ["5"]),
    ]


def test_a_column_of_one_file_or_of_another_type_is_seen(tmp_path: Path) -> None:
    pl.DataFrame({"cik": ["1"], "value": [1]}).write_parquet(tmp_path / "a.parquet")
    pl.DataFrame({"cik": ["2"], "value": [0.5], "extra": ["x"]}).write_parquet(tmp_path / "b.parquet")
    files = {"facts": [str(tmp_path / name) for name in ("a.parquet", "b.parquet")]}
    with duckdb.connect() as place:
        for _ in some_companies_at_a_time(place, files, []):
            described = place.execute("select column_name, column_type from (describe landing.facts)").fetchall()
    assert described == [("cik", "VARCHAR"), ("value", "DOUBLE"), ("extra", "VARCHAR")]
