"""A refresh on a wider mirror of EDGAR: some twenty filers, among them some with unusual documents."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.project import REPOSITORY, Tributary
from tests.support.warehouse import rows

pytestmark = [pytest.mark.integration, pytest.mark.slow]

MIRROR = REPOSITORY.parent / "shared" / "edgar_wide"
READ_BY_HAND = REPOSITORY.parent / "shared" / "expected" / "china_facts.csv"


def test_every_filer_is_published(pristine_project: Path, tmp_path: Path, tributary: Tributary) -> None:
    """Each is watched with a bare row. What one lacks is said with a reason, and stops no other."""
    if not MIRROR.is_dir():
        pytest.skip("the wider EDGAR mirror is not beside the repository")
    project = shutil.copytree(pristine_project, tmp_path / "project")
    companies = project / "data" / "reference" / "companies.csv"
    with companies.open(newline="") as file:
        header, *watched = csv.reader(file)
    known = {row[header.index("cik")] for row in watched}
    for path in sorted(MIRROR.glob("data.sec.gov/submissions/CIK??????????.json")):
        filer = json.loads(path.read_text(encoding="utf-8"))
        cik = path.stem.removeprefix("CIK")
        if cik not in known:
            row = {"ticker": filer["tickers"][0], "cik": cik, "name": filer["name"]}
            watched.append([row.get(column, "") for column in header])
    with companies.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *watched])

    home = tmp_path / "home"
    done = tributary("refresh", "--home", home, "--edgar", MIRROR, project=project)
    assert done.returncode in (0, 7), done.stderr  # 7: published, with something quarantined
    tickers = {row[header.index("ticker")] for row in watched}
    assert len(tickers) > 20
    assert {ticker for (ticker,) in rows(home, "select ticker from levy.headline")} == tickers
    unread = "select fact_count from ops.coverage where coverage_class = 'unreadable' and fact_count > 0"
    assert rows(home, unread) == []
    without_reason = "select ticker from levy.headline where levy_usd is null and null_reason is null"
    assert rows(home, without_reason) == []
    assert rows(home, "select accession from ops.quarantine where reason is null") == []
    assert_china_is_as_read_by_hand(home)


def assert_china_is_as_read_by_hand(home: Path) -> None:
    """Every figure of China that a reader found in the documents, on the basis they state, or as a segment."""
    query = (
        "select ticker, accession, period_start::text, period_end::text, value_usd, geography_basis"
        " from ops.metric_facts where geography = 'CN'"
    )
    found = {
        (ticker, accession, start, end, usd, basis) for ticker, accession, start, end, usd, basis in rows(home, query)
    }
    with READ_BY_HAND.open(newline="", encoding="utf-8") as file:
        wanted = {
            (
                row["ticker"],
                row["accession"],
                row["start"],
                row["end"],
                Decimal(row["value"]),
                "segment" if row["dims"].startswith("StatementBusinessSegmentsAxis") else row["basis"],
            )
            for row in csv.DictReader(file)
            if row["verdict"] == "china" and any(MIRROR.glob(f"www.sec.gov/Archives/edgar/data/*/*/{row['document']}"))
        }
    assert len(wanted) > 50
    assert wanted - found == set()
