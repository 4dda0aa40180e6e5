"""Filings that are new since the last check.

Selects the new filings of a company, and defines what must be remembered so that each is reported exactly once. The
sensor in `orchestration.defs.automation` acts on them.

EDGAR's lists are not in order of acceptance: a filing may be listed after one that was accepted later, and older
filings may be added to a mirror. So every watched accession of the list is remembered; times only decide how far back
to read.
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
from sources.edgar.http.conditional_get import CompanyRequests
from sources.edgar.http.raw_store import RawStore
from sources.edgar.http.response_cache import AnswerCache
from sources.edgar.schemas import FILINGS, frame

#: Reports, annual, quarterly and current, of domestic and foreign issuers, with their amendments.
WATCHED_FORMS: Final = re.compile(r"(10-KT?|10-QT?|20-F|40-F|8-K|6-K)(/A)?")
OVERLAP: Final = timedelta(days=30)
#: No filing is earlier; a list may say so.
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Seen:
    """What a check saw of a company's list: from `since` to `until` (times of acceptance), these accessions."""

    since: datetime
    until: datetime
    accessions: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        """As JSON, for a cursor."""
        times = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        return {**times, "accessions": sorted(self.accessions)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Seen:
        """From a cursor. Raises KeyError, TypeError or ValueError for anything else."""
        since, until = (datetime.fromisoformat(data[name]) for name in ("since", "until"))
        accessions = frozenset(data["accessions"])
        if since.tzinfo is None or until.tzinfo is None or not all(isinstance(one, str) for one in accessions):
            raise ValueError("not what `as_json` writes")
        return cls(since, until, accessions)

    @classmethod
    def of(cls, filings: pl.DataFrame) -> Seen:
        """All of these rows of FILINGS."""
        times = [moment for moment in filings["accepted_at"] if moment] or [_EARLIEST]
        return cls(min(times), max(times), frozenset(filings["accession"]))

    @property
    def back_to(self) -> datetime:
        """The time back to which the next check reads at least."""
        return max(self.until, _EARLIEST) - OVERLAP


def read_list(cik: str, origin: Origin, store: RawStore, back_to: datetime | None) -> pl.DataFrame:
    """A company's watched filings as EDGAR lists them now (rows of FILINGS), those accepted after `back_to` at least.

    Older pages are requested only where the newest does not reach back far enough, so that a company with very many
    filings loses none. Answers are kept, so that a refresh need not fetch them again. Empty where EDGAR has no such
    company. Raises OriginError, and BadInput for a list that cannot be read.
    """
    parts = [frame([], FILINGS)]
    with AnswerCache(store.root / "answers.sqlite", origin.name, cik) as cache:
        requests = CompanyRequests(origin, store, cache)
        pages = [f"CIK{cik}.json"]
        for page in pages:  # grows: the first lists the others
            got = requests.fetch("data.sec.gov", f"/submissions/{page}")
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


def unreported_filings(listed: pl.DataFrame, seen: Seen | None, known: Iterable[str]) -> pl.DataFrame:
    """Of the filings listed now, those that were not reported before, oldest first.

    Without `seen` (a new cursor, a new company) these are the filings that are not in the warehouse (`known`).
    """
    if seen is None:
        fresh = listed.filter(~pl.col("accession").is_in(list(known)))
    else:
        was_in_sight = (pl.col("accepted_at") >= seen.since).fill_null(value=True)
        fresh = listed.filter(was_in_sight & ~pl.col("accession").is_in(list(seen.accessions)))
    return fresh.sort("accepted_at", "accession", nulls_last=True)
