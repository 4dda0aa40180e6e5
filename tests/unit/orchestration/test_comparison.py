"""Two versions compared: which headline figures moved and why, and which rows of which table differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from orchestration.release.change_text import as_text, value_text
from orchestration.release.comparison import Comparison, Side, changed_rows, compare, record

#: A dbt project of one headline table, made of the curated table `levy_regimes` and of filings.
MART: Final[dict[str, Any]] = {
    "resource_type": "model",
    "unique_id": "model.levy_to_date",
    "schema": "levy",
    "alias": "levy_to_date",
    "name": "levy_to_date",
    "config": {"materialized": "table", "meta": {}},
    "depends_on": {"nodes": ["source.regimes", "source.facts"]},
}
MANIFEST: Final = {
    "nodes": {
        "model.levy_to_date": MART,
        "model.refresh": {
            **MART,
            "unique_id": "model.refresh",
            "schema": "ops",
            "alias": "refresh",
            "name": "refresh",
            "config": {"materialized": "table", "meta": {"differs_by_run": True}},
        },
        "test.grain": {
            "resource_type": "test",
            "attached_node": "model.levy_to_date",
            "test_metadata": {"name": "unique_grain", "kwargs": {"columns": ["scenario"]}},
        },
    },
    "sources": {
        "source.regimes": {"source_name": "reference", "name": "levy_regimes"},
        "source.facts": {"source_name": "edgar", "name": "facts"},
    },
}
FIGURE: Final = "levy.levy_to_date: announced"
BUILT: Final = {"before": "b1", "after": "b2"}


class Versions:
    """Two versions as database files: alike until an edit of one of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, build in BUILT.items():
            with duckdb.connect(str(folder / f"{name}.duckdb")) as con:
                con.execute("create schema ops; create schema levy")
                con.execute(
                    "create table ops.headline_values (headline_id varchar, measure varchar, headline varchar,"
                    " table_name varchar, ticker varchar, period varchar, unit varchar, value double,"
                    " value_text varchar, tolerance_share decimal(18, 6), accessions varchar, source_ids varchar)"
                )
                con.execute(
                    "insert into ops.headline_values values ($1, 'levy_usd', 'Levy so far', 'levy.levy_to_date', null,"
                    " null, 'USD', 100e6, null, 0.005, 'f-1', 's-1')",
                    [FIGURE],
                )
                con.execute(
                    "create table ops.curated_rows as select 'levy_regimes' as table_name, 'us' as row_key,"
                    """ 's-1' as cites, '{"rate_share": "0.15", "note": null}' as content"""
                )
                con.execute(
                    "create table ops.coverage as select 'NVDA' as ticker, 'f-1' as accession, '10-Q' as form,"
                    " date '2026-05-01' as filed, 'inline_xbrl' as source_kind, 'used' as coverage_class"
                )
                con.execute(
                    "create table ops.sources as select 'edgar' as source_group, 'a.htm' as source_name, 'inline_xbrl'"
                    " as source_kind, 'NVDA' as ticker, 'f-1' as accession, 'u' as url, 'x' as sha256"
                )
                con.execute("create table ops.refresh as select $1 as build_id, true as is_current", [build])
                con.execute("create table levy.levy_to_date as select 'announced' as scenario, 100e6 as levy_usd")

    def edit(self, sql: str, *values: object, version: str = "after") -> None:
        with duckdb.connect(str(self.folder / f"{version}.duckdb")) as con:
            con.execute(sql, values or None)

    def sides(self, code: str = "same") -> list[Side]:
        return [
            Side(
                self.folder / f"{name}.duckdb",
                {"build_id": build, "inputs": {"code": one}, "git_commit": one, "runs": [{"edgar": "snapshot"}]},
            )
            for (name, build), one in zip(BUILT.items(), ("same", code), strict=True)
        ]

    def compare(self, code: str = "same") -> Comparison:
        return compare(*self.sides(code), MANIFEST)


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path)


MOVED: Final = "update ops.headline_values set value = 10e6"
NEW_FILING: Final = "insert into ops.coverage values ('NVDA', 'f-2', '10-Q', date '2026-08-01', 'inline_xbrl', 'used')"
RESTS_ON_IT: Final = "update ops.headline_values set accessions = 'f-1, f-2'"
NEXT_PERIOD: Final = "update ops.headline_values set ticker = 'NVDA', period = 'FY2027 Q1'"
A_SLIP: Final = """update ops.curated_rows set content = '{"rate_share": "0.015", "note": null}'"""


def test_versions_that_are_alike_have_no_changes(versions: Versions) -> None:
    found = versions.compare("other")
    assert found.headlines is not None
    assert (found.headlines.height, found.tables.height, found.stopping.height) == (0, 0, 0)


@pytest.mark.parametrize(
    ("edits", "cause", "is_explained", "words"),
    [
        ([], "none", False, "nothing that is known"),
        ([NEW_FILING, RESTS_ON_IT], "new_filing", True, "new filing f-2 (10-Q, 2026-08-01)"),
        ([NEW_FILING], "none", False, "nothing"),  # the figure does not rest on it
        ([NEW_FILING, NEXT_PERIOD], "new_filing", True, "new filing f-2"),
        ([A_SLIP], "edited_row", False, "levy_regimes.csv, us: rate_share 0.15 → 0.015"),
        ([A_SLIP, "update ops.curated_rows set cites = 's-1, s-2'"], "new_evidence", True, "rate_share 0.15 → 0.015"),
        (["insert into ops.curated_rows values ('levy_regimes', 'eu', 's-1', '{}')"], "new_evidence", True, "eu, new"),
        (["insert into ops.curated_rows values ('levy_regimes', 'eu', 's-9', '{}')"], "none", False, "nothing"),
        (["insert into ops.curated_rows values ('chips', 'x', 's-1', '{}')"], "none", False, "nothing"),
        (["delete from ops.curated_rows"], "edited_row", False, "levy_regimes.csv, us, removed"),
        (["delete from ops.coverage"], "filing_gone", True, "filing f-1 is not used any more"),
        (["update ops.sources set sha256 = 'y'"], "edited_file", False, "other content of f-1 a.htm"),
    ],
)
def test_a_figure_that_moves_has_its_cause(
    versions: Versions, edits: list[str], cause: str, is_explained: bool, words: str
) -> None:
    for sql in [MOVED, *edits]:
        versions.edit(sql)
    found = versions.compare()
    assert found.headlines is not None
    (row,) = found.headlines.to_dicts()
    assert (row["cause_code"], row["is_explained"]) == (cause, is_explained)
    assert words in row["causes"]
    assert (row["from_build_id"], row["build_id"]) == ("b1", "b2")
    assert row["change_share"] == pytest.approx(-0.9)
    assert found.stopping.height == (not is_explained)


def test_other_code_is_a_cause_and_no_explanation(versions: Versions) -> None:
    versions.edit(MOVED)
    found = versions.compare("other")
    (row,) = found.stopping.to_dicts()
    assert (row["cause_code"], row["causes"]) == ("code", "other code (same → other)")


@pytest.mark.parametrize(
    ("before", "after", "is_stopped"),
    [
        (100e6, 100.4e6, False),
        (100e6, 100.6e6, True),
        (100e6, None, True),
        (None, 100e6, True),  # a number that comes from nowhere
        (0.0, 1.0, True),
        (-100e6, -99e6, True),
    ],
)
def test_a_figure_stops_publication_beyond_its_tolerance(
    versions: Versions, before: float | None, after: float | None, is_stopped: bool
) -> None:
    for version, value in (("before", before), ("after", after)):
        versions.edit("update ops.headline_values set value = $1", value, version=version)
    assert versions.compare().stopping.height == is_stopped


def test_a_figure_that_is_new_has_not_moved_and_one_that_is_gone_has(versions: Versions) -> None:
    versions.edit("update ops.headline_values set headline_id = headline_id || ', in force'")
    found = versions.compare()
    assert found.stopping["headline_id"].to_list() == [FIGURE]
    assert found.headlines is not None
    assert found.headlines.height == 1


def test_a_figure_without_a_tolerance_is_reported_only(versions: Versions) -> None:
    versions.edit("update ops.headline_values set tolerance_share = null", version="before")
    versions.edit("update ops.headline_values set tolerance_share = null, value = null, value_text = 'refuted'")
    found = versions.compare()
    assert found.stopping.is_empty()
    assert found.headlines is not None
    assert [one["now"] for one in as_text(found.headlines)] == ["refuted"]


def accept(versions: Versions, **cells: str) -> None:
    content = json.dumps({"from_build_id": "b1", "reason": "looked at it", **cells})
    versions.edit("insert into ops.curated_rows values ('accepted_changes', 'k', null, $1)", content)


@pytest.mark.parametrize(
    ("cells", "is_accepted"),
    [
        ({"headline_id": FIGURE, "measure": "levy_usd", "value": "10000000"}, True),
        ({"headline_id": FIGURE, "measure": "levy_usd", "value": "11000000"}, False),
        ({"headline_id": FIGURE, "measure": "levy_low_usd", "value": "10000000"}, False),
        ({"headline_id": FIGURE, "measure": "levy_usd", "value": "10000000", "from_build_id": "b0"}, False),
        ({"headline_id": "levy.levy_to_date", "measure": "all", "value": "1"}, True),
        ({"headline_id": "levy.levy_to_date", "measure": "all", "value": "2"}, False),
    ],
)
def test_a_row_accepts_the_change_that_it_names(versions: Versions, cells: dict[str, str], is_accepted: bool) -> None:
    versions.edit(MOVED)
    accept(versions, **cells)
    found = versions.compare()
    assert found.stopping.is_empty() == is_accepted
    assert found.headlines is not None
    assert found.headlines["accepted_reason"].to_list() == ["looked at it" if is_accepted else None]


def test_a_version_older_than_headline_values_is_compared_by_rows(versions: Versions) -> None:
    versions.edit("drop table ops.headline_values", version="before")
    found = versions.compare()
    assert found.headlines is None
    assert found.stopping.is_empty()
    assert found.tables["table_name"].to_list() == ["ops.headline_values"]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("insert into levy.levy_to_date values ('in force', 0)", {"rows_added": 1, "rows_now": 2}),
        ("delete from levy.levy_to_date", {"rows_removed": 1, "rows_now": 0}),
        ("update levy.levy_to_date set levy_usd = null", {"rows_changed": 1, "changed_columns": "levy_usd 1"}),
        ("alter table levy.levy_to_date add column note varchar", {"columns_added": "note"}),
        (
            "alter table levy.levy_to_date rename levy_usd to usd",
            {"columns_added": "usd", "columns_removed": "levy_usd"},
        ),
        (
            "alter table levy.levy_to_date alter levy_usd type bigint",
            {"columns_added": "levy_usd", "columns_removed": "levy_usd"},
        ),
        ("drop table levy.levy_to_date", {"rows_removed": 1, "rows_now": None}),
    ],
)
def test_rows_and_columns_that_differ_are_counted(versions: Versions, sql: str, expected: dict[str, Any]) -> None:
    versions.edit(sql)
    (row,) = versions.compare().tables.to_dicts()
    nothing = {"rows_before": 1, "rows_now": 1, "rows_added": 0, "rows_removed": 0, "rows_changed": 0}
    nothing |= dict.fromkeys(("changed_columns", "columns_added", "columns_removed"))
    assert row == {"from_build_id": "b1", "build_id": "b2", "table_name": "levy.levy_to_date", **nothing, **expected}


def test_rows_of_a_table_are_shown_with_their_cells(versions: Versions) -> None:
    versions.edit("update levy.levy_to_date set levy_usd = 5; insert into levy.levy_to_date values ('in force', 0)")
    rows = changed_rows(*versions.sides(), "levy.levy_to_date", MANIFEST, 10).rows()
    assert rows == [
        ("added", "in force", None),
        ("changed", "announced", "levy_usd 100000000.0 → 5.0"),
    ]


def test_a_comparison_is_recorded_once_in_the_build(versions: Versions) -> None:
    versions.edit(MOVED)
    found = versions.compare()
    with duckdb.connect(str(versions.folder / "after.duckdb")) as con:
        for name, rows in (("changes", found.headlines), ("row_changes", found.tables)):
            assert rows is not None
            con.register("found", rows.to_arrow())
            con.execute(f"create table ops.{name} as from found limit 0")
    for _ in range(2):
        record(found, versions.folder / "after.duckdb")
    with duckdb.connect(str(versions.folder / "after.duckdb")) as con:
        assert con.execute("select headline_id, value from ops.changes").fetchall() == [(FIGURE, 10e6)]
        assert con.execute("select count(*) from ops.row_changes").fetchall() == [(found.tables.height,)]


@pytest.mark.parametrize(
    ("value", "text", "unit", "shown"),
    [
        (58.5e6, None, "USD", "58.50 mn"),
        (0.131, None, "share", "13.10%"),
        (775_123.0, None, "accelerators", "775,123"),
        (None, None, "USD", "–"),
        (None, "mixed_evidence", "text", "mixed evidence"),
    ],
)
def test_values_are_written_in_their_unit(value: float | None, text: str | None, unit: str, shown: str) -> None:
    assert value_text(value, text, unit) == shown
