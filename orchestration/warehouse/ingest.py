"""Fetch companies' filings into the raw store: which companies, from which origin, and which files are fetched again.

Which files a company has and how they are requested is in `sources.edgar.landing`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.runtime.paths import Home
from sources.atomic_files import write_atomically
from sources.edgar.company_tables import EXTRACTOR
from sources.edgar.http.client import open_origin
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import Landing, land_company, landing_path

#: Called after each document: the company's ticker, how many are done, how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Backfill:
    """Filings to fetch again even when they are cached: of these companies (empty: all), filed between two days."""

    tickers: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def is_of(self, ticker: str) -> bool:
        """Whether it includes this company."""
        return not self.tickers or ticker in self.tickers

    def covers(self, ticker: str, filing: Mapping[str, Any]) -> bool:
        """Whether this filing (a row of FILINGS) is fetched again; true for one without a filing date."""
        filed = filing["filed"]
        is_after = self.since is None or filed is None or filed >= self.since
        is_before = self.until is None or filed is None or filed <= self.until
        return self.is_of(ticker) and is_after and is_before


@dataclass(frozen=True)
class LeftOut:
    """Something of a company that a landing left out: the file (address, accession or name), and why, in one line."""

    ticker: str
    file: str
    message: str


def left_out(home: Home) -> list[LeftOut]:
    """What the last landing left out; empty where its record is missing or cannot be read."""
    try:
        return [LeftOut(**one) for one in json.loads(home.left_out.read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def land(
    companies: pl.DataFrame,
    edgar: str,
    home: Home,
    progress: Progress | None = None,
    backfill: Backfill | None = None,
) -> list[pl.DataFrame]:
    """Land these registrants (ticker and cik, as `registrants` has them) from this origin; LANDINGS of each.

    Documents that were damaged or unreadable are fetched again, since they may have been fixed; so are those that were
    altered in the raw store and are about to be read. So are the lists and the companyfacts of a company whose
    companyfacts could not be read. An answer that is not what was asked for or cannot be read as that, and a name that
    is not a file name, are recorded (`left_out`), and the others are landed; where it was the list of every company
    that has one, the first is raised, for then it is the origin. Raises OriginError when a request fails otherwise;
    files that were fetched before it are kept.
    """
    store = RawStore(home.raw)
    suspect = _suspects(home, companies["cik"]) | _altered(home, companies["cik"], store)
    landed: list[Landing] = []
    with open_origin(edgar) as origin:
        for company in companies.iter_rows(named=True):
            ticker = company["ticker"]

            def again(filing: Mapping[str, Any], ticker: str = ticker) -> bool:
                is_wanted = backfill is not None and backfill.covers(ticker, filing)
                return is_wanted or filing["accession"] in suspect

            def show(done: int, total: int, _: str, ticker: str = ticker) -> None:
                if progress:
                    progress(ticker, done, total)

            is_doubted = (backfill is not None and backfill.is_of(ticker)) or _is_unread(home, company["cik"])
            landed.append(land_company(company["cik"], origin, store, show, again=again, is_doubted=is_doubted))
    found = [
        LeftOut(ticker, fault.file, f"{ticker}: {fault}")
        for ticker, one in zip(companies["ticker"], landed, strict=True)
        for fault in one.left_out
    ]
    write_atomically(json.dumps([asdict(one) for one in found], indent=1).encode(), home.left_out)
    refused = [one for one in landed if one.is_list_refused]
    if refused and all(one.is_list_refused or not one.has_list for one in landed):
        raise refused[0].refused[0]
    return [one.table for one in landed]


def _is_unread(home: Home, cik: str) -> bool:
    """Whether the latest companyfacts were never read; they may be corrupt."""
    landed = _hashes(landing_path(home.raw, cik), pl.col("kind") == "companyfacts")
    return not landed <= _hashes(home.facts / cik / "documents.parquet", pl.col("source_kind") == "companyfacts")


def _hashes(path: Path, which: pl.Expr) -> set[str]:
    """SHA-256 of files that a table lists; empty when the table is missing."""
    if not path.is_file():
        return set()
    return set(pl.scan_parquet(path).filter(which).select("sha256").collect()["sha256"].drop_nulls())


def _altered(home: Home, ciks: Iterable[str], store: RawStore) -> set[str]:
    """Accessions of documents whose bytes are not those that were stored, of companies that are read anew."""
    found: set[str] = set()
    for cik in ciks:
        is_read = pl.col("extractor") == EXTRACTOR
        read = _hashes(home.facts / cik / "documents.parquet", is_read)
        landed = landing_path(home.raw, cik)
        if not landed.is_file():
            continue
        documents = pl.scan_parquet(landed).filter(kind="document", status="landed").select("accession", "sha256")
        found |= {
            accession
            for accession, sha256 in documents.collect().iter_rows()
            if sha256 not in read and not store.is_whole(sha256)
        }
    return found


def _suspects(home: Home, ciks: Iterable[str]) -> set[str]:
    """Accessions of documents that are damaged, unreadable or quarantined."""
    found: set[str] = set()
    for cik in ciks:
        path = home.facts / cik / "documents.parquet"
        if path.is_file():
            damaged = pl.scan_parquet(path).filter(pl.col("damage").is_not_null()).select("accession")
            found |= set(damaged.collect()["accession"].drop_nulls())
    if home.quarantine.is_file():
        found |= set(pl.read_parquet(home.quarantine, columns=["accession"])["accession"].drop_nulls())
    return found
