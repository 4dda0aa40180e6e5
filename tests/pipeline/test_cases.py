"""The cases beside the repository: real and made-up filers of which a release gave wrong values, in one refresh."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.mirror import Mirror
from tests.support.project import REPOSITORY, Tributary
from tests.support.warehouse import rows

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CASES = REPOSITORY.parent / "shared" / "cases"
MILLION = 1_000_000

#: Right values in USD million: ticker, metric, fiscal year and period.
EXPECTED = {
    **{("GIS", "revenue", year, "FY"): usd for year, usd in enumerate((16865.2, 17626.6, 18127.0, 18992.8), 2019)},
    **{("ETN", "revenue", year, "FY"): usd for year, usd in enumerate((13715, 16049, 16311, 22046, 22552), 2010)},
    ("MHK", "revenue", 2011, "FY"): 5642.3,
    ("MHK", "revenue", 2012, "FY"): 5788.0,
    ("PG", "revenue", 2012, "FY"): 82006,
    ("JNJ", "rnd_expense", 2021, "FY"): 14277,
    ("GPN", "revenue", 2025, "Q2"): 1956.7,
    ("MOS", "revenue", 2013, "Q1"): 2505.1,
    ("MOS", "revenue", 2013, "Q2"): 2536.2,
    ("MOS", "revenue", 2013, "Q3"): 2240.6,
    ("MOS", "revenue", 2013, "Q4"): 2692.2,
    ("MOS", "revenue", 2024, "Q4"): 2815.9,
    ("LRCX", "revenue", 2017, "Q4"): 2344.907,
    ("LRCX", "revenue", 2010, "Q4"): 695.289,
    ("PXY", "revenue", 2024, "FY"): 5900,
    ("PXY", "operating_income", 2024, "Q4"): 340,
}
COMPANIES = {
    "GIS": ("02-revenue-concept", "0000040704"),
    "PG": ("02-revenue-concept", "0000080424"),
    "MHK": ("02-revenue-concept", "0000851968"),
    "ETN": ("02-revenue-concept", "0001551182"),
    "JNJ": ("03-rnd-zero", "0000200406"),
    "GPN": ("04-discontinued-operations", "0001123360"),
    "MOS": ("06-fiscal-year-change", "0001285785"),
    "LRCX": ("14-tag-renamed", "0000707549"),
    "IXD": ("01-document-set", "0009990001"),
    "EURF": ("11-euro-filer", "0009990003"),
    "PXY": ("12-proxy-entry", "0009990004"),
}


def put_case(mirror: Mirror, case: str, cik: str) -> None:
    """A company's answers, and the files of its filing. A case without a list of filings gets one of its entries."""
    folder = CASES / case
    answer = next(
        path for path in (folder / f"CIK{cik}.json", folder / f"companyfacts-CIK{cik}.json") if path.is_file()
    )
    mirror.put_companyfacts(answer.read_bytes(), cik)
    listed = folder / f"submissions-CIK{cik}.json"
    mirror.put_submissions(
        listed.read_bytes() if listed.is_file() else list_of_filings(json.loads(answer.read_bytes())), cik
    )
    if (folder / "index.json").is_file():
        for path in folder.iterdir():
            if path.suffix in (".htm", ".xml") or path.name == "index.json":
                mirror.put_document("0009990001-25-000008", path.name, path.read_bytes(), cik)


def list_of_filings(companyfacts: dict[str, Any]) -> bytes:
    """A submissions answer with the filings that the entries of a companyfacts answer name."""
    filings: dict[str, dict[str, str]] = {}
    for concepts in companyfacts["facts"].values():
        for concept in concepts.values():
            for entries in concept["units"].values():
                for entry in entries:
                    known = filings.setdefault(entry["accn"], {**entry, "last": entry["end"]})
                    known["last"] = (
                        max(known["last"], entry["end"]) if entry["end"] <= entry["filed"] else known["last"]
                    )
    rows = sorted(filings.values(), key=lambda one: one["filed"], reverse=True)
    recent = {
        "accessionNumber": [one["accn"] for one in rows],
        "filingDate": [one["filed"] for one in rows],
        "reportDate": [one["last"] for one in rows],
        "acceptanceDateTime": [f"{one['filed']}T20:01:02.000Z" for one in rows],
        "form": [one["form"] for one in rows],
        "size": [1000] * len(rows),
        "isXBRL": [1] * len(rows),
        "isInlineXBRL": [0] * len(rows),
        "primaryDocument": [f"a{number}.htm" for number in range(len(rows))],
    }
    about = {"cik": str(companyfacts["cik"]), "name": "A case", "tickers": [], "sic": "", "fiscalYearEnd": "1231"}
    return json.dumps(about | {"filings": {"recent": recent, "files": []}}).encode()


def test_every_case_comes_out_right(pristine_project: Path, tmp_path: Path, tributary: Tributary) -> None:
    if not CASES.is_dir():
        pytest.skip("the cases are not beside the repository")
    project = shutil.copytree(pristine_project, tmp_path / "project")
    companies = project / "data" / "reference" / "companies.csv"
    known = companies.read_text()
    watched = [f"{ticker},{cik},{ticker} of a case,," for ticker, (_, cik) in COMPANIES.items() if cik not in known]
    companies.write_text(known + "\n".join(watched) + "\n")
    mirror = Mirror(tmp_path / "mirror")
    for case, cik in COMPANIES.values():
        put_case(mirror, case, cik)

    home = tmp_path / "home"
    done = tributary("refresh", "--home", home, "--edgar", mirror.root, project=project)
    assert done.returncode in (0, 7), done.stderr  # 7: published, with something quarantined
    latest = "select ticker, metric, fiscal_year, slot, value_usd from ops.value_history"
    found = {
        (ticker, metric, year, slot): usd
        for ticker, metric, year, slot, usd in rows(home, f"{latest} where geography = 'total' and known_until is null")
    }
    wrong = {
        key: found.get(key)
        for key, usd in EXPECTED.items()
        if found.get(key) is None or abs(found[key] / MILLION - Decimal(str(usd))) > Decimal("0.05")
    }
    assert wrong == {}
    china = "select cast(china_revenue_usd / 1e6 as integer) from levy.china_revenue"
    assert rows(
        home, f"{china} where ticker = 'IXD' and fiscal_year = 2024 and fiscal_quarter is null and version = 'latest'"
    ) == [(1770,)]
    euro = "select revenue_usd, null_reason is not null from levy.headline where ticker = 'EURF'"
    assert rows(home, euro) == [(None, True)]
