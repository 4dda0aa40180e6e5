"""What was filed since the last look.

Belongs here: which filings of a company are news, and what must be remembered so that none is told twice or missed.
Not: what follows from news (`orchestration.defs.automation`).

EDGAR's lists are not in order: a filing may be listed after one that was accepted later, and a mirror may be filled up
from behind. So every watched accession of the list is remembered, and a time decides only how far the list was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import polars as pl

from sources.edgar.api.submissions import read_submissions
from sources.edgar.http.client import Origin
from sources.edgar.http.conditional_get import Asking
from sources.edgar.http.raw_store import RawStore
from sources.edgar.http.response_cache import Memory
from sources.edgar.schemas import FILINGS, frame

#: Reports, annual, quarterly and current, of domestic and foreign issuers, with their amendments.
WATCHED_FORMS: Final = re.compile(r"(10-KT?|10-QT?|20-F|40-F|8-K|6-K)(/A)?")
OVERLAP: Final = timedelta(days=30)


@dataclass(frozen=True)
class Seen:
    """What a look saw of a company's list: from `since` (time of acceptance) to `until`, these accessions."""

    since: datetime
    until: datetime
    accessions: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        """For a cursor."""
        times = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        return {**times, "accessions": sorted(self.accessions)}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Seen:
        """From a cursor. Raises KeyError, TypeError or ValueError for anything else."""
        since, until = (datetime.fromisoformat(told[name]) for name in ("since", "until"))
        return cls(since, until, frozenset(told["accessions"]))

    @classmethod
    def of(cls, filings: pl.DataFrame) -> Seen:
        """All of these rows of FILINGS."""
        times = [moment for moment in filings["accepted_at"] if moment] or [datetime(1900, 1, 1, tzinfo=UTC)]
        return cls(min(times), max(times), frozenset(filings["accession"]))

    @property
    def back_to(self) -> datetime:
        """How far the next look reads back at least."""
        return self.until - OVERLAP


def read_list(cik: str, origin: Origin, store: RawStore, back_to: datetime | None) -> pl.DataFrame:
    """A company's watched filings as EDGAR lists them now (rows of FILINGS), those accepted after `back_to` at least.

    Older pages are asked for only where the newest does not reach back so far: a company that files a thousand times in
    between loses none. Whatever comes is kept, so that a refresh need not fetch it again. Empty where EDGAR has no such
    company. Raises OriginError, and BadInput for a list that cannot be read.
    """
    parts = [frame([], FILINGS)]
    with Memory(store.root / "answers.sqlite", origin.name, cik) as memory:
        asking = Asking(origin, store, memory)
        pages = [f"CIK{cik}.json"]
        for page in pages:  # grows: the first lists the others
            got = asking.ask("data.sec.gov", f"/submissions/{page}")
            if got is None:
                continue
            read = read_submissions(got.data(), page)
            parts.append(read.filings)
            oldest = read.filings["accepted_at"].min()
            is_covered = back_to is None or (isinstance(oldest, datetime) and oldest <= back_to)
            pages += [] if is_covered else [name for name in read.older_pages if name not in pages]
            if is_covered and len(parts) > 2:  # an older page that reaches back far enough is the last
                break
    listed = pl.concat(parts).unique("accession", keep="first", maintain_order=True)
    return listed.filter(pl.col("form").str.contains(f"^{WATCHED_FORMS.pattern}$"))


def news(listed: pl.DataFrame, seen: Seen | None, known: Iterable[str]) -> pl.DataFrame:
    """Of the filings listed now, those that were not told, oldest first.

    Without anything `seen` (a new cursor, a new company) news is what the warehouse does not know (`known` accessions).
    """
    if seen is None:
        fresh = listed.filter(~pl.col("accession").is_in(list(known)))
    else:
        was_in_sight = (pl.col("accepted_at") >= seen.since).fill_null(value=True)
        fresh = listed.filter(was_in_sight & ~pl.col("accession").is_in(list(seen.accessions)))
    return fresh.sort("accepted_at", "accession", nulls_last=True)
