"""A mirror of a made-up chipmaker without curated rules: an annual report with a split, and its companyfacts.

The files have the structure of a real filer, with made-up figures.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.support.filings import context, explicit, inline, number
from tests.support.mirror import Filing, Mirror, arrays

TICKER, CIK, NAME = "MADE", "0009990042", "Made Up Chips Inc."
ROW = f"{TICKER},9990042,{NAME}\n"
AXIS = "srt:StatementGeographicalAxis"
ACCESSION = "0009990042-24-000010"
DOCUMENT = "made-20231230.htm"
YEAR = "<xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-12-30</xbrli:endDate>"
REVENUE, RND = 54_228, 16_046
#: Members and USD million; they add up to REVENUE. No rule knows the last one.
SPLIT = {"country:CN": 14_854, "country:SG": 8_602, "country:US": 13_958, "made:SpecialPlacesMember": 16_814}
BASIS = "Revenue by country is presented based on the billing location of the customer."


def annual_report() -> bytes:
    """The inline 10-K."""
    names = {member: f"place{n}" for n, member in enumerate(SPLIT)}
    contexts = [context("y", YEAR)] + [context(names[m], YEAR, explicit(AXIS, m)) for m in SPLIT]
    form = {"format": "ixt:num-dot-decimal", "scale": "6"}
    facts = [number(f"{REVENUE:,}", context="y", id="revenue", **form)]
    facts += [number(f"{RND:,}", "us-gaap:ResearchAndDevelopmentExpense", "y", id="rnd", **form)]
    facts += [number(f"{usd:,}", context=names[member], id=names[member], **form) for member, usd in SPLIT.items()]
    body = "".join(f"<p>{fact}</p>" for fact in facts)
    page = inline(f"<p>{BASIS}</p>{body}", contexts=[c.replace("0000000042", CIK) for c in contexts])
    return page.encode()


def submissions(more: Sequence[Filing] = ()) -> bytes:
    """The list of filings: the annual report, and more."""
    listed = arrays([Filing(ACCESSION, "10-K", "2024-01-26", DOCUMENT), *more])
    listed["reportDate"][0] = "2023-12-30"
    content = {"cik": CIK, "name": NAME, "tickers": [TICKER], "sic": "3674", "fiscalYearEnd": "1230"}
    return json.dumps(content | {"filings": {"recent": listed, "files": []}}).encode()


def companyfacts() -> bytes:
    """The totals of the same report."""
    period = {"start": "2023-01-01", "end": "2023-12-30"}
    filing = {"accn": ACCESSION, "fy": 2023, "fp": "FY", "form": "10-K", "filed": "2024-01-26"}
    facts = {
        concept: {"label": concept, "description": "…", "units": {"USD": [{**period, "val": usd * 10**6, **filing}]}}
        for concept, usd in {"Revenues": REVENUE, "ResearchAndDevelopmentExpense": RND}.items()
    }
    return json.dumps({"cik": int(CIK), "entityName": NAME, "facts": {"us-gaap": facts}}).encode()


def chipmaker_mirror(root: Path) -> Mirror:
    """The whole mirror."""
    mirror = Mirror(root)
    mirror.put_submissions(submissions(), CIK)
    mirror.put_companyfacts(companyfacts(), CIK)
    mirror.put_document(ACCESSION, DOCUMENT, annual_report(), CIK)
    return mirror


def watch_it(project: Path) -> None:
    """Add its one row to a copy of the project. Columns left out of a row are empty."""
    file = project / "data" / "reference" / "companies.csv"
    text = file.read_text()
    columns = text.splitlines()[0].count(",") + 1
    file.write_text(text + ROW.strip() + "," * (columns - ROW.count(",") - 1) + "\n")
