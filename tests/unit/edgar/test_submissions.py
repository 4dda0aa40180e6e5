"""The submissions file and its older pages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.edgar.api.submissions import read_submissions
from sources.edgar.schemas import COMPANIES, FILINGS
from sources.errors import BadInput
from tests.support.mirror import CIK, Filing, arrays, submissions

NAME = f"CIK{CIK}.json"
ONE = {"accessionNumber": ["0000000042-23-000001"], "form": ["10-Q"], "filingDate": ["2023-05-01"]}


def main_file(recent: dict[str, Any], **more: Any) -> bytes:
    """A main file with these arrays."""
    return json.dumps({"cik": "42", "filings": {"recent": recent, "files": []}, **more}).encode()


def test_reads_the_company_its_filings_and_the_older_pages() -> None:
    page = f"CIK{CIK}-submissions-001.json"
    read = read_submissions(submissions([Filing("0000000042-23-000001")], pages=[page]), NAME)
    assert read.company.rows() == [(CIK, "MADE UP CORP", "MADE,MADE-B", "3674", "0131")]
    assert read.older_pages == (page,)
    assert read.filings.schema == pl.Schema(FILINGS)
    assert read.filings.row(0, named=True) == {
        "cik": CIK,
        "accession": "0000000042-23-000001",
        "form": "10-Q",
        "filed": date(2023, 5, 1),
        "report_date": date(2023, 3, 31),
        "accepted_at": datetime(2023, 5, 1, 20, 1, 2, tzinfo=UTC),
        "primary_document": "made-20230331.htm",
        "is_xbrl": True,
        "is_inline_xbrl": True,
        "size_bytes": 1000,
        "accepted_at_as_listed": None,
    }


def test_an_older_page_takes_the_cik_from_its_name_and_has_no_company() -> None:
    read = read_submissions(json.dumps(ONE).encode(), f"CIK{CIK}-submissions-001.json")
    assert read.company.schema == pl.Schema(COMPANIES)
    assert read.company.is_empty()
    assert read.filings["cik"].to_list() == [CIK]


def test_an_older_page_without_cik_in_its_name_is_refused() -> None:
    with pytest.raises(BadInput, match="name"):
        read_submissions(json.dumps(ONE).encode(), "page.json")


def test_missing_optional_arrays_and_empty_strings_are_null() -> None:
    read = read_submissions(main_file(ONE | {"reportDate": [""], "primaryDocument": [""]}), NAME)
    row = read.filings.row(0, named=True)
    assert [key for key, value in row.items() if value is None] == [
        "report_date",
        "accepted_at",
        "primary_document",
        "is_xbrl",
        "is_inline_xbrl",
        "size_bytes",
        "accepted_at_as_listed",
    ]
    assert read.company.row(0) == (CIK, None, None, None, None)


def test_a_company_without_filings_has_none() -> None:
    read = read_submissions(main_file({key: [] for key in ONE}), NAME)
    assert read.filings.is_empty()
    assert read.filings.schema == pl.Schema(FILINGS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"form": ["10-Q", "10-K"]}, "column form: 2 entries"),
        ({"size": []}, "column size: 0 entries"),
        ({"form": "10-Q"}, "column form: a list expected, a string found"),
        ({"form": None}, "column form is missing"),
        ({"form": [""]}, "form, entry 1: an empty entry"),
        ({"form": [10]}, "form, entry 1: a string expected, a number found"),
        ({"form": [False]}, "form, entry 1: a string expected, true/false found"),
        ({"primaryDocument": [0]}, "primaryDocument, entry 1: a string expected, a number found"),
        ({"filingDate": ["2023-13-01"]}, "filingDate, entry 1: a date"),
        ({"filingDate": ["2023-1-1"]}, "filingDate, entry 1: a date"),
        ({"acceptanceDateTime": ["yesterday"]}, "acceptanceDateTime, entry 1: a time"),
        ({"isXBRL": ["yes"]}, "isXBRL, entry 1: 1 or 0 expected"),
        ({"isInlineXBRL": [[]]}, "isInlineXBRL, entry 1: 1 or 0 expected"),
        ({"size": ["big"]}, "size, entry 1: a whole number expected"),
        ({"size": [1.5]}, "size, entry 1: a whole number expected"),
    ],
)
def test_a_bad_column_is_named(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_submissions(main_file(ONE | change), NAME)
    assert said in str(refused.value)
    assert str(refused.value).startswith(NAME)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"[]", "a list where an object"),
        (b"{}", "no submissions file"),
        (b'{"cik": 42, "filings": []}', "no submissions file"),
        (main_file(ONE)[:40], "byte 40, line 1: truncated JSON"),
        (main_file(ONE)[:-1], "truncated JSON"),
        (b'{"cik":\n 1,,}', "byte 11, line 2: not JSON"),
        (b'{"cik": 1, "cik": 2}', "'cik' appears twice"),
        (b'{"a": "\xff"}', "byte 7, line 1: not UTF-8"),
        (b"<html>Request Rate Threshold Exceeded</html>", "Request Rate Threshold Exceeded"),
        (b"\n<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "NoSuchKey"),
        (b"<html>hello</html>", "a web page"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_submissions_file_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_submissions(data, NAME)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_page_name_that_leads_elsewhere_is_refused() -> None:
    content = main_file(ONE, filings={"recent": ONE, "files": [{"name": "../../etc/passwd"}]})
    with pytest.raises(BadInput, match=r"filings\.files, entry 1"):
        read_submissions(content, NAME)


@given(st.integers(min_value=0, max_value=30))
def test_every_prefix_is_refused_or_whole(percent: int) -> None:
    data = json.dumps(arrays([Filing("0000000042-23-000001")])).encode()
    cut = data[: len(data) * percent // 31]
    with pytest.raises(BadInput):
        read_submissions(cut, f"CIK{CIK}-submissions-001.json")


@pytest.mark.parametrize("half", ["\\ud800", "\\udc00", "\\ud800x\\udc00", "\\ud800\\ud800\\udc00", "\\\\\\udfff"])
def test_half_a_surrogate_pair_is_refused(half: str) -> None:
    """Python reads it from JSON, and no table can hold it."""
    data = submissions([Filing("0000000042-23-000001")]).replace(b"MADE UP CORP", f"MADE {half}".encode())
    with pytest.raises(BadInput, match=r"character \d+, line 1: .*half of a surrogate pair"):
        read_submissions(data, NAME)


@pytest.mark.parametrize(("written", "name"), [("\\ud83d\\ude00", "\U0001f600"), ("\\\\ud800", "\\ud800")])
def test_a_whole_pair_and_an_escaped_backslash_are_text(written: str, name: str) -> None:
    data = submissions([Filing("0000000042-23-000001")]).replace(b"MADE UP CORP", written.encode())
    assert read_submissions(data, NAME).company["entity_name"].to_list() == [name]
