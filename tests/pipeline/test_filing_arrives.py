"""A filing arrives: seen by the sensor, fetched and read alone, and marts change where they should. It is withdrawn:
they are as before, and an alert is sent.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.defs.automation import look
from orchestration.runtime.paths import Home
from sources.edgar.http.client import IDENTITY
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.mirror import without
from tests.support.project import Tributary
from tests.support.warehouse import Row, manifest, marts, rows

pytestmark = [pytest.mark.integration, pytest.mark.slow]

ACCESSION = "0001045810-25-000230"
DOCUMENT = "/www.sec.gov/Archives/edgar/data/1045810/000104581025000230/nvda-20251026.htm"
LIST = "data.sec.gov/submissions/CIK0001045810.json"
FAULTS = ("busy", "truncated", "rate_page", "no_answer", "not_gzip")


def test_a_filing_arrives_and_is_withdrawn(
    shared_edgar: Path, published: Path, pristine_project: Path, tmp_path: Path, tributary: Tributary
) -> None:
    """NVIDIA's 10-Q of 2025-11-19, at a service that is often busy."""
    mirror = shutil.copytree(shared_edgar, tmp_path / "edgar", copy_function=shutil.copyfile)
    whole = (mirror / LIST).read_bytes()
    (mirror / LIST).chmod(0o644)
    (mirror / LIST).write_bytes(without(whole, ACCESSION))
    home = tmp_path / "home"
    service = EdgarService(
        mirror,
        lambda number, before, _path: FAULTS[number // 20 % len(FAULTS)] if number % 20 == 1 and not before else None,
        hidden={DOCUMENT},
    )
    env = {IDENTITY: "A Test test@example.org"}
    with edgar_service(service) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv(*env.popitem())
        done = tributary("refresh", "--home", home, "--edgar", address, project=pristine_project)
        assert done.returncode == 0, done.stderr
        assert service.faults.total() >= 5
        assert service.most_in_a_second() <= 10
        assert not service.paths(429)
        cursor = look(Home(home), address, None).cursor
        before = marts(home)

        (mirror / LIST).write_bytes(whole)
        service.hidden.clear()
        service.program = lambda _number, _before, _path: None  # some faults have status 200
        service.forget()
        asked = look(Home(home), address, cursor)
        assert [request.tags["tributary/filings"] for request in asked.run_requests or []] == [f"NVDA 10-Q {ACCESSION}"]
        done = tributary("refresh", "--home", home, "--edgar", address, project=pristine_project)
        assert done.returncode == 0, done.stderr
        assert [path for path in service.paths(200) if "/Archives/" in path] == [DOCUMENT]

        after = marts(home)
        (mirror / LIST).write_bytes(without(whole, ACCESSION))
        done = tributary("refresh", "--home", home, "--edgar", address, project=pristine_project)
        assert done.returncode == 0, done.stderr

    reported = rows(
        home,
        "select expectation, severity from ops.checks where not success and observed = '1 rows'"
        " and run_id = (select run_id from ops.refresh where is_current)"
        " and expectation != 'assert_rnd_growth_within_bounds' order by all",  # Tesla's of 2010, in every refresh
    )
    # a curated statement is quoted from the filing
    assert reported == [("assert_curated_accessions_listed", "warn"), ("assert_no_withdrawn_filing", "warn")]
    assert marts(home) == before
    expected = marts(published)
    assert list(after) == list(expected)
    for name, found in after.items():
        assert found == expected[name], name
    changed = {name for name in after if after[name] != before[name]}
    assert {"levy.china_revenue", "levy.levy_due", "ops.coverage", "ops.value_history"} <= changed
    assert not {name for name in changed if name.startswith(("capacity.", "watch."))}
    for name in ("levy.china_revenue", "rnd.rnd_expense", "ops.value_history"):
        assert _of_others(after[name]) == _of_others(before[name])
    counts = [run["document_count"] for run in manifest(home)["runs"]]
    assert counts == [counts[0], counts[0] + 1, counts[0]]


def _of_others(table: list[Row]) -> list[Row]:
    return [row for row in table if "NVDA" not in row]
