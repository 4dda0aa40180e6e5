"""Which of a company's files are wanted, and bringing them into the raw store.

Belongs here: EDGAR's addresses, the choice of filings and of the one XBRL document of each, the record of what came and
what did not. Not: reading documents, nor judging damaged ones (`store`): what arrives is kept as it is.
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
from sources.edgar.http.conditional_get import Asking, Got, Patience
from sources.edgar.http.raw_store import RawStore
from sources.edgar.http.response_cache import Memory
from sources.edgar.schemas import FILINGS, UTC, frame
from sources.errors import BadInput

_LOG: Final = logging.getLogger(__name__)

#: Annual and quarterly reports of domestic and foreign issuers, transition reports included.
PERIODIC_FORMS: Final = tuple(
    form + suffix for form in ("10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F") for suffix in ("", "/A")
)

#: One row per thing that a landing asked for.
LANDINGS: Final[dict[str, pl.DataType]] = {
    "cik": pl.String(),
    "kind": pl.String(),  # submissions | submissions_page | companyfacts | document
    "accession": pl.String(),
    "form": pl.String(),
    "filed": pl.Date(),
    "report_date": pl.Date(),
    "accepted_at": UTC,
    "document": pl.String(),  # file name; of the first candidate where none was there
    "address": pl.String(),  # on sec.gov, whatever place it was fetched from
    "sha256": pl.String(),  # null when not available
    "size_bytes": pl.Int64(),
    "status": pl.String(),  # landed | not_available
}

#: Called after each document: how many are done, how many there are, the address of this one.
Progress = Callable[[int, int, str], None]

#: How many filings of a company whose documents were not there each landing asks for anew. EDGAR lists a filing minutes
#: before its documents can be had; a mirror may be filled up later.
ASKED_AGAIN: Final = 8

_NO_INSTANCE: Final = re.compile(r"_(cal|def|lab|pre|ref)\.xml$|^(FilingSummary|R\d+|defnref)\.xml$", re.IGNORECASE)


@dataclass(frozen=True)
class Landing:
    """What a landing found. `table` is LANDINGS; `changed` says whether it differs from the landing before."""

    cik: str
    table: pl.DataFrame
    changed: bool

    @property
    def is_available(self) -> bool:
        """Whether EDGAR has the company's submissions or its companyfacts."""
        return not self.table.filter(pl.col("kind").is_in(["submissions", "companyfacts"]), status="landed").is_empty()

    @property
    def missing(self) -> pl.DataFrame:
        """The rows of what was not there."""
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

    Only what is new or may have changed is asked for. Lists and companyfacts are asked for on condition that they
    changed. The document of an accession never changes at EDGAR, so it is fetched once; in a folder, when its file
    changed. Of the filings whose document was not there, the newest ASKED_AGAIN are asked for anew. `again` names
    filings (rows of FILINGS) that are asked for whatever is known of them; `is_doubted` says the same of the lists and
    of companyfacts.

    What EDGAR does not have is recorded as not_available, up to the whole company. Bytes are not judged: a submissions
    file that cannot be read is landed, without the filings it would list. Raises OriginError when an answer cannot be
    had; then the landing before stays as it was, and the next one goes on where this one stopped.
    """
    cik = json_text.cik_of(cik, "the company")
    with Memory(store.root / "answers.sqlite", origin.name, cik) as memory:
        asking = Asking(origin, store, memory, "all" if is_doubted else "nothing")
        rows: list[dict[str, Any]] = []
        filings = [frame([], FILINGS)]
        pages = [f"CIK{cik}.json"]
        for page in pages:  # grows: the first lists the others
            kind = "submissions_page" if rows else "submissions"
            row, got = _land(asking, "data.sec.gov", f"/submissions/{page}", {"cik": cik, "kind": kind})
            rows.append(row)
            listed, older = _listed(got, page, asking)
            filings.append(listed)
            pages += [name for name in dict.fromkeys(older) if name not in pages]
        known = {"cik": cik, "kind": "companyfacts"}
        rows.append(_land(asking, "data.sec.gov", f"/api/xbrl/companyfacts/CIK{cik}.json", known)[0])
        wanted = wanted_filings(pl.concat(filings))
        rows += _land_documents(cik, wanted, asking, again, progress)
    return _record(cik, frame(rows, LANDINGS), landing_path(store.root, cik))


def nothing_landed(cik: str) -> pl.DataFrame:
    """LANDINGS of a company of which nothing is there."""
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


def _land(asking: Asking, host: Host, path: str, known: Mapping[str, Any]) -> tuple[dict[str, Any], Got | None]:
    """Ask for one file and keep it: its row of LANDINGS, and what came if it was there."""
    got = asking.ask(host, path)
    return (_landed(got, known), got) if got else (_absent(host, path, known), None)


def _landed(got: Got, known: Mapping[str, Any]) -> dict[str, Any]:
    """The row of LANDINGS of what came."""
    return {
        **known,
        "document": got.address.rpartition("/")[2],
        "address": got.address,
        "sha256": got.sha256,
        "size_bytes": got.size_bytes,
        "status": "landed",
    }


def _absent(host: Host, path: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The row of LANDINGS of what EDGAR does not have."""
    name = path.rpartition("/")[2] or None
    return {**known, "document": name, "address": f"https://{host}{path}", "status": "not_available"}


def _listed(got: Got | None, name: str, asking: Asking) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The filings and older pages that a submissions file lists; none when it is not there.

    None either when it cannot be read: the landing keeps bytes, and `store`, which reads them, reports what is wrong.
    It is then asked for without condition next time.
    """
    if got is None:
        return frame([], FILINGS), ()
    try:
        read = read_submissions(got.data(), name)
    except BadInput:
        asking.doubt(got)
        return frame([], FILINGS), ()
    return read.filings, read.older_pages


def _land_documents(
    cik: str,
    wanted: pl.DataFrame,
    asking: Asking,
    again: Callable[[Mapping[str, Any]], bool],
    progress: Progress | None,
) -> list[dict[str, Any]]:
    """Land the document of each filing; rows of LANDINGS, in the order of `wanted` (oldest first)."""
    rows: list[dict[str, Any]] = []
    is_patient = 0  # documents that were not there and are asked for anew, newest first
    for number, filing in enumerate(reversed(wanted.to_dicts()), 1):
        patience: Patience = "all" if again(filing) else "absent" if is_patient < ASKED_AGAIN else "nothing"
        row = _land_document(cik, filing, asking.again(patience))
        is_patient += row["status"] == "not_available"
        rows.append(row)
        if progress:
            progress(number, wanted.height, row["address"])
    return rows[::-1]


def _land_document(cik: str, filing: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    """Land the first XBRL document of a filing that is there; its row of LANDINGS."""
    known = {key: filing[key] for key in ("accession", "form", "filed", "report_date", "accepted_at")}
    known |= {"cik": cik, "kind": "document"}
    folder = filing_folder(cik, filing["accession"])
    for name in _candidates(filing, folder, asking):
        got = asking.ask("www.sec.gov", f"{folder}/{name}", is_settled=True)
        # Where the list does not say whether the filing is inline, the document itself must.
        if got and (filing["is_inline_xbrl"] or not _is_page(name) or b"inlineXBRL" in got.data()):
            return _landed(got, known)
    primary = filing["primary_document"]
    return _absent("www.sec.gov", f"{folder}/{primary}" if primary else f"{folder}/", known)


def _candidates(filing: Mapping[str, Any], folder: str, asking: Asking) -> Iterator[str]:
    """Names under which a filing's facts may stand, best first.

    Of an inline filing, the document itself, then the instance that EDGAR extracts from it. Of a filing before inline
    XBRL, the instance, whose name only the folder's index knows. Where the list does not say which it is, all of them.
    """
    primary, is_inline = filing["primary_document"] or "", filing["is_inline_xbrl"]
    if _is_page(primary) and is_inline is not False:
        yield primary
        yield f"{primary.rpartition('.')[0]}_htm.xml"
    index = None if is_inline else asking.ask("www.sec.gov", f"{folder}/index.json", is_settled=True)
    if index:
        try:
            names = _instances(index.data(), f"{filing['accession']} index.json")
        except BadInput as fault:  # of one filing: the others go on, and this one is asked for again
            _LOG.warning("%s", fault)
            asking.doubt(index)
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
