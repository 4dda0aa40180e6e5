"""The published file in the oldest DuckDB that BI tools may bring along.

The Makefile lays that version beside the environment, in `.venv/oldest-reader`; it runs in a Python of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.warehouse import mart_names, rows

pytestmark = [pytest.mark.integration, pytest.mark.slow]

OLDEST = Path(sys.prefix) / "oldest-reader"
VERSION = "1.4.4"
QUERY = (
    "select ticker, fiscal_year, geography_basis, cast(china_revenue_usd as varchar), null_reason"
    " from levy.china_revenue where version = 'latest' order by all"
)
CALLS = [
    "levy.levy_per_chip_on('2026-03-01')",
    "levy.levy_due_as_of('2026-03-01')",
    "levy.levy_what_if(0.2, 'china_revenue', null)",
    "levy.levy_what_if_borne(0.2, 'china_revenue', null, [0, 0.25, 0.5])",
    "levy.levy_what_if_scenario(0.2, 'china_revenue', null, [0, 0.25, 0.5])",
    "levy.exposure_what_if(0.25)",
    "levy.product_levies_what_if(0.2, 'licensed_revenue', null)",
    "capacity.supply_what_if_inputs('base', map {'die_yield': [0.2, 0.4, 0.6]}, 2026)",
    "capacity.supply_what_if('base', map {'die_yield': [0.2, 0.4, 0.6]}, 2026)",
    "levy.regimes_on('2026-03-01')",
    "rnd.rnd_expense_as_of('2026-03-01')",
    "ops.evidence_of('NVDA', 'revenue', 'CN', 2026, 'Q4')",
]
READER = """
import json, sys
import duckdb
file, query, calls, *tables = sys.argv[1:]
calls = json.loads(calls)
with duckdb.connect(file, read_only=True) as con:
    print(json.dumps({
        "version": duckdb.__version__,
        "catalog": con.execute("select current_database()").fetchone()[0],
        "rows": {table: len(con.execute("from " + table).fetchall()) for table in tables},
        "figures": con.execute(query).fetchall(),
        "as_of": con.execute(
            "select geography_basis, cast(china_revenue_usd as varchar) from levy.china_revenue_as_of('2026-03-01')"
            " where ticker = 'NVDA' and fiscal_year = 2025 and fiscal_quarter is null order by 1"
        ).fetchall(),
        "macros": {call: con.execute("select count(*) from " + call).fetchone()[0] for call in calls},
        "consensus": con.execute(
            "select product, cast(yield_mid_share as varchar) from capacity.yield_consensus_on('2025-01-01')"
            " where foundry = 'SMIC' and pooled_in is not null and scope = 'product' order by 1"
        ).fetchall(),
        "signals": con.execute(
            "select state, days_to_due from watch.catalysts_on('2027-01-01') where catalyst_id = 'CT011'"
        ).fetchall(),
    }))
"""


@pytest.fixture(scope="module")
def read(published: Path) -> dict[str, Any]:
    """What the oldest reader finds. `-S` keeps the environment's own DuckDB out of its sight."""
    if not (OLDEST / "duckdb").is_dir():
        pytest.skip("the oldest reader is not installed; `make check` lays it into .venv/oldest-reader")
    file = published / "published" / "tributary.duckdb"
    command = [sys.executable, "-S", "-c", READER, str(file), QUERY, json.dumps(CALLS), *mart_names(published)]
    environment = {**os.environ, "PYTHONPATH": str(OLDEST)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_is_the_oldest(read: dict[str, Any]) -> None:
    assert read["version"] == VERSION


def test_it_reads_every_table(published: Path, read: dict[str, Any]) -> None:
    assert read["catalog"] == "tributary"
    assert read["rows"] == {
        name: rows(published, f"select count(*) from {name}")[0][0]  # noqa: S608 - catalog names
        for name in mart_names(published)
    }


def test_it_reads_the_same_figures(published: Path, read: dict[str, Any]) -> None:
    assert ["NVDA", 2026, "customer_headquarters", "19677000000.00", None] in read["figures"]
    assert [tuple(row) for row in read["figures"]] == rows(published, QUERY)


def test_it_can_ask_for_a_past_day(read: dict[str, Any]) -> None:
    assert read["as_of"] == [["billing_location", "17108000000.00"], ["customer_headquarters", "25048000000.00"]]
    assert read["signals"] == [["overdue", -1]]
    assert read["consensus"] == [["Ascend 910B", "0.500000"], ["Ascend 910C", "0.200000"]]


def test_it_can_call_every_macro(published: Path, read: dict[str, Any]) -> None:
    """Stored macros may use only what that version knows: `if()` is not a function there."""
    assert read["macros"] == {call: rows(published, f"select count(*) from {call}")[0][0] for call in CALLS}  # noqa: S608 - our own words
    assert all(read["macros"].values())
