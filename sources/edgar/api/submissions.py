"""EDGAR's list of a company's filings: the submissions file and its older pages.

Reads the JSON layout of data.sec.gov/submissions/CIK##########.json: parallel arrays, one entry per filing. Which
filings are needed is decided in `landing`, what a form means in dbt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from sources.edgar import json_text
from sources.edgar.api.acceptance import correct_acceptance
from sources.edgar.schemas import COMPANIES, FILINGS, frame
from sources.errors import BadInput

#: EDGAR's array → our column. Arrays without which a filing cannot be identified are required.
_TEXT: Final = {
    "accession": "accessionNumber",
    "form": "form",
    "filed": "filingDate",
    "report_date": "reportDate",
    "accepted_at": "acceptanceDateTime",
    "primary_document": "primaryDocument",
}
_FLAGS: Final = {"is_xbrl": "isXBRL", "is_inline_xbrl": "isInlineXBRL"}
_REQUIRED: Final = ("accessionNumber", "form", "filingDate")
_CIK_IN_NAME: Final = re.compile(r"CIK(\d{10})")
_PAGE_NAME: Final = re.compile(r"[A-Za-z0-9._-]+\.json")


@dataclass(frozen=True)
class Submissions:
    """The content of one submissions file. `company` has one row, or none for an older page."""

    company: pl.DataFrame
    filings: pl.DataFrame
    older_pages: tuple[str, ...]


def read_submissions(data: bytes, name: str) -> Submissions:
    """The filings that a submissions file lists, in its own order, as FILINGS; times are UTC.

    Times listed on the New York clock are corrected, as far as this file shows it (`correct_acceptance`). Reads the
    main file and an older page (whose arrays are at the top level and whose CIK is in its name). Missing optional
    arrays and "" become null. Raises BadInput for text that is not such JSON, arrays of unequal length or entries of
    the wrong type, naming the column.
    """
    content = json_text.read_json(data, name)
    if "filings" not in content and "accessionNumber" in content:
        return Submissions(frame([], COMPANIES), _filings(content, name, _cik_from(name)), ())
    filings = content.get("filings")
    if not isinstance(filings, Mapping) or not isinstance(filings.get("recent"), Mapping):
        raise BadInput(
            name, "JSON, but no submissions file: it has no filings.recent", "Check what this file is", "the top level"
        )
    cik = json_text.cik_of(content.get("cik"), name)
    return Submissions(
        frame([_company(content, cik, name)], COMPANIES),
        _filings(filings["recent"], name, cik),
        _older_pages(filings.get("files"), name),
    )


def _company(content: Mapping[str, Any], cik: str, name: str) -> dict[str, Any]:
    """The COMPANIES row of a main file."""
    tickers = content.get("tickers") or []
    if not isinstance(tickers, list):
        raise json_text.wrong_type(name, "tickers", "a list", tickers)
    listed = json_text.strings(tickers, name, "tickers").drop_nulls().to_list()
    texts = {field: content.get(field) for field in ("name", "sic", "fiscalYearEnd")}
    for field, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise json_text.wrong_type(name, field, "a string", value)
    return {
        "cik": cik,
        "entity_name": texts["name"] or None,
        "tickers": ",".join(listed) or None,
        "sic": texts["sic"] or None,
        "fiscal_year_end": texts["fiscalYearEnd"] or None,
    }


def _filings(arrays: Mapping[str, Any], name: str, cik: str) -> pl.DataFrame:
    """The FILINGS frame of parallel arrays."""
    height = _common_length(arrays, name)

    def column(array: str, read: Callable[[list[Any], str, str], pl.Series]) -> pl.Series:
        return read(arrays.get(array) or [None] * height, name, array)

    text = {ours: column(theirs, json_text.strings) for ours, theirs in _TEXT.items()}
    for theirs in ("accessionNumber", "form"):
        _refuse_null(text["accession" if theirs == "accessionNumber" else theirs], name)
    columns = {
        **text,
        "cik": pl.Series([cik] * height, dtype=pl.String),
        "filed": json_text.dates(text["filed"], name),
        "report_date": json_text.dates(text["report_date"], name),
        "accepted_at": json_text.instants(text["accepted_at"], name),
        **{ours: column(theirs, _flags) for ours, theirs in _FLAGS.items()},
        "size_bytes": column("size", _whole_numbers),
        "accepted_at_as_listed": pl.Series([None] * height, dtype=pl.Null),
    }
    return correct_acceptance(pl.DataFrame([columns[ours].cast(kind).alias(ours) for ours, kind in FILINGS.items()]))


def _common_length(arrays: Mapping[str, Any], name: str) -> int:
    """The one length of all arrays that are read. Raises BadInput naming the first that is missing or differs."""
    wanted = [*_TEXT.values(), *_FLAGS.values(), "size"]
    for array in _REQUIRED:
        if arrays.get(array) is None:
            raise BadInput(name, f"the column {array} is missing", json_text.FETCH_AGAIN, f"column {array}")
    height = -1
    for array in wanted:
        values = arrays.get(array)
        if values is None:
            continue
        if not isinstance(values, list):
            raise json_text.wrong_type(name, f"column {array}", "a list", values)
        height = len(values) if height < 0 else height
        if len(values) != height:
            problem = f"{len(values)} entries, but accessionNumber has {height}"
            raise BadInput(name, problem, json_text.FETCH_AGAIN, f"column {array}")
    return height


def _older_pages(files: object, name: str) -> tuple[str, ...]:
    """Names of the older pages, as listed. Raises BadInput for a name that is not a plain file name."""
    if files is None:
        return ()
    if not isinstance(files, list):
        raise json_text.wrong_type(name, "filings.files", "a list", files)
    pages = []
    for number, entry in enumerate(files, 1):
        page = entry.get("name") if isinstance(entry, Mapping) else entry
        if not isinstance(page, str) or not _PAGE_NAME.fullmatch(page):
            problem = f"a file name such as CIK0000000000-submissions-001.json expected, {page!r} found"
            raise BadInput(name, problem, json_text.FETCH_AGAIN, f"filings.files, entry {number}")
        pages.append(page)
    return tuple(pages)


def _cik_from(name: str) -> str:
    """The CIK in an older page's file name, which has it nowhere else."""
    found = _CIK_IN_NAME.search(name)
    if not found:
        remedy = "Keep the name that EDGAR gave the page, CIK##########-submissions-###.json"
        raise BadInput(name, "an older page without a CIK in its name", remedy, "the file name")
    return found[1]


def _flags(values: list[Any], name: str, column: str) -> pl.Series:
    """1 and 0, or true and false, as booleans."""
    for row, value in enumerate(values):
        if value is not None and value not in (0, 1):
            raise json_text.wrong_type(name, f"{column}, entry {row + 1}", "1 or 0", value)
    return pl.Series(column, [None if v is None else bool(v) for v in values], dtype=pl.Boolean)


def _whole_numbers(values: list[Any], name: str, column: str) -> pl.Series:
    """Sizes in bytes."""
    for row, value in enumerate(values):
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63):
            raise json_text.wrong_type(name, f"{column}, entry {row + 1}", "a whole number", value)
    return pl.Series(column, values, dtype=pl.Int64)


def _refuse_null(values: pl.Series, name: str) -> None:
    """Raise BadInput for an empty entry: a filing needs an accession and a form."""
    if values.null_count():
        row = values.is_null().arg_max() or 0
        raise BadInput(name, "an empty entry", json_text.FETCH_AGAIN, f"{values.name}, entry {row + 1}")
