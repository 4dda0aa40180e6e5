"""Every published figure that was read from an inline XBRL document comes out of it exactly as published."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from sources.edgar.xbrl.document import extract_document

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
EXPECTED = SHARED / "expected" / "filing_facts.csv"
ARCHIVES = SHARED / "edgar" / "www.sec.gov" / "Archives" / "edgar" / "data"

Key = tuple[str, str | None, str, str | None, str | None, Decimal | None, str | None]

if EXPECTED.is_file():
    with EXPECTED.open(newline="") as file:
        ROWS = [row for row in csv.DictReader(file) if row["provenance"] == "inline XBRL document"]
else:
    ROWS = []
pytestmark = pytest.mark.skipif(not ROWS, reason="the shared folder with the expected figures is not beside this one")


def folder(accession: str) -> str:
    """The filing's folder in EDGAR's archive, whoever filed it."""
    return accession.replace("-", "")


@cache
def facts_of(accession: str) -> frozenset[Key]:
    """The facts of a filing with at most one dimension, as the expected table writes them."""
    (document,) = ARCHIVES.glob(f"*/{folder(accession)}/*.htm")
    facts = extract_document(document.read_bytes(), document.name).facts
    keys: set[Key] = set()
    for row in facts.filter("is_numeric").iter_rows(named=True):
        if len(row["dimensions"]) <= 1:
            one = row["dimensions"][0] if row["dimensions"] else {"axis": None, "member": None}
            start, end = row["period_start"], row["period_end"]
            period = (None if start is None else start.isoformat(), end.isoformat())
            keys.add((row["concept"], *period, one["axis"], one["member"], row["value"], row["decimals"]))
    return frozenset(keys)


def test_there_is_something_to_compare() -> None:
    assert len(ROWS) > 300


@pytest.mark.parametrize("accession", sorted({row["accession"] for row in ROWS}))
def test_figures_of_a_filing(accession: str) -> None:
    if not list(ARCHIVES.glob(f"*/{folder(accession)}/*.htm")):
        pytest.skip(f"the document of {accession} is not in the shared folder")
    missing = [
        row
        for row in ROWS
        if row["accession"] == accession
        and (
            row["concept"],
            row["start"] or None,
            row["end"],
            row["axis"] or None,
            row["member"] or None,
            Decimal(row["value_usd"]),
            row["decimals"],
        )
        not in facts_of(accession)
    ]
    assert not missing
