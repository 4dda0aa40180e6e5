"""Answers about one company, read and known to be that company's: a list of filings or its companyfacts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import polars as pl

from sources.edgar.api.companyfacts import read_companyfacts
from sources.edgar.api.submissions import Submissions, read_submissions
from sources.errors import BadInput


def read_list(data: bytes, name: str, cik: str) -> Submissions:
    """A list of filings, or an older page of one. Raises BadInput as `read_submissions` does, and for another CIK."""
    found = read_submissions(data, name)
    _refuse_other(found.company, name, cik)
    return found


def read_totals(data: bytes, name: str, cik: str) -> pl.DataFrame:
    """Companyfacts, as FACTS. Raises BadInput as `read_companyfacts` does, and for another CIK."""
    found = read_companyfacts(data, name)
    _refuse_other(found, name, cik)
    return found


def reader_of(kind: str, cik: str) -> Callable[[bytes, str], object]:
    """What reads the bytes and name of an answer of this kind (as in LANDINGS) about a company."""
    return partial(read_totals if kind == "companyfacts" else read_list, cik=cik)


def _refuse_other(rows: pl.DataFrame, name: str, cik: str) -> None:
    """Raise BadInput when a file is another company's."""
    others = rows.filter(pl.col("cik") != cik)
    if not others.is_empty():
        problem = f"the file of another company, CIK {others['cik'][0]}"
        raise BadInput(name, problem, "Put the right file there, or fetch it again", "cik")
