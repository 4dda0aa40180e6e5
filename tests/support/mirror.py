"""A small EDGAR mirror of made-up companies, and a loopback server for it.

The files have EDGAR's layout and made-up content.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.support.loopback import loopback

CIK = "0000000042"
RATE_PAGE = b"<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body/></html>"

_DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:us-gaap="http://fasb.org/us-gaap/2023">
<head><title>A report</title></head>
<body>
<div style="display:none"><ix:header><ix:references>
<link:schemaRef xlink:type="simple" xlink:href="made-up.xsd"/></ix:references><ix:resources>
<xbrli:context id="c1"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{cik}</xbrli:identifier>
</xbrli:entity><xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-03-31</xbrli:endDate>
</xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>
<p>Revenue by geographic area is based upon the billing location of the customer.</p>
{facts}
</body></html>
"""
_FACT = (
    '<p><ix:nonFraction id="f{number}" name="{concept}" contextRef="c1" unitRef="usd" decimals="-6" scale="6" '
    'format="ixt:num-dot-decimal">{value}</ix:nonFraction></p>'
)


def inline_document(values: Mapping[str, int | str], cik: str = CIK) -> bytes:
    """An inline XBRL document with one fact in USD million for each concept."""
    facts = (_FACT.format(number=n, concept=c, value=v) for n, (c, v) in enumerate(values.items(), 1))
    return _DOCUMENT.format(cik=cik, facts="\n".join(facts)).encode()


@dataclass(frozen=True)
class Filing:
    """A filing as the submissions file lists it, and its document (None: the mirror does not have it)."""

    accession: str
    form: str = "10-Q"
    filed: str = "2023-05-01"
    document: str = "made-20230331.htm"
    data: bytes | None = None
    is_xbrl: int = 1
    is_inline: int = 1

    def listed(self) -> dict[str, Any]:
        """Its entry in each of EDGAR's arrays."""
        return {
            "accessionNumber": self.accession,
            "filingDate": self.filed,
            "reportDate": "2023-03-31",
            "acceptanceDateTime": f"{self.filed}T20:01:02.000Z",
            "form": self.form,
            "size": 1000,
            "isXBRL": self.is_xbrl,
            "isInlineXBRL": self.is_inline,
            "primaryDocument": self.document,
        }


def arrays(filings: Sequence[Filing]) -> dict[str, list[Any]]:
    """EDGAR's parallel arrays."""
    rows = [filing.listed() for filing in filings]
    return {key: [row[key] for row in rows] for key in Filing("").listed()}


def submissions(filings: Sequence[Filing], cik: str = CIK, pages: Sequence[str] = ()) -> bytes:
    """A main submissions file."""
    content = {
        "cik": cik,
        "name": "MADE UP CORP",
        "tickers": ["MADE", "MADE-B"],
        "sic": "3674",
        "fiscalYearEnd": "0131",
        "filings": {"recent": arrays(filings), "files": [{"name": page, "filingCount": 1} for page in pages]},
    }
    return json.dumps(content).encode()


def companyfacts(entries: Sequence[Mapping[str, Any]], cik: str = CIK, concept: str = "Revenues") -> bytes:
    """A companyfacts answer with one concept in USD."""
    about = {"label": "Revenues", "description": "…", "units": {"USD": list(entries)}}
    return json.dumps({"cik": int(cik), "entityName": "MADE UP CORP", "facts": {"us-gaap": {concept: about}}}).encode()


def entry(accession: str = "0000000042-23-000001", value: float | None = 7000000, **more: Any) -> dict[str, Any]:
    """One entry of companyfacts."""
    period = {"start": "2023-01-01", "end": "2023-03-31"}
    filing = {"accn": accession, "fy": 2023, "fp": "Q1", "form": "10-Q", "filed": "2023-05-01"}
    return {**period, "val": value, **filing, **more}


@dataclass(frozen=True)
class Mirror:
    """A mirror folder under construction."""

    root: Path

    def put(self, path: str, data: bytes) -> Path:
        """Write a file at <host>/<path>."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def put_submissions(self, data: bytes, cik: str = CIK) -> Path:
        """The company's submissions file."""
        return self.put(f"data.sec.gov/submissions/CIK{cik}.json", data)

    def put_companyfacts(self, data: bytes, cik: str = CIK) -> Path:
        """The company's companyfacts answer."""
        return self.put(f"data.sec.gov/api/xbrl/companyfacts/CIK{cik}.json", data)

    def put_document(self, accession: str, name: str, data: bytes, cik: str = CIK) -> Path:
        """A file in a filing's folder."""
        return self.put(f"www.sec.gov/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}/{name}", data)


#: A quarterly report, its amendment, an annual report that the mirror lacks, an 8-K, and a report without XBRL.
FILINGS = (
    Filing("0000000042-24-000009", "10-K", "2024-02-20", "made-20231231.htm"),
    Filing(
        "0000000042-23-000003",
        "10-Q/A",
        "2023-06-01",
        "made-20230331a.htm",
        inline_document({"us-gaap:Revenues": 8, "us-gaap:ResearchAndDevelopmentExpense": 3}),
    ),
    Filing("0000000042-23-000002", "8-K", "2023-05-02", "made-20230502.htm", inline_document({"us-gaap:Revenues": 7})),
    Filing("0000000042-23-000001", data=inline_document({"us-gaap:Revenues": 7})),
    Filing("0000000042-03-000001", "10-K", "2003-02-20", "report.txt", is_xbrl=0, is_inline=0),
)


def small_mirror(root: Path) -> Mirror:
    """A mirror of one company with FILINGS, an older page that lists the last of them, and companyfacts."""
    mirror = Mirror(root)
    page = f"CIK{CIK}-submissions-001.json"
    mirror.put_submissions(submissions(FILINGS[:-1], pages=[page]))
    mirror.put(f"data.sec.gov/submissions/{page}", json.dumps(arrays(FILINGS[-1:])).encode())
    mirror.put_companyfacts(companyfacts([entry(), entry(), entry("0000000042-23-000003", 8000000.5)]))
    for filing in FILINGS:
        if filing.data is not None:
            mirror.put_document(filing.accession, filing.document, filing.data)
    return mirror


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def served(root: Path) -> AbstractContextManager[str]:
    """The base address of a loopback server over a mirror folder."""
    return loopback(partial(_Handler, directory=str(root)))


def without(submissions: bytes, accession: str) -> bytes:
    """A list of filings, which lacks this one."""
    content = json.loads(submissions)
    recent = content["filings"]["recent"]
    at = recent["accessionNumber"].index(accession)
    for values in recent.values():
        del values[at]
    return json.dumps(content).encode()
