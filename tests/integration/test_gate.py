"""The gate before publication: what breaks a promise is caught by the expectation that should, and nothing else is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.dbt_manifest import ensure_manifest
from orchestration.home import Home
from tests.conftest import REPOSITORY
from tests.integration.conftest import Tributary
from tests.integration.warehouse import files_of, rows

pytestmark = pytest.mark.integration

#: SQL that spoils a mart, and the expectation that must notice.
DAMAGES = {
    "update levy.china_revenue set ticker = null where fiscal_year = 2024": ("levy.china_revenue", "values_are_there"),
    "insert into levy.levy_due select * from levy.levy_due limit 1": ("levy.levy_due", "rows_are_unique"),
    "update levy.licensed_revenue set destination = 'moon'": ("levy.licensed_revenue", "values_are_known"),
    "delete from levy.headline": ("levy.headline", "table_has_rows"),
    "alter table rnd.rnd_expense rename column rnd_expense_usd to rnd_usd": (
        "rnd.rnd_expense",
        "columns_are_as_promised",
    ),
    "alter table levy.precedents alter column levy type varchar": ("levy.precedents", "columns_are_as_promised"),
    "update capacity.yield_consensus set yield_mid_share = yield_mid_share * 100": (
        "capacity.yield_consensus",
        "shares_are_shares",
    ),
    "update ops.value_history set null_reason = null where value_usd is null": (
        "ops.value_history",
        "missing_values_have_a_reason",
    ),
    "update watch.catalysts set claim_id = 'S999' where claim_id is not null": (
        "watch.catalysts",
        "references_are_found",
    ),
    "drop table claims.claim_pairs": ("claims.claim_pairs", "columns_are_as_promised"),
}


def broken(file: Path, home: Path) -> set[tuple[str, str]]:
    """What the gate finds broken in a file of marts."""
    answer = file.with_suffix(".json")
    manifest = ensure_manifest(Home(home))
    command = [sys.executable, "-m", "orchestration.gates", str(file), str(manifest), str(answer)]
    subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    outcomes = json.loads(answer.read_text())["outcomes"]
    assert len(outcomes) > 200
    return {(outcome["table_name"], outcome["expectation"]) for outcome in outcomes if not outcome["success"]}


@pytest.fixture
def marts(published: Path, tmp_path: Path) -> Path:
    """A copy of the published file that a test may spoil."""
    return Path(shutil.copy(published / "published" / "tributary.duckdb", tmp_path / "marts.duckdb"))


def test_good_marts_break_nothing(marts: Path, published: Path) -> None:
    assert broken(marts, published) == set()


def test_each_damage_is_caught_by_the_expectation_that_should(marts: Path, published: Path) -> None:
    with duckdb.connect(str(marts)) as con:
        for damage in DAMAGES:
            con.execute(damage)
    found = broken(marts, published)
    assert set(DAMAGES.values()) <= found
    renamed_or_gone = {"rnd.rnd_expense", "claims.claim_pairs"}
    assert {table for table, _ in found} - renamed_or_gone <= {table for table, _ in DAMAGES.values()}


def test_a_broken_promise_stops_publication(home: Path, project_copy: Path, tributary: Tributary) -> None:
    """dbt builds an emptied mart without complaint; the gate does not let it out, and its rows are kept."""
    model = project_copy / "dbt_project" / "models" / "marts" / "levy" / "headline.sql"
    model.write_text("\n".join(["select * from (", model.read_text(), ") as headline where false\n"]))
    before = files_of(home)
    done = tributary("refresh", "--home", home, project=project_copy)
    assert done.returncode == 1, done.stdout
    assert [line for line in done.stderr.splitlines() if line] == [
        "levy.headline breaks a promise, table has rows: found 0 rows, expected 1 rows or more. "
        "Mend what the mart reads, or its YAML where the promise is wrong.",
        "Nothing was published; what was published before stands.",
    ]
    assert files_of(home) == before
    (kept, *_) = sorted((home / "checks").glob("*.parquet"), reverse=True)
    with duckdb.connect() as con:
        failed = con.execute("select table_name from read_parquet($1) where not success", [str(kept)]).fetchall()
    assert failed == [("levy.headline",)]


def test_the_published_file_has_the_outcomes(published: Path) -> None:
    counted = rows(published, "select suite, severity, bool_and(success), count(*) > 200 from ops.checks group by all")
    assert counted == [("marts", "error", True, True)]
    (run,) = rows(published, "select distinct run_id from ops.checks")
    assert run == rows(published, "select run_id from ops.refresh where is_current")[0]
