"""Select a company's files and fetch them into the raw store.

Contains EDGAR's addresses, the selection of filings and of one XBRL document for each, and the record of what was
fetched or not available. Documents are read later (`company_tables`); here their bytes are kept unchanged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from sources.atomic_files import write_parquet_atomically
from sources.edgar import json_text
from sources.edgar.api.submissions import read_submissions
from sources.edgar.http.client import Host, Origin
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

#: Called after each document: how many are done, how many there are, the address of this one.
Progress = Callable[[int, int, str], None]

#: For so many filings of a company without an available document, each landing requests the document again. EDGAR lists
#: a filing minutes before its documents are available, and a mirror may be completed later.
ASKED_AGAIN: Final = 8

_NO_INSTANCE: Final = re.compile(r"_(cal|def|lab|pre|ref)\.xml$|^(FilingSummary|R\d+|defnref)\.xml$", re.IGNORECASE)


@dataclass(frozen=True)
class Landing:
    """The result of a landing. `table` is LANDINGS; `changed` is true when it differs from the previous landing."""

    cik: str
    table: pl.DataFrame
    changed: bool

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
    """Bring a company's submissions, companyfacts and the XBRL document of each periodic filing into the raw store.

    Only what is new or may have changed is requested. Lists and companyfacts are requested with conditions. The
    document of an accession never changes at EDGAR, so it is fetched once; in a mirror folder, when its file changed.
    Of the filings without an available document, the newest ASKED_AGAIN are requested again. `again` selects filings
    (rows of FILINGS) that are requested whether or not they are cached; `is_doubted` does the same for the lists and
    companyfacts.

    What EDGAR does not have is recorded as not_available, also for a whole company. Bytes are not checked: a
    submissions file that cannot be read is landed, without the filings it would list. Raises OriginError when a request
    fails; the previous landing then stays, and the next landing continues where this one stopped. had; then the landing
    before stays as it was, and the next one goes on where this one stopped.
    """
    cik = json_text.cik_of(cik, "the company")
    with AnswerCache(store.root / "answers.sqlite", origin.name, cik) as cache:
        requests = CompanyRequests(origin, store, cache, "all" if is_doubted else "nothing")
        rows: list[dict[str, Any]] = []
        filings = [frame([], FILINGS)]
        pages = [f"CIK{cik}.json"]
        for page in pages:  # grows: the first lists the others
            kind = "submissions_page" if rows else "submissions"
            row, got = _land(requests, "data.sec.gov", f"/submissions/{page}", {"cik": cik, "kind": kind})
            rows.append(row)
            listed, older = _listed(got, page, requests)
            filings.append(listed)
            pages += [name for name in dict.fromkeys(older) if name not in pages]
        known = {"cik": cik, "kind": "companyfacts"}
        rows.append(_land(requests, "data.sec.gov", f"/api/xbrl/companyfacts/CIK{cik}.json", known)[0])
        wanted = wanted_filings(pl.concat(filings))
        rows += _land_documents(cik, wanted, requests, again, progress)
    return _record(cik, frame(rows, LANDINGS), landing_path(store.root, cik))


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


def filing_folder(cik: str, accession: str) -> str:
    """The URL path of a filing's folder on www.sec.gov, without a slash at the end."""
    return f"/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}"


def _land(
    requests: CompanyRequests, host: Host, path: str, known: Mapping[str, Any]
) -> tuple[dict[str, Any], StoredFile | None]:
    """Request one file and keep it: its row of LANDINGS, and the file if it is available."""
    got = requests.fetch(host, path)
    return (_landed(got, known), got) if got else (_absent(host, path, known), None)


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

    Also empty when it cannot be read: `company_tables` reports the problem. It is fetched without conditions next time.
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
    """Land the document of each filing; rows of LANDINGS, in the order of `wanted` (oldest first)."""
    rows: list[dict[str, Any]] = []
    retried = 0  # filings without an available document whose document is requested again, newest first
    for number, filing in enumerate(reversed(wanted.to_dicts()), 1):
        refetch: Refetch = "all" if again(filing) else "absent" if retried < ASKED_AGAIN else "nothing"
        row = _land_document(cik, filing, requests.with_refetch(refetch))
        retried += row["status"] == "not_available"
        rows.append(row)
        if progress:
            progress(number, wanted.height, row["address"])
    return rows[::-1]


def _land_document(cik: str, filing: Mapping[str, Any], requests: CompanyRequests) -> dict[str, Any]:
    """Land the first XBRL document of a filing that is available; its row of LANDINGS."""
    known = {key: filing[key] for key in ("accession", "form", "filed", "report_date", "accepted_at")}
    known |= {"cik": cik, "kind": "document"}
    folder = filing_folder(cik, filing["accession"])
    for name in _candidates(filing, folder, requests):
        got = requests.fetch("www.sec.gov", f"{folder}/{name}", is_settled=True)
        # Where the list does not say whether the filing is inline, the document itself must show it.
        if got and (filing["is_inline_xbrl"] or not _is_page(name) or b"inlineXBRL" in got.data()):
            return _landed(got, known)
    primary = filing["primary_document"]
    return _absent("www.sec.gov", f"{folder}/{primary}" if primary else f"{folder}/", known)


def _candidates(filing: Mapping[str, Any], folder: str, requests: CompanyRequests) -> Iterator[str]:
    """Names of files that may hold a filing's facts, best first.

    For an inline filing, the document itself, then the instance that EDGAR extracts from it. For a filing before inline
    XBRL, the instance, which is found in the folder's index. Where the list does not show which it is, all of them.
    """
    primary, is_inline = filing["primary_document"] or "", filing["is_inline_xbrl"]
    if _is_page(primary) and is_inline is not False:
        yield primary
        yield f"{primary.rpartition('.')[0]}_htm.xml"
    index = None if is_inline else requests.fetch("www.sec.gov", f"{folder}/index.json", is_settled=True)
    if index:
        try:
            names = _instances(index.data(), f"{filing['accession']} index.json")
        except BadInput as fault:  # the other filings continue, and this one is requested again
            _LOG.warning("%s", fault)
            requests.fetch_again_next_time(index)
            return
        yield from names


def _instances(data: bytes, name: str) -> list[str]:
    """File names in a filing folder's index.json that may be an XBRL instance, the dated one (nvda-20160131.xml) first.

    Raises BadInput when the index cannot be read.
    """
    directory = json_text.read_json(data, name).get("directory")
    items = directory.get("item") if isinstance(directory, dict) else None
    if not isinstance(items, list):
        raise json_text.wrong_type(name, "directory.item", "a list", items)
    names = [item["name"] for item in items if isinstance(item, dict) and isinstance(item.get("name"), str)]
    instances = {n for n in names if n.lower().endswith(".xml") and not _NO_INSTANCE.search(n)}
    return sorted(instances, key=lambda n: (re.search(r"-\d{8}\.xml$", n) is None, n))


def _is_page(name: str) -> bool:
    """Whether a document is (X)HTML by its name."""
    return name.lower().endswith((".htm", ".html", ".xhtml"))


def _record(cik: str, table: pl.DataFrame, path: Path) -> Landing:
    """Write the landing, unless the one before says the same."""
    try:
        is_same = pl.read_parquet(path).equals(table)
    except (OSError, pl.exceptions.PolarsError):
        is_same = False
    if not is_same:
        write_parquet_atomically(table, path)
    return Landing(cik, table, changed=not is_same)
