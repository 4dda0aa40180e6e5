"""The companyfacts answer: every entry, exactly."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.edgar.api.companyfacts import TOO_WIDE, read_companyfacts
from sources.edgar.schemas import FACTS
from sources.errors import BadInput
from tests.support.mirror import CIK, companyfacts, entry

NAME = f"CIK{CIK}.json"


def with_number(text: str) -> dict[str, Any]:
    """The fact read from an entry whose value is written like this in the JSON."""
    data = companyfacts([entry(value=None)]).replace(b'"val": null', f'"val": {text}'.encode())
    return read_companyfacts(data, NAME).row(0, named=True)


def test_an_entry_becomes_a_fact_that_knows_its_filing() -> None:
    facts = read_companyfacts(companyfacts([entry()]), NAME)
    assert facts.schema == pl.Schema(FACTS)
    row = facts.row(0, named=True)
    said = {
        "cik": CIK,
        "accession": "0000000042-23-000001",
        "fiscal_year_focus": 2023,
        "form": "10-Q",
        "filed": date(2023, 5, 1),
        "source_kind": "companyfacts",
        "document": NAME,
        "fact_no": 1,
        "concept": "us-gaap:Revenues",
        "is_numeric": True,
        "value": Decimal(7000000),
        "value_text": "7000000",
        "unit": "USD",
        "is_nil": False,
        "period_type": "duration",
        "period_start": date(2023, 1, 1),
        "period_end": date(2023, 3, 31),
        "dimensions": [],
    }
    assert {key: value for key, value in row.items() if value is not None} == said


def test_duplicates_are_kept_in_file_order() -> None:
    facts = read_companyfacts(companyfacts([entry(value=2), entry(value=1), entry(value=2)]), NAME)
    assert facts.select("fact_no", "value_text").rows() == [(1, "2"), (2, "1"), (3, "2")]


def test_an_entry_without_start_is_an_instant() -> None:
    instant = {key: value for key, value in entry().items() if key != "start"}
    row = read_companyfacts(companyfacts([instant]), NAME).row(0, named=True)
    assert (row["period_type"], row["period_start"], row["period_end"]) == ("instant", None, date(2023, 3, 31))


def test_a_null_value_is_nil() -> None:
    row = read_companyfacts(companyfacts([entry(value=None)]), NAME).row(0, named=True)
    assert (row["is_nil"], row["value"], row["value_text"], row["problem"]) == (True, None, None, None)


def test_null_and_missing_fields_are_null() -> None:
    row = read_companyfacts(companyfacts([{"end": "2023-03-31", "val": 1, "form": None}]), NAME).row(0, named=True)
    assert (row["accession"], row["form"], row["filed"]) == (None, None, None)


def test_a_company_without_facts_has_none() -> None:
    facts = read_companyfacts(b'{"cik": 42, "entityName": "X", "facts": {}}', NAME)
    assert facts.is_empty()
    assert facts.schema == pl.Schema(FACTS)


def test_reads_a_path_like_bytes(tmp_path: Path) -> None:
    data = companyfacts([entry(), entry(value=1.5)])
    (tmp_path / NAME).write_bytes(data)
    assert read_companyfacts(tmp_path / NAME, NAME).equals(read_companyfacts(data, NAME))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0.1", "0.1"),
        ("12345678901234567.891", "12345678901234567.891"),
        ("99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999"),
        ("-0.000000000000000001", "-0.000000000000000001"),
        ("9007199254740993", "9007199254740993"),
        ("1.50E3", "1500"),
        ("-0.0", "0"),
    ],
)
def test_no_number_passes_through_a_float(written: str, text: str) -> None:
    row = with_number(written)
    assert (row["value"], row["value_text"], row["problem"]) == (Decimal(text), text, None)


@pytest.mark.parametrize(
    "written",
    ["100000000000000000000", "1e20", "0.1234567890123456789", "123456789012345678901234567890123456789.25"],
)
def test_a_number_too_wide_for_the_column_stays_exact_as_text(written: str) -> None:
    row = with_number(written)
    assert (row["value"], row["problem"]) == (None, TOO_WIDE)
    assert Decimal(row["value_text"]) == Decimal(written)


def test_an_absurd_exponent_is_not_spelt_out() -> None:
    assert with_number("1e999999")["value_text"] == "1E+999999"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=18, min_value=-(10**20) + 1, max_value=10**20 - 1))
def test_every_decimal_of_the_column_comes_back(value: Decimal) -> None:
    row = with_number(f"{value:f}")
    assert row["value"] == value
    assert Decimal(row["value_text"]) == value


@given(st.integers(min_value=-(10**40), max_value=10**40))
def test_every_integer_comes_back_or_says_that_it_is_too_wide(value: int) -> None:
    row = with_number(str(value))
    assert row["value_text"] == str(value)
    assert row["value"] == value if abs(value) < 10**20 else row["problem"] == TOO_WIDE


@given(st.lists(st.integers(min_value=0, max_value=3), max_size=5))
def test_no_entry_is_lost(lengths: list[int]) -> None:
    units = {f"unit{n}": {"units": {"USD": [entry(value=n)] * length}} for n, length in enumerate(lengths)}
    facts = read_companyfacts(json.dumps({"cik": 42, "facts": {"us-gaap": units}}).encode(), NAME)
    assert facts.height == sum(lengths)
    assert facts["fact_no"].to_list() == list(range(1, facts.height + 1))
    assert facts["concept"].to_list() == [f"us-gaap:unit{n}" for n, length in enumerate(lengths) for _ in range(length)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"val": "7"}, "us-gaap:Revenues, USD, entry 2, val: a number or null expected, a string found"),
        ({"val": True}, "a number or null expected, true/false found"),
        ({"val": [1]}, "a number or null expected, a list found"),
        ({"end": "2023-02-30"}, "us-gaap:Revenues, USD, entry 2, end: a date (YYYY-MM-DD) expected"),
        ({"start": 20230101}, "entry 2, start: a string expected, a number found"),
        ({"filed": "soon"}, "entry 2, filed: a date"),
        ({"accn": {}}, "entry 2, accn: a string expected, an object found"),
    ],
)
def test_a_bad_field_is_named_with_its_entry(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_companyfacts(companyfacts([entry(), entry(**change)]), NAME)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"null", "null where an object should be"),
        (b"{}", "cik: a CIK"),
        (b'{"cik": 42}', "facts: an object expected, null found"),
        (b'{"cik": 42, "facts": []}', "facts: an object expected, a list found"),
        (b'{"cik": 42, "facts": {"us-gaap": 1}}', "facts.us-gaap: an object expected"),
        (b'{"cik": 42, "facts": {"us-gaap": {"A": {}}}}', "us-gaap:A, units: an object expected"),
        (b'{"cik": 42, "facts": {"us-gaap": {"A": {"units": {"USD": {}}}}}}', "a list of entries expected"),
        (b'{"cik": 42, "facts": {"us-gaap": {"A": {"units": {"USD": [3]}}}}}', "entry 1: an object expected"),
        (companyfacts([entry()])[:150], "truncated JSON"),
        (companyfacts([entry(value=float("nan"))]), "NaN is not a JSON number"),
        (companyfacts([entry()]).replace(b'"val": 7000000', b'"val": 1, "val": 2'), "'val' appears twice"),
        (b'{"cik": 1e99999999999999999999}', "exponent"),
    ],
)
def test_what_is_no_companyfacts_answer_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_companyfacts(data, NAME)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
