"""Select a company's files and fetch them into the raw store.

Contains EDGAR's addresses, the selection of filings, and the record of what was fetched or not available. Which
documents of a filing contain its facts is in `filing_documents`. Documents are read later (`company_tables`); here
their bytes are kept unchanged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from sources.atomic_files import write_parquet_atomically
from sources.edgar import json_text
from sources.edgar.api.acceptance import correct_acceptance
from sources.edgar.api.answers import reader_of
from sources.edgar.api.submissions import read_submissions
from sources.edgar.filing_documents import fetch_documents, filing_folder
from sources.edgar.http.client import Host, Origin, RefusedAnswer
from sources.edgar.http.conditional_get import CompanyRequests, Refetch, StoredFile
from sources.edgar.http.raw_store import RawStore
from sources.edgar.http.response_cache import AnswerCache
from sources.edgar.schemas import FILINGS, UTC, frame
from sources.errors import BadInput

_LOG: Final = logging.getLogger(__name__)

#: Annual and quarterly reports of domestic and foreign issuers, transition reports included.
PERIODIC_FORMS: Final = tuple(
    form + suffix for form in ("10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F") for suffix in ("", "/A")
)

#: One row for each file that a landing requested.
LANDINGS: Final[dict[str, pl.DataType]] = {
    "cik": pl.String(),
    "kind": pl.String(),  # submissions | submissions_page | companyfacts | document
    "accession": pl.String(),
    "form": pl.String(),
    "filed": pl.Date(),
    "report_date": pl.Date(),
    "accepted_at": UTC,
    "document": pl.String(),  # file name; of the first candidate where none was available
    "address": pl.String(),  # on sec.gov, also when it was fetched from a mirror
    "sha256": pl.String(),  # null when not available
    "size_bytes": pl.Int64(),
    "status": pl.String(),  # landed | not_available
}

_ACCESSION: Final = re.compile(r"\d{10}-\d{2}-\d{6}")

#: Called after each document: how many are done, how many there are, the address of this one.
Progress = Callable[[int, int, str], None]

#: For so many filings of a company without an available document, each landing requests the document again. EDGAR lists
#: a filing minutes before its documents are available, and a mirror may be completed later.
ASKED_AGAIN: Final = 8


@dataclass(frozen=True)
class Landing:
    """The result of a landing. `table` is LANDINGS; `changed` is true when it differs from the previous landing.

    `refused` has the answers that were not what was asked for. What came before them is used, if there was something.
    `left_out` has them, and the faults because of which something of a filing was not requested, where the landing
    before did not have the filing: one for each file or name.
    """

    cik: str
    table: pl.DataFrame
    changed: bool
    refused: tuple[RefusedAnswer, ...] = ()
    left_out: tuple[BadInput, ...] = ()

    @property
    def is_list_refused(self) -> bool:
        """Whether the company's list of filings was refused."""
        return any(one.file.endswith(f"/submissions/CIK{self.cik}.json") for one in self.refused)

    @property
    def has_list(self) -> bool:
        """Whether the company's list of filings is landed, now or before."""
        return not self.table.filter(kind="submissions", status="landed").is_empty()

    @property
    def is_available(self) -> bool:
        """Whether EDGAR has the company's submissions or its companyfacts."""
        return not self.table.filter(pl.col("kind").is_in(["submissions", "companyfacts"]), status="landed").is_empty()

    @property
    def missing(self) -> pl.DataFrame:
        """The rows of files that were not available."""
        return self.table.filter(status="not_available")


def landing_path(root: Path, cik: str) -> Path:
    """Where a company's landing is recorded below the raw store's folder."""
    return root / "landings" / f"{cik}.parquet"


def land_company(
    cik: str,
    origin: Origin,
    store: RawStore,
    progress: Progress | None = None,
    *,
    again: Callable[[Mapping[str, Any]], bool] = lambda _: False,
    is_doubted: bool = False,
) -> Landing:
    """Bring a company's submissions, companyfacts and the XBRL documents of each periodic filing into the raw store.

    Only what is new or may have changed is requested. Lists and companyfacts are requested with conditions. A
    document of an accession never changes at EDGAR, so it is fetched once; in a mirror folder, when its file changed.
    Of the filings without an available document, the newest ASKED_AGAIN are requested again. `again` selects filings
    (rows of FILINGS) that are requested whether or not they are cached; `is_doubted` does the same for the lists and
    companyfacts.

    What EDGAR does not have is recorded as not_available, also for a whole company. Bytes of documents are not checked.
    An answer that is not what was asked for, and a list or companyfacts that cannot be read, is not landed: what was
    landed before stays, and where there was nothing, the file is not_available.
    Raises OriginError when a request fails otherwise; the previous landing then stays, and the next landing continues
    where this one stopped.
    """
    cik = json_text.cik_of(cik, "the company")
    with AnswerCache(store.root / "answers.sqlite", origin.name, cik) as cache:
        refused: list[RefusedAnswer] = []
        requests = CompanyRequests(origin, store, cache, "all" if is_doubted else "nothing", refused)
        rows: list[dict[str, Any]] = []
        filings = [frame([], FILINGS)]
        pages = [f"CIK{cik}.json"]
        for page in pages:  # grows: the first lists the others
            kind = "submissions_page" if rows else "submissions"
            row, got = _land(requests, f"/submissions/{page}", {"cik": cik, "kind": kind})
            rows.append(row)
            listed, older = _listed(got, page, requests)
            filings.append(listed)
            pages += [name for name in dict.fromkeys(older) if name not in pages]
        known = {"cik": cik, "kind": "companyfacts"}
        rows.append(_land(requests, f"/api/xbrl/companyfacts/CIK{cik}.json", known)[0])
        wanted = wanted_filings(correct_acceptance(pl.concat(filings)))
        rows += _land_documents(cik, wanted, requests, again, progress)
    path = landing_path(store.root, cik)
    earlier = _earlier(path)
    known_before = set() if earlier is None else set(earlier["accession"].drop_nulls())
    new = [fault for accession, fault in requests.not_asked if accession not in known_before]
    table = _with_earlier(frame(rows, LANDINGS), {fault.file for fault in refused}, path, store)
    left_out = {str(fault): fault for fault in (*refused, *new)}  # a name may be met twice
    for line in left_out:
        _LOG.warning("%s", line)
    return replace(_record(cik, table, path), refused=tuple(refused), left_out=tuple(left_out.values()))


def nothing_landed(cik: str) -> pl.DataFrame:
    """LANDINGS of a company without any file."""
    paths = {"submissions": f"/submissions/CIK{cik}.json", "companyfacts": f"/api/xbrl/companyfacts/CIK{cik}.json"}
    rows = [_absent("data.sec.gov", path, {"cik": cik, "kind": kind}) for kind, path in paths.items()]
    return frame(rows, LANDINGS)


def wanted_filings(filings: pl.DataFrame) -> pl.DataFrame:
    """Of FILINGS, the periodic reports with XBRL, each accession once, by day of filing and accession."""
    has_xbrl = pl.col("is_xbrl").fill_null(value=True) | pl.col("is_inline_xbrl").fill_null(value=True)
    return (
        filings.filter(pl.col("form").is_in(PERIODIC_FORMS) & has_xbrl)
        .unique("accession", keep="first", maintain_order=True)
        .sort("filed", "accession", nulls_last=True)
    )


def _land(requests: CompanyRequests, path: str, known: Mapping[str, Any]) -> tuple[dict[str, Any], StoredFile | None]:
    """Request one answer of the API and keep it: its row of LANDINGS, and the file if it is available."""
    got = requests.fetch("data.sec.gov", path, read=reader_of(known["kind"], known["cik"]))
    return (_landed(got, known), got) if got else (_absent("data.sec.gov", path, known), None)


def _landed(got: StoredFile, known: Mapping[str, Any]) -> dict[str, Any]:
    """The row of LANDINGS of a file that was fetched."""
    return {
        **known,
        "document": got.address.rpartition("/")[2],
        "address": got.address,
        "sha256": got.sha256,
        "size_bytes": got.size_bytes,
        "status": "landed",
    }


def _absent(host: Host, path: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The row of LANDINGS of a file that EDGAR does not have."""
    name = path.rpartition("/")[2] or None
    return {**known, "document": name, "address": f"https://{host}{path}", "status": "not_available"}


def _listed(got: StoredFile | None, name: str, requests: CompanyRequests) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The filings and older pages that a submissions file lists; empty when the file is not available.

    Also empty when it was landed by code that could read it: `company_tables` reports the problem. It is fetched
    without conditions next time.
    """
    if got is None:
        return frame([], FILINGS), ()
    try:
        read = read_submissions(got.data(), name)
    except BadInput:
        requests.fetch_again_next_time(got)
        return frame([], FILINGS), ()
    return read.filings, read.older_pages


def _land_documents(
    cik: str,
    wanted: pl.DataFrame,
    requests: CompanyRequests,
    again: Callable[[Mapping[str, Any]], bool],
    progress: Progress | None,
) -> list[dict[str, Any]]:
    """Land the documents of each filing; rows of LANDINGS, in the order of `wanted` (oldest first)."""
    rows: list[list[dict[str, Any]]] = []
    retried = 0  # filings without an available document whose document is requested again, newest first
    for number, filing in enumerate(reversed(wanted.to_dicts()), 1):
        refetch: Refetch = "all" if again(filing) else "absent" if retried < ASKED_AGAIN else "nothing"
        landed = _land_filing(cik, filing, requests.with_refetch(refetch))
        retried += landed[-1]["status"] == "not_available"
        rows.append(landed)
        if progress:
            progress(number, wanted.height, landed[0]["address"])
    return [row for landed in reversed(rows) for row in landed]


def _land_filing(cik: str, filing: Mapping[str, Any], requests: CompanyRequests) -> list[dict[str, Any]]:
    """Land the documents of a filing; their rows of LANDINGS, one that is not_available when there is none."""
    known = {key: filing[key] for key in ("accession", "form", "filed", "report_date", "accepted_at")}
    known |= {"cik": cik, "kind": "document"}
    folder = filing_folder(cik, filing["accession"])
    if not _ACCESSION.fullmatch(filing["accession"]):  # it might lead out of the origin
        fault = BadInput(
            f"CIK{cik}.json",
            f"{filing['accession']!r} is not an accession number, so nothing of this filing is requested",
            "Check the company's list of filings at its origin",
        )
        requests.not_asked.append((filing["accession"], fault))
        return [_absent("www.sec.gov", f"{folder}/{filing['primary_document'] or ''}", known)]
    got = fetch_documents(filing, folder, requests)
    lost = got.lost if got.files else [filing["primary_document"] or ""]
    return [
        *(_landed(one, known) for one in got.files),
        *(_absent("www.sec.gov", f"{folder}/{n}", known) for n in lost),
    ]


def _with_earlier(table: pl.DataFrame, refused: set[str], path: Path, store: RawStore) -> pl.DataFrame:
    """The landing with what the landing before has of refused addresses; all of that one where a list was refused.

    A list or companyfacts that could not be read when they were landed, by an earlier release, are not used.
    """
    lost = table.filter(pl.col("address").is_in(refused), status="not_available")
    earlier = _earlier(path) if not lost.is_empty() else None
    if earlier is None:
        return table
    is_list = pl.col("kind").is_in(["submissions", "submissions_page"])
    if not lost.filter(is_list).is_empty():
        return earlier if all(_was_readable(row, store) for row in earlier.filter(is_list).to_dicts()) else table
    kept = earlier.filter(pl.col("address").is_in(lost["address"].to_list()), status="landed")
    rows = {row["address"]: row for row in kept.to_dicts() if _was_readable(row, store)}
    return frame([rows.get(row["address"], row) for row in table.to_dicts()], LANDINGS)


def _was_readable(row: Mapping[str, Any], store: RawStore) -> bool:
    """Whether a landed answer could be read when it was landed: it can, or was altered since. A document always."""
    if row["kind"] == "document" or row["sha256"] is None or not store.is_whole(row["sha256"]):
        return True
    file = StoredFile(row["address"], row["sha256"], row["size_bytes"], store, is_new=False)
    return file.is_usable(reader_of(row["kind"], row["cik"]))


def _earlier(path: Path) -> pl.DataFrame | None:
    """The landing before; None when there is none that can be read."""
    try:
        return pl.read_parquet(path).select(list(LANDINGS))
    except (OSError, pl.exceptions.PolarsError):
        return None


def _record(cik: str, table: pl.DataFrame, path: Path) -> Landing:
    """Write the landing, unless the one before says the same."""
    earlier = _earlier(path)
    is_same = earlier is not None and earlier.equals(table)
    if not is_same:
        write_parquet_atomically(table, path)
    return Landing(cik, table, changed=not is_same)
