"""Rules of rows that stand on a filing: its accession, day and company, and a figure that is typed twice.

An accession number is the filer's or its agent's CIK, the year in two digits and a count (SEC, EDGAR Filer Manual). The
address of a filing on sec.gov has the company's CIK and the accession without dashes.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from sources.reference.cells import Value
from sources.reference.loaded import Loaded, Row, Tables, day, decimal, shown

ADDRESS: Final = re.compile(r"sec\.gov/Archives/edgar/data/0*([0-9]+)/([0-9]{18})", re.IGNORECASE)
MEMBER: Final = re.compile(r"country:[A-Z]{2}|[\w.-]+:\w+Member")
#: A report is filed within this many days of the newest period in it; a late one is said to be late (SEC, Form 12b-25).
REPORTED_WITHIN_DAYS: Final = 150
#: How a value is typed a second time: amounts in millions, shares in percent.
TYPED_AGAIN: Final = {"pure": (Decimal("0.01"), "percent")}
MILLIONS: Final = (Decimal(1_000_000), "millions")
#: Concepts that no metric has, and that are read all the same.
ALSO_READ: Final = ("us-gaap:ConcentrationRiskPercentage",)


def check_filings(loaded: Loaded, tables: Tables) -> None:
    """Record accessions, addresses and figures that do not fit each other."""
    columns = {column.name for column in loaded.table.columns}
    if "accession" in columns:
        _check_accessions(loaded, tables)
    if loaded.table.of_company:
        _check_company(loaded, tables, loaded.table.of_company)
    if loaded.table.name == "curated_facts":
        _check_facts(loaded, tables)


def _check_accessions(loaded: Loaded, tables: Tables) -> None:
    sources = {row.get("source_id"): row for row in tables["sources"].rows}
    for index, row in loaded.filled("accession"):
        accession = str(row["accession"])
        source = sources.get(row.get("source_id"), {})
        texts = [str(text) for text in (row.get("source_url"), *source.values()) if text]
        is_named = any(accession in text or accession.replace("-", "") in text for text in texts)
        if texts and not is_named:
            where = "source_url" if "source_url" in row else f"source {row.get('source_id')!r}"
            problem = f"{accession} is not the filing that {where} names"
            loaded.fault(
                index, "accession", problem, "Copy the accession from the filing's address, or correct the source."
            )
        filed = row.get("filed")
        if isinstance(filed, date) and not _fits_year(accession, filed):
            problem = f"{accession} is of 20{accession[11:13]}, but the filing of {filed}"
            loaded.fault(index, "accession", problem, "Copy accession and day from the list of filings.")


def _fits_year(accession: str, filed: date) -> bool:
    """The year in an accession is that of the filing, or the one before for a filing of the first days of January."""
    years = {filed.year, filed.year - 1} if (filed.month, filed.day) <= (1, 15) else {filed.year}
    return int(accession[11:13]) in {year % 100 for year in years}


def _check_company(loaded: Loaded, tables: Tables, column: str) -> None:
    """A filing that is cited is one of the row's company, as far as the company is watched."""
    addresses = {row.get("source_id"): str(row.get("url") or "") for row in tables["sources"].rows}
    ciks: dict[Value, set[int]] = {}
    for table, number in (("companies", "cik"), ("former_ciks", "former_cik")):
        for _, row in tables[table].filled("ticker", number):
            ciks.setdefault(row["ticker"], set()).add(int(str(row[number])))
    for index, row in loaded.filled(column):
        found = ADDRESS.search(addresses.get(row.get("source_id")) or str(row.get("source_url") or ""))
        known = {int(str(row[column]))} if column == "cik" else ciks.get(row[column])
        if found and known and int(found[1]) not in known:
            problem = f"the filing cited is one of CIK {found[1]}, not of {row[column]!r}"
            loaded.fault(index, column, problem, f"Correct {column}, companies.csv or the source.")


def _check_facts(loaded: Loaded, tables: Tables) -> None:
    read = {row.get("concept") for row in tables["metric_concepts"].rows} | set(ALSO_READ)
    newest: dict[Value, date] = {}
    for _, row in loaded.filled("accession", "period_end"):
        newest[row["accession"]] = max(day(row["period_end"]), newest.get(row["accession"], date.min))
    for index, row in enumerate(loaded.rows):
        if row.get("concept") and row["concept"] not in read:
            loaded.fault(
                index, "concept", f"{row['concept']!r} is read by no metric", "Write a concept of metric_concepts.csv."
            )
        if row.get("member") and not MEMBER.fullmatch(str(row["member"])):
            remedy = "Write a name that ends in Member, or country: and two letters."
            loaded.fault(index, "member", f"{row['member']!r} is not a member", remedy)
        _check_value(loaded, index, row)
    for index, row in loaded.filled("accession", "filed"):
        last = newest.get(row["accession"])
        if last and (day(row["filed"]) - last).days > REPORTED_WITHIN_DAYS:
            problem = f"filed {row['filed']}, more than {REPORTED_WITHIN_DAYS} days after {last}, its newest period"
            loaded.fault(index, "filed", problem, "Copy the day from the list of filings.")


def _check_value(loaded: Loaded, index: int, row: Row) -> None:
    value = row.get("value")
    if value is None:
        return
    decimals, again = row.get("decimals"), row.get("typed_again")
    if decimals not in (None, "INF"):
        step = Decimal(1).scaleb(-int(str(decimals)))
        if row.get("unit") != "pure" and int(str(decimals)) > 2:
            remedy = "Write -6 for an amount that is exact to the million."
            loaded.fault(index, "decimals", f"{decimals} is finer than a cent", remedy)
        elif decimal(value) % step:
            problem = f"{shown(value)} is not rounded as decimals {decimals} says, to {step:f}"
            loaded.fault(
                index, "value", problem, "Write the whole number of units, and decimals as the filing has them."
            )
    if again is not None:
        scale, unit = TYPED_AGAIN.get(str(row.get("unit")), MILLIONS)
        if decimal(again) * scale != decimal(value):
            problem = f"{shown(value)} is not {shown(again)} {unit}, as it is typed a second time"
            loaded.fault(index, "value", problem, "Read the figure again, and correct value or typed_again.")
