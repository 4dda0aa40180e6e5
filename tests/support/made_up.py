"""Made-up companies without curated rules, with calendars and figures like those of real companies.

Makes filings in EDGAR's format from a few figures that each test gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.support.filings import context, explicit, inline, number
from tests.support.mirror import Mirror

REVENUE, RND = "us-gaap:Revenues", "us-gaap:ResearchAndDevelopmentExpense"
PLACES, SEGMENTS = "srt:StatementGeographicalAxis", "us-gaap:StatementBusinessSegmentsAxis"
BASIS = "Revenue by geographic area is based on the billing location of the customer."

#: First and last day.
Period = tuple[str, str]
#: Axis and member, of each dimension.
Place = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Figure:
    """USD million of a concept over a period, of the whole company or of a part of it."""

    period: Period
    value: int
    concept: str = REVENUE
    place: Place = ()


def total(first: str, last: str, revenue: int, rnd: int | None = None) -> list[Figure]:
    """What the whole company took in, and spent on R&D."""
    figures = [Figure((first, last), revenue)]
    return figures if rnd is None else [*figures, Figure((first, last), rnd, RND)]


def split(first: str, last: str, parts: Mapping[str, int], *further: tuple[str, str]) -> list[Figure]:
    """Revenue by place, under further dimensions."""
    return [Figure((first, last), value, place=((PLACES, place), *further)) for place, value in parts.items()]


@dataclass(frozen=True)
class Report:
    """A filing five weeks after the day that it reports on."""

    form: str
    report_date: str
    figures: Iterable[Figure]
    basis: str = BASIS
    days_later: int = 35

    @property
    def filed(self) -> str:
        """The day on which it is filed."""
        return (date.fromisoformat(self.report_date) + timedelta(self.days_later)).isoformat()

    def document(self, cik: str) -> bytes:
        """Its inline document."""
        figures = list(self.figures)
        names = {key: f"c{n}" for n, key in enumerate(dict.fromkeys((f.period, f.place) for f in figures))}
        contexts = [
            context(
                name,
                f"<xbrli:startDate>{first}</xbrli:startDate><xbrli:endDate>{last}</xbrli:endDate>",
                "".join(explicit(axis, member) for axis, member in place),
            ).replace("0000000042", cik)
            for ((first, last), place), name in names.items()
        ]
        body = "".join(
            f"<p>{number(f'{abs(f.value):,}', f.concept, names[f.period, f.place], id=f'f{n}', **_form(f))}</p>"
            for n, f in enumerate(figures)
        )
        return inline(f"<p>{self.basis}</p>{body}", contexts=contexts).encode()


def _form(figure: Figure) -> dict[str, str]:
    """How a figure is written: a negative one has its sign apart."""
    return {"format": "ixt:num-dot-decimal", "scale": "6"} | ({"sign": "-"} if figure.value < 0 else {})


@dataclass(frozen=True)
class Company:
    """A company and its reports."""

    ticker: str
    cik: str
    year_end: str
    reports: tuple[Report, ...]

    def put(self, mirror: Mirror) -> None:
        """Its files, as EDGAR has them."""
        listed: dict[str, list[object]] = {}
        facts: dict[str, dict[str, dict[str, list[dict[str, object]]]]] = {}
        for n, report in enumerate(self.reports, 1):
            accession, name = f"{self.cik}-20-{n:06}", f"made-{report.report_date.replace('-', '')}-{n}.htm"
            entry = {
                "accessionNumber": accession, "filingDate": report.filed, "reportDate": report.report_date,
                "acceptanceDateTime": f"{report.filed}T20:01:02.000Z", "form": report.form, "size": 1000,
                "isXBRL": 1, "isInlineXBRL": 1, "primaryDocument": name,
            }  # fmt: skip
            for key, value in entry.items():
                listed.setdefault(key, []).append(value)
            mirror.put_document(accession, name, report.document(self.cik), self.cik)
            for figure in report.figures:
                if not figure.place:
                    units = facts.setdefault(figure.concept.split(":")[1], {"units": {"USD": []}})["units"]
                    units["USD"].append({
                        "start": figure.period[0], "end": figure.period[1], "val": figure.value * 10**6,
                        "accn": accession, "fy": 2020, "fp": "FY", "form": report.form, "filed": report.filed,
                    })  # fmt: skip
        about = {"cik": self.cik, "name": f"Made Up {self.ticker}", "tickers": [self.ticker], "sic": "3674"}
        filings = {"recent": listed, "files": []}
        content = about | {"fiscalYearEnd": self.year_end, "filings": filings}
        mirror.put_submissions(json.dumps(content).encode(), self.cik)
        content = {"cik": int(self.cik), "entityName": about["name"], "facts": {"us-gaap": facts}}
        mirror.put_companyfacts(json.dumps(content).encode(), self.cik)


def watch(project: Path, companies: Iterable[Company]) -> None:
    """One row each in a copy of the project."""
    file = project / "data" / "reference" / "companies.csv"
    columns = file.read_text().splitlines()[0].count(",") + 1
    with file.open("a") as rows:
        for company in companies:
            row = f"{company.ticker},{company.cik},Made Up {company.ticker}"
            rows.write(row + "," * (columns - row.count(",") - 1) + "\n")
