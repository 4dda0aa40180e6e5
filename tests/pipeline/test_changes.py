"""A figure that moves without evidence is not published until a person accepts it, and every change is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.support.project import Tributary
from tests.support.warehouse import build_id, rows

pytestmark = [pytest.mark.integration, pytest.mark.slow]

ASSUMPTIONS: Final = "data/reference/supply_assumptions.csv"
ACCEPTED: Final = "data/reference/accepted_changes.csv"
RIGHT, SLIP = ',10,20,40,"Assumption: some 500 DRAM', ',10,24,40,"Assumption: some 500 DRAM'


def test_a_slip_in_an_assumption_is_not_published_until_it_is_accepted(
    home: Path, published: Path, project_copy: Path, tributary: Tributary
) -> None:
    assumptions = project_copy / ASSUMPTIONS
    text = assumptions.read_text()
    assert text.count(RIGHT) == 1
    assumptions.write_text(text.replace(RIGHT, SLIP))

    stopped = tributary("refresh", "--home", home, project=project_copy)
    assert stopped.returncode == 1
    assert "assert_headlines_explained" in stopped.stderr
    assert "hbm_stacks_per_wafer: mode 20 → 24" in stopped.stderr
    assert "tributary diff" in stopped.stderr
    assert build_id(home) == build_id(published)
    page = (home / "checks" / "index.html").read_text()
    assert '<b class="state">stops publication</b>' in page
    assert "mode 20 → 24" in page

    shown = tributary("diff", "--home", home, project=project_copy)
    assert shown.returncode == 0, shown.stderr
    (row,) = [line for line in shown.stdout.splitlines() if line.endswith("YYYY-MM-DD,REASON")]
    assert row.startswith(f"{build_id(published)},capacity.accelerator_supply,all,")
    with (project_copy / ACCEPTED).open("a") as file:
        file.write(row.replace("YYYY-MM-DD,REASON", "2026-11-28,The estimate was raised\n"))

    done = tributary("refresh", "--home", home, project=project_copy)
    assert done.returncode == 0, done.stderr
    assert "headline figures moved" in done.stdout
    found = rows(home, "select distinct accepted_reason from ops.changes where is_beyond_tolerance")
    assert found == [("The estimate was raised",)]
    reported = json.loads(tributary("diff", "--json", "--home", home, project=project_copy).stdout)
    assert reported["from_build_id"] == build_id(published)
    assert {"capacity.accelerator_supply", "ops.curated_rows"} <= {one["table_name"] for one in reported["tables"]}
    cells = tributary("diff", "--table", "capacity.supply_inputs", "--home", home, project=project_copy)
    assert "mode 20" in cells.stdout
